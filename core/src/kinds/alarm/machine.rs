//! One CloudWatch alarm at work: a window of datapoints, M of N, and the state they make (spec 9.3).
//! Used by alarm parts and by the two alarms of every target tracking policy.

use crate::base::id::PartId;
use crate::base::time::{Instant, Span};
use crate::control::{ControlCtx, Timer};
use crate::rules::alarm::{
    AlarmState, ComparisonOperator, Judgement, Statistic, TreatMissingData, breaches, evaluate,
    evaluation_range,
};
use crate::world::log::{AlarmKey, AlarmRole, EntryId, What};
use crate::world::published::{Published, Source};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Windows longer than this are cut: a day of minutes.
const WINDOW_MAX: u32 = 1_440;

/// How often an alarm that stays in ALARM repeats its Auto Scaling actions.
/// Basis: documented - CloudWatch User Guide, "Using Amazon CloudWatch alarms".
const REPEAT: Span = Span::from_s(60);

/// What an alarm looks at.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Watch {
    /// `None`: a metric that nobody publishes.
    pub source: Option<Source>,
    pub statistic: Statistic,
    pub period: Span,
    pub evaluation_periods: u32,
    pub datapoints_to_alarm: u32,
    pub threshold: f64,
    pub operator: ComparisonOperator,
    pub treat: TreatMissingData,
    /// Of the policies that it invokes one takes capacity away, one adds some.
    pub scales_in: bool,
    pub scales_out: bool,
    /// The group that they act on.
    pub group: Option<PartId>,
}

/// One box of the alarm's window.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slot {
    pub end: Instant,
    pub value: Option<f64>,
    pub is_breaching: Option<bool>,
    pub contributors: u32,
}

impl Slot {
    /// One without a datapoint.
    pub const fn empty(end: Instant) -> Self {
        Self {
            end,
            value: None,
            is_breaching: None,
            contributors: 0,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AlarmMachine {
    pub state: AlarmState,
    /// What the last evaluation counted.
    pub judged: Judgement,
    pub since: Instant,
    /// The evaluation range, oldest first, as of the last evaluation.
    pub slots: Vec<Slot>,
    /// What it watched when it was last started or evaluated.
    pub watch: Option<Watch>,
    /// Log entry of the last change of state.
    pub entry: Option<EntryId>,
    pub next_evaluation: Instant,
    /// In ALARM: when the actions are due again.
    next_action: Instant,
}

impl AlarmMachine {
    /// Whether the newest datapoint that there is lies on the breaching side.
    pub fn is_breaching_now(&self) -> bool {
        let newest = self.slots.iter().rev().find_map(|s| s.is_breaching);
        newest == Some(true)
    }

    /// Plans the next evaluation: when a period's datapoint becomes available next. After an edit
    /// that may be the datapoint of a period which is over already.
    pub fn start(&mut self, watch: &Watch, timer: impl Timer, cx: &mut ControlCtx<'_>) {
        self.watch = Some(*watch);
        let delay = cx.control.metric_delay;
        // One that is due at this very instant has not been looked at: edits come first.
        let seen = cx.now().us().saturating_sub(delay.us().saturating_add(1));
        let end = cx
            .control
            .calendar
            .next_boundary(Instant::from_us(seen), watch.period);
        self.plan(end + delay, timer, cx);
    }

    fn plan(&mut self, at: Instant, timer: impl Timer, cx: &mut ControlCtx<'_>) {
        self.next_evaluation = at;
        cx.set(timer, at);
    }

    /// One evaluation; plans the next. Returns whether the state is ALARM now.
    pub fn run(
        &mut self,
        watch: &Watch,
        role: AlarmRole,
        timer: impl Timer,
        cx: &mut ControlCtx<'_>,
    ) -> bool {
        self.watch = Some(*watch);
        let end = cx.now() + watch.period;
        let delay = cx.control.metric_delay;
        self.plan(end, timer, cx);
        let newest_end = Instant::from_us(cx.now().us().saturating_sub(delay.us()));
        self.look(watch, newest_end, &cx.control.published);
        let window: Vec<Option<bool>> = self.slots.iter().map(|s| s.is_breaching).collect();
        let (n, m) = (watch.evaluation_periods, watch.datapoints_to_alarm);
        let judged = evaluate(&window, n, m, watch.treat, self.state);
        self.judged = judged;
        let to = judged.state;
        if to != self.state {
            let from = core::mem::replace(&mut self.state, to);
            self.since = cx.now();
            self.next_action = cx.now();
            let breaching = || self.window(n).filter(|s| s.is_breaching == Some(true));
            let slot = match to {
                AlarmState::Alarm => self.evidence(watch.treat),
                _ => self.newest(),
            };
            let what = What::AlarmChanged {
                alarm: AlarmKey {
                    part: cx.my_id(),
                    role,
                },
                from,
                to,
                metric_name: watch.source.map(|s| s.1),
                operator: watch.operator,
                scales_in: watch.scales_in,
                value: slot.and_then(|s| s.value),
                threshold: watch.threshold,
                breaching: judged.breaching,
                missing_as_breaching: judged.missing_as_breaching,
                is_premature: judged.is_premature,
                datapoints_to_alarm: m,
                evaluation_periods: n,
                breaching_from: breaching().last().map(|s| s.end),
                breaching_to: breaching().next().map(|s| s.end),
            };
            self.entry = Some(cx.log(what, None));
        }
        self.state == AlarmState::Alarm
    }

    /// Times of the actions from this evaluation to before the next: when the alarm enters ALARM,
    /// and every minute while it stays.
    pub fn actions(&mut self, now: Instant, period: Span) -> Vec<Instant> {
        let mut times = Vec::new();
        self.next_action = self.next_action.max(now);
        while self.next_action < now + period {
            times.push(self.next_action);
            self.next_action = self.next_action + REPEAT;
        }
        times
    }

    /// Fills the window with the datapoints of the range that ends at `newest_end`.
    fn look(&mut self, watch: &Watch, newest_end: Instant, published: &Published) {
        let range = u64::from(evaluation_range(watch.evaluation_periods).min(WINDOW_MAX));
        self.slots.clear();
        for back in (0..range).rev() {
            let Some(end) = newest_end.us().checked_sub(back * watch.period.us()) else {
                self.slots.push(Slot::empty(Instant::ZERO));
                continue;
            };
            let end = Instant::from_us(end);
            let found = watch
                .source
                .and_then(|s| published.period(s, end, watch.period));
            self.slots.push(match found {
                None => Slot::empty(end),
                Some(datapoint) => {
                    let value = datapoint.value(watch.statistic);
                    let is_breaching = breaches(watch.operator, watch.threshold, value);
                    Slot {
                        end,
                        value: Some(value),
                        is_breaching: Some(is_breaching),
                        contributors: datapoint.contributors,
                    }
                }
            });
        }
    }

    /// The newest slot with a datapoint.
    pub fn newest(&self) -> Option<&Slot> {
        self.slots.iter().rev().find(|s| s.value.is_some())
    }

    /// The newest N slots with a datapoint, wherever in the range they lie, newest first.
    fn window(&self, n: u32) -> impl Iterator<Item = &Slot> {
        let real = self.slots.iter().rev().filter(|s| s.value.is_some());
        real.take(n as usize)
    }

    /// The datapoint that made the alarm go off; `None` where what is missing did.
    pub fn evidence(&self, treat: TreatMissingData) -> Option<&Slot> {
        let is_gap = self.slots.last().is_none_or(|s| s.value.is_none());
        let is_missing_bad = is_gap && treat == TreatMissingData::Breaching;
        let newest = self.newest();
        newest.filter(|s| !is_missing_bad || s.is_breaching == Some(true))
    }

    /// Breaching datapoints among the newest N.
    pub fn breaching(&self, n: u32) -> u32 {
        let breaches = |s: &&Slot| s.is_breaching == Some(true);
        self.window(n).filter(breaches).count() as u32
    }
}
