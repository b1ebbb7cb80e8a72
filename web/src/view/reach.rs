//! Who may connect to whom, row by column, with the rule that decides in each cell.

use super::request_trace::why_dropped;
use super::{Shell, icon};
use crate::view::piece;
use crate::vocabulary::{ReachCell, ReachView};
use leptos::prelude::*;
use swell_core::rules::network::Reach;

/// The table of what is selected, if it is ground with something on it.
pub fn matrix(shell: Shell) -> AnyView {
    let inspector = shell.board.inspector;
    let view = Memo::new(move |_| inspector.with(|i| i.as_ref().and_then(|i| i.reach.clone())));
    piece(move || view.with(|view| view.as_ref().map(|view| table(shell, view)))).into_any()
}

fn table(shell: Shell, view: &ReachView) -> AnyView {
    let m = shell.lang.more();
    let head = |name: &String| view! { <th scope="col">{name.clone()}</th> };
    let row = |(from, cells): &(String, Vec<Option<ReachCell>>)| {
        let cells = cells.iter().map(|one| cell(shell, one.as_ref()));
        view! {
            <tr>
                <th scope="row">{from.clone()}</th>
                {cells.collect_view()}
            </tr>
        }
    };
    view! {
        <section class="reach">
            <h3>{m.who_connects}</h3>
            <p>{m.who_connects_help}</p>
            <div class="reach-scroll" tabindex="0" role="group" aria-label=m.who_connects>
                <table>
                    <thead>
                        <tr>
                            <td aria-hidden="true">"→"</td>
                            {view.to.iter().map(head).collect_view()}
                        </tr>
                    </thead>
                    <tbody>{view.rows.iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn cell(shell: Shell, cell: Option<&ReachCell>) -> AnyView {
    let Some(cell) = cell else {
        return view! { <td>"–"</td> }.into_any();
    };
    let (tone, glyph) = match cell.by {
        Reach::Open { .. } => ("ok", icon::CHECK),
        _ => ("bad", icon::CLOSE),
    };
    view! {
        <td data-tone=tone data-wired=cell.is_wired title=whole(shell, cell)>
            {icon::ui(glyph)}
            <span>{short(shell, cell)}</span>
        </td>
    }
    .into_any()
}

/// What decides, in a word or two.
fn short(shell: Shell, cell: &ReachCell) -> String {
    let m = shell.lang.more();
    match cell.by {
        Reach::Open { by: None } => m.open_cell.to_owned(),
        Reach::Open {
            by: Some((_, rule)),
        } => format!("{} {}", cell.place, rule + 1),
        Reach::NoRoute => m.no_route_short.to_owned(),
        Reach::NoGroupRule { is_far: true } => m.no_rule_in_short.to_owned(),
        Reach::NoGroupRule { is_far: false } => m.no_rule_out_short.to_owned(),
        Reach::Acl { by, .. } => {
            let rule = by.map_or_else(|| "*".to_owned(), |number| number.to_string());
            format!("ACL {rule}")
        }
    }
}

/// The whole sentence, for who stops at the cell.
fn whole(shell: Shell, cell: &ReachCell) -> String {
    let m = shell.lang.more();
    match cell.by {
        Reach::Open { by: None } => m.nothing_filters.to_owned(),
        Reach::Open {
            by: Some((_, rule)),
        } => {
            format!("{} {} · {} {}", m.lets_in, cell.place, m.rule, rule + 1)
        }
        by => why_dropped(shell, by, &cell.place),
    }
}
