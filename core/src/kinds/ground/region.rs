//! Region: the widest frame. VPCs, and all that stands in no VPC, are in one.

use crate::contract::{Kind, Level, Place, Setup, Spec, params};
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// Codes of regions that the field offers; any other may be typed.
const CODES: &[&str] = &[
    "us-east-1",
    "us-west-2",
    "eu-west-1",
    "ap-northeast-1",
    "ap-northeast-2",
];

params! {
    pub struct Params {
        code: String = String::from("ap-northeast-2"), "RegionName" => suggested(CODES);
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Region;

impl Kind for Region {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "region",
        accepts: &[],
        offers: &[],
        of: &[],
        place: Place::Frame(Level::Region),
    };

    fn new(_params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self
    }

    fn edit(&mut self, _params: &Params, _setup: &mut Setup<'_>) {}
}
