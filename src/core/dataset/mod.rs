//! From a dataset as it was written to the model, with every problem found on the way.
//!
//! A dataset comes as a [`Value`], from whatever serde format the caller has at hand: the same
//! reading and the same checks serve a file, a host page's object and the embedded dataset. What people keep in
//! a spreadsheet becomes such a value first.

pub mod csv;
mod cycles;
mod nearest;
mod problem;
mod read;
mod value;

pub use csv::{read_csv, read_csv_with};
pub use problem::{MAX_PROBLEMS, Problem};
pub use read::{
    FIGURE_KINDS, Fetch, KEYS, MAX_FEW, MAX_MANY, MAX_TEXT, date_of, known_key, parse_date, read,
    read_as_fetched, read_if_sound,
};
pub use value::{Fields, Key, MAX_DEPTH, MAX_VALUES, Value};

/// How large a file may be, in bytes as they are once unpacked. Whoever reads one keeps to it.
pub const MAX_BYTES: usize = 40_000_000;

/// The embedded dataset as JSON text: what five news reports say about North Korean losses in Kursk.
pub const KURSK: &str = include_str!("kursk.json");

/// The same without the spaces that JSON can do without, for readers' browsers.
pub const KURSK_SMALL: &str = match std::str::from_utf8(&SMALL) {
    Ok(text) => text,
    Err(_) => KURSK,
};
const SMALL: [u8; small::<0>().1] = small().0;

/// As many bytes of the embedded dataset as asked for, and how many there are. No text in it has an escape.
const fn small<const N: usize>() -> ([u8; N], usize) {
    let text = KURSK.as_bytes();
    let (mut bytes, mut n) = ([0; N], 0);
    let (mut at, mut is_text) = (0, false);
    while at < text.len() {
        is_text = is_text != (text[at] == b'"');
        if is_text || !matches!(text[at], b' ' | b'\n') {
            if n < N {
                bytes[n] = text[at];
            }
            n += 1;
        }
        at += 1;
    }
    (bytes, n)
}
