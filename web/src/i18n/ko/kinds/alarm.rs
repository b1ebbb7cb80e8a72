//! The words for one kind of part: alarm.

use crate::i18n::FieldWords;

pub const NAME: &str = "경보";
pub const HELP: &str = "지표가 임계값을 넘으면 알려요 (CloudWatch alarm).";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "경보 알람 임계값 지표";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "MetricName" => FieldWords {
            label: "지표",
            help: "경보가 지켜보는 값이에요. 부하를 따라 움직이는 지표를 고르세요.",
        },
        "Statistic" => FieldWords {
            label: "통계",
            help: "주기 안의 값을 데이터 포인트 하나로 만드는 방법이에요. 평균은 튀는 값을 가려요.",
        },
        "Threshold" => FieldWords {
            label: "임계값",
            help: "데이터 포인트를 이 값과 비교해서 기준을 충족한 것을 세요.",
        },
        "ComparisonOperator" => FieldWords {
            label: "비교 방법",
            help: "임계값의 어느 쪽에서 기준을 충족하는지 정해요.",
        },
        "Period" => FieldWords {
            label: "주기",
            help: "데이터 포인트 하나가 나타내는 시간이에요. 60초는 세부 모니터링이 있어야 해요.",
        },
        "EvaluationPeriods" => FieldWords {
            label: "평가 기간 수",
            help: "최근 데이터 포인트를 몇 개 볼지 정해요. 많을수록 차분하고 느려요.",
        },
        "DatapointsToAlarm" => FieldWords {
            label: "경보까지 데이터 포인트",
            help: "그중 몇 개가 기준을 충족해야 경보인지 정해요. 비우면 모두예요.",
        },
        "TreatMissingData" => FieldWords {
            label: "빠진 데이터 처리",
            help: "방문자가 없을 때처럼 데이터 포인트가 없는 주기를 무엇으로 볼지 정해요.",
        },
        "ActionsEnabled" => FieldWords {
            label: "작업 사용",
            help: "끄면 상태만 바뀌고 정책을 부르지 않아요.",
        },
        "AlarmActions" => FieldWords {
            label: "경보 작업",
            help: "ALARM이 될 때, 그리고 ALARM인 동안 1분마다 부르는 정책이에요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Statistic", "Average") => "평균 (Average)",
        ("Statistic", "Minimum") => "최솟값 (Minimum)",
        ("Statistic", "Maximum") => "최댓값 (Maximum)",
        ("Statistic", "Sum") => "합계 (Sum)",
        ("Statistic", "SampleCount") => "표본 수 (SampleCount)",
        ("Statistic", "p50") => "p50: 중앙값",
        ("Statistic", "p90") => "p90: 90 %가 이보다 작음",
        ("Statistic", "p95") => "p95: 95 %가 이보다 작음",
        ("Statistic", "p99") => "p99: 99 %가 이보다 작음",
        ("ComparisonOperator", "GreaterThanThreshold") => "> 초과 (GreaterThanThreshold)",
        ("ComparisonOperator", "GreaterThanOrEqualToThreshold") => {
            "≥ 이상 (GreaterThanOrEqualToThreshold)"
        }
        ("ComparisonOperator", "LessThanThreshold") => "< 미만 (LessThanThreshold)",
        ("ComparisonOperator", "LessThanOrEqualToThreshold") => {
            "≤ 이하 (LessThanOrEqualToThreshold)"
        }
        ("TreatMissingData", "missing") => "판단하지 않음 (missing)",
        ("TreatMissingData", "ignore") => "지금 상태 유지 (ignore)",
        ("TreatMissingData", "breaching") => "기준 충족으로 보기 (breaching)",
        ("TreatMissingData", "notBreaching") => "정상으로 보기 (notBreaching)",
        ("MetricName", metric) => return metric_name(metric),
        _ => return None,
    })
}

/// A metric, with AWS's own name for it.
pub fn metric_name(metric: &str) -> Option<&'static str> {
    Some(match metric {
        "CPUUtilization" => "CPU (CPUUtilization)",
        "NetworkIn" => "네트워크 입력 (NetworkIn)",
        "NetworkOut" => "네트워크 출력 (NetworkOut)",
        "RequestCount" => "요청 수 (RequestCount)",
        "RequestCountPerTarget" => "대상당 요청 (RequestCountPerTarget)",
        "TargetResponseTime" => "대상 응답 시간 (TargetResponseTime)",
        "HTTPCode_Target_2XX_Count" => "대상의 2xx (HTTPCode_Target_2XX_Count)",
        "HTTPCode_Target_4XX_Count" => "대상의 4xx (HTTPCode_Target_4XX_Count)",
        "HTTPCode_Target_5XX_Count" => "대상의 5xx (HTTPCode_Target_5XX_Count)",
        "HTTPCode_ELB_5XX_Count" => "로드 밸런서의 5xx (HTTPCode_ELB_5XX_Count)",
        "HTTPCode_ELB_502_Count" => "로드 밸런서의 502 (HTTPCode_ELB_502_Count)",
        "HTTPCode_ELB_503_Count" => "로드 밸런서의 503 (HTTPCode_ELB_503_Count)",
        "HTTPCode_ELB_504_Count" => "로드 밸런서의 504 (HTTPCode_ELB_504_Count)",
        "HTTP_Fixed_Response_Count" => "고정 응답 수 (HTTP_Fixed_Response_Count)",
        "HTTP_Redirect_Count" => "리디렉션 수 (HTTP_Redirect_Count)",
        "HTTPCode_Target_3XX_Count" => "대상의 3xx (HTTPCode_Target_3XX_Count)",
        "HTTPCode_ELB_3XX_Count" => "로드 밸런서의 3xx (HTTPCode_ELB_3XX_Count)",
        "NewConnectionCount" => "새 연결 수 (NewConnectionCount)",
        "ConsumedLCUs" => "사용한 용량 단위 (ConsumedLCUs)",
        "RuleEvaluations" => "평가한 규칙 수 (RuleEvaluations)",
        "ClientTLSNegotiationErrorCount" => {
            "클라이언트 TLS 핸드셰이크 실패 수 (ClientTLSNegotiationErrorCount)"
        }
        "HealthyStateDNS" => "DNS 기준을 채운 영역 수 (HealthyStateDNS)",
        "UnhealthyStateRouting" => "모든 대상으로 라우팅하는 영역 수 (UnhealthyStateRouting)",
        "UnhealthyRoutingRequestCount" => {
            "모든 대상으로 라우팅한 요청 수 (UnhealthyRoutingRequestCount)"
        }
        "NonStickyRequestCount" => "쿠키로 이어지지 않은 요청 수 (NonStickyRequestCount)",
        "TargetConnectionErrorCount" => "연결 실패 수 (TargetConnectionErrorCount)",
        "HealthyHostCount" => "정상 대상 수 (HealthyHostCount)",
        "AnomalousHostCount" => "이상한 대상 수 (AnomalousHostCount)",
        "MitigatedHostCount" => "요청이 줄어든 대상 수 (MitigatedHostCount)",
        "UnHealthyHostCount" => "비정상 대상 수 (UnHealthyHostCount)",
        "DatabaseConnections" => "데이터베이스 연결 수 (DatabaseConnections)",
        "GroupDesiredCapacity" => "원하는 용량 (GroupDesiredCapacity)",
        "GroupInServiceInstances" => "서비스 중인 서버 (GroupInServiceInstances)",
        "GroupPendingInstances" => "준비 중인 서버 (GroupPendingInstances)",
        "GroupTerminatingInstances" => "종료 중인 서버 (GroupTerminatingInstances)",
        "GroupTotalInstances" => "그룹의 전체 서버 (GroupTotalInstances)",
        "GroupMinSize" => "최소 용량 (GroupMinSize)",
        "GroupMaxSize" => "최대 용량 (GroupMaxSize)",
        "StatusCheckFailed" => "상태 검사 실패 (StatusCheckFailed)",
        "StatusCheckFailed_Instance" => "인스턴스 상태 검사 실패 (StatusCheckFailed_Instance)",
        "StatusCheckFailed_System" => "시스템 상태 검사 실패 (StatusCheckFailed_System)",
        "HTTPCode_ELB_4XX_Count" => "로드 밸런서의 4xx (HTTPCode_ELB_4XX_Count)",
        "ProcessedBytes" => "처리한 바이트 (ProcessedBytes)",
        "CPUCreditBalance" => "남은 CPU 크레딧 (CPUCreditBalance)",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub const fn vital(_word: &str) -> Option<&'static str> {
    None
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
