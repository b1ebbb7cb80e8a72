//! A domain of one's own in front of a distribution: what of its steps is done, and what its viewers meet
//! while the certificate is missing (spec 3.5, 15).

use super::CloudFront;
use super::params::Certificate;
use crate::base::id::{PartIx, RequestId};
use crate::base::unit::Unit;
use crate::contract::{Protocol, Quantity, Tone, Vitals};
use crate::control::ControlCtx;
use crate::rules::wildcard::wildcard;
use crate::world::ctx::Ctx;
use serde::{Deserialize, Serialize};

/// What stands around the distribution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Around {
    /// The origin of the default behaviour is a bucket.
    has_bucket: bool,
    /// A name on the board leads to it.
    has_record: bool,
}

impl Around {
    pub(super) fn look(origin: Option<PartIx>, cx: &ControlCtx<'_>) -> Self {
        let contents = &cx.world.contents;
        let has_bucket = origin.is_some_and(|origin| contents.of(origin).is_some());
        let mut parts = cx.parts.iter().zip(0..);
        let has_record = parts.any(|(part, ix)| {
            let spec = part.kind().map(|kind| kind.spec());
            let is_name = spec.is_some_and(|spec| spec.accepts.contains(&Protocol::Dns));
            is_name && cx.world.wires.joins(PartIx(ix), cx.me)
        });
        Self {
            has_bucket,
            has_record,
        }
    }
}

impl CloudFront {
    fn aliases(&self) -> impl Iterator<Item = &str> {
        let aliases = self.params.aliases.split(',').map(str::trim);
        aliases.filter(|alias| !alias.is_empty())
    }

    fn has_certificate(&self) -> bool {
        self.params.certificate == Certificate::Virginia && !self.is_certificate_removed
    }

    /// Whether a viewer is shown a certificate that is not for the name that it asks by.
    pub(super) fn is_mistrusted(&self, id: RequestId, cx: &mut Ctx<'_>) -> bool {
        if self.has_certificate() {
            return false;
        }
        let Some(asked) = cx.asked(id) else {
            return false;
        };
        let mut aliases = self.aliases();
        aliases.any(|alias| wildcard(alias, asked.server_name(), false))
    }

    /// The steps to a domain of one's own, once somebody has begun with them.
    pub(super) fn show_steps(&self, vitals: &mut Vitals) {
        let has_alias = self.aliases().next().is_some();
        if has_alias && !self.has_certificate() {
            vitals.tone = Tone::Bad;
            vitals.badge("no_certificate", Tone::Bad);
        }
        if !has_alias && !self.around.has_record {
            return;
        }
        let steps = [
            (self.around.has_bucket, "step_bucket", "no_step_bucket"),
            (has_alias, "step_alias", "no_step_alias"),
            (
                self.has_certificate(),
                "step_certificate",
                "no_step_certificate",
            ),
            (self.around.has_record, "step_record", "no_step_record"),
        ];
        let done = steps.iter().filter(|(is_done, ..)| *is_done).count();
        let of = Quantity::Of {
            some: done as u32,
            all: steps.len() as u32,
        };
        vitals.row("domain_steps", of, Unit::Count);
        for (is_done, done, open) in steps {
            let word = if is_done { done } else { open };
            vitals.row(word, Quantity::Said, Unit::None);
        }
    }
}
