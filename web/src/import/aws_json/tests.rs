use super::*;
use serde_json::json;

const POLICIES: &str = r#"{
  "ScalingPolicies": [
    {
      "AutoScalingGroupName": "shop-web",
      "PolicyName": "lunch-out",
      "PolicyARN": "arn:aws:autoscaling:ap-northeast-2:111122223333:scalingPolicy:0f1e:autoScalingGroupName/shop-web:policyName/lunch-out",
      "PolicyType": "StepScaling",
      "AdjustmentType": "ChangeInCapacity",
      "StepAdjustments": [
        { "MetricIntervalLowerBound": 0.0, "MetricIntervalUpperBound": 20.0, "ScalingAdjustment": 1 },
        { "MetricIntervalLowerBound": 20.0, "ScalingAdjustment": 2 }
      ],
      "MetricAggregationType": "Average",
      "EstimatedInstanceWarmup": 120,
      "Alarms": [
        { "AlarmName": "cpu-over-70", "AlarmARN": "arn:aws:cloudwatch:ap-northeast-2:111122223333:alarm:cpu-over-70" }
      ],
      "Enabled": true
    },
    {
      "AutoScalingGroupName": "shop-web",
      "PolicyName": "keep-40",
      "PolicyARN": "arn:aws:autoscaling:ap-northeast-2:111122223333:scalingPolicy:2d3c:autoScalingGroupName/shop-web:policyName/keep-40",
      "PolicyType": "TargetTrackingScaling",
      "StepAdjustments": [],
      "Alarms": [
        { "AlarmName": "TargetTracking-shop-web-AlarmHigh-77aa", "AlarmARN": "arn:aws:cloudwatch:ap-northeast-2:111122223333:alarm:TargetTracking-shop-web-AlarmHigh-77aa" }
      ],
      "TargetTrackingConfiguration": {
        "PredefinedMetricSpecification": { "PredefinedMetricType": "ASGAverageCPUUtilization" },
        "TargetValue": 40.0,
        "DisableScaleIn": false
      },
      "Enabled": true
    }
  ]
}"#;

const ALARMS: &str = r#"{
  "MetricAlarms": [
    {
      "AlarmName": "cpu-over-70",
      "AlarmArn": "arn:aws:cloudwatch:ap-northeast-2:111122223333:alarm:cpu-over-70",
      "AlarmConfigurationUpdatedTimestamp": "2026-03-02T00:11:22.333000+00:00",
      "ActionsEnabled": true,
      "OKActions": [],
      "AlarmActions": [
        "arn:aws:autoscaling:ap-northeast-2:111122223333:scalingPolicy:0f1e:autoScalingGroupName/shop-web:policyName/lunch-out",
        "arn:aws:sns:ap-northeast-2:111122223333:on-call"
      ],
      "InsufficientDataActions": [],
      "StateValue": "OK",
      "StateReason": "Threshold Crossed: no datapoints",
      "StateUpdatedTimestamp": "2026-03-02T00:15:00+00:00",
      "MetricName": "CPUUtilization",
      "Namespace": "AWS/EC2",
      "Statistic": "Average",
      "Dimensions": [{ "Name": "AutoScalingGroupName", "Value": "shop-web" }],
      "Period": 60,
      "EvaluationPeriods": 2,
      "DatapointsToAlarm": 2,
      "Threshold": 70.0,
      "ComparisonOperator": "GreaterThanThreshold",
      "TreatMissingData": "missing"
    },
    { "AlarmName": "TargetTracking-shop-web-AlarmHigh-77aa", "Threshold": 40.0, "ComparisonOperator": "GreaterThanThreshold" }
  ],
  "CompositeAlarms": []
}"#;

fn good(text: &str) -> Import {
    read(text).unwrap()
}

#[test]
fn policies_keep_the_names_of_aws_and_lose_the_account() {
    let import = good(POLICIES);
    assert_eq!(import.policies.len(), 2);
    let step = &import.policies[0];
    assert_eq!(
        (step.name.as_deref(), step.kind),
        (Some("lunch-out"), PolicyType::StepScaling)
    );
    let expected = json!({
        "PolicyType": "StepScaling",
        "AdjustmentType": "ChangeInCapacity",
        "StepAdjustments": [
            { "MetricIntervalLowerBound": 0.0, "MetricIntervalUpperBound": 20.0, "ScalingAdjustment": 1 },
            { "MetricIntervalLowerBound": 20.0, "ScalingAdjustment": 2 }
        ],
        "MetricAggregationType": "Average",
        "EstimatedInstanceWarmup": 120,
        "Enabled": true
    });
    assert_eq!(Value::Object(step.params.clone()), expected);
    let tracking = &import.policies[1];
    assert_eq!(tracking.kind, PolicyType::TargetTrackingScaling);
    assert_eq!(
        tracking.params["TargetTrackingConfiguration"]["TargetValue"],
        40.0
    );
    assert_eq!(tracking.params.get("StepAdjustments"), None);
    // Thresholds are in the alarm, and only the step policy's is ours to ask for.
    assert_eq!(
        import.notices,
        [ImportNotice::AlarmMissing {
            policy: "lunch-out".into(),
            alarm: "cpu-over-70".into()
        }]
    );
}

#[test]
fn alarms_find_their_policies_in_the_same_paste() {
    let import = good(&format!("{POLICIES}\n{ALARMS}"));
    assert_eq!(import.alarms.len(), 1);
    assert_eq!(import.alarms[0].policies, [0]);
    assert_eq!(import.alarms[0].params["Threshold"], 70.0);
    for gone in ["AlarmArn", "StateValue", "AlarmActions", "AlarmName"] {
        assert_eq!(import.alarms[0].params.get(gone), None, "{gone}");
    }
    assert_eq!(
        import.notices,
        [
            ImportNotice::TrackingAlarmSkipped {
                alarm: "TargetTracking-shop-web-AlarmHigh-77aa".into()
            },
            ImportNotice::ActionDropped {
                alarm: "cpu-over-70".into(),
                service: "sns".into()
            },
        ]
    );
}

#[test]
fn alarms_alone_name_the_policy_they_miss() {
    let import = good(ALARMS);
    assert!(import.notices.contains(&ImportNotice::PolicyMissing {
        alarm: "cpu-over-70".into(),
        policy: "lunch-out".into()
    }));
    assert!(import.alarms[0].policies.is_empty());
}

#[test]
fn input_of_the_cli_is_read_too() {
    let skeleton = r#"{"AutoScalingGroupName":"web","PolicyName":"in","PolicyType":"SimpleScaling","AdjustmentType":"ChangeInCapacity",
        "ScalingAdjustment":-1,"Cooldown":300,"MetricAggregationType":"","StepAdjustments":[],
        "TargetTrackingConfiguration":{"PredefinedMetricSpecification":{"PredefinedMetricType":""}}}"#;
    let import = good(skeleton);
    let expected = json!({"PolicyType":"SimpleScaling","AdjustmentType":"ChangeInCapacity","ScalingAdjustment":-1,"Cooldown":300});
    assert_eq!(Value::Object(import.policies[0].params.clone()), expected);
    assert_eq!(import.notices, []);

    let tracking = r#"{"TargetValue":55,"PredefinedMetricSpecification":{"PredefinedMetricType":"ASGAverageCPUUtilization"}}"#;
    assert_eq!(
        good(tracking).policies[0].params["TargetTrackingConfiguration"]["TargetValue"],
        55
    );

    let steps = r#"[{"MetricIntervalLowerBound":0,"ScalingAdjustment":3}]"#;
    assert_eq!(
        good(steps).policies[0].params["StepAdjustments"][0]["ScalingAdjustment"],
        3
    );

    let alarm = r#"{"AlarmName":"low","Threshold":30,"ComparisonOperator":"LessThanOrEqualToThreshold",
        "AlarmActions":["arn:aws:autoscaling:us-east-1:1:scalingPolicy:9:autoScalingGroupName/web:policyName/in"]}"#;
    let import = good(&format!("[{skeleton},{alarm}]"));
    assert_eq!(import.alarms[0].policies, [0]);
}

#[test]
fn scheduled_actions_are_read() {
    let text = r#"{"ScheduledUpdateGroupActions":[{"AutoScalingGroupName":"web","ScheduledActionName":"before-lunch",
        "ScheduledActionARN":"arn:aws:autoscaling:x","StartTime":"2026-03-02T02:30:00+00:00","Time":"2026-03-02T02:30:00+00:00",
        "Recurrence":"30 11 * * 1-5","TimeZone":"Asia/Seoul","MinSize":4,"MaxSize":10,"DesiredCapacity":6}]}"#;
    let import = good(text);
    assert_eq!(import.scheduled[0].name.as_deref(), Some("before-lunch"));
    assert_eq!(
        Value::Object(import.scheduled[0].params.clone()),
        json!({"Recurrence":"30 11 * * 1-5","TimeZone":"Asia/Seoul","MinSize":4,"MaxSize":10,"DesiredCapacity":6})
    );
    // The output's start of a recurring action is its next run, that of an input is meant.
    let start = "2026-03-02T02:30:00+00:00";
    assert_eq!(
        import.notices,
        [ImportNotice::NextRunDropped {
            action: "before-lunch".into(),
            start: start.into()
        }]
    );
    let input = r#"{"ScheduledActionName":"a","Recurrence":"30 11 * * 1-5","StartTime":"2026-03-02T02:30:00+00:00","MinSize":4}"#;
    assert_eq!(good(input).scheduled[0].params["StartTime"], start);
    let wrong = read(r#"{"ScheduledActionName":"a","StartTime":"tomorrow"}"#).unwrap_err();
    assert!(matches!(&wrong[0], ImportError::TimeUnreadable { path, .. } if path == "StartTime"));
}

#[test]
fn unknown_fields_are_kept_and_named() {
    let import = good(
        r#"{"PolicyName":"a","PolicyType":"StepScaling","StepAdjustments":[{"ScalingAdjustment":1,"Note":"x"}],"Later":2}"#,
    );
    assert_eq!(import.policies[0].params["Later"], 2);
    assert_eq!(
        import.notices,
        [
            ImportNotice::FieldUnknown {
                path: "Later".into()
            },
            ImportNotice::FieldUnknown {
                path: "StepAdjustments[0].Note".into()
            },
        ]
    );
}

#[test]
fn a_policy_type_left_out_is_what_the_api_takes_and_is_said() {
    for fields in [
        r#""StepAdjustments":[{"ScalingAdjustment":1}]"#,
        r#""AdjustmentType":"ChangeInCapacity","ScalingAdjustment":1"#,
    ] {
        let import = good(&format!(r#"{{"PolicyName":"a",{fields}}}"#));
        assert_eq!(import.policies[0].kind, PolicyType::SimpleScaling);
        assert_eq!(
            import.notices,
            [ImportNotice::PolicyTypeAssumed {
                path: "PolicyType".into(),
                kind: PolicyType::SimpleScaling
            }]
        );
    }
}

#[test]
fn errors_say_where() {
    assert_eq!(read(" \n"), Err(vec![ImportError::Empty]));
    assert_eq!(
        read("{\n  \"a\": x}"),
        Err(vec![ImportError::Syntax { line: 2, column: 8 }])
    );
    assert_eq!(
        read("{\n  \"a\": [1,"),
        Err(vec![ImportError::CutOff {
            line: 2,
            column: 10
        }])
    );
    assert_eq!(
        read(r#"{"Instances":[],"X":1}"#),
        Err(vec![ImportError::OtherOutput {
            key: "Instances".into()
        }])
    );
    assert_eq!(
        read(r#"{"X":1,"Y":"z"}"#),
        Err(vec![ImportError::NotRecognised {
            path: String::new(),
            keys: vec!["X".into(), "Y".into()]
        }])
    );
    assert!(matches!(
        &read("42").unwrap_err()[0],
        ImportError::NotRecognised { .. }
    ));
    let wrong = r#"{"ScalingPolicies":[{"PolicyName":"a","PolicyType":"Step","Cooldown":"300",
        "StepAdjustments":[{"ScalingAdjustment":1.5},7],"TargetTrackingConfiguration":[]},5],"MetricAlarms":{}}"#;
    let errors = read(wrong).unwrap_err();
    let at = |path: &str| {
        errors
            .iter()
            .find(|e| matches!(e, ImportError::WrongType { path: p, .. } if p == path))
    };
    assert_eq!(
        at("ScalingPolicies[0].Cooldown"),
        Some(&ImportError::WrongType {
            path: "ScalingPolicies[0].Cooldown".into(),
            expected: Shape::Whole,
            found: Shape::Text
        })
    );
    assert!(at("ScalingPolicies[0].StepAdjustments[0].ScalingAdjustment").is_some());
    assert!(at("ScalingPolicies[0].StepAdjustments[1]").is_some());
    assert!(at("ScalingPolicies[1]").is_some());
    assert!(at("MetricAlarms").is_some());
    assert!(errors.contains(&ImportError::PolicyTypeUnknown {
        path: "ScalingPolicies[0].PolicyType".into(),
        found: "Step".into()
    }));
    assert_eq!(read(&"[".repeat(10_000)).unwrap_err().len(), 1);
    let many = format!("[{}]", vec!["1"; 100].join(","));
    assert_eq!(read(&many).unwrap_err().len(), ERRORS_MAX);
}

#[test]
fn sizes_in_other_units_and_checks_of_others_are_named_and_not_read_as_servers() {
    let group = |more: &str| {
        good(&format!(
            r#"{{"AutoScalingGroupName":"a","MinSize":0,"MaxSize":100,"DesiredCapacity":4,{more}}}"#
        ))
    };
    let named = named_fields;
    let units = group(r#""DesiredCapacityType":"units","HealthCheckType":"EC2,ELB""#);
    assert_eq!(named(&units), Vec::<&str>::new());
    assert_eq!(units.groups[0].params["DesiredCapacity"], 4);
    let memory = group(r#""DesiredCapacityType":"memory-mib""#);
    let fields = [
        "DesiredCapacityType",
        "MinSize",
        "MaxSize",
        "DesiredCapacity",
    ];
    assert_eq!(
        named(&memory),
        fields.map(|field| format!("{field}: memory-mib"))
    );
    assert!(memory.groups[0].params.is_empty(), "{memory:?}");
    let lattice = group(r#""HealthCheckType":"EBS,VPC_LATTICE""#);
    assert_eq!(
        named(&lattice),
        ["HealthCheckType: EBS", "HealthCheckType: VPC_LATTICE"]
    );
}

#[test]
fn a_terminal_with_two_commands_is_read_and_the_output_of_others_is_named() {
    let session = format!(
        "[ec2-user@ip-10-0-0-1 ~]$ aws autoscaling describe-policies\n{POLICIES}\n\
         [ec2-user@ip-10-0-0-1 ~]$ aws cloudwatch describe-alarms \\\n  --output json\n{ALARMS}\n\
         [ec2-user@ip-10-0-0-1 ~]$ "
    );
    let import = good(&session);
    assert_eq!((import.policies.len(), import.alarms.len()), (2, 1));
    for key in [
        "SecurityGroups",
        "ScalingPlanResources",
        "LoadBalancers",
        "services",
    ] {
        let text = json!({ key: [{ "ServiceNamespace": "autoscaling" }] }).to_string();
        let key = key.to_owned();
        assert_eq!(read(&text), Err(vec![ImportError::OtherOutput { key }]));
    }
}

fn named_fields(import: &Import) -> Vec<&str> {
    let notices = import.notices.iter();
    let paths = notices.map(|notice| match notice {
        ImportNotice::FieldUnknown { path } => path.as_str(),
        other => panic!("{other:?}"),
    });
    paths.collect()
}

/// Whatever is kept must reach the board: a field that its kind has not got would be lost without a word.
#[test]
fn every_field_that_is_kept_is_one_of_the_board() {
    use fields::{ALARM, Field, GROUP, Holds, POLICY, SCHEDULED};
    use swell_core::kinds::{KindId, Params};
    // Read before, and said by name where it cannot be.
    const READ: [&str; 8] = [
        "Namespace",
        "ExtendedStatistic",
        "Dimensions",
        "Unit",
        "ThresholdMetricId",
        "Metrics",
        "PredictiveScalingConfiguration",
        "DesiredCapacityType",
    ];
    let lists: [(KindId, &[Field]); 4] = [
        (KindId::ScalingPolicy, &POLICY),
        (KindId::Alarm, &ALARM),
        (KindId::AutoScalingGroup, &GROUP),
        (KindId::ScheduledAction, &SCHEDULED),
    ];
    for (kind, fields) in lists {
        let is_on_board = |name: &str| Params::defaults(kind).read(name, &Value::Null).is_some();
        for field in fields {
            let inner: &[Field] = match field.holds {
                Holds::Dropped | Holds::Usual(_) => continue,
                Holds::Object(inner) => inner,
                _ => &[],
            };
            let is_read = READ.contains(&field.name) || is_on_board(field.name);
            let is_inside = |f: &Field| match f.holds {
                Holds::Dropped | Holds::Usual(_) => true,
                _ => is_on_board(f.name),
            };
            let inside = !inner.is_empty() && inner.iter().all(is_inside);
            assert!(is_read || inside, "{kind:?} {}", field.name);
        }
    }
}

#[test]
fn what_the_board_does_otherwise_is_named_and_what_it_does_anyway_is_not() {
    let group = |more: Value| {
        let mut group = json!({ "AutoScalingGroupName": "a", "MinSize": 1, "MaxSize": 4 });
        group
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        good(&group.to_string())
    };
    // As `describe-auto-scaling-groups` prints it of any group.
    let usual = group(json!({
        "AvailabilityZoneImpairmentPolicy":
            { "ZonalShiftEnabled": false, "ImpairedZoneHealthCheckBehavior": "ReplaceUnhealthy" },
        "AvailabilityZoneDistribution": { "CapacityDistributionStrategy": "balanced-best-effort" },
        "CapacityReservationSpecification": { "CapacityReservationPreference": "default" }
    }));
    assert_eq!(named_fields(&usual), Vec::<&str>::new());
    let other = group(json!({
        "AvailabilityZoneImpairmentPolicy":
            { "ZonalShiftEnabled": true, "ImpairedZoneHealthCheckBehavior": "IgnoreUnhealthy" },
        "CapacityReservationSpecification": { "CapacityReservationPreference": "capacity-reservations-only" },
        "PlacementGroup": "close", "MixedInstancesPolicy": { "InstancesDistribution": { "SpotInstancePools": 2 } },
        "MaxInstanceLifetime": 604800, "CapacityRebalance": true
    }));
    assert_eq!(
        named_fields(&other),
        [
            "AvailabilityZoneImpairmentPolicy.ZonalShiftEnabled",
            "CapacityRebalance",
            "CapacityReservationSpecification.CapacityReservationPreference",
            "MaxInstanceLifetime",
            "MixedInstancesPolicy",
            "PlacementGroup"
        ]
    );
    let policy = good(
        r#"{"PolicyName":"a","PolicyType":"SimpleScaling","AdjustmentType":"PercentChangeInCapacity","ScalingAdjustment":10,"MinAdjustmentStep":2}"#,
    );
    assert_eq!(named_fields(&policy), ["MinAdjustmentStep"]);
    let alarm = r#"{"AlarmName":"a","MetricName":"CPUUtilization","Threshold":70,"ComparisonOperator":"GreaterThanThreshold","EvaluateLowSampleCountPercentile":"ignore"}"#;
    assert_eq!(
        named_fields(&good(alarm)),
        ["EvaluateLowSampleCountPercentile"]
    );
}

/// The ASG guide's group whose sizes are counted in weights: ten of them are no ten servers.
#[test]
fn sizes_that_count_weights_are_named_and_not_taken_for_servers() {
    let group = |weights: [&str; 2]| {
        let one = |(kind, weight): (&str, &str)| json!({ "InstanceType": kind, "WeightedCapacity": weight });
        let overrides: Vec<Value> = ["m4.16xlarge", "m5.24xlarge"]
            .into_iter()
            .zip(weights)
            .map(one)
            .collect();
        let group = json!({ "AutoScalingGroupName": "my-asg", "MinSize": 160, "MaxSize": 720, "DesiredCapacity": 480,
            "MixedInstancesPolicy": { "LaunchTemplate": { "Overrides": overrides } } });
        good(&group.to_string())
    };
    let weighted = group(["16", "24"]);
    for size in ["MinSize", "MaxSize", "DesiredCapacity"] {
        assert!(!weighted.groups[0].params.contains_key(size), "{size}");
        let named = format!("{size}: WeightedCapacity");
        assert!(named_fields(&weighted).contains(&named.as_str()), "{named}");
    }
    let plain = group(["1", "1"]);
    assert_eq!(plain.groups[0].params["DesiredCapacity"], 480);
}

#[test]
fn policies_of_other_states_are_named_and_not_invoked_in_alarm() {
    let arn = |name: &str| {
        format!(
            "arn:aws:autoscaling:us-east-1:1:scalingPolicy:{name}:autoScalingGroupName/web:policyName/{name}"
        )
    };
    // The policy points back to its alarm, whatever the state.
    let policy = |name: &str| {
        json!({ "PolicyName": name, "PolicyARN": arn(name), "PolicyType": "SimpleScaling", "AdjustmentType": "ChangeInCapacity",
            "ScalingAdjustment": 1, "Alarms": [{ "AlarmName": "high", "AlarmARN": "x" }] })
    };
    let text = json!({
        "ScalingPolicies": [policy("out"), policy("in")],
        "MetricAlarms": [{ "AlarmName": "high", "MetricName": "CPUUtilization", "Threshold": 70,
            "ComparisonOperator": "GreaterThanThreshold", "AlarmActions": [arn("out")], "OKActions": [arn("in")] }]
    });
    let import = good(&text.to_string());
    assert_eq!(import.alarms[0].policies, [0]);
    let (alarm, policy) = ("high".into(), "in".into());
    assert_eq!(
        import.notices,
        [ImportNotice::OtherStateDropped { alarm, policy }]
    );
}

#[test]
fn a_text_that_looks_like_a_prompt_is_not_called_nothing() {
    let foreign = ImportError::NotAws {
        content: Content::Foreign(content::Foreign::Xml),
    };
    assert_eq!(read("<a/>"), Err(vec![foreign]));
    let only_the_command = read("$ aws autoscaling describe-policies");
    assert_eq!(
        only_the_command,
        Err(vec![ImportError::Syntax { line: 1, column: 1 }])
    );
    // Spaces that do not break, as pages and chats have them.
    assert_eq!(good(&POLICIES.replace("  ", "\u{a0} ")), good(POLICIES));
    assert!(good(r#"{"ScalingPolicies": []}"#).is_empty());
}
