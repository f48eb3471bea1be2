//! Writes what editors and validators need to know of a dataset: a JSON Schema, and a Data Package for CSV.

#![cfg(not(target_arch = "wasm32"))]

mod dataset;
mod package;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("claims-schema: say into which folder to write");
        return ExitCode::FAILURE;
    };
    for (name, schema) in [
        ("claims-dataset.schema.json", dataset::schema()),
        ("claims-csv.datapackage.json", package::descriptor()),
    ] {
        let path = Path::new(&folder).join(name);
        if let Err(error) = std::fs::write(&path, format!("{schema:#}\n")) {
            eprintln!("claims-schema: {}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
