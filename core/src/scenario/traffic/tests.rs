use super::*;
use crate::world::trace::Trace;
use alloc::{format, string::ToString, vec};

const ELB: &str = include_str!("../../../../tests/fixtures/traffic/elb_request_count.csv");
const ASG: &str = include_str!("../../../../tests/fixtures/traffic/asg_anomaly.csv");
const CONSOLE: &str = include_str!("../../../../tests/fixtures/traffic/cloudwatch_console.csv");
const STATISTICS: &str =
    include_str!("../../../../tests/fixtures/traffic/get_metric_statistics.txt");

fn read(text: &str) -> Traffic {
    parse(text, &Choice::default()).unwrap()
}

fn points(text: &str) -> Vec<(f64, f64)> {
    read(text).points
}

fn problems(text: &str) -> Vec<(u32, u32, TrafficProblem)> {
    let errors = parse(text, &Choice::default()).unwrap_err();
    errors
        .into_iter()
        .map(|e| (e.line, e.column, e.problem))
        .collect()
}

#[test]
fn seconds_and_rates_are_taken_as_they_are() {
    assert_eq!(
        points("0,10\n7,100\n607,10\n"),
        [(0.0, 10.0), (7.0, 100.0), (607.0, 10.0)]
    );
    assert_eq!(
        points("seconds,rps\n60,10\n120,20\n"),
        [(60.0, 10.0), (120.0, 20.0)]
    );
    assert_eq!(read("0,10\n").points, [(0.0, 10.0)]);
    assert_eq!(read("0,10\n7,100\n607,10\n").end_s, 1207.0);
}

#[test]
fn counts_are_divided_by_the_interval() {
    let traffic = read(ELB);
    assert_eq!(traffic.form, ValueForm::Count);
    assert_eq!(traffic.start.as_deref(), Some("2014-04-10T10:59:00"));
    let six = traffic.points.iter().find(|p| p.0 == 1800.0).unwrap();
    // 11:29 counts 6 and is followed by a gap: one period of 300 s, not the ten minutes to the next row.
    assert_eq!(six.1, 6.0 / 300.0);
    assert!(traffic.notices.contains(&TrafficNotice::Gap {
        line: 8,
        at_s: 1800.0,
        length_s: 600.0,
        usual_s: 300.0
    }));
    assert!(traffic.notices.contains(&TrafficNotice::ZoneAssumedUtc));
}

#[test]
fn a_regular_file_has_no_gap_and_ends_one_interval_later() {
    let traffic = read(ASG);
    assert_eq!(traffic.points.len(), 10);
    assert_eq!(traffic.end_s, 3000.0);
    assert!(
        !traffic
            .notices
            .iter()
            .any(|n| matches!(n, TrafficNotice::Gap { .. }))
    );
    let rates = parse(
        ASG,
        &Choice {
            form: ValueForm::Rate,
            ..Choice::default()
        },
    )
    .unwrap();
    assert_eq!(rates.points[0], (0.0, 33.5573));
}

#[test]
fn irregular_intervals_divide_by_the_time_to_the_next_row() {
    let text = "t,count\n2026-03-02T09:00Z,60\n2026-03-02T09:01Z,60\n2026-03-02T09:03Z,60\n2026-03-02T09:08Z,60";
    assert_eq!(
        points(text),
        [(0.0, 1.0), (60.0, 0.5), (180.0, 0.2), (480.0, 0.2)]
    );
}

#[test]
fn the_console_export_is_read_past_its_header() {
    let traffic = read(CONSOLE);
    assert_eq!(traffic.points, [(0.0, 10.0), (60.0, 100.0), (180.0, 11.0)]);
    assert_eq!(
        traffic.notices,
        [
            TrafficNotice::HeaderSkipped { lines: 6 },
            TrafficNotice::ColumnsIgnored {
                line: 7,
                used: 2,
                ignored: 1
            },
            TrafficNotice::ValueMissing { line: 9, count: 1 },
            TrafficNotice::ZoneAssumedUtc,
            TrafficNotice::CountsDivided { usual_s: 60.0 },
        ]
    );
}

#[test]
fn statistics_of_the_cli_are_sorted_and_said_to_be() {
    let traffic = read(STATISTICS);
    assert_eq!(traffic.points, [(0.0, 10.0), (60.0, 15.0), (120.0, 20.0)]);
    assert_eq!(traffic.start.as_deref(), Some("2026-03-02T09:00:00Z"));
    assert!(traffic.notices.contains(&TrafficNotice::Sorted));
    let rates = STATISTICS.replace("\tCount", "\tCount/Second");
    assert_eq!(points(&rates)[0], (0.0, 600.0));
}

#[test]
fn every_way_to_write_a_time_gives_the_same_trace() {
    let expected = [(0.0, 1.0), (60.0, 2.0)];
    for (a, b) in [
        ("2026-03-02 09:00:00", "2026-03-02 09:01:00"),
        ("2026-03-02T09:00:00Z", "2026-03-02T09:01:00Z"),
        ("2026-03-02T09:00:00+09:00", "2026-03-02T00:01:00Z"),
        ("2026-03-02T09:00:00.000+0900", "2026-03-02T09:01+09"),
        ("2026/03/02 9:00", "2026/03/02 9:01"),
        ("1772442000", "1772442060"),
        ("1772442000000", "1772442060000"),
        ("\"2026-03-02 09:00:00 UTC\"", "\"2026-03-02 09:01:00 UTC\""),
    ] {
        assert_eq!(points(&format!("{a},60\n{b},120\n")), expected, "{a}");
        assert_eq!(points(&format!("{a}\t60\r\n{b}\t120\r\n")), expected, "{a}");
    }
    assert_eq!(
        read("1772442000,60\n1772442060,120").start.as_deref(),
        Some("2026-03-02T09:00:00Z")
    );
}

#[test]
fn separators_decimal_commas_bom_quotes_blanks_and_comments_are_fine() {
    let expected = [(0.0, 1.5), (60.5, 1234.5)];
    for text in [
        "\u{feff}seconds;rps\r\n0;1,5\r\n\r\n60,5;1234,5\r\n",
        "seconds;rps\n0;1,5\n60,5;1.234,5\n",
        "# surge\nseconds\trps\n0\t1.5\n\n  # later\n60.5\t1234.5",
        "\"seconds\",\"rps\"\n\"0\",\"1.5\"\n\"60.5\",\"1,234.5\"\n",
        " 0 , 1.5 \r 60.5 , 1.2345e3 \r",
        "rps,,x\n0,1.5,\n60.5,1234.5,\n,,\n",
    ] {
        assert_eq!(points(text), expected, "{text}");
    }
}

#[test]
fn all_errors_come_with_line_and_column() {
    let text = "seconds,rps\n0,10\n5,abc\nsoon,10\n7\n8,-1\n6,1\n9,\"1";
    let found = |text: &str| text.to_string();
    assert_eq!(
        problems(text),
        [
            (
                3,
                3,
                TrafficProblem::NotANumber {
                    found: found("abc")
                }
            ),
            (
                4,
                1,
                TrafficProblem::NotATime {
                    found: found("soon")
                }
            ),
            (5, 2, TrafficProblem::ColumnMissing { cell: 2 }),
            (6, 3, TrafficProblem::Negative { found: found("-1") }),
            (8, 3, TrafficProblem::QuoteNotClosed),
        ]
    );
    assert_eq!(
        problems("0,1\n5,1\n4,1\n2026-03-02T09:00Z,5"),
        [
            (3, 1, TrafficProblem::TimeWentBack { found: found("4") }),
            (
                4,
                1,
                TrafficProblem::TimeFormChanged {
                    found: found("2026-03-02T09:00Z")
                }
            ),
        ]
    );
    let many = format!("0,1\n{}", "x,1\n".repeat(500));
    assert_eq!(problems(&many).len(), ERRORS_MAX);
}

#[test]
fn every_bad_row_is_told_whichever_comes_first() {
    let not_a_time = |found: &str| TrafficProblem::NotATime {
        found: found.to_string(),
    };
    let not_a_number = |found: &str| TrafficProblem::NotANumber {
        found: found.to_string(),
    };
    let negative = |found: &str| TrafficProblem::Negative {
        found: found.to_string(),
    };
    let missing = TrafficProblem::ColumnMissing { cell: 2 };
    let rows = [
        ("soon,10", 1, not_a_time("soon")),
        ("5,abc", 3, not_a_number("abc")),
        ("6,-1", 3, negative("-1")),
        ("7", 2, missing),
        ("later,x", 1, not_a_time("later")),
    ];
    // Each of them first, with a header and without, before good rows and alone.
    for first in 0..rows.len() {
        for (header, good) in [
            ("seconds,rps\n", "9,1\n"),
            ("seconds,rps\n", ""),
            ("", "9,1\n"),
        ] {
            let mut text = String::from(header);
            let mut expected = Vec::new();
            for n in 0..rows.len() {
                let (row, column, problem) = &rows[(first + n) % rows.len()];
                let line = n as u32 + 1 + u32::from(!header.is_empty());
                text.push_str(row);
                text.push('\n');
                // Text over text on the first line is what a header looks like.
                let is_header = header.is_empty() && *row == "later,x" && n == 0;
                if !is_header {
                    expected.push((line, *column, problem.clone()));
                }
            }
            text.push_str(good);
            assert_eq!(problems(&text), expected, "{text:?}");
        }
    }
}

#[test]
fn bad_rows_of_any_separator_and_of_dates_are_told() {
    let lines = |text: &str| -> Vec<(u32, u32)> {
        problems(text).into_iter().map(|p| (p.0, p.1)).collect()
    };
    assert_eq!(
        lines("seconds;rps\nsoon;1\n5;x\n6\n"),
        [(2, 1), (3, 3), (4, 2)]
    );
    assert_eq!(
        lines("timestamp,count\n2026-13-02T09:00Z,5\n2026-03-02T09:00Z,x\n2026-03-02T09:01Z,y\n"),
        [(2, 1), (3, 19), (4, 19)]
    );
    // A bad date on the first line of a file without a header is no header.
    assert_eq!(
        lines("2026-13-02 09:00,5\n2026-03-02 09:01,5\n2026-03-02 09:02,5\n"),
        [(1, 1)]
    );
    let console = CONSOLE.replace("2026/03/02 09:00:00", "2026/03/32 09:00:00");
    assert_eq!(lines(&console), [(7, 1)]);
}

#[test]
fn what_cannot_be_traffic_is_refused() {
    for text in ["", "\n\n", "a,b\n", "0,\n5,\n", "# nothing"] {
        assert!(
            matches!(problems(text)[0].2, TrafficProblem::NoRows),
            "{text:?}"
        );
    }
    assert_eq!(
        problems("2026-03-02T09:00Z,5"),
        [(1, 1, TrafficProblem::IntervalUnknown)]
    );
    let rows = "0,1\n".repeat(ROWS_MAX + 1);
    assert_eq!(
        problems(&rows)[0].2,
        TrafficProblem::TooManyRows { rows_max: ROWS_MAX }
    );
    let bytes = "#".repeat(BYTES_MAX + 1);
    assert_eq!(
        problems(&bytes)[0].2,
        TrafficProblem::TooManyBytes {
            bytes_max: BYTES_MAX
        }
    );
    for date in [
        "2026-02-29 00:00",
        "2026-13-01 00:00",
        "2026-01-01 24:00",
        "2026-01-01T00:00+9",
    ] {
        assert!(
            parse(&format!("0,1\n{date},1"), &Choice::default()).is_err(),
            "{date}"
        );
    }
}

#[test]
fn the_last_of_several_rows_with_one_time_counts() {
    let traffic = read("0,10\n7,10\n7,100\n");
    assert_eq!(traffic.points, [(0.0, 10.0), (7.0, 100.0)]);
    assert!(
        traffic
            .notices
            .contains(&TrafficNotice::DuplicateTime { line: 3, count: 1 })
    );
}

#[test]
fn no_text_at_all_makes_the_reader_panic() {
    let words = [
        "0",
        "7",
        "1e308",
        "-",
        ",",
        ",",
        ",",
        ";",
        "\t",
        "\n",
        "\n",
        "\r",
        "\"",
        "\"\"",
        "#",
        " ",
        "2014-04-10",
        "T",
        "00:04:00",
        "+09:00",
        "Z",
        "NaN",
        "é",
        "한",
        "\u{feff}",
        "999999999999999",
        ".",
        "e",
        "value",
        "rps",
        "/",
        ":",
    ];
    let mut state = 7_u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..(state >> 60) * 3 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(words[(state >> 33) as usize % words.len()]);
        }
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        if let Ok(traffic) = parse(&text, &Choice::default()) {
            let trace = to_trace(&traffic);
            assert!(
                traffic
                    .points
                    .iter()
                    .all(|p| p.0 >= 0.0 && p.1 >= 0.0 && p.1.is_finite()),
                "{text:?}"
            );
            assert!(check(&trace).is_empty(), "{text:?}");
        }
    }
}

#[test]
fn a_document_keeps_the_shorter_form() {
    let kept = |points: &[(f64, f64)]| {
        to_trace(&Traffic {
            points: points.to_vec(),
            end_s: 0.0,
            start: None,
            form: ValueForm::Rate,
            notices: vec![],
        })
    };
    let steps = [(0.0, 94.0 / 300.0), (300.0, 0.5), (600.0, 2.0)];
    assert_eq!(
        kept(&steps),
        Trace::Regular {
            step_s: 300.0,
            rps: vec![0.3133, 0.5, 2.0]
        }
    );
    let surge = [(0.0, 10.0), (7.0, 100.0), (607.0, 10.0)];
    assert_eq!(
        kept(&surge),
        Trace::Points {
            points: surge.to_vec()
        }
    );
    let close = [(0.0, 1.0), (5.0, 2.0), (5.000_01, 3.0)];
    assert_eq!(
        kept(&close),
        Trace::Points {
            points: vec![(0.0, 1.0), (5.0, 3.0)]
        }
    );
    let flat: Vec<(f64, f64)> = (0..100)
        .map(|i| (f64::from(i), if i < 50 { 1.0 } else { 2.0 }))
        .collect();
    assert_eq!(
        kept(&flat),
        Trace::Points {
            points: vec![(0.0, 1.0), (50.0, 2.0)]
        }
    );
}

#[test]
fn traces_survive_the_document_and_bad_ones_are_named() {
    let trace = to_trace(&read(ELB));
    assert!(check(&trace).is_empty());
    let json = serde_json::to_string(&trace).unwrap();
    assert_eq!(serde_json::from_str::<Trace>(&json).unwrap(), trace);
    let points = vec![(0.0, 1.0), (5.0, -1.0), (5.0, 2.0)];
    assert_eq!(
        check(&Trace::Points { points }),
        [
            TraceProblem::RateInvalid { index: 1 },
            TraceProblem::TimeOutOfOrder { index: 2 }
        ]
    );
    let (step_s, rps) = (0.0, vec![]);
    assert_eq!(
        check(&Trace::Regular { step_s, rps }),
        [TraceProblem::Empty, TraceProblem::StepNotPositive]
    );
}
