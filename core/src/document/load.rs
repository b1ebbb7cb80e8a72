//! Reading a document from JSON: all problems with their places, never only the first.

use super::field::{self, FieldFault};
use super::problem::{Problem, ProblemKind};
use super::stamp::Stamp;
use super::{
    Content, Document, FORMAT, GROUND_MAX, LINKS_MAX, Link, MODEL, PARTS_MAX, PLACE_MAX,
    PLACES_MAX, Part, Place, Settings, migrate,
};
use crate::base::id::{LinkId, PartId};
use crate::base::small_map::SmallMap;
use crate::contract::{Protocol, later};
use crate::kinds::{KindId, Params};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde_json::{Map, Value};

/// Also the gate of edits (`gate.rs`): what an edit leaves behind is read as if it stood in a file.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<Problem>,
    is_bounded: bool,
    /// Places in the file of the parts and links that could be read.
    parts: Vec<usize>,
    links: Vec<usize>,
}

impl Document {
    /// Reads the text of a document, after the byte order mark that some editors write. Errors: every
    /// problem of the file, at least one.
    pub fn from_json(text: &str) -> Result<Self, Vec<Problem>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let value: Value = serde_json::from_str(text).map_err(|e| {
            let kind = ProblemKind::NotJson {
                line: e.line(),
                column: e.column(),
                detail: e.to_string(),
            };
            alloc::vec![Problem {
                path: String::from("$"),
                kind
            }]
        })?;
        Self::from_value(value)
    }

    pub fn from_value(value: Value) -> Result<Self, Vec<Problem>> {
        Self::read(value, true)
    }

    /// As [`Self::from_value`], without the limits on parts and links: for benches and sweeps.
    pub fn from_value_unbounded(value: Value) -> Result<Self, Vec<Problem>> {
        Self::read(value, false)
    }

    fn read(value: Value, is_bounded: bool) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader {
            is_bounded,
            ..Reader::default()
        };
        let document = reader.document(value);
        if reader.problems.is_empty() {
            Ok(document)
        } else {
            Err(reader.problems)
        }
    }
}

impl Reader {
    fn report(&mut self, path: impl Into<String>, kind: ProblemKind) {
        self.problems.push(Problem {
            path: path.into(),
            kind,
        });
    }

    fn document(&mut self, value: Value) -> Document {
        let Value::Object(mut map) = value else {
            self.report("$", ProblemKind::NotAnObject);
            return Document::default();
        };
        let format = map.remove("format").map(|f| f.as_u64());
        let migrated = match format {
            Some(Some(1)) => migrate::from_1(&mut map, &mut self.problems),
            _ => migrate::Migrated::default(),
        };
        match format {
            None => self.report("format", ProblemKind::Missing),
            Some(None) => self.report("format", ProblemKind::WrongType { expected: "number" }),
            Some(Some(found)) if found > FORMAT || found == 0 => {
                self.report(
                    "format",
                    ProblemKind::NewerFormat {
                        found,
                        known: FORMAT,
                    },
                );
            }
            Some(Some(_)) => {}
        }
        let mut document = Document {
            title: self.text(&mut map, "", "title").unwrap_or_default(),
            seed: self.seed(&mut map).unwrap_or(1),
            lang: self.text(&mut map, "", "lang"),
            model: self
                .text(&mut map, "", "model")
                .unwrap_or_else(|| MODEL.into()),
            settings: self.settings(&mut map),
            ..Document::default()
        };
        if let Some(epoch) = self.text(&mut map, "", "epoch") {
            match Stamp::parse(&epoch) {
                Some(stamp) => document.epoch = stamp,
                None => self.report("epoch", ProblemKind::BadTime),
            }
        }
        for (ix, part) in self
            .list(&mut map, "parts", PARTS_MAX + GROUND_MAX)
            .into_iter()
            .enumerate()
        {
            if let Some(part) = self.part(part, &format!("parts[{ix}]")) {
                document.parts.push(part);
                self.parts.push(ix);
            }
        }
        for (ix, link) in self
            .list(&mut map, "links", LINKS_MAX)
            .into_iter()
            .enumerate()
        {
            if let Some(link) = self.link(link, &format!("links[{ix}]")) {
                document.links.push(link);
                self.links.push(ix);
            }
        }
        self.count(&document);
        self.layout(&mut map, &mut document);
        document.extra = map;
        self.references(&document);
        for problem in &mut self.problems {
            problem.path = migrated.path_then(&problem.path);
        }
        document
    }

    /// A board may have so many parts that run, and so many of ground.
    fn count(&mut self, document: &Document) {
        let ground = document.parts.iter().filter(|p| p.is_ground()).count();
        let running = document.parts.len() - ground;
        for (count, limit) in [(running, PARTS_MAX), (ground, GROUND_MAX)] {
            if self.is_bounded && count > limit {
                self.report("parts", ProblemKind::TooMany { limit });
            }
        }
    }

    fn take(&mut self, map: &mut Map<String, Value>, key: &str) -> Option<Value> {
        map.remove(key).filter(|v| !v.is_null())
    }

    fn text(&mut self, map: &mut Map<String, Value>, at: &str, key: &str) -> Option<String> {
        match self.take(map, key)? {
            Value::String(text) => {
                if let Err(fault) = field::check_text(&text) {
                    self.report(join(at, key), ProblemKind::Field(fault));
                }
                Some(text)
            }
            _ => {
                self.report(join(at, key), ProblemKind::WrongType { expected: "text" });
                None
            }
        }
    }

    /// Whole seeds are exact up to the largest; no float stands between.
    fn seed(&mut self, map: &mut Map<String, Value>) -> Option<u64> {
        match map.get("seed").and_then(Value::as_u64) {
            Some(seed) => {
                map.remove("seed");
                Some(seed)
            }
            None => self.number(map, "", "seed").map(|n| n as u64),
        }
    }

    fn number(&mut self, map: &mut Map<String, Value>, at: &str, key: &str) -> Option<f64> {
        let value = self.take(map, key)?;
        let number = value.as_f64().filter(|n| n.is_finite() && *n >= 0.0);
        if number.is_none() {
            self.report(join(at, key), ProblemKind::WrongType { expected: "number" });
        }
        number
    }

    fn id(&mut self, map: &mut Map<String, Value>, at: &str, key: &str) -> Option<u32> {
        let value = self.take(map, key)?;
        let id = value
            .as_u64()
            .and_then(|n| u32::try_from(n).ok())
            .filter(|n| *n > 0);
        if id.is_none() {
            self.report(join(at, key), ProblemKind::WrongType { expected: "id" });
        }
        id
    }

    fn required_id(&mut self, map: &mut Map<String, Value>, at: &str, key: &str) -> Option<u32> {
        if !map.contains_key(key) {
            self.report(join(at, key), ProblemKind::Missing);
        }
        self.id(map, at, key)
    }

    fn list(&mut self, map: &mut Map<String, Value>, key: &str, limit: usize) -> Vec<Value> {
        match self.take(map, key) {
            None => Vec::new(),
            Some(Value::Array(items)) => {
                let limit = if self.is_bounded { limit } else { usize::MAX };
                if items.len() > limit {
                    self.report(key, ProblemKind::TooMany { limit });
                }
                items.into_iter().take(limit).collect()
            }
            Some(_) => {
                self.report(key, ProblemKind::WrongType { expected: "list" });
                Vec::new()
            }
        }
    }

    fn object(&mut self, value: Value, at: &str) -> Option<Map<String, Value>> {
        match value {
            Value::Object(map) => Some(map),
            _ => {
                self.report(at, ProblemKind::NotAnObject);
                None
            }
        }
    }

    fn settings(&mut self, map: &mut Map<String, Value>) -> Settings {
        let default = Settings::default();
        let mut limited = |key: &str, max: f64, default: f64| {
            let number = self.number(map, "", key).unwrap_or(default);
            if number > max {
                let fault = FieldFault::OutOfRange { min: 0.0, max };
                self.report(key, ProblemKind::Field(fault));
            }
            number.min(max)
        };
        Settings {
            preroll_s: limited("preroll_s", 86_400.0, default.preroll_s),
            metric_delay_s: limited("metric_delay_s", 300.0, default.metric_delay_s),
            speed: limited("speed", 100_000.0, default.speed),
        }
    }

    pub(super) fn part(&mut self, value: Value, at: &str) -> Option<Part> {
        let mut map = self.object(value, at)?;
        let id = self.required_id(&mut map, at, "id");
        let kind = self.text(&mut map, at, "kind");
        if kind.is_none() {
            self.report(join(at, "kind"), ProblemKind::Missing);
        }
        let name = self.text(&mut map, at, "name");
        let of = self.id(&mut map, at, "of").map(PartId);
        let stands_in = self.frames(&mut map, at);
        let params = self
            .take(&mut map, "params")
            .unwrap_or_else(|| Value::Object(Map::new()));
        let kind = kind?;
        // What needs code that is not here is as good as unknown, and nothing of it is lost.
        let known = KindId::named(&kind).filter(|kind| !kind.is_later() || later::is_here());
        let (content, extra_params) = match known.map(Params::defaults) {
            None => (Content::Unknown { kind, params }, Map::new()),
            Some(defaults) => {
                let at = join(at, "params");
                let given = self.object(params, &at)?;
                let kept = (!later::is_here()).then(|| given.clone());
                let (params, extra) = self.params(defaults, given, &at);
                match kept.filter(|_| params.needs_later()) {
                    None => (Content::Known(params), extra),
                    Some(kept) => {
                        let params = Value::Object(kept);
                        (Content::Unknown { kind, params }, Map::new())
                    }
                }
            }
        };
        Some(Part {
            id: PartId(id?),
            name,
            of,
            stands_in,
            content,
            extra_params,
            extra: map,
        })
    }

    fn frames(&mut self, map: &mut Map<String, Value>, at: &str) -> Vec<PartId> {
        let Some(value) = self.take(map, "in") else {
            return Vec::new();
        };
        let ids: Option<Vec<PartId>> = value.as_array().and_then(|items| {
            let id = |v: &Value| v.as_u64().and_then(|n| u32::try_from(n).ok()).map(PartId);
            items.iter().map(id).collect()
        });
        if ids.is_none() {
            self.report(
                join(at, "in"),
                ProblemKind::WrongType {
                    expected: "list of ids",
                },
            );
        }
        ids.unwrap_or_default()
    }

    /// Takes each given parameter by itself, so that every bad one is reported.
    fn params(
        &mut self,
        mut params: Params,
        given: Map<String, Value>,
        at: &str,
    ) -> (Params, Map<String, Value>) {
        let mut value = params.to_value();
        let mut extra = Map::new();
        for (key, new) in given {
            match params.read(&key, &new) {
                None => {
                    extra.insert(key, new);
                }
                Some(Ok(())) => field::put_key(&mut value, &key, new),
                Some(Err(e)) => {
                    let fault = FieldFault::WrongForm {
                        detail: e.to_string(),
                    };
                    self.report(join(at, &key), ProblemKind::Field(fault));
                }
            }
        }
        for field in params.fields() {
            if let Some(new) = field::get(&value, field.path)
                && let Err(fault) = field::check(field, new)
            {
                let path = join(at, &field.path.replace('/', "."));
                self.report(path, ProblemKind::Field(fault));
            }
        }
        (params, extra)
    }

    pub(super) fn link(&mut self, value: Value, at: &str) -> Option<Link> {
        let mut map = self.object(value, at)?;
        let id = self.required_id(&mut map, at, "id");
        let from = self.required_id(&mut map, at, "from");
        let to = self.required_id(&mut map, at, "to");
        let word = self
            .text(&mut map, at, "protocol")
            .unwrap_or_else(|| String::from("http"));
        let protocol = Protocol::named(&word);
        if protocol.is_none() {
            let allowed = alloc::vec!["dns", "http", "tcp", "sql"];
            self.report(join(at, "protocol"), ProblemKind::UnknownWord { allowed });
        }
        Some(Link {
            id: LinkId(id?),
            from: PartId(from?),
            to: PartId(to?),
            protocol: protocol?,
            extra: map,
        })
    }

    fn layout(&mut self, map: &mut Map<String, Value>, document: &mut Document) {
        let Some(value) = self.take(map, "layout") else {
            return;
        };
        let Some(places) = self.object(value, "layout") else {
            return;
        };
        if self.is_bounded && places.len() > PLACES_MAX {
            let limit = PLACES_MAX;
            return self.report("layout", ProblemKind::TooMany { limit });
        }
        for (key, place) in places {
            let at = format!("layout.{key}");
            let place = self.place(&place, &at);
            match (key.parse(), place) {
                (Ok(id), Some(place)) => {
                    document.layout.insert(id, place);
                }
                (Err(_), Some(_)) => self.report(at, ProblemKind::WrongType { expected: PLACE }),
                (_, None) => {}
            }
        }
    }

    /// A place that the board can show: further out than [`PLACE_MAX`] nobody finds it again.
    pub(super) fn place(&mut self, value: &Value, at: &str) -> Option<Place> {
        let numbers: Option<Place> = value.as_array().and_then(|numbers| {
            let finite = |v: &Value| v.as_f64().filter(|n| n.is_finite());
            numbers.iter().map(finite).collect()
        });
        let Some(place) = numbers.filter(|n| matches!(n.len(), 2 | 4)) else {
            self.report(at, ProblemKind::WrongType { expected: PLACE });
            return None;
        };
        let bound = |ix: usize| match ix {
            0 | 1 => (-PLACE_MAX, PLACE_MAX),
            _ => (0.0, PLACE_MAX),
        };
        let mut numbers = place.iter().enumerate().map(|(ix, n)| (*n, bound(ix)));
        if let Some((_, (min, max))) = numbers.find(|(n, (min, max))| n < min || n > max) {
            let fault = FieldFault::OutOfRange { min, max };
            self.report(at, ProblemKind::Field(fault));
            return None;
        }
        Some(place)
    }

    /// Ids that stand for nothing, or twice; frames that lie wrongly; links that no protocol joins.
    fn references(&mut self, document: &Document) {
        let mut seen: SmallMap<u32, ()> = SmallMap::new();
        let (part_ixs, link_ixs) = (self.parts.clone(), self.links.clone());
        let place = |list: &str, ix: &usize, id: u32| (format!("{list}[{ix}]"), id);
        let parts = part_ixs.iter().zip(&document.parts);
        let parts = parts.map(|(ix, p)| place("parts", ix, p.id.0));
        let links = link_ixs.iter().zip(&document.links);
        let links = links.map(|(ix, l)| place("links", ix, l.id.0));
        for (path, id) in parts.chain(links) {
            if seen.insert(id, ()).is_some() {
                self.report(format!("{path}.id"), ProblemKind::DuplicateId { id });
            }
        }
        for (ix, part) in part_ixs.iter().zip(&document.parts) {
            self.part_references(document, part, &format!("parts[{ix}]"));
        }
        for (ix, link) in link_ixs.iter().zip(&document.links) {
            self.link_references(document, link, &format!("links[{ix}]"));
        }
    }

    pub(super) fn link_references(&mut self, document: &Document, link: &Link, at: &str) {
        for (end, id) in [("from", link.from), ("to", link.to)] {
            if document.part(id).is_none() {
                self.report(join(at, end), ProblemKind::UnknownPart { id: id.0 });
            }
        }
        if !document.may_link(link.from, link.to, link.protocol) {
            let protocol = link.protocol.as_str();
            self.report(at, ProblemKind::IllegalLink { protocol });
        }
    }

    pub(super) fn part_references(&mut self, document: &Document, part: &Part, at: &str) {
        for frame in &part.stands_in {
            let id = frame.0;
            if document.part(*frame).is_none() {
                self.report(join(at, "in"), ProblemKind::UnknownPart { id });
            } else if !document.may_stand_in(part, *frame) {
                self.report(join(at, "in"), ProblemKind::CannotStandIn { id });
            }
        }
        let Some(of) = part.of else { return };
        let Some(owner) = document.part(of) else {
            return self.report(join(at, "of"), ProblemKind::UnknownPart { id: of.0 });
        };
        if let Some(params) = part.params()
            && let Some(owner) = owner.kind()
            && !params.kind().may_belong_to(owner)
        {
            let allowed = params.kind().owners().collect();
            self.report(join(at, "of"), ProblemKind::CannotBelong { allowed });
        }
    }
}

const PLACE: &str = "[x, y] or [x, y, width, height]";

fn join(at: &str, key: &str) -> String {
    if at.is_empty() {
        String::from(key)
    } else {
        format!("{at}.{key}")
    }
}

impl Document {
    /// Whether a wire of this protocol may join two parts: what one offers the other accepts.
    pub fn may_link(&self, from: PartId, to: PartId, protocol: Protocol) -> bool {
        if from == to {
            return false;
        }
        match (
            self.part(from).map(Part::params),
            self.part(to).map(Part::params),
        ) {
            (Some(Some(from)), Some(Some(to))) => {
                from.spec().offers.contains(&protocol) && to.spec().accepts.contains(&protocol)
            }
            // Parts of newer kinds, or missing ones (reported elsewhere): not for us to judge.
            _ => true,
        }
    }

    /// The protocol by which two parts can be joined, if any.
    pub fn protocol_between(&self, from: PartId, to: PartId) -> Option<Protocol> {
        let offers = self.params(from)?.spec().offers;
        offers.iter().copied().find(|p| self.may_link(from, to, *p))
    }
}
