use super::policy::step_range;
use super::table::ROWS_MAX;
use super::*;

const WORDS: TimelineWords<'_> = TimelineWords {
    requests: "requests/s",
    failed: "failed",
    metric: "CPU %",
    desired: "desired",
    in_service: "in service",
    healthy: "healthy",
};

const MINUTES: Sampling = Sampling {
    start_s: 0.0,
    step_s: 60.0,
};

/// The lunch rush: ten times the users, one request in five refused, two servers become four.
fn rush<'a>(thresholds: &'a [Threshold<'a>], marks: &'a [Mark<'a>]) -> Timeline<'a> {
    Timeline {
        id: "t",
        size: Size {
            width: 800,
            height: 200,
        },
        window: Window {
            from_s: 0.0,
            to_s: 600.0,
        },
        sampling: MINUTES,
        sent: &[
            10.0, 100.0, 100.0, 100.0, 100.0, 100.0, 10.0, 10.0, 10.0, 10.0,
        ],
        failed: &[0.0, 20.0, 20.0, 20.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        metric: &[
            25.0, 100.0, 100.0, 100.0, 62.5, 62.5, 6.25, 6.25, 6.25, 6.25,
        ],
        metric_max: Some(100.0),
        thresholds,
        desired: &[2.0, 2.0, 2.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0],
        in_service: &[2.0, 2.0, 2.0, 2.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0],
        healthy: &[2.0, 2.0, 2.0, 2.0, 2.0, 4.0, 4.0, 4.0, 4.0, 4.0],
        marks,
        words: WORDS,
    }
}

const HIGH: Threshold<'_> = Threshold {
    value: 70.0,
    kind: ThresholdKind::High,
    label: "70",
};

/// The points of the first polyline or polygon of a class.
fn points(svg: &str, class: &str) -> Vec<(i32, i32)> {
    let element = svg
        .split_once(&format!(r#"class="{class}" points=""#))
        .expect(class)
        .1;
    let list = element.split_once('"').unwrap().0;
    let number = |text: &str| text.parse::<i32>().unwrap();
    list.split_whitespace()
        .map(|p| p.split_once(',').unwrap())
        .map(|(x, y)| (number(x), number(y)))
        .collect()
}

#[test]
fn lines_lie_where_the_geometry_says() {
    let thresholds = [HIGH];
    let chart = rush(&thresholds, &[]);
    let (svg, geometry) = (timeline(&chart), chart.geometry());
    let metric = points(&svg, "metric");
    assert_eq!(metric[0], (geometry.time.px(0.0), geometry.metric.px(25.0)));
    assert_eq!(
        metric[1],
        (geometry.time.px(60.0), geometry.metric.px(100.0))
    );
    let threshold = points(&svg, "high");
    let y = geometry.metric.px(70.0);
    assert_eq!(
        threshold,
        [(geometry.time.px_from, y), (geometry.time.px_to, y)]
    );
    assert!(svg.contains(r#"stroke-dasharray="6 4""#));
    // The metric at 100 touches the lane's upper end, the threshold lies 30 % below it.
    assert_eq!(metric[1].1, geometry.metric.px_to);
    assert!((geometry.metric.value(f64::from(y)) - 70.0).abs() < 1.5);
}

#[test]
fn capacity_rises_in_steps() {
    let chart = rush(&[], &[]);
    let (svg, geometry) = (timeline(&chart), chart.geometry());
    let x = |t_s: f64| geometry.time.px(t_s);
    let y = |n: f64| geometry.capacity.px(n);
    let corners = [
        (x(0.0), y(2.0)),
        (x(180.0), y(2.0)),
        (x(180.0), y(4.0)),
        (x(600.0), y(4.0)),
    ];
    assert_eq!(points(&svg, "desired"), corners);
    assert_eq!(points(&svg, "healthy")[1], (x(300.0), y(2.0)));
}

#[test]
fn failures_are_hatched_only_where_there_are_some() {
    let chart = rush(&[], &[]);
    let (svg, geometry) = (timeline(&chart), chart.geometry());
    let area = points(&svg, "failed-area");
    let (from, to) = (geometry.time.px(60.0), geometry.time.px(240.0));
    assert!(area.iter().all(|p| (from..=to).contains(&p.0)), "{area:?}");
    assert_eq!(svg.matches(r#"class="failed-area""#).count(), 1);
    assert!(svg.contains(r#"fill="url(#t-hatch)""#));
    let calm = Timeline {
        failed: &[0.0; 10],
        ..chart
    };
    assert!(!timeline(&calm).contains("hatch"));
}

#[test]
fn marks_stand_at_their_times() {
    let mark = |t_s, kind, label| Mark { t_s, kind, label };
    let marks = [
        mark(150.0, MarkKind::Alarm, ""),
        mark(180.0, MarkKind::Decision, "+2"),
        mark(181.0, MarkKind::Decision, "+9"),
        mark(30.0, MarkKind::Edit, ""),
        mark(9_999.0, MarkKind::Decision, "+7"),
    ];
    let chart = rush(&[], &marks);
    let (svg, geometry) = (timeline(&chart), chart.geometry());
    assert_eq!(points(&svg, "decision")[0].0, geometry.time.px(180.0));
    assert_eq!(points(&svg, "alarm")[2].0, geometry.time.px(150.0));
    assert!(svg.contains("+2</text>"));
    assert!(!svg.contains("+9</text>") && !svg.contains("+7</text>"));
}

#[test]
fn labels_stand_at_the_end_or_inside_a_narrow_chart() {
    let thresholds = [HIGH];
    let wide = timeline(&rush(&thresholds, &[]));
    for word in [
        "requests/s",
        "failed",
        "CPU %",
        "desired",
        "in service",
        "healthy",
        "70",
    ] {
        assert!(wide.contains(&format!("{word}</text>")), "{word}");
    }
    let narrow = Timeline {
        size: Size {
            width: 320,
            height: 160,
        },
        ..rush(&thresholds, &[])
    };
    let svg = timeline(&narrow);
    assert!(svg.contains("CPU %</text>") && !svg.contains("in service</text>"));
    assert!(narrow.geometry().time.px_to <= 312);
}

#[test]
fn the_clock_stands_below_at_round_times() {
    let svg = timeline(&rush(&[], &[]));
    assert!(svg.contains("+00:02:00</text>") && svg.contains("+00:10:00</text>"));
}

#[test]
fn the_table_is_the_same_in_numbers() {
    let marks = [Mark {
        t_s: 180.0,
        kind: MarkKind::Decision,
        label: "+2",
    }];
    let table = rush(&[], &marks).table();
    assert_eq!(table.header.len(), 7);
    assert_eq!(table.rows.len(), 10);
    assert_eq!(
        table.rows[3],
        [180.0, 100.0, 20.0, 100.0, 4.0, 2.0, 2.0].map(Some)
    );
    let summary = table.summary;
    assert_eq!(
        (summary.sent_max, summary.metric_max),
        (Some(100.0), Some(100.0))
    );
    assert!((summary.failed_share.unwrap() - 60.0 / 550.0).abs() < 1e-12);
    assert_eq!(
        (summary.desired_first, summary.desired_last),
        (Some(2.0), Some(4.0))
    );
    assert_eq!((summary.decisions, summary.alarms), (1, 0));
}

#[test]
fn strange_input_still_gives_a_picture() {
    let sizes = [(0, 0), (1, 1), (40, 10), (4_000, 20)];
    for (width, height) in sizes {
        for (from_s, to_s) in [
            (0.0, 0.0),
            (10.0, -10.0),
            (f64::NAN, f64::INFINITY),
            (0.0, 1e12),
        ] {
            let chart = Timeline {
                size: Size { width, height },
                window: Window { from_s, to_s },
                metric: &[f64::NAN, f64::INFINITY, -5.0, 1e300],
                ..rush(&[HIGH], &[])
            };
            let svg = timeline(&chart);
            assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"));
            assert!(!svg.contains("NaN"));
            assert!(chart.table().rows.len() <= ROWS_MAX);
        }
    }
}

fn policy<'a>(lines: &'a [Threshold<'a>], bands: &'a [Band<'a>]) -> PolicyChart<'a> {
    PolicyChart {
        id: "p",
        size: Size {
            width: 480,
            height: 166,
        },
        window: Window {
            from_s: 0.0,
            to_s: 600.0,
        },
        sampling: MINUTES,
        metric: &[40.0, 80.0, 80.0, 40.0],
        metric_max: Some(100.0),
        metric_label: "CPU %",
        lines,
        bands,
    }
}

#[test]
fn step_bands_lie_above_the_threshold() {
    let lines = [
        HIGH,
        Threshold {
            value: 30.0,
            kind: ThresholdKind::Low,
            label: "30",
        },
    ];
    let (from, to) = step_range(70.0, Some(0.0), Some(20.0));
    let (top_from, top_to) = step_range(70.0, Some(20.0), None);
    let bands = [
        Band {
            from,
            to,
            kind: BandKind::Out,
            label: "+1",
        },
        Band {
            from: top_from,
            to: top_to,
            kind: BandKind::Out,
            label: "+2",
        },
        Band {
            from: 30.0,
            to: 70.0,
            kind: BandKind::Dead,
            label: "",
        },
        Band {
            from: f64::NEG_INFINITY,
            to: 30.0,
            kind: BandKind::In,
            label: "-1",
        },
    ];
    let chart = policy(&lines, &bands);
    let (svg, value) = (policy_chart(&chart), chart.geometry().value);
    assert_eq!((value.px_from, value.px_to), (150, 6));
    let y = |v: f64| value.px(v);
    let rect = |class: &str, top: i32, height: i32| {
        let x = chart.geometry().time.px_from;
        let start = format!(r#"<rect class="{class}" x="{x}" y="{top}" width=""#);
        let found = svg
            .split_once(&start)
            .unwrap_or_else(|| panic!("{start} in {svg}"))
            .1;
        assert!(
            found
                .split_once(r#"height=""#)
                .unwrap()
                .1
                .starts_with(&format!("{height}\""))
        );
    };
    rect("step-out", y(90.0), y(70.0) - y(90.0));
    rect("step-out", y(100.0), y(90.0) - y(100.0));
    rect("dead-band", y(70.0), y(30.0) - y(70.0));
    rect("step-in", y(30.0), y(0.0) - y(30.0));
    for label in ["+1", "+2", "-1", "70", "30"] {
        assert!(svg.contains(&format!("{label}</text>")), "{label}");
    }
    assert!(svg.contains(r#"class="low""#) && svg.contains(r#"stroke-dasharray="2 4""#));
}

#[test]
fn a_dragged_line_reads_its_value_back() {
    let lines = [HIGH];
    let chart = policy(&lines, &[]);
    let value = chart.geometry().value;
    let y = f64::from(value.px(70.0));
    assert_eq!(chart.line_at(y + 5.0, 16.0), Some(0));
    assert_eq!(chart.line_at(y + 50.0, 16.0), None);
    assert_eq!(value.dragged(70.0, y, y - 14.4, 1.0), 80.0);
    let half_way = f64::from(value.px_from + value.px_to) / 2.0;
    assert_eq!(value.value_in_steps(half_way, 1.0), 50.0);
}

#[test]
fn without_a_natural_end_a_line_has_room_to_rise() {
    let lines = [Threshold {
        value: 1_000.0,
        kind: ThresholdKind::Target,
        label: "1000",
    }];
    let chart = PolicyChart {
        metric_max: None,
        metric: &[500.0],
        ..policy(&lines, &[])
    };
    assert_eq!(chart.geometry().value.to, 1_500.0);
    // One lone sample is a dot, or nobody would see it.
    assert!(policy_chart(&chart).contains(r#"<circle class="metric""#));
    let table = policy(&[HIGH], &[]).table();
    assert_eq!(table.summary.share_above, Some(0.5));
    assert_eq!(
        (table.summary.last, table.summary.max),
        (Some(40.0), Some(80.0))
    );
}

#[test]
fn latency_has_two_lines_and_their_names() {
    let chart = Latency {
        id: "l",
        size: Size {
            width: 600,
            height: 120,
        },
        window: Window {
            from_s: 0.0,
            to_s: 240.0,
        },
        sampling: MINUTES,
        p50: &[50.0, 60.0, f64::NAN, 55.0],
        p95: &[150.0, 900.0, f64::NAN, 180.0],
        p50_label: "p50",
        p95_label: "p95",
    };
    let (svg, geometry) = (latency(&chart), chart.geometry());
    assert_eq!(geometry.value.to, 1_000.0);
    let x = |t_s: f64| geometry.time.px(t_s);
    assert_eq!(
        points(&svg, "p95"),
        [
            (x(0.0), geometry.value.px(150.0)),
            (x(60.0), geometry.value.px(900.0))
        ]
    );
    assert!(svg.contains("p50</text>") && svg.contains("p95</text>"));
    let table = chart.table();
    assert_eq!(table.rows[2], [Some(120.0), None, None]);
    assert_eq!(table.summary.p95_max, Some(900.0));
}
