//! Shared harness of the native tests.
