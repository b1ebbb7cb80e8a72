//! Memory of a machine that serves requests (spec 1.3): what its system and the application hold, and
//! what each request in hand or in line takes.

/// Units: GiB. Basis: model - a small system and an application server that is idle.
const IDLE_GIB: f64 = 0.4;
/// Units: GiB. Basis: model - buffers and objects of one request.
const REQUEST_GIB: f64 = 0.008;

/// What is used of so much memory with so many requests inside. Units: percent.
pub fn used_percent(memory_gib: f64, requests: usize) -> f64 {
    let used_gib = IDLE_GIB + REQUEST_GIB * requests as f64;
    (used_gib / memory_gib.max(IDLE_GIB) * 100.0).min(100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smaller_machine_is_fuller_and_no_more_than_full() {
        assert!((used_percent(4.0, 0) - 10.0).abs() < 1e-9);
        assert!((used_percent(0.5, 0) - 80.0).abs() < 1e-9);
        assert!((used_percent(4.0, 130) - 36.0).abs() < 1e-9);
        assert!((used_percent(0.5, 130) - 100.0).abs() < 1e-9);
    }
}
