//! Keys of texts and their positions, and the embedded languages: all of it is worked out by the compiler, from the
//! files in `languages/`, so that neither keys nor comments reach the wasm.

#![allow(clippy::panic, reason = "the compiler is what panics here")]

/// Which text of a language is meant: the position of it, or of the first of its forms or words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(pub(super) u16);

/// A key by its name; one that English lacks does not compile.
macro_rules! key {
    ($name:literal) => {
        const { $crate::words::Key::named($name) }
    };
}

/// A place by its name; one that English never fills in does not compile.
macro_rules! place {
    ($name:literal) => {
        const { $crate::words::Key::place($name) }
    };
}

/// A language's file without comments and keys: a line for each text after one that says whose positions they are.
macro_rules! embedded {
    ($file:literal) => {{
        const SOURCE: &[u8] = include_bytes!($file);
        const STRIPPED: ([u8; SOURCE.len() + 16], usize) = $crate::words::keys::stripped(SOURCE);
        const TEXTS: [u8; STRIPPED.1] = $crate::words::keys::head(&STRIPPED.0);
        match std::str::from_utf8(&TEXTS) {
            Ok(texts) => texts,
            Err(_) => panic!("a language's file is not UTF-8"),
        }
    }};
}
pub(crate) use {key, place};

pub(super) const ENGLISH: &str = embedded!("languages/en.txt");
/// The languages of the native command, by their codes.
#[cfg(not(target_arch = "wasm32"))]
pub(super) const LANGUAGES: [(&str, &str); 3] =
    [("en", ENGLISH), ("uk", embedded!("languages/uk.txt")), ("ko", embedded!("languages/ko.txt"))];
const SOURCE: &[u8] = include_bytes!("languages/en.txt");
/// How many lines a language has.
pub(super) const N_POSITIONS: usize = counted(SOURCE);
/// The first line of a language for this program: a number made of the keys in their order.
pub(super) const FINGERPRINT: &str = ENGLISH.split_at(find(ENGLISH.as_bytes(), 0, b'\n')).0;
const KEYS: [&[u8]; N_POSITIONS] = keys(SOURCE);

impl Key {
    /// A key by its name. It is to be called where the compiler evaluates it.
    ///
    /// # Panics
    ///
    /// If English has no such text; in the wasm also where only the native command says it.
    pub const fn named(name: &str) -> Key {
        match position(&KEYS, name.as_bytes()) {
            Some(n) => Key(n as u16),
            None => panic!("English has no text of this name, or the wasm is built without it"),
        }
    }

    /// The letter of a place by its name. It is to be called where the compiler evaluates it.
    ///
    /// # Panics
    ///
    /// If no English text has such a place; in the wasm also where only the native command fills it in.
    pub const fn place(name: &str) -> char {
        match position(&PLACES, name.as_bytes()) {
            Some(n) => (FIRST_PLACE + n as u8) as char,
            None => panic!("no English text has a place of this name"),
        }
    }
}

/// The names of places by their letters, which follow each other from `FIRST_PLACE` on.
const PLACES: [&[u8]; 64] = places(SOURCE);
const FIRST_PLACE: u8 = b'A';

const fn places(source: &[u8]) -> [&[u8]; 64] {
    let (mut places, mut n): ([&[u8]; 64], _) = ([b""; 64], 0);
    let mut at = 0;
    while let Some(entry) = entry(source, at) {
        let mut start = find(entry.text, 0, b'{');
        while start < entry.text.len() {
            let end = find(entry.text, start, b'}');
            let name = part(entry.text, start + 1, end);
            if position(&places, name).is_none() {
                places[n] = name;
                n += 1;
            }
            start = find(entry.text, end, b'{');
        }
        at = entry.next;
    }
    places
}

/// A line with a text.
struct Entry<'a> {
    key: &'a [u8],
    text: &'a [u8],
    /// How many positions it is from that of its key: a form of a text has its own.
    form: usize,
    /// Whether each of its words has a position.
    is_list: bool,
    /// Where the next line begins.
    next: usize,
}

/// The first text from a place on; `None` at the end, which for the wasm comes earlier.
const fn entry(source: &[u8], from: usize) -> Option<Entry<'_>> {
    let mut start = from;
    while start < source.len() {
        let end = find(source, start, b'\n');
        match source[start] {
            // What is below `[more]` the widget has in its second part, and nothing of what is below other such lines.
            b'[' if cfg!(target_arch = "wasm32") && source[start + 1] != b'm' => return None,
            b'#' | b'[' | b'\r' | b'\n' => start = end + 1,
            _ => {
                let sign = find(source, start, b'=');
                assert!(sign + 1 < end, "a line of a language's file is no `key = text`");
                let whole = part(source, start, sign - 1);
                let key = part(whole, 0, find(whole, 0, b'.'));
                let list = find(key, 0, b'[');
                let text_end = if source[end - 1] == b'\r' { end - 1 } else { end };
                return Some(Entry {
                    key: part(key, 0, list),
                    text: part(source, sign + 2, text_end),
                    form: match part(whole, key.len(), whole.len()) {
                        b".few" | b".signs" | b".rounded" | b".after-s" => 1,
                        b".many" => 2,
                        b".other" => 3,
                        _ => 0,
                    },
                    is_list: list < key.len(),
                    next: end + 1,
                });
            }
        }
    }
    None
}

const fn counted(source: &[u8]) -> usize {
    let texts = stripped::<{ SOURCE.len() + 16 }>(source);
    let (mut n, mut at) = (1, 0);
    while at < texts.1 {
        n += (texts.0[at] == b'\n') as usize;
        at += 1;
    }
    n
}

/// The keys by position; of all forms and words but the first it is empty.
const fn keys<const N: usize>(source: &'static [u8]) -> [&'static [u8]; N] {
    let mut keys: [&[u8]; N] = [b""; N];
    let (mut n, mut from, mut at) = (1, 0, 0);
    while let Some(entry) = entry(source, at) {
        if from == 0 || !same(entry.key, keys[from - 1]) {
            (keys[n], from) = (entry.key, n + 1);
        }
        n = from + entry.form;
        let mut i = 0;
        while entry.is_list && i < entry.text.len() {
            n += (entry.text[i] == b' ') as usize;
            i += 1;
        }
        at = entry.next;
    }
    keys
}

/// The texts of a file as [`Language::read`](super::Language::read) takes them, and how many bytes they are.
pub(super) const fn stripped<const N: usize>(source: &[u8]) -> ([u8; N], usize) {
    let (mut out, mut n) = ([0; N], 10);
    // Fowler, Noll and Vo's hash of the keys (FNV-1a), a line each, in ten decimal digits.
    let mut hash: u32 = 0x811c_9dc5;
    let (mut key, mut form, mut at): (&[u8], _, _) = (b"", 0, 0);
    while let Some(entry) = entry(source, at) {
        if !same(entry.key, key) {
            (key, form) = (entry.key, 0);
            let mut i = 0;
            while i <= key.len() {
                let byte = if i < key.len() { key[i] } else { b'\n' };
                hash = (hash ^ byte as u32).wrapping_mul(0x0100_0193);
                i += 1;
            }
            out[n] = b'\n';
            n += 1;
        }
        // The categories of plurals that the language does without stay empty.
        while form < entry.form {
            out[n] = b'\n';
            (n, form) = (n + 1, form + 1);
        }
        let mut i = 0;
        while i < entry.text.len() {
            match entry.text[i] {
                b' ' if entry.is_list => out[n] = b'\n',
                // A place loses its name: `{` and its letter are left.
                b'{' => {
                    let end = find(entry.text, i, b'}');
                    let Some(place) = position(&PLACES, part(entry.text, i + 1, end)) else {
                        panic!("no English text has a place of this name")
                    };
                    out[n] = b'{';
                    n += 1;
                    out[n] = FIRST_PLACE + place as u8;
                    i = end;
                }
                // A no-break space in UTF-8.
                b'_' => {
                    out[n] = 0xc2;
                    n += 1;
                    out[n] = 0xa0;
                }
                byte => out[n] = byte,
            }
            (i, n) = (i + 1, n + 1);
        }
        at = entry.next;
    }
    let mut i = 10;
    while i > 0 {
        i -= 1;
        out[i] = b'0' + (hash % 10) as u8;
        hash /= 10;
    }
    (out, n)
}

pub(super) const fn head<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut head = [0; N];
    let mut n = 0;
    while n < N {
        head[n] = bytes[n];
        n += 1;
    }
    head
}

/// Where a byte first stands from a place on; the end where it does not.
const fn find(bytes: &[u8], from: usize, byte: u8) -> usize {
    let mut at = from;
    while at < bytes.len() && bytes[at] != byte {
        at += 1;
    }
    at
}

/// Which of some texts is this one.
const fn position(texts: &[&[u8]], text: &[u8]) -> Option<usize> {
    let mut n = 0;
    while n < texts.len() && !same(texts[n], text) {
        n += 1;
    }
    if n < texts.len() { Some(n) } else { None }
}

const fn part(bytes: &[u8], from: usize, to: usize) -> &[u8] {
    bytes.split_at(to).0.split_at(from).1
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut n = 0;
    while n < a.len() && n < b.len() && a[n] == b[n] {
        n += 1;
    }
    n == a.len() && n == b.len()
}
