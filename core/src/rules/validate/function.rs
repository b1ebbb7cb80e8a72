//! Lambda functions: what is provisioned lies within what is reserved.

use super::{Code, Fault, Faults};
use alloc::vec::Vec;

/// The concurrency of a function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Function {
    /// `ReservedConcurrentExecutions`; `None`: the account's.
    pub reserved: Option<i64>,
    /// `ProvisionedConcurrentExecutions`.
    pub provisioned: Option<i64>,
}

impl Function {
    /// Basis: documented - Lambda guide, "Configuring provisioned concurrency for a function".
    pub fn check(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        let is_over = self
            .reserved
            .is_some_and(|reserved| self.provisioned > Some(reserved));
        faults.when(
            is_over,
            Code::FnProvisionedGtReserved,
            "ProvisionedConcurrentExecutions",
        );
        faults.0
    }
}
