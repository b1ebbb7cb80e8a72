//! The words of the four types of load balancer: their table, and what is otherwise once a balancer is
//! of another type.

use super::Lang;
use swell_core::rules::balancer_type::{
    ClientAddress, Difference, LoadBalancerType, Setting, TargetType, Traits,
};

pub struct Words {
    pub change: &'static str,
    pub change_help: &'static str,
    pub to: &'static str,
    pub will_break: &'static str,
    pub will_differ: &'static str,
    pub broke: &'static str,
    pub differs: &'static str,
    pub nothing: &'static str,
    pub do_it: &'static str,
    pub undo: &'static str,
    pub table: &'static str,
    layer: &'static str,
    listeners: &'static str,
    decides: &'static str,
    targets: &'static str,
    address: &'static str,
    client_address: &'static str,
    cross_zone: &'static str,
    zone_charge: &'static str,
    tls: &'static str,
    security_groups: &'static str,
    free_tier: &'static str,
    used_for: &'static str,
    price: &'static str,
    yes: &'static str,
    no: &'static str,
    on: &'static str,
    off: &'static str,
    paid: &'static str,
    free: &'static str,
}

static KO: Words = Words {
    change: "유형 바꾸기",
    change_help: "자리와 이름, 연결은 그대로 두고 유형만 바꿔요. 먼저 무엇이 달라지는지 보세요.",
    to: "바꿀 유형",
    will_break: "바꾸면 안 되는 것",
    will_differ: "바꾸면 달라지는 것",
    broke: "이제 안 되는 것",
    differs: "달라진 것",
    nothing: "없어요",
    do_it: "이 유형으로 바꾸기",
    undo: "실행 취소로 되돌릴 수 있어요.",
    table: "네 유형 비교",
    layer: "OSI 계층",
    listeners: "리스너",
    decides: "나누는 기준",
    targets: "대상",
    address: "주소",
    client_address: "대상이 보는 클라이언트 주소",
    cross_zone: "교차 영역 기본값",
    zone_charge: "교차 영역 데이터 요금",
    tls: "TLS · SNI · 인증서 여러 개",
    security_groups: "보안 그룹",
    free_tier: "프리 티어",
    used_for: "쓰임",
    price: "요금(us-east-1)",
    yes: "있음",
    no: "없음",
    on: "켜짐",
    off: "꺼짐",
    paid: "양방향 과금",
    free: "무료",
};

static EN: Words = Words {
    change: "Change the type",
    change_help: "Place, name and lines stay; only the type changes. See first what will be different.",
    to: "New type",
    will_break: "What stops working",
    will_differ: "What will be different",
    broke: "What no longer works",
    differs: "What is different now",
    nothing: "Nothing",
    do_it: "Change to this type",
    undo: "Undo brings the old one back.",
    table: "The four types compared",
    layer: "OSI layer",
    listeners: "Listeners",
    decides: "Decides by",
    targets: "Targets",
    address: "Address",
    client_address: "Client address at the target",
    cross_zone: "Cross-zone by default",
    zone_charge: "Data between zones",
    tls: "TLS · SNI · many certificates",
    security_groups: "Security groups",
    free_tier: "Free tier",
    used_for: "Use it for",
    price: "Price (us-east-1)",
    yes: "yes",
    no: "none",
    on: "on",
    off: "off",
    paid: "paid, both directions",
    free: "free",
};

/// What of the table is words alone, in both languages, in the order of the types.
struct Row {
    ko: [&'static str; 4],
    en: [&'static str; 4],
}

const LAYER: Row = Row {
    ko: ["7", "4", "3 게이트웨이 + 4 분산", "4와 7"],
    en: ["7", "4", "3 gateway + 4 balancing", "4 and 7"],
};
const LISTENERS: Row = Row {
    ko: [
        "HTTP, HTTPS (WebSocket, HTTP/2, gRPC 포함)",
        "TCP, TLS, UDP, TCP_UDP",
        "모든 IP 패킷, 모든 포트",
        "TCP, SSL/TLS, HTTP, HTTPS",
    ],
    en: [
        "HTTP, HTTPS (WebSocket, HTTP/2, gRPC inside)",
        "TCP, TLS, UDP, TCP_UDP",
        "all IP packets, all ports",
        "TCP, SSL/TLS, HTTP, HTTPS",
    ],
};
const DECIDES: Row = Row {
    ko: [
        "호스트, 경로, 헤더, 메서드, 쿼리, 소스 주소",
        "연결의 플로 해시",
        "플로의 해시",
        "포트만",
    ],
    en: [
        "host, path, header, method, query, source address",
        "flow hash of the connection",
        "flow hash of the flow",
        "the port only",
    ],
};
const ADDRESS: Row = Row {
    ko: [
        "DNS 이름, 노드 주소는 바뀜",
        "영역마다 고정 IP 하나, 탄력적 IP 가능",
        "서브넷의 엔드포인트(GWLBE), 라우팅 테이블로 도달",
        "DNS 이름",
    ],
    en: [
        "a DNS name; node addresses change",
        "one static IP per zone, may be an Elastic IP",
        "an endpoint (GWLBE) in a subnet, reached by route tables",
        "a DNS name",
    ],
};
const TLS: Row = Row {
    ko: [
        "있음 · 있음 · 있음",
        "있음(TLS 리스너) · 있음 · 있음",
        "없음",
        "있음 · 없음 · 리스너마다 하나",
    ],
    en: [
        "yes · yes · yes",
        "yes (TLS listener) · yes · yes",
        "none",
        "yes · no · one per listener",
    ],
};
const FREE_TIER: Row = Row {
    ko: [
        "750시간(CLB와 함께), LCU 15",
        "없음",
        "없음",
        "750시간(ALB와 함께), 15 GB",
    ],
    en: [
        "750 h shared with CLB, 15 LCU",
        "none",
        "none",
        "750 h shared with ALB, 15 GB",
    ],
};
const USED_FOR: Row = Row {
    ko: [
        "웹 사이트, 마이크로서비스, 컨테이너",
        "고정 주소, 수백만 플로, HTTP가 아닌 트래픽, 가장 낮은 지연",
        "방화벽, 침입 탐지, 패킷 검사",
        "새로 쓰지 않음: 이전 세대라 옮겨야 함",
    ],
    en: [
        "web sites, micro-services, containers",
        "fixed addresses, millions of flows, non-HTTP, lowest delay",
        "firewalls, intrusion detection, packet inspection",
        "nothing new: deprecated, migrate",
    ],
};

impl Words {
    pub const fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Ko => &KO,
            Lang::En => &EN,
        }
    }

    const fn has(&self, is_there: bool) -> &'static str {
        if is_there { self.yes } else { self.no }
    }

    /// The table of the types: what a row is about, and what each is like.
    pub fn rows(&self, lang: Lang) -> Vec<(&'static str, [String; 4])> {
        let said = |row: &Row| match lang {
            Lang::Ko => row.ko.map(str::to_owned),
            Lang::En => row.en.map(str::to_owned),
        };
        let each =
            |tell: &dyn Fn(&Traits) -> String| LoadBalancerType::ALL.map(|of| tell(&of.traits()));
        let units = ["LCU", "NLCU", "GLCU", "GB"].into_iter();
        let mut units = units.cycle();
        let mut price = LoadBalancerType::ALL.map(|of| {
            let Traits {
                usd_per_hour: hour,
                usd_per_unit: unit,
                ..
            } = of.traits();
            format!("${hour}/h + ${unit}/")
        });
        for (price, unit) in price.iter_mut().zip(&mut units) {
            price.push_str(unit);
        }
        vec![
            (self.layer, said(&LAYER)),
            (self.listeners, said(&LISTENERS)),
            (self.decides, said(&DECIDES)),
            (
                self.targets,
                each(&|t| {
                    t.targets
                        .iter()
                        .map(|one| target(lang, *one))
                        .collect::<Vec<_>>()
                        .join(", ")
                }),
            ),
            (self.address, said(&ADDRESS)),
            (
                self.client_address,
                each(&|t| client_address(lang, t.client_address).to_owned()),
            ),
            (
                self.cross_zone,
                each(&|t| if t.crosses_zones { self.on } else { self.off }.to_owned()),
            ),
            (
                self.zone_charge,
                each(&|t| {
                    if t.charges_zones {
                        self.paid
                    } else {
                        self.free
                    }
                    .to_owned()
                }),
            ),
            (self.tls, said(&TLS)),
            (
                self.security_groups,
                each(&|t| self.has(t.has_security_groups).to_owned()),
            ),
            (self.free_tier, said(&FREE_TIER)),
            (self.used_for, said(&USED_FOR)),
            (self.price, price),
        ]
    }
}

fn target(lang: Lang, target: TargetType) -> &'static str {
    let (ko, en) = match target {
        TargetType::Instance => ("인스턴스", "instances"),
        TargetType::Ip => ("IP 주소", "IP addresses"),
        TargetType::Lambda => ("Lambda 함수", "Lambda functions"),
        TargetType::Alb => ("ALB", "ALBs"),
        TargetType::Appliance => ("어플라이언스", "appliances"),
    };
    match lang {
        Lang::Ko => ko,
        Lang::En => en,
    }
}

const fn client_address(lang: Lang, place: ClientAddress) -> &'static str {
    match (place, lang) {
        (ClientAddress::Header, Lang::Ko) => "X-Forwarded-For 헤더",
        (ClientAddress::Header, Lang::En) => "the header X-Forwarded-For",
        (ClientAddress::Packet, Lang::Ko) => "패킷 그대로",
        (ClientAddress::Packet, Lang::En) => "kept in the packet",
    }
}

/// What is otherwise, in a sentence.
pub fn difference(lang: Lang, difference: Difference) -> String {
    use Difference as D;
    let counted = |count: u32, ko: &str, en: &str| match lang {
        Lang::Ko => ko.replace("{n}", &count.to_string()),
        Lang::En => en.replace("{n}", &count.to_string()),
    };
    let (ko, en) = match difference {
        D::Rules(n) => {
            return counted(
                n,
                "리스너와 규칙 {n}개가 사라져요",
                "Listeners and rules that go: {n}",
            );
        }
        D::WaysIn(n) => {
            return counted(
                n,
                "들어오는 연결 {n}개가 끊겨요",
                "Lines to it that are cut: {n}",
            );
        }
        D::Targets(n) => {
            return counted(
                n,
                "등록할 수 없는 대상 {n}개의 연결이 끊겨요",
                "Targets that it cannot have: {n}",
            );
        }
        D::Groups(n) => {
            return counted(
                n,
                "대상 그룹은 하나뿐이라 나머지 {n}개가 사라져요",
                "It has one target group; others that go: {n}",
            );
        }
        D::SecurityGroups(n) => {
            return counted(
                n,
                "보안 그룹 {n}개를 달 수 없어요",
                "Security groups that it cannot have: {n}",
            );
        }
        D::Alarms(n) => {
            return counted(
                n,
                "지표가 없어지는 경보 {n}개: 데이터 부족이 돼요",
                "Alarms whose metric is not published any more: {n}",
            );
        }
        D::Unset(setting, n) => {
            let (ko, en) = setting_lost(setting);
            return counted(n, ko, en);
        }
        D::Certificates(n) => {
            return counted(
                n,
                "리스너의 인증서 {n}개가 사라져요",
                "Certificates of its listener that go: {n}",
            );
        }
        D::ElasticIps => ("탄력적 IP를 쓸 수 없어요", "Its Elastic IPs cannot be kept"),
        D::Zones => (
            "가용 영역이 두 개 이상이어야 해서 AWS가 거부해요",
            "It needs two Availability Zones: AWS refuses it",
        ),
        D::HasRules(true) => (
            "경로, 호스트, 헤더, 메서드, 쿼리로 나누는 규칙을 쓸 수 있어요",
            "Rules may choose by path, host, header, method and query",
        ),
        D::HasRules(false) => (
            "경로, 호스트, 헤더, 쿼리를 보고 나누지 못해요",
            "It chooses by no path, host, header or query",
        ),
        D::Answers(true) => (
            "보낼 대상이 없으면 502, 503, 504로 답해요",
            "Without a target it answers 502, 503 or 504",
        ),
        D::Answers(false) => (
            "오류 코드로 답하지 않고 연결을 끊어요(재설정)",
            "It answers with no code of its own: it resets connections",
        ),
        D::HasName(true) => (
            "클라이언트가 DNS 이름으로 찾아요",
            "Clients find it by its DNS name",
        ),
        D::HasName(false) => (
            "이름이 없어요: 라우팅 테이블이 엔드포인트로 보내야 닿아요",
            "It has no name: route tables have to lead to its endpoints",
        ),
        D::KeepsAddresses(true) => (
            "영역마다 고정 주소가 하나씩 생겨요: 허용 목록에 적을 수 있어요",
            "One address a zone that stays: fit for an allow-list",
        ),
        D::KeepsAddresses(false) => (
            "고정 주소가 없어져요: 주소를 허용 목록에 적은 클라이언트는 막혀요",
            "Its addresses change: clients with an allow-list are locked out",
        ),
        D::ClientAddress(ClientAddress::Header) => (
            "대상은 클라이언트 주소를 X-Forwarded-For 헤더에서 봐요",
            "Targets find the client's address in X-Forwarded-For",
        ),
        D::ClientAddress(ClientAddress::Packet) => (
            "대상은 패킷에서 클라이언트 주소를 봐요: 대상의 보안 그룹이 클라이언트를 허용해야 해요",
            "Targets see the client's address in the packet: their security groups must admit clients",
        ),
        D::CrossesZones(true) => (
            "교차 영역이 켜져요(기본값)",
            "Cross-zone is on, its default",
        ),
        D::CrossesZones(false) => (
            "교차 영역이 꺼져요(기본값): 노드는 자기 영역의 대상에만 보내요",
            "Cross-zone is off, its default: nodes send to their own zone alone",
        ),
        D::ChargesZones(true) => (
            "영역을 넘는 데이터에 요금이 붙어요",
            "Data between zones is charged",
        ),
        D::ChargesZones(false) => (
            "영역을 넘는 데이터가 무료예요",
            "Data between zones is free",
        ),
    };
    match lang {
        Lang::Ko => ko,
        Lang::En => en,
    }
    .to_owned()
}

const fn setting_lost(setting: Setting) -> (&'static str, &'static str) {
    match setting {
        Setting::Stickiness => (
            "쿠키 고정 세션이 꺼져요(대상 그룹 {n}개)",
            "Cookie stickiness ends; target groups: {n}",
        ),
        Setting::Algorithm => (
            "분산 알고리즘을 고를 수 없어요(대상 그룹 {n}개)",
            "The algorithm is not yours to choose; target groups: {n}",
        ),
        Setting::SlowStart => (
            "느린 시작이 꺼져요(대상 그룹 {n}개)",
            "Slow start ends; target groups: {n}",
        ),
        Setting::ConnectionCheck => (
            "TCP 상태 확인이 HTTP로 바뀌어요(대상 그룹 {n}개)",
            "TCP health checks become HTTP; target groups: {n}",
        ),
    }
}
