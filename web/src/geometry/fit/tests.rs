use super::*;
use crate::vocabulary::sample;
use crate::vocabulary::{LinkId, LinkView, Role, kind_of, role};

fn overlaps(a: Rect, b: Rect) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

#[test]
fn nothing_overlaps_in_any_mode() {
    for servers in [0, 2, 4, 7, 12] {
        let board = sample::structure(servers);
        for mode in Mode::ALL {
            let l = tidy(&board, mode, &Shift::default());
            let solid: Vec<Rect> = board
                .nodes
                .iter()
                .filter(|n| !n.is_fleet())
                .map(|n| l.node(n.id))
                .chain(l.instances.values().copied())
                .chain(l.standbys.values().copied())
                .collect();
            for (i, a) in solid.iter().enumerate() {
                for b in solid.iter().skip(i + 1) {
                    assert!(!overlaps(*a, *b), "{mode:?} with {servers}: {a:?} {b:?}");
                }
            }
        }
    }
}

#[test]
fn every_server_lies_in_its_subnet_and_every_subnet_in_its_zone() {
    for servers in [2, 4, 9] {
        let board = sample::structure(servers);
        for mode in Mode::ALL {
            let l = tidy(&board, mode, &Shift::default());
            for i in &board.instances {
                let (Some(frame), card) = (i.subnet, l.instance(i.id)) else {
                    continue;
                };
                let outer = l.frame(frame);
                assert!(
                    outer.union(card) == outer,
                    "{mode:?} {servers} {outer:?} {card:?}"
                );
            }
            for z in &board.frames {
                let Some(parent) = z.parent else { continue };
                let outer = l.frame(parent);
                let both = outer.union(l.frame(z.id));
                assert!((both.w - outer.w).abs() < 0.01 && (both.h - outer.h).abs() < 0.01);
            }
        }
    }
}

/// The stages of the screens that the product is made for, in CSS pixels.
const STAGES: [(&str, f64, f64); 9] = [
    ("desktop 1440 x 900", 912.0, 652.0),
    ("laptop 1280 x 720", 752.0, 512.0),
    ("tablet", 764.0, 932.0),
    ("large embed", 760.0, 264.0),
    ("embed 640 x 400", 640.0, 316.0),
    ("embed 400 x 320", 400.0, 240.0),
    ("phone", 390.0, 315.0),
    ("phone on its side", 524.0, 286.0),
    ("200 % zoom", 400.0, 340.0),
];

/// The smallest letters of the board, in world units.
const LETTERS: f64 = 12.0;

#[test]
fn no_letter_of_a_board_is_smaller_than_eleven_pixels() {
    let mut small = Vec::new();
    for (name, w, h) in STAGES {
        let size = Point::new(w, h);
        for servers in [2, 4] {
            let board = sample::structure(servers);
            let mode = Mode::for_size(size);
            let bounds = tidy(&board, mode, &Shift::default()).bounds;
            let scale = fitted(bounds, size).scale;
            if scale * LETTERS < 11.0 {
                small.push((name, mode, servers, scale * LETTERS, bounds.w, bounds.h));
            }
        }
    }
    assert!(small.is_empty(), "{small:#.1?}");
}

#[test]
fn a_place_dropped_on_the_snug_board_is_that_place() {
    let board = sample::structure(2);
    for mode in [Mode::Wide, Mode::Snug] {
        let drop = Point::new(23.0, -190.0);
        let mut more = board.clone();
        let at = wide_place(&board, mode, drop);
        more.nodes.push(lone(Role::Source, &[], at));
        let found = tidy(&more, mode, &Shift::default()).node(NodeId(77));
        assert!(
            found.corner().minus(drop).length() < 1e-6,
            "{mode:?}: {found:?}"
        );
    }
}

#[test]
fn a_chosen_place_wins_on_the_wide_board_only() {
    let mut board = sample::structure(2);
    let Some(first) = board.nodes.first_mut() else {
        return;
    };
    first.at = Some(Point::new(-300.0, 12.0));
    let id = first.id;
    assert_eq!(
        tidy(&board, Mode::Wide, &Shift::default()).node(id).x,
        -300.0
    );
    assert_ne!(
        tidy(&board, Mode::Row, &Shift::default()).node(id).x,
        -300.0
    );
}

/// A part without lines, in these subnets.
fn lone(is: Role, subnets: &[u32], at: Option<Point>) -> NodeView {
    NodeView {
        id: NodeId(77),
        kind: kind_of(is),
        name: String::new(),
        subnets: subnets.iter().map(|&z| FrameId(z)).collect(),
        standby: None,
        at,
    }
}

#[test]
fn a_new_part_leaves_the_others_where_they_are() {
    let board = sample::structure(2);
    let before = tidy(&board, Mode::Wide, &Shift::default());
    let chosen = Some(Point::new(-40.0, 420.0));
    for at in [None, chosen] {
        for (role, frames) in [
            (Role::Server, &[9][..]),
            (Role::Plain, &[6]),
            (Role::Source, &[]),
            (Role::Plain, &[]),
        ] {
            let mut more = board.clone();
            more.nodes.push(lone(role, frames, at));
            let after = tidy(&more, Mode::Wide, &Shift::default());
            assert_eq!(after.instances, before.instances, "{role:?} {at:?}");
            for node in &board.nodes {
                let (a, b) = (after.node(node.id), before.node(node.id));
                assert_eq!(a, b, "{role:?} {at:?}: {node:?}");
            }
        }
    }
}

#[test]
fn what_gets_a_neighbour_in_its_subnet_keeps_its_place_in_it() {
    let board = sample::structure(2);
    let before = tidy(&board, Mode::Wide, &Shift::default());
    for (role, frames) in [
        (Role::Server, &[5][..]),
        (Role::Fleet, &[5, 8]),
        (Role::Plain, &[4, 7]),
    ] {
        let mut more = board.clone();
        more.nodes.push(lone(role, frames, None));
        let after = tidy(&more, Mode::Wide, &Shift::default());
        // The subnet grows at its far side: what was there stays, what is behind it makes room.
        let subnet = FrameId(frames[0]);
        assert_eq!(after.frame(subnet).x, before.frame(subnet).x, "{role:?}");
        assert!(after.frame(subnet).w > before.frame(subnet).w, "{role:?}");
        for node in board.nodes.iter().filter(|n| n.subnets.contains(&subnet)) {
            assert_eq!(after.node(node.id), before.node(node.id), "{role:?}");
        }
    }
}

/// A board on which every subnet holds as much as people are likely to put into it.
fn crowded() -> Structure {
    let mut board = sample::structure(7);
    let mut id = 100;
    for (role, frames) in [
        (Role::Server, &[4][..]),
        (Role::Server, &[5]),
        (Role::Server, &[5]),
        (Role::Server, &[8]),
        (Role::Plain, &[6]),
        (Role::Plain, &[9]),
        (Role::Plain, &[4, 7]),
        (Role::Plain, &[4]),
        (Role::Fleet, &[5, 8]),
        (Role::Fleet, &[6, 9]),
    ] {
        id += 1;
        board.nodes.push(NodeView {
            id: NodeId(id),
            ..lone(role, frames, None)
        });
    }
    if let Some(database) = board.nodes.iter_mut().find(|n| n.id == NodeId(105)) {
        database.standby = Some(FrameId(9));
    }
    board
}

/// Everything that lies on the board, and the frames of its groups.
fn solid(board: &Structure, l: &Layout) -> Vec<Rect> {
    let nodes = board.nodes.iter().map(|n| l.node(n.id));
    nodes.chain(l.standbys.values().copied()).collect()
}

#[test]
fn what_shares_a_subnet_lies_side_by_side() {
    let board = crowded();
    for mode in Mode::ALL {
        let l = tidy(&board, mode, &Shift::default());
        let all = solid(&board, &l);
        for (i, a) in all.iter().enumerate() {
            for b in all.iter().skip(i + 1) {
                assert!(!overlaps(*a, *b), "{mode:?}: {a:?} {b:?}");
            }
        }
        for node in board.nodes.iter().filter(|n| n.subnets.len() == 1) {
            let (frame, r) = (l.frame(node.subnets[0]), l.node(node.id));
            let whole = frame.union(r);
            assert!(
                whole.w - frame.w < 0.01 && whole.h - frame.h < 0.01,
                "{mode:?} {r:?}"
            );
        }
    }
}

#[test]
fn parts_that_were_all_put_on_one_place_lie_apart() {
    let mut board = crowded();
    for node in &mut board.nodes {
        if !node.is_fleet() {
            node.at = Some(Point::new(420.0, 160.0));
        }
    }
    for mode in Mode::ALL {
        let l = tidy(&board, mode, &Shift::default());
        let all = solid(&board, &l);
        for (i, a) in all.iter().enumerate() {
            for b in all.iter().skip(i + 1) {
                assert!(!overlaps(*a, *b), "{mode:?}: {a:?} {b:?}");
            }
        }
    }
}

#[test]
fn a_part_that_is_put_down_on_another_goes_beside_it_and_off_the_names() {
    let board = sample::structure(2);
    for mode in Mode::ALL {
        let l = tidy(&board, mode, &Shift::default());
        let users = board.nodes[0].id;
        let others: Vec<Rect> = board.nodes.iter().skip(1).map(|n| l.node(n.id)).collect();
        let names = settle::titles(&board, &l);
        for target in others.iter().chain(&names) {
            let by = target.centre().minus(l.node(users).centre());
            let r = l.node(users).moved(put_down(&board, &l, &[users], by));
            for other in others.iter().chain(&names) {
                assert!(!overlaps(r, *other), "{mode:?}: {r:?} on {other:?}");
            }
        }
    }
}

#[test]
fn arrows_carry_a_part_over_what_stands_in_its_way() {
    let board = sample::structure(2);
    let l = tidy(&board, Mode::Wide, &Shift::default());
    let (users, dns) = (board.nodes[0].id, board.nodes[1].id);
    let mut by = Point::default();
    for _ in 0..400 {
        let shift = Shift {
            nodes: vec![users],
            by,
        };
        let now = tidy(&board, Mode::Wide, &shift);
        assert!(!overlaps(now.node(users), now.node(dns)));
        if now.node(users).x > now.node(dns).right() {
            return;
        }
        let Some(step) = nudged(&board, &now, &[users], Point::new(8.0, 0.0)) else {
            break;
        };
        by = by.plus(step);
    }
    panic!("it is stuck at {by:?} of {:?}", l.node(dns));
}

#[test]
fn a_second_way_in_moves_neither_the_first_nor_the_vpc() {
    let board = sample::structure(2);
    let before = tidy(&board, Mode::Wide, &Shift::default());
    let mut more = board.clone();
    more.nodes.push(lone(Role::Source, &[], None));
    let (Some(first), Some(id)) = (board.links.first(), more.nodes.last().map(|n| n.id)) else {
        return;
    };
    more.links.push(LinkView {
        id: LinkId(99),
        from: id,
        to: first.to,
    });
    let after = tidy(&more, Mode::Wide, &Shift::default());
    assert_eq!(after.frames, before.frames);
    for node in &board.nodes {
        assert_eq!(after.node(node.id), before.node(node.id));
    }
}

#[test]
fn a_server_of_a_subnet_that_is_no_longer_chosen_stays_there() {
    let mut board = sample::structure(4);
    let before = board.clone();
    for node in &mut board.nodes {
        if node.is_fleet() {
            node.subnets.retain(|z| *z != FrameId(8));
        }
    }
    for mode in Mode::ALL {
        let (a, b) = (
            tidy(&board, mode, &Shift::default()),
            tidy(&before, mode, &Shift::default()),
        );
        assert_eq!(a.instances, b.instances, "{mode:?}");
        assert_eq!(a.frames, b.frames, "{mode:?}");
    }
    // Once the last one is gone, its subnet keeps the column of its twin.
    board.instances.retain(|i| i.subnet != Some(FrameId(8)));
    let l = tidy(&board, Mode::Wide, &Shift::default());
    assert_eq!(l.frame(FrameId(8)).x, l.frame(FrameId(5)).x);
}

#[test]
fn a_server_whose_subnet_is_gone_has_a_place() {
    let mut board = sample::structure(2);
    if let Some(i) = board.instances.first_mut() {
        i.subnet = Some(FrameId(500));
    }
    let l = tidy(&board, Mode::Wide, &Shift::default());
    assert_eq!(l.instances.len(), 2);
}

#[test]
fn subnets_of_one_zone_never_lie_on_each_other() {
    let mut board = sample::structure(0);
    board.links.clear();
    for mode in Mode::ALL {
        let l = tidy(&board, mode, &Shift::default());
        let subnets: Vec<Rect> = (4..10).map(|z| l.frame(FrameId(z))).collect();
        for (i, a) in subnets.iter().enumerate() {
            for b in subnets.iter().skip(i + 1) {
                assert!(!overlaps(*a, *b), "{mode:?}: {a:?} {b:?}");
            }
        }
    }
}

#[test]
fn the_servers_of_a_group_move_with_it() {
    let mut board = sample::structure(2);
    let before = tidy(&board, Mode::Wide, &Shift::default());
    let by = Point::new(24.0, 25.0);
    for node in &mut board.nodes {
        if node.is_fleet() {
            node.at = Some(before.node(node.id).corner().plus(by));
        }
    }
    let after = tidy(&board, Mode::Wide, &Shift::default());
    for i in &board.instances {
        assert_eq!(after.instance(i.id), before.instance(i.id).moved(by));
    }
}

#[test]
fn a_circle_of_links_ends() {
    let mut board = sample::structure(2);
    let (Some(a), Some(b)) = (board.links.first().cloned(), board.links.last().cloned()) else {
        return;
    };
    board.links.push(LinkView {
        id: LinkId(999),
        from: b.to,
        to: a.from,
    });
    assert_eq!(flow_order(&board).len(), board.nodes.len());
}

#[test]
fn requests_meet_users_first_and_the_database_last() {
    let board = sample::structure(2);
    let order = flow_order(&board);
    let met: Vec<&NodeView> = order.iter().filter_map(|id| board.node(*id)).collect();
    assert_eq!(met.first().map(|n| role(n.kind)), Some(Role::Source));
    // What has a standby.
    assert!(met.last().is_some_and(|n| n.standby.is_some()));
}

#[test]
fn a_part_that_was_moved_is_moved_in_every_layout() {
    let board = sample::structure(2);
    let Some(id) = board.nodes.first().map(|n| n.id) else {
        return;
    };
    for mode in Mode::ALL {
        let by = Point::new(-30.0, -12.0);
        let before = tidy(&board, mode, &Shift::default()).node(id);
        let mut moved = board.clone();
        if let Some(node) = moved.nodes.iter_mut().find(|n| n.id == id) {
            node.at = place_after(&board, mode, id, by);
        }
        let after = tidy(&moved, mode, &Shift::default()).node(id);
        let off = Point::new(after.x - before.x, after.y - before.y).minus(by);
        assert!(off.length() < 1e-6, "{mode:?}: {off:?}");
    }
}
