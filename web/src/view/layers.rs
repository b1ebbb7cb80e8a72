//! The layers of a network, from the internet inwards, beside each other in their Availability Zones: what
//! stands in each subnet.

use super::Shell;
use crate::i18n::ground::{Words, layer};
use crate::view::piece;
use crate::vocabulary::{FrameId, FrameView, Item, KindId, Level, NodeView, Structure, SubnetKind};
use leptos::prelude::*;

/// A layer: the subnets that are the same kind and the same depth in their zones.
struct Layer<'a> {
    kind: SubnetKind,
    /// One for each zone; `None`: the zone has no such subnet.
    cells: Vec<Option<&'a FrameView>>,
}

/// The zones of the board and its layers, the outermost first.
fn layers(board: &Structure) -> (Vec<&FrameView>, Vec<Layer<'_>>) {
    let zones: Vec<&FrameView> = board
        .frames
        .iter()
        .filter(|f| f.level == Level::Az)
        .collect();
    let inside = |zone: &FrameView| {
        let of_zone = board.frames.iter().filter(|f| f.parent == Some(zone.id));
        let mut own: Vec<&FrameView> = of_zone.filter(|f| f.level == Level::Subnet).collect();
        own.sort_by_key(|f| depth(f.subnet));
        own
    };
    let columns: Vec<Vec<&FrameView>> = zones.iter().map(|zone| inside(zone)).collect();
    let most = columns.iter().map(Vec::len).max().unwrap_or(0);
    let row = |at: usize| {
        let cells: Vec<Option<&FrameView>> =
            columns.iter().map(|all| all.get(at).copied()).collect();
        let kind = cells.iter().flatten().find_map(|frame| frame.subnet);
        Some(Layer { kind: kind?, cells })
    };
    let rows = (0..most).filter_map(row).collect();
    (zones, rows)
}

const fn depth(kind: Option<SubnetKind>) -> u8 {
    match kind {
        Some(SubnetKind::Public) => 0,
        Some(SubnetKind::Private) => 1,
        _ => 2,
    }
}

/// The table; nothing on a board without zones.
pub fn table(shell: Shell) -> AnyView {
    let w = Words::of(shell.lang);
    let shown = move || {
        let board = shell.board.structure.get();
        let (zones, layers) = layers(&board);
        if zones.is_empty() || layers.is_empty() {
            return None;
        }
        let span = zones.len().to_string();
        let named = |frame: &FrameView| match frame.name.is_empty() {
            true => shell.lang.kind(kind_of(frame)).to_owned(),
            false => frame.name.clone(),
        };
        let head = zones
            .iter()
            .map(|zone| view! { <th scope="col">{named(zone)}</th> });
        let head = head.collect_view();
        let row = |layer_of: &Layer<'_>| {
            let cells = layer_of.cells.iter().map(|frame| match frame {
                Some(frame) => cell(shell, &board, frame),
                None => view! { <td>"–"</td> }.into_any(),
            });
            view! {
                <tr data-layer=format!("{:?}", layer_of.kind).to_lowercase()>
                    <th scope="row">{layer(shell.lang, layer_of.kind)}</th>
                    {cells.collect_view()}
                </tr>
            }
        };
        let inner = layers.iter().map(row).collect_view();
        Some(view! {
            <div class="layers" tabindex="0" role="group" aria-label=w.layers>
                <table>
                    <thead><tr><td aria-hidden="true"></td>{head}</tr></thead>
                    <tbody>
                        <tr data-layer="gateway"><th scope="row">{w.gateway}</th><td colspan=span>{w.way_in}</td></tr>
                        {inner}
                    </tbody>
                </table>
            </div>
        })
    };
    piece(shown).into_any()
}

fn kind_of(frame: &FrameView) -> Option<KindId> {
    let mut kinds = KindId::ALL.iter().copied();
    kinds.find(|kind| kind.name() == frame.kind_word())
}

/// What stands in a subnet; a press chooses it.
fn cell(shell: Shell, board: &Structure, frame: &FrameView) -> AnyView {
    let w = Words::of(shell.lang);
    let is_in =
        |node: &&NodeView| node.subnets.contains(&frame.id) || node.standby == Some(frame.id);
    let named = |node: &NodeView| {
        let kind = shell.lang.kind(node.kind);
        let own = if node.name.is_empty() {
            kind
        } else {
            &node.name
        };
        let waits = node.standby == Some(frame.id);
        match waits {
            true => format!("{own} ({})", w.standby),
            false => own.to_owned(),
        }
    };
    let names: Vec<String> = board.nodes.iter().filter(is_in).map(named).collect();
    let names = match names.is_empty() {
        true => "–".to_owned(),
        false => names.join(", "),
    };
    let id: FrameId = frame.id;
    let press = move |_| shell.ui.choose(Some(Item::Frame(id)));
    let block = frame.block.clone();
    view! {
        <td data-down=frame.is_down.then_some("")>
            <button type="button" class="quiet-button" on:click=press>{names}</button>
            <small>{block}</small>
        </td>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::sample;

    /// The default board: public with the balancer, private with the group, private with the database.
    #[test]
    fn layers_go_from_the_internet_inwards_zone_by_zone() {
        let board = sample::structure(2);
        let (zones, layers) = layers(&board);
        assert_eq!(zones.len(), 2);
        let kinds: Vec<SubnetKind> = layers.iter().map(|layer| layer.kind).collect();
        let is_sorted = kinds
            .windows(2)
            .all(|two| depth(Some(two[0])) <= depth(Some(two[1])));
        assert!(is_sorted && kinds.len() == 3, "{kinds:?}");
        assert_eq!(kinds[0], SubnetKind::Public);
        assert!(
            layers
                .iter()
                .all(|layer| layer.cells.iter().all(Option::is_some))
        );
    }
}
