//! What the reader prefers: kept choices (language, theme, keys, talkativeness) and what the system says.

use super::listener::Listener;
use super::options::Theme;
use super::storage::{Kept, Store};
use crate::vocabulary::Lang;
use serde_json::{Map, Value};
use std::rc::Rc;
use web_sys::{MediaQueryList, Window};

/// How much the live region tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verbosity {
    Off,
    #[default]
    Decisions,
    All,
}

impl Verbosity {
    pub const ALL: [Self; 3] = [Self::Off, Self::Decisions, Self::All];

    pub fn code(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Decisions => "decisions",
            Self::All => "all",
        }
    }
}

/// Choices that outlive a visit. `None` means that the reader never chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefs {
    pub lang: Option<Lang>,
    pub theme: Theme,
    /// `Some(true)` asks for less motion even where the system does not.
    pub is_motion_reduced: Option<bool>,
    pub verbosity: Verbosity,
    /// One-character shortcuts can be switched off.
    pub has_letter_keys: bool,
}

impl Default for Prefs {
    fn default() -> Self {
        Self {
            lang: None,
            theme: Theme::Auto,
            is_motion_reduced: None,
            verbosity: Verbosity::Decisions,
            has_letter_keys: true,
        }
    }
}

impl Prefs {
    /// Reads kept choices; one that is not understood keeps its default without hurting the others.
    pub fn from_json(text: &str) -> Self {
        let kept: Map<String, Value> = serde_json::from_str(text).unwrap_or_default();
        let text = |key: &str| kept.get(key).and_then(Value::as_str).unwrap_or("");
        let theme = Theme::ALL.into_iter().find(|t| t.code() == text("theme"));
        let verbosity = Verbosity::ALL
            .into_iter()
            .find(|v| v.code() == text("verbosity"));
        Self {
            lang: Lang::from_tag(text("lang")),
            theme: theme.unwrap_or_default(),
            is_motion_reduced: kept.get("reduced_motion").and_then(Value::as_bool),
            verbosity: verbosity.unwrap_or_default(),
            has_letter_keys: kept
                .get("letter_keys")
                .and_then(Value::as_bool)
                .unwrap_or(true),
        }
    }

    pub fn to_json(&self) -> String {
        let mut kept = Map::new();
        kept.extend(self.lang.map(|l| ("lang".to_owned(), Value::from(l.tag()))));
        kept.insert("theme".to_owned(), Value::from(self.theme.code()));
        kept.extend(
            self.is_motion_reduced
                .map(|m| ("reduced_motion".to_owned(), Value::from(m))),
        );
        kept.insert("verbosity".to_owned(), Value::from(self.verbosity.code()));
        kept.insert("letter_keys".to_owned(), Value::from(self.has_letter_keys));
        Value::Object(kept).to_string()
    }

    pub fn load(store: &Store) -> Self {
        store
            .prefs()
            .map(|text| Self::from_json(&text))
            .unwrap_or_default()
    }

    pub fn keep(&self, store: &Store) -> Kept {
        store.keep_prefs(&self.to_json())
    }

    /// The reader's own choice counts before the system's.
    pub fn is_motion_reduced(&self, media: Media) -> bool {
        self.is_motion_reduced.unwrap_or(media.is_motion_reduced)
    }
}

/// The language to speak: the URL's, else the reader's choice, else the document's, else the browser's.
pub fn language(
    url: Option<Lang>,
    chosen: Option<Lang>,
    document: Option<Lang>,
    browser: &[String],
) -> Lang {
    let of_browser = || browser.iter().find_map(|tag| Lang::from_tag(tag));
    url.or(chosen)
        .or(document)
        .or_else(of_browser)
        .unwrap_or_default()
}

/// The browser's languages, the favourite first.
pub fn browser_languages() -> Vec<String> {
    let languages = web_sys::window().map(|w| w.navigator().languages());
    languages
        .map(|l| l.iter().filter_map(|tag| tag.as_string()).collect())
        .unwrap_or_default()
}

/// Puts language and theme on the root element, where the style sheet looks for them.
pub fn show_on_root(lang: Lang, theme: Theme) {
    let root = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.document_element());
    let Some(root) = root else { return };
    // An attribute with a fixed, valid name cannot be refused.
    let _ = root.set_attribute("lang", lang.tag());
    let _ = match theme {
        Theme::Auto => root.remove_attribute("data-theme"),
        fixed => root.set_attribute("data-theme", fixed.code()),
    };
}

/// What the system says at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Media {
    pub is_dark: bool,
    pub is_motion_reduced: bool,
    /// The main pointer is a finger: targets grow to 44 px.
    pub is_coarse: bool,
    /// High contrast: borders and icons only.
    pub is_forced_colours: bool,
}

const QUERIES: [&str; 4] = [
    "(prefers-color-scheme: dark)",
    "(prefers-reduced-motion: reduce)",
    "(pointer: coarse)",
    "(forced-colors: active)",
];

impl Media {
    pub fn now() -> Self {
        let window = web_sys::window();
        let matches = |query: &str| {
            let list = window.as_ref().and_then(|w| query_list(w, query));
            list.is_some_and(|l| l.matches())
        };
        let [is_dark, is_motion_reduced, is_coarse, is_forced_colours] = QUERIES.map(matches);
        Self {
            is_dark,
            is_motion_reduced,
            is_coarse,
            is_forced_colours,
        }
    }
}

/// Tells when the system changes its mind.
pub struct MediaWatch {
    _listeners: Vec<Listener>,
}

impl MediaWatch {
    pub fn new(on_change: impl Fn(Media) + 'static) -> Option<Self> {
        let window = web_sys::window()?;
        let on_change = Rc::new(on_change);
        let listen = |query: &str| {
            let (list, on_change) = (query_list(&window, query)?, on_change.clone());
            Listener::new(&list, "change", move |_| on_change(Media::now()))
        };
        Some(Self {
            _listeners: QUERIES.iter().filter_map(|q| listen(q)).collect(),
        })
    }
}

fn query_list(window: &Window, query: &str) -> Option<MediaQueryList> {
    window.match_media(query).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_survive_and_strange_ones_do_no_harm() {
        let prefs = Prefs {
            lang: Some(Lang::Ko),
            theme: Theme::Dark,
            is_motion_reduced: Some(false),
            verbosity: Verbosity::All,
            has_letter_keys: false,
        };
        assert_eq!(Prefs::from_json(&prefs.to_json()), prefs);
        assert_eq!(
            Prefs::from_json(&Prefs::default().to_json()),
            Prefs::default()
        );
        for text in ["", "null", "[1]", "{", r#"{"theme":7,"lang":"fr"}"#] {
            assert_eq!(Prefs::from_json(text), Prefs::default(), "{text}");
        }
        let partly = Prefs::from_json(r#"{"theme":"sepia","lang":"ko"}"#);
        assert_eq!((partly.theme, partly.lang), (Theme::Auto, Some(Lang::Ko)));
    }

    #[test]
    fn the_language_follows_url_choice_document_browser() {
        let browser = ["fr-FR".to_owned(), "ko-KR".to_owned()];
        let (ko, en) = (Some(Lang::Ko), Some(Lang::En));
        assert_eq!(language(en, ko, ko, &browser), Lang::En);
        assert_eq!(language(None, en, ko, &browser), Lang::En);
        assert_eq!(language(None, None, en, &browser), Lang::En);
        assert_eq!(language(None, None, None, &browser), Lang::Ko);
        assert_eq!(language(None, None, None, &[]), Lang::En);
    }

    #[test]
    fn a_choice_counts_before_the_system() {
        let still = Media {
            is_motion_reduced: true,
            ..Media::default()
        };
        assert!(Prefs::default().is_motion_reduced(still));
        let moving = Prefs {
            is_motion_reduced: Some(false),
            ..Prefs::default()
        };
        assert!(!moving.is_motion_reduced(still));
    }
}
