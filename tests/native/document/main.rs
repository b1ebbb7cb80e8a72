//! Documents: what loading takes, what edits leave, what is odd in them, and the report of a run.

mod edits;
mod issues;
mod loading;
mod report;
