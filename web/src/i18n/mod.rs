//! Words in two languages. Every language fills the same structs and matches the same enums, so a
//! missing string is a build error and not an empty label.

/// Asks the words of one kind that is there from the beginning: the one list of the files that have
/// them, for both languages. What a file lacks does not compile. `$rest`: of the others.
macro_rules! ask_first {
    ($kind:expr => $ask:ident $(($($given:expr),*))?, $rest:expr) => {
        match $kind {
            KindId::Users => users::$ask $(($($given),*))?,
            KindId::Route53 => route53::$ask $(($($given),*))?,
            KindId::LoadBalancer => load_balancer::$ask $(($($given),*))?,
            KindId::TargetGroup => target_group::$ask $(($($given),*))?,
            KindId::AutoScalingGroup => auto_scaling_group::$ask $(($($given),*))?,
            KindId::LaunchTemplate => launch_template::$ask $(($($given),*))?,
            KindId::ScalingPolicy => scaling_policy::$ask $(($($given),*))?,
            KindId::Alarm => alarm::$ask $(($($given),*))?,
            KindId::Instance => instance::$ask $(($($given),*))?,
            KindId::Database => database::$ask $(($($given),*))?,
            KindId::Station => station::$ask $(($($given),*))?,
            KindId::Vpc => vpc::$ask $(($($given),*))?,
            KindId::AvailabilityZone => availability_zone::$ask $(($($given),*))?,
            KindId::Subnet => subnet::$ask $(($($given),*))?,
            KindId::RouteTable => route_table::$ask $(($($given),*))?,
            _ => $rest,
        }
    };
}

/// As `ask_first`, of kinds that come with the second part of the page.
macro_rules! ask_later {
    ($kind:expr => $ask:ident $(($($given:expr),*))?) => {
        match $kind {
            KindId::Browser => browser::$ask $(($($given),*))?,
            KindId::ResponseHeaders => response_headers::$ask $(($($given),*))?,
            KindId::RecordSet => record_set::$ask $(($($given),*))?,
            KindId::ApiGateway => api_gateway::$ask $(($($given),*))?,
            KindId::VpcLink => vpc_link::$ask $(($($given),*))?,
            KindId::HealthCheck => health_check::$ask $(($($given),*))?,
            KindId::ReverseProxy => reverse_proxy::$ask $(($($given),*))?,
            KindId::CloudFront => cloudfront::$ask $(($($given),*))?,
            KindId::NetworkLoadBalancer => network_load_balancer::$ask $(($($given),*))?,
            KindId::ClassicLoadBalancer => classic_load_balancer::$ask $(($($given),*))?,
            KindId::Listener => listener::$ask $(($($given),*))?,
            KindId::ListenerRule => listener_rule::$ask $(($($given),*))?,
            KindId::CloudWatchAgent => cloudwatch_agent::$ask $(($($given),*))?,
            KindId::LogGroup => log_group::$ask $(($($given),*))?,
            KindId::AccessLog => access_log::$ask $(($($given),*))?,
            KindId::ScheduledAction => scheduled_action::$ask $(($($given),*))?,
            KindId::ElastiCache => elasticache::$ask $(($($given),*))?,
            KindId::LambdaFunction => lambda_function::$ask $(($($given),*))?,
            KindId::DockerHost => docker_host::$ask $(($($given),*))?,
            KindId::Container => container::$ask $(($($given),*))?,
            KindId::OnPremisesServer => on_premises_server::$ask $(($($given),*))?,
            KindId::S3 => s3::$ask $(($($given),*))?,
            KindId::Region => region::$ask $(($($given),*))?,
            KindId::NetworkAcl => network_acl::$ask $(($($given),*))?,
            KindId::InternetGateway => internet_gateway::$ask $(($($given),*))?,
            KindId::GatewayLoadBalancer => gateway_load_balancer::$ask $(($($given),*))?,
            KindId::Appliance => appliance::$ask $(($($given),*))?,
            KindId::GatewayEndpoint => gateway_endpoint::$ask $(($($given),*))?,
            KindId::NatGateway => nat_gateway::$ask $(($($given),*))?,
            KindId::SecurityGroup => security_group::$ask $(($($given),*))?,
            KindId::Bastion => bastion::$ask $(($($given),*))?,
            KindId::Attacker => attacker::$ask $(($($given),*))?,
            _ => Default::default(),
        }
    };
}

/// Asks the words of any kind.
macro_rules! ask_kind {
    ($kind:expr => $ask:ident $(($($given:expr),*))?) => {
        ask_first!($kind => $ask $(($($given),*))?, ask_later!($kind => $ask $(($($given),*))?))
    };
}

mod activity;
pub mod balancers;
mod boards;
pub mod build;
mod coverage;
pub mod en;
pub mod format;
pub mod front_doors;
pub mod glossary;
pub mod ground;
pub mod keys;
pub mod ko;
pub mod later;
mod metrics;
pub mod more;
pub mod policy;
mod reasons;
mod regions;
mod table;
mod vitals;

pub use crate::vocabulary::Lang;
use crate::vocabulary::{Action, Because, InstanceState, JournalEvent, KindId, Limit};
use swell_core::base::id::PartId;
use swell_core::document::check::IssueWhat;
use swell_core::document::command::EditError;
use swell_core::document::field::FieldFault;
use swell_core::document::problem::Problem;
pub use table::Ui;

/// A template whose `{0}`, `{1}`… are values.
fn filled(template: &str, values: &[String]) -> String {
    let places = values.iter().enumerate();
    places.fold(template.to_owned(), |text, (place, value)| {
        text.replace(&format!("{{{place}}}"), value)
    })
}

/// What a field is called, and what it does. The AWS name itself is always shown beside them.
#[derive(Clone, Copy, Debug)]
pub struct FieldWords {
    pub label: &'static str,
    pub help: &'static str,
}

impl Lang {
    pub fn ui(self) -> &'static Ui {
        match self {
            Self::Ko => &ko::ui::UI,
            Self::En => &en::ui::UI,
        }
    }

    pub fn kind(self, kind: impl Into<Option<KindId>>) -> &'static str {
        match self {
            Self::Ko => ko::kinds::name(kind.into()),
            Self::En => en::kinds::name(kind.into()),
        }
    }

    pub fn kind_help(self, kind: impl Into<Option<KindId>>) -> &'static str {
        match self {
            Self::Ko => ko::kinds::help(kind.into()),
            Self::En => en::kinds::help(kind.into()),
        }
    }

    /// One word for a card.
    pub fn state(self, state: InstanceState) -> &'static str {
        match self {
            Self::Ko => ko::kinds::state(state),
            Self::En => en::kinds::state(state),
        }
    }

    pub fn action(self, action: Action) -> &'static str {
        match self {
            Self::Ko => ko::kinds::action(action),
            Self::En => en::kinds::action(action),
        }
    }

    pub fn because(self, because: &Because) -> String {
        match self {
            Self::Ko => ko::decisions::because(because),
            Self::En => en::decisions::because(because),
        }
    }

    pub fn limit(self, limit: &Limit) -> String {
        match self {
            Self::Ko => ko::decisions::limit(limit),
            Self::En => en::decisions::limit(limit),
        }
    }

    pub fn event(self, event: &JournalEvent) -> String {
        match self {
            Self::Ko => ko::decisions::event(event),
            Self::En => en::decisions::event(event),
        }
    }

    pub fn end_cause(self, why: swell_core::world::log::TerminationCause) -> &'static str {
        match self {
            Self::Ko => ko::decisions::end_cause(why),
            Self::En => en::decisions::end_cause(why),
        }
    }

    pub fn fault(self, fault: crate::vocabulary::FaultName) -> &'static str {
        match self {
            Self::Ko => ko::decisions::fault(fault),
            Self::En => en::decisions::fault(fault),
        }
    }

    /// Label and help of a field; `None` shows the field's own name alone.
    pub fn field(self, kind: KindId, path: &str) -> Option<FieldWords> {
        match self {
            Self::Ko => ko::kinds::field(kind, path),
            Self::En => en::kinds::field(kind, path),
        }
    }

    /// The name of a word that the field at `path` can be set to; an unknown word shows itself.
    pub fn choice<'a>(self, kind: KindId, path: &str, word: &'a str) -> &'a str {
        match self {
            Self::Ko => ko::kinds::choice(kind, path, word),
            Self::En => en::kinds::choice(kind, path, word),
        }
        .unwrap_or(word)
    }

    /// What is odd or wrong in the drawing.
    pub fn issue(self, what: &IssueWhat) -> String {
        match self {
            Self::Ko => ko::issues::issue(what),
            Self::En => en::issues::issue(what),
        }
    }

    /// Why an edit was refused; `name` gives the name of a part.
    pub fn edit_error(self, error: &EditError, name: &dyn Fn(PartId) -> String) -> String {
        match self {
            Self::Ko => ko::issues::edit_error(error, name),
            Self::En => en::issues::edit_error(error, name),
        }
    }

    /// Why a value cannot stand in its field.
    pub fn field_fault(self, fault: &FieldFault) -> String {
        match self {
            Self::Ko => ko::issues::field_fault(fault),
            Self::En => en::issues::field_fault(fault),
        }
    }

    /// What is wrong at one place of a file, behind the place.
    pub fn problem(self, problem: &Problem) -> String {
        match self {
            Self::Ko => ko::issues::problem(problem),
            Self::En => en::issues::problem(problem),
        }
    }

    /// Title of a board that comes with Swell, and one sentence of what to try on it.
    pub fn preset_title(self, id: &str) -> Option<(&'static str, &'static str)> {
        later::preset_title(self, id)
    }

    /// The title alone, which a page shows before it has the rest.
    pub fn board_title(self, id: &str) -> Option<&'static str> {
        let rest = || Some(later::preset_title(self, id)?.0);
        boards::title(self, id).or_else(rest)
    }
}

/// Words that find a kind in the search, in both languages at once.
pub fn synonyms(kind: KindId) -> String {
    let (en, ko) = (en::kinds::synonyms(kind), ko::kinds::synonyms(kind));
    format!("{en} {ko}")
}

/// Words to choose from, in one line; of a long list the first and how many there are.
fn listed(words: &[&str]) -> String {
    const SHOWN: usize = 8;
    let first = words.iter().take(SHOWN).copied();
    let line = first.collect::<Vec<_>>().join(", ");
    if words.len() > SHOWN {
        format!("{line}, … ({})", words.len())
    } else {
        line
    }
}

/// What a JSON reader says, without the place that is told already.
fn json_detail(detail: &str) -> &str {
    detail.split(" at line ").next().unwrap_or(detail)
}

/// Whether every word of a query is found in the text, ignoring case.
pub fn matches(query: &str, text: &str) -> bool {
    let text = text.to_lowercase();
    query
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use swell_core::contract::{Field, FieldKind};
    use swell_core::document::Document;
    use swell_core::kinds::Params;
    use swell_core::rules::validate::Code;
    use swell_core::scenario::catalog::{BLANKS, PRESETS};

    /// The lists of words and glyphs say what comes later as the list of kinds does: a kind that is in
    /// neither has no name, and one that is in the wrong one is blank until the second part is here.
    #[test]
    fn words_come_when_their_kind_does() {
        for kind in KindId::ALL.iter().copied() {
            for (lang, later) in [
                (Lang::Ko, ko::kinds::later_name(kind)),
                (Lang::En, en::kinds::later_name(kind)),
            ] {
                assert!(!lang.kind(kind).is_empty(), "{kind:?}");
                assert_eq!(kind.is_later(), !later.is_empty(), "{kind:?}");
            }
        }
    }

    #[test]
    fn search_finds_synonyms_in_both_languages() {
        assert!(matches("로드밸런서", &synonyms(KindId::LoadBalancer)));
        assert!(matches("ASG", &synonyms(KindId::AutoScalingGroup)));
        assert!(!matches("asg lambda", &synonyms(KindId::AutoScalingGroup)));
    }

    /// Fields by path, also those of the structures of a list.
    fn all_fields(params: &Params) -> Vec<(String, &'static Field)> {
        let mut all = Vec::new();
        for field in params.fields() {
            all.push((field.path.to_owned(), field));
            if let FieldKind::Records(inner) = field.kind {
                let path = |f: &Field| format!("{}/{}", field.path, f.path);
                all.extend(inner.iter().map(|f| (path(f), f)));
            }
        }
        all
    }

    #[test]
    fn every_field_of_every_kind_has_label_and_help() {
        for kind in KindId::ALL {
            let params = Params::defaults(*kind);
            for (path, _) in all_fields(&params) {
                for lang in Lang::ALL {
                    let Some(FieldWords { label, help }) = lang.field(*kind, &path) else {
                        panic!("{lang:?}: no words for {path} of {}", kind.name());
                    };
                    assert!(!label.is_empty() && !help.is_empty(), "{path}");
                }
            }
        }
    }

    #[test]
    fn every_choice_has_a_name() {
        // Names of machines and classes are AWS's own, those of a cookie's attribute its standard's.
        const THEMSELVES: &[&str] = &[
            "InstanceType",
            "DBInstanceClass",
            "CacheNodeType",
            "SameSite",
        ];
        for kind in KindId::ALL {
            for (path, field) in all_fields(&Params::defaults(*kind)) {
                let Some(words) = field.words() else {
                    continue;
                };
                for word in words {
                    let path = path.as_str();
                    let names = [
                        en::kinds::choice(*kind, path, word),
                        ko::kinds::choice(*kind, path, word),
                    ];
                    let is_named = names.iter().all(Option::is_some);
                    // Protocols and the like are AWS's own words in every language.
                    let is_aws = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
                    let is_own = word.bytes().all(is_aws);
                    let stands = THEMSELVES.contains(&path) || is_own;
                    assert!(is_named || stands, "{path}: {word}");
                }
            }
        }
        assert_eq!(
            Lang::Ko.choice(KindId::Instance, "InstanceType", "t3.micro"),
            "t3.micro"
        );
        assert_eq!(
            Lang::En.choice(KindId::Users, "pattern", "new_word"),
            "new_word"
        );
    }

    #[test]
    fn every_code_has_its_own_text() {
        let mut texts = Vec::new();
        for code in Code::ALL {
            let (ko, en) = (ko::issues::code(*code), en::issues::code(*code));
            assert!(ko.ends_with('.') && en.ends_with('.'), "{code:?}");
            assert!(!ko.is_ascii() && en.len() < 220, "{code:?}");
            texts.extend([ko, en]);
        }
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), 2 * Code::ALL.len());
    }

    #[test]
    fn faults_name_the_field_and_its_range() {
        let error = EditError::Field {
            part: PartId(14),
            kind: KindId::ScalingPolicy,
            path: "TargetTrackingConfiguration/TargetValue".to_owned(),
            fault: FieldFault::OutOfRange {
                min: 0.0001,
                max: 1e12,
            },
        };
        let name = |id: PartId| format!("part {}", id.0);
        assert_eq!(
            Lang::En.edit_error(&error, &name),
            "part 14 · Target value (TargetValue): Out of range. Use 0.0001 or more; AWS or the \
             model takes nothing else."
        );
        let fault = FieldFault::OutOfRange {
            min: -1.0,
            max: 3_600.0,
        };
        assert!(Lang::Ko.field_fault(&fault).contains("−1~3,600 사이"));
    }

    #[test]
    fn problems_begin_with_their_place() {
        let problems = Document::from_json("{").unwrap_err();
        let text = Lang::En.problem(&problems[0]);
        assert!(text.starts_with("File: Not valid JSON at line 1, column 1: "));
        assert!(!text.contains(" at line 1 column"), "{text}");
        let json =
            r#"{"format": 1, "parts": [{"id": 1, "kind": "users", "params": {"users": -5}}]}"#;
        let problems = Document::from_json(json).unwrap_err();
        let text = Lang::Ko.problem(&problems[0]);
        assert!(text.starts_with("parts[0].params.users: ") && text.contains("0~100,000"));
    }

    #[test]
    fn every_preset_has_a_title() {
        for preset in PRESETS.iter().chain(BLANKS) {
            for lang in Lang::ALL {
                assert!(lang.preset_title(preset.id).is_some(), "{}", preset.id);
            }
        }
    }

    #[test]
    fn tags_choose_a_language() {
        assert_eq!(Lang::from_tag("ko-KR"), Some(Lang::Ko));
        assert_eq!(Lang::from_tag("EN_us"), Some(Lang::En));
        assert_eq!(Lang::from_tag("de"), None);
        assert_eq!(Lang::from_tag(""), None);
        assert_eq!(Lang::from_tag("한"), None);
        assert_eq!(Lang::from_tag("kok"), None);
    }
}
