//! What people bring along: settings as the AWS CLI prints or takes them, and what a text or file is
//! at all. Pure.

pub mod aws_json;
pub mod content;
