//! What may run over a wire.

use crate::base::form::words;

/// A part `accepts` some and `offers` some; wires join the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protocol {
    Dns,
    Http,
    Tcp,
    Sql,
}

words!(Protocol {
    Dns: "dns",
    Http: "http",
    Tcp: "tcp",
    Sql: "sql",
});

impl Protocol {
    pub const ALL: [Self; 4] = [Self::Dns, Self::Http, Self::Tcp, Self::Sql];

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == word)
    }
}
