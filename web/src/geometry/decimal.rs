//! Numbers as pictures and labels write them: a few decimals, none where they are zero. The
//! library's way is exact to the last bit, which costs ten times the code and the time.

use std::fmt;

/// A number with at most so many decimals.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    value: f64,
    places: u32,
}

/// A place or a length in a picture: a tenth of a unit is finer than a screen.
pub fn px(value: f64) -> Decimal {
    decimal(value, 1)
}

/// A number with at most `places` decimals, 9 at most.
pub fn decimal(value: f64, places: u32) -> Decimal {
    Decimal { value, places }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut places = self.places.min(9);
        let mut unit = 10_u64.pow(places);
        // Beyond 2^53 there are no decimals to round, and what is no number draws nothing.
        let scaled = (self.value * unit as f64).round() as i64;
        let (mut all, is_negative) = (scaled.unsigned_abs(), scaled < 0);
        while places > 0 && all.is_multiple_of(10) {
            (all, unit, places) = (all / 10, unit / 10, places - 1);
        }
        if is_negative {
            f.write_str("-")?;
        }
        write!(f, "{}", all / unit)?;
        if places > 0 {
            write!(f, ".{:0width$}", all % unit, width = places as usize)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_writes_what_the_library_writes_without_zeros_at_the_end() {
        let values = [
            0.0, 0.04, 0.05, -0.04, 1.0, -1.5, 12.34, 99.96, 1234.5, -0.96, 100.0, 8_070.3,
        ];
        for value in values {
            for places in 0..5 {
                // The library rounds halves to even digits, people and this code away from zero.
                if (value * 10_f64.powi(places)).fract().abs() == 0.5 {
                    continue;
                }
                let whole = format!("{value:.*}", places as usize);
                let expected = match whole.contains('.') {
                    true => whole.trim_end_matches('0').trim_end_matches('.'),
                    false => &whole,
                };
                let expected = if expected == "-0" { "0" } else { expected };
                let written = decimal(value, places as u32).to_string();
                assert_eq!(written, expected, "{value} with {places}");
            }
        }
    }

    #[test]
    fn what_is_no_number_is_zero() {
        assert_eq!(px(f64::NAN).to_string(), "0");
    }
}
