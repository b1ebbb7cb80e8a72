//! The items of the study notes (spec 19) in a few words, and the panels that show them.

use super::Lang;
use swell_core::scenario::coverage::Panel;

/// Id, Korean, English.
#[rustfmt::skip]
const ITEMS: &[(&str, &str, &str)] = &[
    ("A1", "약어와 용어", "Abbreviations and terms"),
    ("A2", "CSR 배치: Route 53 → CloudFront → S3", "CSR layout: Route 53 → CloudFront → S3"),
    ("A3", "SSR 배치: Route 53 → ALB → Beanstalk", "SSR layout: Route 53 → ALB → Beanstalk"),
    ("A4", "PaaS, 엣지, 로드 밸런싱, 상태 확인, 무중단 배포", "PaaS, edge, balancing, health checks, zero-downtime deploys"),
    ("A5", "SSR와 CSR 비교 열 가지", "SSR against CSR in ten rows"),
    ("A6", "CSR 배포와 캐시 무효화", "CSR deploy and invalidation"),
    ("A7", "CSR 주의점: HTTPS, 캐시, 버킷 정책, 비용", "CSR cautions: HTTPS, cache, bucket policy, cost"),
    ("A8", "www.example.com → d111111abcdef8.cloudfront.net", "www.example.com → d111111abcdef8.cloudfront.net"),
    ("A9", "CloudFront가 가까운 엣지를 고름", "CloudFront chooses the nearest edge"),
    ("A10", "엣지의 적중과 부적중", "Hit and miss at the edge"),
    ("A11", "S3 원본, 버전 관리, 웹 호스팅", "S3 originals, versions, web hosting"),
    ("A12", "CSR의 성장: 먼저 온 사람이 캐시를 채움", "Growth on CSR: earlier visits filled the cache"),
    ("A13", "SSR 배포 파이프라인", "SSR deploy pipeline"),
    ("A14", "무중단 배포 단계", "Steps of a zero-downtime deploy"),
    ("A15", "SSR 주의점", "SSR cautions"),
    ("A16", "www.example.com → ALB 별칭", "www.example.com → alias of the ALB"),
    ("A17", "ALB: 상태 확인 뒤 라우팅, 분산, TLS", "ALB: checks health, routes, spreads, TLS"),
    ("A18", "Beanstalk이 만든 자원", "What Beanstalk creates"),
    ("A19", "ASG: CPU 감시, 조정, 교체", "ASG: watches CPU, adjusts, replaces"),
    ("A20", "EC2의 SSR 서버: 큐, 워커, CPU, 포트", "SSR on EC2: queue, workers, CPU, port"),
    ("A21", "CPU 80 % 이상이면 2대 → 3~4대", "CPU 80 % or more: 2 → 3 or 4 instances"),
    ("A22", "CPU, 메모리, 네트워크 감시", "Watching CPU, memory, network"),
    ("A23", "새 인스턴스: 설치, 설정, 상태 확인", "New instance: install, configure, health check"),
    ("A24", "ALB가 다시 고르게 나눔", "ALB spreads evenly again"),
    ("A25", "늘었다가 줄어드는 전체 주기", "The full cycle out and in"),
    ("A26", "Lambda@Edge", "Lambda@Edge"),
    ("B1", "RDS 관리: 백업, 패치, 복원", "RDS managed: backups, patches, restore"),
    ("B2", "RDS와 EC2의 DB 비교", "RDS against a database on EC2"),
    ("B3", "Multi-AZ 장애 조치", "Multi-AZ fail-over"),
    ("B4", "읽기 전용 복제본", "Read replicas"),
    ("B5", "ElastiCache: 공유 캐시와 서버별 캐시", "ElastiCache: shared against per server"),
    ("B6", "ELB: 고장 난 대상 제외", "ELB: a failed target is taken out"),
    ("B7", "로드 밸런서와 리버스 프록시", "Load balancer against reverse proxy"),
    ("B8", "라운드 로빈과 최소 연결", "Round robin against least outstanding"),
    ("B9", "초기 단계: 한 서버에 밸런서와 프록시", "Early stage: balancer and proxy on one instance"),
    ("B10", "ALB는 L7, NLB는 IP와 포트", "ALB looks at layer 7, NLB at IP and port"),
    ("B11", "domain.com과 /api 경로 분기", "domain.com to the site, /api to the backend"),
    ("B12", "가용 영역 두 곳, 한 곳이 사라짐", "Two zones, one is lost"),
    ("B13", "Route 53이 로드 밸런서를 가리킴", "Route 53 points at the balancer"),
    ("B14", "ELB와 Auto Scaling", "ELB with Auto Scaling"),
    ("B15", "S3 전송 비용과 CloudFront", "S3 is dear for traffic, CloudFront saves"),
    ("B16", "바뀐 파일 무효화", "Changed files must be invalidated"),
    ("B17", "API Gateway 스로틀링", "API Gateway throttling"),
    ("B18", "/users는 WAS, /posts는 Lambda", "/users to the WAS, /posts to a Lambda"),
    ("B19", "프록시, 밸런서, 게이트웨이의 차이", "Proxy, balancer and gateway"),
    ("B20", "CORS와 HttpOnly 쿠키", "CORS and HttpOnly cookies"),
    ("B21", "프록시가 코드에서 인프라로", "Proxying moves from code to infrastructure"),
    ("C1", "사용자 → Route 53 → ALB → ASG → EC2 → RDS", "Users → Route 53 → ALB → ASG → EC2 → RDS"),
    ("C2", "VPC: 퍼블릭과 프라이빗 서브넷", "VPC: public and private subnets"),
    ("C3", "보안 그룹: 밖 → ALB → EC2 → DB", "Security groups: outside → ALB → EC2 → DB"),
    ("C4", "시작 템플릿", "Launch template"),
    ("C5", "대상 그룹: 목록과 상태", "Target group: list and state"),
    ("C6", "ALB가 없으면", "Without the ALB"),
    ("C7", "ASG가 없으면", "Without the ASG"),
    ("C8", "정책: CPU 70 %", "Policy: CPU 70 %"),
    ("C9", "상태 확인이 있을 때와 없을 때", "With and without health checks"),
    ("C10", "관점 1: 계층", "Perspective 1: layers"),
    ("C11", "VPC: 격리, Multi-AZ, CIDR", "VPC: isolation, Multi-AZ, CIDR"),
    ("C12", "계층 방어, 최소 권한, 상태 저장 필터", "Defence in depth, least privilege, stateful filter"),
    ("C13", "가축이지 애완동물이 아님", "Cattle, not pets"),
    ("C14", "단일 진입점과 동적 등록", "Single entry point, dynamic registration"),
    ("C15", "AZ마다 EC2 2대, 영역 손실", "Two EC2 in each zone, a zone is lost"),
    ("C16", "사용자의 여정 7단계", "The user's journey in 7 steps"),
    ("C17", "급증 100 → 1,000명", "Surge 100 → 1,000 users"),
    ("C18", "EC2-1의 고장", "EC2-1 fails"),
    ("C19", "요청의 데이터 흐름과 헤더", "Data flow of a request, with headers"),
    ("C20", "상태 확인 30초 / 2 / 3", "Health checks 30 s / 2 / 3"),
    ("C21", "지표 흐름: 에이전트 → 알람 → 정책", "Metric flow: agent → alarm → policy"),
    ("C22", "ALB 액세스 로그", "ALB access log"),
    ("C23", "애플리케이션 로그", "Application log"),
    ("C24", "환자, 체온계, 경보, 처방, 의사 비유", "Patient, thermometer, buzzer, prescription, doctor"),
    ("C25", "정책 유형별 관리", "Management per policy type"),
    ("C26", "대상 추적, 단계, 단순 비교", "Target tracking, step, simple compared"),
    ("C27", "CLI로 키 페어", "Key pair by CLI"),
    ("C28", "배스천", "Bastion"),
    ("C29", "예전과 지금의 접근 경로", "Access path then and now"),
    ("D1", "EC2 한 대의 컨테이너 4개", "One EC2 with 4 containers"),
    ("D2", "프록시 경로와 리다이렉트", "Proxy paths and redirects"),
    ("D3", "CloudFront + S3, ALB, EC2, RDS", "CloudFront + S3, ALB, EC2, RDS"),
    ("D4", "걱정: 요금과 DDoS", "Worries: charges and DDoS"),
    ("D5", "CloudFront → ALB → EC2 → DB", "CloudFront → ALB → EC2 → DB"),
    ("D6", "역할 분리와 캐싱의 이득", "Gains of separation and caching"),
    ("D7", "바꿀 곳은 세 군데", "Only three changes"),
    ("D8", "CloudFront면 CORS가 자동인가?", "Is CORS automatic with CloudFront?"),
    ("D9", "CloudFront 도메인과 Route 53 별칭", "CloudFront's domain and the Route 53 alias"),
    ("D10", "ALB 주소가 바뀌어도 되는가?", "May the ALB's address change?"),
    ("D11", "CORS에 무엇을 등록하나?", "What is registered for CORS?"),
    ("D12", "www → ALB → WAS 허용 흐름", "www → ALB → WAS, who allows whom"),
    ("D13", "도메인과 인증서 단계", "Domain and certificate steps"),
    ("E1", "수직 확장과 수평 확장", "Vertical against horizontal scaling"),
    ("E2", "고가용성: 영역 두 곳 이상", "High availability: two zones or more"),
    ("E3", "로드 밸런서를 쓰는 이유 여덟 가지", "Eight reasons for a balancer"),
    ("E4", "200이 아니면 비정상", "Not 200 is unhealthy"),
    ("E5", "로드 밸런서 네 종류", "Four types of balancers"),
    ("E6", "보안 그룹: 밸런서는 공개, EC2는 밸런서만", "Groups: the balancer open, EC2 only for it"),
    ("E7", "/user, /search 경로 라우팅", "/user and /search to groups of their own"),
    ("E8", "?Platform=Mobile 라우팅", "?Platform=Mobile routing"),
    ("E9", "NLB: 영역마다 고정 IP 하나", "NLB: one static IP per zone"),
    ("E10", "NLB 사례 세 가지", "Three cases of the NLB"),
    ("E11", "GWLB와 어플라이언스", "GWLB and appliances"),
    ("E12", "쿠키 고정 세션", "Stickiness by cookie"),
    ("E13", "쿠키 이름과 예약어", "Cookie names and reserved ones"),
    ("E14", "교차 영역 부하 분산과 비용", "Cross-zone balancing and its cost"),
    ("E15", "전송 중 TLS와 ACM", "TLS in flight and ACM"),
    ("E16", "SNI 인증서", "SNI certificates"),
    ("E17", "등록 취소 지연 (드레이닝)", "Draining"),
    ("E18", "ASG 자체는 무료", "The ASG itself is free"),
    ("E19", "최소, 원하는, 최대 용량", "Minimum, desired, maximum capacity"),
    ("E20", "템플릿의 필드", "Fields of the template"),
    ("E21", "CloudWatch 알람", "CloudWatch alarm"),
    ("E22", "대상 추적 40 %", "Target tracking around 40 %"),
    ("E23", "70 % 초과 늘림, 30 % 이하 줄임", "Over 70 % out, 30 % or less in"),
    ("E24", "예측 조정", "Predictive scaling"),
    ("E25", "지표: CPU, 대상당 요청 수", "Metrics: CPU, requests per target"),
    ("E26", "휴지 기간 300초", "Cooldown of 300 s"),
    ("E27", "미리 만든 AMI", "Ready-made AMI"),
    ("E28", "퀴즈 1: X-Forwarded-For", "Quiz 1: X-Forwarded-For"),
    ("E29", "퀴즈 2: ELB 상태 확인", "Quiz 2: ELB health checks"),
];

impl Lang {
    /// What an item of the notes is about; one that nobody has named stands for itself.
    pub fn noted(self, id: &'static str) -> &'static str {
        let found = ITEMS.iter().find(|(known, ..)| *known == id);
        match (self, found) {
            (Self::Ko, Some((_, ko, _))) => ko,
            (Self::En, Some((.., en))) => en,
            (_, None) => id,
        }
    }

    pub fn panel(self, panel: Panel) -> &'static str {
        let (ko, en) = match panel {
            Panel::Chain => ("지표에서 결정까지의 사슬", "Chain from metric to decision"),
            Panel::PolicyEditor => ("정책 편집기", "Policy editor"),
            Panel::RequestTrace => ("요청 추적", "Trace of a request"),
            Panel::Log => ("활동 기록", "Activity history"),
            Panel::Comparison => ("두 보드·미래 비교", "Two boards or futures compared"),
            Panel::Perspectives => (
                "관점: 구조, 사용자 여정, 데이터 흐름",
                "Perspectives: architecture, journey, flows",
            ),
            Panel::Connections => ("연결 가능 표", "Table of who may connect"),
            Panel::Cost => ("비용", "Cost"),
            Panel::Glossary => (
                "용어집과 구성 요소 위의 설명",
                "Glossary, and cards over parts",
            ),
        };
        match self {
            Self::Ko => ko,
            Self::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use swell_core::scenario::coverage;

    #[test]
    fn every_item_has_words_in_both_languages() {
        let listed: Vec<&str> = coverage::ITEMS.iter().map(|item| item.id).collect();
        let named: Vec<&str> = ITEMS.iter().map(|(id, ..)| *id).collect();
        assert_eq!(listed, named);
        assert!(
            ITEMS
                .iter()
                .all(|(_, ko, en)| !ko.is_empty() && !en.is_empty())
        );
    }
}
