//! A hand-made state in the middle of a surge, to look at the views before a run feeds them.

use super::model::*;

const USERS: NodeId = NodeId(10);
const DNS: NodeId = NodeId(11);
const ALB: NodeId = NodeId(12);
const GROUP: NodeId = NodeId(16);
const RDS: NodeId = NodeId(20);

/// The default board with this many servers.
pub fn structure(servers: u32) -> Structure {
    let zone = |id, kind, parent: u32, name: &str, cidr: &str, is_public| ZoneView {
        id: ZoneId(id),
        kind,
        parent: (parent > 0).then_some(ZoneId(parent)),
        name: name.to_owned(),
        cidr: cidr.to_owned(),
        is_public,
    };
    let node = |id, kind, name: &str, zones: &[u32], standby: Option<u32>| NodeView {
        id,
        kind,
        name: name.to_owned(),
        zones: zones.iter().map(|&z| ZoneId(z)).collect(),
        standby: standby.map(ZoneId),
        at: None,
    };
    let chip = |id, of, kind, name: &str| ChipView {
        id: NodeId(id),
        of,
        kind,
        name: name.to_owned(),
    };
    let link = |id, from, to| LinkView {
        id: LinkId(id),
        from,
        to,
    };
    Structure {
        zones: vec![
            zone(1, ZoneKind::Vpc, 0, "", "10.0.0.0/16", false),
            zone(2, ZoneKind::Az, 1, "a", "", false),
            zone(3, ZoneKind::Az, 1, "c", "", false),
            zone(4, ZoneKind::Subnet, 2, "", "10.0.0.0/24", true),
            zone(5, ZoneKind::Subnet, 2, "app", "10.0.10.0/24", false),
            zone(6, ZoneKind::Subnet, 2, "data", "10.0.20.0/24", false),
            zone(7, ZoneKind::Subnet, 3, "", "10.0.1.0/24", true),
            zone(8, ZoneKind::Subnet, 3, "app", "10.0.11.0/24", false),
            zone(9, ZoneKind::Subnet, 3, "data", "10.0.21.0/24", false),
        ],
        nodes: vec![
            node(USERS, Kind::Users, "", &[], None),
            node(DNS, Kind::Route53, "", &[], None),
            node(ALB, Kind::LoadBalancer, "ALB", &[4, 7], None),
            node(GROUP, Kind::AutoScalingGroup, "web-asg", &[5, 8], None),
            node(RDS, Kind::Database, "RDS", &[6], Some(9)),
        ],
        chips: vec![
            chip(13, ALB, Kind::TargetGroup, "web-tg"),
            chip(15, GROUP, Kind::LaunchTemplate, "c5.large"),
            chip(17, GROUP, Kind::ScalingPolicy, "scale-out"),
            chip(18, GROUP, Kind::ScalingPolicy, "scale-in"),
            chip(19, GROUP, Kind::Alarm, "cpu-high"),
            chip(21, GROUP, Kind::Alarm, "cpu-low"),
        ],
        links: vec![
            link(40, USERS, DNS),
            link(41, DNS, ALB),
            link(42, ALB, GROUP),
            link(43, GROUP, RDS),
        ],
        instances: (1..=servers)
            .map(|n| InstanceRef {
                id: InstanceId(n),
                group: GROUP,
                zone: Some(ZoneId(if n % 2 == 1 { 5 } else { 8 })),
            })
            .collect(),
    }
}

pub fn instance(id: InstanceId) -> InstanceView {
    let base = InstanceView {
        name: format!("i-{}", id.0),
        age_s: 1_462,
        ..InstanceView::default()
    };
    match id.0 {
        1 | 2 => InstanceView {
            state: InstanceState::Healthy,
            cpu_percent: 100.0,
            waiting: if id.0 == 1 { 88 } else { 76 },
            refused_per_s: 9.7,
            target_health: Health::Healthy,
            group_health: Health::Healthy,
            ..base
        },
        3 => InstanceView {
            state: InstanceState::Bootstrapping,
            progress: 0.48,
            age_s: 35,
            ..base
        },
        4 => InstanceView {
            state: InstanceState::Checking,
            progress: 0.3,
            age_s: 35,
            ..base
        },
        5 => InstanceView {
            state: InstanceState::Draining,
            in_flight: 12,
            progress: 0.2,
            ..base
        },
        6 => InstanceView {
            state: InstanceState::Unhealthy,
            ..base
        },
        _ => InstanceView {
            state: InstanceState::Healthy,
            cpu_percent: 62.0,
            warmup_left_s: 54,
            ..base
        },
    }
}

pub fn node_live(id: NodeId) -> NodeLive {
    let load = match id {
        USERS => Load::Users(1_000),
        DNS => Load::Alias,
        ALB => Load::PerSecond(100.0),
        RDS => Load::Percent(34.0),
        _ => Load::None,
    };
    NodeLive {
        tone: Tone::Neutral,
        load,
    }
}

pub fn edge_live(key: EdgeKey) -> EdgeLive {
    match key.instance {
        Some(i) if i.0 > 2 => EdgeLive {
            per_s: 0.0,
            is_idle: true,
        },
        Some(_) => EdgeLive {
            per_s: 40.0,
            is_idle: false,
        },
        None => EdgeLive {
            per_s: 100.0,
            is_idle: false,
        },
    }
}

pub fn client() -> ClientView {
    ClientView {
        users: 1_000,
        sent_per_s: 100.0,
        failed_percent: 19.4,
        p95_ms: 3_700.0,
        failed: 3_412,
        usd_per_hour: 0.42,
    }
}

pub fn group() -> GroupView {
    GroupView {
        min: 2,
        desired: 4,
        max: 4,
        running: 4,
        in_service: 4,
        healthy: 2,
        counted: 2,
    }
}

pub fn alarms() -> Vec<AlarmView> {
    vec![
        AlarmView {
            id: AlarmId(19),
            name: "cpu-high".to_owned(),
            metric: Metric::Cpu,
            state: AlarmState::Alarm,
            comparison: Comparison::Above,
            threshold: 70.0,
            unit: Unit::Percent,
            period_s: 60,
            needed: 2,
            window: vec![Datapoint::Breaching(100.0), Datapoint::Breaching(100.0)],
            is_scale_in: false,
            action: Some(ActionView {
                policy: NodeId(17),
                kind: PolicyKind::Step,
                amount: 2.0,
            }),
        },
        AlarmView {
            id: AlarmId(21),
            name: "cpu-low".to_owned(),
            metric: Metric::Cpu,
            state: AlarmState::Ok,
            comparison: Comparison::AtMost,
            threshold: 30.0,
            unit: Unit::Percent,
            period_s: 60,
            needed: 15,
            window: (0..15)
                .map(|n| {
                    if n < 9 {
                        Datapoint::Breaching(12.0)
                    } else {
                        Datapoint::Good(100.0)
                    }
                })
                .collect(),
            is_scale_in: true,
            action: Some(ActionView {
                policy: NodeId(18),
                kind: PolicyKind::Step,
                amount: -1.0,
            }),
        },
    ]
}

pub fn decisions() -> Vec<DecisionView> {
    vec![DecisionView {
        id: EntryId(7),
        at: 173 * SECOND,
        group: "web-asg".to_owned(),
        from: 2,
        to: 4,
        because: vec![
            Because::Observed {
                metric: Metric::Cpu,
                values: vec![100.0, 100.0],
                comparison: Comparison::Above,
                threshold: 70.0,
            },
            Because::AlarmWentOff {
                name: "cpu-high".to_owned(),
                breaching: 2,
                needed: 2,
            },
            Because::StepMatched {
                above: 30.0,
                adjustment: 2,
                is_percent: false,
            },
            Because::WithinLimits { min: 2, max: 4 },
            Because::Launched { count: 2 },
        ],
        limits: vec![Limit::AtMax {
            max: 4,
            offered_percent: 125.0,
        }],
        fields: [
            "StepAdjustments",
            "MetricIntervalLowerBound",
            "ScalingAdjustment",
            "MaxSize",
        ]
        .map(str::to_owned)
        .to_vec(),
    }]
}

pub fn journal() -> Vec<JournalView> {
    let line = |id, at: i64, tone, event| JournalView {
        id: EntryId(id),
        at: at * SECOND,
        tone,
        event,
        count: 1,
        cause: None,
    };
    let mut lines = vec![
        line(
            1,
            7,
            Tone::Flow,
            JournalEvent::SurgeStarted { users: 1_000 },
        ),
        line(2, 21, Tone::Bad, JournalEvent::Refused { count: 1 }),
        line(
            6,
            173,
            Tone::Bad,
            JournalEvent::AlarmChanged {
                name: "cpu-high".to_owned(),
                to: AlarmState::Alarm,
            },
        ),
        line(
            7,
            173,
            Tone::Decision,
            JournalEvent::CapacityChanged { from: 2, to: 4 },
        ),
        line(
            8,
            173,
            Tone::Warn,
            JournalEvent::Launched {
                instance: "i-3".to_owned(),
                zone: "a".to_owned(),
            },
        ),
        line(
            9,
            173,
            Tone::Warn,
            JournalEvent::Launched {
                instance: "i-4".to_owned(),
                zone: "c".to_owned(),
            },
        ),
        line(
            10,
            203,
            Tone::Warn,
            JournalEvent::InService {
                instance: "i-3".to_owned(),
            },
        ),
        line(
            11,
            206,
            Tone::Decision,
            JournalEvent::Blocked {
                limit: Limit::AtMax {
                    max: 4,
                    offered_percent: 125.0,
                },
            },
        ),
    ];
    if let Some(line) = lines.get_mut(1) {
        line.count = 3_412;
    }
    lines
}

pub fn timeline() -> TimelineView {
    let n = 51;
    let at = |i: usize| (i as i64 - 30) * 10;
    let busy = |i: usize| at(i) >= 10;
    TimelineView {
        from: -300 * SECOND,
        to: 660 * SECOND,
        step: 10 * SECOND,
        sent_per_s: (0..n).map(|i| if busy(i) { 100.0 } else { 10.0 }).collect(),
        failed_per_s: (0..n)
            .map(|i| if at(i) >= 20 { 19.4 } else { 0.0 })
            .collect(),
        metric: (0..n)
            .map(|i| match at(i) {
                t if t < -280 => None,
                t if t < 50 => Some(12.5),
                t if t < 60 => Some(60.0),
                _ => Some(100.0),
            })
            .collect(),
        threshold: Some(70.0),
        threshold_low: Some(30.0),
        desired: (0..n).map(|i| if at(i) >= 173 { 4 } else { 2 }).collect(),
        healthy: (0..n).map(|_| 2).collect(),
        max: 4,
        marks: vec![
            MarkView {
                at: 7 * SECOND,
                kind: MarkKind::Surge,
                entry: Some(EntryId(1)),
            },
            MarkView {
                at: 67 * SECOND,
                kind: MarkKind::Guess(Guess::OneMinute),
                entry: None,
            },
            MarkView {
                at: 173 * SECOND,
                kind: MarkKind::AlarmOn,
                entry: Some(EntryId(6)),
            },
            MarkView {
                at: 173 * SECOND,
                kind: MarkKind::Decision(2),
                entry: Some(EntryId(7)),
            },
        ],
    }
}

pub fn inspector() -> InspectorView {
    let number = |path: &str, label: &str, value, min, max, step, unit, default| FieldView {
        path: path.to_owned(),
        api_name: path.to_owned(),
        label: label.to_owned(),
        help: String::new(),
        value: FieldValue::Number {
            value,
            min,
            max,
            step,
            unit,
            default,
        },
        warning: None,
        is_locked: false,
    };
    InspectorView {
        item: Item::Node(GROUP),
        kind: Kind::AutoScalingGroup,
        name: "web-asg".to_owned(),
        pages: vec![
            (
                Page::Settings,
                vec![
                    number(
                        "MinSize",
                        "최소 용량",
                        2.0,
                        0.0,
                        20.0,
                        1.0,
                        Unit::Instances,
                        1.0,
                    ),
                    number(
                        "DesiredCapacity",
                        "원하는 용량",
                        4.0,
                        0.0,
                        20.0,
                        1.0,
                        Unit::Instances,
                        2.0,
                    ),
                    FieldView {
                        warning: Some("제공 부하 125 %: 최대 용량에 닿았어요.".to_owned()),
                        ..number(
                            "MaxSize",
                            "최대 용량",
                            4.0,
                            0.0,
                            20.0,
                            1.0,
                            Unit::Instances,
                            4.0,
                        )
                    },
                    number(
                        "DefaultInstanceWarmup",
                        "기본 워밍업",
                        120.0,
                        0.0,
                        3600.0,
                        10.0,
                        Unit::Seconds,
                        120.0,
                    ),
                ],
            ),
            (
                Page::Policy,
                vec![
                    number(
                        "Threshold",
                        "경보 임계값",
                        70.0,
                        0.0,
                        100.0,
                        1.0,
                        Unit::Percent,
                        70.0,
                    ),
                    number(
                        "EvaluationPeriods",
                        "데이터 포인트",
                        2.0,
                        1.0,
                        30.0,
                        1.0,
                        Unit::None,
                        2.0,
                    ),
                    number(
                        "Period",
                        "주기",
                        60.0,
                        10.0,
                        3600.0,
                        10.0,
                        Unit::Seconds,
                        60.0,
                    ),
                ],
            ),
            (
                Page::Health,
                vec![
                    FieldView {
                        value: FieldValue::Choice {
                            index: 1,
                            options: vec!["EC2".to_owned(), "ELB".to_owned()],
                            default: 0,
                        },
                        ..number(
                            "HealthCheckType",
                            "상태 확인 유형",
                            0.0,
                            0.0,
                            0.0,
                            0.0,
                            Unit::None,
                            0.0,
                        )
                    },
                    number(
                        "HealthCheckGracePeriod",
                        "유예 기간",
                        300.0,
                        0.0,
                        7200.0,
                        10.0,
                        Unit::Seconds,
                        300.0,
                    ),
                    FieldView {
                        value: FieldValue::Bool {
                            value: false,
                            default: false,
                        },
                        ..number(
                            "NewInstancesProtectedFromScaleIn",
                            "스케일 인 보호",
                            0.0,
                            0.0,
                            0.0,
                            0.0,
                            Unit::None,
                            0.0,
                        )
                    },
                ],
            ),
            (Page::History, Vec::new()),
        ],
        policy: Some(PolicyView {
            kind: PolicyKind::Step,
            steps: vec![
                StepView {
                    low: None,
                    high: Some(30.0),
                    adjustment: -1,
                },
                StepView {
                    low: Some(70.0),
                    high: Some(85.0),
                    adjustment: 1,
                },
                StepView {
                    low: Some(85.0),
                    high: None,
                    adjustment: 2,
                },
            ],
        }),
        group: Some(group()),
    }
}

pub fn clock() -> ClockView {
    ClockView {
        now: 208 * SECOND,
        is_running: true,
        speed: Speed::X60,
        reached: None,
        looking_at: None,
    }
}

pub fn presets() -> Vec<PresetView> {
    let one = |id: &str, title: &str| PresetView {
        id: id.to_owned(),
        title: title.to_owned(),
    };
    vec![
        one("default", "급증 100 → 1000명"),
        one("tracking", "대상 추적 40 %"),
        one("zone-down", "가용 영역 장애"),
    ]
}

/// Invented requests, so that the canvas has something to move.
#[derive(Default)]
pub struct Feed {
    serial: u64,
    debt: f64,
}

impl Feed {
    pub fn push(
        &mut self,
        board: &Structure,
        wall_s: f64,
        flights: &mut crate::draw::flight::Flights,
    ) {
        use crate::draw::flight::{Flight, Leg};
        use crate::draw::theme::Mark;
        self.debt += wall_s * 14.0;
        while self.debt >= 1.0 {
            self.debt -= 1.0;
            self.serial += 1;
            let serving = board.instances.len().min(2) as u64;
            if serving == 0 {
                return;
            }
            let server = Some(InstanceId((self.serial % serving) as u32 + 1));
            let failed = self.serial.is_multiple_of(5);
            let mut at = 0;
            let path = [(40, None), (41, None), (42, server), (43, server)];
            let legs = path
                .iter()
                .take(if failed { 3 } else { 4 })
                .map(|&(link, instance)| {
                    let leave = at;
                    at += 20_000;
                    let edge = EdgeKey {
                        link: LinkId(link),
                        instance,
                    };
                    Leg {
                        edge,
                        is_return: false,
                        leave,
                        due: at,
                    }
                })
                .collect();
            flights.push(Flight {
                serial: self.serial,
                legs,
                mark: Mark::Request,
                failed,
            });
        }
    }
}
