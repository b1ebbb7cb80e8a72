//! Pasting what the AWS CLI prints: read while it is typed, applied as one step of undo. Nothing
//! that was pasted is lost when something is wrong with it.

use super::{Shell, Verb};
use crate::i18n::policy::{PolicyWords, contents};
use crate::i18n_platform::{self, Notice};
use crate::import::aws_json;
use crate::platform::timer::next_frame;
use crate::view::{dynamic, piece};
use crate::vocabulary::NodeId;
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
                    let count = contents(&found, lang);
                    let notices = found.notices.iter();
                    let notices: Vec<String> = notices
                        .map(|n| i18n_platform::text(&Notice::Import(n), lang))
                        .collect();
                    (found.group_names(), count, notices, !found.is_empty())
                }
                Err(errors) => {
                    let errors = errors.iter();
                    let errors: Vec<String> = errors
                        .map(|e| i18n_platform::text(&Notice::ImportError(e), lang))
                        .collect();
                    (Vec::new(), String::new(), errors, false)
                }
            })
        })
    });
    let is_good = move || read.with(|r| r.as_ref().is_some_and(|r| r.3));
    // Several groups are told apart: each goes to its namesake, or where the reader says.
    let goes = Memo::new(move |_| {
        let names = read.with(|r| r.as_ref().map(|r| r.0.clone()));
        let names = names.filter(|names| names.len() > 1).unwrap_or_default();
        let goes = |name: String| {
            let to = destination(shell, &name);
            (name, to)
        };
        names.into_iter().map(goes).collect::<Vec<_>>()
    });
    let cannot = move || !is_good() || goes.with(|g| g.iter().any(|(_, to)| to.is_none()));
    let preview = move || {
        // Once applied, what became of it says the same.
        let is_shown = said.with(Vec::is_empty);
        read.get().filter(|_| is_shown).map(|(_, count, lines, _)| {
            // Errors have no count.
            let is_good = !count.is_empty();
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
        let goes = goes.get_untracked().into_iter();
        shell.send(Verb::Import {
            text: text.get_untracked(),
            is_replacing,
            goes: goes.map(|(name, to)| (name, to.flatten())).collect(),
        });
    };
    let ask = move || {
        let goes = goes.get();
        (!goes.is_empty()).then(|| {
            let rows = goes.into_iter().map(|(name, to)| choice(shell, name, to));
            view! {
                <fieldset class="import-goes">
                    <legend>{w.import_goes}</legend>
                    {rows.collect_view()}
                </fieldset>
            }
        })
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
                    shell.ui.import_goes.set(Vec::new());
                }
            ></textarea>
            {piece(ask)}
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

/// Where a group of the text goes: where the reader said, or to its namesake. `None`: to be asked;
/// `Some(None)`: it is left out.
fn destination(shell: Shell, name: &str) -> Option<Option<NodeId>> {
    let chosen = shell.ui.import_goes.with(|goes| {
        let found = goes.iter().find(|(n, _)| n == name);
        found.map(|(_, to)| *to)
    });
    chosen.or_else(|| {
        let groups = groups(shell);
        let namesake = groups.into_iter().find(|(_, own)| own == name);
        namesake.map(|(id, _)| Some(id))
    })
}

/// The groups of the board by name.
fn groups(shell: Shell) -> Vec<(NodeId, String)> {
    shell.board.structure.with(|s| {
        let groups = s.nodes.iter().filter(|n| n.is_fleet());
        let named = groups.map(|n| match n.name.is_empty() {
            true => (n.id, format!("{} {}", shell.lang.kind(n.kind), n.id.0)),
            false => (n.id, n.name.clone()),
        });
        named.collect()
    })
}

/// One group of the text and the groups of the board to choose from.
fn choice(shell: Shell, name: String, to: Option<Option<NodeId>>) -> AnyView {
    const OUT: &str = "out";
    let w = PolicyWords::of(shell.lang);
    let value = |to: Option<NodeId>| to.map_or(OUT.to_owned(), |id| id.0.to_string());
    let now = to.map(value).unwrap_or_default();
    let option = |value: String, label: String| {
        let is_now = value == now;
        view! { <option value=value selected=is_now>{label}</option> }
    };
    let mut options = vec![option(String::new(), w.import_choose.to_owned())];
    let groups = groups(shell).into_iter();
    options.extend(groups.map(|(id, own)| option(id.0.to_string(), own)));
    options.push(option(OUT.to_owned(), w.import_leave_out.to_owned()));
    let label = name.clone();
    let changed = move |ev| {
        let chosen: String = event_target_value(&ev);
        shell.ui.import_goes.update(|goes| {
            goes.retain(|(n, _)| *n != name);
            if !chosen.is_empty() {
                goes.push((name.clone(), chosen.parse().ok().map(NodeId)));
            }
        });
    };
    view! {
        <label class="import-goes-row">
            <span>{label}</span>
            <select class="select" on:change=changed>{options}</select>
        </label>
    }
    .into_any()
}
