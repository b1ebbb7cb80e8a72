//! Decimals as people write them, held in binary floats: comparing and rounding up without the
//! noise of the last digit (3 x 1.1 / 0.1 is 33, never 34).

use crate::base::math;

/// The grid on which two values are compared. Basis: model.
const GRID: f64 = 1e6;
/// Above this size a float has no sixth decimal left to round.
const GRID_MAX: f64 = 9e9;
/// How far from a whole number still counts as that number, at size 1.
const NOISE: f64 = 1e-9;
/// The same relative to the size of a large number.
const NOISE_RELATIVE: f64 = 1e-12;

/// `x` rounded to six decimals; sizes beyond 9e9 and undefined values are left as they are.
/// Basis: model - alarms compare values after rounding to 1e-6.
pub fn round6(x: f64) -> f64 {
    if x.abs() < GRID_MAX {
        math::round(x * GRID) / GRID
    } else {
        x
    }
}

/// The smallest whole number not below `x`, one billionth of noise forgiven.
/// Basis: model - ceil acts on exact decimals.
pub fn ceil(x: f64) -> f64 {
    let nearest = math::round(x);
    if is_noise(x - nearest, x) {
        nearest
    } else {
        math::ceil(x)
    }
}

/// A float as a count: undefined and negative values are 0, too large ones `u32::MAX`.
pub fn count(x: f64) -> u32 {
    x as u32
}

fn is_noise(difference: f64, size: f64) -> bool {
    let allowed = NOISE.max(NOISE_RELATIVE * size.abs());
    difference.abs() <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_never_decides() {
        assert_eq!(ceil(3.0 * 1.1 / 0.1), 33.0);
        assert_eq!(ceil(33.001), 34.0);
        assert_eq!(round6(70.3 - 60.1), 10.2);
        assert!(ceil(f64::NAN).is_nan());
        assert_eq!(ceil(f64::INFINITY), f64::INFINITY);
        assert_eq!(count(f64::NAN), 0);
    }
}
