//! What the share dialog shows: the board as a link, a frame and a bare URL, and the way to files.

use super::{Shell, Verb};
use crate::i18n::format::whole;
use crate::platform::clipboard::{self, Copied};
use crate::platform::link::LengthHint;
use crate::view::piece;
use crate::view::state::Offer;
use crate::vocabulary::Action;
use leptos::html;
use leptos::prelude::*;

pub fn share(shell: Shell) -> AnyView {
    let m = shell.lang.more();
    let Some(texts) = shell.ui.share.get_untracked() else {
        return ().into_any();
    };
    let (tone, hint) = match texts.length {
        LengthHint::Good => ("neutral", ""),
        LengthHint::Long => ("warn", m.length_long),
        LengthHint::OfferFile => ("bad", m.length_file),
    };
    let count = whole(texts.link.chars().count() as i64);
    let length = match shell.lang {
        crate::i18n::Lang::Ko => format!("{} {count}{} {hint}", m.length_good, m.length_chars),
        crate::i18n::Lang::En => format!("{}: {count} {}. {hint}", m.length_good, m.length_chars),
    };
    let file = move |action: Action, text: &'static str| {
        view! {
            <button
                type="button"
                class="button"
                on:click=move |_| {
                    shell.ui.dialog.set(None);
                    shell.act(action);
                }
            >
                {text}
            </button>
        }
    };
    view! {
        <div class="share">
            <p class="share-note">{m.share_note}</p>
            {field(shell, "share-link", m.share_link, m.share_link_help, texts.link)}
            <p class="share-length" data-tone=tone>{length}</p>
            {field(shell, "share-iframe", m.share_iframe, m.share_iframe_help, texts.iframe)}
            {field(shell, "share-element", m.share_element, m.share_element_help, texts.element)}
            {field(shell, "share-picture", m.share_picture, m.share_picture_help, texts.picture_markdown)}
            {field(shell, "share-bare", m.share_bare, m.share_bare_help, texts.bare)}
            <div class="share-files">
                {file(Action::SaveFile, m.save_file)}
                {file(Action::OpenFile, m.open_file)}
            </div>
            {field(shell, "share-run", m.share_run, m.share_run_help, texts.run)}
        </div>
    }
    .into_any()
}

/// A text to copy. Where the page may not touch the clipboard it is selected instead.
fn field(
    shell: Shell,
    id: &'static str,
    name: &'static str,
    help: &'static str,
    text: String,
) -> AnyView {
    let m = shell.lang.more();
    let area = NodeRef::<html::Textarea>::new();
    let said = RwSignal::new("");
    let copied = text.clone();
    let copy = move |_| {
        clipboard::copy(copied.clone(), move |result| match result {
            Copied::Done => said.set(m.copied),
            Copied::ShowText(_) => {
                said.set(m.copy_by_hand);
                if let Some(area) = area.get_untracked() {
                    clipboard::select_all(&area);
                }
            }
        });
    };
    let select = move |_| {
        if let Some(area) = area.get_untracked() {
            area.select();
        }
    };
    let help_id = format!("{id}-help");
    view! {
        <div class="share-field">
            <label for=id>{name}</label>
            <textarea
                id=id
                node_ref=area
                class="input"
                rows="2"
                readonly
                spellcheck="false"
                aria-describedby=help_id.clone()
                on:focus=select
                prop:value=text.clone()
            >
                {text.clone()}
            </textarea>
            <button type="button" class="button" aria-label=format!("{}: {name}", m.copy) on:click=copy>
                {m.copy}
            </button>
            <p class="share-help" id=help_id>{help}</p>
            <p class="share-said" role="status">{said}</p>
        </div>
    }
    .into_any()
}

/// Everything that is wrong with a file, until it is closed.
pub fn problems(shell: Shell) -> AnyView {
    let m = shell.lang.more();
    let lines = move || {
        let all = shell.ui.problems.get();
        let line = |text: String| view! { <li>{text}</li> };
        all.into_iter().map(line).collect_view()
    };
    // What only the reader of the file knows, as buttons.
    let offers = move || {
        let all = shell.ui.offers.get();
        let button = |(n, offer): (usize, Offer)| {
            let read = move |_| shell.send(Verb::ReadAs(n));
            view! { <button type="button" class="button" on:click=read>{offer.label}</button> }
        };
        let buttons = all.into_iter().enumerate().map(button).collect_view();
        view! { <p class="offers">{buttons}</p> }
    };
    view! {
        <p class="share-note">{m.file_problems_help}</p>
        <ol class="problems" tabindex="0">{piece(lines)}</ol>
        {piece(offers)}
    }
    .into_any()
}
