//! Badges of what is wrong, where it is: the fault, for how long, and which of the three watchers
//! has noticed. Drawn above the cards, only for what is struck.

use super::super::Shell;
use super::node::{cut, width_of};
use crate::geometry::Rect;
use crate::view::{dynamic, piece};
use crate::vocabulary::Role;
use crate::vocabulary::role;
use crate::vocabulary::{InstanceId, OutageView, Trouble};
use leptos::prelude::*;

pub fn badges(shell: Shell) -> AnyView {
    let servers = Memo::new(move |_| {
        shell.board.structure.with(|s| {
            let alone = s.nodes.iter().filter(|n| role(n.kind) == Role::Server);
            let alone = alone.map(|n| InstanceId(n.id.0));
            let members = s.instances.iter().map(|i| i.id);
            members.chain(alone).collect::<Vec<_>>()
        })
    });
    let zones = Memo::new(move |_| shell.board.outages.get());
    view! {
        <g class="badges" aria-hidden="true" pointer-events="none">
            <For each=move || servers.get() key=|id| *id let:id>{server(shell, id)}</For>
            {piece(move || zones.get().iter().map(|o| zone(shell, o)).collect_view())}
        </g>
    }
    .into_any()
}

fn server(shell: Shell, id: InstanceId) -> AnyView {
    let live = shell.board.instance(id);
    let trouble = Memo::new(move |_| live.with(|i| i.trouble.clone()));
    let is_struck = Memo::new(move |_| trouble.with(Option::is_some));
    let place = move || {
        shell.ui.layout.with(|l| {
            let member = l.instances.get(&id).copied();
            member.unwrap_or_else(|| l.node(crate::vocabulary::NodeId(id.0)))
        })
    };
    let body = move || {
        is_struck.get().then(|| {
            let text = move || trouble.with(|t| t.as_ref().map(|t| text(shell, t, place().w)));
            pill(move || foot(place()), text)
        })
    };
    view! { {piece(body)} }.into_any()
}

/// The last row of a card.
fn foot(card: Rect) -> Rect {
    let high = if card.w >= 130.0 { 19.0 } else { 15.0 };
    let wide = (card.w - 6.0).max(0.0);
    Rect::new(card.x + 3.0, card.bottom() - high - 3.0, wide, high)
}

/// As much as fits: the fault, for how long, who has noticed.
fn text(shell: Shell, trouble: &Trouble, room: f64) -> String {
    let lang = shell.lang;
    let short = lang.trouble_in_short(trouble);
    let watchers = lang.watchers_in_short(trouble);
    let balancer = watchers.get(1).cloned().unwrap_or_default();
    let word = trouble.faults.first().map_or("", |f| lang.ailment(f.what));
    let all = [
        format!("{short} · {}", watchers.join(" ")),
        format!("{word} · {}", watchers.join(" ")),
        format!("{short} · {balancer}"),
        short,
    ];
    let fits = |text: &String| width_of(text, LETTERS) <= room - 18.0;
    all.into_iter()
        .find(fits)
        .unwrap_or_else(|| word.to_owned())
}

const LETTERS: f64 = 11.5;

fn pill(
    place: impl Fn() -> Rect + Send + Clone + 'static,
    text: impl Fn() -> Option<String> + Send + 'static,
) -> AnyView {
    let attr = |pick: fn(Rect) -> f64| {
        let place = place.clone();
        dynamic(move || format!("{:.1}", pick(place())))
    };
    let shown = {
        let place = place.clone();
        move || text().map(|t| cut(&t, place().w - 12.0, LETTERS))
    };
    view! {
        <g class="fault-badge" data-tone="bad">
            <rect
                x=attr(|r| r.x)
                y=attr(|r| r.y)
                width=attr(|r| r.w)
                height=attr(|r| r.h)
                rx="5"
            ></rect>
            <text x=attr(|r| r.x + 6.0) y=attr(|r| r.bottom() - r.h * 0.28)>{dynamic(shown)}</text>
        </g>
    }
    .into_any()
}

/// On a zone that is cut off, in the row of its name, at the far end.
fn zone(shell: Shell, outage: &OutageView) -> AnyView {
    let id = outage.zone;
    let text = shell.lang.outage(outage);
    let wide = width_of(&text, LETTERS) + 14.0;
    let place = move || {
        shell.ui.layout.with(|l| {
            let r = l.frame(id);
            let y = match l.low_names.contains(&id) {
                true => r.bottom() - 19.0,
                false => r.y + 3.0,
            };
            let wide = wide.min(r.w - 16.0).max(0.0);
            Rect::new(r.right() - wide - 6.0, y, wide, 16.0)
        })
    };
    pill(place, move || Some(text.clone()))
}
