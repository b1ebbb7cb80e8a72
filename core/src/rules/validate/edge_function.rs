//! Code at the edge: at which events it may run, and how long.

use super::{Code, Fault, Faults};
use crate::base::time::Span;
use crate::rules::edge_function::{Event, Runtime, time_max};
use alloc::vec::Vec;

/// A function of a cache behaviour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EdgeFunction {
    pub runtime: Runtime,
    pub event: Event,
    pub takes: Span,
    /// The place of its behaviour. `None`: no behaviour has its pattern.
    pub behavior: Option<usize>,
}

impl EdgeFunction {
    /// All faults. `others`: functions before it.
    /// Basis: documented - CF guide, "Restrictions on edge functions".
    pub fn check(&self, others: &[Self]) -> Vec<Fault> {
        let mut faults = Faults::default();
        let max = time_max(self.runtime, self.event);
        let mut others = others.iter();
        let is_same = |other: &Self| (other.behavior, other.event) == (self.behavior, self.event);
        let is_there = self.behavior.is_some();
        faults.when(!is_there, Code::CfFunctionBehavior, "PathPattern");
        faults.when(max.is_none(), Code::CfFunctionEvent, "EventType");
        let is_twice = is_there && others.any(is_same);
        faults.when(is_twice, Code::CfFunctionDup, "EventType");
        let is_too_long = max.is_some_and(|max| self.takes > max);
        faults.when(is_too_long, Code::CfFunctionTime, "function_ms");
        faults.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(runtime: Runtime, event: Event, ms: u64) -> EdgeFunction {
        EdgeFunction {
            runtime,
            event,
            takes: Span::from_ms(ms),
            behavior: Some(0),
        }
    }

    fn codes(function: EdgeFunction, others: &[EdgeFunction]) -> Vec<Code> {
        let faults = function.check(others).into_iter();
        faults.map(|fault| fault.code).collect()
    }

    #[test]
    fn events_and_times_of_each_runtime() {
        let (small, lambda) = (Runtime::Functions, Runtime::Lambda);
        for (runtime, event, ms, expected) in [
            (small, Event::ViewerRequest, 1, None),
            (small, Event::ViewerRequest, 2, Some(Code::CfFunctionTime)),
            (small, Event::OriginRequest, 1, Some(Code::CfFunctionEvent)),
            (lambda, Event::OriginRequest, 30_000, None),
            (
                lambda,
                Event::ViewerResponse,
                5_001,
                Some(Code::CfFunctionTime),
            ),
        ] {
            let found = codes(function(runtime, event, ms), &[]);
            assert_eq!(found, Vec::from_iter(expected), "{runtime:?} {event:?}");
        }
    }

    #[test]
    fn a_behaviour_has_one_function_at_an_event() {
        let one = function(Runtime::Lambda, Event::ViewerRequest, 1);
        let other = function(Runtime::Lambda, Event::OriginRequest, 1);
        assert_eq!(codes(one, &[other]), []);
        assert_eq!(codes(one, &[other, one]), [Code::CfFunctionDup]);
        let nowhere = EdgeFunction {
            behavior: None,
            ..one
        };
        assert_eq!(codes(nowhere, &[nowhere]), [Code::CfFunctionBehavior]);
    }
}
