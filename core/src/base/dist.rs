//! Distributions of service times: a mean, a shape, and a draw in whole microseconds.

use super::rng::Rng;
use super::{math, time::Span};
use crate::base::codec::string_enum;

/// Shape of a distribution whose mean is given apart from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    Constant,
    #[default]
    Exponential,
    /// Lognormal with a squared coefficient of variation of 1. Basis: model.
    Lognormal,
    /// Pareto with tail index 1.5, cut at 1,000 times its lower end. Basis: model.
    Pareto,
}

string_enum!(Shape {
    Exponential: "exponential",
    Constant: "constant",
    Lognormal: "lognormal",
    Pareto: "pareto",
});

impl Shape {
    /// One draw with mean `mean_us` microseconds, rounded to the nearest.
    #[inline(always)]
    pub fn draw(self, mean_us: f64, rng: &mut Rng) -> Span {
        let us = match self {
            Self::Exponential => mean_us * rng.exp1(),
            Self::Constant => mean_us,
            Self::Lognormal => lognormal(mean_us, rng),
            Self::Pareto => bounded_pareto(mean_us, rng),
        };
        Span::from_us_f64(us)
    }
}

fn lognormal(mean_us: f64, rng: &mut Rng) -> f64 {
    // scv = exp(s^2) - 1 = 1, mean = exp(m + s^2 / 2).
    let s2 = core::f64::consts::LN_2;
    mean_us * math::exp(math::sqrt(s2) * rng.normal() - s2 / 2.0)
}

fn bounded_pareto(mean_us: f64, rng: &mut Rng) -> f64 {
    const ALPHA: f64 = 1.5;
    const RATIO: f64 = 1_000.0;
    // Lower end l so that the mean of the bounded Pareto on [l, RATIO l] is the mean asked for.
    let cut = 1.0 - math::pow(RATIO, -ALPHA);
    let mean_of_unit = ALPHA / (ALPHA - 1.0) * (1.0 - math::pow(RATIO, 1.0 - ALPHA)) / cut;
    let lower = mean_us / mean_of_unit;
    lower * math::pow(1.0 - rng.unit() * cut, -1.0 / ALPHA)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::Purpose;

    #[test]
    fn every_shape_has_the_mean_that_was_asked_for() {
        for shape in [
            Shape::Constant,
            Shape::Exponential,
            Shape::Lognormal,
            Shape::Pareto,
        ] {
            let mut rng = Rng::stream(1, 1, Purpose::Service);
            let n = 400_000;
            let sum: u64 = (0..n).map(|_| shape.draw(50_000.0, &mut rng).us()).sum();
            let mean = sum as f64 / f64::from(n);
            assert!((mean / 50_000.0 - 1.0).abs() < 0.02, "{shape:?}: {mean}");
        }
    }
}
