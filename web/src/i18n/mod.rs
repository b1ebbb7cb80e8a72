//! Words in two languages. Every language fills the same structs and matches the same enums, so a
//! missing string is a build error and not an empty label.

pub mod en;
pub mod format;
pub mod ko;
mod table;

use crate::board::model::{Because, InstanceState, JournalEvent, Kind, Limit};
use crate::input::action::Action;
pub use table::Ui;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    Ko,
    #[default]
    En,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::Ko, Self::En];

    /// The language of a tag such as `ko-KR`; English for everything that is not Korean.
    pub fn from_tag(tag: &str) -> Self {
        if tag.get(..2).is_some_and(|t| t.eq_ignore_ascii_case("ko")) {
            Self::Ko
        } else {
            Self::En
        }
    }

    pub fn tag(self) -> &'static str {
        match self {
            Self::Ko => "ko",
            Self::En => "en",
        }
    }

    pub fn other(self) -> Self {
        match self {
            Self::Ko => Self::En,
            Self::En => Self::Ko,
        }
    }

    pub fn ui(self) -> &'static Ui {
        match self {
            Self::Ko => &ko::ui::UI,
            Self::En => &en::ui::UI,
        }
    }

    pub fn kind(self, kind: Kind) -> &'static str {
        match self {
            Self::Ko => ko::kinds::name(kind),
            Self::En => en::kinds::name(kind),
        }
    }

    pub fn kind_help(self, kind: Kind) -> &'static str {
        match self {
            Self::Ko => ko::kinds::help(kind),
            Self::En => en::kinds::help(kind),
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

    pub fn fault(self, fault: crate::board::model::FaultName) -> &'static str {
        match self {
            Self::Ko => ko::decisions::fault(fault),
            Self::En => en::decisions::fault(fault),
        }
    }

    /// Label and help of an AWS field; `None` shows the field's own name alone.
    pub fn field(self, api_name: &str) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Ko => ko::fields::field(api_name),
            Self::En => en::fields::field(api_name),
        }
    }
}

/// Words that find a kind in the search, in both languages at once.
pub fn synonyms(kind: Kind) -> &'static str {
    match kind {
        Kind::Users => "users clients traffic load visitors 사용자 클라이언트 트래픽 부하 손님",
        Kind::Route53 => "route 53 route53 dns domain alias 라우트 도메인 별칭",
        Kind::LoadBalancer => "alb elb load balancer application 로드 밸런서 로드밸런서 부하 분산",
        Kind::AutoScalingGroup => {
            "asg auto scaling group autoscaling 오토 스케일링 오토스케일링 그룹 확장"
        }
        Kind::Instance => "ec2 instance server vm 인스턴스 서버",
        Kind::Database => "rds database mysql db sql 데이터베이스 디비",
        Kind::TargetGroup => "target group tg 대상 그룹 타깃",
        Kind::LaunchTemplate => "launch template ami lt 시작 템플릿",
        Kind::ScalingPolicy => {
            "scaling policy step target tracking simple 조정 정책 단계 대상 추적 단순"
        }
        Kind::ScheduledAction => "scheduled action cron 예약 작업 스케줄",
        Kind::Alarm => "cloudwatch alarm threshold metric 경보 알람 임계값 지표",
        Kind::Unknown => "",
    }
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

    #[test]
    fn search_finds_synonyms_in_both_languages() {
        assert!(matches("로드밸런서", synonyms(Kind::LoadBalancer)));
        assert!(matches("ASG", synonyms(Kind::AutoScalingGroup)));
        assert!(!matches("asg lambda", synonyms(Kind::AutoScalingGroup)));
    }

    #[test]
    fn tags_choose_a_language() {
        assert_eq!(Lang::from_tag("ko-KR"), Lang::Ko);
        assert_eq!(Lang::from_tag("de"), Lang::En);
        assert_eq!(Lang::from_tag(""), Lang::En);
        assert_eq!(Lang::from_tag("한"), Lang::En);
    }
}
