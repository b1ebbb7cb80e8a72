//! Decisions, their reasons and the journal in Korean. No particle follows a variable.

use crate::board::model::{AlarmState, Because, JournalEvent, Limit, Metric, Unit};
use crate::i18n::Lang;
use crate::i18n::format::{number, signed, span, whole, with_unit};

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
            format!("경보 {name}: 데이터 포인트 {breaching}/{needed} 초과 → ALARM")
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
        Because::Forecast { value, ahead_s } => {
            format!(
                "예측 {}: {} 앞서 시작",
                number(f64::from(*value), 1),
                span(u64::from(*ahead_s), Lang::Ko)
            )
        }
        Because::Manual => "직접 바꾼 값".to_owned(),
        Because::HealthReplacement { instance } => format!("비정상 서버 교체: {instance}"),
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
        JournalEvent::SurgeEnded { users } => format!("러시 끝: {}명", whole(i64::from(*users))),
        JournalEvent::AlarmChanged { name, to } => format!("경보 {name} → {}", alarm_state(*to)),
        JournalEvent::CapacityChanged { from, to } => format!("용량: {from}대 → {to}대"),
        JournalEvent::Blocked { limit: l } => format!("변화 없음 — {}", limit(l)),
        JournalEvent::Launched { instance, zone } => format!("서버 {instance} 시작 (영역 {zone})"),
        JournalEvent::InService { instance } => format!("서버 {instance}: InService"),
        JournalEvent::TookTraffic { instance } => format!("서버 {instance}: 첫 트래픽"),
        JournalEvent::BecameUnhealthy { instance } => format!("서버 {instance}: 비정상"),
        JournalEvent::Draining { instance } => format!("서버 {instance}: 연결 드레이닝"),
        JournalEvent::Terminated { instance } => format!("서버 {instance}: 종료됨"),
        JournalEvent::Refused { .. } => "요청 거부 (502)".to_owned(),
        JournalEvent::Edited { what, value } => format!("설정 변경: {what} = {value}"),
        JournalEvent::Fault { what } => format!("장애 주입: {what}"),
    }
}
