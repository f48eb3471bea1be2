//! Datasets from files, in JSON or CSV.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use claims_core::dataset::{self, MAX_BYTES, Problem, Value};
use claims_core::model::Dataset;

/// Stands for the standard input in place of a file's name.
pub const STANDARD_INPUT: &str = "-";

/// A dataset, or all of its problems.
pub type Checked = Result<Dataset, Vec<Problem>>;

/// How a file says its dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Json,
    Csv,
}

/// A sound dataset as it was written and as it is understood.
pub struct Loaded {
    /// In which format it was written.
    pub format: Format,
    /// As JSON says it.
    pub value: Value,
    /// What it says.
    pub dataset: Dataset,
}

/// Reads a dataset from a file.
///
/// # Errors
///
/// One line that names the file, where it cannot be read, is too large, is an archive, is not UTF-8 or, meant as JSON, is not JSON.
pub fn read(path: &str) -> Result<Checked, String> {
    Ok(load(path)?.map(|loaded| loaded.dataset))
}

/// Reads a dataset from a file, and keeps what was written.
///
/// # Errors
///
/// As [`read`].
pub fn load(path: &str) -> Result<Result<Loaded, Vec<Problem>>, String> {
    let bytes = bytes(path).map_err(|error| format!("{path}: cannot be read: {error}"))?;
    if bytes.len() > MAX_BYTES {
        return Err(format!(
            "{path}: is larger than {} MB, the most that is read",
            MAX_BYTES / 1_000_000
        ));
    }
    let format = format(path, &bytes);
    // Excel's and LibreOffice's own files are archives.
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(format!(
            "{path}: is a spreadsheet program's own file or another archive; save the sheet as CSV in UTF-8"
        ));
    }
    let text = std::str::from_utf8(&bytes).map_err(|error| match format {
        Format::Json => format!("{path}: is not UTF-8: {error}"),
        Format::Csv => format!("{path}: is not UTF-8: {error}; save the sheet as CSV in UTF-8"),
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let value = match format {
        Format::Json => Ok(json(path, text)?),
        Format::Csv => dataset::read_csv(text, title(path)),
    };
    Ok(value.and_then(|value| {
        let dataset = dataset::read(&value)?;
        Ok(Loaded { format, value, dataset })
    }))
}

/// The embedded dataset, by the same way.
///
/// # Errors
///
/// As [`read`].
pub fn embedded() -> Result<Checked, String> {
    Ok(dataset::read(&json("the embedded dataset", dataset::KURSK)?))
}

/// What a file holds; of one that is too large, just more than is read, because some have no end.
fn bytes(path: &str) -> std::io::Result<Vec<u8>> {
    let most = MAX_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    if path == STANDARD_INPUT {
        std::io::stdin().take(most).read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.take(most).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// By the name's ending or, where that tells nothing, by how the content begins: JSON with a bracket.
fn format(path: &str, bytes: &[u8]) -> Format {
    let ending = Path::new(path).extension().map(|ending| ending.to_ascii_lowercase());
    match ending.as_deref().and_then(|ending| ending.to_str()) {
        Some("json") => Format::Json,
        Some("csv") => Format::Csv,
        _ => {
            let mark = "\u{feff}".as_bytes();
            let bytes = bytes.strip_prefix(mark).unwrap_or(bytes);
            let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
            if matches!(first, Some(b'{' | b'[')) { Format::Json } else { Format::Csv }
        }
    }
}

/// What a dataset in CSV is called: as its file, without the ending.
fn title(path: &str) -> &str {
    match Path::new(path).file_stem().and_then(|stem| stem.to_str()) {
        Some(stem) if path != STANDARD_INPUT => stem,
        _ => "Claims",
    }
}

fn json(name: &str, text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("{name}: cannot be read as JSON: {error}"))
}
