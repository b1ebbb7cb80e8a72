//! What parts show of themselves, in words: readings with their units.

use super::format::{glance, number, whole};
use super::{Lang, en, ko};
use crate::vocabulary::{KindId, Unit};
use swell_core::observe::meters::{Amount, Shown};

impl Lang {
    /// A reading with what it is: `CPU 45 %`.
    pub fn reading(self, kind: Option<KindId>, shown: &Shown) -> String {
        let word = self.vital(kind, shown.word);
        let amount = self.amount(shown);
        match (word.is_empty(), amount.is_empty()) {
            (true, _) => amount,
            (false, true) => word.to_owned(),
            (false, false) => format!("{word} {amount}"),
        }
    }

    /// A reading without what it is.
    pub fn amount(self, shown: &Shown) -> String {
        let t = self.ui();
        let value = match shown.amount {
            Amount::Said => return String::new(),
            Amount::Of { some, all } => return format!("{some}/{all}"),
            Amount::Number(value) => f64::from(value),
        };
        match shown.unit {
            Unit::Users => self.counted(value, t.users_unit),
            Unit::PerSecond => format!("{} {}", glance(value), t.per_second),
            Unit::Percent => format!("{} %", number(value, 0)),
            Unit::Seconds => format!("{} {}", glance(value), self.seconds()),
            Unit::Milliseconds => format!("{} ms", glance(value)),
            Unit::None | Unit::Count | Unit::Instances => whole(value as i64),
            Unit::Factor => number(value, 2),
            Unit::Bytes => format!("{} B", glance(value)),
        }
    }

    /// Korean counters join their number, English words do not.
    pub fn counted(self, value: f64, unit: &str) -> String {
        let value = whole(value as i64);
        match self {
            Self::Ko => format!("{value}{unit}"),
            Self::En => format!("{value} {unit}"),
        }
    }

    const fn seconds(self) -> &'static str {
        match self {
            Self::Ko => "초",
            Self::En => "s",
        }
    }

    /// What a part of the kind says, of itself or of a request.
    pub fn said(self, kind: Option<KindId>, word: &'static str) -> &'static str {
        let found = match self {
            Self::Ko => ko::kinds::said(kind, word),
            Self::En => en::kinds::said(kind, word),
        };
        found.unwrap_or(word)
    }

    /// A word of a kind's own; one that nobody has translated stands for itself.
    pub fn vital(self, kind: Option<KindId>, word: &'static str) -> &'static str {
        let found = match self {
            Self::Ko => ko::kinds::vital(kind, word),
            Self::En => en::kinds::vital(kind, word),
        };
        found.unwrap_or(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use swell_core::document::Document;
    use swell_core::engine::simulation::Simulation;
    use swell_core::scenario::catalog::PRESETS;

    #[test]
    fn every_word_of_a_kind_is_told_in_both_languages() {
        let mut words = BTreeSet::new();
        for preset in PRESETS {
            let document = Document::from_json(preset.json).unwrap();
            let simulation = Simulation::new(&document);
            for drawn in &document.parts {
                // The ground is drawn and does not run.
                let Some(part) = simulation.part(drawn.id) else {
                    continue;
                };
                let vitals = part.vitals(simulation.now(), 0);
                words.extend(vitals.readings().map(|r| (drawn.kind(), r.word)));
                words.extend(vitals.badges.iter().map(|b| (drawn.kind(), b.word)));
            }
        }
        for (kind, word) in words.into_iter().filter(|(_, word)| !word.is_empty()) {
            let told = [ko::kinds::vital(kind, word), en::kinds::vital(kind, word)];
            assert!(told.iter().all(Option::is_some), "{kind:?}: {word}");
        }
    }

    #[test]
    fn a_reading_has_its_unit_and_its_word() {
        let shown = |word, amount, unit| Shown { word, amount, unit };
        let cpu = shown("cpu", Amount::Number(44.6), Unit::Percent);
        assert_eq!(Lang::En.reading(Some(KindId::Database), &cpu), "CPU 45 %");
        let users = shown("", Amount::Number(1_200.0), Unit::Users);
        assert_eq!(Lang::Ko.reading(Some(KindId::Users), &users), "1,200명");
        assert_eq!(Lang::En.reading(Some(KindId::Users), &users), "1,200 users");
        let healthy = shown("healthy", Amount::Of { some: 2, all: 3 }, Unit::Count);
        assert_eq!(
            Lang::En.reading(Some(KindId::TargetGroup), &healthy),
            "Healthy 2/3"
        );
        let alias = shown("alias", Amount::Said, Unit::None);
        assert_eq!(Lang::Ko.reading(Some(KindId::Route53), &alias), "별칭");
    }
}
