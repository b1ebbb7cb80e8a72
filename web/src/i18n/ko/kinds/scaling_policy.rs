//! The words for one kind of part: scaling policy.

use crate::i18n::FieldWords;

pub const NAME: &str = "조정 정책";
pub const HELP: &str = "언제 몇 대를 바꿀지 정해요 (scaling policy).";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "조정 정책 단계 대상 추적 단순";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "PolicyType" => FieldWords {
            label: "정책 유형",
            help: "목표를 지킬지, 단계를 밟을지, 한 번 바꾸고 기다릴지 정해요.",
        },
        "Enabled" => FieldWords {
            label: "사용",
            help: "끄면 경보는 계속 지켜보지만 용량은 바꾸지 않아요.",
        },
        "AdjustmentType" => FieldWords {
            label: "조정 방식",
            help: "숫자를 서버 수로 더할지, 퍼센트로 더할지, 크기로 정할지 골라요.",
        },
        "ScalingAdjustment" => FieldWords {
            label: "조정 값",
            help: "단순 정책이 한 번에 바꾸는 값이에요. 음수면 서버를 줄여요.",
        },
        "MinAdjustmentMagnitude" => FieldWords {
            label: "최소 조정 크기",
            help: "퍼센트로 바꿔도 적어도 이만큼 바꿔요. 작은 그룹이 너무 느리게 변하지 않아요.",
        },
        "MetricAggregationType" => FieldWords {
            label: "집계 방식",
            help: "경보 주기의 어떤 값을 단계와 비교할지 정해요.",
        },
        "Cooldown" => FieldWords {
            label: "휴지 기간(쿨다운)",
            help: "단순 정책이 조정을 마친 뒤 쉬는 시간이에요. 비우면 그룹의 기본값이에요.",
        },
        "EstimatedInstanceWarmup" => FieldWords {
            label: "워밍업",
            help: "이때까지 새 서버를 준비 중으로 세어 또 늘리지 않아요. 비우면 그룹 값을 따라요.",
        },
        "TargetTrackingConfiguration/TargetValue" => FieldWords {
            label: "목표 값",
            help: "지표를 이 값 가까이에 유지해요. 낮출수록 서버가 늘고 여유가 커져요.",
        },
        "TargetTrackingConfiguration/DisableScaleIn" => FieldWords {
            label: "스케일 인 끄기",
            help: "켜면 이 정책은 서버를 줄이지 않아요.",
        },
        "TargetTrackingConfiguration/PredefinedMetricSpecification/PredefinedMetricType" => {
            FieldWords {
                label: "지표",
                help: "목표에 맞출 지표예요. 서버를 늘리면 내려가는 지표여야 해요.",
            }
        }
        "low_ratio" => FieldWords {
            label: "낮은 임계값 비율",
            help: "지표가 목표 × 이 값보다 낮으면 스케일 인해요. 1에 가까울수록 빨리 줄여요.",
        },
        "StepAdjustments" => FieldWords {
            label: "단계 조정",
            help: "임계값에서 얼마나 벗어나면 몇 대를 바꿀지 정해요. 멀수록 크게 바꿀 수 있어요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("PolicyType", "TargetTrackingScaling") => "대상 추적 (TargetTrackingScaling)",
        ("PolicyType", "StepScaling") => "단계 (StepScaling)",
        ("PolicyType", "SimpleScaling") => "단순 (SimpleScaling)",
        ("PolicyType", "PredictiveScaling") => "예측 (PredictiveScaling)",
        ("AdjustmentType", "ChangeInCapacity") => "서버 수 더하기 (ChangeInCapacity)",
        ("AdjustmentType", "PercentChangeInCapacity") => {
            "퍼센트로 더하기 (PercentChangeInCapacity)"
        }
        ("AdjustmentType", "ExactCapacity") => "크기 정하기 (ExactCapacity)",
        ("MetricAggregationType", "Average") => "평균 (Average)",
        ("MetricAggregationType", "Minimum") => "최솟값 (Minimum)",
        ("MetricAggregationType", "Maximum") => "최댓값 (Maximum)",
        (
            "TargetTrackingConfiguration/PredefinedMetricSpecification/PredefinedMetricType",
            "ASGAverageCPUUtilization",
        ) => "CPU 평균 (ASGAverageCPUUtilization)",
        (
            "TargetTrackingConfiguration/PredefinedMetricSpecification/PredefinedMetricType",
            "ASGAverageNetworkIn",
        ) => "네트워크 입력 (ASGAverageNetworkIn)",
        (
            "TargetTrackingConfiguration/PredefinedMetricSpecification/PredefinedMetricType",
            "ASGAverageNetworkOut",
        ) => "네트워크 출력 (ASGAverageNetworkOut)",
        (
            "TargetTrackingConfiguration/PredefinedMetricSpecification/PredefinedMetricType",
            "ALBRequestCountPerTarget",
        ) => "대상당 요청 (ALBRequestCountPerTarget)",
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
