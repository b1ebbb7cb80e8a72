//! Pasting what the AWS CLI prints: read while it is typed, applied as one step of undo. Nothing
//! that was pasted is lost when something is wrong with it.

use super::{Shell, Verb};
use crate::i18n::policy::{PolicyWords, contents};
use crate::i18n_platform::{self, Notice};
use crate::import::aws_json;
use crate::platform::timer::next_frame;
use crate::view::{dynamic, piece};
use leptos::html;
use leptos::prelude::*;

const PLACEHOLDER: &str = r#"{ "ScalingPolicies": [ … ], "MetricAlarms": [ … ] }"#;

pub fn import_dialog(shell: Shell) -> AnyView {
    let w = PolicyWords::of(shell.lang);
    let (text, said) = (shell.ui.import_text, shell.ui.import_said);
    let lang = shell.lang;
    // What the text holds, or what is wrong with it; nothing is said about no text.
    let read = Memo::new(move |_| {
        text.with(|text| {
            if text.trim().is_empty() {
                return None;
            }
            Some(match aws_json::read(text) {
                Ok(found) => {
                    let count = contents(
                        found.policies.len(),
                        found.alarms.len(),
                        found.scheduled.len(),
                        shell.lang,
                    );
                    let notices = found.notices.iter();
                    let notices: Vec<String> = notices
                        .map(|n| i18n_platform::text(&Notice::Import(n), lang))
                        .collect();
                    (true, count, notices)
                }
                Err(errors) => {
                    let errors = errors.iter();
                    let errors: Vec<String> = errors
                        .map(|e| i18n_platform::text(&Notice::ImportError(e), lang))
                        .collect();
                    (false, String::new(), errors)
                }
            })
        })
    });
    let cannot = move || !read.with(|r| r.as_ref().is_some_and(|r| r.0));
    let preview = move || {
        // Once applied, what became of it says the same.
        let is_shown = said.with(Vec::is_empty);
        read.get()
            .filter(|_| is_shown)
            .map(|(is_good, count, lines)| {
                let tone = if is_good { "neutral" } else { "bad" };
                let lines = lines.into_iter().map(|l| view! { <li>{l}</li> });
                view! {
                    {is_good.then(|| view! { <p class="import-count">{count}</p> })}
                    <ul class="import-list" data-tone=tone>{lines.collect_view()}</ul>
                }
            })
    };
    let results = move || {
        let shown: Vec<(bool, String)> = said.get();
        let is_shown = !shown.is_empty();
        is_shown.then(|| {
            let lines = shown.into_iter().map(|(is_error, line)| {
                view! { <li data-tone=if is_error { "bad" } else { "neutral" }>{line}</li> }
            });
            view! {
                <h3>{w.import_result}</h3>
                <ul class="import-list">{lines.collect_view()}</ul>
            }
        })
    };
    let area = NodeRef::<html::Textarea>::new();
    // A dialog gives the focus to its first button; the text is what people came for.
    Effect::new(move |_| {
        if let Some(area) = area.get() {
            next_frame(move || {
                let _ = area.focus();
                area.select();
            });
        }
    });
    let send = move |is_replacing: bool| {
        shell.send(Verb::Import {
            text: text.get_untracked(),
            is_replacing,
        });
    };
    view! {
        <div class="import">
            <p class="import-help" id="import-help">{w.import_help}</p>
            <label class="field-label" for="import-text">{w.import_label}</label>
            <textarea
                node_ref=area
                class="input import-text"
                id="import-text"
                rows="10"
                spellcheck="false"
                autocomplete="off"
                aria-describedby="import-help"
                placeholder=PLACEHOLDER
                prop:value=text
                on:input=move |ev| {
                    text.set(event_target_value(&ev));
                    said.set(Vec::new());
                }
            ></textarea>
            <div aria-live="polite">
                {piece(preview)}
                {piece(results)}
            </div>
            <div class="import-actions">
                <button
                    type="button"
                    class="button primary"
                    disabled=dynamic(cannot)
                    on:click=move |_| send(true)
                >
                    {w.import_replace}
                </button>
                <button type="button" class="button" disabled=dynamic(cannot) on:click=move |_| send(false)>
                    {w.import_add}
                </button>
            </div>
        </div>
    }
    .into_any()
}
