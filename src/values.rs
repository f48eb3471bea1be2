//! JavaScript's values as the core's, and back. Going through serde would take 3 kB of what a reader loads.

use claims_core::dataset::{MAX_DEPTH, MAX_VALUES, Value};
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
/// Nothing is read of a value that holds anything else, lists and objects more than [`MAX_DEPTH`] deep, itself, say, or
/// more than [`MAX_VALUES`].
pub fn read(js: &JsValue) -> Option<Value> {
    let mut left = MAX_VALUES;
    read_inside(js, MAX_DEPTH, &mut left)
}

fn read_inside(js: &JsValue, depth: usize, left: &mut usize) -> Option<Value> {
    *left = left.checked_sub(1)?;
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
            items.push(read_inside(&array.get(n), depth, left)?);
        }
        return Some(Value::List(items));
    }
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
        entries.push((pair.get(0).as_string()?, read_inside(&pair.get(1), depth, left)?));
    }
    Some(Value::Object(entries))
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
