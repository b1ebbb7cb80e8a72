//! The words for one kind of part: auto scaling group.

use crate::i18n::FieldWords;

pub const NAME: &str = "Auto Scaling 그룹";
pub const HELP: &str = "정책에 따라 서버 수를 늘리고 줄여요 (Auto Scaling group).";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "오토 스케일링 오토스케일링 그룹 확장";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "MinSize" => FieldWords {
            label: "최소 용량",
            help: "그룹은 이보다 작아지지 않아요. 높이면 비용이 늘고 급증에 더 잘 버텨요.",
        },
        "DesiredCapacity" => FieldWords {
            label: "원하는 용량",
            help: "그룹이 맞추려고 하는 서버 수예요. 정책이 이 값을 바꿔요.",
        },
        "MaxSize" => FieldWords {
            label: "최대 용량",
            help: "정책이 원해도 그룹은 이보다 커지지 않아요.",
        },
        "HealthCheckType" => FieldWords {
            label: "상태 확인 유형",
            help: "ELB를 고르면 로드 밸런서의 판단도 따라서, 멈춘 서버도 교체해요.",
        },
        "HealthCheckGracePeriod" => FieldWords {
            label: "유예 기간",
            help: "서비스를 시작한 뒤 이 동안은 교체하지 않아요. 너무 짧으면 부팅 중인 서버를 없애요.",
        },
        "DefaultInstanceWarmup" => FieldWords {
            label: "기본 워밍업",
            help: "이 시간이 지나야 새 서버를 지표에 반영해요. 없거나 −1이면 부팅 중인 서버가 평균을 낮춰요.",
        },
        "DefaultCooldown" => FieldWords {
            label: "기본 휴지 기간(쿨다운)",
            help: "단순 정책이 다음 조정까지 기다리는 시간이에요.",
        },
        "TerminationPolicies" => FieldWords {
            label: "종료 정책",
            help: "스케일 인 때 서버가 가장 많은 영역에서 무엇부터 끝낼지 정해요.",
        },
        "NewInstancesProtectedFromScaleIn" => FieldWords {
            label: "새 서버의 스케일 인 보호",
            help: "켜면 스케일 인에서 빼요. 원하는 용량은 줄지만 서버는 남아요.",
        },
        "SuspendedProcesses" => FieldWords {
            label: "일시 중단된 프로세스",
            help: "그룹이 쉬는 일이에요. Launch를 멈추면 서버 교체도 멈춰요.",
        },
        "CapacityDistributionStrategy" => FieldWords {
            label: "영역 분산 방식",
            help: "영역 하나가 서버를 시작하지 못할 때 다른 영역을 쓸지 정해요.",
        },
        "impaired_tolerance_s" => FieldWords {
            label: "상태 검사 허용 시간",
            help: "EC2 상태 검사가 실패해도 이만큼은 교체하지 않고 기다려요.",
        },
        "drain_wait" => FieldWords {
            label: "드레이닝이 끝나는 때",
            help: "마지막 요청만 기다릴지, 등록 취소 지연을 다 채울지 정해요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("HealthCheckType", "EC2") => "EC2 상태만 (EC2)",
        ("HealthCheckType", "ELB") => "EC2와 로드 밸런서 (ELB)",
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
        ("CapacityDistributionStrategy", "balanced-best-effort") => {
            "다른 영역 쓰기 (balanced-best-effort)"
        }
        ("CapacityDistributionStrategy", "balanced-only") => {
            "그 영역에서 계속 시도 (balanced-only)"
        }
        ("drain_wait", "until_idle") => "마지막 요청이 끝날 때",
        ("drain_wait", "full_delay") => "지연 시간을 다 채운 뒤",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    (word == "cooldown").then_some("휴지 기간 남음")
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "no_environment" => "애플리케이션이 시작하자마자 종료: DB_HOST 없음",
        "no_way_out" => {
            "{0}에서 인터넷으로 나갈 길이 없어 새 서버가 패키지를 기다리며 요청을 받지 못함"
        }
        "metrics_off" => "지표 게시 중단",
        "metrics_on" => "지표 게시 재개",
        _ => return None,
    })
}
