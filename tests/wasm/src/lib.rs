//! The engine as plain wasm: text in, text out, through linear memory, no glue code.
//!
//! The caller writes JSON into `alloc(len)`, calls `bench(ptr, len)` or `golden(ptr, len)`, and gets `ptr << 32 | len`
//! of the JSON answer, which it gives back with `dealloc`. Node and a browser so run the very same module.

#[path = "../../../core/examples/bench/jobs/mod.rs"]
mod jobs;

mod golden;

use serde::Serialize;

/// A buffer of `len` bytes for the caller to fill. `bench` and `golden` take it over.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(len: usize) -> *mut u8 {
    Box::into_raw(vec![0_u8; len].into_boxed_slice()).cast()
}

/// Frees an answer.
///
/// # Safety
/// `ptr` and `len` come from one answer (or one `alloc`) and are given back once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dealloc(ptr: *mut u8, len: usize) {
    // SAFETY: promised by the caller; both kinds of buffer are boxed slices of exactly `len` bytes.
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(ptr, len)) });
}

/// Runs one benchmark job: `jobs::Args` as JSON to `jobs::Line` as JSON, or `{"error": …}`.
///
/// # Safety
/// As for [`dealloc`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn bench(ptr: *mut u8, len: usize) -> u64 {
    // SAFETY: promised by the caller.
    unsafe { answer(ptr, len, jobs::run) }
}

/// Runs one golden run: `golden::Args` as JSON to its fingerprint as JSON, or `{"error": …}`.
///
/// # Safety
/// As for [`dealloc`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn golden(ptr: *mut u8, len: usize) -> u64 {
    // SAFETY: promised by the caller.
    unsafe { answer(ptr, len, golden::run) }
}

/// # Safety
/// As for [`dealloc`].
unsafe fn answer<A, L>(ptr: *mut u8, len: usize, work: fn(&A) -> Result<L, String>) -> u64
where
    A: serde::de::DeserializeOwned,
    L: Serialize,
{
    swell_core::session::bring();
    swell_core::scenario::catalog::bring();
    // SAFETY: promised by the caller; the box frees the question when it is read.
    let question = unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(ptr, len)) };
    let result = serde_json::from_slice(&question)
        .map_err(|error| error.to_string())
        .and_then(|args| work(&args))
        .and_then(|line| serde_json::to_string(&line).map_err(|error| error.to_string()));
    let text = result.unwrap_or_else(|error| serde_json::json!({ "error": error }).to_string());
    let bytes = Box::into_raw(text.into_bytes().into_boxed_slice());
    ((bytes.cast::<u8>() as u64) << 32) | bytes.len() as u64
}
