//! Request classes: what a kind of request costs on its way (spec 1.2, request mix).

use crate::base::dist::Shape;
use serde::{Deserialize, Serialize};

/// The costs of one class of requests, worked out from the mix of the users who send it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Class {
    /// Mean CPU work on one vCPU in microseconds.
    pub cpu_us: f64,
    pub cpu_shape: Shape,
    pub db_reads: u8,
    pub db_writes: u8,
    pub bytes_in: u32,
    pub bytes_out: u32,
}

impl Default for Class {
    fn default() -> Self {
        Self {
            cpu_us: 50_000.0,
            cpu_shape: Shape::Exponential,
            db_reads: 1,
            db_writes: 0,
            bytes_in: 500,
            bytes_out: 4_000,
        }
    }
}
