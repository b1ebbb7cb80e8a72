//! Those behind a proxy: who takes which paths, whose turn it is, and who is left alone for a while
//! because the last request to it failed. The proxy finds that out from requests alone: it sends no
//! health checks.

use super::params::{Location, Upstream};
use crate::base::id::PartIx;
use crate::base::time::Instant;
use crate::contract::Protocol;
use crate::control::ControlCtx;
use crate::world::wires::Outlet;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Server {
    outlet: Outlet,
    /// The location that it takes alone; `None`: it takes what no location does.
    location: Option<u16>,
    outstanding: u32,
    /// Left alone until then.
    rests_until: Instant,
    rests: bool,
    is_news: bool,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Upstreams {
    servers: Vec<Server>,
    prefixes: Vec<String>,
    /// Whose turn it was last.
    cursor: usize,
}

impl Upstreams {
    /// Takes over what wires and locations say; those that stay keep what is known of them.
    pub fn follow(&mut self, locations: &[Location], cx: &ControlCtx<'_>) {
        self.prefixes = locations.iter().map(|l| l.prefix.clone()).collect();
        let before = core::mem::take(&mut self.servers);
        for outlet in cx.world.wires.outlets(cx.me, Protocol::Http) {
            let id = cx.control.id(outlet.to);
            let location = locations.iter().position(|l| l.target == Some(id));
            let location = location.map(|at| at as u16);
            let known = before.iter().find(|server| server.outlet.to == outlet.to);
            let server = match known {
                Some(known) => Server {
                    outlet,
                    location,
                    ..known.clone()
                },
                None => Server {
                    outlet,
                    location,
                    outstanding: 0,
                    rests_until: Instant::ZERO,
                    rests: false,
                    is_news: false,
                },
            };
            self.servers.push(server);
        }
    }

    /// The location of a path: the longest that it begins with. `None`: what no location takes.
    pub fn location(&self, path: impl Iterator<Item = char> + Clone) -> Option<u16> {
        let begins = |prefix: &str| {
            let mut letters = path.clone();
            prefix.chars().all(|letter| letters.next() == Some(letter))
        };
        let prefixes = self.prefixes.iter().enumerate();
        let fitting = prefixes.filter(|(_, prefix)| begins(prefix));
        let longest = fitting.max_by_key(|(_, prefix)| prefix.len());
        longest.map(|(at, _)| at as u16)
    }

    /// Who is asked next, by place. Those that rest are passed over, unless all do.
    pub fn pick(&mut self, location: Option<u16>, how: Upstream, now: Instant) -> Option<usize> {
        let count = self.servers.len();
        let from = self.cursor + 1;
        let in_turn = || {
            let places = (from..from + count).map(|at| at % count.max(1));
            let places = places.filter_map(|at| Some((at, self.servers.get(at)?)));
            places.filter(|(_, server)| server.location == location)
        };
        let awake = || in_turn().filter(|(_, server)| server.rests_until <= now);
        let (mut all, mut well) = (in_turn(), awake());
        let (place, _) = match how {
            Upstream::RoundRobin => well.next().or_else(|| all.next()),
            Upstream::LeastConnections => {
                let least = |(_, server): &(usize, &Server)| server.outstanding;
                well.min_by_key(least).or_else(|| all.min_by_key(least))
            }
        }?;
        self.cursor = place;
        Some(place)
    }

    /// The ways to those that take a location's paths.
    pub fn all(&self, location: Option<u16>) -> impl Iterator<Item = Outlet> + '_ {
        let all = self.servers.iter();
        let all = all.filter(move |server| server.location == location);
        all.map(|server| server.outlet)
    }

    /// How many take a location's paths.
    pub fn count(&self, location: Option<u16>) -> usize {
        self.all(location).count()
    }

    /// The way to one of them, on which a request goes.
    pub fn hand_over(&mut self, place: usize) -> Option<Outlet> {
        let server = self.servers.get_mut(place)?;
        server.outstanding += 1;
        Some(server.outlet)
    }

    /// It has answered, or has not. Returns whether that is news.
    pub fn heard(&mut self, place: usize, has_failed: bool, rests_until: Instant) -> bool {
        let Some(server) = self.servers.get_mut(place) else {
            return false;
        };
        server.outstanding = server.outstanding.saturating_sub(1);
        if has_failed {
            server.rests_until = rests_until;
        }
        let is_news = server.rests != has_failed;
        server.rests = has_failed;
        server.is_news |= is_news;
        is_news
    }

    /// Those that have begun to be left alone, and those that answer again.
    pub fn take_news(&mut self) -> Vec<(PartIx, bool)> {
        let fresh = self.servers.iter_mut().filter(|server| server.is_news);
        let told = fresh.map(|server| {
            server.is_news = false;
            (server.outlet.to, server.rests)
        });
        told.collect()
    }

    /// Nobody waits for any of them any more.
    pub fn forget_requests(&mut self) {
        for server in &mut self.servers {
            server.outstanding = 0;
        }
    }
}
