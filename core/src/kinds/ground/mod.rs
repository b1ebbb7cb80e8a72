//! The ground: frames that parts stand in, and the rules that belong to them. A run knows them by
//! what they give to the parts on them (`world/ground.rs`); by themselves they do nothing.

pub mod availability_zone;
pub mod gateway_endpoint;
pub mod internet_gateway;
pub mod nat_gateway;
pub mod network_acl;
pub mod region;
pub mod route_table;
pub mod subnet;
pub mod vpc;
