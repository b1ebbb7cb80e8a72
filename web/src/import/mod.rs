//! What people bring along: settings as the AWS CLI prints or takes them. Pure.

pub mod aws_json;
