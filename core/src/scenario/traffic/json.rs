//! Metrics as JSON: CloudWatch by the CLI, Prometheus, Datadog, Artillery, k6.

use super::TrafficProblem;
use super::layout::Shape;
use super::meaning::{self, Meaning};
use super::moment::{self, Moment};
use super::rates::{Gathered, Row};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde_json::Value;

/// Statistics that CloudWatch can give, the ones that count first.
const STATISTICS: [&str; 5] = ["Sum", "SampleCount", "Average", "Maximum", "Minimum"];

/// Whether a JSON text holds metrics over time, rather than a board or a list of resources.
pub(super) fn is_metrics(text: &str) -> bool {
    values(text).is_ok_and(|values| gather(&values).is_some())
}

/// The series of a JSON text. Errors: not JSON, or none that is known here.
pub(super) fn read(text: &str) -> Result<Gathered, (u32, u32, TrafficProblem)> {
    let values = values(text).map_err(|error| {
        let place = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let problem = TrafficProblem::NotJson;
        (place(error.line()), place(error.column()), problem)
    })?;
    match gather(&values) {
        Some(found) => found.map_err(|problem| (1, 1, problem)),
        None => Err((1, 1, TrafficProblem::JsonUnknown)),
    }
}

/// One value, or one in each line.
fn values(text: &str) -> Result<Vec<Value>, serde_json::Error> {
    serde_json::Deserializer::from_str(text)
        .into_iter()
        .collect()
}

/// What is to be read: points of one series, in any order.
struct Series<'a> {
    name: String,
    meaning: Meaning,
    points: Vec<(&'a Value, Option<f64>)>,
}

type Found = Result<Gathered, TrafficProblem>;

/// `None` for JSON of another kind.
fn gather(values: &[Value]) -> Option<Found> {
    let first = values.first()?;
    if let Some(points) = list(first, "Datapoints") {
        return Some(statistics(first, points));
    }
    // What `--query Datapoints` and `--query MetricDataResults` leave of the two.
    if let Some(points) = first
        .as_array()
        .filter(|points| points.iter().any(is_datapoint))
    {
        return Some(statistics(first, points));
    }
    if let Some(results) = first
        .as_array()
        .filter(|all| all.iter().any(is_metric_data))
    {
        return Some(gathered(
            results.iter().filter_map(metric_data),
            Shape::Intervals,
        ));
    }
    if is_metric_data(first) {
        return Some(gathered(metric_data(first).into_iter(), Shape::Intervals));
    }
    if let Some(results) = list(first, "MetricDataResults") {
        return Some(gathered(
            results.iter().filter_map(metric_data),
            Shape::Intervals,
        ));
    }
    if let Some(results) = first.get("data").and_then(|data| list(data, "result")) {
        return Some(gathered(
            results.iter().filter_map(prometheus),
            Shape::Intervals,
        ));
    }
    let is_datadog = |series: &&Vec<Value>| series.iter().any(|one| one.get("pointlist").is_some());
    if let Some(series) = list(first, "series").filter(is_datadog) {
        return Some(gathered(
            series.iter().filter_map(datadog),
            Shape::Intervals,
        ));
    }
    if let Some(periods) = list(first, "intermediate") {
        return Some(gathered([artillery(periods)].into_iter(), Shape::Intervals));
    }
    let is_k6 =
        |value: &Value| text(value, "type") == Some("Point") && value.get("metric").is_some();
    if values.iter().any(is_k6) {
        return Some(gathered([k6(values)].into_iter(), Shape::Requests));
    }
    None
}

fn list<'a>(value: &'a Value, key: &str) -> Option<&'a Vec<Value>> {
    value.get(key)?.as_array()
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str()
}

/// A number, or one in a text.
fn number(value: &Value) -> Option<f64> {
    let number = value.as_f64().or_else(|| value.as_str()?.parse().ok());
    number.filter(|number| number.is_finite())
}

fn is_datapoint(value: &Value) -> bool {
    value.get("Timestamp").is_some() && STATISTICS.iter().any(|name| value.get(name).is_some())
}

fn is_metric_data(value: &Value) -> bool {
    list(value, "Timestamps").is_some() && list(value, "Values").is_some()
}

/// `aws cloudwatch get-metric-statistics`
fn statistics(whole: &Value, points: &[Value]) -> Found {
    let label = text(whole, "Label").unwrap_or("").to_string();
    let has = |key: &&&str| points.iter().any(|point| point.get(**key).is_some());
    let statistic = STATISTICS.iter().find(has).copied().unwrap_or("Sum");
    let unit = points
        .iter()
        .find_map(|point| text(point, "Unit"))
        .unwrap_or("");
    // CloudWatch counts whatever a metric is of, in a period or a second.
    let meaning = match meaning::of(&label) {
        Meaning::Unknown if unit.starts_with("Count") => Meaning::Unknown,
        named => named.with_unit(meaning::of_unit(unit)),
    };
    if meaning == Meaning::Count && !["Sum", "SampleCount"].contains(&statistic) {
        let (name, statistic) = (label, statistic.to_string());
        return Err(TrafficProblem::NeedsSum { name, statistic });
    }
    let of = |point| value_of(point, "Timestamp", statistic);
    let points = points.iter().filter_map(of).collect();
    gathered(
        [Series {
            name: label,
            meaning,
            points,
        }]
        .into_iter(),
        Shape::Intervals,
    )
}

fn value_of<'a>(point: &'a Value, time: &str, value: &str) -> Option<(&'a Value, Option<f64>)> {
    Some((point.get(time)?, point.get(value).and_then(number)))
}

/// One result of `aws cloudwatch get-metric-data`.
fn metric_data(result: &Value) -> Option<Series<'_>> {
    let (times, values) = (list(result, "Timestamps")?, list(result, "Values")?);
    let name = text(result, "Label")
        .or_else(|| text(result, "Id"))
        .unwrap_or("");
    let points = times.iter().zip(values.iter().map(number)).collect();
    Some(Series {
        name: name.into(),
        meaning: Meaning::Neutral,
        points,
    })
}

/// One result of a range query. What has lost its name has been through a function such as `rate`.
fn prometheus(result: &Value) -> Option<Series<'_>> {
    let labels = result.get("metric")?.as_object()?;
    let metric = labels.get("__name__").and_then(Value::as_str);
    let texts = labels.values().filter_map(Value::as_str);
    let name = texts.collect::<Vec<_>>().join(" ");
    let pair = |point: &'_ Value| -> Option<Option<f64>> { Some(number(point.get(1)?)) };
    let points = list(result, "values")?.iter();
    let points = points
        .filter_map(|point| Some((point.get(0)?, pair(point)?)))
        .collect();
    let meaning = metric.map_or(Meaning::Rate { unit_s: 1 }, meaning::of);
    Some(Series {
        name,
        meaning,
        points,
    })
}

/// One series of Datadog's query.
fn datadog(series: &Value) -> Option<Series<'_>> {
    let metric = text(series, "metric")
        .or_else(|| text(series, "display_name"))
        .unwrap_or("");
    let per = series
        .get("unit")
        .and_then(|unit| text(unit.get(1)?, "name"));
    let meaning = match per {
        Some("second") => Meaning::Rate { unit_s: 1 },
        Some("minute") => Meaning::Rate { unit_s: 60 },
        _ => meaning::of(metric),
    };
    let points = list(series, "pointlist")?.iter();
    let points = points
        .filter_map(|point| Some((point.get(0)?, number(point.get(1)?))))
        .collect();
    let name = text(series, "scope")
        .or_else(|| text(series, "expression"))
        .unwrap_or(metric);
    Some(Series {
        name: name.into(),
        meaning,
        points,
    })
}

/// The report of Artillery: what it counted in each period.
fn artillery(periods: &[Value]) -> Series<'_> {
    let of = |period: &'_ Value| {
        let counters = period.get("counters");
        let requests = counters.and_then(|counters| number(counters.get("http.requests")?));
        requests.or(Some(0.0))
    };
    let points = periods
        .iter()
        .filter_map(|period| Some((period.get("period")?, of(period))));
    Series {
        name: "http.requests".into(),
        meaning: Meaning::Count,
        points: points.collect(),
    }
}

/// The points of k6, one for each request.
fn k6(values: &[Value]) -> Series<'_> {
    let is_request = |value: &&Value| {
        text(value, "type") == Some("Point") && text(value, "metric") == Some("http_reqs")
    };
    let data = values
        .iter()
        .filter(is_request)
        .filter_map(|value| value.get("data"));
    let points = data
        .filter_map(|data| value_of(data, "time", "value"))
        .collect();
    Series {
        name: "http_reqs".into(),
        meaning: Meaning::Count,
        points,
    }
}

/// The rows of several series. What they are is said by all of them alike, or by their names.
fn gathered<'a>(all: impl Iterator<Item = Series<'a>>, shape: Shape) -> Found {
    let mut found = Gathered {
        rows: Vec::new(),
        names: Vec::new(),
        are_metrics: false,
        shape,
        is_dated: true,
        is_zoned: false,
        offset_s: None,
        meaning: Meaning::Neutral,
        name: String::new(),
        notices: Vec::new(),
    };
    for (ix, series) in all.enumerate() {
        if ix == 0 {
            found.meaning = series.meaning;
            found.name.clone_from(&series.name);
        } else if found.meaning != series.meaning {
            found.meaning = Meaning::Neutral;
        }
        for (time, value) in series.points {
            found.push(time, value, ix as u32)?;
        }
        found.names.push(series.name);
    }
    if found.rows.iter().all(|row| row.value.is_none()) {
        return Err(TrafficProblem::NoRows);
    }
    Ok(found)
}

impl Gathered {
    fn push(
        &mut self,
        time: &Value,
        value: Option<f64>,
        series: u32,
    ) -> Result<(), TrafficProblem> {
        let moment = match time {
            Value::String(time) => moment::parse(time, ','),
            time => time.as_f64().and_then(moment::of_number),
        };
        let not_a_time = || TrafficProblem::NotATime {
            found: time.to_string(),
        };
        let Some(Moment::Unix { ms, offset_s }) = moment else {
            return Err(not_a_time());
        };
        if let Some(found) = value.filter(|value| *value < 0.0) {
            return Err(TrafficProblem::Negative {
                found: found.to_string(),
            });
        }
        self.is_zoned |= offset_s.is_some();
        self.offset_s = self.offset_s.or(offset_s);
        let value = value.map(|value| value + 0.0);
        // JSON is not made of lines.
        let (line, at) = (0, ms as f64);
        self.rows.push(Row {
            line,
            at,
            value,
            series,
        });
        Ok(())
    }
}
