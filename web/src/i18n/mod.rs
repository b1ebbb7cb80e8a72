//! Words in two languages. Every language fills the same structs and matches the same enums, so a
//! missing string is a build error and not an empty label.

/// Asks the words of one kind: the one list of the files that have them, for both languages. What a
/// file lacks does not compile.
macro_rules! ask_kind {
    ($kind:expr => $ask:ident $(($($given:expr),*))?) => {
        match $kind {
            KindId::Users => users::$ask $(($($given),*))?,
            KindId::Route53 => route53::$ask $(($($given),*))?,
            KindId::RecordSet => record_set::$ask $(($($given),*))?,
            KindId::CloudFront => cloudfront::$ask $(($($given),*))?,
            KindId::LoadBalancer => load_balancer::$ask $(($($given),*))?,
            KindId::NetworkLoadBalancer => network_load_balancer::$ask $(($($given),*))?,
            KindId::TargetGroup => target_group::$ask $(($($given),*))?,
            KindId::Listener => listener::$ask $(($($given),*))?,
            KindId::ListenerRule => listener_rule::$ask $(($($given),*))?,
            KindId::AutoScalingGroup => auto_scaling_group::$ask $(($($given),*))?,
            KindId::LaunchTemplate => launch_template::$ask $(($($given),*))?,
            KindId::ScalingPolicy => scaling_policy::$ask $(($($given),*))?,
            KindId::ScheduledAction => scheduled_action::$ask $(($($given),*))?,
            KindId::Alarm => alarm::$ask $(($($given),*))?,
            KindId::Instance => instance::$ask $(($($given),*))?,
            KindId::Database => database::$ask $(($($given),*))?,
            KindId::ElastiCache => elasticache::$ask $(($($given),*))?,
            KindId::S3 => s3::$ask $(($($given),*))?,
            KindId::Station => station::$ask $(($($given),*))?,
            KindId::Region => region::$ask $(($($given),*))?,
            KindId::Vpc => vpc::$ask $(($($given),*))?,
            KindId::AvailabilityZone => availability_zone::$ask $(($($given),*))?,
            KindId::Subnet => subnet::$ask $(($($given),*))?,
            KindId::RouteTable => route_table::$ask $(($($given),*))?,
            KindId::NetworkAcl => network_acl::$ask $(($($given),*))?,
            KindId::InternetGateway => internet_gateway::$ask $(($($given),*))?,
            KindId::SecurityGroup => security_group::$ask $(($($given),*))?,
            KindId::Bastion => bastion::$ask $(($($given),*))?,
            KindId::Attacker => attacker::$ask $(($($given),*))?,
        }
    };
}

mod activity;
pub mod build;
mod coverage;
pub mod en;
pub mod format;
pub mod ko;
mod metrics;
pub mod more;
pub mod policy;
mod regions;
mod table;
mod vitals;

pub use crate::vocabulary::Lang;
use crate::vocabulary::{Action, Because, InstanceState, JournalEvent, KindId, Limit};
use swell_core::base::id::PartId;
use swell_core::document::check::IssueWhat;
use swell_core::document::command::EditError;
use swell_core::document::field::FieldFault;
use swell_core::document::load::Problem;
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
        Some(match (self, id) {
            (Self::Ko, "default") => (
                "급증 100 → 1,000명 · ALB + Auto Scaling",
                "점심 러시를 보내고, 새 서버가 언제부터 트래픽을 받는지 보세요.",
            ),
            (Self::En, "default") => (
                "Surge 100 → 1,000 users · ALB + Auto Scaling",
                "Send the lunch rush and watch when new servers take traffic.",
            ),
            (Self::Ko, "two-zones") => (
                "가용 영역 하나가 사라지면",
                "영역 하나를 끄고, 그룹이 다른 영역에서 서버를 되살리는 과정을 보세요.",
            ),
            (Self::En, "two-zones") => (
                "Lose a zone",
                "Take one Availability Zone down and watch the group recover in the other.",
            ),
            (Self::Ko, "one-fails") => (
                "서버 하나가 고장 나면",
                "서버 하나를 멈추고, 상태 확인이 찾아 교체할 때까지 누가 오류를 겪는지 보세요.",
            ),
            (Self::En, "one-fails") => (
                "One server fails",
                "Hang one server and see who gets errors until health checks find and replace it.",
            ),
            (Self::Ko, "nlb-before-alb") => (
                "고정 IP가 필요하면: ALB 앞의 NLB",
                "NLB는 연결을 통째로, ALB는 요청을 하나씩 나눠요. 영역을 하나 끄고 어느 주소가 남는지 보세요.",
            ),
            (Self::En, "nlb-before-alb") => (
                "Fixed addresses: an NLB before an ALB",
                "The NLB spreads whole connections, the ALB single requests. Lose a zone: see which address is left.",
            ),
            (Self::Ko, "listener-rules") => (
                "ALB 하나, 앱 여럿: 리스너 규칙",
                "/user, /search, /api, ?Platform=Mobile이 서로 다른 그룹으로 가요. 우선순위를 뒤바꾸면 엉뚱한 그룹이 받아요.",
            ),
            (Self::En, "listener-rules") => (
                "One ALB, many apps: listener rules",
                "/user, /search, /api and ?Platform=Mobile go to groups of their own. Break the order of priorities: the wrong group answers.",
            ),
            (Self::Ko, "sticky-sessions") => (
                "고정 세션: 쿠키로 같은 서버에",
                "서버 하나를 멈추면 그 서버의 사용자만 로그인이 풀려요. 서버가 돌아와도 되돌아가지 않고, 부하는 고르지 않게 남아요.",
            ),
            (Self::En, "sticky-sessions") => (
                "Sticky sessions: a cookie to the same server",
                "Stop one server: its users alone have to log in again, and do not come back when it does. The load stays uneven.",
            ),
            (Self::Ko, "draining") => (
                "등록 취소 지연: 서버를 빼는 동안",
                "web-1의 연결선을 지워 보세요. 하던 업로드는 끝까지 가고 새 요청은 2, 3으로만 가요. 지연을 0으로 두면 업로드가 끊겨요.",
            ),
            (Self::En, "draining") => (
                "Connection draining: taking a server out",
                "Remove the wire to web-1: uploads go on to their end, new requests go to 2 and 3. With a delay of 0 the uploads are cut.",
            ),
            (Self::Ko, "light-and-heavy") => (
                "라운드 로빈과 최소 미해결 요청",
                "가벼운 요청과 무거운 요청이 섞였어요. 대상 그룹의 알고리즘을 바꾸고 서버별 대기열과 p95를 견주어 보세요.",
            ),
            (Self::En, "light-and-heavy") => (
                "Round robin against least outstanding requests",
                "Light and heavy requests in one stream. Change the algorithm of the target group and compare queues and p95.",
            ),
            (Self::Ko, "dns-failover") => (
                "DNS 장애 조치 · Route 53 상태 확인",
                "서버 둘을 멈추고, 상태 확인과 TTL이 지나 사용자가 안내 페이지로 옮겨 가는 데 얼마나 걸리는지 보세요.",
            ),
            (Self::En, "dns-failover") => (
                "DNS failover · Route 53 health checks",
                "Crash both servers and see how long health checks and the TTL keep users away from the sorry page.",
            ),
            (Self::Ko, "security-groups") => (
                "보안 그룹 사슬 · 누가 누구에게 연결하나",
                "web-sg의 규칙을 지우고, 거절이 아니라 시간 초과가 나는 이유를 보세요.",
            ),
            (Self::En, "security-groups") => (
                "A chain of security groups · who may dial whom",
                "Remove the rule of web-sg and see why it gives time-outs, not refusals.",
            ),
            (Self::Ko, "defense-in-depth") => (
                "겹겹이 막기 · 공격자와 배스천",
                "프라이빗 서브넷의 경로, 보안 그룹 규칙을 하나씩 걷어 내고 공격자에게 무엇이 열리는지 보세요.",
            ),
            (Self::En, "defense-in-depth") => (
                "Defence in depth · an attacker and a bastion",
                "Take away one layer at a time, a route or a rule, and see what opens to the attacker.",
            ),
            (Self::Ko, "cache-aside") => (
                "캐시가 사라지면",
                "캐시를 비우거나 노드를 잃어 보고, 데이터베이스 CPU가 얼마나 뛰는지 보세요.",
            ),
            (Self::En, "cache-aside") => (
                "Lose the cache",
                "Flush the cache or lose its node, and watch the database's CPU jump.",
            ),
            (Self::Ko, "csr-cdn") => (
                "정적 사이트 · Route 53 → CloudFront → S3",
                "새 버전을 올리고 무효화를 잊어 보세요. 엣지는 옛 파일을 계속 내려줘요.",
            ),
            (Self::En, "csr-cdn") => (
                "Static site · Route 53 → CloudFront → S3",
                "Upload a new version and forget the invalidation: edges go on with the old files.",
            ),
            (Self::Ko, "s3-or-cdn") => (
                "S3 직접 또는 CloudFront",
                "같은 사용자, 같은 파일이에요. 지연 시간과 비용을 비교하고 파일 크기를 바꿔 보세요.",
            ),
            (Self::En, "s3-or-cdn") => (
                "S3 directly or by CloudFront",
                "The same users, the same files: compare latency and bill, then change the size of the files.",
            ),
            (Self::Ko, "static-before-logic") => (
                "정적 파일은 엣지에서, 로직은 밸런서 뒤에서",
                "/assets는 S3, /api는 ALB로 가요. 기본 오리진을 ALB로 바꾸고 서버 CPU를 보세요.",
            ),
            (Self::En, "static-before-logic") => (
                "Static files at the edge, logic behind the balancer",
                "/assets goes to S3, /api to the ALB. Make the ALB the default origin and watch the servers' CPU.",
            ),
            (Self::Ko, "empty") => ("빈 보드", "구성 요소를 하나씩 놓아 보세요."),
            (Self::En, "empty") => ("Empty board", "Put one part after the other on it."),
            (Self::Ko, "starter") => (
                "작은 시작 보드 · ALB + 서버 2대",
                "여기에 Auto Scaling 그룹이나 데이터베이스를 더해 보세요.",
            ),
            (Self::En, "starter") => (
                "Small starter · ALB + 2 servers",
                "Add an Auto Scaling group or a database to it.",
            ),
            _ => return None,
        })
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
        // Names of machines and classes are AWS's own.
        const THEMSELVES: &[&str] = &["InstanceType", "DBInstanceClass", "CacheNodeType"];
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
                    let is_own = word.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
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
