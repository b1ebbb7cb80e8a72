//! Launch template: the blueprint that a group makes its instances from. Without one it cannot
//! launch. An edit is a new version and changes new instances only (spec 6.2).

use super::auto_scaling::Group;
use crate::base::time::Instant;
use crate::contract::{CheckCtx, Drawing, Kind, Place, Role, Setup, Spec, Upkeep};
use crate::control::{ControlCtx, Message};
use serde::{Deserialize, Serialize};

pub use super::instance::Params;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LaunchTemplate {
    pub params: Params,
    /// `$Latest`, counting from 1.
    pub version: u32,
    /// Tells the versions of this template from those of one that the group had before.
    pub made_at: Instant,
}

impl Kind for LaunchTemplate {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "launch_template",
        accepts: &[],
        offers: &[],
        place: Place::Outside,
    };
    const DRAWING: Drawing = Drawing {
        role: Role::Blueprint,
        ..Drawing::of("template")
    };
    const NOTES: &'static [&'static str] = &["E1", "E20", "E27"];

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        params.check_type(cx);
    }

    fn follow(params: &mut Params, path: &str) {
        params.follow_image(path);
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            version: 1,
            made_at: setup.world.now,
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
        self.version += 1;
    }

    fn upkeep(&self) -> Upkeep {
        Upkeep {
            boots_s: Some(self.params.boots_s()),
            ..Upkeep::default()
        }
    }

    /// A group that could not launch for want of a template does not sit out its pause.
    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        let Some(owner) = cx.owner(cx.me) else { return };
        if cx
            .get_mut::<Group>(owner)
            .is_some_and(|g| g.try_launches_anew())
        {
            cx.send(owner, Message::Reconcile);
        }
    }
}
