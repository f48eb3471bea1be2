//! Text as it may stand in XML and HTML.

/// JSON as it may stand in a script, which no text in it is to end.
pub fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// Whether XML has no way to say a character, or has one for few of its kind.
pub fn is_unknown_to_xml(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Text between tags or in a quoted attribute. Characters that XML cannot say are left out, and those that break a line become
/// spaces.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            c if is_unknown_to_xml(c) => {}
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markup_cannot_say_is_left_out() {
        assert_eq!(escaped("a\u{fffe}b\u{ffff}c\u{1}d\u{7f}"), "abcd");
        assert_eq!(escaped("a\nb & \"<c>\""), "a b &amp; &quot;&lt;c&gt;&quot;");
    }
}
