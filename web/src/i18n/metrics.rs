//! Metrics and statistics in words: those of the fields' choices, without AWS's name behind them.

use super::{Lang, en, ko};
use crate::geometry::decimal::decimal;
use crate::vocabulary::{KindId, Metric, Statistic};

impl Lang {
    /// A metric; `None` is one that no part publishes.
    pub fn metric(self, metric: Option<Metric>) -> &'static str {
        let Some(metric) = metric else {
            return match self {
                Self::Ko => "사용자 지정 지표",
                Self::En => "Custom metric",
            };
        };
        let words = match self {
            Self::Ko => ko::kinds::alarm::metric_name(metric.name()),
            Self::En => en::kinds::alarm::metric_name(metric.name()),
        };
        let mut kinds = KindId::ALL.iter();
        let own = kinds.find_map(|kind| match self {
            _ if !kind.metrics().contains(&metric) => None,
            Self::Ko => ko::kinds::vital(Some(*kind), metric.name()),
            Self::En => en::kinds::vital(Some(*kind), metric.name()),
        });
        let words = words.or(own).unwrap_or(metric.name());
        words.split_once(" (").map_or(words, |(word, _)| word)
    }

    /// What is compared with a threshold: a metric by its statistic.
    pub fn measure(self, metric: Option<Metric>, statistic: Statistic) -> String {
        let (ko, en) = match statistic {
            Statistic::Average => ("평균", "average"),
            Statistic::Sum => ("합계", "sum"),
            Statistic::Minimum => ("최솟값", "minimum"),
            Statistic::Maximum => ("최댓값", "maximum"),
            Statistic::SampleCount => ("표본 수", "sample count"),
            Statistic::Percentile(p) => {
                return format!("{} p{}", self.metric(metric), decimal(p, 2));
            }
        };
        let word = match self {
            Self::Ko => ko,
            Self::En => en,
        };
        format!("{} {word}", self.metric(metric))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use swell_core::kinds::target_group;

    #[test]
    fn every_metric_has_a_word_of_its_own_in_both_languages() {
        for lang in Lang::ALL {
            let metrics: BTreeSet<Metric> = Metric::all().collect();
            let words: BTreeSet<&str> = metrics.iter().map(|m| lang.metric(Some(*m))).collect();
            assert!(words.iter().all(|w| !w.is_empty() && !w.contains('(')));
            assert!(metrics.iter().all(|m| lang.metric(Some(*m)) != m.name()));
            assert_eq!(words.len(), metrics.len(), "{words:?}");
        }
        let p95 = Statistic::Percentile(95.0);
        let measured = Lang::En.measure(Some(target_group::metrics::TARGET_RESPONSE_TIME), p95);
        assert_eq!(measured, "Target response time p95");
    }
}
