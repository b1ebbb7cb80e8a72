//! From keys and pointers to intents: pure state machines, no browser.

pub mod action;
pub mod gesture;
pub mod hit;
pub mod keymap;
