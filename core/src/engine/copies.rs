//! Copies of a simulation, which going back needs. No board needs one to run, so the code that copies
//! every kind of part comes with the later part of the program.

use super::simulation::Simulation;
use once_cell::race::OnceRef;

static COPY: OnceRef<'static, fn(&Simulation) -> Simulation> = OnceRef::new();
static CLONE: fn(&Simulation) -> Simulation = Simulation::clone;

/// Tells that the code is here.
pub(crate) fn bring() {
    // Whoever came first brought the same.
    let _ = COPY.set(&CLONE);
}

impl Simulation {
    /// A copy of it. `None`: the code of copying has not come yet, which only a page ever lacks.
    pub(crate) fn copy(&self) -> Option<Self> {
        let copy = match cfg!(target_arch = "wasm32") {
            true => COPY.get(),
            false => Some(&CLONE),
        };
        copy.map(|copy| copy(self))
    }
}
