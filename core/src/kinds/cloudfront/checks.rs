//! What AWS would refuse of a distribution, and what is seldom meant (spec 17).

use super::params::{CachePolicy, Certificate, Params};
use crate::contract::{CheckCtx, IssueWhat};
use crate::rules::validate::{CacheBehavior, EdgeFunction, Warning};
use alloc::vec::Vec;

pub(super) fn check(params: &Params, cx: &mut CheckCtx<'_>) {
    let whole = |seconds: f64| Some(seconds as i64);
    for (behavior, nth) in params.all().zip(0..) {
        let at = |field: &str| match nth < params.behaviors.len() {
            true => alloc::format!("CacheBehaviors/{field}"),
            false => alloc::format!("DefaultCacheBehavior/{field}"),
        };
        if behavior.policy != CachePolicy::Custom {
            continue;
        }
        let times = CacheBehavior {
            min_ttl: whole(behavior.min_ttl_s),
            default_ttl: whole(behavior.default_ttl_s),
            max_ttl: whole(behavior.max_ttl_s),
        };
        for fault in times.check() {
            cx.push(&at(fault.field), IssueWhat::Error(fault.code));
        }
        for warning in times.warnings() {
            cx.warn(&at("MinTTL"), warning);
        }
    }
    let functions = params.functions.iter().map(|one| params.to_check(one));
    let functions: Vec<EdgeFunction> = functions.collect();
    for (nth, function) in functions.iter().enumerate() {
        for fault in function.check(functions.get(..nth).unwrap_or(&[])) {
            let field = alloc::format!("FunctionAssociations/{}", fault.field);
            cx.push(&field, IssueWhat::Error(fault.code));
        }
    }
    if !params.aliases.is_empty() && params.certificate != Certificate::Virginia {
        cx.warn("ViewerCertificate", Warning::CertificateNotInVirginia);
    }
}
