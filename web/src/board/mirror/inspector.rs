//! What the inspector shows of the selected item: its pages, part by part. What stands on which
//! page is the kinds' to say (`Field`).

mod fields;
mod policy;

use super::{Look, instance_name, part_name, shown_name};
use crate::board::mirror::structure::{instance_key, standalone};
use crate::vocabulary::{
    Addresses, FieldView, InspectorView, InstanceId, IssueView, Item, NodeId, Page, PlanRow,
    ReachCell, ReachView, Role, SectionView, TypeView, kind_of,
};
pub use fields::edited;
use fields::fields;
use policy::policy_view;
use swell_core::base::id::{PartId, PartIx};
use swell_core::contract::{Field, Section};
use swell_core::document::check::{Issue, IssueWhat};
use swell_core::document::{Document, Part};
use swell_core::kinds::KindId;
use swell_core::observe::logins::logins;
use swell_core::observe::migration::Migration;
use swell_core::observe::particulars::Particulars;
use swell_core::observe::plan::{SubnetPlan, address_plan};
use swell_core::observe::reach::{Cell, Matrix};
use swell_core::rules::network::{Reach, usable};
use swell_core::session::Session;

pub fn inspector(session: &Session, look: Look) -> Option<InspectorView> {
    match look.selected? {
        Item::Node(NodeId(id)) => part_view(session, PartId(id), look),
        Item::Instance(id) => instance_view(session, id, look),
        Item::Frame(id) => {
            let mut view = part_view(session, PartId(id.0), look)?;
            view.item = Item::Frame(id);
            Some(view)
        }
        Item::Link(id) => {
            let mut links = session.board().links.iter();
            let link = links.find(|l| l.id.0 == id.0)?;
            let document = session.board();
            let name = |id| {
                let id = standalone(document, id);
                let part = document.part(id);
                let own = part.and_then(|p| p.name.clone());
                own.unwrap_or_else(|| {
                    let kind = part.and_then(|p| p.kind());
                    look.lang.kind(kind).to_owned()
                })
            };
            Some(InspectorView {
                item: Item::Link(id),
                kind: None,
                name: format!("{} → {}", name(link.from), name(link.to)),
                pages: Vec::new(),
                policy: None,
                sections: Vec::new(),
                issues: Vec::new(),
                addresses: Addresses::None,
                types: Vec::new(),
                plan: Vec::new(),
                logins: None,
                reach: None,
                particulars: None,
                migration: None,
            })
        }
        Item::Alarm(_) => None,
    }
}

/// A server of a group: its settings are those of the group's launch template.
fn instance_view(session: &Session, id: InstanceId, look: Look) -> Option<InspectorView> {
    let simulation = session.simulation();
    let parts = simulation.parts().iter();
    let mut members = parts.flat_map(|part| part.launched(simulation.now()));
    let Some(member) = members.find(|m| instance_key(m.id) == id) else {
        return part_view(session, PartId(id.0), look);
    };
    Some(InspectorView {
        item: Item::Instance(id),
        kind: kind_of(Role::Server),
        name: instance_name(session, member.id),
        pages: Vec::new(),
        policy: None,
        sections: Vec::new(),
        issues: Vec::new(),
        addresses: addresses(session, member.part.at),
        types: Vec::new(),
        plan: Vec::new(),
        logins: None,
        reach: None,
        particulars: Particulars::of(simulation, member.part.at),
        migration: None,
    })
}

/// A part with its own fields and those of the parts that belong to it.
fn part_view(session: &Session, id: PartId, look: Look) -> Option<InspectorView> {
    let document = session.board();
    let part = document.part(id)?;
    let policy = policy_view(session, id, look);
    let has_policy = policy.is_some();
    let found = document.issues();
    let scaling: Vec<PartId> = document.scaling_parts(id).map(|p| p.id).collect();
    let is_around = |p: &&Part| {
        p.id != id && (scaling.contains(&p.id) || document.owners(p.id).any(|of| of == id))
    };
    let around = document.parts.iter().filter(is_around);
    let mut offered = vec![Page::Settings, Page::Health];
    if has_policy {
        offered = vec![Page::Policy, Page::Settings, Page::Health, Page::History];
    }
    let mut pages: Vec<(Page, Vec<FieldView>)> =
        offered.into_iter().map(|page| (page, Vec::new())).collect();
    let mut sections = Vec::new();
    for shown in std::iter::once(part).chain(around) {
        let its = fields(session, shown, look, &found);
        for (page, all) in &mut pages {
            let here = |f: &Field| match f.section {
                Section::Settings => *page == Page::Settings,
                Section::Health => *page == Page::Health,
                Section::Policy if has_policy => *page == Page::Policy,
                // A part that scales others has one page when it is looked at by itself.
                Section::Policy => shown.id == id && *page == Page::Settings,
            };
            let here: Vec<&(&Field, FieldView)> = its.iter().filter(|(f, _)| here(f)).collect();
            if !here.is_empty() {
                sections.push(section(session, shown, *page, &here));
                all.extend(here.iter().map(|(_, view)| view.clone()));
            }
        }
    }
    let is_parted = |page: Page| {
        let here = || sections.iter().filter(|s| s.page == page);
        page == Page::Policy || here().count() > 1 || here().any(|s| !s.rare.is_empty())
    };
    let flat: Vec<Page> = pages.iter().map(|(page, _)| *page).collect();
    let flat: Vec<Page> = flat.into_iter().filter(|page| !is_parted(*page)).collect();
    sections.retain(|section| !flat.contains(&section.page));
    pages.retain(|(page, all)| *page != Page::Health || !all.is_empty());
    if part.kind().is_none() {
        pages.clear();
    }
    Some(InspectorView {
        item: Item::Node(NodeId(id.0)),
        kind: part.kind(),
        name: match &part.name {
            Some(name) => name.clone(),
            None => look.lang.kind(part.kind()).to_owned(),
        },
        pages,
        policy,
        sections,
        issues: issues(session, id, look, &found),
        addresses: match session.simulation().control().ix(id) {
            Some(part) => addresses(session, part),
            None => free_addresses(session, id),
        },
        types: types(document, id),
        logins: logins(document, id),
        plan: plan(session, id, look, &found),
        reach: part.is_ground().then(|| reach(session, id, look)).flatten(),
        migration: Migration::of(document, id),
        particulars: {
            let simulation = session.simulation();
            let part = simulation.control().ix(id);
            part.and_then(|part| Particulars::of(simulation, part))
        },
    })
}

/// The kinds that a balancer may be instead, with what would be different.
fn types(document: &Document, id: PartId) -> Vec<TypeView> {
    let view = |kind: &KindId| {
        let swap = document.swap(id, *kind)?;
        Some(TypeView {
            kind: *kind,
            breaks: swap.breaks,
            differs: swap.differs,
        })
    };
    KindId::ALL.iter().filter_map(view).collect()
}

/// The subnets in a frame, with their blocks to edit.
fn plan(session: &Session, id: PartId, look: Look, found: &[Issue]) -> Vec<PlanRow> {
    const BLOCK: &str = "CidrBlock";
    let document = session.board();
    let row = |subnet: SubnetPlan| {
        let is_here = |issue: &&Issue| issue.part == Some(subnet.subnet) && issue.field == BLOCK;
        let warning = found.iter().find(is_here);
        PlanRow {
            name: shown_name(document, subnet.subnet, look.lang),
            zone: shown_name(document, subnet.zone, look.lang),
            path: format!("{}:{BLOCK}", subnet.subnet.0),
            block: subnet.block.to_string(),
            reserved: subnet.block.reserved().map(|a| a.to_string()).collect(),
            usable: subnet.usable,
            free: subnet.free,
            shortage: subnet.shortage,
            warning: warning.map(|issue| look.lang.issue(&issue.what)),
            is_locked: look.is_locked,
        }
    };
    let plan = address_plan(session.simulation(), document, id);
    plan.into_iter().map(row).collect()
}

/// The private addresses of a part, in the order of the drawing.
fn addresses(session: &Session, part: PartIx) -> Addresses {
    let control = session.simulation().control();
    let subnets = control.ground.subnets.iter();
    let own = subnets.filter_map(|subnet| control.addresses.address(subnet, part));
    let own: Vec<String> = own.map(|address| address.to_string()).collect();
    match own.is_empty() {
        true => Addresses::None,
        false => Addresses::Own(own),
    }
}

/// What a subnet has left.
fn free_addresses(session: &Session, id: PartId) -> Addresses {
    let control = session.simulation().control();
    let subnet = control.ground.subnet(id);
    let found = subnet.and_then(|subnet| {
        let left = control.addresses.free(subnet)?;
        let usable = usable(subnet.block?.prefix());
        Some(Addresses::Free { left, usable })
    });
    found.unwrap_or_default()
}

/// Who may connect to what a frame or a filter is about. `None`: nothing is.
fn reach(session: &Session, id: PartId, look: Look) -> Option<ReachView> {
    let document = session.board();
    let matrix = Matrix::of(session.simulation(), document, id);
    let name = |id: PartId| shown_name(document, id, look.lang);
    let shown = |cell: &Option<Cell>| {
        let Cell { by, is_wired } = (*cell)?;
        let place = match by {
            Reach::Open { by: Some((of, _)) } | Reach::Acl { subnet: of, .. } => name(of),
            _ => String::new(),
        };
        Some(ReachCell {
            by,
            place,
            is_wired,
        })
    };
    let rows = matrix.rows.iter();
    let rows = rows.map(|(from, cells)| (name(*from), cells.iter().map(shown).collect()));
    (!matrix.to.is_empty()).then(|| ReachView {
        rows: rows.collect(),
        to: matrix.to.iter().map(|id| name(*id)).collect(),
    })
}

fn section(
    session: &Session,
    part: &Part,
    page: Page,
    fields: &[&(&Field, FieldView)],
) -> SectionView {
    let mut view = SectionView {
        page,
        kind: part.kind(),
        name: part_name(session, part.id),
        paths: Vec::new(),
        rare: Vec::new(),
    };
    // What is edited beside the chart is not repeated.
    let listed = fields
        .iter()
        .filter(|(f, _)| page != Page::Policy || !f.is_pictured);
    for (field, shown) in listed {
        match field.is_rare {
            true => view.rare.push(shown.path.clone()),
            false => view.paths.push(shown.path.clone()),
        }
    }
    view
}

/// What is odd or wrong about a part, and about what belongs to it.
fn issues(session: &Session, id: PartId, look: Look, found: &[Issue]) -> Vec<IssueView> {
    let document = session.board();
    let belongs = |p: PartId| p == id || document.scaling_parts(id).any(|part| part.id == p);
    found
        .iter()
        .filter_map(|issue| {
            let part = issue.part.filter(|p| belongs(*p))?;
            Some(IssueView {
                place: format!("{} · {}", part_name(session, part), issue.field),
                text: look.lang.issue(&issue.what),
                is_error: matches!(issue.what, IssueWhat::Error(_)),
            })
        })
        .collect()
}
