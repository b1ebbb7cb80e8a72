//! What is left to be edited when a box with containers moves to services that others run (spec 15, item
//! D7): its parts talked as if on machines of their own, so three addresses are all.

use crate::base::id::PartId;
use crate::contract::{Kind, Protocol};
use crate::document::{Document, Part};
use crate::kinds::browser::Browser;
use crate::kinds::docker_host::DockerHost;

/// Which of the three edits has been made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Migration {
    /// No name leads to the box any more.
    pub domain: bool,
    /// Pages ask another name for their data.
    pub api: bool,
    /// No application elsewhere asks the box's database.
    pub database: bool,
}

impl Migration {
    /// Of a box. Errors: `None` if it is none, or nothing to move to is drawn.
    pub fn of(document: &Document, id: PartId) -> Option<Self> {
        let is_box = |part: &&Part| part.get::<DockerHost>().is_some();
        document.part(id).filter(is_box)?;
        let mut others = document.parts.iter().filter(is_box);
        others.find(|part| part.id != id)?;
        let host = |part: PartId| document.params(part).and_then(|params| params.host());
        let is_in_it = |part: PartId| part == id || host(part) == Some(id);
        let leads = |from: PartId, accepts: Protocol| {
            let all = document.links.iter().filter(move |link| link.from == from);
            all.filter(move |link| link.protocol == accepts)
                .map(|link| link.to)
        };
        let names = || {
            let is_name = |part: &&Part| {
                let accepts = part.params().map(|params| params.spec().accepts);
                accepts.is_some_and(|accepts| accepts.contains(&Protocol::Dns))
            };
            document.parts.iter().filter(is_name)
        };
        let to_box = |name: PartId| leads(name, Protocol::Http).any(is_in_it);
        let mut pages = document
            .parts
            .iter()
            .filter_map(|part| part.get::<Browser>());
        let asks_elsewhere = |page: &<Browser as Kind>::Params| {
            page.api.is_some_and(|api| !is_in_it(api) && !to_box(api))
        };
        let mut elsewhere = document.parts.iter().filter(|part| !is_in_it(part.id));
        let asks_it = |part: &Part| leads(part.id, Protocol::Sql).any(is_in_it);
        Some(Self {
            domain: !names().any(|name| to_box(name.id)),
            api: pages.all(asks_elsewhere),
            database: !elsewhere.any(asks_it),
        })
    }
}
