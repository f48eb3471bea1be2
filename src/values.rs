//! JavaScript's values as the core's, and back. Going through serde would take 3 kB of what a reader loads.

use claims_core::dataset::{MAX_DEPTH, Value};
use js_sys::{Array, Map, Object, Reflect, Symbol};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// JavaScript's `Number(…)` of a `BigInt`.
    #[wasm_bindgen(js_name = Number)]
    fn number(value: &JsValue) -> f64;
}

/// Reads what JSON can say; `undefined` as null, NaN and infinity, a `BigInt` as a number, a `Map` as an object.
///
/// Nothing is read of a value that holds anything else, or lists and objects more than [`MAX_DEPTH`] deep: itself, say.
pub fn read(js: &JsValue) -> Option<Value> {
    read_inside(js, MAX_DEPTH)
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
        entries.push((pair.get(0).as_string()?, read_inside(&pair.get(1), depth)?));
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
            let array = Array::new();
            for item in items {
                array.push(&made(item));
            }
            array.into()
        }
        Value::Object(entries) => {
            let object = Object::new();
            for (key, value) in entries {
                // Setting a property of a fresh object cannot fail.
                let _ = Reflect::set(&object, &JsValue::from_str(key), &made(value));
            }
            object.into()
        }
    }
}
