//! The ground of a drawing: how frames nest, which Availability Zone a part stands in, and the
//! addresses of networks, also of those that say nothing.

use super::{Document, Part};
use crate::base::id::PartId;
use crate::contract::{Level, NetworkSettings, Place, Role};
use crate::kinds::Params;
use crate::rules::network::{AclEntry, Cidr, Gateway, Route};
use crate::rules::regions::Region;
use crate::world::ground::{Ground, Subnet};
use alloc::format;
use alloc::vec::Vec;

/// Levels of frames: no nest is deeper.
const LEVELS: usize = 4;
/// Leading bits of the blocks that the address plan gives to subnets.
const SUBNET_BITS: u8 = 24;
/// Availability Zones that a run can tell apart.
const AZS_MAX: usize = 32;

impl Part {
    pub fn place(&self) -> Option<Place> {
        self.params().map(|params| params.spec().place)
    }

    pub fn is_ground(&self) -> bool {
        self.place().is_some_and(Place::is_ground)
    }

    /// Whether it has an address in each subnet that it stands in: what launches servers gives theirs
    /// to them.
    pub fn has_addresses(&self) -> bool {
        let is_fleet = |params: &Params| params.kind().drawing().role == Role::Fleet;
        !self.is_ground() && !self.params().is_some_and(is_fleet)
    }

    /// What frame it is. `None`: it is none.
    pub fn level(&self) -> Option<Level> {
        self.place()?.level()
    }

    /// What it says of the network that parts stand in.
    pub fn network(&self) -> NetworkSettings<'_> {
        self.params().map(Params::network).unwrap_or_default()
    }

    /// The block of addresses that it says itself.
    fn own_block(&self) -> Option<Cidr> {
        self.network().block.and_then(Cidr::parse)
    }
}

impl Document {
    /// Frames of one level, in document order.
    pub fn frames(&self, level: Level) -> impl Iterator<Item = &Part> {
        let is_one = move |part: &&Part| part.level() == Some(level);
        self.parts.iter().filter(is_one)
    }

    /// Whether a frame may be around a part. Newer kinds are not for us to judge; what is no ground
    /// may stand in any frame.
    pub fn may_stand_in(&self, part: &Part, frame: PartId) -> bool {
        let Some(place) = self.part(frame).map(Part::place) else {
            return false;
        };
        match (part.place(), place) {
            (_, None) => true,
            (Some(own @ Place::Frame(_)), Some(place)) => {
                place.level().is_some_and(|level| own.may_stand_in(level))
            }
            (_, Some(place)) => place.level().is_some(),
        }
    }

    /// The frame of a level around a frame: itself or an ancestor.
    pub fn frame_around(&self, frame: PartId, level: Level) -> Option<PartId> {
        let mut at = self.part(frame)?;
        for _ in 0..LEVELS {
            if at.level() == Some(level) {
                return Some(at.id);
            }
            at = self.part(*at.stands_in.first()?)?;
        }
        None
    }

    /// The Region around a frame, if it is one that is offered.
    pub fn region_of(&self, frame: PartId) -> Option<Region> {
        let region = self.frame_around(frame, Level::Region)?;
        Region::named(self.part(region)?.network().region?)
    }

    /// The Region of what stands in none: the first that is drawn.
    pub fn home(&self) -> Region {
        let mut frames = self.frames(Level::Region);
        let first = frames.find_map(|frame| self.region_of(frame.id));
        first.unwrap_or_default()
    }

    /// The Availability Zone around a frame. A subnet outside any is its own.
    pub fn az_of(&self, frame: PartId) -> PartId {
        self.frame_around(frame, Level::Az).unwrap_or(frame)
    }

    /// Availability Zones in document order; a zone's place is its number in the engine.
    pub fn azs(&self) -> Vec<PartId> {
        let mut azs: Vec<PartId> = self.frames(Level::Az).map(|z| z.id).collect();
        for subnet in self.frames(Level::Subnet) {
            let az = self.az_of(subnet.id);
            if !azs.contains(&az) {
                azs.push(az);
            }
        }
        azs.truncate(AZS_MAX);
        azs
    }

    /// The block of a VPC: its own, else 10.n.0.0/16 by its place among VPCs. Subnets outside any
    /// share the first.
    pub fn vpc_block(&self, vpc: Option<PartId>) -> Cidr {
        let place = self.frames(Level::Vpc).position(|v| Some(v.id) == vpc);
        let own = vpc.and_then(|id| self.part(id)?.own_block());
        let planned = || Cidr::parse(&format!("10.{}.0.0/16", place.unwrap_or(0).min(255)));
        own.or_else(planned).unwrap_or(Cidr::ANY)
    }

    /// The networks of the drawing, with the addresses of those that say none.
    pub fn ground(&self) -> Ground {
        let azs = self.azs();
        let given = self.frames(Level::Subnet).filter_map(Part::own_block);
        let mut taken: Vec<Cidr> = given.collect();
        let mut subnets = Vec::new();
        for subnet in self.frames(Level::Subnet) {
            let vpc = self.frame_around(subnet.id, Level::Vpc);
            let around = self.vpc_block(vpc);
            let block = subnet.own_block().or_else(|| {
                let bits = SUBNET_BITS.max(around.prefix());
                let free = around.free_block(bits, &taken)?;
                taken.push(free);
                Some(free)
            });
            let az = self.az_of(subnet.id);
            subnets.push(Subnet {
                id: subnet.id,
                vpc,
                az: azs.iter().position(|z| *z == az).unwrap_or(0) as u8,
                block,
                routes: self.routes(subnet.id, vpc, around),
                ingress: self.ingress(vpc),
                acl: self.acl(subnet.id, vpc),
                gives_public_addresses: subnet.network().gives_public_addresses,
            });
        }
        Ground { subnets }
    }

    /// The routes of a subnet: of its own table, else of its VPC's.
    fn routes(&self, subnet: PartId, vpc: Option<PartId>, around: Cidr) -> Vec<Route> {
        let inside = Route {
            to: around,
            gateway: Gateway::Local,
            by: None,
        };
        let ways_out = self.rules_of(subnet, vpc, |network| network.routes);
        let ways_out = ways_out.into_iter().flatten();
        core::iter::once(inside).chain(ways_out).collect()
    }

    /// Where the edge of a VPC sends what comes from the internet.
    fn ingress(&self, vpc: Option<PartId>) -> Vec<Route> {
        let Some(vpc) = vpc else {
            return Vec::new();
        };
        let routes = self.children(vpc).map(|part| part.network().ingress);
        routes.flatten().copied().collect()
    }

    fn acl(&self, subnet: PartId, vpc: Option<PartId>) -> Option<Vec<AclEntry>> {
        self.rules_of(subnet, vpc, |network| Some(network.acl?.to_vec()))
    }

    fn rules_of<T>(
        &self,
        subnet: PartId,
        vpc: Option<PartId>,
        read: impl Fn(NetworkSettings<'_>) -> Option<T>,
    ) -> Option<T> {
        let of = |owner: PartId| self.children(owner).find_map(|p| read(p.network()));
        of(subnet).or_else(|| of(vpc?))
    }
}
