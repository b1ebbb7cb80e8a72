//! API Gateway: how paths of routes are written, that none is there twice, and the longest time-out.

use super::{Code, Fault, Faults};
use crate::base::time::Span;
use crate::rules::api::{ApiType, is_route};
use alloc::vec::Vec;

/// An API as its stage is deployed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Api<'a> {
    pub kind: ApiType,
    /// Method and path of each.
    pub routes: Vec<(&'a str, &'a str)>,
    pub timeout: Option<Span>,
}

impl Api<'_> {
    /// Basis: documented - APIGW "Amazon API Gateway quotas and important notes", "Develop HTTP API
    /// routes".
    pub fn check(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        let is_wrong = self.routes.iter().any(|(_, path)| !is_route(path));
        faults.when(is_wrong, Code::ApiRoutePath, "Routes/Path");
        let mut rest = self.routes.as_slice();
        let mut is_twice = false;
        while let [first, others @ ..] = rest {
            is_twice |= others.contains(first);
            rest = others;
        }
        faults.when(is_twice, Code::ApiRouteDup, "Routes/Path");
        let is_too_long = self
            .timeout
            .is_some_and(|set| set > self.kind.timeout_max());
        faults.when(is_too_long, Code::ApiTimeoutRange, "TimeoutInMillis");
        faults.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_of_an_api_are_found() {
        let codes = |routes: &[(&'static str, &'static str)], kind, s| {
            let api = Api {
                kind,
                routes: routes.to_vec(),
                timeout: Some(Span::from_s(s)),
            };
            let faults = api.check().into_iter();
            faults.map(|fault| fault.code).collect::<Vec<Code>>()
        };
        let users = ("GET", "/users/{id}");
        assert_eq!(
            codes(&[users, ("ANY", "/users/{id}")], ApiType::Rest, 29),
            []
        );
        assert_eq!(
            codes(&[users, users], ApiType::Rest, 29),
            [Code::ApiRouteDup]
        );
        assert_eq!(
            codes(&[("ANY", "x")], ApiType::Rest, 29),
            [Code::ApiRoutePath]
        );
        assert_eq!(codes(&[], ApiType::Rest, 30), [Code::ApiTimeoutRange]);
        assert_eq!(codes(&[], ApiType::Http, 30), []);
    }
}
