//! Labels and help of fields in Korean; the AWS name itself is always shown beside them.

/// Label and help by the field's path in the parameters; the last part of the path decides.
pub fn field(api_name: &str) -> Option<(&'static str, &'static str)> {
    if api_name == "Monitoring/Enabled" {
        return Some((
            "세부 모니터링",
            "켜면 지표가 1분마다, 끄면 5분마다 나와서 경보도 그만큼 늦어져요.",
        ));
    }
    let name = api_name.rsplit('/').next().unwrap_or(api_name);
    users(name)
        .or_else(|| balancing(name))
        .or_else(|| group(name))
        .or_else(|| policy(name))
        .or_else(|| alarm(name))
        .or_else(|| machine(name))
}

/// Users and Route 53.
fn users(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "users" => (
            "사용자 수",
            "요청을 보내는 사람 수예요. 10배로 늘리면 부하도 10배가 돼요.",
        ),
        "requests_per_user_s" => (
            "사용자당 요청",
            "한 사람이 1초에 보내는 요청 수예요. 사용자 수를 곱하면 전체 부하예요.",
        ),
        "pattern" => (
            "트래픽 모양",
            "시간이 흐르면서 사용자 수가 어떻게 변하는지 정해요.",
        ),
        "pattern_users" => (
            "변화 뒤 사용자 수",
            "사용자 수가 다다르는 값이에요. 증가의 끝이나 꼭대기예요.",
        ),
        "pattern_start_s" => ("변화 시작 시각", "이때까지는 원래 사용자 수 그대로예요."),
        "pattern_duration_s" => (
            "변화 시간",
            "늘어나는 데, 또는 줄어드는 데 걸리는 시간이에요. 짧을수록 가팔라요.",
        ),
        "trace" => (
            "트래픽 기록",
            "시각별 초당 요청 수예요. 모양이 '기록한 트래픽'일 때 써요.",
        ),
        "trace_scale" => (
            "기록 배율",
            "기록의 모든 값에 곱해요. 2로 하면 부하가 두 배가 돼요.",
        ),
        "cpu_seconds_per_request" => (
            "요청당 CPU 시간",
            "vCPU 하나가 요청 하나에 쓰는 평균 시간이에요. 0.05초면 vCPU당 초당 20건이 한계예요.",
        ),
        "cpu_distribution" => (
            "CPU 시간의 분포",
            "요청마다 얼마나 다른지 정해요. 많이 다를수록 같은 CPU에서도 줄이 길어져요.",
        ),
        "mix" => (
            "요청 구성",
            "요청 종류마다 비율과 비용을 정해요. 쓰기가 많으면 데이터베이스가 바빠져요.",
        ),
        "patience_s" => (
            "기다리는 시간",
            "이보다 오래 걸리면 사용자가 포기해요(코드 460). 서버가 하던 일은 헛일이 돼요.",
        ),
        "retries" => (
            "재시도 횟수",
            "실패한 요청을 다시 보내는 횟수예요. 과부하일 때 부하를 더 키워요.",
        ),
        "round_trip_ms" => (
            "네트워크 왕복 시간",
            "사용자가 느끼는 지연에 더해져요. 서버를 늘려도 줄지 않아요.",
        ),
        "surge_users" => ("러시 때 사용자 수", "점심 러시 동안의 사용자 수예요."),
        "surge_s" => (
            "러시 시간",
            "러시가 이어지는 시간이에요. 짧으면 새 서버가 돕기 전에 끝나요.",
        ),
        "alias" => (
            "별칭 레코드",
            "로드 밸런서를 바로 가리키고, 그쪽 TTL 60초를 따라요.",
        ),
        "TTL" => (
            "TTL(유지 시간)",
            "답을 캐시에 두는 시간이에요. 길면 주소가 바뀐 것을 늦게 알아요.",
        ),
        "query_ms" => (
            "DNS 조회 시간",
            "Route 53에 한 번 물어보는 시간이에요. 캐시에 답이 있으면 들지 않아요.",
        ),
        _ => return None,
    })
}

/// Load balancers and target groups.
fn balancing(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "Type" => (
            "로드 밸런서 유형",
            "Application Load Balancer는 HTTP를 읽고 요청 하나하나를 나눠 줘요.",
        ),
        "idle_timeout.timeout_seconds" => (
            "유휴 제한 시간",
            "대상이 이 시간 동안 아무 답이 없으면 사용자는 504를 받아요.",
        ),
        "hop_ms" => (
            "로드 밸런서 지연",
            "로드 밸런서를 지날 때 요청마다 더해지는 시간이에요.",
        ),
        "clients_try_next_address" => (
            "다음 주소로 다시 시도",
            "브라우저처럼 다른 주소로도 접속해요. 영역 하나가 멈춰도 피해가 작아요.",
        ),
        "Subnets" | "in" => (
            "서브넷",
            "놓이는 자리예요. 두 영역에 두면 하나가 사라져도 버텨요.",
        ),
        "HealthCheckPath" => (
            "상태 확인 경로",
            "확인할 때 요청하는 경로예요. 앱이 고장 나면 실패하는 페이지를 고르세요.",
        ),
        "HealthCheckIntervalSeconds" => (
            "확인 간격",
            "대상마다 상태를 확인하는 간격이에요. 짧을수록 고장을 빨리 찾아요.",
        ),
        "HealthCheckTimeoutSeconds" => (
            "확인 제한 시간",
            "이 시간 안에 답이 없으면 실패로 세어요. 확인 간격보다 짧아야 해요.",
        ),
        "HealthyThresholdCount" => (
            "정상 판정 횟수",
            "이어서 이만큼 성공해야 다시 정상이에요. 새 대상은 한 번이면 돼요.",
        ),
        "UnhealthyThresholdCount" => (
            "비정상 판정 횟수",
            "이어서 이만큼 실패해야 비정상이에요. 그때까지는 트래픽을 계속 받아요.",
        ),
        "Matcher" => (
            "성공 코드",
            "통과로 보는 상태 코드예요(예: 200, 200-299). 다른 코드는 실패예요.",
        ),
        "load_balancing.algorithm.type" => (
            "라우팅 알고리즘",
            "다음 대상을 고르는 방법이에요. 요청마다 비용이 다를 때 차이가 커요.",
        ),
        "load_balancing.algorithm.anomaly_mitigation" => (
            "이상 완화",
            "다른 대상보다 오류가 많은 대상에 덜 보내요. 가중 무작위에서만 써요.",
        ),
        "load_balancing.cross_zone.enabled" => (
            "교차 영역 로드 밸런싱",
            "켜면 모든 대상이 고르게 받고, 끄면 영역의 몫이 그 영역 안에 머물러요.",
        ),
        "probe_through_queue" => (
            "상태 확인도 줄 서기",
            "상태 확인이 요청처럼 줄을 서요. 바쁜 서버가 고장 난 것처럼 보여 ELB 상태 확인이 교체해요.",
        ),
        "slow_start.duration_seconds" => (
            "느린 시작",
            "새 대상의 몫이 이 시간 동안 서서히 커져요(30~900초). 0이면 바로 다 받아요.",
        ),
        "deregistration_delay.timeout_seconds" => (
            "등록 취소 지연(연결 드레이닝)",
            "빠질 대상이 요청을 마칠 시간이에요. 짧으면 끊기고, 길면 스케일 인이 늦어져요.",
        ),
        "target_group_health.dns_failover.minimum_healthy_targets.count" => (
            "DNS에 남을 정상 대상 수",
            "정상 대상이 이보다 적은 영역의 주소는 DNS에서 빠져요.",
        ),
        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count" => (
            "모두에게 보내기 전 정상 대상 수",
            "정상 대상이 이보다 적으면 비정상 대상까지 모두 트래픽을 받아요(fail-open).",
        ),
        "target_group_health.dns_failover.minimum_healthy_targets.percentage" => (
            "DNS에 남을 정상 대상 비율",
            "등록된 대상 중 정상 대상의 비율이에요. 수와 비율 중 하나만 모자라도 주소가 DNS에서 빠져요.",
        ),
        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage" => (
            "모두에게 보내기 전 정상 대상 비율",
            "등록된 대상 중 정상 대상의 비율이에요. 수와 비율 중 하나만 모자라도 모두 트래픽을 받아요.",
        ),
        "Weight" => (
            "가중치",
            "로드 밸런서의 다른 대상 그룹과 나눠 받는 몫이에요. 0이면 요청을 받지 않아요.",
        ),
        _ => return None,
    })
}

/// Auto Scaling groups and scheduled actions.
fn group(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "MinSize" => (
            "최소 용량",
            "그룹은 이보다 작아지지 않아요. 높이면 비용이 늘고 급증에 더 잘 버텨요.",
        ),
        "MaxSize" => ("최대 용량", "정책이 원해도 그룹은 이보다 커지지 않아요."),
        "DesiredCapacity" => (
            "원하는 용량",
            "그룹이 맞추려고 하는 서버 수예요. 정책이 이 값을 바꿔요.",
        ),
        "LaunchTemplate" => (
            "시작 템플릿",
            "새 서버의 모습이에요. 없으면 아무 서버도 시작할 수 없어요.",
        ),
        "VPCZoneIdentifier" => (
            "서브넷",
            "서버를 시작하는 자리예요. 그룹이 영역에 고르게 나눠요.",
        ),
        "HealthCheckType" => (
            "상태 확인 유형",
            "ELB를 고르면 로드 밸런서의 판단도 따라서, 멈춘 서버도 교체해요.",
        ),
        "HealthCheckGracePeriod" => (
            "유예 기간",
            "서비스를 시작한 뒤 이 동안은 교체하지 않아요. 너무 짧으면 부팅 중인 서버를 없애요.",
        ),
        "DefaultInstanceWarmup" => (
            "기본 워밍업",
            "이 시간이 지나야 새 서버를 지표에 반영해요. 없거나 −1이면 부팅 중인 서버가 평균을 낮춰요.",
        ),
        "DefaultCooldown" => (
            "기본 휴지 기간(쿨다운)",
            "단순 정책이 다음 조정까지 기다리는 시간이에요.",
        ),
        "TerminationPolicies" => (
            "종료 정책",
            "스케일 인 때 서버가 가장 많은 영역에서 무엇부터 끝낼지 정해요.",
        ),
        "NewInstancesProtectedFromScaleIn" => (
            "새 서버의 스케일 인 보호",
            "켜면 스케일 인에서 빼요. 원하는 용량은 줄지만 서버는 남아요.",
        ),
        "SuspendedProcesses" => (
            "일시 중단된 프로세스",
            "그룹이 쉬는 일이에요. Launch를 멈추면 서버 교체도 멈춰요.",
        ),
        "CapacityDistributionStrategy" => (
            "영역 분산 방식",
            "영역 하나가 서버를 시작하지 못할 때 다른 영역을 쓸지 정해요.",
        ),
        "MaxInstanceLifetime" => (
            "최대 수명",
            "이보다 오래된 서버를 교체해요. 0이면 제한이 없어요.",
        ),
        "InstanceMaintenancePolicy" => (
            "유지 관리 정책",
            "계획된 교체 동안 원하는 용량에서 얼마나 벗어나도 되는지 정해요.",
        ),
        "HeartbeatTimeout" => (
            "후크 제한 시간",
            "수명 주기 후크가 서버를 붙잡아 둘 수 있는 시간이에요.",
        ),
        "impaired_tolerance_s" => (
            "상태 검사 허용 시간",
            "EC2 상태 검사가 실패해도 이만큼은 교체하지 않고 기다려요.",
        ),
        "drain_wait" => (
            "드레이닝이 끝나는 때",
            "마지막 요청만 기다릴지, 등록 취소 지연을 다 채울지 정해요.",
        ),
        "Recurrence" => (
            "반복(cron)",
            "분, 시, 일, 월, 요일 순서예요. 0 9 * * 1-5는 평일 9시예요.",
        ),
        "TimeZone" => (
            "시간대",
            "cron이 따르는 시계예요(예: Asia/Seoul). 서머 타임도 반영해요.",
        ),
        "StartTime" => (
            "시작 시각",
            "처음 실행할 미래의 UTC 시각이에요. 그 뒤로는 cron을 따라요.",
        ),
        "EndTime" => (
            "끝 시각",
            "이 뒤로는 실행하지 않아요. 바뀐 용량은 다른 작업이 되돌려야 해요.",
        ),
        "ScheduledActionName" => ("이름", "그룹 안에서 예약 작업을 구별해요."),
        _ => return None,
    })
}

/// Scaling policies.
fn policy(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "PolicyType" => (
            "정책 유형",
            "목표를 지킬지, 단계를 밟을지, 한 번 바꾸고 기다릴지 정해요.",
        ),
        "Enabled" => ("사용", "끄면 경보는 계속 지켜보지만 용량은 바꾸지 않아요."),
        "AdjustmentType" => (
            "조정 방식",
            "숫자를 서버 수로 더할지, 퍼센트로 더할지, 크기로 정할지 골라요.",
        ),
        "StepAdjustments" => (
            "단계 조정",
            "임계값에서 얼마나 벗어나면 몇 대를 바꿀지 정해요. 멀수록 크게 바꿀 수 있어요.",
        ),
        "ScalingAdjustment" => (
            "조정 값",
            "단순 정책이 한 번에 바꾸는 값이에요. 음수면 서버를 줄여요.",
        ),
        "MinAdjustmentMagnitude" => (
            "최소 조정 크기",
            "퍼센트로 바꿔도 적어도 이만큼 바꿔요. 작은 그룹이 너무 느리게 변하지 않아요.",
        ),
        "MetricAggregationType" => ("집계 방식", "경보 주기의 어떤 값을 단계와 비교할지 정해요."),
        "Cooldown" => (
            "휴지 기간(쿨다운)",
            "단순 정책이 조정을 마친 뒤 쉬는 시간이에요. 비우면 그룹의 기본값이에요.",
        ),
        "EstimatedInstanceWarmup" => (
            "워밍업",
            "이때까지 새 서버를 준비 중으로 세어 또 늘리지 않아요. 비우면 그룹 값을 따라요.",
        ),
        "TargetTrackingConfiguration" => ("대상 추적", "어떤 지표를 어느 값에 맞출지 정해요."),
        "TargetValue" => (
            "목표 값",
            "지표를 이 값 가까이에 유지해요. 낮출수록 서버가 늘고 여유가 커져요.",
        ),
        "DisableScaleIn" => ("스케일 인 끄기", "켜면 이 정책은 서버를 줄이지 않아요."),
        "PredefinedMetricType" => (
            "지표",
            "목표에 맞출 지표예요. 서버를 늘리면 내려가는 지표여야 해요.",
        ),
        "ResourceLabel" => (
            "리소스 레이블",
            "대상당 요청을 어느 로드 밸런서와 대상 그룹에서 셀지 정해요.",
        ),
        "low_ratio" => (
            "낮은 임계값 비율",
            "지표가 목표 × 이 값보다 낮으면 스케일 인해요. 1에 가까울수록 빨리 줄여요.",
        ),
        "PredictiveScalingConfiguration" => (
            "예측 스케일링",
            "예측에 따라 부하보다 먼저 서버를 시작해요.",
        ),
        "MaxCapacityBuffer" => (
            "최대 용량 여유",
            "최대 용량이 예측보다 몇 퍼센트까지 커질 수 있는지 정해요.",
        ),
        "SchedulingBufferTime" => (
            "앞당기는 시간",
            "예측한 시각보다 얼마나 먼저 서버를 시작할지 정해요.",
        ),
        _ => return None,
    })
}

/// CloudWatch alarms.
fn alarm(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "MetricName" => (
            "지표",
            "경보가 지켜보는 값이에요. 부하를 따라 움직이는 지표를 고르세요.",
        ),
        "Statistic" => (
            "통계",
            "주기 안의 값을 데이터 포인트 하나로 만드는 방법이에요. 평균은 튀는 값을 가려요.",
        ),
        "Threshold" => (
            "임계값",
            "데이터 포인트를 이 값과 비교해서 기준을 충족한 것을 세요.",
        ),
        "ComparisonOperator" => (
            "비교 방법",
            "임계값의 어느 쪽에서 기준을 충족하는지 정해요.",
        ),
        "Period" => (
            "주기",
            "데이터 포인트 하나가 나타내는 시간이에요. 60초는 세부 모니터링이 있어야 해요.",
        ),
        "EvaluationPeriods" => (
            "평가 기간 수",
            "최근 데이터 포인트를 몇 개 볼지 정해요. 많을수록 차분하고 느려요.",
        ),
        "DatapointsToAlarm" => (
            "경보까지 데이터 포인트",
            "그중 몇 개가 기준을 충족해야 경보인지 정해요. 비우면 모두예요.",
        ),
        "TreatMissingData" => (
            "빠진 데이터 처리",
            "방문자가 없을 때처럼 데이터 포인트가 없는 주기를 무엇으로 볼지 정해요.",
        ),
        "ActionsEnabled" => ("작업 사용", "끄면 상태만 바뀌고 정책을 부르지 않아요."),
        "AlarmActions" => (
            "경보 작업",
            "ALARM이 될 때, 그리고 ALARM인 동안 1분마다 부르는 정책이에요.",
        ),
        _ => return None,
    })
}

/// Launch templates, instances, databases and stations.
fn machine(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "InstanceType" => (
            "인스턴스 유형",
            "vCPU 수와 가격을 정해요. vCPU가 많으면 한꺼번에 더 처리하고 더 비싸요.",
        ),
        "own_vcpus" => (
            "이 유형의 vCPU",
            "직접 적은 값이에요. 표에 없는 유형이에요.",
        ),
        "own_memory_gib" => (
            "메모리(GiB)",
            "직접 적은 값이에요. 표에 없는 유형이에요. 데이터베이스는 메모리가 연결 수를 정해요.",
        ),
        "own_usd_per_hour" => (
            "가격(USD/시간)",
            "직접 적은 값이에요. 표에 없는 유형이에요.",
        ),
        "CpuCredits" => (
            "CPU 크레딧",
            "버스트 유형에만 해당해요. standard는 크레딧이 없으면 기준 성능으로 느려지고, unlimited는 빌려 쓰고 돈을 내요.",
        ),
        "pending_s" => (
            "시작 시간",
            "시작부터 running까지예요. AWS가 밝힌 값이 없어서 바꿔 볼 수 있어요.",
        ),
        "bootstrap_s" => (
            "설치 시간",
            "running부터 앱이 요청을 받을 때까지예요. 미리 만든 AMI를 쓰면 짧아져요.",
        ),
        "shutdown_s" => (
            "종료 시간",
            "shutting-down부터 terminated까지예요. 이 동안은 요금이 없어요.",
        ),
        "max_workers" => (
            "작업자 수",
            "동시에 다루는 요청 수예요. DB를 기다리는 요청도 세어서, 적으면 CPU가 놀아요.",
        ),
        "queue_max" => (
            "대기열 한도",
            "처리 중과 대기열을 합한 수예요. 넘으면 502예요. 비우면 vCPU 수 + 128이에요.",
        ),
        "db_pool_size" => (
            "연결 풀",
            "서버마다 열어 두는 DB 연결 수예요. 비우면 쿼리마다 하나씩 열어요.",
        ),
        "Engine" => (
            "엔진",
            "메모리에서 기본 연결 한도를 계산하는 방법이 달라요.",
        ),
        "DBInstanceClass" => (
            "인스턴스 클래스",
            "vCPU, 메모리, 가격을 정해요. 메모리가 크면 연결을 더 받아요.",
        ),
        "MultiAZ" => (
            "다중 AZ",
            "다른 영역에 동기식 예비 복제본을 둬요. 읽기는 맡지 않고, 쓰기는 조금 느려져요.",
        ),
        "max_connections" => (
            "연결 한도",
            "넘으면 새 연결을 거부해요. 비우면 메모리로 계산해요.",
        ),
        "vcpus" => (
            "vCPU 수",
            "동시에 처리하는 쿼리 수예요. 비우면 클래스의 값이에요.",
        ),
        "read_ms" => (
            "읽기 시간",
            "읽기 한 번의 평균이에요. 느리면 서버 CPU는 낮은데 응답이 늦어져요.",
        ),
        "write_ms" => (
            "쓰기 시간",
            "쓰기 한 번의 평균이에요. 쓰기는 모두 기본 인스턴스로 가요.",
        ),
        "standby_write_ms" => (
            "예비 복제본 지연",
            "예비 복제본의 확인을 기다리느라 쓰기마다 더해지는 시간이에요.",
        ),
        "servers" => (
            "처리기 수",
            "동시에 처리하는 요청 수예요. 0이면 줄 없이 시간만 걸려요.",
        ),
        "service_ms" => (
            "처리 시간",
            "요청 하나의 평균이에요. 처리기가 바빠질수록 줄이 길어져요.",
        ),
        "distribution" => (
            "처리 시간의 분포",
            "많이 다를수록 같은 부하에서도 줄이 길어져요.",
        ),
        "capacity" => (
            "자리 수",
            "처리 중과 대기열을 합한 수예요. 넘으면 거부해요. 0이면 한도가 없어요.",
        ),
        "leave_share" => (
            "여기서 답하는 비율",
            "이만큼은 여기서 끝나고 나머지는 연결을 따라가요.",
        ),
        "answer_ms" => ("응답 지연", "답이 돌아가는 길에 늘 더해지는 시간이에요."),
        "CidrBlock" => (
            "주소 대역",
            "10.0.1.0/24처럼 적어요. 비워 두면 주소 계획이 정해요.",
        ),
        "MapPublicIpOnLaunch" => (
            "퍼블릭 주소",
            "퍼블릭 서브넷에서 시작하면 인터넷 주소도 함께 받아요.",
        ),
        "RegionName" => ("리전 코드", "세계 어디에 있는지 나타내요."),
        "default_route" => (
            "기본 경로",
            "0.0.0.0/0이 향하는 곳이에요. 인터넷 게이트웨이면 퍼블릭, NAT 게이트웨이면 프라이빗, 없으면 격리된 서브넷이에요.",
        ),
        "Routes" => (
            "그 밖의 경로",
            "접두사가 가장 긴 경로가 정해요. VPC 안으로 가는 경로는 늘 있어요.",
        ),
        "Entries" => (
            "규칙",
            "번호 순서로 보아 처음 맞는 규칙이 정하고, 맞는 규칙이 없으면 막아요. 응답에도 규칙이 필요해요(포트 1024-65535).",
        ),
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    Some(match (name, word) {
        ("default_route", "igw") => "인터넷 게이트웨이 (퍼블릭)",
        ("default_route", "nat") => "NAT 게이트웨이 (프라이빗)",
        ("default_route", "none") => "없음 (격리)",
        ("pattern", "constant") => "일정",
        ("pattern", "ramp") => "서서히 증가",
        ("pattern", "step") => "한 번에 증가",
        ("pattern", "sine_day") => "하루 주기(14시에 최고)",
        ("pattern", "flash_crowd") => "갑자기 몰렸다가 감소",
        ("pattern", "trace") => "기록한 트래픽",
        ("cpu_distribution" | "distribution", "exponential") => "지수 분포(대부분 짧음)",
        ("cpu_distribution" | "distribution", "constant") => "일정(모두 같음)",
        ("cpu_distribution" | "distribution", "lognormal") => "로그 정규 분포(가끔 김)",
        ("cpu_distribution" | "distribution", "pareto") => "파레토 분포(드물게 아주 김)",
        ("Type", "application") => "Application Load Balancer",
        ("load_balancing.algorithm.type", "round_robin") => "라운드 로빈(차례대로)",
        ("load_balancing.algorithm.type", "least_outstanding_requests") => {
            "처리 중인 요청이 가장 적은 대상"
        }
        ("load_balancing.algorithm.type", "weighted_random") => "가중 무작위",
        ("HealthCheckType", "EC2") => "EC2 상태만 (EC2)",
        ("HealthCheckType", "ELB") => "EC2와 로드 밸런서 (ELB)",
        ("CapacityDistributionStrategy", "balanced-best-effort") => {
            "다른 영역 쓰기 (balanced-best-effort)"
        }
        ("CapacityDistributionStrategy", "balanced-only") => {
            "그 영역에서 계속 시도 (balanced-only)"
        }
        ("CpuCredits", "default") => "유형의 기본값: T2는 standard, T3는 unlimited",
        ("CpuCredits", "standard") => "표준 (standard)",
        ("CpuCredits", "unlimited") => "무제한 (unlimited)",
        ("drain_wait", "until_idle") => "마지막 요청이 끝날 때",
        ("drain_wait", "full_delay") => "지연 시간을 다 채운 뒤",
        ("TerminationPolicies", "Default") => "기본: 오래된 템플릿부터 (Default)",
        ("TerminationPolicies", "OldestInstance") => "가장 오래된 서버 (OldestInstance)",
        ("TerminationPolicies", "NewestInstance") => "가장 새 서버 (NewestInstance)",
        ("TerminationPolicies", "OldestLaunchTemplate") => {
            "가장 오래된 시작 템플릿 (OldestLaunchTemplate)"
        }
        ("TerminationPolicies", "OldestLaunchConfiguration") => {
            "가장 오래된 시작 구성 (OldestLaunchConfiguration)"
        }
        ("TerminationPolicies", "ClosestToNextInstanceHour") => {
            "다음 정각 요금에 가장 가까운 서버 (ClosestToNextInstanceHour)"
        }
        ("TerminationPolicies", "AllocationStrategy") => "할당 전략 (AllocationStrategy)",
        ("SuspendedProcesses", "Launch") => "서버 시작 (Launch)",
        ("SuspendedProcesses", "Terminate") => "서버 종료 (Terminate)",
        ("SuspendedProcesses", "AddToLoadBalancer") => "대상 등록 (AddToLoadBalancer)",
        ("SuspendedProcesses", "AlarmNotification") => "경보 따르기 (AlarmNotification)",
        ("SuspendedProcesses", "AZRebalance") => "영역 균형 맞추기 (AZRebalance)",
        ("SuspendedProcesses", "HealthCheck") => "상태 확인 (HealthCheck)",
        ("SuspendedProcesses", "InstanceRefresh") => "인스턴스 새로 고침 (InstanceRefresh)",
        ("SuspendedProcesses", "ReplaceUnhealthy") => "비정상 서버 교체 (ReplaceUnhealthy)",
        ("SuspendedProcesses", "ScheduledActions") => "예약 작업 (ScheduledActions)",
        ("PolicyType", "TargetTrackingScaling") => "대상 추적 (TargetTrackingScaling)",
        ("PolicyType", "StepScaling") => "단계 (StepScaling)",
        ("PolicyType", "SimpleScaling") => "단순 (SimpleScaling)",
        ("PolicyType", "PredictiveScaling") => "예측 (PredictiveScaling)",
        ("AdjustmentType", "ChangeInCapacity") => "서버 수 더하기 (ChangeInCapacity)",
        ("AdjustmentType", "PercentChangeInCapacity") => {
            "퍼센트로 더하기 (PercentChangeInCapacity)"
        }
        ("AdjustmentType", "ExactCapacity") => "크기 정하기 (ExactCapacity)",
        ("PredefinedMetricType", "ASGAverageCPUUtilization") => {
            "CPU 평균 (ASGAverageCPUUtilization)"
        }
        ("PredefinedMetricType", "ASGAverageNetworkIn") => "네트워크 입력 (ASGAverageNetworkIn)",
        ("PredefinedMetricType", "ASGAverageNetworkOut") => "네트워크 출력 (ASGAverageNetworkOut)",
        ("PredefinedMetricType", "ALBRequestCountPerTarget") => {
            "대상당 요청 (ALBRequestCountPerTarget)"
        }
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
        ("Statistic" | "MetricAggregationType", "Average") => "평균 (Average)",
        ("Statistic" | "MetricAggregationType", "Minimum") => "최솟값 (Minimum)",
        ("Statistic" | "MetricAggregationType", "Maximum") => "최댓값 (Maximum)",
        ("Statistic", "Sum") => "합계 (Sum)",
        ("Statistic", "SampleCount") => "표본 수 (SampleCount)",
        ("Statistic", "p50") => "p50: 중앙값",
        ("Statistic", "p90") => "p90: 90 %가 이보다 작음",
        ("Statistic", "p95") => "p95: 95 %가 이보다 작음",
        ("Statistic", "p99") => "p99: 99 %가 이보다 작음",
        ("Engine", "mysql") => "MySQL",
        ("Engine", "mariadb") => "MariaDB",
        ("Engine", "postgres") => "PostgreSQL",
        ("InstanceType" | "DBInstanceClass", "other") => "다른 유형: 직접 적은 값",
        ("MetricName", metric) => return metric_name(metric),
        _ => return None,
    })
}

fn metric_name(metric: &str) -> Option<&'static str> {
    Some(match metric {
        "CPUUtilization" => "CPU (CPUUtilization)",
        "NetworkIn" => "네트워크 입력 (NetworkIn)",
        "NetworkOut" => "네트워크 출력 (NetworkOut)",
        "RequestCount" => "요청 수 (RequestCount)",
        "RequestCountPerTarget" => "대상당 요청 (RequestCountPerTarget)",
        "TargetResponseTime" => "대상 응답 시간 (TargetResponseTime)",
        "HTTPCode_Target_2XX_Count" => "대상의 2xx (HTTPCode_Target_2XX_Count)",
        "HTTPCode_Target_5XX_Count" => "대상의 5xx (HTTPCode_Target_5XX_Count)",
        "HTTPCode_ELB_5XX_Count" => "로드 밸런서의 5xx (HTTPCode_ELB_5XX_Count)",
        "HTTPCode_ELB_502_Count" => "로드 밸런서의 502 (HTTPCode_ELB_502_Count)",
        "HTTPCode_ELB_503_Count" => "로드 밸런서의 503 (HTTPCode_ELB_503_Count)",
        "HTTPCode_ELB_504_Count" => "로드 밸런서의 504 (HTTPCode_ELB_504_Count)",
        "TargetConnectionErrorCount" => "연결 실패 수 (TargetConnectionErrorCount)",
        "HealthyHostCount" => "정상 대상 수 (HealthyHostCount)",
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
