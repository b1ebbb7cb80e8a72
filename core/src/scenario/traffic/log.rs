//! Logs of web servers and load generators: every line is a request at its time.

use super::TrafficNotice;
use super::layout::{Shape, content_lines};
use super::meaning::Meaning;
use super::moment::{self, Moment};
use super::rates::{Gathered, Row};
use alloc::{string::String, vec::Vec};

/// Lines that decide whether it is a log.
const SAMPLE_LINES_MAX: usize = 20;

/// The requests of a log; `None` for anything else. Lines of another form are left out and said.
pub(super) fn read(text: &str) -> Option<Gathered> {
    let form = Codec::of(text)?;
    let mut rows = Vec::new();
    let mut skipped: Option<(u32, u32)> = None;
    let mut is_zoned = false;
    let mut zone = None;
    for (line, content) in content_lines(text) {
        match form.time(content) {
            Some(Moment::Unix { ms, offset_s }) => {
                is_zoned |= offset_s.is_some();
                zone = zone.or(offset_s);
                let (at, value) = (ms as f64, Some(1.0));
                rows.push(Row {
                    line,
                    at,
                    value,
                    series: 0,
                });
            }
            _ => {
                let (first, count) = skipped.unwrap_or((line, 0));
                skipped = Some((first, count + 1));
            }
        }
    }
    let skipped = skipped.map(|(line, count)| TrafficNotice::LinesSkipped { line, count });
    Some(Gathered {
        rows,
        names: Vec::new(),
        are_metrics: false,
        shape: Shape::Requests,
        is_dated: true,
        is_zoned,
        offset_s: zone,
        meaning: Meaning::Count,
        name: String::new(),
        notices: skipped.into_iter().collect(),
    })
}

/// Where the time stands in a line.
enum Codec {
    /// nginx, Apache: `[02/Mar/2026:09:00:00 +0900]`, anywhere.
    Bracketed,
    /// Load balancers of AWS: an ISO time among the first two words, a request in quotes later.
    Balancer,
    /// Gatling: `REQUEST`, then the first time among the cells.
    Gatling,
    /// W3C (CloudFront, IIS): date and time in the columns that `#Fields:` names, the first two where that
    /// line was cut off.
    Fields { date: usize, time: usize },
}

/// Without the line that names the columns a request is known by one of these.
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

impl Codec {
    fn of(text: &str) -> Option<Self> {
        let fields = text
            .lines()
            .take(SAMPLE_LINES_MAX)
            .find_map(|l| l.strip_prefix("#Fields:"));
        if let Some(fields) = fields {
            let place = |name: &str| fields.split_whitespace().position(|field| field == name);
            let (date, time) = (place("date")?, place("time")?);
            return Some(Self::Fields { date, time });
        }
        let lines: Vec<&str> = content_lines(text)
            .take(SAMPLE_LINES_MAX)
            .map(|(_, l)| l)
            .collect();
        let cut_off = Self::Fields { date: 0, time: 1 };
        let mut forms = [Self::Bracketed, Self::Balancer, Self::Gatling, cut_off].into_iter();
        forms.find(|form| {
            let is_w3c = matches!(form, Self::Fields { .. });
            let is_request =
                |line: &str| line.split_whitespace().any(|word| METHODS.contains(&word));
            let found = lines
                .iter()
                .filter(|line| form.time(line).is_some() && (!is_w3c || is_request(line)))
                .count();
            // Gatling writes lines about its users as well.
            let least = if matches!(form, Self::Gatling) {
                1
            } else {
                lines.len() / 2 + 1
            };
            found >= least.max(1)
        })
    }

    fn time(&self, line: &str) -> Option<Moment> {
        match self {
            Self::Bracketed => {
                let (_, rest) = line.split_once('[')?;
                moment::clf(rest.split_once(']')?.0)
            }
            Self::Balancer => {
                let is_request = line.contains("\"") && line.contains("HTTP/");
                let mut words = line.split_whitespace().take(2);
                let time = words.find_map(|word| moment::iso(word).filter(|_| word.contains('T')));
                time.filter(|_| is_request)
            }
            Self::Gatling => {
                let cells = line.strip_prefix("REQUEST\t")?.split('\t');
                let mut times = cells.filter_map(|cell| moment::of_number(cell.parse().ok()?));
                times.find(|time| matches!(time, Moment::Unix { .. }))
            }
            Self::Fields { date, time } => {
                let mut words = line.split_whitespace();
                let (date, time) = (words.clone().nth(*date)?, words.nth(*time)?);
                // Both forms of log are in UTC.
                moment::iso(&alloc::format!("{date}T{time}Z"))
            }
        }
    }
}
