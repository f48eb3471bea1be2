//! Colours of a picture, light and dark.

use crate::join::joined;
use crate::words::plain_number;

/// A colour with its opacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Red, green and blue, 0 to 255.
    pub rgb: [u8; 3],
    /// From 0, invisible, to 255, opaque: screens tell no more apart.
    pub alpha: u8,
}

/// The colours of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// Main text.
    pub ink: Colour,
    /// Lesser text.
    pub muted: Colour,
    /// Grid lines.
    pub rule: Colour,
    /// The axis and its ticks.
    pub axis: Colour,
    /// Behind everything.
    pub background: Colour,
    /// Behind panels.
    pub soft: Colour,
    /// One for each party; a ninth party takes the first again, with another shape.
    pub parties: [Colour; 8],
}

impl Colour {
    /// An opaque colour from its hexadecimal digits, as in `0x1d1f23`.
    pub const fn hex(rgb: u32) -> Colour {
        Colour { rgb: [(rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8], alpha: u8::MAX }
    }

    /// The same colour with another opacity, from 0 to 1.
    pub const fn with_opacity(self, opacity: f64) -> Colour {
        Colour { alpha: (opacity * 255.0 + 0.5) as u8, ..self }
    }

    /// From 0, invisible, to 1, opaque.
    pub fn opacity(self) -> f64 {
        f64::from(self.alpha) / 255.0
    }

    /// A colour written `rgb(r, g, b)`, each from 0 to 255: what browsers make of most opaque colours.
    ///
    /// ```
    /// use claims_core::scene::Colour;
    /// assert_eq!(Colour::from_css("rgb(29, 31, 35)"), Some(Colour::hex(0x1d1f23)));
    /// assert_eq!(Colour::from_css("reddish"), None);
    /// ```
    pub fn from_css(text: &str) -> Option<Colour> {
        let inside = text.strip_prefix("rgb(")?.strip_suffix(')')?;
        let (mut channels, mut n) = ([None; 3], 0);
        for byte in inside.bytes() {
            let channel: &mut Option<u8> = channels.get_mut(n)?;
            match byte {
                b'0'..=b'9' => {
                    let tens = channel.unwrap_or(0).checked_mul(10)?;
                    *channel = Some(tens.checked_add(byte - b'0')?);
                }
                b',' => n += 1,
                b' ' if channel.is_none() => {}
                _ => return None,
            }
        }
        let rgb = [channels[0]?, channels[1]?, channels[2]?];
        (n == 2).then_some(Colour { rgb, alpha: u8::MAX })
    }

    /// The colour without its opacity, written `rgb(r, g, b)`.
    pub fn to_css(self) -> String {
        joined(&["rgb(", &self.channels(), ")"], "")
    }

    /// As CSS writes a colour through which others are seen.
    pub fn to_css_with_alpha(self) -> String {
        joined(&["rgba(", &self.channels(), ", ", &plain_number(self.opacity()), ")"], "")
    }

    fn channels(self) -> String {
        joined(&self.rgb.map(|channel| plain_number(f64::from(channel))), ", ")
    }

    /// How far two opaque colours differ in luminance, from 1 to 21: the contrast ratio of the Web
    /// Content Accessibility Guidelines 2.2 (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>).
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.rgb.map(|channel| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl Theme {
    /// Dark text on white.
    pub const LIGHT: Theme = Theme {
        ink: Colour::hex(0x1d1f23),
        muted: Colour::hex(0x5f6570),
        rule: Colour::hex(0xe3e5e8),
        axis: Colour::hex(0x8a9099),
        background: Colour::hex(0xffffff),
        soft: Colour::hex(0xf4f5f7),
        parties: [
            Colour::hex(0x0069a8),
            Colour::hex(0xb54800),
            Colour::hex(0x007a5a),
            Colour::hex(0x8146b0),
            Colour::hex(0xb3306e),
            Colour::hex(0x6b6a00),
            Colour::hex(0x7d5230),
            Colour::hex(0x4a5b8c),
        ],
    };

    /// Light text on near black.
    pub const DARK: Theme = Theme {
        ink: Colour::hex(0xeceef1),
        muted: Colour::hex(0xa5abb5),
        rule: Colour::hex(0x31353c),
        axis: Colour::hex(0x7d848f),
        background: Colour::hex(0x16181c),
        soft: Colour::hex(0x20242a),
        parties: [
            Colour::hex(0x5aa9e6),
            Colour::hex(0xf28c4b),
            Colour::hex(0x3fbf95),
            Colour::hex(0xc08be8),
            Colour::hex(0xf07fb0),
            Colour::hex(0xc2c04a),
            Colour::hex(0xcfa07a),
            Colour::hex(0x9aaee0),
        ],
    };

    /// Replaces a colour by its name: `ink`, `muted`, `rule`, `axis`, `background`, `soft`, or
    /// `party_1` to `party_8`.
    ///
    /// False, and nothing is replaced, where there is no such name or the text is not `rgb(r, g, b)`.
    #[must_use]
    pub fn set(&mut self, name: &str, text: &str) -> bool {
        let place = match name {
            "ink" => Some(&mut self.ink),
            "muted" => Some(&mut self.muted),
            "rule" => Some(&mut self.rule),
            "axis" => Some(&mut self.axis),
            "background" => Some(&mut self.background),
            "soft" => Some(&mut self.soft),
            _ => match name.strip_prefix("party_").map(str::as_bytes) {
                Some([number @ b'1'..=b'8']) => Some(&mut self.parties[usize::from(number - b'1')]),
                _ => None,
            },
        };
        let found = place.zip(Colour::from_css(text));
        found.map(|(place, colour)| *place = colour).is_some()
    }

    /// The envelope: a tint that text of every colour can be read on.
    pub fn band(&self) -> Colour {
        self.ink.with_opacity(0.07)
    }

    /// The colour of a party; lesser text's for a claimant without one.
    pub fn party(&self, party: Option<usize>) -> Colour {
        party.map_or(self.muted, |party| self.parties[party % self.parties.len()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a colour that can be seen through comes to.
    fn over(colour: Colour, behind: Colour) -> Colour {
        let mix = |n: usize| {
            let (own, other) = (f64::from(colour.rgb[n]), f64::from(behind.rgb[n]));
            (own * colour.opacity() + other * (1.0 - colour.opacity())).round() as u8
        };
        Colour { rgb: [mix(0), mix(1), mix(2)], alpha: u8::MAX }
    }

    #[test]
    fn text_and_parties_stand_out_from_the_background() {
        for (name, theme) in [("light", Theme::LIGHT), ("dark", Theme::DARK)] {
            for text in theme.parties.iter().chain([&theme.ink, &theme.muted]) {
                for behind in [theme.background, theme.soft, over(theme.band(), theme.background)] {
                    let contrast = text.contrast(behind);
                    assert!(contrast >= 4.5, "{name}: {text:?} on {behind:?}: {contrast:.2}");
                }
            }
            assert!(theme.axis.contrast(theme.background) >= 3.0, "{name}: axis");
        }
    }
}
