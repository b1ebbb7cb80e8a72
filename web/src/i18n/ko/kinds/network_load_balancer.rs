//! The words for one kind of part: Network Load Balancer.

use crate::i18n::FieldWords;

pub const NAME: &str = "NLB";
pub const HELP: &str =
    "TCP 연결을 통째로 대상에 넘기고, 영역마다 고정 주소가 하나씩 있어요 (Network Load Balancer).";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "네트워크 로드 밸런서 로드밸런서 고정 IP 4계층 tcp";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Protocol" => FieldWords {
            label: "리스너 프로토콜",
            help: "TCP는 연결을 그대로 넘겨요. TLS는 여기서 끝나고, 그 뒤 구간은 암호화되지 않아요.",
        },
        "tcp.idle_timeout.seconds" => FieldWords {
            label: "TCP 유휴 제한 시간",
            help: "이 시간 동안 조용한 연결은 잊어요. 다음 요청은 새 연결로 와요.",
        },
        "target_health_state.unhealthy.connection_termination.enabled" => FieldWords {
            label: "비정상 대상의 연결 재설정",
            help: "켜면 클라이언트가 다른 대상에 새로 연결해요. 끄면 고장 난 대상에 그대로 남아요.",
        },
        "target_health_state.unhealthy.draining_interval_seconds" => FieldWords {
            label: "비정상 대상의 연결 유지 시간",
            help: "그동안 대상은 unhealthy.draining 상태로, 새 연결은 받지 않고 있던 연결만 유지해요. 시간이 지나면 연결을 끊고, 0이면 끊지 않아요.",
        },
        "elastic_ips" => FieldWords {
            label: "영역별 탄력적 IP",
            help: "방화벽 허용 목록에 적을 내 주소를 영역마다 하나씩 써요. 끄면 AWS가 고정 주소를 줘요.",
        },
        "hop_ms" => FieldWords {
            label: "로드 밸런서 지연",
            help: "로드 밸런서를 지날 때 더해지는 시간이에요. 요청을 열어 보지 않아 짧아요.",
        },
        "clients_try_next_address" => FieldWords {
            label: "다음 주소로 다시 시도",
            help: "브라우저처럼 다른 주소로도 접속해요. 영역 하나가 멈춰도 피해가 작아요.",
        },
        "SecurityGroups" => FieldWords {
            label: "보안 그룹",
            help: "드나드는 연결을 정해요. 서버는 클라이언트 주소를 그대로 봐요. ALB 뒤에서는 X-Forwarded-For에 있어요.",
        },
        _ => return super::listener::certificate(path),
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "tls_errors" => "실패한 TLS 핸드셰이크",
        "ActiveFlowCount" => "활성 플로",
        "NewFlowCount" => "새 플로",
        "TCP_Client_Reset_Count" => "클라이언트가 보낸 재설정",
        "TCP_ELB_Reset_Count" => "밸런서가 보낸 재설정",
        "TCP_Target_Reset_Count" => "대상이 보낸 재설정",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "tls_ends" => "TLS가 여기서 끝남: 이 서버 이름의 인증서 사용, 그 뒤 구간은 평문",
        "certificate_default" => "이 서버 이름의 인증서 없음: 기본 인증서를 보여 브라우저가 경고",
        "flows_reset" => "비정상 대상의 연결 {0}개 재설정",
        _ => return None,
    })
}
