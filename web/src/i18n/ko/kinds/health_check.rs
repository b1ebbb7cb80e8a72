//! The words for one kind of part: health_check.

use crate::i18n::FieldWords;

pub const NAME: &str = "Route 53 상태 확인";
pub const HELP: &str = "레코드와 다른 상태 확인에게 정상인지 알려 줘요. 8개 리전의 검사기가 인터넷에서 엔드포인트에 물어보거나, 다른 상태 확인을 세거나, 경보를 따르거나, 손으로 켜고 꺼요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "라우트 상태 확인 헬스 체크 계산 경보 장애 조치";

pub fn field(path: &str) -> Option<FieldWords> {
    let (label, help) = match path {
        "Type" => (
            "유형",
            "무엇을 보고 판단하는지예요. 엔드포인트는 검사기의 18 %보다 많이 정상이라고 하면 정상이에요.",
        ),
        "Target" => (
            "엔드포인트",
            "검사기가 이름으로 찾아 물어보는 곳이에요. 인터넷에서 오기 때문에 프라이빗 서브넷에는 닿지 못해요.",
        ),
        "ResourcePath" => ("경로", "물어보는 경로예요. 2xx와 3xx면 통과해요."),
        "SearchString" => (
            "검색 문자열",
            "본문 첫 5,120바이트 안에 있어야 해요. 여기서는 페이지가 OK라고 답해요.",
        ),
        "RequestInterval" => (
            "요청 간격",
            "30초 또는 10초예요. 10초는 더 비싸고, 30보다 작으면 10초로 봐요.",
        ),
        "FailureThreshold" => (
            "실패 임계값",
            "연속으로 이만큼 같아야 검사기의 판단이 바뀌어요. 양쪽 방향 모두 같아요.",
        ),
        "regions" => (
            "검사기 리전 수",
            "8개 리전 가운데 물어보는 수예요. 3개 이상이어야 해요.",
        ),
        "ChildHealthChecks" => ("하위 상태 확인", "정상인 수를 셀 상태 확인이에요."),
        "HealthThreshold" => (
            "정상 임계값",
            "하위가 이만큼 정상이어야 해요. 0이면 늘 정상, 하위 수보다 크면 늘 비정상이에요.",
        ),
        "AlarmIdentifier" => (
            "CloudWatch 경보",
            "따를 경보예요. OK면 정상, ALARM이면 비정상이에요. 검사기가 닿지 못하는 곳도 볼 수 있어요.",
        ),
        "InsufficientDataHealthStatus" => (
            "데이터가 부족할 때",
            "경보에 데이터가 없는 동안의 상태예요.",
        ),
        "RoutingControl" => (
            "라우팅 제어",
            "켜면 정상이에요. 끄면 손으로 트래픽을 옮길 수 있어요.",
        ),
        "Inverted" => ("결과 반전", "정상과 비정상을 뒤바꿔요."),
        "Disabled" => ("사용 안 함", "아무도 물어보지 않고, 정상으로 봐요."),
        "cut_regions" => (
            "끊기는 리전 수",
            "인터넷이 갈라지는 동안(장애) 이만큼의 리전이 엔드포인트에 닿지 못해요.",
        ),
        _ => return None,
    };
    Some(FieldWords { label, help })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Type", "HTTP") => "HTTP: 페이지 요청",
        ("Type", "HTTPS") => "HTTPS: 더 비쌈",
        ("Type", "HTTP_STR_MATCH") => "HTTP와 검색 문자열",
        ("Type", "HTTPS_STR_MATCH") => "HTTPS와 검색 문자열",
        ("Type", "TCP") => "TCP: 연결만",
        ("Type", "CALCULATED") => "계산: 다른 상태 확인으로",
        ("Type", "CLOUDWATCH_METRIC") => "CloudWatch: 경보로",
        ("Type", "RECOVERY_CONTROL") => "복구 제어: 스위치로",
        ("InsufficientDataHealthStatus", "Healthy") => "정상",
        ("InsufficientDataHealthStatus", "Unhealthy") => "비정상",
        ("InsufficientDataHealthStatus", "LastKnownStatus") => "마지막 상태 유지",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "healthy" => "정상",
        "unhealthy" => "비정상",
        "disabled" => "사용 안 함",
        "checkers" => "정상으로 본 검사기",
        "children" => "정상인 하위 상태 확인",
        "probes" => "엔드포인트 검사",
        "parted" => "일부 리전 단절",
        "HealthCheckStatus" => "상태 확인 결과",
        "HealthCheckPercentageHealthy" => "정상으로 본 검사기 비율",
        "ChildHealthCheckHealthyCount" => "정상인 하위 상태 확인 수",
        "no_route" => "인터넷에서 경로 없음",
        "no_rule" => "네트워크가 검사기 차단",
        "refused" => "연결 거부",
        "silent" => "제때 응답 없음",
        "bad_status" => "2xx·3xx 아님",
        "no_string" => "문자열 없음",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "parted" => "검사기 리전 단절",
        "joined" => "검사기 리전 복구",
        "endpoint_healthy" => "엔드포인트 정상, 정상으로 본 검사기 {0}/{1}",
        "endpoint_unhealthy" => "엔드포인트 비정상, 정상으로 본 검사기 {0}/{1}(18 % 이하)",
        "enough_healthy" => "정상, 하위 {0}/{1} 정상",
        "too_few_healthy" => "비정상, 하위 {0}/{1}만 정상",
        "alarm_healthy" => "경보에 따라 정상",
        "alarm_unhealthy" => "경보에 따라 비정상",
        "switched_on" => "정상, 라우팅 제어 켜짐",
        "switched_off" => "비정상, 라우팅 제어 꺼짐",
        "no_route" => {
            "{0}, 검사기가 있는 인터넷에서 가는 경로 없음. 로드 밸런서를 검사하거나 경보를 쓰세요"
        }
        "no_rule" => "{0}, 네트워크가 검사기를 막음. 보안 그룹이나 ACL이 인터넷을 들이지 않음",
        "refused" => "{0}, 연결 거부",
        "silent" => "{0}, 제때 응답 없음",
        "bad_status" => "{0}, 2xx·3xx가 아닌 응답",
        "no_string" => "{0}, 응답 본문에 찾는 문자열 없음",
        _ => return None,
    })
}
