//! Datasets from files.

use claims_core::dataset::{self, Problem, Value};
use claims_core::model::Dataset;

/// A dataset, or all of its problems.
pub type Checked = Result<Dataset, Vec<Problem>>;

/// Reads a dataset from a JSON file.
///
/// # Errors
///
/// One line that names the file, where it cannot be read or is not JSON.
pub fn read(path: &str) -> Result<Checked, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: cannot be read: {error}"))?;
    let text =
        std::str::from_utf8(&bytes).map_err(|error| format!("{path}: is not UTF-8: {error}"))?;
    parse(path, text.trim_start_matches('\u{feff}'))
}

/// The embedded dataset, by the same way.
///
/// # Errors
///
/// As [`read`].
pub fn embedded() -> Result<Checked, String> {
    parse("the embedded dataset", dataset::KURSK)
}

fn parse(name: &str, text: &str) -> Result<Checked, String> {
    let value: Value = serde_json::from_str(text)
        .map_err(|error| format!("{name}: cannot be read as JSON: {error}"))?;
    Ok(dataset::read(&value))
}
