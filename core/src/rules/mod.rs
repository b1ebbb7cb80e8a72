//! AWS decisions as pure functions: no clock, no random numbers, no graph; one file per topic.
