//! JavaScript's values as the core's, and back. Going through serde would take 3 kB of what a reader loads.

use claims_core::dataset::{MAX_DEPTH, Value};
use js_sys::{Array, Map, Object, Symbol};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// JavaScript's `Number(…)` of a `BigInt`.
    #[wasm_bindgen(js_name = Number)]
    fn number(value: &JsValue) -> f64;
    /// JavaScript's `String(…)` of a number.
    #[wasm_bindgen(js_name = String)]
    pub fn text_of(number: f64) -> String;

    /// An object without a prototype's ways of its own: what is set is there.
    #[wasm_bindgen(js_name = Object)]
    pub type Plain;
    #[wasm_bindgen(constructor, js_class = "Object")]
    fn new() -> Plain;
    #[wasm_bindgen(method, indexing_setter)]
    fn set(this: &Plain, key: &str, value: JsValue);
    #[wasm_bindgen(method, indexing_setter)]
    fn set_text(this: &Plain, key: &str, value: &str);
    #[wasm_bindgen(method, indexing_setter)]
    fn set_number(this: &Plain, key: &str, value: f64);
}

impl Default for Plain {
    fn default() -> Plain {
        Plain::new()
    }
}

/// Reads what JSON can say; `undefined` as null, NaN and infinity, a `BigInt` as a number, a `Map` as an object.
///
/// Nothing is read of a value that holds anything else, or lists and objects more than [`MAX_DEPTH`] deep: itself, say.
pub fn read(js: &JsValue) -> Option<Value> {
    read_inside(js, MAX_DEPTH)
}

/// Reads a dataset like any value, but of its claims the ids alone: the list that has them all comes beside it.
pub fn read_but_claims(js: &JsValue) -> Option<(Value, Option<Array>)> {
    let mut claims = None;
    let mut entries = Vec::new();
    for (key, value) in entries_of(js)? {
        let value = if key == "claims" && Array::is_array(&value) {
            let list: &Array = claims.insert(value.unchecked_into());
            Value::List(list.iter().map(|claim| id_of(&claim)).collect())
        } else {
            read_inside(&value, MAX_DEPTH - 1)?
        };
        entries.push((key, value));
    }
    Some((Value::Object(entries), claims))
}

/// A claim's id; null where it has none.
fn id_of(claim: &JsValue) -> Value {
    let entries = entries_of(claim).unwrap_or_default();
    let id = entries.into_iter().find(|(key, _)| key == "id").and_then(|(_, id)| id.as_string());
    id.map_or(Value::Null, Value::Text)
}

/// Reads a claim of a dataset; what cannot be read is null, which is no claim.
pub fn read_claim(claims: &Array, n: usize) -> Value {
    read_inside(&claims.get(n as u32), MAX_DEPTH - 2).unwrap_or(Value::Null)
}

fn read_inside(js: &JsValue, depth: usize) -> Option<Value> {
    if js.loose_eq(&JsValue::NULL) {
        return Some(Value::Null);
    }
    if let Some(text) = js.as_string() {
        return Some(Value::Text(text));
    }
    if let Some(number) = js.as_f64() {
        return Some(Value::Number(number));
    }
    if let Some(truth) = js.as_bool() {
        return Some(Value::Bool(truth));
    }
    if js.is_bigint() {
        return Some(Value::Number(number(js)));
    }
    let depth = depth.checked_sub(1)?;
    if Array::is_array(js) {
        let array: &Array = js.unchecked_ref();
        let mut items = Vec::new();
        for n in 0..array.length() {
            items.push(read_inside(&array.get(n), depth)?);
        }
        return Some(Value::List(items));
    }
    let mut entries = Vec::new();
    for (key, value) in entries_of(js)? {
        entries.push((key, read_inside(&value, depth)?));
    }
    Some(Value::Object(entries))
}

/// An object's own keys with their values, or a map's.
fn entries_of(js: &JsValue) -> Option<Vec<(String, JsValue)>> {
    if !js.is_object() {
        return None;
    }
    let pairs = if !Symbol::iterator().js_in(js) {
        Object::entries(js.unchecked_ref())
    } else if js.is_instance_of::<Map>() {
        Array::from(js)
    } else {
        return None;
    };
    let mut entries = Vec::new();
    for n in 0..pairs.length() {
        let pair: Array = pairs.get(n).unchecked_into();
        entries.push((pair.get(0).as_string()?, pair.get(1)));
    }
    Some(entries)
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

impl Field for &str {
    fn put(self, object: &Plain, key: &str) {
        object.set_text(key, self);
    }
}

impl Field for String {
    fn put(self, object: &Plain, key: &str) {
        object.set_text(key, &self);
    }
}

impl Field for f64 {
    fn put(self, object: &Plain, key: &str) {
        object.set_number(key, self);
    }
}

impl Field for usize {
    fn put(self, object: &Plain, key: &str) {
        object.set_number(key, self as f64);
    }
}

impl Field for JsValue {
    fn put(self, object: &Plain, key: &str) {
        object.set(key, self);
    }
}

impl Field for List {
    fn put(self, object: &Plain, key: &str) {
        object.set(key, self.into());
    }
}

impl Field for Fields {
    fn put(self, object: &Plain, key: &str) {
        object.set(key, self.into());
    }
}

impl<T: Field> Field for Option<T> {
    fn put(self, object: &Plain, key: &str) {
        match self {
            Some(value) => value.put(object, key),
            None => object.set(key, JsValue::NULL),
        }
    }
}
