//! Decisions, their reasons and the journal in Korean. No particle follows a variable.

use crate::i18n::format::{number, signed, span, whole, with_unit};
use crate::i18n::{Lang, filled};
use crate::vocabulary::{
    Because, FaultName, Gaps, JournalEvent, LaunchProblem, Limit, Metric, Unit,
};
use swell_core::rules::schedule::SizeChange;
use swell_core::rules::step_scaling::AdjustmentType;
use swell_core::world::log::{Ceiling, TerminationCause};

fn adjusted(adjustment: i64, kind: AdjustmentType) -> String {
    match kind {
        AdjustmentType::ChangeInCapacity => format!("{}대", signed(adjustment)),
        AdjustmentType::PercentChangeInCapacity => format!("{} %", signed(adjustment)),
        AdjustmentType::ExactCapacity => format!("정확히 {}대", whole(adjustment)),
    }
}

pub fn because(because: &Because) -> String {
    match because {
        Because::Observed {
            metric,
            statistic,
            value,
            operator,
            threshold,
        } => {
            let unit = metric.map_or(Unit::None, Metric::unit);
            let bound = with_unit(*threshold, unit, Lang::Ko);
            let value = value.map_or_else(
                || "데이터 포인트 없음".to_owned(),
                |value| with_unit(value, unit, Lang::Ko),
            );
            let measure = Lang::Ko.measure(*metric, *statistic);
            format!("{measure}: {value} (임계값 {} {bound})", operator.sign())
        }
        Because::AlarmWentOff {
            name,
            breaching,
            needed,
            gaps,
        } => {
            let gaps = alarm_gaps(*gaps);
            format!(
                "경보 {name} ALARM 상태: 기준을 충족한 데이터 포인트 {breaching}개, 필요 {needed}개{gaps}"
            )
        }
        Because::StepMatched {
            above,
            adjustment,
            adjustment_type,
        } => {
            let step = adjusted(*adjustment, *adjustment_type);
            match above {
                None => format!("단계 {step}"),
                Some(above) => {
                    let far = number(above.abs(), 1);
                    let side = if *above < 0.0 { "아래" } else { "위" };
                    format!("임계값보다 {far} {side}: 단계 {step}")
                }
            }
        }
        Because::SimpleAdjustment {
            adjustment,
            adjustment_type,
        } => {
            format!("단순 조정: {}", adjusted(*adjustment, *adjustment_type))
        }
        Because::RequiredForTarget {
            counted,
            value,
            target,
            required,
        } => format!(
            "필요 용량: ⌈{counted} × {} ÷ {}⌉ = {required}대",
            number(*value, 1),
            number(*target, 1)
        ),
        Because::Scheduled { name, asked } => format!("예약된 작업 {name}: {}", sizes(asked)),
        Because::Manual => "원하는 용량을 직접 바꿈".to_owned(),
        Because::LimitMoved => "새 최소 또는 최대 용량에 맞춤".to_owned(),
        Because::Sizes { min, to, max } => format!("이후: 최소 {min}, 원하는 {to}, 최대 {max}"),
        Because::WithinLimits { min, max } => format!("한도 {min}–{max}대 안"),
        Because::CutTo {
            wanted,
            to,
            min,
            max,
        } => format!("원한 용량 {wanted}대, 한도 {min}–{max}대에 맞춰 {to}대"),
        Because::Launched { count } => format!("새 서버 {count}대 시작"),
        Because::Terminated { count } => format!("서버 {count}대 종료"),
    }
}

/// The sizes that a scheduled action asks for; those it leaves alone are not named.
fn sizes(asked: &SizeChange) -> String {
    let all = [
        ("최소", asked.min),
        ("원하는", asked.desired),
        ("최대", asked.max),
    ];
    let named = all
        .iter()
        .filter_map(|(name, size)| Some(format!("{name} {}", (*size)?)));
    named.collect::<Vec<_>>().join(", ")
}

pub fn limit(limit: &Limit) -> String {
    match limit {
        Limit::AtMax {
            max,
            offered_percent: Some(offered),
        } => format!(
            "최대 용량({max}대)에 닿았어요. 그 기간의 제공 부하: {} %",
            number(*offered, 0)
        ),
        Limit::AtMax { max, .. } => format!("최대 용량({max}대)에 닿았어요."),
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

pub fn event(event: &JournalEvent) -> String {
    match event {
        JournalEvent::SurgeStarted { users } => {
            format!("점심 러시 시작: {}명", whole(i64::from(*users)))
        }
        JournalEvent::AlarmChanged { name, to, gaps, .. } => {
            format!("경보 {name} → {}{}", to.as_str(), alarm_gaps(*gaps))
        }
        JournalEvent::CapacityChanged { from, to } => format!("용량: {from}대 → {to}대"),
        JournalEvent::Blocked { limit: l } => format!("변화 없음 — {}", limit(l)),
        JournalEvent::Launched { instance, zone } => {
            format!("새 EC2 인스턴스 시작: {instance} (영역 {zone})")
        }
        JournalEvent::InService { instance } => format!("서버 {instance}: InService"),
        JournalEvent::TookTraffic {
            instance,
            is_first: true,
        } => format!("서버 {instance}: 첫 트래픽"),
        JournalEvent::TookTraffic { instance, .. } => {
            format!("서버 {instance}: 다시 정상, 트래픽을 받음")
        }
        JournalEvent::BecameUnhealthy { instance, reason } => {
            let code = reason.map_or("", |r| r.code());
            format!("서버 {instance}: 로드 밸런서가 비정상으로 판단 {code}")
                .trim_end()
                .to_owned()
        }
        JournalEvent::Draining { instance } => format!("서버 {instance}: 연결 드레이닝"),
        JournalEvent::Terminated { instance } => format!("서버 {instance}: 종료됨"),
        JournalEvent::Edited => "보드 편집".to_owned(),
        JournalEvent::Said {
            kind,
            name,
            event,
            values,
        } => {
            let words = super::kinds::said(*kind, event);
            let text = filled(words.unwrap_or(event), values);
            format!("{name}: {text}")
        }
        JournalEvent::Fault { what, instance } if instance.is_empty() => fault(*what).to_owned(),
        JournalEvent::Fault { what, instance } => format!("{}: {instance}", fault(*what)),
        JournalEvent::LaunchFailed { why } => format!("시작 실패: {}", launch_problem(*why)),
        JournalEvent::WarmedUp { instance } => format!("서버 {instance}: 워밍업 끝, 지표에 반영"),
        JournalEvent::Registered { instance } => format!("서버 {instance}: 대상 그룹에 등록"),
        JournalEvent::Terminating { instance, why } => {
            format!("EC2 인스턴스 종료: {instance} ({})", end_cause(*why))
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
        JournalEvent::NoAddresses { zone, block } => format!(
            "시작 실패: 가용 영역 {zone} 서브넷 {block} IP 주소 부족(InsufficientFreeAddressesInSubnet)"
        ),
        JournalEvent::NoCapacity { zone } => {
            format!("시작 실패: 가용 영역 {zone} 용량 부족(InsufficientInstanceCapacity)")
        }
        JournalEvent::DatabaseLost {
            name,
            fails_over: true,
        } => format!("{name}: 가용 영역 중단, 예비 인스턴스로 장애 조치 시작"),
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
        JournalEvent::CeilingMet { ceiling, most } => {
            let most = whole(i64::from(*most));
            match ceiling {
                Ceiling::InFlight => format!(
                    "처리 중인 요청이 시뮬레이션 한도({most}개)에 닿음: 그 이상은 클라이언트에서 실패"
                ),
                Ceiling::Rate => {
                    format!("초당 요청이 시뮬레이션 한도({most}개)에 닿음: 그 이상은 보내지 않음")
                }
            }
        }
        JournalEvent::ScheduleFired { name, min, to, max } => {
            format!("예약 실행 {name}: 최소 {min}, 원하는 {to}, 최대 {max}")
        }
    }
}

/// What was done to the board.
pub fn fault(what: FaultName) -> &'static str {
    super::kinds::said(Some(what.kind), what.word).unwrap_or(what.word)
}

/// Behind what an alarm did, where datapoints are missing.
fn alarm_gaps(gaps: Gaps) -> String {
    match gaps {
        Gaps::None => String::new(),
        Gaps::Breach(missing) => format!(" (누락 {missing}개를 기준 충족으로 셈)"),
        Gaps::Premature => " (조기 경보: 있는 것은 모두 기준 충족, 나머지는 누락)".to_owned(),
    }
}

fn launch_problem(why: LaunchProblem) -> &'static str {
    match why {
        LaunchProblem::NoTemplate => "시작 템플릿 없음",
        LaunchProblem::NoSubnet => "서브넷 없음",
        LaunchProblem::NoZone => "사용할 수 있는 가용 영역 없음",
        LaunchProblem::ZoneLost => "서버가 켜지기 전에 가용 영역이 멈춤",
        LaunchProblem::Suspended => "Launch 프로세스 일시 중단",
        LaunchProblem::TooMany => "시뮬레이션 서버 한도",
    }
}

pub fn end_cause(why: TerminationCause) -> &'static str {
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
