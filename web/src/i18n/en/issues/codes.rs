//! The validation catalogue in English: what is wrong, what is allowed, and why.

use swell_core::rules::validate::{Code, Warning};

pub fn code(code: Code) -> &'static str {
    match code {
        Code::AsgNegative => {
            "Sizes and times of a group are whole numbers from 0 up; a group cannot have fewer than no servers."
        }
        Code::AsgMinGtMax => {
            "The minimum is above the maximum. It must be at most the maximum, or no size fits both."
        }
        Code::AsgDesiredOutOfRange => {
            "The desired capacity lies outside the limits. It must be between minimum and maximum, because the group never leaves them."
        }
        Code::AsgNoTemplate => {
            "The group has no launch template. It needs exactly one, or it does not know what to launch."
        }
        Code::AsgNoSubnet => {
            "The group has no subnet. It needs at least one, better two in different zones, or its servers have no place."
        }
        Code::AsgLifetimeRange => {
            "The maximum lifetime is too short. Use 0 for none, or at least 86,400 s (one day), so that replacing does not become the normal state."
        }
        Code::AsgWarmupRange => {
            "The default warm-up takes 0–3,600 s, or −1 to clear it. A longer one would keep servers out of the metric for over an hour."
        }
        Code::TermDefaultNotLast => {
            "Default stands before other termination policies. It must be alone or last, because it always decides and nothing after it is read."
        }
        Code::ImpPair => {
            "Only one of the two percentages is set. Set both or none, because together they make the range."
        }
        Code::ImpRange => {
            "A percentage is out of range. The healthy minimum takes 0–100 and the maximum 100–200; −1 clears both."
        }
        Code::ImpSpread => {
            "The two percentages are too far apart. They may differ by 100 at most, which already replaces the whole group at once."
        }
        Code::HookTimeoutRange => {
            "The hook timeout takes 30–7,200 s. A server waits that long for its hook before the default result is used."
        }
        Code::PolicyAdjTypeRequired => {
            "The adjustment type is missing. Step and simple policies need one, because +2 may mean servers, percent or a size."
        }
        Code::PolicyFieldNotAllowed => {
            "This policy type does not take this field. Cooldown is for simple policies, warm-up for step and target tracking, steps for step, the smallest change for percent."
        }
        Code::StepEmpty => "The policy has no step. It needs 1–20, or it never has anything to do.",
        Code::StepTooMany => {
            "The policy has too many steps. AWS takes 20 at most, its quota per policy."
        }
        Code::StepBothNull => {
            "A step has neither a lower nor an upper bound. It needs one of them, or it swallows every other step."
        }
        Code::StepMultiNullLower => {
            "Several steps lack a lower bound. Only one may be open downwards, or two fit the same value."
        }
        Code::StepMultiNullUpper => {
            "Several steps lack an upper bound. Only one may be open upwards, or two fit the same value."
        }
        Code::StepBoundOrder => {
            "A lower bound is not below its upper bound. It must be smaller, or no value fits the step."
        }
        Code::StepOverlap => {
            "Two steps overlap. Each must begin where the one before ends, so that a value fits one step only."
        }
        Code::StepGap => {
            "There is a gap between two steps. Each must begin where the one before ends, or a value in the gap does nothing."
        }
        Code::StepNegNeedsNullLower => {
            "A step reaches below the threshold, and none is open downwards. Leave the lowest bound empty, so that the lowest values fit too."
        }
        Code::StepPosNeedsNullUpper => {
            "A step reaches above the threshold, and none is open upwards. Leave the highest bound empty, so that the highest values fit too."
        }
        Code::PolicyExactNegative => {
            "An exact capacity below zero. It takes 0 or more, because it is the size of the group."
        }
        Code::TtNoMetric => {
            "The policy has no metric. Choose one predefined or one custom metric, the thing to hold at the target."
        }
        Code::TtTwoMetrics => {
            "The policy has a predefined and a custom metric. Keep one of them; a policy can follow one number only."
        }
        Code::TtLabelRequired => {
            "No target group is wired to this group, so the resource label app/…/targetgroup/… is missing. Wire the one whose requests ALBRequestCountPerTarget should count."
        }
        Code::TtTargetNonpositive => {
            "The target value must be above 0. The capacity needed is the load divided by it."
        }
        Code::TtDuplicateMetric => {
            "Another target tracking policy of this group follows the same metric. Use one policy per metric, or two targets pull at one number."
        }
        Code::PredBufferRequired => {
            "The maximum capacity buffer is missing. IncreaseMaxCapacity needs 0–100 percent, to know how far the maximum may grow."
        }
        Code::PredBufferNotAllowed => {
            "The maximum capacity buffer has no use here. It belongs to IncreaseMaxCapacity; otherwise the maximum stays."
        }
        Code::PredBufferRange => {
            "The maximum capacity buffer takes 0–100 percent of the forecast, so that at most the double is allowed."
        }
        Code::PredSchedBufferRange => {
            "The scheduling buffer takes 0–3,599 s, because forecasts are made for each hour."
        }
        Code::SchedEmpty => {
            "The action sets nothing. Give at least one of minimum, maximum and desired, or there is nothing to do at that time."
        }
        Code::SchedCronBad => {
            "The recurrence is no cron expression. It takes five fields, minute hour day month weekday, such as 0 9 * * 1-5."
        }
        Code::SchedTz => {
            "The time zone is unknown. Use an IANA name such as Asia/Seoul or UTC, because abbreviations mean several places."
        }
        Code::SchedPast => {
            "The start is not a UTC time in the future. Write it as 2026-03-02T09:00:00Z and later than the board's start; a past one never fires."
        }
        Code::SchedMinGtMax => {
            "The action's minimum is above the maximum. What it leaves out stays as the group has it; minimum ≤ maximum must hold then."
        }
        Code::SchedDesiredOutOfRange => {
            "The action's desired capacity lies outside the limits that hold then. It must be between minimum and maximum."
        }
        Code::SchedDupTime => {
            "Another action of this group runs next at the same time. The times must be different, or it is not clear which sizes win."
        }
        Code::SchedTooMany => {
            "The group has too many scheduled actions. AWS takes 125, its quota per group."
        }
        Code::AlarmPeriodBad => {
            "The period takes 10, 20, 30 or a multiple of 60 s, because CloudWatch keeps datapoints at these lengths."
        }
        Code::AlarmMGtN => {
            "More datapoints must breach than are looked at. Datapoints to alarm takes 1 up to the evaluation periods, or the alarm can never go off."
        }
        Code::AlarmWindowTooLong => {
            "The alarm looks back too far. Period × evaluation periods is at most one day, or seven days with periods of an hour and more."
        }
        Code::HcIntervalRange => {
            "The health check interval takes 5–300 s. Shorter burdens the targets, longer finds failures too late."
        }
        Code::HcTimeoutRange => {
            "The health check time-out takes 2–120 s. It has to leave a slow but working target time to answer."
        }
        Code::HcTimeoutGeInterval => {
            "The time-out is not below the interval. Make it shorter, so that a check ends before the next begins."
        }
        Code::HcThresholdRange => {
            "The thresholds take 2–10 results in a row. One single result would let chance decide."
        }
        Code::MatcherRange => {
            "The success codes are not valid. An ALB takes 200–499, as a list or a range such as 200,204 or 200-299; 5xx always means failure."
        }
        Code::SlowStartRange => {
            "Slow start takes 0 (off) or 30–900 s. Less is over before a cache is warm."
        }
        Code::SlowStartWithLor => {
            "Slow start does not go with least outstanding requests. Use 0 or another algorithm; both would set the target's share."
        }
        Code::SlowStartWithWeightedRandom => {
            "Slow start does not go with weighted random. Use 0 or round robin; both would set the target's share."
        }
        Code::AnomalyRequiresWeightedRandom => {
            "Anomaly mitigation works with weighted random only, because it lowers the weight of targets that fail."
        }
        Code::AnomalyWithStickiness => {
            "Anomaly mitigation does not go with stickiness. Switch one of them off, because a cookie would lead clients back to the target that fails."
        }
        Code::DeregRange => {
            "The deregistration delay takes 0–3,600 s. It is the time that requests in flight get to finish; 0 cuts them at once."
        }
        Code::StickyDurationRange => {
            "The stickiness duration takes 1–604,800 s (seven days), the life of the cookie."
        }
        Code::StickyCookieReserved => {
            "The cookie's name must not begin with AWSALB. The load balancer keeps these names for its own cookies."
        }
        Code::StickyNoCrossZone => {
            "Stickiness does not work with cross-zone off. Switch cross-zone on or stickiness off, because a client may reach the node of another zone."
        }
        Code::StickyTypeNotSupported => {
            "This stickiness does not go with the protocol. HTTP takes cookies (lb_cookie, app_cookie), TCP and UDP the source address (source_ip), GENEVE two or three of a flow’s numbers; TLS takes none."
        }
        Code::StickyAppCookieWeighted => {
            "Application cookies do not go with weighted target groups. Forward to this group alone, or take lb_cookie: a second cookie then keeps each client in its group."
        }
        Code::TargetIpRange => {
            "A target by address has a private one: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10. Public addresses cannot be registered."
        }
        Code::HostPortTaken => {
            "Another container of this machine has the port. Give each one of its own, because a port leads to one application."
        }
        Code::AlbTwoAz => {
            "An ALB needs subnets in at least two Availability Zones, so that it survives the loss of one."
        }
        Code::RulePriorityRange => {
            "The rule's priority takes 1–50,000. The lowest number is tried first."
        }
        Code::RulePriorityDup => {
            "Another rule of this listener has the same priority. Each must be unique, because it is the order of the rules."
        }
        Code::RuleNoTerminalAction => {
            "The rule does not end the request. It needs exactly one forward, redirect or fixed response, as its last action."
        }
        Code::ForwardWeightRange => {
            "A weight takes 0–999. It is a target group's share; 0 sends it nothing."
        }
        Code::ForwardTooManyTg => {
            "The rule forwards to too many target groups. It takes 1–5; use more rules for more."
        }
        Code::RedirectHttpsToHttp => {
            "HTTPS must not be redirected to HTTP. Keep HTTPS, because the way would become unencrypted."
        }
        Code::RedirectLoop => {
            "The redirect leads back to itself. Change at least one of protocol, host, port and path, or the browser goes round for ever."
        }
        Code::RuleConditionRepeated => {
            "A rule has one condition of each of host, path, method and source address. Write further values into the same condition; headers and query strings may come several times."
        }
        Code::RuleConditionValues => {
            "Each condition has one to three values, and all conditions of a rule five together. Split the rule in two with the same action."
        }
        Code::RuleConditionWildcards => {
            "The values of a rule have at most five wildcards (* and ?) together. Split the rule in two with the same action."
        }
        Code::ListenerTooManyRules => {
            "A listener has at most 100 rules beside its default action. Join some of them, or ask AWS for a higher quota."
        }
        Code::R53CnameApex => {
            "A CNAME cannot stand at the top of a zone. Use an alias record there, because the name also holds NS and SOA records."
        }
        Code::R53WeightRange => {
            "A record's weight takes 0–255. It is the record's share of the answers; 0 gives it none."
        }
        Code::R53AliasTtl => {
            "An alias record has no TTL of its own. Leave it out; the one of what it points at holds."
        }
        Code::R53SetIdentifierDup => {
            "Two records have the same identifier. It tells the records of one name apart, so each needs its own."
        }
        Code::CfTtlOrder => {
            "The times to live are out of order. 0 ≤ minimum ≤ default ≤ maximum must hold, because the outer two limit the default."
        }
        Code::SubnetSize => {
            "The address block is not valid. Subnets and VPCs take /16 to /28, such as 10.0.1.0/24, in the sizes that AWS hands out."
        }
        Code::SubnetOutsideVpc => {
            "The subnet lies outside its VPC. Take a block inside the VPC's, because a subnet is a piece of it."
        }
        Code::SubnetOverlap => {
            "The subnet shares addresses with another one. Blocks must be apart, or an address has two places."
        }
        Code::EbBatchRange => {
            "The batch size takes 1–100 percent, or 1 server up to the group's maximum. A batch is what is deployed at once."
        }
        Code::EbTimeoutRange => {
            "The deployment timeout takes 1–3,600 s, the longest wait for one batch."
        }
        Code::EbSplitNeedsAlb => {
            "Traffic splitting needs an Application Load Balancer. Only this one shares requests by percent."
        }
        Code::EbSplitRange => {
            "The share of the new version takes 1–100 percent. It is the part of the traffic that tries it."
        }
        Code::EbEvaluationRange => {
            "The evaluation time takes 3–600 minutes. It is how long the new version is watched before it gets everything."
        }
        Code::FnProvisionedGtReserved => {
            "More concurrency is provisioned than is reserved. Provision at most the reserved number, because it is taken from it."
        }
        Code::ApiRoutePath => {
            "The path of a route begins with /, or is $default. A greedy variable such as {proxy+} stands at its end, because it takes all the rest."
        }
        Code::ApiRouteDup => {
            "Two routes have the same method and path. Change one, because only one can take the request."
        }
        Code::CfFunctionBehavior => {
            "No cache behaviour has this pattern. Write it as the behaviour does, or * for the default one, or the function never runs."
        }
        Code::CfFunctionDup => {
            "The behaviour has a function at this event already. It takes one for each event, so put both into one function."
        }
        Code::CfFunctionEvent => {
            "CloudFront Functions run at viewer request and viewer response alone. Use Lambda@Edge for the events around the origin."
        }
        Code::CfFunctionTime => {
            "The function takes too long. CloudFront Functions have up to 1 ms, Lambda@Edge up to 5 s for viewers and 30 s at the origin, because a viewer waits for it."
        }
        Code::ApiLinkCaller => {
            "A VPC link is an API Gateway's. Draw a wire from the gateway to it, because it answers nobody else."
        }
        Code::ApiLinkTarget => {
            "A VPC link leads to one balancer of the VPC, an Application or a Network Load Balancer, which hands on to servers."
        }
        Code::ApiTimeoutRange => {
            "The integration timeout is too long. A REST API waits 29,000 ms at the most, an HTTP API 30,000 ms."
        }
    }
}

pub fn warning(warning: Warning) -> &'static str {
    match warning {
        Warning::NoHealthPath => {
            "The health check asks for /. Use a path such as /health that fails when the application does, or a broken server may pass."
        }
        Warning::PreviousGeneration => "previous generation: for HTTP use an ALB, for TCP an NLB",
        Warning::ClientsNotAdmitted => {
            "An NLB keeps the client's address in the packet, and a target's security group lets in no clients. Admit them there, or give the NLB a security group and name that."
        }
        Warning::NoReturnPorts => {
            "requests come in and no answer gets out: a network ACL knows no connections, so answers need an outbound rule for ports 1024-65535"
        }
        Warning::NatInOneZone => {
            "servers of other zones go out by this gateway: the failure of its zone cuts them off, and each GB between zones costs"
        }
        Warning::SingleZone => {
            "Everything is in one Availability Zone. Use two or more, or the loss of this one takes all of it."
        }
        Warning::DesiredPinned => {
            "Minimum equals maximum. Leave room between them, or no policy can move the desired capacity."
        }
        Warning::MinTtlKeepsPrivatePages => {
            "The minimum TTL is above 0. Use 0 for private pages, because they are kept even when marked private."
        }
        Warning::NoDefaultInstanceWarmup => {
            "No default warm-up is set. AWS recommends one (0–3,600 s), because booting servers pull the group's average down."
        }
        Warning::GraceShorterThanBoot => {
            "The grace period is shorter than boot and first health check together. Make it longer, or servers are replaced before they ever listen, again and again."
        }
        Warning::TrackingWithSimple => {
            "Target tracking and a simple policy size the same group. Keep one kind, because each undoes what the other did."
        }
        Warning::NoWayIn => {
            "Policies add servers and none removes them. Add one that scales in, or the group stays large and keeps costing money."
        }
        Warning::WarmupShorterThanBoot => {
            "The warm-up is shorter than the bootstrap time. Make it at least as long, or servers that do not work yet count as ready."
        }
        Warning::CountNeedsSum => {
            "This metric counts: its average, minimum and maximum are always 1, so such a threshold says nothing. Use Sum."
        }
        Warning::OverloadLooksLikeDeath => {
            "Health checks wait in line with requests, and the group replaces who fails them. In a surge it ends servers that are only busy, and the rest gets even more."
        }
        Warning::PoolsOverMaxConnections => {
            "All connection pools together pass the database's max_connections. Use smaller pools or a larger class, or the last servers are refused while the database is idle."
        }
        Warning::PublicPolicyIsBlocked => {
            "The bucket policy lets everybody read, but Block Public Access is on. Switch it off for a public site, or let one distribution read, because everybody gets 403 as it is."
        }
        Warning::WebsiteNeedsPublicBucket => {
            "The website endpoint takes no signed requests. Make the bucket public, or use the REST endpoint with a distribution, because every page is answered by 403 as it is."
        }
        Warning::CertificateNotInVirginia => {
            "An own domain needs a certificate of ACM in us-east-1. Request it there, because CloudFront takes no other."
        }
        Warning::AgentWithoutRole => {
            "The agent runs on servers without an IAM role. Give the template or the instance one, because CloudWatch takes nothing from a server that may not send it."
        }
        Warning::StationNeedsDocker => {
            "A service time of its own and port 0 are for containers of an EC2 with Docker. Choose one as its machine, because an instance does what the request asks for and reaches containers by a port alone."
        }
        Warning::StepNeverReached => {
            "Steps count from the alarm's threshold, and one of them now begins where the metric never comes to. Edit the policy's steps as well, because nobody does it for you."
        }
        Warning::NoStepAtThreshold => {
            "No step of the policy fits what this alarm reports just beyond its threshold. Edit the policy's steps, because the alarm goes off and nothing is done."
        }
        Warning::AlarmsOverlap => {
            "This alarm adds capacity where another one still takes it away. Edit the other alarm as well, because the two pull against each other."
        }
        Warning::GapsOfBasicMonitoring => {
            "Basic monitoring has a datapoint every 300 s, and the alarm looks more often. Switch detailed monitoring on, or give an alarm of your own a period of 300 s, because the gaps delay it."
        }
    }
}
