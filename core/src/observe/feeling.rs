//! What one user feels of one request.

use crate::base::time::Span;

/// An answer that takes longer is felt as slow. Basis: model - after a second people notice that they
/// wait.
pub const SLOW_FROM: Span = Span::from_s(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feeling {
    Ok,
    Slow,
    Error,
}

impl Feeling {
    pub fn of(is_ok: bool, took: Span) -> Self {
        match is_ok {
            false => Self::Error,
            true if took >= SLOW_FROM => Self::Slow,
            true => Self::Ok,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_an_error_however_fast_and_a_second_is_slow() {
        assert_eq!(Feeling::of(false, Span::from_ms(3)), Feeling::Error);
        assert_eq!(Feeling::of(true, Span::from_ms(999)), Feeling::Ok);
        assert_eq!(Feeling::of(true, SLOW_FROM), Feeling::Slow);
    }
}
