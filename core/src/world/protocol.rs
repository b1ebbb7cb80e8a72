//! What may run over a wire.

use crate::base::codec::string_enum;

/// A part `accepts` some and `offers` some; wires join the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protocol {
    Dns,
    Http,
    Tcp,
    Sql,
    /// Keys and values in memory.
    Cache,
}

string_enum!(Protocol {
    Dns: "dns",
    Http: "http",
    Tcp: "tcp",
    Sql: "sql",
    Cache: "cache",
});

impl Protocol {
    pub const ALL: [Self; 5] = [Self::Dns, Self::Http, Self::Tcp, Self::Sql, Self::Cache];

    /// The port that is listened on for it by default.
    pub const fn port(self) -> u32 {
        match self {
            Self::Dns => 53,
            Self::Http | Self::Tcp => 80,
            Self::Sql => 3_306,
            Self::Cache => 6_379,
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == word)
    }
}
