//! The forecast of predictive scaling. AWS's algorithm is not public: this one is ours.

use super::exact;
use crate::base::math;

/// Days of history that count. Basis: documented - ASG "Predictive scaling".
pub const HISTORY_DAYS_MAX: u32 = 14;
/// Hours of history needed for a first forecast. Basis: documented - ASG "Predictive scaling".
pub const HISTORY_HOURS_MIN: usize = 24;
/// How much more the same day of the week counts.
const SAME_WEEKDAY_WEIGHT: f64 = 3.0;
/// How a day of age lowers the weight.
const DAY_WEIGHT: f64 = 0.9;

/// The load expected `ahead` hours after the newest hour of `history` (1 is the next hour).
///
/// `history` holds one load per hour, oldest first, `None` where nothing was measured. The loads of
/// the same hour of the day are averaged, the same weekday counting three times, each day of age
/// 0.9.
/// Errors: `None` with less than a day of history, or nothing at that hour. Basis: model.
pub fn forecast_load(history: &[Option<f64>], ahead: usize) -> Option<f64> {
    if history.len() < HISTORY_HOURS_MIN || ahead == 0 {
        return None;
    }
    let (mut load, mut weights) = (0.0, 0.0);
    for age_days in 1..=HISTORY_DAYS_MAX {
        // The hour `age_days` before the forecast one, counted back from the end of the history.
        let Some(back) = (age_days as usize * 24).checked_sub(ahead) else {
            continue;
        };
        let at = history.len().checked_sub(back.saturating_add(1));
        let Some(Some(measured)) = at.and_then(|at| history.get(at)) else {
            continue;
        };
        let is_same_weekday = age_days % 7 == 0;
        let day = if is_same_weekday {
            SAME_WEEKDAY_WEIGHT
        } else {
            1.0
        };
        let weight = day * math::pow(DAY_WEIGHT, f64::from(age_days));
        load += weight * measured;
        weights += weight;
    }
    (weights > 0.0).then(|| load / weights)
}

/// Instances for a forecast load: `target` is the scaling metric's value per instance, `unit` the
/// load that one instance carries at a metric of 1. Errors: `None` for a target or unit that is not
/// positive.
/// Basis: model.
pub fn forecast_capacity(load: f64, target: f64, unit: f64) -> Option<u32> {
    let per_instance = target * unit;
    (per_instance > 0.0).then(|| exact::count(exact::ceil(load / per_instance)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn the_same_weekday_counts_three_times() {
        // Seven days: the oldest day, one week before the forecast, carries 100, the others 10.
        let day = |load| core::iter::repeat_n(Some(load), 24);
        let history: Vec<Option<f64>> = day(100.0)
            .chain(core::iter::repeat_n(10.0, 6).flat_map(day))
            .collect();
        let old = 3.0 * math::pow(0.9, 7.0);
        let recent: f64 = (1..=6).map(|age| math::pow(0.9, f64::from(age))).sum();
        let expected = (100.0 * old + 10.0 * recent) / (old + recent);
        for ahead in 1..=24 {
            let found = forecast_load(&history, ahead).unwrap();
            assert!((found - expected).abs() < 1e-9, "{ahead}");
        }
        assert_eq!(forecast_load(&history, 0), None);
        assert_eq!(forecast_capacity(100.0, 50.0, 0.5), Some(4));
    }
}
