//! Recorded traffic in the forms in which people have it: files of tools as they were found, each with the load that
//! it must give, or the words with which it must be refused.

use swell_core::scenario::traffic::{
    Choice, Meaning, Picked, Traffic, TrafficNotice, TrafficProblem, ValueForm, check,
    is_metrics_json, parse, to_trace,
};

fn fixture(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/traffic");
    std::fs::read_to_string(format!("{folder}/{name}")).expect(name)
}

fn read(text: &str) -> Traffic {
    let found = parse(text, &Choice::default());
    let traffic =
        found.unwrap_or_else(|errors| panic!("{errors:?} of {}", &text[..text.len().min(200)]));
    assert!(check(&to_trace(&traffic)).is_empty());
    traffic
}

fn refusal(text: &str) -> TrafficProblem {
    let errors = parse(text, &Choice::default()).expect_err(text);
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors.into_iter().next().expect("an error").problem
}

/// The rate at `t_s`, as the engine holds it.
fn at(traffic: &Traffic, t_s: f64) -> f64 {
    to_trace(traffic).at(t_s).expect("a rate").0
}

/// All requests until the end of the recording.
fn requests(traffic: &Traffic) -> f64 {
    let ends = traffic
        .points
        .iter()
        .skip(1)
        .map(|p| p.0)
        .chain([traffic.end_s]);
    let areas = traffic
        .points
        .iter()
        .zip(ends)
        .map(|(p, end)| p.1 * (end - p.0));
    areas.sum()
}

/// Ten requests a second for five minutes, then twenty.
fn is_ten_then_twenty(traffic: &Traffic, step_at_s: f64) {
    assert!(
        (at(traffic, step_at_s - 1.0) - 10.0).abs() < 1e-9,
        "{:?}",
        traffic.points
    );
    assert!(
        (at(traffic, step_at_s) - 20.0).abs() < 1e-9,
        "{:?}",
        traffic.points
    );
}

#[test]
fn one_row_per_request_is_counted() {
    let minimal = read(&fixture("jmeter_minimal.csv"));
    assert_eq!(requests(&minimal), 4.0);
    assert_eq!(at(&minimal, 0.0), 2.0);
    let results = read(&fixture("jmeter_results.jtl"));
    assert_eq!(requests(&results), 39.0);
    assert_eq!(at(&results, 1.5), 10.0);
    assert!(results.notices.contains(&TrafficNotice::RequestsCounted {
        requests: 39,
        step_s: 1.0
    }));
    assert_eq!(results.start.as_deref(), Some("2026-03-02T09:00:00Z"));
}

/// Rows of these tools as they stand in public repositories and manuals; the second number is how many
/// requests they are, the third how many in the first second.
#[test]
fn logs_and_results_of_tools_are_counted() {
    let files = [
        (
            "JMeter, rows out of order",
            "timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,Latency,IdleTime,Connect\n\
             1499876018809,2384,ipify,200,OK,Thread Group 1-84,text,true,,220,129,2,2,2384,0,0\n\
             1499876021193,95,ipify,200,OK,Thread Group 1-84,text,true,,220,129,2,2,94,0,9\n\
             1499876021288,20,ipify,200,OK,Thread Group 1-84,text,true,,220,129,2,2,20,0,0\n\
             1499876021285,20,ipify,502,Bad Gateway,Thread Group 1-84,text,false,,220,129,2,2,20,0,0\n",
            4.0,
            1.0,
        ),
        (
            "k6 as CSV",
            "metric_name,timestamp,metric_value,check,error,error_code,expected_response,group,method,name,proto,scenario,service,status,subproto,tls_version,url,extra_tags\n\
             http_reqs,1641298536,1.000000,,,,true,,POST,https://httpbin.test.k6.io/post,HTTP/1.1,default,,200,,tls1.2,https://httpbin.test.k6.io/post,\n\
             http_req_duration,1641298536,114.365000,,,,true,,POST,https://httpbin.test.k6.io/post,HTTP/1.1,default,,200,,tls1.2,https://httpbin.test.k6.io/post,\n\
             http_req_blocked,1641298536,589.667000,,,,true,,POST,https://httpbin.test.k6.io/post,HTTP/1.1,default,,200,,tls1.2,https://httpbin.test.k6.io/post,\n\
             data_sent,1641298536,1234.000000,,,,,,,,,default,,,,,,\n\
             http_reqs,1641298536,1.000000,,,,true,,POST,https://httpbin.test.k6.io/post,HTTP/1.1,default,,200,,tls1.2,https://httpbin.test.k6.io/post,\n\
             http_reqs,1641298538,1.000000,,,,true,,POST,https://httpbin.test.k6.io/post,HTTP/1.1,default,,200,,tls1.2,https://httpbin.test.k6.io/post,\n\
             vus,1641298538,10.000000,,,,,,,,,,,,,,,\n",
            3.0,
            2.0,
        ),
        (
            "k6 as JSON",
            "{\"type\":\"Metric\",\"data\":{\"name\":\"http_reqs\",\"type\":\"counter\"},\"metric\":\"http_reqs\"}\n\
             {\"type\":\"Point\",\"metric\":\"http_reqs\",\"data\":{\"time\":\"2024-01-15T10:00:01.234Z\",\"value\":1,\"tags\":{\"method\":\"GET\"}}}\n\
             {\"type\":\"Point\",\"metric\":\"http_req_duration\",\"data\":{\"time\":\"2024-01-15T10:00:01.234Z\",\"value\":187.5,\"tags\":{\"method\":\"GET\"}}}\n\
             {\"type\":\"Point\",\"metric\":\"http_reqs\",\"data\":{\"time\":\"2024-01-15T10:00:02.235Z\",\"value\":1,\"tags\":{}}}\n",
            2.0,
            1.0,
        ),
        (
            "hey",
            "response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset\n\
             0.0500,0,0,0,0.05,0,200,0\n0.0600,0,0,0,0.06,0,200,0.05\n0.0400,0,0,0,0.04,0,200,1.11\n0.0400,0,0,0,0.04,0,200,0.11\n",
            4.0,
            3.0,
        ),
        (
            "ab -g",
            "starttime\tseconds\tctime\tdtime\tttime\twait\n\
             Wed Jul 29 18:39:46 2020\t1596019186\t3\t28\t31\t27\n\
             Wed Jul 29 18:39:47 2020\t1596019187\t2\t35\t37\t35\n\
             Wed Jul 29 18:39:43 2020\t1596019183\t1\t36\t37\t35\n\
             Wed Jul 29 18:39:43 2020\t1596019183\t5\t33\t38\t30\n\
             Wed Jul 29 18:39:43 2020\t1596019183\t1\t37\t38\t34\n\
             Wed Jul 29 18:39:45 2020\t1596019185\t1\t38\t39\t37\n",
            6.0,
            3.0,
        ),
        (
            "an Application Load Balancer's access log",
            "http 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.000 0.001 0.000 200 200 34 366 \"GET http://www.example.com:80/ HTTP/1.1\" \"curl/7.46.0\" - - arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067 \"Root=1-58337262-36d228ad5d99923122bbe354\" \"-\" \"-\" 0 2018-07-02T22:22:48.364000Z \"forward\" \"-\" \"-\" \"10.0.0.1:80\" \"200\" \"-\" \"-\"\n\
             https 2018-07-02T22:23:00.986641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 \"GET https://www.example.com:443/ HTTP/1.1\" \"curl/7.46.0\" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067 \"Root=1-58337281-1d84f3d73c47ec4e58577259\" \"www.example.com\" \"-\" 1 2018-07-02T22:22:48.364000Z \"authenticate,forward\" \"-\" \"-\" \"10.0.0.1:80\" \"200\" \"-\" \"-\"\n\
             h2 2018-07-02T22:23:02.186641Z app/my-loadbalancer/50dc6c495c0c9188 10.0.1.252:48160 10.0.0.66:9000 0.000 0.002 0.000 200 200 5 257 \"GET https://10.0.2.105:773/ HTTP/2.0\" \"curl/7.46.0\" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 - \"-\" \"-\" \"-\" 1 2018-07-02T22:22:48.364000Z \"redirect\" \"-\" \"-\" \"10.0.0.66:9000\" \"200\" \"-\" \"-\"\n",
            3.0,
            2.0,
        ),
        (
            "nginx, combined",
            "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326 \"http://www.example.com/start.html\" \"Mozilla/4.08 [en] (Win98; I ;Nav)\"\n\
             ::1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200 612 \"-\" \"curl/7.68.0\"\n\
             not a line of the log\n\
             127.0.0.1 - - [10/Oct/2000:13:55:39 -0700] \"GET /a,b;c HTTP/1.1\" 404 153 \"-\" \"curl/7.68.0\"\n",
            3.0,
            2.0,
        ),
        (
            "CloudFront",
            "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status\n\
             2019-12-04\t21:02:31\tLAX1\t392\t192.0.2.100\tGET\td111111abcdef8.cloudfront.net\t/index.html\t200\n\
             2019-12-04\t21:02:31\tLAX1\t392\t192.0.2.100\tGET\td111111abcdef8.cloudfront.net\t/index.html\t200\n\
             2019-12-04\t21:02:33\tLAX1\t392\t192.0.2.100\tGET\td111111abcdef8.cloudfront.net\t/index.html\t200\n",
            3.0,
            2.0,
        ),
        (
            "Gatling",
            "RUN\tcomputerdatabase.BasicSimulation\tbasicsimulation\t1587384000000\t \t3.3.1\n\
             USER\tUsers\t1\tSTART\t1587384000100\t1587384000100\n\
             REQUEST\t1\t\tHome\t1587384000123\t1587384000400\tOK\t \n\
             REQUEST\t1\t\tHome Redirect 1\t1587384000410\t1587384000500\tOK\t \n\
             REQUEST\t1\t\tSearch\t1587384001510\t1587384001700\tKO\t404\n",
            3.0,
            2.0,
        ),
    ];
    for (tool, text, total, first_second) in files {
        let traffic = read(text);
        let all = requests(&traffic);
        assert!(
            (all - total).abs() < 1e-9,
            "{tool}: {all} requests, {:?}",
            traffic.points
        );
        assert_eq!(
            at(&traffic, traffic.points[0].0),
            first_second,
            "{tool}: {:?}",
            traffic.points
        );
    }
}

/// JMeter writes a transaction after its requests, or in their place: either way each request counts once.
#[test]
fn a_transaction_of_jmeter_is_no_request_beside_its_own() {
    let head = "timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect\n";
    let request = |at: u64| {
        format!(
            "{at},104,GET /login,200,OK,Users 1-1,text,true,,468,231,10,10,http://127.0.0.1:8080/login,104,0,1\n"
        )
    };
    let transaction = |at: u64| {
        format!(
            "{at},221,Login,200,\"Number of samples in transaction : 2, number of failing samples : 0\",Users 1-1,,true,,1006,518,10,10,null,215,0,2\n"
        )
    };
    let at = 1_766_362_285_195;
    let both = [request(at), request(at + 110), transaction(at)].concat();
    let traffic = read(&format!("{head}{both}"));
    assert_eq!(requests(&traffic), 2.0);
    let said = TrafficNotice::TransactionsLeftOut { line: 4, count: 1 };
    assert!(traffic.notices.contains(&said), "{:?}", traffic.notices);
    let alone = [transaction(at), transaction(at + 300)].concat();
    assert_eq!(requests(&read(&format!("{head}{alone}"))), 4.0);
}

/// A day and its time of day in columns of their own, and a CloudFront log without the line that names its fields.
#[test]
fn a_day_and_its_time_of_day_may_stand_apart() {
    for (form, rows) in [
        (
            "Date,Time,Count",
            [
                "2024-03-01,09:00,600",
                "2024-03-01,09:01,1200",
                "2024-03-01,09:02,1200",
            ],
        ),
        (
            "Count,Time,Date",
            [
                "600,09:00:00,2024/03/01",
                "1200,09:01:00,2024/03/01",
                "1200,09:02:00,2024/03/01",
            ],
        ),
    ] {
        let traffic = read(&format!("{form}\n{}\n", rows.join("\n")));
        is_ten_then_twenty(&traffic, 60.0);
        assert_eq!(
            traffic.start.as_deref(),
            Some("2024-03-01T09:00:00"),
            "{form}"
        );
    }
    let hours =
        read("date,hour,requests\n2024-03-01,22,36000\n2024-03-01,23,36000\n2024-03-02,0,72000\n");
    is_ten_then_twenty(&hours, 7_200.0);
    // A length of time beside a day is none of its times, nor is a number without a name.
    let days =
        read("date,avg_duration,visits\n2024-03-01,00:03:12,864000\n2024-03-02,00:02:50,1728000\n");
    is_ten_then_twenty(&days, 86_400.0);
    let bad = refusal(
        "Date,Time,Count\n2024-03-01,09:00,600\n2024-03-01,noon,600\n2024-03-01,09:02,600\n",
    );
    assert_eq!(
        bad,
        TrafficProblem::NotATime {
            found: "noon".into()
        }
    );
    let line = |s: u32| {
        format!(
            "2019-12-04\t21:02:3{s}\tLAX1\t392\t192.0.2.100\tGET\td111111abcdef8.cloudfront.net\t/index.html\t200\t-\tMozilla/5.0%20(Windows)\t-\t-\tHit\n"
        )
    };
    let log = read(&[line(1), line(1), line(3)].concat());
    assert_eq!((requests(&log), at(&log, 0.0)), (3.0, 2.0));
    assert_eq!(log.start.as_deref(), Some("2019-12-04T21:02:31Z"));
}

#[test]
fn parts_of_one_total_are_added_and_a_total_is_taken_alone() {
    let full = read(&fixture("locust_full_history.csv"));
    let alone = read(&fixture("locust_stats_history.csv"));
    is_ten_then_twenty(&full, 60.0);
    assert_eq!(full.points, alone.points);
    let total = TrafficNotice::SeriesTotal {
        name: "Aggregated".into(),
    };
    assert!(full.notices.contains(&total), "{:?}", full.notices);
    // By its name, not by its place in the file.
    let text = fixture("locust_full_history.csv");
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].sort_by_key(|line| (line.split(',').next(), !line.contains("Aggregated")));
    assert_eq!(read(&lines.join("\n")).points, alone.points);

    let two = read(&fixture("grafana_two_series.csv"));
    assert!((at(&two, 0.0) - 10.1).abs() < 1e-9, "{:?}", two.points);
    let names = ["RequestCount app/shop", "RequestCount app/batch"]
        .map(String::from)
        .to_vec();
    assert!(
        two.notices.contains(&TrafficNotice::SeriesAdded { names }),
        "{:?}",
        two.notices
    );
    let minimal = read(&fixture("grafana_minimal.csv"));
    assert!(
        (at(&minimal, 0.0) - 10.1).abs() < 1e-9,
        "{:?}",
        minimal.points
    );
    for one in ["grafana_one_series.csv", "grafana_inspect_data.csv"] {
        is_ten_then_twenty(&read(&fixture(one)), 300.0);
    }
}

#[test]
fn one_of_several_series_can_be_chosen() {
    let choose = |series: Picked| {
        let choice = Choice {
            series,
            ..Choice::default()
        };
        parse(&fixture("grafana_minimal.csv"), &choice)
    };
    let only = choose(Picked::Only("batch".into())).expect("there is one");
    assert!((at(&only, 0.0) - 0.1).abs() < 1e-9);
    assert!(choose(Picked::Only("nobody".into())).is_err());
}

/// Different things under one roof are not added in silence.
#[test]
fn other_metrics_beside_the_requests_are_left_out_or_asked_about() {
    let rows = |series: &[(&str, f64)]| {
        let mut text = String::from("Series;Time;Value\n");
        for (name, value) in series {
            for minute in 0..3 {
                text += &format!("{name};2026-03-02T09:0{minute}:00Z;{value}\n");
            }
        }
        text
    };
    let mixed = read(&rows(&[
        ("RequestCount", 600.0),
        ("TargetResponseTime", 0.2),
        ("HTTPCode_Target_5XX_Count", 60.0),
    ]));
    assert_eq!(at(&mixed, 0.0), 10.0);
    let left = ["TargetResponseTime", "HTTPCode_Target_5XX_Count"]
        .map(String::from)
        .to_vec();
    assert!(
        mixed
            .notices
            .contains(&TrafficNotice::SeriesLeftOut { names: left }),
        "{:?}",
        mixed.notices
    );
    // All classes of status are all the requests.
    let statuses = [
        ("HTTPCode_Target_2XX_Count", 540.0),
        ("HTTPCode_Target_5XX_Count", 60.0),
    ];
    assert_eq!(at(&read(&rows(&statuses)), 0.0), 10.0);
    // A sum beside its parts, a rate beside counts, a name that says nothing: only the reader knows.
    for series in [
        [("RequestCount", 600.0), ("RequestCount app/shop", 540.0)],
        [
            ("RequestCount app/shop", 600.0),
            ("requests per second", 10.0),
        ],
        [("RequestCount app/shop", 600.0), ("batch", 6.0)],
    ] {
        let problem = refusal(&rows(&series));
        assert!(
            matches!(problem, TrafficProblem::SeveralSeries { .. }),
            "{problem:?}"
        );
    }
    let durations = refusal(&rows(&[
        ("TargetResponseTime p50", 0.1),
        ("TargetResponseTime p99", 0.9),
    ]));
    assert!(matches!(
        durations,
        TrafficProblem::NotRequests {
            meaning: Meaning::Duration,
            ..
        }
    ));
}

#[test]
fn metrics_as_json_are_traffic() {
    for name in ["get_metric_statistics.json", "get_metric_data.json"] {
        let text = fixture(name);
        assert!(is_metrics_json(&text), "{name}");
        let traffic = read(&text);
        is_ten_then_twenty(&traffic, 300.0);
        assert_eq!(
            traffic.start.as_deref(),
            Some("2026-03-02T09:00:00Z"),
            "{name}"
        );
    }
    let others = [
        (
            "Prometheus, a rate",
            r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1483953922,"10"],[1483953937,"20"]]}]}}"#,
        ),
        (
            "Prometheus, a counter",
            r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"http_requests_total","job":"api"},"values":[[1694532600,"14179793"],[1694532615,"14179943"],[1694532630,"14180243"],[1694532645,"14180543"],[1694532660,"14180843"],[1694532675,"14181143"]]}]}}"#,
        ),
        (
            "Datadog, counts",
            r#"{"status":"ok","series":[{"metric":"aws.applicationelb.request_count","scope":"*","unit":[{"family":"network","name":"request"},null],"pointlist":[[1772442000000.0,150.0],[1772442015000.0,300.0],[1772442030000.0,null]]}]}"#,
        ),
        (
            "Artillery",
            r#"{"aggregate":{"counters":{"http.requests":450}},"intermediate":[{"period":"1772442000000","counters":{"http.requests":150,"http.codes.200":150}},{"period":"1772442015000","counters":{"http.requests":300}}]}"#,
        ),
    ];
    for (what, text) in others {
        assert!(is_metrics_json(text), "{what}");
        let traffic = read(text);
        assert_eq!(
            (at(&traffic, 0.0), at(&traffic, 15.0)),
            (10.0, 20.0),
            "{what}: {:?}",
            traffic.points
        );
    }
    // What `--query` leaves of the CLI's answers.
    for text in [
        r#"[{"Timestamp":"2026-03-02T09:01:00Z","Sum":1200.0,"Unit":"Count"},{"Timestamp":"2026-03-02T09:00:00Z","Sum":600.0,"Unit":"Count"}]"#,
        r#"{"Label":"RequestCount","Timestamps":["2026-03-02T09:01:00Z","2026-03-02T09:00:00Z"],"Values":[1200,600]}"#,
        r#"[{"Label":"RequestCount","Timestamps":[1772442060,1772442000.0],"Values":[1200,600]}]"#,
    ] {
        assert!(is_metrics_json(text), "{text}");
        let traffic = read(text);
        assert_eq!(
            (at(&traffic, 0.0), at(&traffic, 60.0)),
            (10.0, 20.0),
            "{text}"
        );
    }
    let board = include_str!("../../core/scenarios/default.json");
    assert!(
        !is_metrics_json(board)
            && !is_metrics_json("{\"ScalingPolicies\": []}")
            && !is_metrics_json("{")
    );
    let average = r#"{"Label":"RequestCount","Datapoints":[{"Timestamp":"2026-03-02T09:00:00Z","Average":1.0,"Unit":"Count"},{"Timestamp":"2026-03-02T09:01:00Z","Average":1.0,"Unit":"Count"}]}"#;
    assert!(matches!(refusal(average), TrafficProblem::NeedsSum { .. }));
}

#[test]
fn what_is_no_request_is_refused_as_what_it_is() {
    let table = |name: &str, rows: [f64; 3]| {
        let row = |(n, value): (usize, &f64)| format!("2026-03-02 09:0{n}:00,{value}\n");
        let rows: String = rows.iter().enumerate().map(row).collect();
        format!("timestamp,{name}\n{rows}")
    };
    for (name, expected) in [
        ("TargetResponseTime", Meaning::Duration),
        ("latency_ms", Meaning::Duration),
        ("p95", Meaning::Duration),
        ("ProcessedBytes", Meaning::Bytes),
        ("CPUUtilization", Meaning::Percent),
        ("cpu %", Meaning::Percent),
        ("HealthyHostCount", Meaning::Level),
        ("users", Meaning::Level),
        ("RequestCountPerTarget", Meaning::PerTarget),
        ("errors", Meaning::Errors),
    ] {
        let problem = refusal(&table(name, [10.0, 20.0, 30.0]));
        let wanted = TrafficProblem::NotRequests {
            name: name.into(),
            meaning: expected,
        };
        assert_eq!(problem, wanted);
    }
    let cell = refusal("timestamp,value\n2026-03-02 09:00:00,12 ms\n2026-03-02 09:01:00,14 ms\n");
    assert!(
        matches!(
            cell,
            TrafficProblem::NotRequests {
                meaning: Meaning::Duration,
                ..
            }
        ),
        "{cell:?}"
    );
    let json = r#"{"Label":"m1","Datapoints":[{"Timestamp":"2026-03-02T09:00:00Z","Average":0.2,"Unit":"Seconds"},{"Timestamp":"2026-03-02T09:01:00Z","Average":0.2,"Unit":"Seconds"}]}"#;
    assert!(matches!(
        refusal(json),
        TrafficProblem::NotRequests {
            meaning: Meaning::Duration,
            ..
        }
    ));
    // What is counted is no request because CloudWatch counts it: messages, tokens, packets.
    for (name, statistic, unit) in [
        ("NumberOfMessagesSent", "Sum", "Count"),
        ("InputTokenCount", "Sum", "Count"),
        ("VolumeConsumedReadWriteOps", "Maximum", "Count"),
        ("PeakPacketsPerSecond", "Maximum", "Count/Second"),
    ] {
        let point = |minute: u32| {
            format!(
                r#"{{"Timestamp":"2026-03-02T09:0{minute}:00Z","{statistic}":600.0,"Unit":"{unit}"}}"#
            )
        };
        let text = format!(
            r#"{{"Label":"{name}","Datapoints":[{},{}]}}"#,
            point(0),
            point(1)
        );
        let problem = refusal(&text);
        let wanted = TrafficProblem::Unclear { name: name.into() };
        assert_eq!(problem, wanted);
    }
    // A name that says nothing is asked about, and read as what the reader answers.
    let shop = table("shop", [600.0, 600.0, 1200.0]);
    assert_eq!(
        refusal(&shop),
        TrafficProblem::Unclear {
            name: "shop".into()
        }
    );
    for (form, rate) in [(ValueForm::Count, 10.0), (ValueForm::Rate, 600.0)] {
        let choice = Choice {
            form,
            ..Choice::default()
        };
        let found = parse(&shop, &choice).expect("told what it is");
        assert_eq!(at(&found, 0.0), rate);
    }
}

#[test]
fn a_column_that_counts_is_found_beside_others() {
    let wide = |header: &str, row: &str| {
        format!(
            "{header}\n2026-03-02 09:00:00,{row}\n2026-03-02 09:01:00,{row}\n2026-03-02 09:02:00,{row}\n"
        )
    };
    for (header, row, rate) in [
        ("time,latency_ms,count", "12.5,600", 10.0),
        (
            "Time,RequestCount app/shop,RequestCount app/batch",
            "600,6",
            10.1,
        ),
        ("time,avg_latency,bytes_out,rps", "0.2,9000,10", 10.0),
        (
            "Timestamp,SampleCount,Average,Sum,Minimum,Maximum",
            "600,1,600,1,1",
            10.0,
        ),
        ("time,rpm", "600", 10.0),
        ("Time,requests", "600 req", 10.0),
    ] {
        let traffic = read(&wide(header, row));
        assert!(
            (at(&traffic, 0.0) - rate).abs() < 1e-9,
            "{header}: {:?}",
            traffic.points
        );
    }
    let formatted = read(&fixture("grafana_formatted_units.csv"));
    assert_eq!((at(&formatted, 0.0), at(&formatted, 300.0)), (10.0, 1250.0));
    // Thousands as an old dashboard writes them.
    let grouped = "\"Series\";\"Time\";\"Value\"\n\"requests\";\"2018-12-12T12:00:00+11:00\";1,800,000\n\"requests\";\"2018-12-12T12:01:00+11:00\";600\n";
    assert_eq!(at(&read(grouped), 0.0), 30_000.0);
}

/// Groups of one time that only a status or an address divides are parts of the requests.
#[test]
fn counts_by_status_are_added() {
    let text = "minute,status,count\n2026-03-02 09:00,200,540\n2026-03-02 09:00,502,60\n2026-03-02 09:01,200,1140\n2026-03-02 09:01,502,60\n";
    let traffic = read(text);
    assert_eq!(
        (at(&traffic, 0.0), at(&traffic, 60.0)),
        (10.0, 20.0),
        "{:?}",
        traffic.notices
    );
}

#[test]
fn the_calendar_of_a_recording_is_known() {
    for (first, epoch) in [
        ("2026-03-02T09:00:00+09:00", "2026-03-02T09:00:00+09:00"),
        ("2026-03-02 09:00:00", "2026-03-02T09:00:00Z"),
        ("1772442000", "2026-03-02T09:00:00Z"),
    ] {
        let text = format!(
            "t,count\n{first},60\n{},60\n",
            first
                .replace("09:00:00", "09:01:00")
                .replace("2000", "2060")
        );
        assert_eq!(
            read(&text).epoch().map(|e| e.format()).as_deref(),
            Some(epoch),
            "{first}"
        );
    }
    assert_eq!(read("seconds,rps\n0,10\n60,20\n").epoch(), None);
}
