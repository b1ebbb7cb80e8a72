//! What is to be installed: said with its time before anything begins, then done one by one.

use super::tools;
use crate::Outcome;
use crate::say::tell;
use std::fmt::Write;

/// Something that this machine lacks.
pub struct Missing {
    pub what: String,
    /// Measured on two cores of a plain machine, downloads included. Units: seconds.
    pub seconds: u32,
    pub install: Box<dyn FnOnce() -> Outcome>,
}

impl Missing {
    pub fn new(
        what: impl Into<String>,
        seconds: u32,
        install: impl FnOnce() -> Outcome + 'static,
    ) -> Self {
        Self {
            what: what.into(),
            seconds,
            install: Box::new(install),
        }
    }
}

/// Installs all, saying first what and how long. Errors: of the first one that fails.
pub fn install(missing: Vec<Missing>) -> Outcome {
    if missing.is_empty() {
        return Ok(());
    }
    tell!("{}", announcement(&missing).trim_end());
    let count = missing.len();
    for (n, one) in missing.into_iter().enumerate() {
        tell!("[{} of {count}] {} …", n + 1, one.what);
        (one.install)()?;
    }
    Ok(())
}

fn announcement(missing: &[Missing]) -> String {
    let seconds = missing.iter().map(|one| one.seconds).sum();
    let mut text = format!(
        "Not on this machine yet; installed now and once, in {} or by the system, {} on two cores:\n",
        tools().display(),
        about(seconds)
    );
    for one in missing {
        // A String takes every line.
        let _ = writeln!(text, "  {} ({})", one.what, about(one.seconds));
    }
    text
}

/// A length of time as one would say it.
pub fn about(seconds: u32) -> String {
    match seconds {
        0..=45 => "less than a minute".into(),
        46..=90 => "about a minute".into(),
        _ => format!("about {} minutes", (seconds + 30) / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_time_is_said_before_anything_is_installed() {
        let never = || Missing::new("a tool", 200, || Err("began".into()));
        let text = announcement(&[never(), never()]);
        assert!(text.contains("about 7 minutes on two cores"), "{text}");
        assert_eq!(
            text.matches("a tool (about 3 minutes)").count(),
            2,
            "{text}"
        );
    }

    #[test]
    fn the_first_failure_ends_it() {
        let bad = Missing::new("a tool", 1, || Err("no network".into()));
        let never = Missing::new("another", 1, || panic!("installed after a failure"));
        assert_eq!(install(vec![bad, never]), Err("no network".into()));
    }

    #[test]
    fn times_in_words() {
        let words = [5, 60, 100, 420].map(about);
        assert_eq!(
            words.map(|w| w.replace("about ", "")),
            ["less than a minute", "a minute", "2 minutes", "7 minutes"]
        );
    }
}
