//! The words of the policy page and of the import, both languages side by side.

use super::Lang;
use crate::import::aws_json::Import;
use swell_core::rules::schedule::{CronError, CronField};

#[derive(Debug)]
pub struct PolicyWords {
    pub chart: &'static str,
    pub chart_hint: &'static str,
    pub no_metric: &'static str,
    pub threshold: &'static str,
    pub rare: &'static str,
    pub warnings: &'static str,
    pub step_from: &'static str,
    pub step_to: &'static str,
    pub step_change: &'static str,
    pub add_step: &'static str,
    pub remove_step: &'static str,
    pub steps_relative: &'static str,
    pub no_alarm: &'static str,
    pub no_policy: &'static str,
    pub add_policy: &'static str,
    pub recurrence: &'static str,
    pub time_zone: &'static str,
    pub bad_zone: &'static str,
    pub next_runs: &'static str,
    pub never_runs: &'static str,
    pub add_schedule: &'static str,
    pub why_nothing: &'static str,
    pub why_not_less: &'static str,
    pub import_title: &'static str,
    pub import_help: &'static str,
    pub import_label: &'static str,
    pub import_replace: &'static str,
    pub import_add: &'static str,
    pub import_done: &'static str,
    pub import_no_group: &'static str,
    /// Which group of the board takes a group of the text.
    pub import_which: &'static str,
    pub import_goes: &'static str,
    pub import_choose: &'static str,
    pub import_leave_out: &'static str,
    pub import_result: &'static str,
    pub copied: &'static str,
    pub copy_by_hand: &'static str,
}

static KO: PolicyWords = PolicyWords {
    chart: "지표와 임계값",
    chart_hint: "점선을 끌거나 방향키로 옮겨 보세요.",
    no_metric: "아직 발행된 지표가 없어요.",
    threshold: "임계값",
    rare: "자주 쓰지 않는 설정",
    warnings: "확인할 점",
    step_from: "부터",
    step_to: "미만",
    step_change: "조정",
    add_step: "단계 추가",
    remove_step: "단계 삭제",
    steps_relative: "경계는 경보 임계값과의 차이예요. 비워 두면 끝이 없어요.",
    no_alarm: "이 정책을 부르는 경보가 없어요.",
    no_policy: "아직 정책이 없어요. 추가할 종류를 골라 보세요.",
    add_policy: "정책 추가",
    recurrence: "반복(cron)",
    time_zone: "시간대",
    bad_zone: "아는 시간대가 아니에요. Asia/Seoul처럼 적어 주세요.",
    next_runs: "다음 실행 시각",
    never_runs: "더 이상 실행되지 않아요.",
    add_schedule: "예약 작업 추가",
    why_nothing: "왜 바꾸지 않았나요?",
    why_not_less: "왜 더 줄이지 않았나요?",
    import_title: "AWS JSON 붙여넣기",
    import_help: "aws autoscaling describe-policies, describe-scheduled-actions, describe-auto-scaling-groups, aws cloudwatch describe-alarms의 출력이나 CLI 입력을 붙여넣으세요. 여러 개를 이어 붙여도 돼요.",
    import_label: "AWS JSON",
    import_replace: "지금 정책을 바꾸기",
    import_add: "지금 정책에 더하기",
    import_done: "가져왔어요. 한 번에 실행 취소할 수 있어요.",
    import_no_group: "보드에 Auto Scaling 그룹이 없어요. 먼저 하나를 추가해 주세요.",
    import_which: "여러 그룹의 설정이에요. 보드의 어느 그룹으로 보낼지 고르세요",
    import_goes: "어느 그룹으로 보낼까요?",
    import_choose: "고르세요…",
    import_leave_out: "가져오지 않기",
    import_result: "결과",
    copied: "정책을 AWS JSON으로 복사했어요.",
    copy_by_hand: "여기서는 자동으로 복사할 수 없어요. 아래 글을 직접 복사해 주세요.",
};

static EN: PolicyWords = PolicyWords {
    chart: "Metric and thresholds",
    chart_hint: "Drag a dashed line, or move it with the arrow keys.",
    no_metric: "No metric has been published yet.",
    threshold: "Threshold",
    rare: "Rarely used",
    warnings: "Worth checking",
    step_from: "From",
    step_to: "Below",
    step_change: "Change",
    add_step: "Add step",
    remove_step: "Remove step",
    steps_relative: "Bounds are distances from the alarm's threshold. Empty means no end.",
    no_alarm: "No alarm invokes this policy.",
    no_policy: "No policy yet. Choose a kind to add.",
    add_policy: "Add a policy",
    recurrence: "Recurrence (cron)",
    time_zone: "Time zone",
    bad_zone: "Not a known time zone. Write it like Asia/Seoul.",
    next_runs: "Next runs",
    never_runs: "It never runs again.",
    add_schedule: "Add scheduled action",
    why_nothing: "Why did nothing change?",
    why_not_less: "Why not fewer?",
    import_title: "Paste AWS JSON",
    import_help: "Paste the output of aws autoscaling describe-policies, describe-scheduled-actions, describe-auto-scaling-groups or aws cloudwatch describe-alarms, or CLI input. Several in a row are fine.",
    import_label: "AWS JSON",
    import_replace: "Replace the policies",
    import_add: "Add to the policies",
    import_done: "Imported. One undo takes it all back.",
    import_no_group: "The board has no Auto Scaling group. Add one first.",
    import_which: "These are settings of several groups. Choose the group of the board for each",
    import_goes: "Which group takes it?",
    import_choose: "Choose…",
    import_leave_out: "Leave it out",
    import_result: "Result",
    copied: "Policies copied as AWS JSON.",
    copy_by_hand: "Copying is blocked here. Copy the text below by hand.",
};

impl PolicyWords {
    pub fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Ko => &KO,
            Lang::En => &EN,
        }
    }
}

/// Why a cron expression cannot be read.
pub fn cron_error(error: CronError, lang: Lang) -> String {
    match (error, lang) {
        (CronError::FieldCount(n), Lang::Ko) => {
            format!("분 시 일 월 요일, 다섯 칸이어야 해요. 지금은 {n}칸이에요. 예: 50 11 * * 1-5")
        }
        (CronError::FieldCount(n), Lang::En) => format!(
            "Five fields are needed: minute hour day month weekday. There are {n}. Example: 50 11 * * 1-5"
        ),
        (CronError::Field(field), Lang::Ko) => {
            let (name, range) = match field {
                CronField::Minute => ("분", "0–59"),
                CronField::Hour => ("시", "0–23"),
                CronField::Day => ("일", "1–31"),
                CronField::Month => ("월", "1–12"),
                CronField::Weekday => ("요일", "0–7"),
            };
            format!("{name} 칸을 읽을 수 없어요. {range}, *, 1-5, */10 같은 값을 쓸 수 있어요.")
        }
        (CronError::Field(field), Lang::En) => {
            let (name, range) = match field {
                CronField::Minute => ("minute", "0–59"),
                CronField::Hour => ("hour", "0–23"),
                CronField::Day => ("day", "1–31"),
                CronField::Month => ("month", "1–12"),
                CronField::Weekday => ("weekday", "0–7"),
            };
            format!("The {name} field cannot be read. Use {range}, *, 1-5 or */10.")
        }
    }
}

/// What a text holds, in numbers.
pub fn contents(found: &Import, lang: Lang) -> String {
    let (groups, policies) = (found.groups.len(), found.policies.len());
    let (alarms, scheduled) = (found.alarms.len(), found.scheduled.len());
    let rest = match lang {
        Lang::Ko => format!("정책 {policies}개 · 경보 {alarms}개 · 예약 작업 {scheduled}개"),
        Lang::En => {
            format!("Policies: {policies} · alarms: {alarms} · scheduled actions: {scheduled}")
        }
    };
    match (groups, lang) {
        (0, _) => rest,
        (_, Lang::Ko) => format!("그룹 설정 {groups}개 · {rest}"),
        (_, Lang::En) => format!("Group settings: {groups} · {rest}"),
    }
}

/// Time until a run, in days and hours and minutes.
pub fn until(seconds: u64, lang: Lang) -> String {
    let (d, h, m) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match (lang, d, h) {
        (Lang::Ko, 0, 0) => format!("{m}분 뒤"),
        (Lang::Ko, 0, h) => format!("{h}시간 {m}분 뒤"),
        (Lang::Ko, d, h) => format!("{d}일 {h}시간 뒤"),
        (Lang::En, 0, 0) => format!("in {m} min"),
        (Lang::En, 0, h) => format!("in {h} h {m} min"),
        (Lang::En, d, h) => format!("in {d} d {h} h"),
    }
}
