//! The words of the layers of a network and of its address plan.

use super::Lang;
use crate::vocabulary::SubnetKind;
use swell_core::observe::plan::Shortage;

pub struct Words {
    pub plan: &'static str,
    pub plan_help: &'static str,
    pub block: &'static str,
    pub left: &'static str,
    pub kept: &'static str,
    pub layers: &'static str,
    pub gateway: &'static str,
    pub way_in: &'static str,
    pub standby: &'static str,
}

static KO: Words = Words {
    plan: "주소 계획",
    plan_help: "서브넷마다 블록을 바꿔 보세요. /16부터 /28까지, VPC 안에서 서로 겹치지 않아야 해요.",
    block: "CIDR 블록",
    left: "남은 주소",
    kept: "AWS가 예약한 5개",
    layers: "계층과 가용 영역",
    gateway: "인터넷 게이트웨이",
    way_in: "인터넷에서 들어오는 길",
    standby: "예비",
};

static EN: Words = Words {
    plan: "Address plan",
    plan_help: "Try another block for a subnet: /16 to /28, inside the VPC, apart from the others.",
    block: "CIDR block",
    left: "Addresses left",
    kept: "The 5 that AWS reserves",
    layers: "Layers and Availability Zones",
    gateway: "Internet Gateway",
    way_in: "the way in from the internet",
    standby: "standby",
};

impl Words {
    pub const fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Ko => &KO,
            Lang::En => &EN,
        }
    }
}

/// What AWS keeps each of the five reserved addresses of a subnet for.
pub const fn reserved(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::Ko => [
            "네트워크 주소",
            "VPC 라우터",
            "DNS 서버",
            "나중에 쓰려고 비워 둠",
            "브로드캐스트(VPC에는 없음)",
        ],
        Lang::En => [
            "the network",
            "the VPC's router",
            "DNS",
            "kept for later",
            "broadcast, which a VPC has not",
        ],
    }
}

/// A layer of a network.
pub const fn layer(lang: Lang, kind: SubnetKind) -> &'static str {
    match (kind, lang) {
        (SubnetKind::Public, Lang::Ko) => "퍼블릭",
        (SubnetKind::Public, Lang::En) => "Public",
        (SubnetKind::Private, Lang::Ko) => "프라이빗",
        (SubnetKind::Private, Lang::En) => "Private",
        (SubnetKind::Isolated, Lang::Ko) => "격리",
        (SubnetKind::Isolated, Lang::En) => "Isolated",
    }
}

/// What runs out in a subnet.
pub fn shortage(lang: Lang, what: Shortage) -> String {
    match (what, lang) {
        (Shortage::Full, Lang::Ko) => {
            "남은 주소가 없어요: 여기서는 서버를 시작하지 못해요".to_owned()
        }
        (Shortage::Full, Lang::En) => "None left: launches here fail".to_owned(),
        (Shortage::Groups(more), Lang::Ko) => {
            format!("그룹이 최대 크기가 되려면 {more}개가 더 필요해요: 그 전에 시작이 실패해요")
        }
        (Shortage::Groups(more), Lang::En) => {
            format!("Groups need {more} more at their maximum: launches fail before")
        }
        (Shortage::Balancer, Lang::Ko) => {
            "ALB의 서브넷은 /27보다 작지 않고 8개가 비어 있어야 해요".to_owned()
        }
        (Shortage::Balancer, Lang::En) => {
            "A subnet of an ALB has to be a /27 at least, with 8 addresses free".to_owned()
        }
    }
}
