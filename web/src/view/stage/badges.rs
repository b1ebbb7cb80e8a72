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
    let odd = live.clone();
    let trouble = Memo::new(move |_| live.with(|i| i.trouble.clone()));
    let is_struck = Memo::new(move |_| trouble.with(Option::is_some));
    // The weight of one that fails more often than its peers.
    let weight = Memo::new(move |_| {
        odd.with(|i| {
            let odd = i.opinions.targets.iter().find(|t| t.is_anomalous);
            odd.map(|target| target.weight)
        })
    });
    let place = move || {
        shell.ui.layout.with(|l| {
            let member = l.instances.get(&id).copied();
            member.unwrap_or_else(|| l.node(crate::vocabulary::NodeId(id.0)))
        })
    };
    let body = move || {
        let is_shown = is_struck.get() || weight.with(Option::is_some);
        is_shown.then(|| {
            let trouble = move || trouble.with(|t| t.as_ref().map(|t| text(shell, t, place().w)));
            let odd = move || weight.get().map(|w| odd_text(shell, w, place().w));
            let is_member = move || shell.ui.layout.with(|l| l.instances.contains_key(&id));
            pill(
                move || foot(place(), is_member()),
                move || trouble().or_else(odd),
            )
        })
    };
    view! { {piece(body)} }.into_any()
}

/// The last row of a member's card; the card of one that stands alone says its number there, so that the
/// badge hangs at its edge.
fn foot(card: Rect, is_member: bool) -> Rect {
    let high = if card.w >= 130.0 { 19.0 } else { 15.0 };
    let wide = (card.w - 6.0).max(0.0);
    let above = if is_member { high + 3.0 } else { 5.0 };
    Rect::new(card.x + 3.0, card.bottom() - above, wide, high)
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

/// Of one that passes its health checks and yet fails more often than its peers: as much as fits.
fn odd_text(shell: Shell, weight: u8, room: f64) -> String {
    let m = shell.lang.more();
    let weight = m.target_weight.replace("{n}", &weight.to_string());
    let both = format!("{} · {weight}", m.anomalous_short);
    match width_of(&both, LETTERS) <= room - 18.0 {
        true => both,
        false => weight,
    }
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
