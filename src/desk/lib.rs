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
/** A sound dataset as a plain object, or what is wrong with it; `path` is like `row 5, value`. */
export interface Read { data: Record<string, unknown> | null; problems: Problem[] }
/** The same of what came from an address; `lack` is why it is no dataset at all, else empty. */
export interface ReadSource extends Read { lack: string }
"#;

#[wasm_bindgen]
extern "C" {
    /// [`Problem`]s on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "Problem[]")]
    pub type JsProblems;
    /// What came of reading, on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "Read")]
    pub type JsRead;
    /// What came of reading a source, on the side of JavaScript.
    #[wasm_bindgen(typescript_type = "ReadSource")]
    pub type JsReadSource;
    /// JavaScript's `Number(…)` of a text: the number nearest to what the digits say.
    #[wasm_bindgen(js_name = Number)]
    fn number_of(digits: &str) -> f64;
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
    Ok(to_js(&listed(problems))?.unchecked_into())
}

/// Reads a dataset in CSV; a file's name without its ending is the title that it lacks.
///
/// ```js
/// const { data, problems } = read_csv(await file.text(), "losses");
/// if (data) chart.data = data; else show(problems);
/// ```
///
/// # Errors
///
/// None in practice: only where an object cannot be made.
#[wasm_bindgen]
pub fn read_csv(text: &str, title: &str) -> Result<JsRead, JsError> {
    Ok(to_js(&read_sheet(text, title).into())?.unchecked_into())
}

/// Reads what came from an address, which is a dataset in CSV or else cannot be read as JSON, for the reason that
/// JavaScript gave or, where it gave none, because it is not UTF-8.
///
/// # Errors
///
/// None in practice: only where an object cannot be made.
#[wasm_bindgen]
pub fn read_source(
    text: &str,
    path: &str,
    content_type: &str,
    is_sheet: bool,
    why_no_json: &str,
) -> Result<JsReadSource, JsError> {
    let lack = lack(text, content_type, is_sheet, why_no_json);
    let mut fields = if lack.is_none() {
        read_sheet(text, &title(path))
    } else {
        let mut fields = Fields::default();
        fields.set("data", Value::Null);
        fields.set("problems", listed(Vec::new()));
        fields
    };
    fields.set("lack", lack.unwrap_or_default());
    Ok(to_js(&fields.into())?.unchecked_into())
}

/// What a dataset in CSV is called that comes from an address with this path: as the file. An address that is the data
/// itself has no path that begins with a slash.
fn title(path: &str) -> String {
    let file = path.strip_prefix('/').and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    let file = js_sys::decode_uri_component(file).map_or_else(|_| file.to_owned(), String::from);
    let stem = match file.len().checked_sub(".csv".len()).and_then(|n| file.split_at_checked(n)) {
        Some((stem, ending)) if ending.eq_ignore_ascii_case(".csv") => stem,
        _ => &file,
    };
    if stem.is_empty() { "Claims".to_owned() } else { stem.to_owned() }
}

/// Why what came from an address is no dataset at all.
fn lack(text: &str, content_type: &str, is_sheet: bool, why_no_json: &str) -> Option<String> {
    // A page to log in at, or one that says that there is nothing here. Neither JSON nor a column's name begins so.
    let is_page = text.trim_start().starts_with('<');
    if is_page {
        return Some(format!(
            "has no dataset: the server answered with a web page ({content_type}), not with data"
        ));
    }
    if !is_sheet && !why_no_json.is_empty() {
        return Some(format!(
            "could not be read as JSON: {why_no_json} (the server answered {content_type})"
        ));
    }
    // The browser puts this character where bytes are not UTF-8.
    let what = if is_sheet { "sheet as CSV" } else { "file" };
    (!is_sheet || text.contains('\u{fffd}'))
        .then(|| format!("is not UTF-8; save the {what} in UTF-8"))
}

/// What came of reading a sheet: `data` and `problems`.
fn read_sheet(text: &str, title: &str) -> Fields {
    let (data, problems) = match dataset::read_csv_with(text, title, number_of) {
        Ok(value) => (value, Vec::new()),
        Err(problems) => (Value::Null, problems),
    };
    let mut fields = Fields::default();
    fields.set("data", data);
    fields.set("problems", listed(problems));
    fields
}

fn listed(problems: Vec<Problem>) -> Value {
    let mut list = Vec::new();
    for problem in problems {
        let mut fields = Fields::default();
        fields.set("path", problem.path);
        fields.set("message", problem.message);
        list.push(fields.into());
    }
    Value::List(list)
}

fn to_js(value: &Value) -> Result<JsValue, serde_wasm_bindgen::Error> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())
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

    /// What came of reading CSV, as JSON.
    fn read(text: &str) -> String {
        JSON::stringify(&read_csv(text, "Crowds").unwrap()).unwrap().into()
    }

    #[wasm_bindgen_test]
    fn a_sheet_is_a_dataset_or_its_problems_by_row_and_column() {
        let text =
            "id;claimant;said;measure;kind;value\r\na;Police;2024-05-04;Crowd;about;3000\r\n";
        assert_eq!(
            read(text),
            r#"{"data":{"title":"Crowds","measures":[{"id":"Crowd","label":"Crowd"}],"parties":[],"claimants":[{"id":"Police","name":"Police"}],"reports":[],"claims":[{"id":"a","claimant":"Police","said":"2024-05-04","figures":[{"measure":"Crowd","about":3000}]}]},"problems":[]}"#
        );
        assert_eq!(
            read(&text.replace("3000", "3k")),
            r#"{"data":null,"problems":[{"path":"row 2, value","message":"must be a finite number, not \"3k\"; write all of its digits"}]}"#
        );
    }

    #[wasm_bindgen_test]
    fn numbers_are_read_to_the_last_digit() {
        for number in
            [0.0, 0.1 + 0.2, 1.0 / 3.0, 1.234, 1e15, 5e-324, 2.5e-7, 123_456_789.123_456_78]
        {
            // Three decimals alone might be thousands.
            let digits = number.to_string().replace("1.234", "1.2340");
            let text =
                format!("id,claimant,said,measure,kind,value\na,b,2024-05-04,c,about,{digits}\n");
            let read = read_csv(&text, "Crowds").unwrap();
            let claims: Array = get(&read, "data.claims").unchecked_into();
            let figures: Array = get(&claims.get(0), "figures").unchecked_into();
            assert_eq!(get(&figures.get(0), "about").as_f64(), Some(number), "{digits}");
        }
    }

    #[wasm_bindgen_test]
    fn a_long_sheet_is_read() {
        let mut text = "id,claimant,said,measure,kind,value\n".to_owned();
        for n in 0..5_000 {
            text.push_str(&format!("claim {n},Police {},2024-05-04,Crowd,about,{n}\n", n % 50));
        }
        let read = read_csv(&text, "Crowds").unwrap();
        let claims: Array = get(&read, "data.claims").unchecked_into();
        assert_eq!(claims.length(), 5_000);
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
