//! Everything about the selected item: its five numbers, its settings page by page, its alarms and
//! its newest decision. Drawn from `InspectorView`; knows no kind.

use super::state::Screen;
use super::{
    Shell, Verb, access_log, address_plan, balancer_type, decision_card, faults, field,
    front_doors, icon, inspector_links, journal, key_pair, migration, particulars, policy_editor,
    reach, reasons, records,
};
use crate::i18n::format::{number, span};
use crate::i18n::keys::STEPS;
use crate::i18n::policy::PolicyWords;
use crate::view::{dynamic, piece};
use crate::vocabulary::{
    Addresses, FieldEdit, Fleet, FrameId, GroupOpinion, InspectorView, InstanceId, IssueView, Item,
    KindId, Level, NodeId, Opinions, Page, SectionView, StatusChecks,
};
use crate::vocabulary::{Role, role};
use leptos::prelude::*;
use swell_core::contract::TargetOpinion;
use swell_core::observe::meters::Shown;
use swell_core::rules::anomaly::FULL_WEIGHT;
use swell_core::rules::health::TargetState;
use swell_core::rules::lifecycle::Ec2State;

/// The panel; in the small layouts it is a drawer that can be closed.
pub fn inspector(shell: Shell, screen: Screen) -> AnyView {
    let t = shell.t();
    let closes = screen != Screen::Desktop && screen != Screen::Phone;
    // Which item is shown and which pages it has: the frame is built for these, and the values
    // inside are read apart, so that typing into a field never loses the focus.
    let shape = Memo::new(move |_| {
        shell.board.inspector.with(|i| {
            let i = i.as_ref()?;
            let pages = i.pages.iter().map(|(p, _)| *p);
            Some((i.item, i.kind, pages.collect::<Vec<_>>()))
        })
    });
    let changed = RwSignal::new(None);
    let ticked = RwSignal::new([false; STEPS]);
    let hidden = move || closes && !shell.ui.is_inspector_open.get();
    let body = move || match shape.get() {
        Some((item, kind, pages)) => {
            let own = match item {
                Item::Node(id) => view! {
                    {balancer_type::panel(shell, id, kind, changed)}
                    {key_pair::panel(shell, ticked)}
                }
                .into_any(),
                _ => ().into_any(),
            };
            filled(shell, item, pages, closes, own)
        }
        None => view! {
            <div class="inspector-empty">
                <h2>{shell.lang.more().nothing_selected}</h2>
                <p>{shell.lang.more().nothing_selected_help}</p>
                {decision_card::newest(shell, None)}
            </div>
        }
        .into_any(),
    };
    view! {
        <aside
            class="inspector"
            data-region=""
            id="inspector"
            tabindex="-1"
            aria-label=t.inspector
            hidden=dynamic(hidden)
        >
            {piece(body)}
        </aside>
    }
    .into_any()
}

fn filled(
    shell: Shell,
    item: Item,
    mut pages: Vec<Page>,
    closes: bool,
    by_kind: AnyView,
) -> AnyView {
    if shell.ui.hide.with_untracked(|hide| hide.log) {
        pages.retain(|page| *page != Page::History);
    }
    let t = shell.t();
    let get = move |f: fn(&InspectorView) -> String| {
        move || {
            shell
                .board
                .inspector
                .with(|i| i.as_ref().map(f).unwrap_or_default())
        }
    };
    let kind = shell
        .board
        .inspector
        .with_untracked(|i| i.as_ref().map(|i| i.kind));
    let m = shell.lang.more();
    let (kind_name, help) = match (item, kind) {
        (Item::Link(_), _) => (m.link, m.link_help),
        (Item::Frame(id), k) => (
            zone_kind(shell, id),
            k.map_or(m.zone_help, |k| shell.lang.kind_help(k)),
        ),
        (_, Some(k)) => (shell.lang.kind(k), shell.lang.kind_help(k)),
        _ => ("", ""),
    };
    let full = kind.flatten().filter(|_| !matches!(item, Item::Link(_)));
    let full = full.map_or("", |kind| shell.lang.gloss(kind).full);
    let full = (!full.is_empty()).then(|| view! { <span class="inspector-full">{full}</span> });
    let glyph = kind.filter(|_| !matches!(item, Item::Link(_) | Item::Frame(_)));
    let name = get(|i| i.name.clone());
    let close = closes.then(|| {
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=t.close
                on:click=move |_| {
                    shell.ui.is_inspector_open.set(false);
                    super::stage::focus(&super::stage::dom_id(item));
                }
            >
                {icon::ui(icon::CLOSE)}
            </button>
        }
    });
    let role = role(kind.flatten());
    let numbers = match item {
        Item::Node(id) if role == Role::Fleet => five_numbers(shell, id),
        Item::Instance(id) => opinions(shell, id),
        Item::Link(id) => inspector_links::ends(shell, id),
        Item::Frame(id) => view! {
            {faults::of_zone(shell, id)}
            {inspector_links::capacity(shell, id)}
        }
        .into_any(),
        Item::Node(id) if takes_traffic(kind.flatten()) => super::traffic_panel::panel(shell, id),
        Item::Node(id) if role == Role::Server => opinions(shell, InstanceId(id.0)),
        Item::Node(id) => view! {
            {readings(shell, id, kind.flatten())}
            {faults::of_part(shell, id, kind.flatten())}
            {reasons::reasons(shell, kind.flatten())}
        }
        .into_any(),
        _ => ().into_any(),
    };
    let own = match (item, kind) {
        (Item::Node(id), Some(kind)) => view! {
            {inspector_links::homes(shell, item, kind)}
            {inspector_links::links(shell, id)}
        }
        .into_any(),
        (Item::Frame(_), Some(kind)) => inspector_links::homes(shell, item, kind),
        _ => ().into_any(),
    };
    let several = pages.len() > 1;
    let first = pages.first().copied();
    // A page that this item does not have falls back to its first.
    let offered = pages.clone();
    let page = Memo::new(move |_| {
        let wanted = shell.ui.page.get();
        if offered.contains(&wanted) {
            Some(wanted)
        } else {
            first
        }
    });
    let tabs = several.then(|| tabs(shell, pages, page));
    view! {
        <header class="inspector-head">
            {glyph.map(icon::kind)}
            <div>
                <h2>{name}</h2>
                <p class="inspector-kind">{kind_name} {full}</p>
            </div>
            {close}
        </header>
        <p class="inspector-help">{help}</p>
        {addresses(shell)}
        {numbers}
        {particulars::particulars(shell, item)}
        {front_doors::front_doors(shell, kind.flatten())}
        {reach::matrix(shell)}
        {address_plan::panel(shell, item)}
        {access_log::panel(shell)}
        {migration::panel(shell)}
        {tabs}
        <div class="page" role=several.then_some("tabpanel")>
            {piece(move || page.get().map(|p| page_body(shell, item, p)))}
        </div>
        {by_kind}
        {own}
        {inspector_links::deeds(shell, item)}
    }
    .into_any()
}

/// Its addresses, or how many a subnet has left.
fn addresses(shell: Shell) -> AnyView {
    let m = shell.lang.more();
    let inspector = shell.board.inspector;
    let own = Memo::new(move |_| inspector.with(|i| i.as_ref().map(|i| i.addresses.clone())));
    let line = move || {
        let (name, value) = match own.get()? {
            Addresses::None => return None,
            Addresses::Own(all) => (m.private_addresses, all.join(", ")),
            Addresses::Free { left, usable } => (m.free_addresses, format!("{left} / {usable}")),
        };
        Some(view! { <dl class="opinions"><div><dt>{name}</dt><dd>{value}</dd></div></dl> })
    };
    piece(line).into_any()
}

fn page_name(shell: Shell, page: Page) -> &'static str {
    let t = shell.t();
    match page {
        Page::Settings => t.page_settings,
        Page::Policy => t.page_policy,
        Page::Health => t.page_health,
        Page::History => t.page_history,
    }
}

fn tabs(shell: Shell, pages: Vec<Page>, page: Memo<Option<Page>>) -> AnyView {
    let count = pages.len();
    let all = pages.clone();
    let keydown = move |ev: web_sys::KeyboardEvent| {
        let step = match ev.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => count - 1,
            _ => return,
        };
        ev.prevent_default();
        let here = page
            .get_untracked()
            .and_then(|p| all.iter().position(|&x| x == p))
            .unwrap_or(0);
        if let Some(&next) = all.get((here + step) % count) {
            shell.ui.page.set(next);
            super::stage::focus(&format!("tab-{next:?}"));
        }
    };
    let buttons = pages
        .into_iter()
        .map(|p| {
            let here = move || page.get() == Some(p);
            view! {
                <button
                    type="button"
                    role="tab"
                    id=format!("tab-{p:?}")
                    aria-selected=dynamic(move || here().to_string())
                    tabindex=dynamic(move || if here() { "0" } else { "-1" })
                    on:click=move |_| shell.ui.page.set(p)
                >
                    {page_name(shell, p)}
                </button>
            }
        })
        .collect_view();
    view! { <div class="tabs" role="tablist" on:keydown=keydown>{buttons}</div> }.into_any()
}

fn page_body(shell: Shell, item: Item, page: Page) -> AnyView {
    match page {
        Page::History => journal::journal(shell),
        Page::Policy => policy_editor::page(shell, item),
        _ => view! {
            {issues(shell)}
            {sections(shell, item, page)}
        }
        .into_any(),
    }
}

/// What is odd or wrong about the part and what belongs to it.
pub fn issues(shell: Shell) -> AnyView {
    let all = Memo::new(move |_| {
        let inspector = shell.board.inspector;
        inspector.with(|i| i.as_ref().map_or_else(Vec::new, |i| i.issues.clone()))
    });
    let line = |issue: IssueView| {
        let tone = if issue.is_error { "bad" } else { "warn" };
        view! {
            <li class="field-warning" data-tone=tone>
                {issue.text}
                <small>{issue.place}</small>
            </li>
        }
    };
    let label = PolicyWords::of(shell.lang).warnings;
    let lines = move || all.get().into_iter().map(line).collect_view();
    let none = move || all.with(Vec::is_empty);
    view! { <ul class="issues" aria-label=label hidden=dynamic(none)>{piece(lines)}</ul> }
        .into_any()
}

/// The fields of a page under the names of their parts; the seldom used ones are folded.
pub fn sections(shell: Shell, item: Item, page: Page) -> AnyView {
    let of_page = move |i: &Option<InspectorView>| -> Vec<SectionView> {
        let all = i.as_ref().map_or(&[][..], |i| &i.sections);
        all.iter().filter(|s| s.page == page).cloned().collect()
    };
    let all = Memo::new(move |_| shell.board.inspector.with(of_page));
    let is_flat = Memo::new(move |_| all.with(Vec::is_empty));
    let rare = PolicyWords::of(shell.lang).rare;
    let list = move |paths: Vec<String>| {
        let fields = paths.into_iter().map(|p| one_field(shell, item, p));
        view! { <div class="fields">{fields.collect_view()}</div> }
    };
    let section = move |s: SectionView| {
        let (has_any, has_rare) = (!s.paths.is_empty(), !s.rare.is_empty());
        (has_any || has_rare).then(|| {
            let seldom = has_rare.then(|| {
                view! {
                    <details class="rare">
                        <summary>{rare}</summary>
                        {list(s.rare.clone())}
                    </details>
                }
            });
            view! {
                <details class="section" open=has_any>
                    <summary>
                        <strong>{s.name.clone()}</strong>
                        <span>{shell.lang.kind(s.kind)}</span>
                    </summary>
                    {list(s.paths.clone())}
                    {seldom}
                </details>
            }
        })
    };
    let body = move || match is_flat.get() && page != Page::Policy {
        true => fields(shell, item, page),
        false => view! {
            <For
                each=move || all.get()
                key=|s| (s.name.clone(), s.paths.clone(), s.rare.clone())
                let:s
            >
                {section(s)}
            </For>
        }
        .into_any(),
    };
    view! { {piece(body)} }.into_any()
}

/// The editor of one field, wherever on the pages it stands.
pub fn one_field(shell: Shell, item: Item, path: String) -> AnyView {
    let find = {
        let path = path.clone();
        move |i: &Option<InspectorView>| {
            let pages = i.as_ref().map_or(&[][..], |i| &i.pages);
            let mut all = pages.iter().flat_map(|(_, fields)| fields);
            all.find(|f| f.path == path).cloned()
        }
    };
    let found = Memo::new(move |_| shell.board.inspector.with(&find));
    let key = format!("{item:?} {path}");
    let name = key.clone();
    let edit = Callback::new(move |edit: FieldEdit| {
        shell.ui.keep_unsaved(&key, None);
        shell.send(Verb::Edit {
            item,
            path: path.clone(),
            edit,
        });
    });
    // What a field is stays. A memo of it, read beside the field itself, would keep the editor from
    // being told of a new value.
    let is_list = found.with_untracked(|f| f.as_ref().is_some_and(records::is_list));
    let editor = move || match is_list {
        true => Some(records::records(shell, &name, found, edit)),
        false => found.get().map(|f| field::field(shell, &name, f, edit)),
    };
    view! { {piece(editor)} }.into_any()
}

fn fields(shell: Shell, item: Item, page: Page) -> AnyView {
    let paths = Memo::new(move |_| {
        shell.board.inspector.with(|i| {
            let pages = i.as_ref().map_or(&[][..], |i| &i.pages);
            let here = pages.iter().filter(|(p, _)| *p == page);
            here.flat_map(|(_, fields)| fields.iter().map(|f| f.path.clone()))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <div class="fields">
            <For each=move || paths.get() key=|p| p.clone() let:path>
                {one_field(shell, item, path)}
            </For>
        </div>
    }
    .into_any()
}

/// Desired, running, in service, healthy, counted: five numbers that learners blur into one.
/// Whether recorded traffic can be its load.
fn takes_traffic(kind: Option<KindId>) -> bool {
    let fields = kind.map(|kind| swell_core::kinds::Params::defaults(kind).fields());
    fields.is_some_and(|fields| fields.iter().any(|field| field.path == "trace"))
}

fn five_numbers(shell: Shell, id: NodeId) -> AnyView {
    let t = shell.t();
    let group = shell.board.group(id);
    let cell = move |name: &'static str, tone: &'static str, pick: fn(&Fleet) -> u32| {
        let group = group.clone();
        let value = move || group.with(pick);
        view! {
            <div data-tone=tone>
                <dt>{name}</dt>
                <dd>{dynamic(value)}</dd>
            </div>
        }
    };
    view! {
        <dl class="numbers">
            {cell(t.number_desired, "decision", |g| g.desired)}
            {cell(t.running, "neutral", |g| g.running)}
            {cell(t.in_service, "neutral", |g| g.in_service)}
            {cell(t.healthy, "ok", |g| g.healthy)}
            {cell(t.counted, "neutral", |g| g.counted)}
        </dl>
    }
    .into_any()
}

/// What a part says of itself beside the number of its card.
fn readings(shell: Shell, id: NodeId, kind: Option<KindId>) -> AnyView {
    let live = shell.board.node(id);
    let lang = shell.lang;
    let list = move || {
        let rows = live.with(|face| face.rows.clone());
        let row = |shown: &Shown| {
            let name = lang.vital(kind, shown.word);
            view! {
                <div data-tone="neutral">
                    <dt>{name}</dt>
                    <dd>{lang.amount(shown)}</dd>
                </div>
            }
        };
        let is_empty = rows.is_empty();
        let rows = rows.iter().map(row).collect_view();
        (!is_empty).then_some(view! { <dl class="opinions">{rows}</dl> })
    };
    piece(list).into_any()
}

/// What EC2, the balancer and the group think of one server, each from its own source: they may
/// differ.
fn opinions(shell: Shell, id: InstanceId) -> AnyView {
    let t = shell.t();
    let live = shell.board.instance(id);
    let rows = move || {
        let i = live.get();
        let cpu = format!("{} %", number(f64::from(i.cpu_percent), 0));
        let mut rows = opinion_rows(shell, &i.opinions);
        rows.extend([
            (t.cpu.to_owned(), cpu, "neutral"),
            (t.queued.to_owned(), i.waiting.to_string(), "neutral"),
            (
                t.age.to_owned(),
                span(u64::from(i.age_s), shell.lang),
                "neutral",
            ),
        ]);
        rows.into_iter()
            .map(|(name, value, tone)| {
                view! {
                    <div data-tone=tone>
                        <dt>{name}</dt>
                        <dd>{value}</dd>
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        <dl class="opinions">{piece(rows)}</dl>
        {faults::of_server(shell, id)}
    }
    .into_any()
}

/// What a target group thinks of a target, and the tone of it.
pub fn target_state(shell: Shell, target: &TargetOpinion) -> (String, &'static str) {
    let tone = match target.state {
        TargetState::Healthy => "ok",
        TargetState::Unhealthy | TargetState::UnhealthyDraining => "bad",
        TargetState::Initial | TargetState::Draining => "warn",
        TargetState::Unused | TargetState::Unavailable => "neutral",
    };
    let reason = target
        .reason
        .filter(|_| target.state != TargetState::Healthy);
    let state = shell.lang.target(target.state);
    let mut said = match reason {
        Some(reason) => format!("{state} ({})", reason.code()),
        None => state.to_owned(),
    };
    let m = shell.lang.more();
    if target.is_anomalous {
        said.push_str(&format!(" · {}", m.anomalous));
    }
    if target.weight < FULL_WEIGHT {
        let weight = m.target_weight.replace("{n}", &target.weight.to_string());
        said.push_str(&format!(" · {weight}"));
    }
    let is_odd = target.is_anomalous && tone == "ok";
    (said, if is_odd { "warn" } else { tone })
}

type Row = (String, String, &'static str);

fn opinion_rows(shell: Shell, opinions: &Opinions) -> Vec<Row> {
    let (t, lang) = (shell.t(), shell.lang);
    let mut rows: Vec<Row> = Vec::new();
    if let Some(state) = opinions.ec2 {
        let tone = match state {
            Ec2State::Running => "ok",
            Ec2State::Pending => "warn",
            _ => "neutral",
        };
        rows.push((t.health_ec2.to_owned(), lang.ec2(state).to_owned(), tone));
    }
    let checks = lang.more().status_checks.to_owned();
    rows.push(match opinions.checks {
        None => (checks, "–".to_owned(), "neutral"),
        Some(found) => {
            let is_ok = found == StatusChecks::PASSED;
            let tone = if is_ok { "ok" } else { "bad" };
            (checks, lang.status_checks(found), tone)
        }
    });
    if opinions.targets.is_empty() {
        rows.push((t.health_target.to_owned(), t.unknown.to_owned(), "neutral"));
    }
    let several = opinions.targets.len() > 1;
    for target in &opinions.targets {
        let name = match several {
            true => format!(
                "{} {}",
                t.health_target,
                shell.node_name(NodeId(target.by.0))
            ),
            false => t.health_target.to_owned(),
        };
        let (value, tone) = target_state(shell, target);
        rows.push((name, value, tone));
    }
    let (verdict, tone) = match opinions.group {
        None => (t.unknown.to_owned(), "neutral"),
        Some(GroupOpinion::Healthy) => (t.healthy.to_owned(), "ok"),
        Some(GroupOpinion::Unhealthy(why)) => {
            (format!("{}: {}", t.unhealthy, lang.end_cause(why)), "bad")
        }
    };
    rows.push((t.health_group.to_owned(), verdict, tone));
    rows
}

/// What a frame of the board is called in AWS's words.
pub fn zone_kind(shell: Shell, id: FrameId) -> &'static str {
    let t = shell.t();
    let found = shell
        .board
        .structure
        .with_untracked(|s| s.frame(id).map(|z| (z.level, z.subnet)));
    match found {
        Some((Level::Vpc, _)) => t.vpc,
        Some((Level::Az, _)) => t.az,
        Some((Level::Subnet, kind)) => t.subnet(kind),
        Some((Level::Region, _)) => t.region,
        None => "",
    }
}
