//! Writing a document: defaults left out, keys in a fixed order, unknown fields kept.

use super::{Content, Document, FORMAT, Link, Part, Place, Settings};
use crate::kinds::Params;
use alloc::string::{String, ToString};
use serde_json::{Map, Value};

impl Document {
    /// The compact text of links.
    pub fn to_json(&self) -> String {
        self.to_value().to_string()
    }

    /// The readable text of files.
    pub fn to_json_pretty(&self) -> String {
        serde_json::to_string_pretty(&self.to_value()).unwrap_or_default()
    }

    pub fn to_value(&self) -> Value {
        let mut map = Map::new();
        map.insert("format".into(), FORMAT.into());
        map.insert("model".into(), self.model.clone().into());
        put_text(
            &mut map,
            "title",
            Some(&self.title).filter(|t| !t.is_empty()),
        );
        map.insert("seed".into(), self.seed.into());
        put_text(&mut map, "lang", self.lang.as_ref());
        map.insert("epoch".into(), self.epoch.format().into());
        let default = Settings::default();
        put_number(
            &mut map,
            "preroll_s",
            self.settings.preroll_s,
            default.preroll_s,
        );
        put_number(
            &mut map,
            "metric_delay_s",
            self.settings.metric_delay_s,
            default.metric_delay_s,
        );
        put_number(&mut map, "speed", self.settings.speed, default.speed);
        map.insert("parts".into(), self.parts.iter().map(part).collect());
        map.insert("links".into(), self.links.iter().map(link).collect());
        if !self.layout.is_empty() {
            let places = self.layout.iter();
            let layout: Map<String, Value> = places
                .map(|(id, spot)| (id.to_string(), place(spot)))
                .collect();
            map.insert("layout".into(), layout.into());
        }
        extend(&mut map, &self.extra);
        Value::Object(map)
    }
}

pub(super) fn place(place: &Place) -> Value {
    place.iter().map(|n| number(*n)).collect()
}

pub(super) fn part(part: &Part) -> Value {
    let mut map = Map::new();
    map.insert("id".into(), part.id.0.into());
    map.insert("kind".into(), part.kind_word().into());
    put_text(&mut map, "name", part.name.as_ref());
    if let Some(of) = part.of {
        map.insert("of".into(), of.0.into());
    }
    if !part.stands_in.is_empty() {
        let frames = part.stands_in.iter().map(|f| Value::from(f.0));
        map.insert("in".into(), frames.collect());
    }
    let params = match &part.content {
        Content::Unknown { params, .. } => params.clone(),
        Content::Known(params) => {
            let mut given = changed_params(params);
            extend(&mut given, &part.extra_params);
            Value::Object(given)
        }
    };
    if params.as_object().is_none_or(|p| !p.is_empty()) {
        map.insert("params".into(), params);
    }
    extend(&mut map, &part.extra);
    Value::Object(map)
}

/// Parameters that differ from their defaults.
pub fn changed_params(params: &Params) -> Map<String, Value> {
    let Value::Object(mut given) = params.to_value() else {
        return Map::new();
    };
    if let Value::Object(defaults) = Params::defaults(params.kind()).to_value() {
        given.retain(|key, value| defaults.get(key) != Some(value));
    }
    given
        .into_iter()
        .map(|(key, value)| (key, tidy(value)))
        .collect()
}

/// `4.0` as `4`, all the way down.
fn tidy(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(tidy).collect(),
        Value::Object(map) => Value::Object(map.into_iter().map(|(k, v)| (k, tidy(v))).collect()),
        Value::Number(_) => super::field::whole(&value),
        other => other,
    }
}

pub(super) fn link(link: &Link) -> Value {
    let mut map = Map::new();
    map.insert("id".into(), link.id.0.into());
    map.insert("from".into(), link.from.0.into());
    map.insert("to".into(), link.to.0.into());
    map.insert("protocol".into(), link.protocol.as_str().into());
    extend(&mut map, &link.extra);
    Value::Object(map)
}

fn put_text(map: &mut Map<String, Value>, key: &str, text: Option<&String>) {
    if let Some(text) = text {
        map.insert(key.into(), text.clone().into());
    }
}

fn put_number(map: &mut Map<String, Value>, key: &str, value: f64, default: f64) {
    if value != default {
        map.insert(key.into(), number(value));
    }
}

/// Whole numbers without a fraction: shorter links, and what people would write.
fn number(n: f64) -> Value {
    super::field::whole(&Value::from(n))
}

fn extend(map: &mut Map<String, Value>, extra: &Map<String, Value>) {
    for (key, value) in extra {
        map.entry(key.clone()).or_insert_with(|| value.clone());
    }
}
