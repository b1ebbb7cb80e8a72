//! What runs over wires.

/// What may run over a wire. A part `accepts` some and `offers` some; wires join the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protocol {
    Dns,
    Http,
    Tcp,
    Sql,
}

impl Protocol {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Http => "http",
            Self::Tcp => "tcp",
            Self::Sql => "sql",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        [Self::Dns, Self::Http, Self::Tcp, Self::Sql]
            .into_iter()
            .find(|p| p.name() == name)
    }
}
