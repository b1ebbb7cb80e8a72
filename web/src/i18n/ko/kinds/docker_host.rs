//! The words for one kind of part: EC2 server with Docker.

use crate::i18n::FieldWords;

pub const NAME: &str = "Docker EC2 서버";
pub const HELP: &str = "컨테이너 여러 개가 함께 도는 서버 한 대예요. vCPU를 나눠 써서 한 컨테이너에 요청이 몰리면 다른 컨테이너도 느려지고, 서버가 멈추면 모두 멈춰요. 밖에서는 주소 하나로 보이고, 그 포트는 선이 이어진 컨테이너로 가요. 밖에 열지 않은 컨테이너는 서버 안에서만 답해요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "도커 docker 컴포즈 단일 서버 컨테이너 레거시";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "InstanceType" => FieldWords {
            label: "인스턴스 유형",
            help: "이 vCPU를 모든 컨테이너가 함께 써요.",
        },
        "queue_max" => FieldWords {
            label: "한꺼번에 하는 일",
            help: "모든 컨테이너가 하거나 기다리는 일을 더한 수예요. 넘치면 거절해요.",
        },
        "SecurityGroupIds" => FieldWords {
            label: "보안 그룹",
            help: "연결을 들이고 내보내는 규칙이에요. 없으면 모두 지나가요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "cpu" => "CPU",
        "requests" => "밖에서 온 요청",
        "refused" => "거절",
        "held" => "하거나 기다리는 일(한도)",
        "containers" => "컨테이너",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "crash" => "서버 장애",
        "restart" => "서버 재시작",
        _ => return None,
    })
}
