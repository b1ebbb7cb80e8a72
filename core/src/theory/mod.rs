//! Closed forms to check the engine against.
