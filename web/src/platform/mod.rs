//! All browser APIs, behind types that degrade visibly and never panic. Pure: `link`, `options`, `query`.

pub mod address;
pub mod boot;
pub mod clipboard;
pub mod debounce;
pub mod environment;
pub mod file;
pub mod frame_loop;
pub mod host;
pub mod json;
pub mod link;
pub mod listener;
pub mod observe;
pub mod options;
pub mod panic;
pub mod query;
pub mod storage;
pub mod style;
pub mod timer;
