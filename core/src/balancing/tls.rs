//! TLS that ends at a balancer: which certificate a client is shown for the server that it names, and
//! whether it goes on (spec 5.12). Behind the balancer requests are plain HTTP.

use crate::base::id::{PartIx, RequestId};
use crate::contract::field::{choice, text, whole};
use crate::contract::{Field, Unit};
use crate::rules::listener::{Certificate, Hash, Key, is_trusted};
use crate::world::ctx::Ctx;
use crate::world::request::{FailureCause, Outcome};
use crate::world::tracer::Step;

/// What the user sets of each certificate.
pub const CERTIFICATE: &[Field] = &[
    text().at("DomainName"),
    choice(Key::WORDS).at("KeyAlgorithm"),
    whole(160.0..=16_384.0, Unit::None).at("key_bits"),
    choice(Hash::WORDS).at("SignatureAlgorithm"),
    whole(1.0..=3_650.0, Unit::None).at("valid_days"),
];

/// The handshake of a request's connection with the listener `part`. Errors: what becomes of a request
/// whose client is shown a certificate for another server, or that does not speak TLS at all.
pub fn shake_hands(
    id: RequestId,
    part: PartIx,
    certificates: &[Certificate],
    cx: &mut Ctx<'_>,
) -> Result<(), Outcome> {
    let (is_secure, is_well) = cx.asked(id).map_or((false, false), |asked| {
        let name = asked.server_name();
        (asked.page.is_secure(), is_trusted(certificates, name))
    });
    if !is_secure {
        return Err(Outcome::failed(0, FailureCause::PortClosed));
    }
    if is_well {
        end_tls(id, part, cx);
        return Ok(());
    }
    if cx.request(id).is_some_and(|request| request.is_traced) {
        let word = "certificate_default";
        cx.world.trace(id, part, Step::Noted { word });
    }
    Err(Outcome::failed(0, FailureCause::CertificateMismatch))
}

/// What a part says of a request that came to it over TLS and goes on without.
pub const TLS_ENDS: &str = "tls_ends";

/// Tells who follows a request that TLS ends at `part`, if the client speaks it.
pub fn end_tls(id: RequestId, part: PartIx, cx: &mut Ctx<'_>) {
    let is_traced = cx.request(id).is_some_and(|request| request.is_traced);
    if is_traced && cx.asked(id).is_some_and(|asked| asked.page.is_secure()) {
        cx.world.trace(id, part, Step::Noted { word: TLS_ENDS });
    }
}

/// The same where TLS does not end: a client that begins with a handshake is not understood. What comes by
/// way of others may have left its TLS there. Errors: as [`shake_hands`].
pub fn speak_plainly(id: RequestId, cx: &mut Ctx<'_>) -> Result<(), Outcome> {
    let is_client = cx.request(id).is_some_and(|request| request.depth() == 1);
    let is_secure = cx.asked(id).is_some_and(|asked| asked.page.is_secure());
    match is_client && is_secure {
        true => Err(Outcome::failed(0, FailureCause::PortClosed)),
        false => Ok(()),
    }
}
