//! What names and abbreviations stand for: the words of the study notes in full, each with one
//! sentence, in both languages side by side.

use super::Lang;
use crate::vocabulary::{KindId, Level};

/// A word, what it stands for, and what that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub word: &'static str,
    /// In English, as AWS writes it.
    pub full: &'static str,
    ko: (&'static str, &'static str),
    en: &'static str,
}

/// What is said of something on the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gloss {
    pub word: &'static str,
    /// The full name, or the name in the other language; empty where there is no other.
    pub full: &'static str,
    pub text: &'static str,
}

macro_rules! terms {
    ($($id:ident: $word:literal, $full:literal, $name:literal, $ko:literal, $en:literal;)*) => {
        $(const $id: Term = Term { word: $word, full: $full, ko: ($name, $ko), en: $en };)*

        /// In the order of the alphabet.
        pub const TERMS: &[Term] = &[$($id),*];
    };
}

terms! {
    ALB: "ALB", "Application Load Balancer", "애플리케이션 로드 밸런서", "HTTP 요청을 읽고, 규칙에 맞는 대상 그룹의 정상 서버 하나에 나눠 줘요(7계층).", "Reads HTTP requests and hands each to one healthy server of the target group that its rules choose (layer 7).";
    AMI: "AMI", "Amazon Machine Image", "머신 이미지", "서버를 똑같이 찍어 내는 디스크 이미지예요.", "The disk image that every new server is a copy of.";
    AUTO_SCALING: "Auto Scaling", "Amazon EC2 Auto Scaling", "자동 조정", "부하에 따라 서버 수를 늘리고 줄이고, 고장 난 서버를 교체해요.", "Adds and removes servers as the load asks for, and replaces those that fail.";
    AZ: "AZ", "Availability Zone", "가용 영역", "전력과 네트워크를 따로 쓰는 데이터 센터 묶음이에요. 하나가 멈춰도 다른 영역은 살아 있어요.", "A group of data centers with power and network of their own: one can fail while the others go on.";
    CDN: "CDN", "Content Delivery Network", "콘텐츠 전송 네트워크", "콘텐츠의 사본을 사용자 가까이에 두고 응답하는 서버 망이에요. AWS에서는 CloudFront예요.", "A network of servers that answer with copies near the viewers. On AWS it is CloudFront.";
    CLB: "CLB", "Classic Load Balancer", "클래식 로드 밸런서", "이전 세대 로드 밸런서예요. 포트만 보고 서버 목록 하나에 나눠 줘요.", "The previous generation: looks at the port alone and spreads over one list of servers.";
    CLOUDFRONT: "CloudFront", "Amazon CloudFront", "AWS의 CDN", "전 세계 엣지 로케이션에서 캐시로 먼저 응답하고, 없을 때만 오리진에서 가져와요.", "Answers from caches at edge locations all over the world, and asks the origin only for what they lack.";
    CLOUDWATCH: "CloudWatch", "Amazon CloudWatch", "모니터링 서비스", "지표와 로그를 모으고, 임계값을 넘으면 경보를 울려요.", "Collects metrics and logs, and raises an alarm when a threshold is crossed.";
    CODE_PIPELINE: "CodePipeline", "AWS CodePipeline", "배포 파이프라인", "코드를 올리면 빌드, 테스트, 배포를 순서대로 자동으로 해요.", "Builds, tests and deploys by itself, step by step, whenever code is pushed.";
    CSR: "CSR", "Client-Side Rendering", "클라이언트 측 렌더링", "빈 HTML과 JavaScript를 받아 브라우저가 화면을 그려요. 파일만 있으면 되니 S3와 CloudFront로 서비스해요.", "The browser draws the page itself from JavaScript and data: the site is files alone, as on S3 and CloudFront.";
    EB: "EB", "AWS Elastic Beanstalk", "엘라스틱 빈스톡", "코드만 올리면 로드 밸런서, 서버, 오토 스케일링을 대신 만들어 운영해 주는 PaaS예요.", "A platform (PaaS) that makes and runs balancer, servers and scaling for code that you upload.";
    EC2: "EC2", "Elastic Compute Cloud", "가상 서버", "필요한 만큼 빌려 쓰는 가상 서버예요.", "Virtual servers, rented for as long as they are needed.";
    EDGE_LOCATION: "Edge Location", "CloudFront edge location", "엣지 로케이션", "사용자와 가까운 도시에 있는 CloudFront의 캐시 서버예요.", "A cache of CloudFront in a city near the viewers.";
    GWLB: "GWLB", "Gateway Load Balancer", "게이트웨이 로드 밸런서", "오가는 패킷을 방화벽 같은 어플라이언스 여러 대에 나눠 보내 검사하게 해요.", "Spreads packets over firewalls and other appliances that inspect them on the way.";
    IGW: "IGW", "Internet Gateway", "인터넷 게이트웨이", "VPC와 인터넷을 잇는 문이에요.", "The door between a VPC and the internet.";
    NACL: "NACL", "Network Access Control List", "네트워크 ACL", "서브넷을 드나드는 패킷을 번호 순서대로 검사해요. 상태를 기억하지 않아 응답도 따로 허용해야 해요.", "Filters packets at a subnet, by rules in order. It keeps no state: answers need rules of their own.";
    NAT: "NAT", "Network Address Translation", "NAT 게이트웨이", "프라이빗 서버가 밖으로 나가게만 해 주고, 밖에서 들어오지는 못하게 해요.", "Lets private servers reach the internet, and nobody reach them.";
    NLB: "NLB", "Network Load Balancer", "네트워크 로드 밸런서", "내용을 보지 않고 TCP 연결을 통째로 서버에 넘겨요(4계층). 영역마다 고정 IP가 있어요.", "Hands whole TCP connections on without reading them (layer 4), at one fixed address per zone.";
    OAC: "OAC", "Origin Access Control", "오리진 액세스 제어", "S3 버킷을 CloudFront로만 열 수 있게 해요.", "Lets an S3 bucket be read through CloudFront alone.";
    PAAS: "PaaS", "Platform as a Service", "서비스형 플랫폼", "서버 관리는 맡기고 코드만 올리는 방식이에요.", "You bring the code, the platform runs the servers.";
    RDS: "RDS", "Relational Database Service", "관계형 데이터베이스", "백업, 패치, 예비 인스턴스를 맡아 주는 관계형 데이터베이스예요.", "A relational database with its backups, patches and standby taken care of.";
    ROUTE_53: "Route 53", "Amazon Route 53", "DNS 서비스", "도메인 이름을 IP 주소로 바꿔 줘요. 53은 DNS의 포트 번호예요.", "Turns domain names into addresses. 53 is the port of DNS.";
    S3: "S3", "Simple Storage Service", "객체 저장소", "파일을 객체로 저장하고, 서버 없이 그대로 내어 줘요.", "Keeps files as objects, and serves them without any server.";
    SG: "SG", "Security Group", "보안 그룹", "허용한 연결만 통과시키는 방화벽이에요. 허용한 연결의 응답은 저절로 통과해요.", "A firewall that lets in what its rules allow; answers pass by themselves.";
    SSR: "SSR", "Server-Side Rendering", "서버 측 렌더링", "서버가 완성된 HTML을 만들어 보내요. 요청마다 서버가 일하니 로드 밸런서와 서버가 필요해요.", "A server makes each page as whole HTML: every request is work for servers behind a balancer.";
    TLS: "TLS", "Transport Layer Security", "전송 계층 보안", "HTTPS의 암호화예요. ALB나 CloudFront에서 끝내면 서버는 암호를 풀지 않아도 돼요.", "The encryption of HTTPS. Ended at an ALB or CloudFront, it is no work for the servers.";
    TTL: "TTL", "Time To Live", "유효 시간", "캐시나 DNS 응답을 다시 묻지 않고 쓰는 시간이에요.", "How long a cached copy or a DNS answer is used before it is asked for again.";
    VPC: "VPC", "Virtual Private Cloud", "가상 사설 네트워크", "주소 범위와 경로를 직접 정하는 나만의 네트워크예요.", "A network of your own, with its own addresses and routes.";
}

/// What stands on the board under a name of its own.
fn term(kind: KindId) -> Option<&'static Term> {
    Some(match kind {
        KindId::LoadBalancer => &ALB,
        KindId::NetworkLoadBalancer => &NLB,
        KindId::GatewayLoadBalancer | KindId::GatewayEndpoint => &GWLB,
        KindId::ClassicLoadBalancer => &CLB,
        KindId::AutoScalingGroup => &AUTO_SCALING,
        KindId::Instance => &EC2,
        KindId::Database => &RDS,
        KindId::Route53 | KindId::RecordSet => &ROUTE_53,
        KindId::CloudFront => &CLOUDFRONT,
        KindId::S3 => &S3,
        KindId::Alarm => &CLOUDWATCH,
        KindId::InternetGateway => &IGW,
        KindId::NatGateway => &NAT,
        KindId::NetworkAcl => &NACL,
        KindId::SecurityGroup => &SG,
        KindId::Vpc => &VPC,
        KindId::AvailabilityZone => &AZ,
        _ => return None,
    })
}

impl Term {
    pub fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ko => self.ko.0,
            Lang::En => "",
        }
    }

    pub fn text(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ko => self.ko.1,
            Lang::En => self.en,
        }
    }

    /// Found by its words in either language.
    pub fn words(&self) -> String {
        let Self { word, full, ko, en } = self;
        format!("{word} {full} {} {} {en}", ko.0, ko.1)
    }
}

impl Lang {
    /// What a kind of part is, for those who meet its name for the first time.
    pub fn gloss(self, kind: KindId) -> Gloss {
        match term(kind) {
            Some(term) => Gloss {
                word: term.word,
                full: term.full,
                text: term.text(self),
            },
            None => {
                let other = match self {
                    Self::Ko => Self::En,
                    Self::En => Self::Ko,
                };
                let (word, full) = (self.kind(kind), other.kind(kind));
                Gloss {
                    word,
                    full: if full == word { "" } else { full },
                    text: self.kind_help(kind),
                }
            }
        }
    }
}

/// The kind of the frames of a level.
pub fn frame_kind(level: Level) -> Option<KindId> {
    let mut kinds = KindId::ALL.iter().copied();
    kinds.find(|kind| kind.spec().place.level() == Some(level))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spec 19, item A1.
    const OF_THE_NOTES: &[&str] = &[
        "ALB",
        "CDN",
        "CSR",
        "SSR",
        "EB",
        "EC2",
        "S3",
        "Auto Scaling",
        "Edge Location",
        "Route 53",
        "CloudFront",
        "CodePipeline",
    ];

    #[test]
    fn every_term_of_the_notes_is_explained_in_both_languages() {
        for word in OF_THE_NOTES {
            let term = TERMS.iter().find(|term| term.word == *word).expect(word);
            assert!(term.full.len() > 6 && term.full != *word, "{word}");
            assert!(term.text(Lang::Ko).ends_with("요.") || term.text(Lang::Ko).contains("요"));
            assert!(term.text(Lang::En).is_ascii() && term.text(Lang::En).ends_with('.'));
        }
        assert!(TERMS.is_sorted_by_key(|term| term.word.to_lowercase()));
    }

    #[test]
    fn every_kind_has_a_name_and_a_sentence_in_both_languages() {
        for kind in KindId::ALL.iter().copied() {
            let (ko, en) = (Lang::Ko.gloss(kind), Lang::En.gloss(kind));
            for gloss in [ko, en] {
                assert!(!gloss.word.is_empty() && gloss.text.len() > 10, "{kind:?}");
                assert_ne!(gloss.full, gloss.word, "{kind:?}");
            }
            assert!(!ko.text.is_ascii() && en.text.is_ascii(), "{kind:?}");
        }
        assert_eq!(
            Lang::En.gloss(KindId::LoadBalancer).full,
            "Application Load Balancer"
        );
    }
}
