//! The layouts: full, tablet, phone and the three embeds; and the one place where verbs arrive.

use crate::board::Board;
use crate::board::model::Item;
use crate::board::sample;
use crate::i18n::Lang;
use crate::input::action::{Action, Enabled};
use crate::input::keymap::{self, Focus, KeyPress};
use crate::view::state::{Armed, Dialog, Screen, Tab, Theme, UiState};
use crate::view::{
    Shell, Verb, action_button, alarm, decision_card, dialog, icon, inspector, journal,
    live_region, outline, palette, stage, surge, timeline, toast, toolbar,
};
use leptos::ev;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// Everything of one board on a page.
pub fn app() -> impl IntoView {
    let board = Board::new();
    let ui = UiState::new(board);
    let lang = RwSignal::new(root_lang());
    sample_state(board);
    ui.select(board.structure.with_untracked(|s| {
        s.nodes
            .iter()
            .find(|n| n.name == "web-asg")
            .map(|n| Item::Node(n.id))
    }));
    read_environment(board, ui);
    let verbs = Callback::new(move |verb| handle(board, ui, lang, verb));
    let shell = Memo::new(move |_| lang.get());
    listen(board, ui, verbs);
    show_environment(ui, lang);
    // A change of language builds the views anew; all that matters lives in the signals above.
    move || {
        layouts(Shell {
            lang: shell.get(),
            board,
            ui,
            verbs,
        })
    }
}

fn layouts(shell: Shell) -> AnyView {
    view! {
        {move || {
            let screen = shell.ui.screen.get();
            view! {
                <div class="app" data-screen=screen.name()>
                    {layout(shell, screen)}
                </div>
            }
        }}
        {dialog::dialogs(shell)}
        {toast::toasts(shell)}
        {live_region::live_region(shell)}
    }
    .into_any()
}

fn layout(shell: Shell, screen: Screen) -> AnyView {
    match screen {
        Screen::Poster => ().into_any(),
        Screen::Desktop | Screen::Tablet => view! {
            {toolbar::toolbar(shell, screen)}
            {palette::palette(shell, screen == Screen::Tablet)}
            <main class="main">{stage::stage(shell)}</main>
            {inspector::inspector(shell, screen)}
            {timeline::timeline(shell, screen)}
            {outline::outline(shell, false)}
        }
        .into_any(),
        Screen::Phone => view! {
            {toolbar::toolbar(shell, screen)}
            <main class="main">{stage::stage(shell)}</main>
            {phone_bar(shell)}
            {phone_tabs(shell)}
        }
        .into_any(),
        Screen::EmbedL => view! {
            <main class="main">{stage::stage(shell)}</main>
            {inspector::inspector(shell, screen)}
            {timeline::timeline(shell, screen)}
            {toolbar::toolbar(shell, screen)}
            {outline::outline(shell, false)}
        }
        .into_any(),
        Screen::EmbedM | Screen::EmbedS => view! {
            <main class="main">{stage::stage(shell)}</main>
            {(screen == Screen::EmbedM).then(|| metric_line(shell))}
            {inspector::inspector(shell, screen)}
            {toolbar::toolbar(shell, screen)}
            {outline::outline(shell, false)}
        }
        .into_any(),
    }
}

/// Edits and the rush with its question, within reach of a thumb. The dots open every command.
fn phone_bar(shell: Shell) -> AnyView {
    let t = shell.t();
    view! {
        <div class="phone-bar">
            {action_button(shell, "icon-button", Action::Undo, t.undo, icon::UNDO, false)}
            {action_button(shell, "icon-button", Action::Redo, t.redo, icon::REDO, false)}
            {surge::button(shell)}
            <button
                type="button"
                class="icon-button"
                aria-label=t.parts
                title=t.parts
                on:click=move |_| shell.ui.dialog.set(Some(Dialog::Parts))
            >
                {icon::ui(icon::PLUS)}
            </button>
            {action_button(shell, "icon-button", Action::Commands, t.commands, icon::MORE, false)}
        </div>
    }
    .into_any()
}

/// The one metric line of the middle embed: the first alarm, with its boxes and bell.
fn metric_line(shell: Shell) -> AnyView {
    let row = move || {
        shell
            .board
            .alarms
            .with(|all| all.first().map(|a| alarm::row(shell, a)))
    };
    view! { <ul class="metric-line">{row}</ul> }.into_any()
}

fn phone_tabs(shell: Shell) -> AnyView {
    let t = shell.t();
    let tab = shell.ui.tab;
    let buttons = [
        (Tab::Policy, t.tab_policy),
        (Tab::Charts, t.tab_charts),
        (Tab::Log, t.tab_log),
        (Tab::Lesson, t.tab_lesson),
    ]
    .into_iter()
    .map(|(one, name)| {
        view! {
            <button
                type="button"
                role="tab"
                aria-selected=move || (tab.get() == one).to_string()
                on:click=move |_| tab.set(one)
            >
                {name}
            </button>
        }
    })
    .collect_view();
    let body = move || match tab.get() {
        Tab::Policy => view! {
            {inspector::inspector(shell, Screen::Phone)}
        }
        .into_any(),
        Tab::Charts => timeline::timeline(shell, Screen::Phone),
        Tab::Log => view! {
            {decision_card::newest(shell)}
            {journal::journal(shell)}
        }
        .into_any(),
        Tab::Lesson => view! {
            <p class="empty">{t.lesson_empty}</p>
            {outline::outline(shell, true)}
        }
        .into_any(),
    };
    view! {
        <div class="phone-tabs">
            <div class="tabs" role="tablist">{buttons}</div>
            <div class="phone-page" role="tabpanel" data-region="" tabindex="-1">{body}</div>
        </div>
    }
    .into_any()
}

/// Verbs of the interface are done here; those of the board will be handed to the session.
fn handle(board: Board, ui: UiState, lang: RwSignal<Lang>, verb: Verb) {
    match verb {
        Verb::Act(action) => act(board, ui, lang, action),
        Verb::LookAt(time) => board.clock.update(|c| c.looking_at = time),
        Verb::Guess(_) => board
            .surge
            .set(crate::board::model::SurgeView::Running { left_s: 592 }),
        _ => {}
    }
}

fn act(board: Board, ui: UiState, lang: RwSignal<Lang>, action: Action) {
    match action {
        Action::PlayPause => board.clock.update(|c| c.is_running = !c.is_running),
        Action::SetSpeed(speed) => board.clock.update(|c| c.speed = speed),
        Action::Slower => board.clock.update(|c| c.speed = c.speed.slower()),
        Action::Faster => board.clock.update(|c| c.speed = c.speed.faster()),
        Action::Surge => board.surge.set(crate::board::model::SurgeView::Asking),
        Action::ZoomIn => ui.zoom(1.25),
        Action::ZoomOut => ui.zoom(0.8),
        Action::Fit => ui.fit(),
        Action::ActualSize => {
            let scale = ui.view.get_untracked().scale;
            ui.zoom(1.0 / scale);
        }
        Action::Cancel => {
            if ui.armed.get_untracked().is_some() {
                ui.armed.set(None);
                ui.wire.set(None);
            } else if board.clock.with_untracked(|c| c.looking_at.is_some()) {
                board.clock.update(|c| c.looking_at = None);
            } else {
                ui.select(None);
                ui.is_inspector_open.set(false);
            }
        }
        Action::OpenProperties => {
            ui.is_inspector_open.set(true);
            stage::focus("inspector");
        }
        Action::StartLink => {
            if let Some(&from) = ui.selected_nodes().first() {
                ui.armed.set(Some(Armed::Linking(from)));
            }
        }
        Action::SelectAll => {
            let all = board
                .structure
                .with_untracked(|s| s.nodes.iter().map(|n| Item::Node(n.id)).collect());
            ui.selection.set(all);
        }
        Action::Commands => ui.dialog.set(Some(Dialog::Commands)),
        Action::Keys => ui.dialog.set(Some(Dialog::Keys)),
        Action::Share => ui.dialog.set(Some(Dialog::Share)),
        Action::NextRegion => move_region(1),
        Action::PreviousRegion => move_region(-1),
        Action::ToggleSingleKeys => ui.single_keys.update(|s| *s = !*s),
        Action::ToggleLanguage => {
            lang.update(|l| *l = l.other());
            // The button was built anew: keep the focus on it.
            request_animation_frame(|| stage::focus("language"));
        }
        Action::ToggleTheme => ui.theme.update(|t| *t = next_theme(*t)),
        _ => {}
    }
}

/// The first press always changes something: it leaves the theme that is on the screen.
fn next_theme(theme: Theme) -> Theme {
    match theme {
        Theme::Auto if prefers("(prefers-color-scheme: dark)") => Theme::Light,
        Theme::Auto | Theme::Light => Theme::Dark,
        Theme::Dark => Theme::Light,
    }
}

/// F6: the next landmark that takes the focus.
fn move_region(step: i32) {
    let Some(document) = web_sys::window().and_then(|w| w.document()) else {
        return;
    };
    let Ok(regions) = document.query_selector_all("[data-region]:not([hidden])") else {
        return;
    };
    let count = regions.length() as i32;
    if count == 0 {
        return;
    }
    let active = document.active_element();
    let here = (0..count).find(|&n| {
        regions
            .item(n as u32)
            .is_some_and(|r| r.contains(active.as_ref().map(|a| a.unchecked_ref())))
    });
    let next = here.map_or(0, |n| (n + step).rem_euclid(count));
    let region = regions
        .item(next as u32)
        .and_then(|r| r.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(region) = region {
        let _ = region.focus();
    }
}

/// Keys of the whole page.
fn listen(board: Board, ui: UiState, verbs: Callback<Verb>) {
    let keydown = window_event_listener(ev::keydown, move |ev| {
        if ev.default_prevented() || ui.dialog.with_untracked(Option::is_some) {
            return;
        }
        let (code, key) = (ev.code(), ev.key());
        let press = KeyPress {
            code: &code,
            key: &key,
            shift: ev.shift_key(),
            alt: ev.alt_key(),
            command: ev.ctrl_key() || ev.meta_key(),
            is_composing: ev.is_composing(),
            is_repeat: ev.repeat(),
        };
        let single = ui.single_keys.get_untracked();
        let Some(action) = keymap::action(press, focus_place(), single) else {
            return;
        };
        if action == Action::OpenProperties && ui.armed.with_untracked(Option::is_some) {
            return;
        }
        if board.enabled.with_untracked(|e: &Enabled| e.allows(action)) {
            ev.prevent_default();
            verbs.run(Verb::Act(action));
        }
    });
    let resize = window_event_listener(ev::resize, move |_| {
        let screen = measure();
        if ui.screen.get_untracked() != screen {
            ui.screen.set(screen);
        }
    });
    on_cleanup(move || {
        keydown.remove();
        resize.remove();
    });
}

fn focus_place() -> Focus {
    let active = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.active_element());
    let Some(active) = active else {
        return Focus::Canvas;
    };
    let within = |selector: &str| active.closest(selector).ok().flatten().is_some();
    if within("input, select, textarea, [contenteditable]") {
        Focus::Field
    } else if active.tag_name() == "BODY" || (within(".stage") && !within("button, a")) {
        Focus::Canvas
    } else {
        Focus::Control
    }
}

fn root() -> Option<web_sys::Element> {
    web_sys::window()?.document()?.document_element()
}

fn root_lang() -> Lang {
    Lang::from_tag(
        &root()
            .and_then(|r| r.get_attribute("lang"))
            .unwrap_or_default(),
    )
}

fn is_embed() -> bool {
    root().is_some_and(|r| r.has_attribute("data-embed"))
}

fn measure() -> Screen {
    let size = |v: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| {
        v.ok().and_then(|v| v.as_f64()).unwrap_or(1_280.0)
    };
    let Some(window) = web_sys::window() else {
        return Screen::Desktop;
    };
    Screen::for_size(
        size(window.inner_width()),
        size(window.inner_height()),
        is_embed(),
    )
}

fn prefers(query: &str) -> bool {
    web_sys::window()
        .and_then(|w| w.match_media(query).ok().flatten())
        .is_some_and(|m| m.matches())
}

fn read_environment(board: Board, ui: UiState) {
    ui.screen.set(measure());
    ui.theme.set(
        match root()
            .and_then(|r| r.get_attribute("data-theme"))
            .as_deref()
        {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::Auto,
        },
    );
    if prefers("(prefers-reduced-motion: reduce)") {
        ui.is_still.set(true);
        board.clock.update(|c| c.is_running = false);
    }
}

/// Language and theme on the root, where the style sheets and screen readers look.
fn show_environment(ui: UiState, lang: RwSignal<Lang>) {
    Effect::new(move |_| {
        let Some(root) = root() else { return };
        let _ = root.set_attribute("lang", lang.get().tag());
        let _ = match ui.theme.get() {
            Theme::Auto => root.remove_attribute("data-theme"),
            Theme::Light => root.set_attribute("data-theme", "light"),
            Theme::Dark => root.set_attribute("data-theme", "dark"),
        };
    });
}

/// The hand-made state of `sample`, until a run feeds the board.
fn sample_state(board: Board) {
    let structure = sample::structure(4);
    for node in &structure.nodes {
        board.node(node.id).set(sample::node_live(node.id));
        board.group(node.id).set(sample::group());
    }
    for chip in &structure.chips {
        let load = crate::board::model::Load::Healthy { healthy: 2, all: 4 };
        board.node(chip.id).update(|n| n.load = load);
    }
    for i in &structure.instances {
        board.instance(i.id).set(sample::instance(i.id));
    }
    for key in structure.edges() {
        board.edge(key).set(sample::edge_live(key));
    }
    board
        .title
        .set("급증 100 → 1000명 · ALB + Auto Scaling".to_owned());
    board.structure.set(Arc::new(structure));
    board.clock.set(sample::clock());
    board.client.set(sample::client());
    board.alarms.set(sample::alarms());
    board.decisions.set(sample::decisions());
    board.journal.set(sample::journal());
    board.timeline.set(Arc::new(sample::timeline()));
    board.inspector.set(Some(sample::inspector()));
    board.presets.set(sample::presets());
    board.requests_per_dot.set(5);
    board.enabled.set(Enabled {
        can_undo: true,
        can_redo: false,
        has_selection: true,
        can_edit: true,
        can_surge: true,
    });
}
