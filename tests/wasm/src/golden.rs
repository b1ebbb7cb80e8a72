//! Golden runs: a ready-made board and a seed name one fingerprint, natively and in wasm.

use serde::{Deserialize, Serialize};
use swell_core::base::time::Span;
use swell_core::document::Document;
use swell_core::session::Session;

#[derive(Deserialize)]
pub struct Args {
    /// The document, as it is saved.
    pub document: serde_json::Value,
    pub seed: u64,
    pub until_s: u64,
}

#[derive(Serialize)]
pub struct Fingerprint {
    pub fingerprint: String,
}

pub fn run(args: &Args) -> Result<Fingerprint, String> {
    let read = Document::from_value(args.document.clone());
    let mut document = read.map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        lines.join("; ")
    })?;
    document.seed = args.seed;
    let mut session = Session::new(document);
    let origin = session.simulation().origin();
    session.advance(origin + Span::from_s(args.until_s), u64::MAX);
    Ok(Fingerprint {
        fingerprint: session.simulation().fingerprint().to_string(),
    })
}
