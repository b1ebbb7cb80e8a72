//! The words of building a board: adding, linking, breaking things; both languages side by side, so
//! that a label without a translation does not compile.

use super::Lang;
use crate::i18n::format::span;
use crate::vocabulary::{KindId, OutageView, Refusal, Trouble};
use swell_core::base::id::PartId;
use swell_core::contract::{Ec2Notice, GroupNotice};
use swell_core::kinds::instance::ailment::Ailment;
use swell_core::rules::health::TargetState;

macro_rules! words {
    ($($name:ident: $ko:literal, $en:literal;)*) => {
        /// One field for each label.
        #[derive(Debug)]
        pub struct Build {
            $(pub $name: &'static str,)*
        }

        static KO: Build = Build { $($name: $ko,)* };
        static EN: Build = Build { $($name: $en,)* };
    };
}

words! {
    added: "추가", "Added";
    linked: "연결", "Linked";
    link_now: "연결하기", "Link";
    link_from: "연결 시작", "Link from";
    link_keys: "Tab: 대상 고르기, Enter: 연결, Esc: 취소", "Tab chooses a target, Enter links, Esc cancels";
    new_board: "새 보드", "New board";
    empty_board: "목록에서 구성 요소를 끌어다 놓거나, 누른 다음 여기를 누르세요.", "Drag a part here from the list, or press one and then click here.";
    machine: "머신", "Machine";
    application: "애플리케이션", "Application";
    group: "그룹에 알림", "Group";
    replace: "교체하기", "Replace it";
    cattle: "Auto Scaling 그룹의 서버는 손으로 고치지 않고 교체해요. 시작 템플릿에서 똑같은 서버가 다시 나오니까요.", "Servers of an Auto Scaling group are not repaired by hand but replaced: the launch template makes another one just like it.";
    heal_all: "모두 복구", "Heal everything";
    since: "시작", "Since";
    who_noticed: "누가 알아챘나요?", "Who has noticed?";
    targets: "연결할 수 있는 대상", "possible targets";
}

/// Parts named in one sentence.
const NAMED_MAX: usize = 4;

impl Lang {
    pub fn build(self) -> &'static Build {
        match self {
            Self::Ko => &KO,
            Self::En => &EN,
        }
    }

    /// Why two parts cannot be linked, and what to do instead.
    pub fn refusal(
        self,
        from: &str,
        to: &str,
        why: &Refusal,
        name: &dyn Fn(PartId) -> String,
    ) -> String {
        match (why, self) {
            (Refusal::Itself, Self::Ko) => {
                format!("{from}: 자기 자신에게는 연결할 수 없어요. 다른 구성 요소를 고르세요.")
            }
            (Refusal::Itself, Self::En) => {
                format!("{from} cannot be linked to itself. Choose another part.")
            }
            (Refusal::Already, Self::Ko) => {
                format!("{from} → {to}: 이미 연결되어 있어요. 선을 누르면 보거나 지울 수 있어요.")
            }
            (Refusal::Already, Self::En) => {
                format!("{from} → {to} is linked already. Choose the line to see or delete it.")
            }
            (Refusal::Backwards, Self::Ko) => {
                format!("{from} → {to}: 방향이 반대예요. 이렇게 이어 보세요: {to} → {from}")
            }
            (Refusal::Backwards, Self::En) => format!(
                "{from} does not send to {to}; it is the other way round. Draw {to} → {from}."
            ),
            (Refusal::EndsHere, Self::Ko) => format!(
                "{from}: 답만 하는 구성 요소라 여기서 시작할 수 없어요. 요청을 보내는 쪽에서 시작하세요."
            ),
            (Refusal::EndsHere, Self::En) => {
                format!("{from} only answers, so no link starts there. Start at what asks it.")
            }
            (Refusal::NotTaken { parts, kinds }, _) => self.not_taken(from, to, parts, kinds, name),
        }
    }

    /// What is wrong with a server, in a word.
    pub fn ailment(self, what: Ailment) -> &'static str {
        let (ko, en) = match what {
            Ailment::Unreachable => ("영역 중단", "zone down"),
            Ailment::Impaired => ("상태 검사 실패", "status check fails"),
            Ailment::Crashed => ("프로세스 종료", "crashed"),
            Ailment::Hung => ("프로세스 멈춤", "hung"),
            Ailment::Slow => ("10배 느림", "10× slow"),
            Ailment::Answers500 => ("500 응답", "answers 500"),
            Ailment::ProbeBroken => ("헬스 체크 고장", "health check broken"),
        };
        match self {
            Self::Ko => ko,
            Self::En => en,
        }
    }

    /// The first fault and its age: `hung 1 min 20 s`.
    pub fn trouble_in_short(self, trouble: &Trouble) -> String {
        let first = trouble.faults.first();
        first.map_or_else(String::new, |f| {
            format!(
                "{} {}",
                self.ailment(f.what),
                span(u64::from(f.for_s), self)
            )
        })
    }

    /// `EC2 ✓`, `ALB 2/3`, `ASG ✓`: a tick knows nothing of it, a cross has noticed, a count is on its way.
    pub fn watchers_in_short(self, trouble: &Trouble) -> Vec<String> {
        let mark = |has_noticed: bool| if has_noticed { "×" } else { "✓" };
        let mut all = vec![format!("EC2 {}", mark(trouble.ec2 != Ec2Notice::Passes))];
        if let Some(b) = trouble.balancer {
            let count = format!("{}/{}", b.failures.min(b.threshold), b.threshold);
            let state = match (b.has_noticed(), b.failures) {
                (false, 1..) => count.as_str(),
                (has_noticed, _) => mark(has_noticed),
            };
            all.push(format!("ALB {state}"));
        }
        if let Some(group) = trouble.group {
            let has_noticed = matches!(group, GroupNotice::Unhealthy { .. });
            all.push(format!("ASG {}", mark(has_noticed)));
        }
        all
    }

    /// What EC2, the balancer and the group know, a sentence each.
    pub fn noticed(self, trouble: &Trouble) -> Vec<String> {
        let is_ko = self == Self::Ko;
        let pick = |ko: &str, en: &str| if is_ko { ko.to_owned() } else { en.to_owned() };
        let ec2 = match trouble.ec2 {
            Ec2Notice::Passes => pick(
                "EC2: 상태 검사 통과, 애플리케이션은 보지 않아요",
                "EC2: status checks pass; it does not look at applications",
            ),
            Ec2Notice::Fails { .. } => pick("EC2: 상태 검사 실패", "EC2: the status check fails"),
            Ec2Notice::NotRunning => pick("EC2: 실행 중이 아님", "EC2: not running"),
        };
        let balancer = match trouble.balancer {
            None => pick("로드 밸런서: 확인하지 않음", "Balancer: does not check it"),
            Some(b) if b.state == TargetState::Draining => pick(
                "로드 밸런서: 등록 취소 중, 새 요청을 보내지 않아요",
                "Balancer: draining, sends no new requests",
            ),
            Some(b) if b.has_noticed() => pick(
                "로드 밸런서: 비정상, 트래픽을 보내지 않아요",
                "Balancer: unhealthy, gets no traffic",
            ),
            Some(b) if b.failures > 0 => match self {
                Self::Ko => format!("로드 밸런서: 실패 {}/{}번째 확인", b.failures, b.threshold),
                Self::En => format!("Balancer: failed check {} of {}", b.failures, b.threshold),
            },
            Some(_) => pick(
                "로드 밸런서: 정상으로 알고 트래픽을 보내요",
                "Balancer: thinks that it is healthy, sends traffic",
            ),
        };
        let group = trouble.group.map(|group| match group {
            GroupNotice::Healthy => pick("그룹: 정상으로 판단", "Group: thinks that it is healthy"),
            GroupNotice::Grace { left } => {
                let left = span(left.s_f64().ceil() as u64, self);
                match self {
                    Self::Ko => format!("그룹: 유예 기간이라 판단하지 않음, 남은 시간 {left}"),
                    Self::En => format!("Group: does not judge in the grace period, {left} left"),
                }
            }
            GroupNotice::Unhealthy { .. } => pick(
                "그룹: 비정상으로 판단, 교체해요",
                "Group: unhealthy, to be replaced",
            ),
        });
        [ec2, balancer].into_iter().chain(group).collect()
    }

    /// How long a zone has been cut off, and how many of its servers each watcher has noticed.
    pub fn outage(self, o: &OutageView) -> String {
        let age = span(u64::from(o.for_s), self);
        let age = match self {
            Self::Ko => format!("{age} 동안"),
            Self::En => format!("for {age}"),
        };
        let count = |n: u32| format!("{n}/{}", o.instances);
        let watchers = match o.instances {
            0 => String::new(),
            _ => format!(
                " · EC2 {} ALB {} ASG {}",
                count(o.ec2),
                count(o.balancer),
                count(o.group)
            ),
        };
        format!("{age}{watchers}")
    }

    /// No part of the board takes what this one sends.
    pub fn dead_end(self, from: &str, kinds: &[KindId]) -> String {
        let kinds: Vec<&str> = kinds.iter().map(|k| self.kind(*k)).collect();
        match (self, kinds.is_empty()) {
            (Self::Ko, false) => format!(
                "{from}: 더 연결할 대상이 보드에 없어요. 이 중 하나를 먼저 추가하세요: {}",
                kinds.join(", ")
            ),
            (Self::En, false) => format!(
                "Nothing more on the board takes what {from} sends. Add one of these: {}.",
                kinds.join(", ")
            ),
            (_, true) => self.refusal(from, "", &Refusal::EndsHere, &|_| String::new()),
        }
    }

    fn not_taken(
        self,
        from: &str,
        to: &str,
        parts: &[PartId],
        kinds: &[KindId],
        name: &dyn Fn(PartId) -> String,
    ) -> String {
        let parts: Vec<String> = parts.iter().take(NAMED_MAX).map(|id| name(*id)).collect();
        let kinds: Vec<&str> = kinds.iter().map(|k| self.kind(*k)).collect();
        match (self, parts.is_empty()) {
            (Self::Ko, false) => format!(
                "{from} → {to}: 보내는 요청을 받지 못해요. 연결할 수 있는 대상: {}",
                parts.join(", ")
            ),
            (Self::Ko, true) => format!(
                "{from} → {to}: 보내는 요청을 받지 못해요. 이 중 하나를 먼저 추가하세요: {}",
                kinds.join(", ")
            ),
            (Self::En, false) => format!(
                "{to} does not take what {from} sends. Link it to: {}.",
                parts.join(", ")
            ),
            (Self::En, true) => format!(
                "{to} does not take what {from} sends. Add one of these first: {}.",
                kinds.join(", ")
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_parts_and_what_to_do_in_both_languages() {
        let name = |id: PartId| format!("part-{}", id.0);
        let some = Refusal::NotTaken {
            parts: vec![PartId(7)],
            kinds: vec![KindId::LoadBalancer],
        };
        let none = Refusal::NotTaken {
            parts: Vec::new(),
            kinds: vec![KindId::LoadBalancer],
        };
        for lang in Lang::ALL {
            for why in [
                Refusal::Itself,
                Refusal::Already,
                Refusal::Backwards,
                Refusal::EndsHere,
            ] {
                assert!(lang.refusal("web", "db", &why, &name).contains("web"));
            }
            assert!(lang.refusal("web", "db", &some, &name).contains("part-7"));
            assert!(lang.refusal("web", "db", &none, &name).contains("ALB"));
        }
    }
}
