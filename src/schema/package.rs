//! A Data Package that describes a dataset in CSV (<https://datapackage.org/standard/table-schema/>).

use claims_core::dataset::FIGURE_KINDS;
use claims_core::dataset::csv::Column;
use serde_json::{Value, json};

use crate::dataset::DATE;

/// The descriptor: a resource whose fields are the columns that the reader of CSV knows.
pub fn descriptor() -> Value {
    let fields: Vec<Value> = Column::ALL.into_iter().map(field).collect();
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "claims",
        "title": "Claims Chart dataset in CSV",
        "description": "Contested claims, one row a figure. Rows with the same id are one claim; what one of them leaves \
                        empty, the others say.",
        "resources": [{
            "name": "claims",
            "path": "claims.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
                "fields": fields,
                // Columns may be left out and stand in any order.
                "fieldsMatch": "superset",
                "missingValues": [""],
            },
        }],
    })
}

fn field(column: Column) -> Value {
    let (title, description) = match column {
        Column::Id => ("Id", "The claim's id; rows with the same one are one claim."),
        Column::Claimant => {
            ("Claimant", "The name of who claims it, in at least one row of each claim.")
        }
        Column::Role => ("Role", "The claimant's office or function."),
        Column::Party => ("Party", "The side that the claimant belongs to; empty for none."),
        Column::Said => (
            "Said",
            "When it was said, in at least one row of each claim: 2024-12-23, or 2024-12 where the day is not known.",
        ),
        Column::AsOf => (
            "As of",
            "Up to the end of which day it counts; empty for the day on which it was said.",
        ),
        Column::From => ("From", "The first day, where it counts what was added in a period."),
        Column::To => ("To", "The last day, where it counts what was added in a period."),
        Column::Measure => ("Measure", "What is counted; empty in a row without a figure."),
        Column::Kind => ("Kind", "How the number is hedged; stated is a bare number."),
        Column::Value => ("Value", "The number, in plain digits, unless the kind is between."),
        Column::Low => ("Low", "The lower end, where the kind is between."),
        Column::High => ("High", "The upper end, where the kind is between."),
        Column::Best => ("Best", "The claimant's own best estimate, where the kind is between."),
        Column::Vague => (
            "Vague",
            "Whether a range is an editor's reading of words such as \"a couple hundred\".",
        ),
        Column::Wording => {
            ("Wording", "The claim's own words; \" · \" between those that stand apart.")
        }
        Column::Basis => ("Basis", "What the claimant bases it on."),
        Column::Via => ("Via", "The channel it came by."),
        Column::Publisher => ("Publisher", "Who published the report."),
        Column::ReportTitle => (
            "Title of the report",
            "The report's headline; without it, the publisher or the address stands for it.",
        ),
        Column::Url => {
            ("Address of the report", "It becomes a link where it begins with http: or https:.")
        }
        Column::Published => (
            "Published",
            "When the report was published: 2024-12-23, or 2024-12 where the day is not known.",
        ),
        Column::Note => ("Note", "The editor's remark."),
    };
    let mut field = json!({
        "name": column.name(), "title": title, "description": description, "type": "string"
    });
    match column {
        Column::Id => field["constraints"] = json!({"required": true}),
        Column::Said | Column::AsOf | Column::From | Column::To | Column::Published => {
            field["constraints"] = json!({"pattern": DATE});
        }
        Column::Kind => field["constraints"] = json!({"enum": FIGURE_KINDS}),
        Column::Value | Column::Low | Column::High | Column::Best => {
            field["type"] = json!("number");
            field["constraints"] = json!({"minimum": 0, "maximum": 1_000_000_000_000_000_i64});
        }
        Column::Vague => {
            field["type"] = json!("boolean");
            field["trueValues"] = json!(["true", "True", "TRUE", "yes", "Yes", "YES", "1"]);
            field["falseValues"] = json!(["false", "False", "FALSE", "no", "No", "NO", "0"]);
        }
        Column::Url => field["format"] = json!("uri"),
        _ => {}
    }
    field
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use claims_core::dataset::read_csv;

    fn fields() -> Vec<Value> {
        descriptor()["resources"][0]["schema"]["fields"].as_array().unwrap().clone()
    }

    /// Whether a row with one cell changed is read.
    fn is_read(column: &str, cell: &str) -> bool {
        let cells = [
            ("id", "a"),
            ("claimant", "Police"),
            ("said", "2024-05-04"),
            ("measure", "Crowd"),
            ("kind", "between"),
            ("value", ""),
            ("low", "1"),
            ("high", "1000000000000000"),
            ("best", ""),
            ("vague", ""),
            ("as_of", ""),
            ("report_title", "News"),
            ("published", ""),
        ];
        let names: Vec<&str> = cells.iter().map(|(name, _)| *name).collect();
        let row: Vec<&str> =
            cells.iter().map(|&(name, usual)| if name == column { cell } else { usual }).collect();
        let row = if column == "kind" {
            row.join(",")
                .replace(",,1,1000000000000000", if cell == "between" { ",,1,2" } else { ",1,," })
        } else {
            row.join(",")
        };
        read_csv(&format!("{}\n{row}\n", names.join(",")), "Title").is_ok()
    }

    #[test]
    fn what_the_fields_allow_is_read_and_what_they_exclude_is_not() {
        for field in fields() {
            let name = field["name"].as_str().unwrap();
            let words = |key: &str| -> Vec<String> {
                let list = field.pointer(key).and_then(Value::as_array);
                list.into_iter().flatten().map(|word| word.as_str().unwrap().to_owned()).collect()
            };
            let allowed =
                [words("/constraints/enum"), words("/trueValues"), words("/falseValues")].concat();
            for word in &allowed {
                assert!(is_read(name, word), "{name}: {word}");
            }
            if !allowed.is_empty() {
                assert!(!is_read(name, "somehow"), "{name}");
            }
        }
        for (column, cell, is_right) in [
            ("id", "", false),
            ("said", "2024-05", true),
            ("as_of", "4 May", false),
            ("published", "2024-13", false),
            ("low", "-1", false),
            ("high", "1000000000000001", false),
            ("best", "5", true),
        ] {
            assert_eq!(is_read(column, cell), is_right, "{column}: {cell}");
        }
    }

    #[test]
    fn every_column_has_a_field() {
        let names: Vec<Value> = fields().iter().map(|field| field["name"].clone()).collect();
        let known: Vec<Value> = Column::ALL.iter().map(|column| json!(column.name())).collect();
        assert_eq!(names, known);
    }
}
