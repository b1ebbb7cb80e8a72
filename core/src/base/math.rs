//! Transcendental functions from one portable source (`libm`), so that native and wasm agree bit by bit.

/// A number written with digits and at most one point, as `99.9`. The library's parser knows every
/// spelling of a float and carries ten kilobytes of powers for it. `None` for anything else, and
/// for more than 15 digits.
pub fn plain_number(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let places = u32::try_from(fraction.len()).ok()?;
    let is_short = whole.len() + fraction.len() <= 15 && !(whole.is_empty() && fraction.is_empty());
    let digits = || whole.bytes().chain(fraction.bytes());
    if !is_short || !digits().all(|d| d.is_ascii_digit()) {
        return None;
    }
    let all = digits().fold(0_u64, |all, d| all * 10 + u64::from(d - b'0'));
    // Both are exact, so their quotient is the nearest float.
    Some(all as f64 / 10_u64.pow(places) as f64)
}

pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// `exp(x) - 1`, exact near 0.
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// `ln(1 + x)`, exact near 0.
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

pub fn sqrt(x: f64) -> f64 {
    libm::sqrt(x)
}

pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

pub fn ceil(x: f64) -> f64 {
    libm::ceil(x)
}

pub fn floor(x: f64) -> f64 {
    libm::floor(x)
}

pub fn round(x: f64) -> f64 {
    libm::round(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_are_read_as_the_library_reads_them() {
        for text in [
            "0",
            "7",
            "99.9",
            "0.05",
            "300",
            ".5",
            "5.",
            "000.125",
            "123456789.012345",
        ] {
            assert_eq!(plain_number(text), text.parse().ok(), "{text}");
        }
        for text in [
            "",
            ".",
            "-1",
            "1e3",
            "NaN",
            "1.2.3",
            " 1",
            "1234567890123456",
        ] {
            assert_eq!(plain_number(text), None, "{text}");
        }
    }
}
