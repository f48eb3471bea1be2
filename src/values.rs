//! JavaScript's values as the core's, and back. Going through serde would take 3 kB of what a reader loads.

use std::vec::IntoIter;

use claims_core::dataset::{Key, Value, known_key};
use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// What JSON can say of a value: see `flat.js`, which the build puts beside what wasm-bindgen writes.
    fn flatten(data: &JsValue, out: &Array) -> Vec<f64>;

    /// An object without a prototype's ways of its own: what is set is there.
    #[wasm_bindgen(js_name = Object)]
    pub type Plain;
    #[wasm_bindgen(constructor, js_class = "Object")]
    fn new() -> Plain;
    #[wasm_bindgen(method, indexing_setter)]
    fn set(this: &Plain, key: &str, value: JsValue);
}

impl Default for Plain {
    fn default() -> Plain {
        Plain::new()
    }
}

/// Reads a dataset but for its claims, which come beside it; none, where they are no list.
///
/// `undefined` is read as null, NaN and infinity, a `BigInt` as a number, a `Map` as an object. Nothing is read of a value that
/// holds anything else that JSON cannot say, or lists and objects more than 32 deep: itself, say.
pub fn read_but_claims(js: &JsValue) -> Option<(Value, Claims)> {
    let out = Array::new();
    let value = Flat::of(js, &out).value()?;
    Some((value, Claims { out, batch: Vec::new().into_iter() }))
}

/// The claims of a dataset, from the first on.
pub struct Claims {
    out: Array,
    batch: IntoIter<Value>,
}

impl Claims {
    /// How many there are.
    pub fn n(&self) -> usize {
        self.out.get(1).unchecked_into::<Array>().length() as usize
    }

    /// The next claim; null, which is none, where there is no other or what cannot be read is near.
    pub fn next(&mut self) -> Value {
        if self.batch.len() == 0 {
            self.batch = match Flat::of(&self.out, &self.out).value() {
                Some(Value::List(claims)) => claims,
                _ => Vec::new(),
            }
            .into_iter();
        }
        self.batch.next().unwrap_or(Value::Null)
    }
}

/// A value as `flat.js` tells it.
struct Flat {
    codes: IntoIter<f64>,
    texts: String,
    /// Where the next text begins.
    at: usize,
    /// Those that have been told of so far.
    keys: Vec<&'static str>,
}

impl Flat {
    fn of(js: &JsValue, out: &Array) -> Flat {
        let codes = flatten(js, out).into_iter();
        let texts = out.get(0).as_string().unwrap_or_default();
        Flat { codes, texts, at: 0, keys: Vec::new() }
    }

    fn value(&mut self) -> Option<Value> {
        Some(match self.next()? {
            0 => Value::Null,
            code @ (1 | 2) => Value::Bool(code == 2),
            3 => Value::Number(self.codes.next()?),
            4 => Value::Text(self.text()?.to_owned()),
            5 => {
                let n_items = self.next()?;
                let mut items = self.list_for(n_items);
                for _ in 0..n_items {
                    items.push(self.value()?);
                }
                Value::List(items)
            }
            6 => {
                let n_entries = self.next()?;
                let mut entries = self.list_for(n_entries);
                for _ in 0..n_entries {
                    entries.push((self.key()?, self.value()?));
                }
                Value::Object(entries)
            }
            _ => return None,
        })
    }

    /// Room for so many values; never for more than can still be told of, whatever a page has done to its arrays.
    fn list_for<T>(&self, n: usize) -> Vec<T> {
        Vec::with_capacity(n.min(self.codes.len()))
    }

    fn next(&mut self) -> Option<usize> {
        self.codes.next().map(|code| code as usize)
    }

    fn key(&mut self) -> Option<Key> {
        let n = self.next()?;
        if n == self.keys.len() {
            let key = known_key(self.text()?);
            self.keys.push(key);
        }
        self.keys.get(n).map(|key| Key::Borrowed(key))
    }

    /// The next text, whose length is told in units of UTF-16; behind it stands a letter that keeps halves of others apart.
    fn text(&mut self) -> Option<&str> {
        let mut n_units = self.next()?;
        let mut length = 0;
        for byte in self.texts.as_bytes().get(self.at..)? {
            // A letter begins where no byte continues one; the longest are two units.
            let units = match byte {
                0x80..=0xbf => 0,
                0xf0.. => 2,
                _ => 1,
            };
            if n_units < units {
                break;
            }
            n_units -= units;
            length += 1;
        }
        let from = self.at;
        self.at += length + 1;
        self.texts.get(from..from + length)
    }
}

/// Makes a JavaScript value of one of the core's.
pub fn made(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(truth) => JsValue::from_bool(*truth),
        Value::Number(number) => JsValue::from_f64(*number),
        Value::Text(text) => JsValue::from_str(text),
        Value::List(items) => {
            let mut list = List::default();
            for item in items {
                list.push(made(item));
            }
            list.into()
        }
        Value::Object(entries) => {
            let fields = Fields::default();
            for (key, value) in entries {
                fields.object.set(key, made(value));
            }
            fields.into()
        }
    }
}

/// A JavaScript array being made, item by item.
#[derive(Default)]
pub struct List(Array);

impl List {
    /// Adds an item at the end.
    pub fn push(&mut self, item: impl Into<JsValue>) {
        self.0.push(&item.into());
    }
}

impl From<List> for JsValue {
    fn from(list: List) -> JsValue {
        list.0.into()
    }
}

/// A JavaScript object being made, key by key.
///
/// Nothing is kept of it here: text goes over as it stands, and a call takes few bytes of wasm.
#[derive(Default)]
pub struct Fields {
    object: Plain,
}

impl Fields {
    /// Adds a key with its value.
    pub fn set(&mut self, key: &str, value: impl Field) {
        value.put(&self.object, key);
    }
}

impl From<Fields> for JsValue {
    fn from(fields: Fields) -> JsValue {
        fields.object.into()
    }
}

/// What an object made here can hold.
pub trait Field {
    /// Becomes the value of a key.
    fn put(self, object: &Plain, key: &str);
}

/// For each of these types as it is.
macro_rules! fields {
    ($($type:ty),*) => {$(
        impl Field for $type {
            fn put(self, object: &Plain, key: &str) {
                object.set(key, self.into());
            }
        }
    )*};
}

fields!(&str, String, f64, usize, JsValue, List, Fields);

impl<T: Field> Field for Option<T> {
    fn put(self, object: &Plain, key: &str) {
        match self {
            Some(value) => value.put(object, key),
            None => object.set(key, JsValue::NULL),
        }
    }
}
