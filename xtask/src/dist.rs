//! `cargo xtask dist`: the static site, ready to be copied to any host.

use crate::say::say;
use crate::{Outcome, setup, site};

pub fn run(args: &[String]) -> Outcome {
    if let Some(arg) = args.first() {
        return Err(format!("dist takes no arguments, but got {arg:?}"));
    }
    setup::for_site(true)?;
    site::build()?;
    site::print(&site::weigh()?);
    say!("The site is in dist/: copy it to any static host, below any path.");
    Ok(())
}
