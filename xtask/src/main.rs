//! `cargo xtask`: set-up, build, serve, test, bench.

fn main() {}
