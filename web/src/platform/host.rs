//! The page around a frame: the messages `{ns, v, type, …}`, their checks, and a listener for the parent only.

use super::link::{self, Content, LinkError};
use super::listener::Listener;
use super::options::{Speed, Theme};
use crate::vocabulary::Lang;
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

/// Marks our messages among all that a page sends.
pub const NAMESPACE: &str = "swell";
pub const VERSION: u64 = 1;
/// Bytes of JSON that a message may have.
const MESSAGE_BYTES_MAX: usize = 1 << 20;

/// What the frame tells the host.
#[derive(Clone, Debug, PartialEq)]
pub enum ChildMessage {
    Ready {
        title: String,
        min_height: u32,
    },
    Resize {
        height: u32,
    },
    /// The board as a hash without `#`, after changes have calmed down.
    State {
        hash: String,
    },
    /// A decision, an alarm, a failure. Units: `t` simulated seconds.
    Event {
        kind: &'static str,
        t: f64,
        text: String,
    },
    Error {
        code: &'static str,
    },
}

/// A value of a message.
#[derive(Clone, Debug, PartialEq)]
enum Field<'a> {
    Text(&'a str),
    Number(f64),
}

impl ChildMessage {
    fn kind(&self) -> &'static str {
        match self {
            Self::Ready { .. } => "ready",
            Self::Resize { .. } => "resize",
            Self::State { .. } => "state",
            Self::Event { .. } => "event",
            Self::Error { .. } => "error",
        }
    }

    fn fields(&self) -> Vec<(&'static str, Field<'_>)> {
        match self {
            Self::Ready { title, min_height } => vec![
                ("title", Field::Text(title)),
                ("minHeight", Field::Number(f64::from(*min_height))),
            ],
            Self::Resize { height } => vec![("height", Field::Number(f64::from(*height)))],
            Self::State { hash } => vec![("hash", Field::Text(hash))],
            Self::Event { kind, t, text } => vec![
                ("kind", Field::Text(kind)),
                ("t", Field::Number(*t)),
                ("text", Field::Text(text)),
            ],
            Self::Error { code } => vec![("code", Field::Text(code))],
        }
    }

    /// The whole message as the browser sends it. The first part of the page speaks, so no JSON is
    /// written: that code comes with the second.
    fn to_js(&self) -> JsValue {
        let all = js_sys::Object::new();
        let put = |name: &str, value: JsValue| {
            // A plain object takes everything.
            let _ = js_sys::Reflect::set(&all, &name.into(), &value);
        };
        put("ns", NAMESPACE.into());
        put("v", (VERSION as f64).into());
        put("type", self.kind().into());
        for (name, field) in self.fields() {
            put(
                name,
                match field {
                    Field::Text(text) => text.into(),
                    Field::Number(number) => number.into(),
                },
            );
        }
        all.into()
    }
}

/// How far a step goes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum StepTo {
    #[default]
    Event,
    Decision,
    /// So many simulated seconds on, up to [`STEP_MAX_S`].
    By(f64),
}

/// The longest step. Units: simulated seconds.
pub const STEP_MAX_S: f64 = 86_400.0;

/// What the host asks of the frame.
#[derive(Clone, Debug, PartialEq)]
pub enum HostMessage {
    Load(Content),
    Set {
        theme: Option<Theme>,
        lang: Option<Lang>,
        speed: Option<Speed>,
    },
    Play,
    Pause,
    Reset,
    Step(StepTo),
    GetState,
}

/// Why a message is not obeyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejected {
    /// Another program's message: say nothing.
    NotOurs,
    VersionUnknown,
    TypeUnknown,
    TooLarge,
    FieldMissing {
        field: &'static str,
    },
    FieldInvalid {
        field: &'static str,
    },
    Link(LinkError),
}

impl Rejected {
    /// The `code` of the `error` message; none where silence is right.
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Self::NotOurs => None,
            Self::VersionUnknown => Some("version-unknown"),
            Self::TypeUnknown => Some("type-unknown"),
            Self::TooLarge => Some("too-large"),
            Self::FieldMissing { .. } => Some("field-missing"),
            Self::FieldInvalid { .. } => Some("field-invalid"),
            Self::Link(_) => Some("state-invalid"),
        }
    }
}

/// Reads a message and checks every field that it names.
pub fn parse(json: &str) -> Result<HostMessage, Rejected> {
    if json.len() > MESSAGE_BYTES_MAX {
        return Err(Rejected::TooLarge);
    }
    let fields: Map<String, Value> = serde_json::from_str(json).map_err(|_| Rejected::NotOurs)?;
    let text = |field: &str| fields.get(field).and_then(Value::as_str);
    if text("ns") != Some(NAMESPACE) {
        return Err(Rejected::NotOurs);
    }
    if fields.get("v").and_then(Value::as_u64) != Some(VERSION) {
        return Err(Rejected::VersionUnknown);
    }
    match text("type") {
        Some("load") => load(&fields).map(HostMessage::Load),
        Some("set") => set(&fields),
        Some("play") => Ok(HostMessage::Play),
        Some("pause") => Ok(HostMessage::Pause),
        Some("reset") => Ok(HostMessage::Reset),
        Some("step") => step(&fields).map(HostMessage::Step),
        Some("get-state") => Ok(HostMessage::GetState),
        _ => Err(Rejected::TypeUnknown),
    }
}

fn load(fields: &Map<String, Value>) -> Result<Content, Rejected> {
    if let Some(state) = field(fields, "state", |text| Some(text.to_owned()))? {
        // What `state` messages carry may be sent back as it is.
        let payload = state.trim_start_matches('#');
        let payload = payload.strip_prefix("s=").unwrap_or(payload);
        return link::decode(payload)
            .map(Content::Document)
            .map_err(Rejected::Link);
    }
    match field(fields, "preset", |text| link::preset(text).ok())? {
        Some(id) => Ok(Content::Preset(id)),
        None => Err(Rejected::FieldMissing { field: "state" }),
    }
}

fn step(fields: &Map<String, Value>) -> Result<StepTo, Rejected> {
    let to = |text: &str| match text {
        "event" => Some(StepTo::Event),
        "decision" => Some(StepTo::Decision),
        _ => None,
    };
    match fields.get("by") {
        None | Some(Value::Null) => Ok(field(fields, "to", to)?.unwrap_or_default()),
        Some(by) => match by.as_f64().filter(|s| *s > 0.0 && *s <= STEP_MAX_S) {
            Some(seconds) => Ok(StepTo::By(seconds)),
            None => Err(Rejected::FieldInvalid { field: "by" }),
        },
    }
}

fn set(fields: &Map<String, Value>) -> Result<HostMessage, Rejected> {
    let theme = |text: &str| Theme::ALL.into_iter().find(|t| t.code() == text);
    let theme = field(fields, "theme", theme)?;
    let lang = field(fields, "lang", Lang::from_tag)?;
    let speed = match fields.get("speed").and_then(Value::as_f64) {
        Some(times) => {
            let speed = Speed::parse(&times.to_string());
            Some(speed.ok_or(Rejected::FieldInvalid { field: "speed" })?)
        }
        None => field(fields, "speed", Speed::parse)?,
    };
    if theme.is_none() && lang.is_none() && speed.is_none() {
        return Err(Rejected::FieldMissing { field: "theme" });
    }
    Ok(HostMessage::Set { theme, lang, speed })
}

/// A text field that may be left out but not be wrong.
fn field<T>(
    fields: &Map<String, Value>,
    name: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Rejected> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_str().and_then(read) {
            Some(read) => Ok(Some(read)),
            None => Err(Rejected::FieldInvalid { field: name }),
        },
    }
}

/// The line to the page around this frame.
pub struct Host {
    parent: Window,
    _listener: Listener,
}

impl Host {
    /// Listens to `window.parent` alone. `None` where there is no page around this one.
    ///
    /// Other programs' messages are dropped here; ours arrive as JSON for [`parse`].
    pub fn connect(on_message: impl Fn(String) + 'static) -> Option<Self> {
        let window = web_sys::window()?;
        let parent = parent_of(&window)?;
        let sender = parent.clone();
        let listener = Listener::new(&window, "message", move |event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else {
                return;
            };
            // By window and not by origin: both sides may be sandboxed and report `null`.
            let is_parent = event
                .source()
                .is_some_and(|s| js_sys::Object::is(&s, &sender));
            let data = event.data();
            if !is_parent || !data.is_object() {
                return;
            }
            let namespace = js_sys::Reflect::get(&data, &"ns".into()).ok();
            if namespace.and_then(|ns| ns.as_string()).as_deref() != Some(NAMESPACE) {
                return;
            }
            // What has no JSON form (a circle, a big integer) is no message of ours.
            if let Ok(json) = js_sys::JSON::stringify(&data) {
                on_message(String::from(json));
            }
        })?;
        Some(Self {
            parent,
            _listener: listener,
        })
    }

    /// Sends a message; false if the browser refuses.
    pub fn post(&self, message: &ChildMessage) -> bool {
        // Any origin: a frame cannot know its host's, and nothing secret is ever sent.
        self.parent.post_message(&message.to_js(), "*").is_ok()
    }
}

/// True inside a frame.
pub fn is_framed() -> bool {
    web_sys::window().as_ref().and_then(parent_of).is_some()
}

fn parent_of(window: &Window) -> Option<Window> {
    let parent = window.parent().ok().flatten()?;
    (!js_sys::Object::is(&parent, window)).then_some(parent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(rest: &str) -> Result<HostMessage, Rejected> {
        parse(&format!(r#"{{"ns":"swell","v":1,{rest}}}"#))
    }

    #[test]
    fn child_messages_have_the_agreed_form() {
        let ready = ChildMessage::Ready {
            title: "점심".to_owned(),
            min_height: 420,
        };
        assert_eq!(ready.kind(), "ready");
        assert_eq!(
            ready.fields(),
            [
                ("title", Field::Text("점심")),
                ("minHeight", Field::Number(420.0))
            ]
        );
        let event = ChildMessage::Event {
            kind: "alarm",
            t: 120.0,
            text: "CPU".to_owned(),
        };
        assert_eq!(event.kind(), "event");
        let names: Vec<&str> = event.fields().iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["kind", "t", "text"]);
    }

    #[test]
    fn host_messages_are_read() {
        assert_eq!(ours(r#""type":"play""#), Ok(HostMessage::Play));
        assert_eq!(ours(r#""type":"get-state""#), Ok(HostMessage::GetState));
        assert_eq!(
            ours(r#""type":"step","to":"decision""#),
            Ok(HostMessage::Step(StepTo::Decision))
        );
        assert_eq!(
            ours(r#""type":"step""#),
            Ok(HostMessage::Step(StepTo::Event))
        );
        assert_eq!(
            ours(r#""type":"step","by":1800"#),
            Ok(HostMessage::Step(StepTo::By(1_800.0)))
        );
        assert_eq!(
            ours(r#""type":"load","preset":"lunch-rush""#),
            Ok(HostMessage::Load(Content::Preset("lunch-rush".to_owned())))
        );
        let hash = link::pair(&Content::Document("{}".to_owned()));
        for state in [hash.clone(), format!("#{hash}"), link::encode("{}")] {
            let loaded = ours(&format!(r#""type":"load","state":"{state}""#));
            assert_eq!(
                loaded,
                Ok(HostMessage::Load(Content::Document("{}".to_owned())))
            );
        }
        assert_eq!(
            ours(r#""type":"set","speed":60,"theme":"dark","later":1"#),
            Ok(HostMessage::Set {
                theme: Some(Theme::Dark),
                lang: None,
                speed: Some(Speed::Times(60.0))
            })
        );
        assert!(matches!(
            ours(r#""type":"set","speed":"max""#),
            Ok(HostMessage::Set {
                speed: Some(Speed::Max),
                ..
            })
        ));
    }

    #[test]
    fn anything_else_is_refused_with_its_reason() {
        for stranger in ["", "1", "[]", "{}", r#"{"ns":"other","v":1,"type":"play"}"#] {
            assert_eq!(parse(stranger), Err(Rejected::NotOurs), "{stranger}");
            assert_eq!(Rejected::NotOurs.code(), None);
        }
        assert_eq!(
            parse(r#"{"ns":"swell","v":2,"type":"play"}"#),
            Err(Rejected::VersionUnknown)
        );
        assert_eq!(ours(r#""type":"dance""#), Err(Rejected::TypeUnknown));
        assert_eq!(
            ours(r#""type":"load""#),
            Err(Rejected::FieldMissing { field: "state" })
        );
        assert_eq!(
            ours(r#""type":"load","preset":7"#),
            Err(Rejected::FieldInvalid { field: "preset" })
        );
        assert_eq!(
            ours(r#""type":"load","preset":"a/../b""#),
            Err(Rejected::FieldInvalid { field: "preset" })
        );
        assert_eq!(
            ours(r#""type":"load","state":"9.AA""#),
            Err(Rejected::Link(LinkError::VersionUnknown {
                found: "9".to_owned()
            }))
        );
        for by in ["0", "-1", "1e9", "\"60\"", "true"] {
            assert_eq!(
                ours(&format!(r#""type":"step","by":{by}"#)),
                Err(Rejected::FieldInvalid { field: "by" }),
                "{by}"
            );
        }
        assert_eq!(
            ours(r#""type":"set","speed":1e9"#),
            Err(Rejected::FieldInvalid { field: "speed" })
        );
        assert_eq!(
            ours(r#""type":"set","lang":"fr","theme":"dark""#),
            Err(Rejected::FieldInvalid { field: "lang" })
        );
        let long = format!(
            r#""type":"load","state":"{}""#,
            "A".repeat(MESSAGE_BYTES_MAX)
        );
        assert_eq!(ours(&long), Err(Rejected::TooLarge));
    }
}
