//! `cargo xtask robot [seconds] [seed]`: random clicks, keys, typing and drags until something breaks.

use crate::process::{command, run as finish};
use crate::{Outcome, setup, site};

pub fn run(args: &[String]) -> Outcome {
    let (seconds, seed) = parse(args)?;
    if std::env::var_os("SWELL_DIST").is_some() {
        // A site that is built already.
        setup::for_robot()?;
    } else {
        setup::for_chromium()?;
        site::build()?;
    }
    let numbers = [seconds.to_string(), seed.to_string()];
    let mut robot = command("node", &["tests/browser/robot.mjs"]);
    finish(robot.args(numbers))
}

fn parse(args: &[String]) -> Outcome<(u32, u32)> {
    let number = |n: usize, default: u32| match args.get(n) {
        None => Ok(default),
        Some(word) => word
            .parse()
            .map_err(|_| format!("robot takes whole seconds and a seed, not {word:?}")),
    };
    if let Some(word) = args.get(2) {
        return Err(format!("robot takes seconds and a seed, not {word:?} too"));
    }
    Ok((number(0, 60)?, number(1, 1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_seed() {
        let parse = |text: &str| {
            let words: Vec<String> = text.split_whitespace().map(Into::into).collect();
            parse(&words)
        };
        assert_eq!(parse(""), Ok((60, 1)));
        assert_eq!(parse("360 7"), Ok((360, 7)));
        for bad in ["x", "1 -2", "1 2 3", "1.5"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
