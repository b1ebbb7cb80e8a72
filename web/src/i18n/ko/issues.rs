//! What is odd or wrong in a drawing, in Korean. Filled with the engine's list of issues.
