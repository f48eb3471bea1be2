//! Text as the scene needs it: how wide it is, and how it breaks into lines.

use crate::join::joined;

/// Which end of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Left,
    /// The middle.
    Middle,
    /// The right end.
    Right,
}

/// Size and weight of a text. The family is the same in the whole picture and not the scene's affair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Face {
    /// The font size, in tenths of a CSS px.
    tenths: u16,
    /// Whether it is bold.
    pub bold: bool,
}

impl Face {
    /// A face of a font size in CSS px, to the tenth.
    pub const fn new(size: f64, bold: bool) -> Face {
        Face { tenths: (size * 10.0 + 0.5) as u16, bold }
    }

    /// The font size in CSS px.
    pub fn size(self) -> f64 {
        f64::from(self.tenths) / 10.0
    }
}

/// Tells how wide a text is.
pub trait TextMetrics {
    /// The width of a line of text, in CSS px.
    fn width(&self, text: &str, face: Face) -> f64;
}

/// Text widths from a table, for pictures that are made without a browser.
///
/// The table has Helvetica's advance widths (Adobe's Core 14 font metrics, 1997), which Arial and
/// Liberation Sans share; other characters are taken as wide as their script usually is. Some room is
/// added, since the picture may be shown in a wider font, such as DejaVu Sans.
#[derive(Clone, Copy, Debug, Default)]
pub struct TableMetrics;

/// Advance widths of the characters from space to `~`, in thousandths of the font size.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/// How much wider than the table a text is taken to be.
const ROOM: f64 = 1.18;
/// How much wider bold text is.
const BOLD: f64 = 1.09;

impl TextMetrics for TableMetrics {
    fn width(&self, text: &str, face: Face) -> f64 {
        let thousandths: u32 = text
            .chars()
            .map(|c| match c {
                ' '..='~' => u32::from(HELVETICA[c as usize - 32]),
                '\u{a0}' => 278,
                '\u{300}'..='\u{36f}' => 0,
                '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' => 1000,
                _ => 600,
            })
            .sum();
        let weight = if face.bold { BOLD } else { 1.0 };
        f64::from(thousandths) / 1000.0 * face.size() * ROOM * weight
    }
}

/// Breaks a text at spaces, but for no-break ones, into lines no wider than `width`; a single word may be wider.
pub fn wrap(metrics: &dyn TextMetrics, text: &str, face: Face, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_ascii_whitespace() {
        let longer = lines.last().map(|line| joined(&[line, word], " "));
        match longer {
            Some(longer) if metrics.width(&longer, face) <= width => {
                if let Some(line) = lines.last_mut() {
                    *line = longer;
                }
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// As [`wrap`], with words cut that are wider.
pub fn fitted(metrics: &dyn TextMetrics, text: &str, face: Face, width: f64) -> Vec<String> {
    let mut lines = wrap(metrics, text, face, width);
    for line in &mut lines {
        *line = cut(metrics, line, face, width);
    }
    lines
}

/// More bytes than a line has: characters that take no room of their own could go on for ever.
const MOST_KEPT: usize = 400;

/// Cuts a text so that it fits into `width`, with an ellipsis where something was cut.
pub fn cut(metrics: &dyn TextMetrics, text: &str, face: Face, width: f64) -> String {
    if metrics.width(text, face) <= width {
        return text.to_owned();
    }
    let mut kept = "";
    for (end, _) in text.char_indices() {
        let longer = joined(&[&text[..end], "…"], "");
        if longer.len() > MOST_KEPT || metrics.width(&longer, face) > width {
            break;
        }
        kept = &text[..end];
    }
    joined(&[kept.trim_end(), "…"], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACE: Face = Face::new(10.0, false);

    #[test]
    fn lines_break_at_spaces_and_hold_every_word() {
        let text = "National Security Council spokesperson";
        let lines = wrap(&TableMetrics, text, FACE, 100.0);
        assert_eq!(lines.join(" "), text);
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|line| TableMetrics.width(line, FACE) <= 100.0));
    }

    #[test]
    fn a_word_without_an_end_is_cut() {
        let lines = fitted(&TableMetrics, &format!("so {} many", "w".repeat(1_000)), FACE, 100.0);
        assert_eq!((lines[0].as_str(), lines.len()), ("so", 3), "{lines:?}");
        assert!(
            lines[1].ends_with('…') && TableMetrics.width(&lines[1], FACE) <= 100.0,
            "{lines:?}"
        );
        // Accents take no room, so that width alone would let all of them stand.
        let marks = format!("{} {}", "e\u{301}".repeat(5_000), "w".repeat(100));
        assert!(cut(&TableMetrics, &marks, FACE, 1e6).len() == marks.len(), "what fits stays");
        assert!(cut(&TableMetrics, &marks, FACE, 1e4).len() <= MOST_KEPT, "what does not is short");
    }

    #[test]
    fn a_cut_text_fits_and_says_that_it_was_cut() {
        let text = cut(&TableMetrics, "First confirmed battles", FACE, 60.0);
        assert!(text.ends_with('…'), "{text}");
        assert!(TableMetrics.width(&text, FACE) <= 60.0);
        assert_eq!(cut(&TableMetrics, "short", FACE, 60.0), "short");
    }
}
