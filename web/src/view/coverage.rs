//! Where each item of the study notes is seen, and which are not there yet.

use super::state::Dialog;
use super::{Shell, Verb};
use leptos::prelude::*;
use swell_core::scenario::coverage::{Extent, ITEMS, Item, Panel, Place};

pub fn coverage(shell: Shell) -> AnyView {
    let m = shell.lang.more();
    let word = |extent: Extent| match extent {
        Extent::Whole => (m.coverage_seen, "ok"),
        Extent::Partly => (m.coverage_partly, "warn"),
        Extent::Missing => (m.coverage_missing, "neutral"),
    };
    let sum = [Extent::Whole, Extent::Partly, Extent::Missing].map(|extent| {
        let count = ITEMS.iter().filter(|item| item.extent == extent).count();
        format!("{} {count}", word(extent).0)
    });
    let row = |item: &'static Item| {
        let (said, tone) = word(item.extent);
        let places = item.places.iter().map(|place| seen(shell, *place));
        let kinds = item.kinds().map(|kind| shell.lang.kind(kind));
        let kinds = kinds.map(|kind| view! { <span>{kind}</span> });
        view! {
            <tr data-item=item.id>
                <th scope="row">{item.id}</th>
                <td>{shell.lang.noted(item.id)}</td>
                <td>
                    <span class="coverage-state" data-tone=tone>{said}</span>
                    {places.collect_view()}
                    {kinds.collect_view()}
                </td>
            </tr>
        }
    };
    view! {
        <p class="share-note">{m.coverage_note}</p>
        <p><strong>{sum.join(" · ")}</strong></p>
        <table class="coverage"><tbody>{ITEMS.iter().map(row).collect_view()}</tbody></table>
    }
    .into_any()
}

/// A board opens from here.
fn seen(shell: Shell, place: Place) -> AnyView {
    match place {
        Place::Board(id) => {
            let title = shell.lang.preset_title(id).map_or(id, |t| t.0);
            let open = move |_| {
                shell.ui.dialog.set(None);
                shell.send(Verb::OpenPreset(id.to_owned()));
            };
            view! {
                <button type="button" class="quiet-button" on:click=open>{title}</button>
            }
            .into_any()
        }
        Place::Panel(Panel::Comparison) => {
            let open = move |_| shell.ui.dialog.set(Some(Dialog::Beside));
            let name = shell.lang.panel(Panel::Comparison);
            view! { <button type="button" class="quiet-button" on:click=open>{name}</button> }
                .into_any()
        }
        Place::Panel(panel) => view! { <span>{shell.lang.panel(panel)}</span> }.into_any(),
    }
}
