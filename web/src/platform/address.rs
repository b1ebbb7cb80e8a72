//! The page's own URL: reading it, and keeping it up to date. Another board is a step of the browser's
//! history; what becomes of the board that is open leaves no trace there.

use super::query;
use wasm_bindgen::JsValue;

/// The page's URL without query and hash.
pub fn base() -> String {
    let location = web_sys::window().map(|w| w.location());
    let href = location.and_then(|l| l.href().ok()).unwrap_or_default();
    href.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// The URL without what only concerns a frame: the way out of an embed, with its board.
pub fn of_whole_page() -> String {
    whole(&base(), &query(), &hash())
}

fn whole(base: &str, query: &str, hash: &str) -> String {
    let mut url = base.to_owned();
    for (mark, part) in [('?', query), ('#', hash)] {
        let kept = query::raw_pairs(part).filter(|raw| {
            let key = raw.split('=').next().unwrap_or_default();
            !OF_A_FRAME.contains(&key)
        });
        let mut mark = Some(mark);
        for raw in kept {
            url.push(mark.take().unwrap_or('&'));
            url.push_str(raw);
        }
    }
    url
}

/// Options of a frame, as [`super::options::Options::of_whole_page`] leaves them out, too.
const OF_A_FRAME: [&str; 5] = ["embed", "start", "lock", "hide", "clock"];

/// `location.hash` with its `#`, or nothing.
pub fn hash() -> String {
    web_sys::window()
        .and_then(|w| w.location().hash().ok())
        .unwrap_or_default()
}

/// `location.search` with its `?`, or nothing.
pub fn query() -> String {
    web_sys::window()
        .and_then(|w| w.location().search().ok())
        .unwrap_or_default()
}

/// Adds a step to the history, with its URL. False where the browser refuses.
pub fn push(url: &str) -> bool {
    let history = web_sys::window().and_then(|w| w.history().ok());
    history.is_some_and(|h| h.push_state_with_url(&JsValue::NULL, "", Some(url)).is_ok())
}

/// Replaces the shown URL; adds no history entry. False where the browser refuses.
pub fn replace(url: &str) -> bool {
    let history = web_sys::window().and_then(|w| w.history().ok());
    history.is_some_and(|h| {
        h.replace_state_with_url(&JsValue::NULL, "", Some(url))
            .is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_page_has_the_board_of_the_frame_and_not_its_limits() {
        let url = whole(
            "https://host/swell/",
            "?embed=1&lang=ko&hide=palette,log",
            "#start=click&s=1.abc-_&lock=all&seed=7",
        );
        assert_eq!(url, "https://host/swell/?lang=ko#s=1.abc-_&seed=7");
        assert_eq!(whole("https://host/", "?embed=1", ""), "https://host/");
    }
}
