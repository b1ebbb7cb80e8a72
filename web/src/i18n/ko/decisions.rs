//! Decisions, their reasons and the journal in Korean. No particle follows a variable.

use crate::board::model::{
    AlarmState, Because, FaultName, JournalEvent, LaunchProblem, Limit, Metric, Unit,
};
use crate::i18n::Lang;
use crate::i18n::format::{number, signed, span, whole, with_unit};
use swell_core::engine::fault::InstanceFault;
use swell_core::world::log::TerminationCause;

pub fn metric(metric: Metric) -> &'static str {
    match metric {
        Metric::Cpu => "CPU 평균",
        Metric::RequestsPerTarget => "대상당 요청",
        Metric::NetworkIn => "네트워크 입력",
        Metric::NetworkOut => "네트워크 출력",
        Metric::TargetResponseTime => "대상 응답 시간",
        Metric::Errors5xx => "5xx 오류",
        Metric::Custom => "사용자 지정 지표",
    }
}

pub fn metric_unit(metric: Metric) -> Unit {
    match metric {
        Metric::Cpu => Unit::Percent,
        Metric::TargetResponseTime => Unit::Seconds,
        Metric::NetworkIn | Metric::NetworkOut => Unit::Bytes,
        _ => Unit::None,
    }
}

fn values(all: &[f32], unit: Unit) -> String {
    all.iter()
        .map(|v| with_unit(f64::from(*v), unit, Lang::Ko))
        .collect::<Vec<_>>()
        .join(", ")
}

fn adjusted(adjustment: i32, is_percent: bool) -> String {
    let unit = if is_percent { " %" } else { "대" };
    format!("{}{unit}", signed(i64::from(adjustment)))
}

pub fn because(because: &Because) -> String {
    match because {
        Because::Observed {
            metric: m,
            values: v,
            comparison,
            threshold,
        } => {
            let unit = metric_unit(*m);
            let bound = with_unit(f64::from(*threshold), unit, Lang::Ko);
            format!(
                "{}: {} (임계값 {} {bound})",
                metric(*m),
                values(v, unit),
                comparison.sign()
            )
        }
        Because::AlarmWentOff {
            name,
            breaching,
            needed,
        } => {
            format!("경보 {name}: 데이터 포인트 {breaching}/{needed} 기준 충족 → ALARM")
        }
        Because::StepMatched {
            above,
            adjustment,
            is_percent,
        } => format!(
            "임계값과의 차이 {}: 단계 {}",
            number(f64::from(*above), 1),
            adjusted(*adjustment, *is_percent)
        ),
        Because::SimpleAdjustment {
            adjustment,
            is_percent,
        } => {
            format!("단순 조정: {}", adjusted(*adjustment, *is_percent))
        }
        Because::RequiredForTarget {
            counted,
            value,
            target,
            required,
        } => format!(
            "필요 용량: ⌈{counted} × {} ÷ {}⌉ = {required}대",
            number(f64::from(*value), 1),
            number(f64::from(*target), 1)
        ),
        Because::Scheduled { name } => format!("예약 작업: {name}"),
        Because::Manual => "직접 바꾼 값".to_owned(),
        Because::WithinLimits { min, max } => format!("한도 {min}–{max}대 안"),
        Because::Launched { count } => format!("새 서버 {count}대 시작"),
        Because::Terminated { count } => format!("서버 {count}대 종료"),
    }
}

pub fn limit(limit: &Limit) -> String {
    match limit {
        Limit::AtMax {
            max,
            offered_percent,
        } => format!(
            "최대 용량({max}대)에 닿았어요. 제공 부하: {} %",
            number(f64::from(*offered_percent), 0)
        ),
        Limit::AtMin { min } => format!("최소 용량({min}대)이라 더 줄이지 않아요."),
        // Its warm-up begins when it is in service, which nobody knows beforehand.
        Limit::Warmup { left_s: 0 } => {
            "시작하는 중인 서버가 있어요. 서비스를 시작해야 워밍업이 시작돼요.".to_owned()
        }
        Limit::Warmup { left_s } => {
            format!(
                "워밍업 중인 서버가 있어요. 남은 시간: {}",
                span(u64::from(*left_s), Lang::Ko)
            )
        }
        Limit::Cooldown { left_s } => {
            format!(
                "휴지 기간(쿨다운)이에요. 남은 시간: {}",
                span(u64::from(*left_s), Lang::Ko)
            )
        }
        Limit::ScaleInDisabled => "스케일 인이 꺼져 있어요.".to_owned(),
        Limit::Suspended { process } => format!("일시 중단된 프로세스: {process}"),
        Limit::MissingData => "데이터가 부족해서 아무것도 하지 않아요.".to_owned(),
        Limit::NoStep => "맞는 단계가 없어요.".to_owned(),
        Limit::AlreadyOrdered { count } => format!("이미 준비 중인 서버: {count}대"),
        Limit::OtherPolicyWon { name } => {
            format!("같은 순간 더 큰 용량을 원한 정책이 이겼어요: {name}")
        }
        Limit::OtherPolicyHolds { name } => format!("스케일 인에 동의하지 않는 정책: {name}"),
        Limit::AwaitsFreshData => {
            "스케일 인 뒤에는 그 이후에 측정한 데이터 포인트를 기다려요.".to_owned()
        }
        Limit::Refused { code } => super::issues::code(*code).to_owned(),
        Limit::PolicyDisabled => "꺼져 있는 정책이에요.".to_owned(),
        Limit::ActivityInProgress => {
            "진행 중인 조정 활동이 있어요. 단순 정책은 끝날 때까지 기다려요.".to_owned()
        }
        Limit::NothingToChange => "정책이 원하는 용량이 이미 원하는 용량이에요.".to_owned(),
        Limit::AsAsked { min, max } => format!(
            "막은 것이 없어요. 정책이 요청한 만큼이에요(MinSize {min}, MaxSize {max} 범위 안)."
        ),
    }
}

pub fn alarm_state(state: AlarmState) -> &'static str {
    match state {
        AlarmState::Ok => "OK",
        AlarmState::Alarm => "ALARM",
        AlarmState::InsufficientData => "INSUFFICIENT_DATA",
    }
}

pub fn event(event: &JournalEvent) -> String {
    match event {
        JournalEvent::SurgeStarted { users } => {
            format!("점심 러시 시작: {}명", whole(i64::from(*users)))
        }
        JournalEvent::AlarmChanged { name, to } => format!("경보 {name} → {}", alarm_state(*to)),
        JournalEvent::CapacityChanged { from, to } => format!("용량: {from}대 → {to}대"),
        JournalEvent::Blocked { limit: l } => format!("변화 없음 — {}", limit(l)),
        JournalEvent::Launched { instance, zone } => format!("서버 {instance} 시작 (영역 {zone})"),
        JournalEvent::InService { instance } => format!("서버 {instance}: InService"),
        JournalEvent::TookTraffic { instance } => format!("서버 {instance}: 첫 트래픽"),
        JournalEvent::BecameUnhealthy { instance } => format!("서버 {instance}: 비정상"),
        JournalEvent::Draining { instance } => format!("서버 {instance}: 연결 드레이닝"),
        JournalEvent::Terminated { instance } => format!("서버 {instance}: 종료됨"),
        JournalEvent::Edited => "보드 편집".to_owned(),
        JournalEvent::Fault { what, instance } if instance.is_empty() => fault(*what).to_owned(),
        JournalEvent::Fault { what, instance } => format!("{}: {instance}", fault(*what)),
        JournalEvent::LaunchFailed { why } => format!("시작 실패: {}", launch_problem(*why)),
        JournalEvent::WarmedUp { instance } => format!("서버 {instance}: 워밍업 끝, 지표에 반영"),
        JournalEvent::Registered { instance } => format!("서버 {instance}: 대상 그룹에 등록"),
        JournalEvent::Terminating { instance, why } => {
            format!("서버 {instance} 종료 시작: {}", end_cause(*why))
        }
        JournalEvent::ConnectionsCut { instance } => {
            format!("서버 {instance}: 등록 취소 지연이 끝나 연결을 끊음")
        }
        JournalEvent::Throttled {
            instance,
            is_on: true,
        } => {
            format!("서버 {instance}: CPU 크레딧이 바닥나 기준 성능으로 제한됨")
        }
        JournalEvent::Throttled { instance, .. } => {
            format!("서버 {instance}: CPU 크레딧이 다시 쌓여 제한이 풀림")
        }
        JournalEvent::FailOpen { is_on: true } => {
            "페일 오픈: 정상 대상이 없어 모두에게 보냄".to_owned()
        }
        JournalEvent::FailOpen { is_on: false } => "페일 오픈 끝".to_owned(),
        JournalEvent::ZoneDown { zone } => format!("가용 영역 {zone} 중단"),
        JournalEvent::ZoneUp { zone } => format!("가용 영역 {zone} 복구"),
        JournalEvent::ZoneCapacity {
            zone,
            is_there: true,
        } => format!("가용 영역 {zone}: EC2 용량 회복"),
        JournalEvent::ZoneCapacity { zone, .. } => {
            format!("가용 영역 {zone}: 새 인스턴스를 시작할 EC2 용량 부족")
        }
        JournalEvent::NoCapacity { zone } => {
            format!("시작 실패: 가용 영역 {zone} 용량 부족(InsufficientInstanceCapacity)")
        }
        JournalEvent::DatabaseLost {
            name,
            fails_over: true,
        } => format!("{name}: 가용 영역 중단, 대기 인스턴스로 장애 조치 시작"),
        JournalEvent::DatabaseLost { name, .. } => format!("{name}: 가용 영역과 함께 중단"),
        JournalEvent::DatabaseBack {
            name,
            zone,
            has_failed_over: true,
        } => format!("{name}: 장애 조치 완료, 이제 가용 영역 {zone}에서 응답"),
        JournalEvent::DatabaseBack { name, zone, .. } => {
            format!("{name}: 가용 영역 {zone}에서 다시 응답")
        }
        JournalEvent::ReplacementWaits { count } => format!("비정상 {count}대, 교체 순서를 기다림"),
        JournalEvent::AllProtected { count } => {
            format!("줄일 서버 {count}대가 모두 축소 보호 상태")
        }
        JournalEvent::MarkedOnly { instance } => {
            format!("서버 {instance}: 비정상이지만 일시 중단된 프로세스 때문에 그대로 둠")
        }
        JournalEvent::ReplacementLoop { rounds } => {
            format!("교체 반복: {rounds}번 교체하는 동안 정상이 된 새 서버가 없음")
        }
        JournalEvent::ScheduleFired { name, min, to, max } => {
            format!("예약 실행 {name}: 최소 {min}, 원하는 {to}, 최대 {max}")
        }
    }
}

/// What was done to the board.
pub fn fault(what: FaultName) -> &'static str {
    match what {
        FaultName::DatabaseDown => "데이터베이스 중단",
        FaultName::DatabaseUp => "데이터베이스 복구",
        FaultName::MetricsOff => "지표 게시 중단",
        FaultName::MetricsOn => "지표 게시 재개",
        FaultName::Instance(fault) => match fault {
            InstanceFault::Terminate => "서버 끄기",
            InstanceFault::Stop => "머신 중지",
            InstanceFault::Impair => "상태 검사 실패",
            InstanceFault::Crash => "프로세스 종료",
            InstanceFault::Hang => "프로세스 멈춤",
            InstanceFault::Slow => "10배 느리게",
            InstanceFault::Answer500 => "500으로 응답",
            InstanceFault::BreakHealthCheck => "헬스 체크만 고장",
            InstanceFault::SetUnhealthy => "비정상으로 표시",
            InstanceFault::Protect => "축소 보호 전환",
            InstanceFault::Heal => "복구",
        },
    }
}

fn launch_problem(why: LaunchProblem) -> &'static str {
    match why {
        LaunchProblem::NoTemplate => "시작 템플릿 없음",
        LaunchProblem::NoSubnet => "서브넷 없음",
        LaunchProblem::NoZone => "사용할 수 있는 가용 영역 없음",
        LaunchProblem::Suspended => "Launch 프로세스 일시 중단",
        LaunchProblem::TooMany => "시뮬레이션 서버 한도",
    }
}

fn end_cause(why: TerminationCause) -> &'static str {
    match why {
        TerminationCause::ScaleIn => "스케일 인",
        TerminationCause::NotRunning => "EC2 상태가 running이 아님",
        TerminationCause::Impaired => "상태 검사 손상",
        TerminationCause::UnhealthyTarget => "로드 밸런서가 비정상으로 판단",
        TerminationCause::SetUnhealthy => "직접 비정상으로 표시",
        TerminationCause::Rebalance => "가용 영역 재조정",
        TerminationCause::RemovedByUser => "제거",
    }
}
