//! What an alarm watches, by namespace, dimensions and statistic. Nothing is filled in: an alarm
//! that does not say what it watches, or says it by an expression, is no alarm of CPU.

use super::{Actions, Alarm, Gathered, ImportNotice, Params, fields, matching, text};
use serde_json::Value;
use swell_core::rules::alarm::{ComparisonOperator, Statistic};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Watched {
    Metric {
        /// Empty where the text has none.
        namespace: String,
        name: String,
        /// Names and values.
        dimensions: Vec<(String, String)>,
    },
    /// It cannot be said in the terms of one metric and one threshold; `metric` is what to name.
    Other { metric: String, why: LeftOut },
}

/// Why an alarm is not taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// No part of the board publishes it.
    NotOnBoard,
    /// Several parts could be meant.
    Ambiguous,
    /// Its group was left out.
    GroupLeftOut,
    MetricMath,
    AnomalyBand,
    /// A statistic other than the usual ones and percentiles, such as a trimmed mean.
    Statistic,
    NoMetric,
}

impl Watched {
    pub fn dimension(&self, name: &str) -> Option<&str> {
        let Self::Metric { dimensions, .. } = self else {
            return None;
        };
        let found = dimensions.iter().find(|d| d.0 == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn has_no_dimensions(&self) -> bool {
        matches!(self, Self::Metric { dimensions, .. } if dimensions.is_empty())
    }

    /// As people name it: `AWS/SQS ApproximateNumberOfMessagesVisible (QueueName jobs)`.
    pub fn label(&self) -> String {
        match self {
            Self::Other { metric, .. } => metric.clone(),
            Self::Metric {
                namespace,
                name,
                dimensions,
            } => {
                let of: Vec<String> = dimensions.iter().map(|(n, v)| format!("{n} {v}")).collect();
                let of = match of.is_empty() {
                    true => String::new(),
                    false => format!(" ({})", of.join(", ")),
                };
                format!("{namespace} {name}{of}").trim_start().to_owned()
            }
        }
    }
}

impl Gathered {
    pub(super) fn alarm(&mut self, path: &str, mut object: Params) {
        let name = text(&object, "AlarmName");
        if let Some(alarm) = name.clone().filter(|n| n.starts_with("TargetTracking-")) {
            self.cleaner
                .notices
                .push(ImportNotice::TrackingAlarmSkipped { alarm });
            return;
        }
        let arns = |names: &[&str]| -> Vec<String> {
            let lists = names
                .iter()
                .filter_map(|name| object.get(*name)?.as_array());
            let arns = lists.flatten().filter_map(Value::as_str);
            arns.map(str::to_owned).collect()
        };
        let actions = Actions {
            alarm: arns(&["AlarmActions"]),
            other: arns(&["OKActions", "InsufficientDataActions"]),
        };
        flatten(&mut object);
        let watched = watched(&object);
        let mut all = actions.alarm.iter().chain(&actions.other);
        let of_action = || all.find_map(|arn| matching::group_name(arn));
        let group = watched.dimension("AutoScalingGroupName").or_else(of_action);
        let group = group.map(str::to_owned);
        let mut params = self.cleaner.object(path, object, &fields::ALARM);
        // What it watches is said by the part that it will belong to.
        for gone in ["Namespace", "Dimensions", "Unit", "Metrics"] {
            params.remove(gone);
        }
        if let Some(statistic) = params.remove("ExtendedStatistic") {
            params.insert("Statistic".to_owned(), statistic);
        }
        let alarm = Alarm {
            name,
            group,
            watched,
            params,
            policies: Vec::new(),
        };
        self.alarms.push((alarm, actions));
    }
}

/// A list of a single metric says no more than the plain form, so it becomes that.
fn flatten(object: &mut Params) {
    let only = match object
        .get("Metrics")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    {
        Some([only]) => only.get("MetricStat").cloned(),
        _ => None,
    };
    let Some(only) = only else { return };
    object.remove("Metrics");
    let mut put = |name: &str, value: Option<&Value>| {
        if let Some(value) = value {
            object.insert(name.to_owned(), value.clone());
        }
    };
    let metric = only.get("Metric");
    for name in ["Namespace", "MetricName", "Dimensions"] {
        put(name, metric.and_then(|m| m.get(name)));
    }
    put("Period", only.get("Period"));
    put("Statistic", only.get("Stat"));
}

fn watched(object: &Params) -> Watched {
    let other = |metric: String, why| Watched::Other { metric, why };
    let metrics = object.get("Metrics").and_then(Value::as_array);
    let metrics = metrics.map(Vec::as_slice).unwrap_or_default();
    let expressions = metrics.iter().filter_map(|m| m.get("Expression")?.as_str());
    let expression = expressions.collect::<Vec<_>>().join("; ");
    let operator = text(object, "ComparisonOperator");
    let is_usual = |o: &String| ComparisonOperator::WORDS.contains(&o.as_str());
    let is_band = object.contains_key("ThresholdMetricId")
        || expression.contains("ANOMALY_DETECTION_BAND")
        || operator.as_ref().is_some_and(|o| !is_usual(o));
    if is_band {
        let metric = named(metrics).or_else(|| text(object, "MetricName"));
        return other(metric.unwrap_or(expression), LeftOut::AnomalyBand);
    }
    if !metrics.is_empty() {
        let parts = named(metrics);
        let whole = match (expression.is_empty(), parts) {
            (true, Some(parts)) => parts,
            (_, None) => expression,
            (false, Some(parts)) => format!("{expression}: {parts}"),
        };
        return other(whole, LeftOut::MetricMath);
    }
    let statistic = text(object, "ExtendedStatistic").or_else(|| text(object, "Statistic"));
    let Some(name) = text(object, "MetricName") else {
        return other(String::new(), LeftOut::NoMetric);
    };
    if let Some(statistic) = statistic.filter(|s| Statistic::parse(s).is_none()) {
        return other(format!("{statistic} {name}"), LeftOut::Statistic);
    }
    let dimensions = object.get("Dimensions").and_then(Value::as_array);
    let pair = |d: &Value| {
        let field = |name: &str| Some(d.get(name)?.as_str()?.to_owned());
        Some((field("Name")?, field("Value")?))
    };
    Watched::Metric {
        namespace: text(object, "Namespace").unwrap_or_default(),
        name,
        dimensions: dimensions.into_iter().flatten().filter_map(pair).collect(),
    }
}

/// The metrics of a list by name, if any has one.
fn named(metrics: &[Value]) -> Option<String> {
    let name = |m: &Value| {
        let name = m.pointer("/MetricStat/Metric/MetricName")?.as_str()?;
        Some(name.to_owned())
    };
    let names: Vec<String> = metrics.iter().filter_map(name).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
