//! Lines for the terminal. A reader that has gone (`… | head`) or a full disk must not stop the work, as the
//! standard macros would: they panic.

use std::fmt::Arguments;
use std::io::Write;

/// A line of the answer, on the standard output.
macro_rules! say {
    ($($line:tt)*) => { $crate::say::to(std::io::stdout(), format_args!($($line)*)) };
}

/// A line beside the answer, on the standard error.
macro_rules! tell {
    ($($line:tt)*) => { $crate::say::to(std::io::stderr(), format_args!($($line)*)) };
}

pub(crate) use {say, tell};

pub fn to(mut stream: impl Write, line: Arguments<'_>) {
    let _ = writeln!(stream, "{line}");
}
