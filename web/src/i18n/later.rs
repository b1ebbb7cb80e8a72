//! Words of kinds and boards that come with the second part of the page: whatever is reached only
//! through this list is fetched with it.

use super::{boards, en, ko};
use crate::vocabulary::{KindId, Lang};
use std::sync::OnceLock;

struct Words {
    name: fn(Lang, KindId) -> &'static str,
    vital: fn(Lang, KindId, &str) -> Option<&'static str>,
    preset_title: fn(Lang, &str) -> Option<(&'static str, &'static str)>,
}

static ALL: Words = Words {
    name: |lang, kind| match lang {
        Lang::Ko => ko::kinds::later_name(kind),
        Lang::En => en::kinds::later_name(kind),
    },
    vital: |lang, kind, word| match lang {
        Lang::Ko => ko::kinds::later_vital(kind, word),
        Lang::En => en::kinds::later_vital(kind, word),
    },
    preset_title: boards::later,
};

/// The list, once it is here.
static HERE: OnceLock<&'static Words> = OnceLock::new();

/// Tells that the second part is here.
pub fn bring() {
    // Whoever came first brought the same.
    let _ = HERE.set(&ALL);
}

fn words() -> Option<&'static Words> {
    match cfg!(target_arch = "wasm32") {
        true => HERE.get().copied(),
        false => Some(&ALL),
    }
}

pub fn name(lang: Lang, kind: KindId) -> &'static str {
    words().map_or("", |words| (words.name)(lang, kind))
}

pub fn vital(lang: Lang, kind: KindId, word: &str) -> Option<&'static str> {
    (words()?.vital)(lang, kind, word)
}

pub fn preset_title(lang: Lang, id: &str) -> Option<(&'static str, &'static str)> {
    (words()?.preset_title)(lang, id)
}
