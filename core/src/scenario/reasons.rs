//! Why a load balancer: the eight reasons of the notes (item E3), each with the board that shows it.

/// Each by a word of the texts, with the id of its board.
pub const REASONS: &[(&str, &str)] = &[
    ("spread", "light-and-heavy"),
    ("one_name", "names-not-addresses"),
    ("seamless", "one-fails"),
    ("health", "multivalue-or-alb"),
    ("tls_ends", "request-flow"),
    ("https", "two-domains"),
    ("managed", "two-zones"),
    ("cheaper", "three-front-doors"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::catalog::preset;
    use alloc::collections::BTreeSet;

    #[test]
    fn each_of_eight_reasons_has_a_board_of_its_own() {
        let boards: BTreeSet<&str> = REASONS.iter().map(|(_, board)| *board).collect();
        assert_eq!(boards.len(), 8);
        assert!(boards.into_iter().all(|board| preset(board).is_some()));
    }
}
