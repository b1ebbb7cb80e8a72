//! Labels and help of fields in Korean; the AWS name itself is always shown beside them.

pub fn field(api_name: &str) -> Option<(&'static str, &'static str)> {
    Some(match api_name {
        "MinSize" => ("최소 용량", "그룹은 이보다 작아지지 않아요."),
        "MaxSize" => ("최대 용량", "정책이 원해도 그룹은 이보다 커지지 않아요."),
        "DesiredCapacity" => ("원하는 용량", "그룹이 맞추려고 하는 서버 수예요."),
        "DefaultInstanceWarmup" => ("기본 워밍업", "이 시간이 지나야 새 서버를 지표에 반영해요."),
        "DefaultCooldown" => (
            "휴지 기간(쿨다운)",
            "단순 정책이 다음 조정까지 기다리는 시간이에요.",
        ),
        "HealthCheckType" => (
            "상태 확인 유형",
            "ELB를 고르면 로드 밸런서의 판단도 따라요.",
        ),
        "HealthCheckGracePeriod" => (
            "유예 기간",
            "시작한 뒤 이 시간 동안은 비정상이어도 교체하지 않아요.",
        ),
        "Threshold" => (
            "임계값",
            "지표가 이 값을 넘으면 데이터 포인트가 초과로 세어져요.",
        ),
        "EvaluationPeriods" => ("평가 기간 수", "최근 몇 개의 데이터 포인트를 볼지 정해요."),
        "DatapointsToAlarm" => (
            "경보까지 데이터 포인트",
            "그중 몇 개가 초과해야 경보인지 정해요.",
        ),
        "Period" => ("주기", "데이터 포인트 하나가 나타내는 시간이에요."),
        "TargetValue" => ("목표 값", "지표를 이 값 가까이에 유지해요."),
        "DisableScaleIn" => ("스케일 인 끄기", "켜면 이 정책은 서버를 줄이지 않아요."),
        "EstimatedInstanceWarmup" => ("워밍업", "새 서버가 지표에 반영되기까지의 시간이에요."),
        "HealthCheckIntervalSeconds" => ("확인 간격", "대상마다 상태를 확인하는 간격이에요."),
        "HealthCheckTimeoutSeconds" => {
            ("확인 제한 시간", "이 시간 안에 답이 없으면 실패로 세어요.")
        }
        "HealthyThresholdCount" => ("정상 판정 횟수", "이어서 이만큼 성공해야 정상이에요."),
        "UnhealthyThresholdCount" => ("비정상 판정 횟수", "이어서 이만큼 실패해야 비정상이에요."),
        "users" => ("사용자 수", "요청을 보내는 사람 수예요."),
        _ => return None,
    })
}
