//! How a page begins: what its URL asks for, and the document that it opens. Bad input opens the
//! first ready-made board and says why; nothing is lost.

use super::commands;
use crate::i18n::Lang;
use crate::i18n_platform::{self, Notice};
use crate::platform::link::{self, Content, LinkError};
use crate::platform::options::{self, OptionNotice, Options, Start};
use crate::platform::storage::{DraftId, Store};
use crate::platform::{address, host, json};
use crate::vocabulary::Speed;
use swell_core::contract::later;
use swell_core::document::problem::Problem;
use swell_core::document::{Document, Part};
use swell_core::kinds::KindId;
use swell_core::scenario::catalog;

/// The board of a page that names none.
pub const FIRST_PRESET: &str = "default";

/// What a page starts with.
pub struct Opening {
    pub document: Document,
    /// Id of the ready-made board; empty for one's own.
    pub preset: String,
    pub options: Options,
    /// What was wrong with the address or the draft, to be said to the reader.
    pub troubles: Vec<Trouble>,
    /// Where this page keeps its board.
    pub drafting: Drafting,
    /// Whether time runs at once.
    pub starts: bool,
}

impl Opening {
    /// Whether the board, or code of its parts, comes with the second part of the page.
    pub fn lacks_code(&self) -> bool {
        let mut strange = self.document.parts.iter().filter(|p| p.kind().is_none());
        // It knows the kind: what it lacks comes later.
        let comes_later = |p: &Part| KindId::named(p.kind_word()).is_some();
        !later::is_here() && (self.unknown_preset().is_some() || strange.any(comes_later))
    }

    /// A ready-made board that the address names and that is not here, with the trouble's place.
    fn unknown_preset(&self) -> Option<(usize, String)> {
        let mut troubles = self.troubles.iter().enumerate();
        troubles.find_map(|(at, trouble)| match trouble {
            Trouble::Link(LinkError::PresetInvalid { found }) => Some((at, found.clone())),
            _ => None,
        })
    }

    /// The same board, read anew: now the code is here.
    pub fn read_again(mut self) -> Self {
        if let Some((at, id)) = self.unknown_preset()
            && let Some(mut document) = preset(&id)
        {
            document.seed = self.options.seed.unwrap_or(document.seed);
            self.troubles.remove(at);
            (self.document, self.preset) = (document, id);
            return self;
        }
        if let Ok(document) = Document::from_value(self.document.to_value()) {
            self.document = document;
        }
        self
    }
}

/// The drafts of a page.
#[derive(Default)]
pub struct Drafting {
    /// Whether the page's address names its board.
    pub is_named: bool,
    /// The draft that was opened, with its text: what is made of it is kept under a new name.
    pub opened: Option<(DraftId, String)>,
    /// A draft that is offered and not opened: the program stopped, or never came to open it.
    pub offered: Option<Offered>,
}

/// A draft that waits for the reader's word.
pub struct Offered {
    pub id: DraftId,
    pub why: OfferedWhy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferedWhy {
    /// The program stopped the last time.
    Stopped,
    /// It was being opened when the page ended.
    NeverOpened,
}

/// Something wrong with the page's address.
pub enum Trouble {
    Option(OptionNotice),
    Link(LinkError),
    Document(Vec<Problem>),
    /// A text that the browser could not read, or not exactly; the second part tries.
    Text(String),
    /// The draft cannot be read; it stays where it is.
    Draft(Box<Trouble>),
}

impl Trouble {
    /// Sentences in the reader's language.
    pub fn say(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::Option(notice) => vec![say(&Notice::Option(notice), lang)],
            Self::Link(error) => vec![say(&Notice::Link(error), lang)],
            Self::Document(problems) => sentences(problems, lang),
            Self::Text(json) => read_document(json, lang).err().unwrap_or_default(),
            Self::Draft(trouble) => {
                let why = trouble.say(lang);
                let first = (!why.is_empty()).then(|| lang.more().draft_unreadable.to_owned());
                first.into_iter().chain(why).collect()
            }
        }
    }
}

pub fn preset(id: &str) -> Option<Document> {
    read_text(catalog::preset(id)?.json).ok()
}

/// A document from the text of a link, a draft or a ready-made board.
fn read_text(json: &str) -> Result<Document, Trouble> {
    match json::read(json) {
        Some(value) => Document::from_value(value).map_err(Trouble::Document),
        None => Err(Trouble::Text(json.to_owned())),
    }
}

/// Reads the page's URL and the draft.
pub fn open() -> Opening {
    let (hash, query) = (address::hash(), address::query());
    let (options, bad) = options::read(&hash, &query);
    let mut troubles: Vec<Trouble> = bad.into_iter().map(Trouble::Option).collect();
    let content = link::read(&hash, &query);
    let found = match content {
        Some(Ok(content)) => read_content(&content).map(Some),
        Some(Err(error)) => Err(Trouble::Link(error)),
        None => Ok(None),
    };
    let is_framed = host::is_framed();
    let mut drafting = Drafting {
        is_named: !matches!(found, Ok(None)),
        ..Drafting::default()
    };
    let found = match found {
        Ok(None) if !is_framed => open_draft(&mut drafting),
        found => found,
    };
    let (document, preset_id) = match found {
        Ok(found) => found.unwrap_or_else(first),
        Err(trouble) => {
            troubles.push(trouble);
            first()
        }
    };
    let mut document = document;
    if let Some(seed) = options.seed {
        document.seed = seed;
    }
    let start = options
        .start
        .unwrap_or(if is_framed { Start::Click } else { Start::Auto });
    Opening {
        document,
        preset: preset_id,
        // The program of a page that waits for a click, or to be seen, is not loaded before.
        starts: start != Start::Paused && !options.is_clock_manual,
        options,
        troubles,
        drafting,
    }
}

/// The speed of the toolbar that is nearest to the one asked for.
pub fn speed(asked: options::Speed) -> Speed {
    match asked {
        options::Speed::Max => Speed::Max,
        options::Speed::Times(times) => {
            let off = |s: &Speed| (s.factor().unwrap_or(1e5).ln() - times.ln()).abs();
            let all = Speed::ALL.into_iter();
            all.min_by(|a, b| off(a).total_cmp(&off(b)))
                .unwrap_or(Speed::X60)
        }
    }
}

/// The draft of this tab, or the newest; one that may have stopped the program is only offered.
fn open_draft(drafting: &mut Drafting) -> Result<Option<(Document, String)>, Trouble> {
    let store = Store::open();
    let has_crashed = store.take_crash();
    let Some(id) = store.last_draft() else {
        return Ok(None);
    };
    let why = match store.opening() {
        _ if has_crashed => Some(OfferedWhy::Stopped),
        Some(opening) if opening == id => Some(OfferedWhy::NeverOpened),
        _ => None,
    };
    if let Some(why) = why {
        store.mark_opening(None);
        drafting.offered = Some(Offered { id, why });
        return Ok(None);
    }
    let Some(json) = store.draft(&id) else {
        return Ok(None);
    };
    store.mark_opening(Some(&id));
    let document = read_text(&json).map_err(|trouble| Trouble::Draft(Box::new(trouble)))?;
    drafting.opened = Some((id, json));
    Ok(Some((document, String::new())))
}

fn first() -> (Document, String) {
    (
        preset(FIRST_PRESET).unwrap_or_default(),
        FIRST_PRESET.to_owned(),
    )
}

/// The content of a link or of a host's message.
pub fn read_content(content: &Content) -> Result<(Document, String), Trouble> {
    match content {
        Content::Preset(id) => match preset(id) {
            Some(document) => Ok((document, id.clone())),
            None => Err(Trouble::Link(LinkError::PresetInvalid {
                found: id.clone(),
            })),
        },
        Content::Document(json) => read_text(json).map(|document| (document, String::new())),
    }
}

/// A document from a file or link. Errors: every problem as a sentence.
pub fn read_document(json: &str, lang: Lang) -> Result<Document, Vec<String>> {
    Document::from_json(json).map_err(|problems| sentences(&problems, lang))
}

/// Problems of one file that are said; nobody reads more of them, and a file may have any number.
const SENTENCES_MAX: usize = 100;

/// The first problems, and how many more there are.
fn sentences(problems: &[Problem], lang: Lang) -> Vec<String> {
    let first = problems.iter().take(SENTENCES_MAX).map(|p| lang.problem(p));
    let rest = problems.len().saturating_sub(SENTENCES_MAX);
    first
        .chain((rest > 0).then(|| lang.and_more(rest)))
        .collect()
}

pub fn say(notice: &Notice<'_>, lang: Lang) -> String {
    i18n_platform::text(notice, lang)
}

/// The address of the board as it is: a ready-made one by its name, an edited one whole.
pub fn content_of(document: Document, preset_id: &str, lang: Lang) -> Content {
    let is_untouched = !preset_id.is_empty()
        && preset(preset_id).is_some_and(|p| p.to_json() == document.to_json());
    match is_untouched {
        true => Content::Preset(preset_id.to_owned()),
        false => Content::Document(commands::titled(document, preset_id, lang).to_json()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edited_board_that_was_ready_made_keeps_its_title_in_links_drafts_and_files() {
        let preset = catalog::preset("containers").expect("it is there");
        let mut document = Document::from_json(preset.json).expect("it opens");
        document.seed += 1;
        let titled = commands::titled(document.clone(), "containers", Lang::Ko);
        let read = Document::from_json(&titled.to_json()).expect("it opens again");
        assert_eq!(
            Some(read.title.as_str()),
            Lang::Ko.board_title("containers")
        );
        // It is told apart from its words by nothing else.
        document.title.clone_from(&read.title);
        assert_eq!(read, document);
    }

    #[test]
    fn a_file_full_of_problems_is_answered_in_few_lines() {
        let part = |n: u32| {
            format!(r#"{{"id":{n},"kind":"users","params":{{"users":-1,"patience_s":-1}}}}"#)
        };
        let parts: Vec<String> = (1..=150).map(part).collect();
        let json = format!(r#"{{"format":1,"parts":[{}]}}"#, parts.join(","));
        let all = Document::from_json(&json).expect_err("problems").len();
        assert!(all >= 150, "{all}");
        for lang in [Lang::Ko, Lang::En] {
            let said = read_document(&json, lang).expect_err("problems");
            assert_eq!(said.len(), SENTENCES_MAX + 1);
            assert!(
                said.last()
                    .is_some_and(|s| s.contains(&(all - SENTENCES_MAX).to_string())),
                "{said:?}"
            );
        }
    }
}
