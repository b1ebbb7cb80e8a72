//! What a run is made of beside the document: load, faults and goals.

pub mod traffic;
