//! Joining texts: one small function, as the standard library's takes 2 kB of wasm.

/// Texts one after the other, with another one in between.
pub fn joined<T: AsRef<str>>(parts: &[T], between: &str) -> String {
    let mut text = String::new();
    for (n, part) in parts.iter().enumerate() {
        if n > 0 {
            text.push_str(between);
        }
        text.push_str(part.as_ref());
    }
    text
}
