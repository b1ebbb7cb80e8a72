//! Queueing formulas: Erlang B and C, M/M/1, M/M/c, M/M/c/K, M/G/1, open Jackson networks.
//!
//! Rates are per second, times in seconds. A station that cannot keep up has no steady state:
//! `None`.

use crate::base::math;

/// Servers and places are counted one by one; beyond this many the formulas answer `None`.
const COUNT_MAX: u32 = 10_000_000;
/// Halvings when a percentile is searched: more than the 53 bits of a float need.
const BISECTIONS: u32 = 200;

/// Chance that an arrival is refused by `servers` without a queue. Units: `offered_load` in
/// erlangs.
/// Errors: `None` for a negative or undefined load. Basis: derived - Erlang 1917, by recursion.
pub fn erlang_b(servers: u32, offered_load: f64) -> Option<f64> {
    if offered_load.is_nan() || offered_load < 0.0 || servers > COUNT_MAX {
        return None;
    }
    if offered_load.is_infinite() {
        return Some(1.0);
    }
    let step = |block: f64, server: u32| {
        let busy = offered_load * block;
        busy / (f64::from(server) + busy)
    };
    Some((1..=servers).fold(1.0, step))
}

/// Chance that an arrival waits for one of `servers`. Errors: `None` when the load is not below
/// the number of servers. Basis: derived - from Erlang B.
pub fn erlang_c(servers: u32, offered_load: f64) -> Option<f64> {
    let block = erlang_b(servers, offered_load)?;
    let utilization = offered_load / f64::from(servers);
    if utilization.is_nan() || utilization >= 1.0 {
        return None;
    }
    Some(block / (1.0 - utilization * (1.0 - block)))
}

/// Means of a station in steady state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Steady {
    /// Of one server, 0 to 1.
    pub utilization: f64,
    pub mean_in_system: f64,
    pub mean_in_queue: f64,
    pub mean_sojourn_s: f64,
    pub mean_wait_s: f64,
}

/// A station with Poisson arrivals, exponential service, `c` servers and room for all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mmc {
    pub steady: Steady,
    /// Chance to wait at all.
    pub p_wait: f64,
    /// Of one server.
    service_rate: f64,
    /// Rate at which the waiting line shortens when all servers are busy.
    spare_rate: f64,
}

/// M/M/c, first come first served. Errors: `None` without steady state. Basis: derived - Erlang C.
pub fn mmc(arrival_rate: f64, service_rate: f64, servers: u32) -> Option<Mmc> {
    if arrival_rate.is_nan() || arrival_rate < 0.0 || service_rate.is_nan() || service_rate <= 0.0 {
        return None;
    }
    let load = arrival_rate / service_rate;
    let p_wait = erlang_c(servers, load)?;
    let spare_rate = f64::from(servers) * service_rate - arrival_rate;
    let mean_wait_s = p_wait / spare_rate;
    let mean_sojourn_s = mean_wait_s + 1.0 / service_rate;
    let steady = Steady {
        utilization: load / f64::from(servers),
        mean_in_system: arrival_rate * mean_sojourn_s,
        mean_in_queue: arrival_rate * mean_wait_s,
        mean_sojourn_s,
        mean_wait_s,
    };
    Some(Mmc {
        steady,
        p_wait,
        service_rate,
        spare_rate,
    })
}

/// M/M/1. Errors: `None` without steady state. Basis: derived - M/M/c with one server.
pub fn mm1(arrival_rate: f64, service_rate: f64) -> Option<Mmc> {
    mmc(arrival_rate, service_rate, 1)
}

impl Mmc {
    /// The wait that a share of all arrivals does not exceed. Bounds: `share` 0 to below 1.
    /// Basis: derived - P(wait > t) = p_wait exp(-(c mu - lambda) t).
    pub fn wait_quantile_s(&self, share: f64) -> f64 {
        let rest = 1.0 - share;
        if rest >= self.p_wait {
            return 0.0;
        }
        math::ln(self.p_wait / rest) / self.spare_rate
    }

    /// The sojourn that a share of all arrivals does not exceed. Bounds: `share` 0 to below 1.
    /// Basis: derived - wait and service are independent; the sum is inverted by bisection.
    pub fn sojourn_quantile_s(&self, share: f64) -> f64 {
        let rest = 1.0 - share;
        let slowest = self.service_rate.min(self.spare_rate);
        let (mut low, mut high) = (0.0, 1.0 / slowest);
        for _ in 0..BISECTIONS {
            if self.sojourn_tail(high) <= rest {
                break;
            }
            low = high;
            high *= 2.0;
        }
        for _ in 0..BISECTIONS {
            let middle = (low + high) / 2.0;
            if self.sojourn_tail(middle) > rest {
                low = middle;
            } else {
                high = middle;
            }
        }
        (low + high) / 2.0
    }

    /// P(sojourn > t).
    fn sojourn_tail(&self, t: f64) -> f64 {
        let served = math::exp(-self.service_rate * t);
        let difference = self.spare_rate - self.service_rate;
        // Waiters: exp(-mu t) + mu (exp(-mu t) - exp(-a t)) / (a - mu), a the spare rate.
        let scaled = difference * t;
        let convolved = if scaled.abs() < 1e-5 {
            served * t * (1.0 - scaled / 2.0 + scaled * scaled / 6.0)
        } else {
            (served - math::exp(-self.spare_rate * t)) / difference
        };
        served + self.p_wait * self.service_rate * convolved
    }
}

/// A station with `capacity` places, servers included; means are those of admitted requests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mmck {
    pub steady: Steady,
    pub p_block: f64,
    pub throughput: f64,
}

/// M/M/c/K. Errors: `None` for undefined rates, no server, or fewer places than servers.
/// Basis: derived - state probabilities, scaled as they grow.
pub fn mmck(arrival_rate: f64, service_rate: f64, servers: u32, capacity: u32) -> Option<Mmck> {
    const SCALE_MAX: f64 = 1e200;
    let load = arrival_rate / service_rate;
    let is_defined = load.is_finite() && load >= 0.0 && service_rate > 0.0;
    if !is_defined || servers == 0 || capacity < servers || capacity > COUNT_MAX {
        return None;
    }
    let (mut weight, mut total) = (1.0, 1.0);
    let (mut in_system, mut in_queue) = (0.0, 0.0);
    for count in 1..=capacity {
        weight *= load / f64::from(count.min(servers));
        total += weight;
        in_system += f64::from(count) * weight;
        in_queue += f64::from(count.saturating_sub(servers)) * weight;
        if total > SCALE_MAX {
            weight /= SCALE_MAX;
            total /= SCALE_MAX;
            in_system /= SCALE_MAX;
            in_queue /= SCALE_MAX;
        }
    }
    let p_block = weight / total;
    let throughput = arrival_rate * (1.0 - p_block);
    let (mean_in_system, mean_in_queue) = (in_system / total, in_queue / total);
    let per_request = |mean: f64| {
        if throughput > 0.0 {
            mean / throughput
        } else {
            0.0
        }
    };
    let mean_wait_s = per_request(mean_in_queue);
    Some(Mmck {
        steady: Steady {
            utilization: throughput / (f64::from(servers) * service_rate),
            mean_in_system,
            mean_in_queue,
            mean_sojourn_s: mean_wait_s + 1.0 / service_rate,
            mean_wait_s,
        },
        p_block,
        throughput,
    })
}

/// M/G/1; `service_scv` is the squared coefficient of variation of the service time.
/// Errors: `None` without steady state. Basis: derived - Pollaczek-Khinchine.
pub fn mg1(arrival_rate: f64, mean_service_s: f64, service_scv: f64) -> Option<Steady> {
    let utilization = arrival_rate * mean_service_s;
    if !(0.0..1.0).contains(&utilization) || service_scv.is_nan() || service_scv < 0.0 {
        return None;
    }
    let spread = (1.0 + service_scv) / 2.0;
    let mean_wait_s = utilization * mean_service_s * spread / (1.0 - utilization);
    let mean_sojourn_s = mean_wait_s + mean_service_s;
    Some(Steady {
        utilization,
        mean_in_system: arrival_rate * mean_sojourn_s,
        mean_in_queue: arrival_rate * mean_wait_s,
        mean_sojourn_s,
        mean_wait_s,
    })
}

/// A station of an open network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Station {
    pub servers: u32,
    pub mean_service_s: f64,
    /// Visits of one request on average.
    pub visits: f64,
}

impl Station {
    /// The station as it stands when requests enter the network at `arrival_rate`.
    /// Errors: `None` without steady state. Basis: derived - Jackson: each station as an M/M/c of
    /// its own.
    pub fn alone(&self, arrival_rate: f64) -> Option<Mmc> {
        mmc(
            arrival_rate * self.visits,
            1.0 / self.mean_service_s,
            self.servers,
        )
    }
}

/// Mean time of one request in an open network. Errors: `None` when a station has no steady state.
/// Basis: derived - Jackson.
pub fn jackson_end_to_end_s(arrival_rate: f64, stations: &[Station]) -> Option<f64> {
    stations.iter().try_fold(0.0, |sum, station| {
        let alone = station.alone(arrival_rate)?;
        Some(sum + station.visits * alone.steady.mean_sojourn_s)
    })
}
