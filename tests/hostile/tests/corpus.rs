//! The fuzzers' corpus, asked again: what they once looked at, and what they have found.

use std::path::Path;

use claims_hostile::meter::Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Asks everything of each file that a target has kept.
fn ask(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(target);
    let mut n_files = 0;
    for entry in std::fs::read_dir(&folder).expect("the folder of the corpus") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("a file");
        // The name is what somebody needs who looks for the cause.
        eprintln!("{}", path.display());
        check(&bytes);
        n_files += 1;
    }
    assert!(n_files >= 10, "only {n_files} files are kept for {target}");
}

#[test]
fn json() {
    ask("json", claims_hostile::json);
}

#[test]
fn csv() {
    ask("csv", claims_hostile::csv);
}

#[test]
fn view() {
    ask("view", claims_hostile::view);
}

#[test]
fn reasoning() {
    ask("reasoning", claims_hostile::reasoning);
}
