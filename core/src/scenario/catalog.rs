//! The boards that come with Swell, by id.

use once_cell::race::OnceRef;

/// A ready-made board: its id in links and its document.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    pub id: &'static str,
    pub json: &'static str,
}

const DEFAULT: Preset = Preset {
    id: "default",
    json: include_str!("../../scenarios/default.json"),
};
const TWO_ZONES: Preset = Preset {
    id: "two-zones",
    json: include_str!("../../scenarios/two-zones.json"),
};
const ONE_FAILS: Preset = Preset {
    id: "one-fails",
    json: include_str!("../../scenarios/one-fails.json"),
};

/// Boards that are there from the beginning; the others come with the code of later kinds
/// ([`crate::contract::later`]).
const FIRST: &[Preset] = &[DEFAULT, TWO_ZONES, ONE_FAILS];

pub const PRESETS: &[Preset] = &[
    DEFAULT,
    TWO_ZONES,
    ONE_FAILS,
    Preset {
        id: "nlb-before-alb",
        json: include_str!("../../scenarios/nlb-before-alb.json"),
    },
    Preset {
        id: "nlb-to-addresses",
        json: include_str!("../../scenarios/nlb-to-addresses.json"),
    },
    Preset {
        id: "allow-list",
        json: include_str!("../../scenarios/allow-list.json"),
    },
    Preset {
        id: "balancer-types",
        json: include_str!("../../scenarios/balancer-types.json"),
    },
    Preset {
        id: "listener-rules",
        json: include_str!("../../scenarios/listener-rules.json"),
    },
    Preset {
        id: "mobile-or-desktop",
        json: include_str!("../../scenarios/mobile-or-desktop.json"),
    },
    Preset {
        id: "two-domains",
        json: include_str!("../../scenarios/two-domains.json"),
    },
    Preset {
        id: "containers",
        json: include_str!("../../scenarios/containers.json"),
    },
    Preset {
        id: "request-flow",
        json: include_str!("../../scenarios/request-flow.json"),
    },
    Preset {
        id: "sticky-sessions",
        json: include_str!("../../scenarios/sticky-sessions.json"),
    },
    Preset {
        id: "connection-reuse",
        json: include_str!("../../scenarios/connection-reuse.json"),
    },
    Preset {
        id: "draining",
        json: include_str!("../../scenarios/draining.json"),
    },
    Preset {
        id: "light-and-heavy",
        json: include_str!("../../scenarios/light-and-heavy.json"),
    },
    Preset {
        id: "anomalous-target",
        json: include_str!("../../scenarios/anomalous-target.json"),
    },
    Preset {
        id: "health-check-numbers",
        json: include_str!("../../scenarios/health-check-numbers.json"),
    },
    Preset {
        id: "dns-failover",
        json: include_str!("../../scenarios/dns-failover.json"),
    },
    Preset {
        id: "two-of-three",
        json: include_str!("../../scenarios/two-of-three.json"),
    },
    Preset {
        id: "two-regions",
        json: include_str!("../../scenarios/two-regions.json"),
    },
    Preset {
        id: "move-to-alb",
        json: include_str!("../../scenarios/move-to-alb.json"),
    },
    Preset {
        id: "multivalue-or-alb",
        json: include_str!("../../scenarios/multivalue-or-alb.json"),
    },
    Preset {
        id: "names-not-addresses",
        json: include_str!("../../scenarios/names-not-addresses.json"),
    },
    Preset {
        id: "security-groups",
        json: include_str!("../../scenarios/security-groups.json"),
    },
    Preset {
        id: "defense-in-depth",
        json: include_str!("../../scenarios/defense-in-depth.json"),
    },
    Preset {
        id: "bastion-keys",
        json: include_str!("../../scenarios/bastion-keys.json"),
    },
    Preset {
        id: "gwlb-inspection",
        json: include_str!("../../scenarios/gwlb-inspection.json"),
    },
    Preset {
        id: "nacl-return-ports",
        json: include_str!("../../scenarios/nacl-return-ports.json"),
    },
    Preset {
        id: "nat-per-zone",
        json: include_str!("../../scenarios/nat-per-zone.json"),
    },
    Preset {
        id: "cache-aside",
        json: include_str!("../../scenarios/cache-aside.json"),
    },
    Preset {
        id: "api-gateway",
        json: include_str!("../../scenarios/api-gateway.json"),
    },
    Preset {
        id: "private-api",
        json: include_str!("../../scenarios/private-api.json"),
    },
    Preset {
        id: "three-front-doors",
        json: include_str!("../../scenarios/three-front-doors.json"),
    },
    Preset {
        id: "one-box",
        json: include_str!("../../scenarios/one-box.json"),
    },
    Preset {
        id: "csr-cdn",
        json: include_str!("../../scenarios/csr-cdn.json"),
    },
    Preset {
        id: "nearest-edge",
        json: include_str!("../../scenarios/nearest-edge.json"),
    },
    Preset {
        id: "forgotten-invalidation",
        json: include_str!("../../scenarios/forgotten-invalidation.json"),
    },
    Preset {
        id: "s3-or-cdn",
        json: include_str!("../../scenarios/s3-or-cdn.json"),
    },
    Preset {
        id: "static-before-logic",
        json: include_str!("../../scenarios/static-before-logic.json"),
    },
    Preset {
        id: "ssr-pages",
        json: include_str!("../../scenarios/ssr-pages.json"),
    },
    Preset {
        id: "ssr-cautions",
        json: include_str!("../../scenarios/ssr-cautions.json"),
    },
    Preset {
        id: "csr-pages",
        json: include_str!("../../scenarios/csr-pages.json"),
    },
    Preset {
        id: "relay-or-direct",
        json: include_str!("../../scenarios/relay-or-direct.json"),
    },
    Preset {
        id: "cors-and-cookies",
        json: include_str!("../../scenarios/cors-and-cookies.json"),
    },
    Preset {
        id: "static-flood",
        json: include_str!("../../scenarios/static-flood.json"),
    },
    Preset {
        id: "flood-bill",
        json: include_str!("../../scenarios/flood-bill.json"),
    },
    Preset {
        id: "target-tracking",
        json: include_str!("../../scenarios/target-tracking.json"),
    },
    Preset {
        id: "tracking-40",
        json: include_str!("../../scenarios/tracking-40.json"),
    },
    Preset {
        id: "simple-70-30",
        json: include_str!("../../scenarios/simple-70-30.json"),
    },
    Preset {
        id: "cpu-80",
        json: include_str!("../../scenarios/cpu-80.json"),
    },
    Preset {
        id: "plain-ami",
        json: include_str!("../../scenarios/plain-ami.json"),
    },
    Preset {
        id: "basic-monitoring",
        json: include_str!("../../scenarios/basic-monitoring.json"),
    },
    Preset {
        id: "no-policy",
        json: include_str!("../../scenarios/no-policy.json"),
    },
    Preset {
        id: "threshold-high",
        json: include_str!("../../scenarios/threshold-high.json"),
    },
    Preset {
        id: "threshold-low",
        json: include_str!("../../scenarios/threshold-low.json"),
    },
    Preset {
        id: "no-group",
        json: include_str!("../../scenarios/no-group.json"),
    },
    Preset {
        id: "scheduled-lunch",
        json: include_str!("../../scenarios/scheduled-lunch.json"),
    },
    Preset {
        id: "one-large",
        json: include_str!("../../scenarios/one-large.json"),
    },
    Preset {
        id: "nlb-to-servers",
        json: include_str!("../../scenarios/nlb-to-servers.json"),
    },
    Preset {
        id: "one-server",
        json: include_str!("../../scenarios/one-server.json"),
    },
    Preset {
        id: "legacy-box",
        json: include_str!("../../scenarios/legacy-box.json"),
    },
    Preset {
        id: "legacy-migration",
        json: include_str!("../../scenarios/legacy-migration.json"),
    },
    Preset {
        id: "single-server",
        json: include_str!("../../scenarios/single-server.json"),
    },
];

/// Boards to begin with, instead of one to look at.
pub const BLANKS: &[Preset] = &[
    Preset {
        id: "empty",
        json: include_str!("../../scenarios/empty.json"),
    },
    Preset {
        id: "starter",
        json: include_str!("../../scenarios/starter.json"),
    },
];

type Find = fn(&str) -> Option<&'static Preset>;

static ALL: Find = |id| PRESETS.iter().chain(BLANKS).find(|p| p.id == id);
/// How all boards are found, once they are here.
static HERE: OnceRef<'static, Find> = OnceRef::new();

/// Tells that all boards are here.
pub fn bring() {
    // Whoever came first brought the same.
    let _ = HERE.set(&ALL);
}

/// A board of either list. `None` on a page whose second part is not here: perhaps it has it.
pub fn preset(id: &str) -> Option<&'static Preset> {
    let all = match cfg!(target_arch = "wasm32") {
        true => HERE.get(),
        false => Some(&ALL),
    };
    match all {
        Some(find) => find(id),
        None => FIRST.iter().find(|p| p.id == id),
    }
}
