//! What a number counts, in fields, metrics and readings alike.

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    None,
    Seconds,
    Milliseconds,
    Percent,
    PerSecond,
    Instances,
    Users,
    Factor,
    Count,
    Bytes,
}
