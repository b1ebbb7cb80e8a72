//! What the five study notes name (spec 19), and where each of it is seen. What is not there yet says
//! so: an entry claims no more than its board, part or panel shows.

use crate::kinds::KindId;

/// Something of the page that shows an item whatever the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Panel {
    /// From a metric by alarms and policies to the group, under the board.
    Chain,
    PolicyEditor,
    /// One request, hop by hop, with its headers.
    RequestTrace,
    Log,
    /// Two futures, or two boards, side by side.
    Comparison,
    /// One request step by step, and one flow at a time.
    Perspectives,
    /// Who may connect to whom.
    Connections,
    Cost,
    /// What names stand for, on the board and as a list.
    Glossary,
}

/// Where an item is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A board that comes with Swell, by its id.
    Board(&'static str),
    Panel(Panel),
}

use Place::Board;

/// How much of an item is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// All that the spec wants seen.
    Whole,
    Partly,
    Missing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// As in the spec: the letter of its note and a number.
    pub id: &'static str,
    pub extent: Extent,
    /// Beside the inspectors of the parts that say so themselves.
    pub places: &'static [Place],
}

impl Item {
    /// The kinds whose inspectors show it.
    pub fn kinds(&self) -> impl Iterator<Item = KindId> {
        let kinds = KindId::ALL.iter().copied();
        kinds.filter(|kind| kind.notes().contains(&self.id))
    }
}

const fn whole(id: &'static str, places: &'static [Place]) -> Item {
    let extent = Extent::Whole;
    Item { id, extent, places }
}

const fn partly(id: &'static str, places: &'static [Place]) -> Item {
    let extent = Extent::Partly;
    Item { id, extent, places }
}

const fn missing(id: &'static str) -> Item {
    Item {
        id,
        extent: Extent::Missing,
        places: &[],
    }
}

#[rustfmt::skip]
pub const ITEMS: &[Item] = &[
    whole("A1", &[Place::Panel(Panel::Glossary)]),
    whole("A2", &[Board("csr-cdn")]),
    whole("A3", &[Board("ssr-pages")]),
    missing("A4"),
    whole("A5", &[Place::Panel(Panel::Comparison), Board("ssr-pages"), Board("csr-pages")]),
    partly("A6", &[Board("forgotten-invalidation")]),
    whole("A7", &[Board("csr-cdn")]),
    whole("A8", &[Board("csr-cdn")]),
    whole("A9", &[Board("nearest-edge")]),
    whole("A10", &[Board("csr-cdn")]),
    whole("A11", &[Board("csr-cdn")]),
    whole("A12", &[Board("csr-cdn")]),
    missing("A13"),
    missing("A14"),
    whole("A15", &[Board("ssr-cautions"), Board("threshold-high"), Board("draining"), Board("health-check-numbers")]),
    whole("A16", &[Board("names-not-addresses"), Board("default")]),
    whole("A17", &[Board("one-fails"), Place::Panel(Panel::RequestTrace)]),
    missing("A18"),
    whole("A19", &[Board("default"), Board("one-fails"), Board("two-zones")]),
    whole("A20", &[Board("default")]),
    whole("A21", &[Board("cpu-80")]),
    whole("A22", &[Board("ssr-cautions")]),
    whole("A23", &[Board("default"), Board("plain-ami"), Place::Panel(Panel::Comparison)]),
    whole("A24", &[Board("default")]),
    whole("A25", &[Board("default")]),
    whole("A26", &[Place::Panel(Panel::RequestTrace)]),
    missing("B1"),
    missing("B2"),
    whole("B3", &[Board("two-zones")]),
    missing("B4"),
    whole("B5", &[Board("cache-aside")]),
    whole("B6", &[Board("one-fails")]),
    whole("B7", &[Board("three-front-doors")]),
    whole("B8", &[Board("light-and-heavy"), Board("anomalous-target")]),
    whole("B9", &[Board("one-box"), Place::Panel(Panel::Comparison)]),
    whole("B10", &[Place::Panel(Panel::Comparison), Board("nlb-to-servers"), Board("nlb-before-alb"), Board("balancer-types")]),
    whole("B11", &[Board("listener-rules")]),
    whole("B12", &[Board("two-zones")]),
    whole("B13", &[Board("move-to-alb"), Board("dns-failover")]),
    whole("B14", &[Board("default"), Place::Panel(Panel::Log)]),
    whole("B15", &[Board("s3-or-cdn")]),
    whole("B16", &[Board("forgotten-invalidation")]),
    whole("B17", &[Board("api-gateway"), Board("private-api")]),
    whole("B18", &[Board("api-gateway")]),
    whole("B19", &[Board("three-front-doors")]),
    whole("B20", &[Board("cors-and-cookies")]),
    whole("B21", &[Board("relay-or-direct"), Place::Panel(Panel::RequestTrace)]),
    whole("C1", &[Board("default")]),
    whole("C2", &[Board("defense-in-depth"), Board("nat-per-zone")]),
    whole("C3", &[Board("security-groups"), Place::Panel(Panel::Connections)]),
    whole("C4", &[Board("default"), Place::Panel(Panel::Log)]),
    whole("C5", &[Board("health-check-numbers")]),
    whole("C6", &[Board("single-server"), Board("one-fails"), Place::Panel(Panel::Comparison)]),
    whole("C7", &[Board("no-group"), Board("default"), Place::Panel(Panel::Comparison)]),
    whole("C8", &[Board("no-policy"), Board("threshold-high"), Board("threshold-low"), Place::Panel(Panel::Comparison)]),
    whole("C9", &[Board("one-fails")]),
    whole("C10", &[Place::Panel(Panel::Perspectives), Board("default"), Board("defense-in-depth")]),
    whole("C11", &[]),
    whole("C12", &[Board("security-groups"), Board("defense-in-depth"), Board("nacl-return-ports")]),
    whole("C13", &[Board("one-fails")]),
    whole("C14", &[Board("default")]),
    whole("C15", &[Board("two-zones")]),
    whole("C16", &[Place::Panel(Panel::Perspectives), Place::Panel(Panel::RequestTrace)]),
    whole("C17", &[Board("default")]),
    whole("C18", &[Board("one-fails")]),
    whole("C19", &[Board("request-flow"), Board("connection-reuse"), Place::Panel(Panel::RequestTrace), Place::Panel(Panel::Perspectives)]),
    whole("C20", &[Board("health-check-numbers")]),
    whole("C21", &[Place::Panel(Panel::Chain), Board("basic-monitoring"), Board("default"), Board("ssr-cautions")]),
    whole("C22", &[Board("request-flow")]),
    whole("C23", &[Board("ssr-cautions"), Place::Panel(Panel::Perspectives)]),
    whole("C24", &[Place::Panel(Panel::Chain), Board("default")]),
    whole("C25", &[Place::Panel(Panel::PolicyEditor), Board("default"), Board("tracking-40"), Board("threshold-high")]),
    whole("C26", &[Place::Panel(Panel::Comparison), Board("target-tracking"), Place::Panel(Panel::PolicyEditor)]),
    whole("C27", &[Board("bastion-keys")]),
    whole("C28", &[Board("bastion-keys"), Board("defense-in-depth")]),
    whole("C29", &[Place::Panel(Panel::Comparison), Board("one-server"), Board("static-before-logic")]),
    whole("D1", &[Board("legacy-box")]),
    whole("D2", &[Board("legacy-box"), Place::Panel(Panel::RequestTrace)]),
    whole("D3", &[Board("cors-and-cookies")]),
    whole("D4", &[Board("flood-bill"), Place::Panel(Panel::Cost)]),
    whole("D5", &[Board("cors-and-cookies"), Board("static-before-logic")]),
    whole("D6", &[Board("static-flood"), Board("static-before-logic")]),
    whole("D7", &[Board("legacy-migration")]),
    whole("D8", &[Board("cors-and-cookies")]),
    whole("D9", &[Board("names-not-addresses"), Board("csr-cdn")]),
    whole("D10", &[Board("names-not-addresses")]),
    whole("D11", &[Board("cors-and-cookies")]),
    whole("D12", &[Board("cors-and-cookies"), Place::Panel(Panel::Log)]),
    whole("D13", &[Board("csr-cdn")]),
    whole("E1", &[Place::Panel(Panel::Comparison), Board("one-large")]),
    whole("E2", &[Board("two-zones")]),
    whole("E3", &[Board("one-fails"), Board("names-not-addresses")]),
    whole("E4", &[]),
    whole("E5", &[Board("balancer-types")]),
    whole("E6", &[Board("security-groups"), Place::Panel(Panel::Connections)]),
    whole("E7", &[Board("listener-rules"), Board("containers")]),
    whole("E8", &[Board("mobile-or-desktop")]),
    whole("E9", &[Board("allow-list"), Board("nlb-before-alb")]),
    whole("E10", &[Board("nlb-to-servers"), Board("nlb-to-addresses"), Board("nlb-before-alb")]),
    whole("E11", &[Board("gwlb-inspection")]),
    whole("E12", &[Board("sticky-sessions")]),
    whole("E13", &[Board("sticky-sessions")]),
    whole("E14", &[Board("balancer-types")]),
    whole("E15", &[Board("request-flow"), Place::Panel(Panel::RequestTrace), Place::Panel(Panel::Perspectives)]),
    whole("E16", &[Board("two-domains")]),
    whole("E17", &[Board("draining")]),
    whole("E18", &[Board("default")]),
    whole("E19", &[Board("default")]),
    whole("E20", &[Board("ssr-cautions")]),
    whole("E21", &[]),
    whole("E22", &[Board("tracking-40"), Place::Panel(Panel::Comparison)]),
    whole("E23", &[Board("simple-70-30")]),
    missing("E24"),
    whole("E25", &[Place::Panel(Panel::PolicyEditor)]),
    whole("E26", &[Board("simple-70-30"), Place::Panel(Panel::Log)]),
    whole("E27", &[Board("plain-ami"), Place::Panel(Panel::Comparison)]),
    whole("E28", &[Board("request-flow"), Place::Panel(Panel::RequestTrace)]),
    whole("E29", &[Board("one-fails")]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::scenario::catalog::preset;
    use alloc::collections::BTreeSet;
    use alloc::format;
    use alloc::string::String;
    use alloc::vec::Vec;

    #[test]
    fn every_item_of_the_notes_is_listed_once() {
        let notes = [("A", 26), ("B", 21), ("C", 29), ("D", 13), ("E", 29)];
        let all = notes
            .into_iter()
            .flat_map(|(note, last)| (1..=last).map(move |n| format!("{note}{n}")));
        let all: Vec<String> = all.collect();
        let listed: Vec<&str> = ITEMS.iter().map(|item| item.id).collect();
        assert_eq!(listed, all);
        assert_eq!(listed.len(), 118);
    }

    #[test]
    fn every_claim_names_a_board_that_is_there_and_no_place_twice() {
        for item in ITEMS {
            for place in item.places {
                if let Board(id) = place {
                    let json = preset(id).expect(id).json;
                    assert!(Document::from_json(json).is_ok(), "{id}");
                }
            }
            let once: BTreeSet<&Place> = item.places.iter().collect();
            assert_eq!(once.len(), item.places.len(), "{}", item.id);
            let is_missing = item.extent == Extent::Missing;
            let is_seen = !item.places.is_empty() || item.kinds().next().is_some();
            assert_ne!(is_missing, is_seen, "{}", item.id);
        }
    }

    #[test]
    fn kinds_name_items_of_the_notes_once() {
        for kind in KindId::ALL {
            let once: BTreeSet<&&str> = kind.notes().iter().collect();
            assert_eq!(once.len(), kind.notes().len(), "{kind:?}");
            let is_listed = |id: &&str| ITEMS.iter().any(|item| item.id == *id);
            assert!(kind.notes().iter().all(is_listed), "{kind:?}");
        }
    }
}
