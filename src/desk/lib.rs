//! What an editor of a dataset needs in a browser and its readers do not: a module of its own, loaded when data have
//! problems.

#![cfg(target_arch = "wasm32")]

use claims_core::dataset::{self, Fields, Problem, Value};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** One thing that is wrong with a dataset; `path` is like `claims[3].figures[0].at_least`. */
export interface Problem { path: string; message: string }
"#;

#[wasm_bindgen]
extern "C" {
    /// [`Problem`]s on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "Problem[]")]
    pub type JsProblems;
}

/// All that is wrong with a dataset, a plain object; an empty list where nothing is.
///
/// ```js
/// for (const { path, message } of problems(await response.json())) console.log(`${path}: ${message}`);
/// ```
///
/// # Errors
///
/// None in practice: only where an object cannot be made.
#[wasm_bindgen]
pub fn problems(data: JsValue) -> Result<JsProblems, JsError> {
    let problems = match serde_wasm_bindgen::from_value::<Value>(data) {
        Ok(value) => dataset::read(&value).err().unwrap_or_default(),
        Err(error) => vec![Problem { path: "dataset".to_owned(), message: said(error) }],
    };
    let mut list = Vec::new();
    for problem in problems {
        let mut fields = Fields::default();
        fields.set("path", problem.path);
        fields.set("message", problem.message);
        list.push(fields.into());
    }
    let list = Value::List(list).serialize(&serde_wasm_bindgen::Serializer::json_compatible())?;
    Ok(list.unchecked_into())
}

/// What an error says, without the name that JavaScript puts before it.
fn said(error: serde_wasm_bindgen::Error) -> String {
    let error: js_sys::Error = JsValue::from(error).unchecked_into();
    error.message().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use js_sys::{Array, JSON, Map, Object, Reflect};
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    fn embedded() -> JsValue {
        JSON::parse(dataset::KURSK).unwrap()
    }

    fn get(object: &JsValue, path: &str) -> JsValue {
        path.split('.')
            .fold(object.clone(), |object, key| Reflect::get(&object, &key.into()).unwrap())
    }

    /// The problems as `path: message`.
    fn told(data: &JsValue) -> Vec<String> {
        let problems: Array = problems(data.clone()).unwrap().unchecked_into();
        let line = |problem: JsValue| {
            let [path, message] = ["path", "message"].map(|key| get(&problem, key).as_string());
            format!("{}: {}", path.unwrap(), message.unwrap())
        };
        problems.iter().map(line).collect()
    }

    #[wasm_bindgen_test]
    fn all_problems_are_listed_by_path() {
        let data = JSON::parse(
            r#"{"title": 3, "measures": [{"id": "a", "label": "A"}], "parties": [], "claimants": [], "claims": [], "evnets": []}"#,
        );
        assert_eq!(
            told(&data.unwrap()),
            [
                "evnets: unknown key; the nearest known one is \"events\"",
                "title: must be text, not 3",
            ]
        );
        assert!(told(&embedded()).is_empty());
    }

    #[wasm_bindgen_test]
    fn what_only_javascript_can_hold_is_told_by_path() {
        let data = embedded();
        let claims: Array = get(&data, "claims").unchecked_into();
        let figure = get(&claims.get(1), "figures.0");
        Reflect::set(&figure, &"between".into(), &Array::of2(&f64::NAN.into(), &3.into())).unwrap();
        assert_eq!(
            told(&data),
            ["claims[1].figures[0].between[0]: must be a finite number, not NaN"]
        );
    }

    #[wasm_bindgen_test]
    fn an_object_that_contains_itself_is_told() {
        let data = Object::new();
        Reflect::set(&data, &"title".into(), &data).unwrap();
        let nested = "dataset: lists and objects are nested more than 32 deep";
        assert_eq!(told(&data), [nested]);
        let odd = [JsValue::UNDEFINED, JsValue::NULL, 3.into(), Array::new().into()];
        for (odd, name) in odd.iter().zip(["null", "null", "3", "a list"]) {
            assert_eq!(told(odd), [format!("dataset: must be an object, not {name}")]);
        }
        assert!(!told(&Map::new()).is_empty(), "an empty map lacks every key");
    }
}
