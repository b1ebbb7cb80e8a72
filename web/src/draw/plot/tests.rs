use super::policy::step_range;
use super::table::ROWS_MAX;
use super::*;

const MINUTES: Sampling = Sampling {
    start_s: 0.0,
    step_s: 60.0,
};

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
    let lines = [HIGH];
    let chart = policy(&lines, &[]);
    let (svg, geometry) = (policy_chart(&chart), chart.geometry());
    let metric = points(&svg, "metric");
    let at = |t_s: f64, value: f64| (geometry.time.px(t_s), geometry.value.px(value));
    assert_eq!(metric[..2], [at(0.0, 40.0), at(60.0, 80.0)]);
    let threshold = points(&svg, "high");
    let y = geometry.value.px(70.0);
    assert_eq!(
        threshold,
        [(geometry.time.px_from, y), (geometry.time.px_to, y)]
    );
    assert!(svg.contains(r#"stroke-dasharray="6 4""#));
    assert!((geometry.value.value(f64::from(y)) - 70.0).abs() < 1.5);
}

#[test]
fn labels_stand_at_the_end_or_inside_a_narrow_chart() {
    let lines = [HIGH];
    let wide = policy_chart(&policy(&lines, &[]));
    assert!(wide.contains("CPU %</text>") && wide.contains("70</text>"));
    let narrow = PolicyChart {
        size: Size {
            width: 320,
            height: 160,
        },
        ..policy(&lines, &[])
    };
    let svg = policy_chart(&narrow);
    assert!(svg.contains("70</text>") && !svg.contains("CPU %</text>"));
    assert!(narrow.geometry().time.px_to <= 312);
}

#[test]
fn the_clock_stands_below_at_round_times() {
    let svg = policy_chart(&policy(&[], &[]));
    assert!(svg.contains("+00:05:00</text>") && svg.contains("+00:10:00</text>"));
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
            let chart = PolicyChart {
                size: Size { width, height },
                window: Window { from_s, to_s },
                metric: &[f64::NAN, f64::INFINITY, -5.0, 1e300],
                ..policy(&[HIGH], &[])
            };
            let svg = policy_chart(&chart);
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
    assert_eq!(value.dragged(70.0, y, y - 14.4, 1.0), 80.0);
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
