//! A dataset before it is understood: a tree of whatever was written.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

use super::MAX_BYTES;
use super::problem::quoted;

/// How deep lists and objects may stand in each other. A dataset needs 5 levels; the bound keeps
/// hostile nesting and objects that contain themselves from exhausting the stack.
pub const MAX_DEPTH: usize = 32;
/// How many values there may be, counting lists, objects and what stands in them. A list that holds another ten times,
/// which holds a third ten times, is small for JavaScript and would fill any memory here. An error says the number, too.
pub const MAX_VALUES: usize = 3_000_000;
/// How much of a number a message shows: 1e300 would fill lines.
const MAX_DIGITS: usize = 30;
/// Up to here every whole number is one of its own.
const MAX_WHOLE: f64 = 9_007_199_254_740_991.0;

/// The key of an entry. Thousands of objects have the same few: those that datasets know need not be kept by each.
pub type Key = Cow<'static, str>;

/// Anything that JSON can say, and NaN and infinity, which JavaScript objects can hold.
///
/// It is read from any self-describing serde format:
///
/// ```
/// use claims_core::dataset::Value;
/// let value: Value = serde_json::from_str(r#"{"title": "Crowds"}"#)?;
/// assert!(matches!(value, Value::Object(_)));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// JSON's `null`, JavaScript's `undefined`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number.
    Number(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// Keys and values, in the order in which they were written.
    Object(Vec<(Key, Value)>),
}

impl Value {
    /// What a problem's message calls this value: the value itself where it is short.
    pub(super) fn show(&self) -> String {
        match self {
            Value::Null => "null".into(),
            Value::Bool(value) => value.to_string(),
            Value::Number(number) => {
                let digits = number.to_string();
                match digits.get(..MAX_DIGITS) {
                    Some(first) => format!("{first}…"),
                    None => digits,
                }
            }
            Value::Text(text) => quoted(text),
            Value::List(_) => "a list".into(),
            Value::Object(_) => "an object".into(),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Value::Number(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Value {
        Value::Number(number as f64)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Bool(value)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, T::into)
    }
}

/// An object being made, key by key.
///
/// Values leave this crate in this form, so that one conversion serves every format.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(Key, Value)>);

impl Fields {
    /// Adds a key with its value. Kept out of line, for the size of the wasm.
    #[inline(never)]
    pub fn set(&mut self, key: &'static str, value: impl Into<Value>) {
        self.push(key, value.into());
    }

    #[inline(never)]
    fn push(&mut self, key: &'static str, value: Value) {
        self.0.push((Key::Borrowed(key), value));
    }
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Value {
        Value::Object(fields.0)
    }
}

impl serde::Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            // Formats that tell whole numbers from others write 3, not 3.0.
            Value::Number(n) if n.fract() == 0.0 && n.abs() <= MAX_WHOLE => {
                serializer.serialize_i64(*n as i64)
            }
            Value::Number(number) => serializer.serialize_f64(*number),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items),
            Value::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(&**key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> serde::Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        let (left, room) = (&Cell::new(MAX_VALUES), &Cell::new(MAX_BYTES));
        Node { depth: 0, left, room }.deserialize(deserializer)
    }
}

#[derive(Clone, Copy)]
struct Node<'a> {
    depth: usize,
    /// How many values there may still be.
    left: &'a Cell<usize>,
    /// How many bytes of text there may still be: in JavaScript the same one may stand in a thousand places.
    room: &'a Cell<usize>,
}

impl Node<'_> {
    fn take<E: Error>(self, text: &str) -> Result<(), E> {
        let Some(room) = self.room.get().checked_sub(text.len()) else {
            return Err(E::custom("holds more than 40 MB of text"));
        };
        self.room.set(room);
        Ok(())
    }

    fn inner<E: Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom(format_args!(
                "lists and objects are nested more than {MAX_DEPTH} deep"
            )));
        }
        Ok(Node { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let Some(left) = self.left.get().checked_sub(1) else {
            return Err(D::Error::custom("holds more than 3,000,000 values"));
        };
        self.left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a number, true, false, null, a list or an object")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.take(text)?;
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        self.take(&text)?;
        Ok(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            entries.push((key.into(), map.next_value_seed(inner)?));
        }
        Ok(Value::Object(entries))
    }
}
