//! The texts of the share dialog: link, frame, custom element, picture link, bare URL. Pure.
//!
//! A link holds the whole board, compressed but readable; the dialog says so.

use crate::platform::link::{self, Content, LengthHint};
use crate::platform::options::{Options, Place, build_url};

/// The custom element and the script that defines it, beside the page.
pub const ELEMENT: &str = "swell-board";
pub const ELEMENT_SCRIPT: &str = "embed.js";
/// The shown still picture where a board has none of its own, beside the page.
pub const PICTURE: &str = "poster.svg";

/// What is shared, and how.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The page's URL; query and hash are dropped.
    pub base: &'a str,
    pub options: &'a Options,
    pub content: &'a Content,
    /// The board's title, in the author's language.
    pub title: &'a str,
    /// The picture's URL; [`PICTURE`] beside the page if there is none.
    pub picture: Option<&'a str>,
    /// The frame's height. Units: CSS px.
    pub height: u32,
    /// See [`ShareTexts::run`].
    pub run: String,
}

/// The texts to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareTexts {
    /// Opens the whole program; the board is in the hash and never reaches a server.
    pub link: String,
    /// HTML of a frame.
    pub iframe: String,
    /// HTML of the custom element; its content shows until the frame is made.
    pub element: String,
    /// HTML of a picture that links to the board, for hosts that allow no frames.
    pub picture: String,
    /// The same for Markdown.
    pub picture_markdown: String,
    /// A bare URL that frames itself, for hosts that make embeds from URLs and drop hashes.
    pub bare: String,
    /// Which run this is, to be compared with another browser's: engine, instant, fingerprint.
    pub run: String,
    /// How well [`ShareTexts::link`] travels.
    pub length: LengthHint,
}

/// Builds all texts.
pub fn texts(request: &Request<'_>) -> ShareTexts {
    let with = |is_embed: bool, place: Place| {
        // What the sharer's page was asked for in a test or a lesson is not the reader's.
        let options = Options {
            is_embed,
            is_clock_manual: false,
            ..request.options.clone()
        };
        build_url(request.base, &options, Some(request.content), place)
    };
    let link = with(false, Place::Hash);
    let frame = with(true, Place::Hash);
    let bare = with(true, Place::Query);
    let folder = folder(request.base);
    let picture = request
        .picture
        .map_or_else(|| format!("{folder}{PICTURE}"), str::to_owned);
    let title = escape(request.title);
    let (link_html, frame_html, picture_html) = (escape(&link), escape(&frame), escape(&picture));
    let height = request.height;
    let linked_picture =
        format!(r#"<a href="{link_html}"><img src="{picture_html}" alt="{title}"></a>"#);
    ShareTexts {
        iframe: format!(
            r#"<iframe src="{frame_html}" title="{title}" width="100%" height="{height}" loading="lazy" allow="clipboard-write; fullscreen" style="border:0"></iframe>"#
        ),
        element: format!(
            "<script type=\"module\" src=\"{}\"></script>\n<{ELEMENT} src=\"{frame_html}\" title=\"{title}\" height=\"{height}\">{linked_picture}</{ELEMENT}>",
            escape(&format!("{folder}{ELEMENT_SCRIPT}")),
        ),
        picture_markdown: format!(
            "[![{}]({})]({})",
            escape_markdown(request.title),
            bracket(&picture),
            bracket(&link)
        ),
        picture: linked_picture,
        bare,
        run: request.run.clone(),
        length: match link::fits(request.content) {
            true => link::length_hint(link.chars().count()),
            false => LengthHint::OfferFile,
        },
        link,
    }
}

/// The URL of the folder that a page lies in.
fn folder(base: &str) -> &str {
    let path = base.split(['?', '#']).next().unwrap_or(base);
    path.rfind('/')
        .and_then(|at| path.get(..=at))
        .unwrap_or(path)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '[' | ']' | '\\' | '!' | '`' | '*' | '_' | '<') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

/// Markdown ends a URL at a closing parenthesis.
fn bracket(url: &str) -> String {
    url.replace('(', "%28")
        .replace(')', "%29")
        .replace(' ', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn share(options: &Options, title: &str) -> ShareTexts {
        let content = Content::Preset("lunch-rush".to_owned());
        texts(&Request {
            base: "https://example.org/swell/index.html?x#y",
            options,
            content: &content,
            title,
            picture: None,
            height: 480,
            run: String::new(),
        })
    }

    #[test]
    fn the_texts_name_the_board_once_each() {
        let options = Options {
            lang: Some(Lang::Ko),
            is_clock_manual: true,
            ..Options::default()
        };
        let shared = share(&options, "점심 러시");
        let page = "https://example.org/swell/index.html";
        assert_eq!(shared.link, format!("{page}#lang=ko&p=lunch-rush"));
        assert_eq!(shared.bare, format!("{page}?embed=1&lang=ko&p=lunch-rush"));
        assert_eq!(shared.length, LengthHint::Good);
        let frame = format!("{page}#embed=1&amp;lang=ko&amp;p=lunch-rush");
        assert!(
            shared
                .iframe
                .starts_with(&format!(r#"<iframe src="{frame}" title="점심 러시""#))
        );
        assert!(
            shared
                .element
                .contains(&format!(r#"<swell-board src="{frame}""#))
        );
        assert!(
            shared
                .element
                .contains(r#"src="https://example.org/swell/embed.js""#)
        );
        assert!(
            shared
                .picture
                .contains(r#"<img src="https://example.org/swell/poster.svg""#)
        );
        assert_eq!(
            shared.picture_markdown,
            format!(
                "[![점심 러시](https://example.org/swell/poster.svg)]({page}#lang=ko&p=lunch-rush)"
            )
        );
    }

    #[test]
    fn titles_cannot_break_out() {
        let shared = share(&Options::default(), r#""><script>alert(1)</script>]("#);
        for html in [&shared.iframe, &shared.picture] {
            assert!(!html.contains("<script>"), "{html}");
        }
        assert!(shared.element.matches("<script").count() == 1);
        assert!(
            shared
                .picture_markdown
                .starts_with(r#"[!["">"#.get(..3).unwrap_or(""))
        );
        assert!(shared.picture_markdown.contains(r"\]("));
    }
}
