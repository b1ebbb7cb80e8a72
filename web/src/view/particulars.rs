//! What the inspector says of the one part that is looked at beside its card, and the sizes of a group
//! as one bar with three handles.

use super::{Shell, Verb, connections, inspector};
use crate::board::mirror::instance_key;
use crate::i18n::format::{number, span, whole};
use crate::view::{dynamic, piece};
use crate::vocabulary::{FieldEdit, Fleet, Item, KindId, NodeId, NodeView, Structure};
use leptos::prelude::*;
use swell_core::contract::Quantity;
use swell_core::observe::gauges::{Gauge, Gauges};
use swell_core::observe::meters::{Amount, Shown};
use swell_core::observe::particulars::{LoggedOut, Particulars, TargetRow};

/// What a bar is long enough for, whatever the group.
const SERVERS_MIN: u32 = 6;

pub fn particulars(shell: Shell, item: Item) -> AnyView {
    let inspector = shell.board.inspector;
    let found =
        Memo::new(move |_| inspector.with(|i| i.as_ref().map(|i| (i.kind, i.particulars.clone()))));
    let list = move || {
        let (kind, particulars) = found.get()?;
        let rows = rows(shell, kind, &particulars?);
        let row = |(name, value): &(&'static str, String)| {
            view! { <div data-tone="neutral"><dt>{*name}</dt><dd>{value.clone()}</dd></div> }
        };
        let is_any = !rows.is_empty();
        let rows = rows.iter().map(row).collect_view();
        is_any.then_some(view! { <dl class="opinions">{rows}</dl> })
    };
    let targets = move || {
        let (_, particulars) = found.get()?;
        let targets = particulars?.targets;
        (!targets.is_empty()).then(|| table(shell, &targets))
    };
    let nodes = move || {
        let (_, particulars) = found.get()?;
        Some(connections::table(shell, &particulars?.connections?))
    };
    let is_fleet = move |i: &Particulars| i.servers_usd_per_hour.is_some();
    let bar = match item {
        Item::Node(group) => found
            .get_untracked()
            .filter(|(_, particulars)| particulars.as_ref().is_some_and(is_fleet))
            .and_then(|(kind, _)| Some(sizes(shell, group, kind?))),
        _ => None,
    };
    let gauges = move || {
        let (_, particulars) = found.get()?;
        Some(gauges(shell, particulars?.gauges?))
    };
    view! {
        {bar}
        {piece(gauges)}
        {piece(list)}
        {piece(targets)}
        {piece(nodes)}
    }
    .into_any()
}

fn rows(
    shell: Shell,
    kind: Option<KindId>,
    particulars: &Particulars,
) -> Vec<(&'static str, String)> {
    let (lang, m) = (shell.lang, shell.lang.more());
    let usd = |usd: f64| format!("${}{}", number(usd, 4), shell.t().per_hour);
    let own = particulars.rows.iter().map(|reading| {
        let amount = match reading.quantity {
            Quantity::Of { some, all } => Amount::Of { some, all },
            Quantity::Level(level) => Amount::Number(level as f32),
            Quantity::Total(_) | Quantity::Busy { .. } | Quantity::Said => Amount::Said,
        };
        let (word, unit) = (reading.word, reading.unit);
        let amount = lang.amount(&Shown { word, amount, unit });
        (lang.vital(kind, word), amount)
    });
    let mut rows: Vec<(&'static str, String)> = own.collect();
    if let Some(port) = particulars.port.filter(|port| *port > 0) {
        rows.push((m.listens_on, port.to_string()));
    }
    let versions = match particulars.versions.as_slice() {
        [] => None,
        [(version, _)] => Some(version.to_string()),
        several => {
            let each = several
                .iter()
                .map(|(version, n)| format!("{version} × {n}"));
            Some(each.collect::<Vec<_>>().join(", "))
        }
    };
    rows.extend(versions.map(|versions| (m.template_versions, versions)));
    if let Some(LoggedOut { expired, lost }) = particulars.logged_out {
        let why = m.logged_out_why.replace("{e}", &whole(expired as i64));
        rows.push((m.logged_out, why.replace("{l}", &whole(lost as i64))));
    }
    rows.extend(connections::rows(shell, particulars));
    let servers = particulars.servers_usd_per_hour;
    // A group says that it is free; of what has no price nothing is said.
    if particulars.usd_per_hour > 0.0 || servers.is_some() {
        rows.push((m.own_cost, usd(particulars.usd_per_hour)));
    }
    rows.extend(servers.map(|servers| (m.servers_cost, usd(servers))));
    rows
}

/// What CloudWatch knows of it: a gauge that nobody feeds stays grey.
fn gauges(shell: Shell, gauges: Gauges) -> AnyView {
    let m = shell.lang.more();
    let percent = |value: f64| format!("{} %", number(value, 1));
    let bytes = |value: f64| format!("{} kB", whole((value / 1e3) as i64));
    let row = |name: &'static str, gauge: Gauge, text: &dyn Fn(f64) -> String, is_share: bool| {
        let (said, share) = match gauge {
            Gauge::Unknown => (m.gauge_unknown.to_owned(), None),
            Gauge::Waits => (m.gauge_waits.to_owned(), None),
            Gauge::Known { value, ago } => {
                let ago = span(ago.us() / 1_000_000, shell.lang);
                let said = format!("{} · {} {}", text(value), ago, m.gauge_ago);
                (said, is_share.then_some(value))
            }
        };
        let width = format!("{}%", number(share.unwrap_or(0.0), 0));
        view! {
            <div data-known=share.is_some().to_string() data-gauge=name>
                <dt>{name}</dt>
                <dd>
                    {is_share.then(|| view! { <span class="gauge"><i style:width=width></i></span> })}
                    {said}
                </dd>
            </div>
        }
    };
    view! {
        <dl class="opinions gauges">
            {row(m.gauge_cpu, gauges.cpu, &percent, true)}
            {row(m.gauge_memory, gauges.memory, &percent, true)}
            {row(m.gauge_network, gauges.network_in, &bytes, false)}
        </dl>
    }
    .into_any()
}

/// The targets of a group: how each is, beside what it was given.
fn table(shell: Shell, targets: &[TargetRow]) -> AnyView {
    let m = shell.lang.more();
    let has_cookies = targets.iter().any(|target| target.cookies.is_some());
    let row = |target: &TargetRow| {
        let owner = NodeId(target.instance.owner.0);
        let is_of_fleet =
            |s: &std::sync::Arc<Structure>| s.node(owner).is_some_and(NodeView::is_fleet);
        let name = match shell.board.structure.with_untracked(is_of_fleet) {
            true => {
                let live = shell.board.instance(instance_key(target.instance));
                live.with_untracked(|i| i.name.clone())
            }
            false => shell.node_name(owner),
        };
        let (state, tone) = inspector::target_state(shell, &target.opinion);
        let told = target.cookies.map(|cookies| {
            let clients = whole(i64::from(cookies.clients));
            match cookies.next_ends {
                Some(left) => format!(
                    "{clients} ({})",
                    span(left.us().div_ceil(1_000_000), shell.lang)
                ),
                None => m.cookies_none.to_owned(),
            }
        });
        let cookies = has_cookies.then(|| view! { <td>{told}</td> });
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td data-tone=tone>{state}</td>
                <td>{whole(target.requests as i64)}</td>
                <td>{whole(i64::from(target.busy))}</td>
                {cookies}
            </tr>
        }
    };
    let rows = targets.iter().map(row).collect_view();
    let cookies = has_cookies.then(|| view! { <th scope="col">{m.cookies}</th> });
    view! {
        <table class="targets">
            <thead>
                <tr>
                    <th scope="col">{m.target}</th>
                    <th scope="col">{shell.t().health_target}</th>
                    <th scope="col">{m.requests_taken}</th>
                    <th scope="col">{m.connections_busy}</th>
                    {cookies}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// One of the three handles: its field, and what of the group it stands for.
type Handle = (&'static str, fn(&Fleet) -> u32);

/// Where a handle may go: the desired capacity stays between the limits, and these do not pass each
/// other. A limit that passes the desired capacity takes it along.
fn clamped(path: &str, value: u32, group: &Fleet) -> u32 {
    match path {
        "MinSize" => value.min(group.max),
        "MaxSize" => value.max(group.min),
        _ => value.clamp(group.min, group.max),
    }
}

/// Minimum, desired and maximum as three handles of one bar.
fn sizes(shell: Shell, id: NodeId, kind: KindId) -> AnyView {
    let handles: [Handle; 3] = [
        ("MinSize", |g| g.min),
        ("DesiredCapacity", |g| g.desired),
        ("MaxSize", |g| g.max),
    ];
    let group = shell.board.group(id);
    let name = move |path| {
        shell
            .lang
            .field(kind, path)
            .map_or(path, |words| words.label)
    };
    // It grows with the maximum and does not shrink under a hand.
    let longest = {
        let group = group.clone();
        Memo::new(move |before: Option<&u32>| {
            let now = group.with(|g| g.max + 2).max(SERVERS_MIN);
            before.map_or(now, |before| now.max(*before))
        })
    };
    let share = move |n: u32| f64::from(n) / f64::from(longest.get());
    // From the minimum to this size; half a handle stands over at both ends of the bar.
    let stretch = |to: fn(&Fleet) -> u32| {
        let (one, other) = (group.clone(), group.clone());
        let left = move || {
            format!(
                "calc(10px + (100% - 20px) * {:.3})",
                one.with(|g| share(g.min))
            )
        };
        let width = move || {
            let share = other.with(|g| share(to(g)) - share(g.min));
            format!("calc((100% - 20px) * {:.3})", share.max(0.0))
        };
        view! { <i style:left=dynamic(left) style:width=dynamic(width)></i> }
    };
    let said = {
        let group = group.clone();
        move || {
            handles
                .map(|(path, of)| format!("{} {}", name(path), group.with(of)))
                .join(" · ")
        }
    };
    let handle = |(path, of): Handle| {
        let (shown, before) = (group.clone(), group.clone());
        let change = move |ev: web_sys::Event| {
            let asked = event_target_value(&ev).parse().unwrap_or_default();
            let size = before.with_untracked(|g| clamped(path, asked, g));
            let edit = match path {
                "DesiredCapacity" => FieldEdit::Text(size.to_string()),
                _ => FieldEdit::Number(f64::from(size)),
            };
            let path = format!("{}:{path}", id.0);
            shell.send(Verb::Edit {
                item: Item::Node(id),
                path,
                edit,
            });
        };
        view! {
            <input
                type="range"
                min="0"
                max=dynamic(move || longest.get().to_string())
                step="1"
                prop:value=move || shown.with(of).to_string()
                aria-label=name(path)
                title=name(path)
                data-size=path
                disabled=dynamic(move || shell.ui.is_locked.get())
                on:change=change
            />
        }
    };
    view! {
        <p class="sizes-said">{dynamic(said)}</p>
        <div class="sizes" role="group" aria-label=shell.lang.more().sizes >
            {stretch(|g| g.max)}
            {stretch(|g| g.desired)}
            {handles.map(handle).into_iter().collect_view()}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_do_not_pass_each_other_and_limits_take_desired_along() {
        let group = Fleet {
            min: 2,
            desired: 3,
            max: 4,
            ..Fleet::default()
        };
        let to = |path, sizes: [u32; 3]| sizes.map(|size| clamped(path, size, &group));
        assert_eq!(to("MinSize", [0, 4, 9]), [0, 4, 4]);
        assert_eq!(to("DesiredCapacity", [0, 3, 9]), [2, 3, 4]);
        assert_eq!(to("MaxSize", [0, 2, 9]), [2, 2, 9]);
    }
}
