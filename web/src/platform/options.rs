//! The options of a URL: read from query and hash (the hash wins), checked, and written back.
//!
//! A bad value never hides the board: it is left out and named by an [`OptionNotice`].

use super::link::{self, Content};
pub use super::query::Place;
use super::query::{decode_pair, percent_encode, raw_pairs};
use crate::vocabulary::Lang;
use swell_core::base::math::plain_number;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system or the host page has it.
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    pub fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// When time begins to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// On a click: the default inside a frame.
    Click,
    /// When the board scrolls into view.
    Visible,
    /// At once: the default outside.
    Auto,
    /// Loaded, but standing still.
    Paused,
}

impl Start {
    pub const ALL: [Self; 4] = [Self::Click, Self::Visible, Self::Auto, Self::Paused];

    pub fn code(self) -> &'static str {
        match self {
            Self::Click => "click",
            Self::Visible => "visible",
            Self::Auto => "auto",
            Self::Paused => "paused",
        }
    }
}

/// How fast simulated time runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Speed {
    /// Simulated seconds a second.
    Times(f64),
    /// As fast as the machine can.
    Max,
}

/// The slowest and the fastest speed with a number.
pub const SPEEDS: std::ops::RangeInclusive<f64> = 0.05..=300.0;

impl Speed {
    pub fn parse(text: &str) -> Option<Self> {
        if text == "max" {
            return Some(Self::Max);
        }
        let times = plain_number(text)?;
        SPEEDS.contains(&times).then_some(Self::Times(times))
    }
}

impl std::fmt::Display for Speed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Times(times) => write!(f, "{times}"),
            Self::Max => f.write_str("max"),
        }
    }
}

/// What a reader of an embed may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// The document cannot be edited.
    Edit,
    /// Pan, zoom and selection are fixed.
    View,
    All,
}

impl Lock {
    pub const ALL: [Self; 3] = [Self::Edit, Self::View, Self::All];

    pub fn code(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::View => "view",
            Self::All => "all",
        }
    }
}

/// Parts of the screen that an embed can leave out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hide {
    pub palette: bool,
    pub inspector: bool,
    pub charts: bool,
    pub log: bool,
    pub lesson: bool,
}

impl Hide {
    const NAMES: [&'static str; 5] = ["palette", "inspector", "charts", "log", "lesson"];

    fn flags(&mut self) -> [&mut bool; 5] {
        [
            &mut self.palette,
            &mut self.inspector,
            &mut self.charts,
            &mut self.log,
            &mut self.lesson,
        ]
    }

    fn set(&mut self, name: &str) -> bool {
        let flag = self
            .flags()
            .into_iter()
            .zip(Self::NAMES)
            .find(|(_, n)| *n == name);
        flag.map(|(flag, _)| *flag = true).is_some()
    }

    fn list(mut self) -> String {
        let flags = self.flags().into_iter().zip(Self::NAMES);
        flags
            .filter(|(flag, _)| **flag)
            .map(|(_, n)| n)
            .collect::<Vec<_>>()
            .join(",")
    }
}

/// A pair that this version does not know, as it stood in the URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    pub place: Place,
    pub raw: String,
}

/// The options of one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    pub is_embed: bool,
    pub lang: Option<Lang>,
    pub theme: Option<Theme>,
    pub start: Option<Start>,
    pub speed: Option<Speed>,
    pub seed: Option<u64>,
    pub lock: Option<Lock>,
    pub hide: Hide,
    /// The component to select and centre: its id or its name.
    pub focus: Option<String>,
    pub lesson: Option<String>,
    /// The step of the lesson, from 1.
    pub step: Option<u32>,
    /// Time moves only when a test says so.
    pub is_clock_manual: bool,
    pub unknown: Vec<Unknown>,
}

/// The keys that this version knows, in the order in which they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKey {
    Embed,
    Lang,
    Theme,
    Start,
    Speed,
    Seed,
    Lock,
    Hide,
    Focus,
    Lesson,
    Step,
    Clock,
}

impl OptionKey {
    pub const ALL: [Self; 12] = [
        Self::Embed,
        Self::Lang,
        Self::Theme,
        Self::Start,
        Self::Speed,
        Self::Seed,
        Self::Lock,
        Self::Hide,
        Self::Focus,
        Self::Lesson,
        Self::Step,
        Self::Clock,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Embed => "embed",
            Self::Lang => "lang",
            Self::Theme => "theme",
            Self::Start => "start",
            Self::Speed => "speed",
            Self::Seed => "seed",
            Self::Lock => "lock",
            Self::Hide => "hide",
            Self::Focus => "focus",
            Self::Lesson => "lesson",
            Self::Step => "step",
            Self::Clock => "clock",
        }
    }

    /// What the option takes, in the spelling of a URL.
    pub fn accepts(self) -> &'static str {
        match self {
            Self::Embed => "1, 0",
            Self::Lang => "ko, en",
            Self::Theme => "auto, light, dark",
            Self::Start => "click, visible, auto, paused",
            Self::Speed => "0.05-300, max",
            Self::Seed => "0-18446744073709551615",
            Self::Lock => "edit, view, all",
            Self::Hide => "palette, inspector, charts, log, lesson",
            Self::Focus => "1-80 characters",
            Self::Lesson => "a-z, 0-9, -, _",
            Self::Step => "1-999",
            Self::Clock => "manual",
        }
    }
}

/// A value that was left out because its option does not take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionNotice {
    pub key: OptionKey,
    /// What stood there, cut to a readable length.
    pub found: String,
}

/// Reads `location.hash` and `location.search`; the hash wins key by key.
///
/// The pairs `s` and `p` are [`link::read`]'s and are not kept here.
pub fn read(hash: &str, query: &str) -> (Options, Vec<OptionNotice>) {
    let mut options = Options::default();
    let mut notices = Vec::new();
    let mut seen: Vec<OptionKey> = Vec::new();
    for (place, part) in [(Place::Hash, hash), (Place::Query, query)] {
        for raw in raw_pairs(part) {
            let (key, value) = decode_pair(raw, place);
            if key == "s" || key == "p" {
                continue;
            }
            let Some(known) = OptionKey::ALL.into_iter().find(|k| k.name() == key) else {
                options.unknown.push(Unknown {
                    place,
                    raw: raw.to_owned(),
                });
                continue;
            };
            if seen.contains(&known) {
                continue;
            }
            seen.push(known);
            for found in options.set(known, &value) {
                let found = found.chars().take(40).collect();
                notices.push(OptionNotice { key: known, found });
            }
        }
    }
    (options, notices)
}

impl Options {
    /// The same without what only concerns a frame.
    pub fn of_whole_page(self) -> Self {
        Self {
            is_embed: false,
            start: None,
            lock: None,
            hide: Hide::default(),
            is_clock_manual: false,
            ..self
        }
    }

    /// Takes one value; returns what could not be taken.
    fn set(&mut self, key: OptionKey, value: &str) -> Vec<String> {
        fn one<T>(slot: &mut Option<T>, read: Option<T>) -> bool {
            *slot = read;
            slot.is_some()
        }
        let slug = || link::preset(value).ok();
        let is_good = match key {
            OptionKey::Embed => {
                self.is_embed = value == "1" || value == "true" || value.is_empty();
                self.is_embed || value == "0" || value == "false"
            }
            OptionKey::Lang => one(&mut self.lang, Lang::from_tag(value)),
            OptionKey::Theme => one(&mut self.theme, by_code(&Theme::ALL, Theme::code, value)),
            OptionKey::Start => one(&mut self.start, by_code(&Start::ALL, Start::code, value)),
            OptionKey::Speed => one(&mut self.speed, Speed::parse(value)),
            OptionKey::Seed => one(&mut self.seed, value.parse().ok()),
            OptionKey::Lock => one(&mut self.lock, by_code(&Lock::ALL, Lock::code, value)),
            OptionKey::Hide => {
                let names = value.split(',').map(str::trim).filter(|n| !n.is_empty());
                return names
                    .filter(|n| !self.hide.set(n))
                    .map(str::to_owned)
                    .collect();
            }
            OptionKey::Focus => {
                let is_fine = (1..=80).contains(&value.chars().count());
                one(&mut self.focus, is_fine.then(|| value.to_owned()))
            }
            OptionKey::Lesson => one(&mut self.lesson, slug()),
            OptionKey::Step => {
                let step = value.parse().ok().filter(|n| (1..=999).contains(n));
                one(&mut self.step, step)
            }
            OptionKey::Clock => {
                self.is_clock_manual = value == "manual";
                self.is_clock_manual
            }
        };
        if is_good {
            Vec::new()
        } else {
            vec![value.to_owned()]
        }
    }

    /// The options that differ from their defaults, as encoded pairs in a fixed order.
    pub fn pairs(&self) -> Vec<String> {
        let value = |key: OptionKey| -> Option<String> {
            match key {
                OptionKey::Embed => self.is_embed.then(|| "1".to_owned()),
                OptionKey::Lang => self.lang.map(|v| v.tag().to_owned()),
                OptionKey::Theme => self.theme.map(|v| v.code().to_owned()),
                OptionKey::Start => self.start.map(|v| v.code().to_owned()),
                OptionKey::Speed => self.speed.map(|v| v.to_string()),
                OptionKey::Seed => self.seed.map(|v| v.to_string()),
                OptionKey::Lock => self.lock.map(|v| v.code().to_owned()),
                OptionKey::Hide => Some(self.hide.list()).filter(|list| !list.is_empty()),
                OptionKey::Focus => self.focus.clone(),
                OptionKey::Lesson => self.lesson.clone(),
                OptionKey::Step => self.step.map(|v| v.to_string()),
                OptionKey::Clock => self.is_clock_manual.then(|| "manual".to_owned()),
            }
        };
        let known = OptionKey::ALL.into_iter();
        known
            .filter_map(|k| Some(format!("{}={}", k.name(), percent_encode(&value(k)?))))
            .collect()
    }
}

fn by_code<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str, wanted: &str) -> Option<T> {
    all.iter().copied().find(|v| code(*v) == wanted)
}

/// A URL for some content with some options, all of them in `place`.
///
/// Unknown pairs go back to where they came from. `base` loses any query or hash of its own.
pub fn build_url(base: &str, options: &Options, content: Option<&Content>, place: Place) -> String {
    let base = base.split(['?', '#']).next().unwrap_or(base);
    let unknown = |place: Place| {
        options
            .unknown
            .iter()
            .filter(move |u| u.place == place)
            .map(|u| u.raw.clone())
    };
    let mut known = options.pairs();
    // Content last: a link that is cut still keeps its options.
    known.extend(content.map(link::pair));
    let (mut query, mut hash) = (Vec::new(), Vec::new());
    match place {
        Place::Query => query = known,
        Place::Hash => hash = known,
    }
    query.splice(0..0, unknown(Place::Query));
    hash.splice(0..0, unknown(Place::Hash));
    let part = |mark: &str, pairs: Vec<String>| match pairs.join("&") {
        joined if joined.is_empty() => joined,
        joined => format!("{mark}{joined}"),
    };
    format!("{base}{}{}", part("?", query), part("#", hash))
}

#[cfg(test)]
mod tests;
