//! The words for one kind of part: record_set.

use crate::i18n::{FieldWords, Lang, regions};

pub const NAME: &str = "Route 53 레코드 세트";
pub const HELP: &str = "라우팅 정책과 상태 확인에 따라 여러 레코드 가운데 하나를 알려 줘요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "라우트 레코드 가중치 장애 조치 지연 시간 지리적 위치 다중값 상태 확인";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Name" => FieldWords {
            label: "레코드 이름",
            help: "사용자가 찾는 이름이에요.",
        },
        "HostedZone" => FieldWords {
            label: "호스팅 영역",
            help: "이름이 속한 영역이에요. 영역 꼭대기에는 CNAME을 둘 수 없어요.",
        },
        "Type" => FieldWords {
            label: "레코드 유형",
            help: "A와 AAAA는 주소를, CNAME은 다른 이름을 알려 줘요.",
        },
        "RoutingPolicy" => FieldWords {
            label: "라우팅 정책",
            help: "Route 53이 레코드를 고르는 방법이에요. 지리 근접과 IP 기반 라우팅은 시뮬레이션하지 않아요.",
        },
        "alias" => FieldWords {
            label: "별칭 레코드",
            help: "로드 밸런서를 바로 가리키고, 그쪽 TTL 60초를 따라요.",
        },
        "TTL" => FieldWords {
            label: "TTL(유지 시간)",
            help: "리졸버가 답을 기억하는 시간이에요. 장애 조치는 이보다 빨라질 수 없어요.",
        },
        "Records" => FieldWords {
            label: "레코드",
            help: "연결선마다 하나예요. 연결됐지만 목록에 없는 곳은 가중치 1에 상태 확인이 없어요.",
        },
        "Records/Target" => FieldWords {
            label: "값",
            help: "레코드가 가리키는 곳이에요. 연결선이 있어야 해요.",
        },
        "Records/SetIdentifier" => FieldWords {
            label: "레코드 ID",
            help: "레코드 세트 안에서 쓰는 이름이에요.",
        },
        "Records/Weight" => FieldWords {
            label: "가중치",
            help: "전체 합에서 차지하는 만큼 나눠 받아요. 0은 예비예요.",
        },
        "Records/Failover" => FieldWords {
            label: "장애 조치 역할",
            help: "보조는 기본 레코드가 비정상일 때만 답해요.",
        },
        "Records/Region" => FieldWords {
            label: "리전",
            help: "지연 시간 라우팅에서 네트워크마다 가장 가까운 리전의 레코드를 알려 줘요.",
        },
        "Records/GeoLocation" => FieldWords {
            label: "위치",
            help: "지리적 위치 라우팅에서 가장 좁은 지역의 레코드가 이겨요. 기본값 레코드가 없으면 답을 못 받는 사용자가 생겨요.",
        },
        "Records/EvaluateTargetHealth" => FieldWords {
            label: "대상 상태 평가",
            help: "로드 밸런서에 정상 대상이 없으면 별칭이 비정상이 돼요. 상태 확인이 따로 필요 없어요.",
        },
        "Records/HealthCheckId" => FieldWords {
            label: "상태 확인(구성 요소)",
            help: "레코드가 따를 보드의 상태 확인이에요. 계산된 것, 경보를 따르는 것, 값이 아닌 다른 곳을 보는 것을 쓸 수 있어요.",
        },
        "Records/HealthCheck/SearchString" => FieldWords {
            label: "검색 문자열",
            help: "본문 첫 5,120바이트 안에 있어야 해요. 여기서는 페이지가 OK라고 답해요.",
        },
        "Records/HealthCheck/Type" => FieldWords {
            label: "값의 상태 확인",
            help: "8개 리전의 검사기가 인터넷에서 물어봐요. 프라이빗 서브넷에는 닿지 못해요.",
        },
        "Records/HealthCheck/ResourcePath" => FieldWords {
            label: "경로",
            help: "물어보는 경로예요. 2xx와 3xx면 통과해요.",
        },
        "Records/HealthCheck/RequestInterval" => FieldWords {
            label: "요청 간격",
            help: "30초 또는 10초예요. 10초는 더 비싸고, 30보다 작으면 10초로 봐요.",
        },
        "Records/HealthCheck/FailureThreshold" => FieldWords {
            label: "실패 임계값",
            help: "연속으로 이만큼 같아야 검사기의 판단이 바뀌어요. 양쪽 방향 모두 같아요.",
        },
        "Records/HealthCheck/Disabled" => FieldWords {
            label: "사용 안 함",
            help: "아무도 물어보지 않고, 정상으로 봐요.",
        },
        "Records/HealthCheck/Inverted" => FieldWords {
            label: "결과 반전",
            help: "정상과 비정상을 뒤바꿔요.",
        },
        "query_ms" => FieldWords {
            label: "DNS 조회 시간",
            help: "Route 53에 한 번 물어보는 시간이에요. 캐시에 답이 있으면 들지 않아요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Type", "A") => "A: IPv4 주소",
        ("Type", "AAAA") => "AAAA: IPv6 주소",
        ("Type", "CNAME") => "CNAME: 다른 이름",
        ("RoutingPolicy", "simple") => "단순: 모든 값을 무작위 순서로",
        ("RoutingPolicy", "weighted") => "가중치: 비율대로",
        ("RoutingPolicy", "failover") => "장애 조치: 기본, 다음은 보조",
        ("RoutingPolicy", "multivalue") => "다중값 응답: 정상인 값을 8개까지",
        ("RoutingPolicy", "latency") => "지연 시간: 가장 가까운 리전",
        ("RoutingPolicy", "geolocation") => "지리적 위치: 사용자가 있는 곳에 따라",
        ("Records/Region", "") => "값이 있는 리전",
        ("Records/Region", code) => return regions::city(Lang::Ko, code),
        ("Records/GeoLocation", word) => return regions::place(Lang::Ko, word),
        ("Records/Failover", "PRIMARY") => "기본",
        ("Records/Failover", "SECONDARY") => "보조",
        ("Records/HealthCheck/Type", "none") => "상태 확인 없음",
        ("Records/HealthCheck/Type", "HTTP") => "HTTP: 페이지 요청",
        ("Records/HealthCheck/Type", "HTTPS") => "HTTPS: 더 비쌈",
        ("Records/HealthCheck/Type", "HTTP_STR_MATCH") => "HTTP와 검색 문자열",
        ("Records/HealthCheck/Type", "HTTPS_STR_MATCH") => "HTTPS와 검색 문자열",
        ("Records/HealthCheck/Type", "TCP") => "TCP: 연결만",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "healthy" => "정상",
        "HealthCheckStatus" => "상태 확인 결과",
        "HealthCheckPercentageHealthy" => "정상으로 본 검사기 비율",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(event: &str) -> Option<&'static str> {
    Some(match event {
        "record_left" => "{0} 레코드 제외, 정상으로 본 검사기 {1}/{2}",
        "record_back" => "{0} 레코드 복귀, 정상으로 본 검사기 {1}/{2}",
        "target_unwell" => "{0} 레코드 제외, 정상 대상 없음",
        "target_well" => "{0} 레코드 복귀, 정상 대상 있음",
        "check_unwell" => "{0} 레코드 제외, 상태 확인 비정상",
        "check_well" => "{0} 레코드 복귀, 상태 확인 정상",
        "no_route" => {
            "{0}, 검사기가 있는 인터넷에서 가는 경로 없음. 로드 밸런서를 검사하거나 경보를 쓰세요"
        }
        "no_rule" => "{0}, 네트워크가 검사기를 막음. 보안 그룹이나 ACL이 인터넷을 들이지 않음",
        "refused" => "{0}, 연결 거부",
        "silent" => "{0}, 제때 응답 없음",
        "bad_status" => "{0}, 2xx·3xx가 아닌 응답",
        "no_string" => "{0}, 응답 본문에 찾는 문자열 없음",
        "address_gone" => "{0}, 레코드에 적힌 주소에 더는 없음. 노드 주소가 바뀜",
        "address_found" => "{0}, 레코드에 지금 주소가 적힘",
        "none_healthy" => "정상 레코드 없음, 모두 정상으로 취급",
        "some_healthy" => "정상 레코드 다시 있음",
        _ => return None,
    })
}
