//! The chain from a metric to a decision, under the VPC: metric, its alarms with their datapoints,
//! the policies behind them, and the group they act on. Nothing here is guessed: every box shows
//! the value that the next one reads.

use super::super::alarm::datapoint;
use super::super::{Shell, alarm};
use super::dom_id;
use crate::geometry::Rect;
use crate::geometry::chain::{
    GROUP_W, METRIC_W, POLICY_W, ROW_GAP, ROW_H, ROWS_MAX, TOP, columns, gates,
};
use crate::i18n::Lang;
use crate::i18n::format::{clock_short, number, signed, suffix};
use crate::view::{dynamic, piece};
use crate::vocabulary::{
    AlarmId, AlarmState, AlarmView, DecisionView, Followed, Item, NodeId, Page, SimTime, Structure,
};
use leptos::prelude::*;
use swell_core::base::order::sort_short;
use swell_core::kinds::policy::PolicyType;
use web_sys::KeyboardEvent;

/// Room for the clock of the alarms, right of the switch: where what they say goes to the policies.
const CLOCK_W: f64 = 40.0;

/// The alarms of the chain from the top down, and the group that it scales.
pub fn shown(shell: Shell) -> (Vec<AlarmId>, Option<NodeId>) {
    let group = shell.board.structure.with_untracked(first_group);
    let rows = shell
        .board
        .alarms
        .with_untracked(|all| rows_of(all, group).into_iter().map(|(id, _)| id).collect());
    (rows, group)
}

/// The alarms of the group, metric by metric; those of others, and those for which there is no
/// room, are in the inspectors. Every metric keeps one as long as it can.
fn rows_of(all: &[AlarmView], group: Option<NodeId>) -> Vec<(AlarmId, Followed)> {
    let mine: Vec<&AlarmView> = all.iter().filter(|a| Some(a.of) == group).collect();
    let first = |metric: Followed| mine.iter().position(|a| a.metric == metric);
    let mut rows: Vec<(AlarmId, Followed)> = mine.iter().map(|a| (a.id, a.metric)).collect();
    // Scale-out comes before scale-in, and stays so within a metric.
    sort_short(&mut rows, |a, b| first(a.1).cmp(&first(b.1)));
    while rows.len() > ROWS_MAX {
        let count = |metric: Followed| rows.iter().filter(|(_, m)| *m == metric).count();
        let most = rows.iter().map(|(_, m)| count(*m)).max();
        let fullest = rows.iter().rposition(|(_, m)| Some(count(*m)) == most);
        rows.remove(fullest.unwrap_or_default());
    }
    rows
}

fn first_group(board: &std::sync::Arc<Structure>) -> Option<NodeId> {
    board.first_fleet().map(|n| n.id)
}

pub fn chain(shell: Shell) -> AnyView {
    let is_analogy = RwSignal::new(false);
    let area = Memo::new(move |_| shell.ui.layout.with(|l| l.chain));
    let rows = Memo::new(move |_| {
        let group = shell.board.structure.with(first_group);
        shell.board.alarms.with(|all| rows_of(all, group))
    });
    let shown = move || {
        let rows = rows.get();
        let area = area.get().filter(|_| !rows.is_empty())?;
        Some(body(shell, area, rows, is_analogy))
    };
    view! { {piece(shown)} }.into_any()
}

/// Where the n-th row begins.
fn row_top(n: usize) -> f64 {
    TOP + n as f64 * (ROW_H + ROW_GAP)
}

fn body(
    shell: Shell,
    area: Rect,
    rows: Vec<(AlarmId, Followed)>,
    is_analogy: RwSignal<bool>,
) -> AnyView {
    let t = shell.t();
    let (alarm_x, alarm_w, policy_x, group_x) = columns(area.w);
    let height = row_top(rows.len()) - ROW_GAP - TOP;
    let group = shell.board.structure.with_untracked(first_group);
    let capacity = group.map(|id| shell.board.group(id));
    let newest_decision = move |all: &Vec<DecisionView>| {
        let mine = all.iter().rfind(|d| Some(d.group) == group);
        mine.map(|d| (d.from, d.to))
    };
    let change = move || match shell.board.decisions.with(newest_decision) {
        Some((from, to)) if from != to => format!("{from} → {to}"),
        _ => capacity
            .as_ref()
            .map(|g| g.with(|g| g.desired.to_string()))
            .unwrap_or_default(),
    };
    let lines: String = (0..rows.len())
        .map(|n| {
            let y = row_top(n) + ROW_H / 2.0;
            format!(
                "M{METRIC_W} {y}H{alarm_x}M{} {y}H{policy_x}M{} {y}H{group_x}",
                alarm_x + alarm_w,
                policy_x + POLICY_W
            )
        })
        .collect();
    let metrics = rows.chunk_by(|a, b| a.1 == b.1);
    let mut top = 0;
    let metrics: Vec<AnyView> = metrics
        .map(|run| {
            top += run.len();
            metric(shell, run, top - run.len())
        })
        .collect();
    let first = rows.first().map(|(id, _)| *id);
    let alarms = rows.into_iter().enumerate();
    view! {
        <g class="chain" transform=format!("translate({:.1} {:.1})", area.x, area.y)>
            {captions(shell, area, is_analogy)}
            {clocks(shell, area, is_analogy, first, group)}
            <path class="chain-line" d=lines></path>
            {metrics}
            {alarms
                .map(|(n, (id, _))| row(shell, id, row_top(n), alarm_x, alarm_w, policy_x))
                .collect_view()}
            <g class="chain-box" data-tone="decision">
                <rect x=group_x y=TOP width=GROUP_W height=height rx="8"></rect>
                <text class="chain-name" x=group_x + GROUP_W / 2.0 y=TOP + height / 2.0 - 4.0>
                    {t.capacity}
                </text>
                <text class="chain-value" x=group_x + GROUP_W / 2.0 y=TOP + height / 2.0 + 15.0>
                    {dynamic(change)}
                </text>
            </g>
        </g>
    }
    .into_any()
}

/// What the chain is, or what its boxes are like (spec 9.1); and the switch between the two.
fn captions(shell: Shell, area: Rect, is_analogy: RwSignal<bool>) -> AnyView {
    let (t, m) = (shell.t(), shell.lang.more());
    let (alarm_x, _, policy_x, group_x) = columns(area.w);
    let title = move || {
        let text = view! { <text class="chain-title" x=alarm_x y="11">{t.chain}</text> };
        (!is_analogy.get()).then_some(text)
    };
    let said = move || {
        let like = [
            (METRIC_W / 2.0, m.analogy_reading),
            (alarm_x + 42.0, m.analogy_alarm),
            (policy_x + POLICY_W / 2.0, m.analogy_policy),
            (group_x + GROUP_W / 2.0, m.analogy_group),
        ];
        let like = like.map(|(x, text)| view! { <text class="analogy" x=x y="11">{text}</text> });
        is_analogy.get().then(|| like.into_iter().collect_view())
    };
    // Who is measured stands above, in the group's frame.
    let patient = move || {
        let group = shell.board.structure.with(first_group)?;
        let frame = shell.ui.layout.with(|l| l.node(group));
        let (x, y) = (frame.x - area.x + 8.0, frame.bottom() - area.y - 5.0);
        let text = view! { <text class="analogy patient" x=x y=y>{m.analogy_patient}</text> };
        is_analogy.get().then_some(text)
    };
    let switch = move || is_analogy.update(|on| *on = !*on);
    let keys = move |ev: KeyboardEvent| {
        if matches!(ev.key().as_str(), "Enter" | " ") {
            ev.prevent_default();
            ev.stop_propagation();
            switch();
        }
    };
    let (x, wide) = switch_place(shell, area);
    view! {
        {piece(title)}
        {piece(said)}
        {piece(patient)}
        <g
            class="analogy-switch"
            data-opens=""
            role="button"
            tabindex="0"
            aria-pressed=dynamic(move || is_analogy.get().to_string())
            on:click=move |_| switch()
            on:keydown=keys
        >
            <rect x=x y="-4" width=wide height="20" rx="10"></rect>
            <text x=x + wide / 2.0 y="10.5">{m.analogy}</text>
        </g>
    }
    .into_any()
}

/// Where the switch begins, right of the title, and how wide it is.
fn switch_place(shell: Shell, area: Rect) -> (f64, f64) {
    let (alarm_x, alarm_w, ..) = columns(area.w);
    let wide = super::node::width_of(shell.lang.more().analogy, 12.0) + 16.0;
    let title_end = alarm_x + super::node::width_of(shell.t().chain, 13.0) + 8.0;
    ((alarm_x + alarm_w - wide).max(title_end), wide)
}

/// Each box has a clock of its own (item C21): when the newest datapoint ended, when the first alarm looks
/// next, when a policy decided last, and when that changed the capacity.
fn clocks(
    shell: Shell,
    area: Rect,
    is_analogy: RwSignal<bool>,
    first: Option<AlarmId>,
    group: Option<NodeId>,
) -> AnyView {
    let (_, _, policy_x, group_x) = columns(area.w);
    let (switch_x, switch_w) = switch_place(shell, area);
    let m = shell.lang.more();
    let alarm = move || {
        let find = |all: &Vec<AlarmView>| {
            let alarm = all.iter().find(|a| Some(a.id) == first)?;
            Some((alarm.newest, alarm.next))
        };
        shell.board.alarms.with(find)
    };
    let decided = move |has_changed: bool| {
        let is_it = |d: &&DecisionView| Some(d.group) == group && (!has_changed || d.from != d.to);
        let find = |all: &Vec<DecisionView>| all.iter().rfind(is_it).map(|d| d.at);
        shell.board.decisions.with(find)
    };
    let told = |at: Option<SimTime>| at.map_or_else(|| "–".to_owned(), clock_short);
    let faces = move || {
        let (newest, next) = alarm().unzip();
        let all = [
            (METRIC_W, newest.flatten(), m.clock_metric),
            (switch_x + switch_w + CLOCK_W, next, m.clock_alarm),
            (policy_x + POLICY_W, decided(false), m.clock_policy),
            (group_x + GROUP_W, decided(true), m.clock_group),
        ];
        let face = |(end, at, what): (f64, Option<SimTime>, &'static str)| {
            view! {
                <text class="chain-clock" x=end - 2.0 y="11">
                    <title>{what}</title>
                    {told(at)}
                </text>
            }
        };
        (!is_analogy.get()).then(|| all.into_iter().map(face).collect_view())
    };
    piece(faces).into_any()
}

/// A metric beside the alarms that read it; a single row has room for its name alone.
fn metric(shell: Shell, run: &[(AlarmId, Followed)], from: usize) -> AnyView {
    let Some(&(first, metric)) = run.first() else {
        return ().into_any();
    };
    let (top, height) = (row_top(from), row_top(run.len()) - ROW_GAP - TOP);
    let value = move || {
        shell.board.alarms.with(|all| {
            let found = all.iter().find(|a| a.id == first);
            found.map(newest).unwrap_or_default()
        })
    };
    let (name_y, value_y) = match run.len() {
        1 => (13.0, 27.0),
        _ => (height / 2.0 - 4.0, height / 2.0 + 15.0),
    };
    let name = alarm::metric_name(shell, metric);
    let shown = super::node::cut(name, METRIC_W - 6.0, 12.0);
    view! {
        <g class="chain-box" data-rows=run.len().to_string()>
            <rect y=top width=METRIC_W height=height rx="8"></rect>
            <title>{name}</title>
            <text class="chain-name" x=METRIC_W / 2.0 y=top + name_y>{shown}</text>
            <text class="chain-value" x=METRIC_W / 2.0 y=top + value_y>{dynamic(value)}</text>
        </g>
    }
    .into_any()
}

fn newest(a: &AlarmView) -> String {
    a.window
        .iter()
        .rev()
        .find_map(|slot| slot.value)
        .map_or_else(
            || "–".to_owned(),
            |v| format!("{} {}", number(v, 1), unit(a)),
        )
}

fn unit(a: &AlarmView) -> &'static str {
    suffix(a.unit, Lang::En).trim_start()
}

/// One alarm and the policy it calls.
fn row(shell: Shell, id: AlarmId, y: f64, x: f64, w: f64, policy_x: f64) -> AnyView {
    let alarms = shell.board.alarms;
    let group = shell.board.structure.with_untracked(first_group);
    let shown = move || {
        alarms.with(|all| {
            all.iter().find(|a| a.id == id).map(|a| {
                let tone = alarm::tone(a).name();
                let item = Item::Alarm(a.id);
                let boxes = boxes(a, x + w - 34.0, y + ROW_H / 2.0);
                let text = format!(
                    "{} {} {}",
                    a.comparison.sign(),
                    number(f64::from(a.threshold), 1),
                    unit(a)
                );
                let idle = (a.state != AlarmState::Alarm || a.is_at_rest).then_some("");
                view! {
                    <g
                        class="chain-box"
                        data-tone=tone
                        data-idle=idle
                        data-opens=""
                        id=dom_id(item)
                        on:click=move |_| open_policy(shell, group)
                    >
                        <rect x=x y=y width=w height=ROW_H rx="8"></rect>
                        <text class="chain-text" x=x + 12.0 y=y + 20.5>{text}</text>
                        {boxes}
                        <path
                            class="bell"
                            data-state=alarm::state_name(a)
                            d=alarm::bell(a)
                            transform=format!("translate({} {})", x + w - 26.0, y + 8.0)
                        ></path>
                    </g>
                    {policy(shell, a, policy_x, y)}
                }
            })
        })
    };
    view! { {piece(shown)} }.into_any()
}

/// Where an alarm and its policy are edited.
fn open_policy(shell: Shell, group: Option<NodeId>) {
    shell.ui.choose(group.map(Item::Node));
    shell.ui.page.set(Page::Policy);
    shell.ui.is_inspector_open.set(true);
}

/// Datapoints as boxes: filled breaches, hollow does not, dotted is missing.
fn boxes(a: &AlarmView, right: f64, middle: f64) -> AnyView {
    let count = a.window.len().max(1) as f64;
    let side = if count > 6.0 { 6.0 } else { 12.0 };
    let step = side + if count > 6.0 { 2.0 } else { 4.0 };
    let left = right - count * step;
    a.window
        .iter()
        .enumerate()
        .map(|(n, slot)| {
            let kind = datapoint(slot);
            let x = left + n as f64 * step;
            view! {
                <rect
                    class="datapoint"
                    data-point=kind
                    x=x
                    y=middle - side / 2.0
                    width=side
                    height=side
                    rx=side / 4.0
                ></rect>
            }
        })
        .collect_view()
        .into_any()
}

fn policy(shell: Shell, a: &AlarmView, x: f64, y: f64) -> AnyView {
    let Some(action) = a.action else {
        return ().into_any();
    };
    let (t, of) = (shell.t(), a.of);
    let (name, amount) = match action.kind {
        PolicyType::TargetTrackingScaling => (
            t.policy_tracking,
            format!("{} {}", number(f64::from(action.amount), 1), unit(a)),
        ),
        PolicyType::StepScaling => (t.policy_step, signed(action.amount as i64)),
        PolicyType::SimpleScaling => (t.policy_simple, signed(action.amount as i64)),
    };
    let idle = (a.state != AlarmState::Alarm || a.is_at_rest).then_some("");
    view! {
        <g
            class="chain-box"
            data-tone="decision"
            data-idle=idle
            data-opens=""
            on:click=move |_| open_policy(shell, Some(of))
        >
            <rect x=x y=y width=POLICY_W height=ROW_H rx="8"></rect>
            <text class="chain-text" x=x + 12.0 y=y + 20.5>{name}</text>
            <text class="chain-amount" x=x + POLICY_W - 12.0 y=y + 20.5>{amount}</text>
        </g>
    }
    .into_any()
}

/// The two thin lines that close the loop: what the group measures, and what comes back to it.
pub fn feedback(shell: Shell) -> AnyView {
    let d = move || {
        let group = shell.board.structure.with(first_group);
        shell.ui.layout.with(|l| {
            let (Some(area), Some(group)) = (l.chain, group) else {
                return String::new();
            };
            let frame = l.node(group);
            let (a, b) = (area.x + METRIC_W / 2.0, area.right() - GROUP_W / 2.0);
            let (low, top) = (frame.bottom(), area.y + TOP);
            let (out, back) = gates(frame);
            let bend = area.y - 4.0;
            let line = |from: f64, to: f64, y0: f64, y1: f64| {
                let r = if to > from { 8.0 } else { -8.0 };
                let v = if y1 > y0 { 8.0 } else { -8.0 };
                format!(
                    "M{from:.1} {y0:.1}V{:.1}q0 {v} {r} {v}H{:.1}q{r} 0 {r} {v}V{y1:.1}",
                    bend - v,
                    to - r
                )
            };
            format!("{}{}", line(out, a, low, top), line(b, back, top, low))
        })
    };
    // The arrows say which way: the measure goes down, the decision comes back up.
    let heads = move || {
        let group = shell.board.structure.with(first_group);
        shell.ui.layout.with(|l| {
            let (Some(area), Some(group)) = (l.chain, group) else {
                return String::new();
            };
            let frame = l.node(group);
            let (a, back) = (area.x + METRIC_W / 2.0, gates(frame).1);
            let (low, top) = (frame.bottom() + 1.0, area.y + TOP - 1.0);
            format!("M{a:.1} {top:.1}l-4.5 -7h9zM{back:.1} {low:.1}l-4.5 7h9z")
        })
    };
    view! {
        <path class="feedback" d=d></path>
        <path class="feedback-head" d=dynamic(heads)></path>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{Statistic, Unit};
    use swell_core::kinds::{instance, target_group};
    use swell_core::rules::alarm::ComparisonOperator;

    fn alarm(id: u32, metric: Followed, is_scale_in: bool) -> AlarmView {
        AlarmView {
            id: AlarmId(id),
            of: NodeId(1),
            name: String::new(),
            metric,
            state: AlarmState::Ok,
            comparison: ComparisonOperator::GreaterThanThreshold,
            statistic: Statistic::Average,
            is_at_rest: false,
            threshold: 0.0,
            unit: Unit::None,
            period_s: 60,
            needed: 1,
            window: Vec::new(),
            newest: None,
            next: 0,
            is_scale_in,
            action: None,
        }
    }

    #[test]
    fn two_policies_of_two_metrics_have_rows_of_their_own() {
        let (cpu, requests) = (
            Some(instance::metrics::CPU_UTILIZATION),
            Some(target_group::metrics::REQUEST_COUNT_PER_TARGET),
        );
        // As the mirror sorts them: all that scale out, then all that scale in.
        let all = [
            alarm(1, cpu, false),
            alarm(2, requests, false),
            alarm(3, cpu, true),
            alarm(4, requests, true),
        ];
        let rows: Vec<u32> = rows_of(&all, Some(NodeId(1)))
            .iter()
            .map(|(a, _)| a.0)
            .collect();
        assert_eq!(rows, [1, 3, 2, 4]);
        assert!(rows_of(&all, Some(NodeId(2))).is_empty());
    }

    #[test]
    fn every_metric_keeps_a_row_when_there_are_too_many() {
        let metrics = [
            Some(instance::metrics::CPU_UTILIZATION),
            Some(target_group::metrics::REQUEST_COUNT_PER_TARGET),
            Some(instance::metrics::NETWORK_IN),
            Some(instance::metrics::NETWORK_OUT),
        ];
        let pairs = metrics.iter().enumerate().flat_map(|(n, m)| {
            let n = n as u32 * 2;
            [alarm(n, *m, false), alarm(n + 1, *m, true)]
        });
        let all: Vec<AlarmView> = pairs.collect();
        let rows = rows_of(&all, Some(NodeId(1)));
        let shown: Vec<Followed> = rows.iter().map(|(_, m)| *m).collect();
        assert_eq!(shown, metrics);
        assert!(
            rows.iter().all(|(id, _)| id.0 % 2 == 0),
            "scale-out comes first"
        );
    }
}
