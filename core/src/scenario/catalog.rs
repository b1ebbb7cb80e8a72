//! The boards that come with Swell, by id.

/// A ready-made board: its id in links and its document.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    pub id: &'static str,
    pub json: &'static str,
}

pub const PRESETS: &[Preset] = &[
    Preset {
        id: "default",
        json: include_str!("../../scenarios/default.json"),
    },
    Preset {
        id: "two-zones",
        json: include_str!("../../scenarios/two-zones.json"),
    },
    Preset {
        id: "one-fails",
        json: include_str!("../../scenarios/one-fails.json"),
    },
];

pub fn preset(id: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|p| p.id == id)
}
