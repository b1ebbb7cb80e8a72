//! The words for one kind of part: container.

use crate::i18n::FieldWords;

pub const NAME: &str = "컨테이너";
pub const HELP: &str = "EC2 서버 하나에 여럿 올라가는 애플리케이션이에요. 저마다 다른 포트를 써요(동적 포트 매핑). 일은 서버가 하고, 대상 그룹은 주소와 포트를 등록해요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "컨테이너 도커 docker ecs 태스크 동적 포트";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "host" => FieldWords {
            label: "실행하는 서버",
            help: "함께 올라간 다른 컨테이너의 일까지 이 EC2 서버가 해요.",
        },
        "hostPort" => FieldWords {
            label: "서버의 포트",
            help: "미리 정하지 않아요. ECS가 32768부터 빈 포트를 골라 등록해요. 0이면 서버 안의 네트워크에서만 닿고 밖에서는 닿지 않아요.",
        },
        "cpu_ms" => FieldWords {
            label: "자체 처리 시간",
            help: "이 컨테이너가 요청 하나에 쓰는 시간이에요. 서버의 vCPU를 써요. 비우면 요청이 원하는 만큼 서버가 일하고, 다른 컨테이너에 넘기지 않아요.",
        },
        "return_301_https" => FieldWords {
            label: "HTTP를 HTTPS로 (301)",
            help: "80 포트로 온 사용자를 같은 주소의 443 포트로 보내요.",
        },
        "locations" => FieldWords {
            label: "위치",
            help: "애플리케이션 서버로 가는 /api/처럼 컨테이너 하나가 따로 받는 경로예요.",
        },
        "locations/location" => FieldWords {
            label: "경로 앞부분",
            help: "경로가 이것으로 시작하면 받아요. 여럿이면 가장 긴 것이 받아요.",
        },
        "locations/proxy_pass" => FieldWords {
            label: "컨테이너",
            help: "이 경로를 받는 구성 요소예요. 연결선이 있어야 해요.",
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
        "port" => "포트",
        "inner" => "서버 안에서만",
        "redirected" => "HTTPS로 보냄",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "crash" => "컨테이너 장애",
        "restart" => "컨테이너 재시작",
        _ => return None,
    })
}
