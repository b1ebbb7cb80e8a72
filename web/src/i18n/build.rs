//! The words of building a board: adding, linking, breaking things; both languages side by side, so
//! that a label without a translation does not compile.

use super::Lang;
use crate::board::commands::Refusal;
use crate::board::mirror::kind_of;
use swell_core::base::id::PartId;

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
    choose_target: "대상 선택", "Choose a target";
    link_from: "연결 시작", "Link from";
    link_cancelled: "연결을 취소했어요", "Link cancelled";
    link_keys: "Tab: 대상 고르기, Enter: 연결, Esc: 취소", "Tab chooses a target, Enter links, Esc cancels";
    new_board: "새 보드", "New board";
    empty_board: "목록에서 구성 요소를 끌어다 놓거나, 누른 다음 여기를 누르세요.", "Drag a part here from the list, or press one and then click here.";
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

    /// No part of the board takes what this one sends.
    pub fn dead_end(self, from: &str, kinds: &[&'static str]) -> String {
        let kinds: Vec<&str> = kinds.iter().map(|k| self.kind(kind_of(k))).collect();
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
        kinds: &[&'static str],
        name: &dyn Fn(PartId) -> String,
    ) -> String {
        let parts: Vec<String> = parts.iter().take(NAMED_MAX).map(|id| name(*id)).collect();
        let kinds: Vec<&str> = kinds.iter().map(|k| self.kind(kind_of(k))).collect();
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
            kinds: vec!["load_balancer"],
        };
        let none = Refusal::NotTaken {
            parts: Vec::new(),
            kinds: vec!["load_balancer"],
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
