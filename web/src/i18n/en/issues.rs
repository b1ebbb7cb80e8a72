//! What is odd or wrong in a drawing, in English. Filled with the engine's list of issues.
