//! What can be done to servers, zones and databases by hand: one button for each fault, pressed
//! while it goes on, and a line that says since when and who has noticed.

use super::{Shell, Verb};
use crate::i18n::format::clock;
use crate::view::{dynamic, piece};
use crate::vocabulary::{FaultName, FrameId, InstanceId, InstanceView, KindId, NodeId, Trouble};
use leptos::prelude::*;
use swell_core::base::id as core;
use swell_core::contract::{Fault, Member};
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::kinds::instance::Instance;

/// The faults of a server by what they strike.
const GROUPS: [&[InstanceFault]; 3] = [
    &[
        InstanceFault::Terminate,
        InstanceFault::Stop,
        InstanceFault::Impair,
    ],
    &[
        InstanceFault::Crash,
        InstanceFault::Hang,
        InstanceFault::Slow,
        InstanceFault::Answer500,
        InstanceFault::BreakHealthCheck,
    ],
    &[InstanceFault::SetUnhealthy, InstanceFault::Protect],
];

/// Whether a fault goes on: its button is pressed, and pressing it again ends it.
fn goes_on(server: &InstanceView, fault: InstanceFault) -> bool {
    let trouble = server.trouble.as_ref();
    match fault {
        InstanceFault::Protect => server.is_protected,
        InstanceFault::SetUnhealthy => server.is_set_unhealthy,
        fault => {
            let ailment = fault.ailment();
            ailment.is_some_and(|a| trouble.is_some_and(|t| t.has(a)))
        }
    }
}

pub fn of_server(shell: Shell, id: InstanceId) -> AnyView {
    let (w, t) = (shell.lang.build(), shell.t());
    let live = shell.board.instance(id);
    let lines = {
        let live = live.clone();
        Memo::new(move |_| live.with(|i| i.trouble.clone()))
    };
    let one = |fault: &'static InstanceFault| {
        let fault = *fault;
        let pressed = {
            let live = live.clone();
            Memo::new(move |_| live.with(|i| goes_on(i, fault)))
        };
        // What is over at once has nothing to be pressed for.
        let stays = fault.ailment().is_some()
            || matches!(fault, InstanceFault::Protect | InstanceFault::SetUnhealthy);
        let press = move |_| {
            let ends = pressed.get_untracked() && fault.ailment().is_some();
            shell.send(match ends {
                true => Verb::EndFault(id, fault),
                false => Verb::InjectFault(id, fault),
            });
        };
        view! {
            <button
                type="button"
                class="button"
                class:kill=fault == InstanceFault::Terminate
                aria-pressed=dynamic(move || stays.then(|| pressed.get().to_string()))
                on:click=press
            >
                {shell.lang.fault(FaultName { kind: Instance::ID, word: fault.word() })}
            </button>
        }
    };
    let names = [w.machine, w.application, w.group];
    let groups = names.into_iter().zip(GROUPS).map(|(name, all)| {
        view! {
            <div class="faults" role="group" aria-label=format!("{}: {name}", t.break_things)>
                <span class="faults-name">{name}</span>
                {all.iter().map(one).collect_view()}
            </div>
        }
    });
    // One that stands alone is a part of the drawing.
    let structure = shell.board.structure;
    let is_launched = structure.with_untracked(|s| s.node(NodeId(id.0)).is_none());
    let cure = cure(is_launched);
    let word = match cure {
        InstanceFault::Heal => w.heal_all,
        _ => w.replace,
    };
    let has_none = move || lines.with(Option::is_none);
    view! {
        {piece(move || lines.get().map(|trouble| noticed(shell, &trouble)))}
        {groups.collect_view()}
        <button
            type="button"
            class="button heal"
            hidden=dynamic(has_none)
            on:click=move |_| shell.send(Verb::InjectFault(id, cure))
        >
            {word}
        </button>
        {is_launched.then(|| view! { <p class="inspector-help">{w.cattle}</p> })}
    }
    .into_any()
}

/// What to do about a sick server: one that a group has launched is not repaired by hand, but replaced
/// (spec 7.6).
const fn cure(is_launched: bool) -> InstanceFault {
    match is_launched {
        true => InstanceFault::SetUnhealthy,
        false => InstanceFault::Heal,
    }
}

/// Every fault with the time since when, and what the watchers know.
fn noticed(shell: Shell, trouble: &Trouble) -> AnyView {
    let (lang, w) = (shell.lang, shell.lang.build());
    let faults = trouble.faults.iter().map(|fault| {
        let since = format!("{} {}", w.since, clock(fault.since));
        view! { <li><strong>{lang.ailment(fault.what)}</strong> " · " <span>{since}</span></li> }
    });
    let watchers = lang.noticed(trouble);
    let lines = watchers.into_iter().map(|text| view! { <li>{text}</li> });
    view! {
        <div class="trouble" data-tone="bad">
            <ul>{faults.collect_view()}</ul>
            <ul aria-label=w.who_noticed>{lines.collect_view()}</ul>
        </div>
    }
    .into_any()
}

/// Takes a zone down, and brings it back when pressed again.
pub fn of_zone(shell: Shell, id: FrameId) -> AnyView {
    let structure = shell.board.structure;
    let is_down =
        Signal::derive(move || structure.with(|s| s.frame(id).is_some_and(|z| z.is_down)));
    let zone = core::PartId(id.0);
    let outage = move || {
        let all = shell.board.outages.get();
        let outage = all.into_iter().find(|o| o.zone == id)?;
        let text = shell.lang.outage(&outage);
        let since = format!("{} {}", shell.lang.build().since, clock(outage.since));
        Some(view! { <p class="trouble" data-tone="bad">{since} " · " {text}</p> })
    };
    view! {
        {piece(outage)}
        {switch(shell, is_down, Injection::ZoneDown { zone }, Injection::ZoneUp { zone })}
    }
    .into_any()
}

/// The ways of a part to break: one button for each, pressed while it goes on.
pub fn of_part(shell: Shell, id: NodeId, kind: Option<KindId>) -> AnyView {
    let faults = kind.map_or(&[][..], KindId::faults);
    if faults.is_empty() {
        return ().into_any();
    }
    let live = shell.board.node(id);
    let one = |fault: &'static Fault| {
        let live = live.clone();
        let goes_on = Memo::new(move |_| live.with(|face| face.broken.contains(&fault.word)));
        let press = move |_| {
            let ends = fault.ends.filter(|_| goes_on.get_untracked());
            shell.send(Verb::Inject(Injection::Part {
                part: core::PartId(id.0),
                fault: ends.unwrap_or(fault.word).to_owned(),
            }));
        };
        let lasts = fault.ends.is_some();
        view! {
            <button
                type="button"
                class="button"
                aria-pressed=dynamic(move || lasts.then(|| goes_on.get().to_string()))
                on:click=press
            >
                {kind.map(|kind| shell.lang.fault(FaultName { kind, word: fault.word }))}
            </button>
        }
    };
    view! {
        <div class="faults" role="group" aria-label=shell.t().break_things>
            {faults.iter().map(one).collect_view()}
        </div>
    }
    .into_any()
}

/// One button, pressed while something is down.
fn switch(shell: Shell, is_down: Signal<bool>, down: Injection, up: Injection) -> AnyView {
    let t = shell.t();
    let press = move |_| {
        let next = match is_down.get_untracked() {
            true => up.clone(),
            false => down.clone(),
        };
        shell.send(Verb::Inject(next));
    };
    view! {
        <div class="faults" role="group" aria-label=t.break_things>
            <button
                type="button"
                class="button kill"
                aria-pressed=dynamic(move || is_down.get().to_string())
                on:click=press
            >
                {t.take_down}
            </button>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// C13: cattle, not pets.
    #[test]
    fn what_a_group_launched_is_replaced_and_not_repaired() {
        assert_eq!(cure(true), InstanceFault::SetUnhealthy);
        assert_eq!(cure(false), InstanceFault::Heal);
    }
}
