//! A figure: a number with its hedge, and the counts it allows.

use std::ops::Deref;

use super::Bounds;

/// A number as it was said, with its hedge. Every number is finite and not negative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    /// "exactly 300".
    Exactly(f64),
    /// A bare number, said without a hedge.
    Stated(f64),
    /// "about 12,000".
    About(f64),
    /// "at least 300".
    AtLeast(f64),
    /// "more than 3,000".
    MoreThan(f64),
    /// "at most 1,200", "as many as 1,200".
    AtMost(f64),
    /// "fewer than 50".
    FewerThan(f64),
    /// "10,000 to 12,000"; `low` ≤ `best` ≤ `high`.
    Between {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
        /// The claimant's own best estimate, where one was given.
        best: Option<f64>,
        /// Whether the range is an editor's reading of words such as "a couple hundred".
        vague: bool,
    },
}

/// One number of a claim, of one measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Index into [`super::Dataset::measures`].
    pub measure: usize,
    /// The number with its hedge.
    pub quantity: Quantity,
}

/// The numbers of a claim. Mostly it is one, which needs no list of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Figures {
    /// A single number.
    One(Figure),
    /// Several, or none.
    List(Vec<Figure>),
}

impl Default for Figures {
    fn default() -> Figures {
        Figures::List(Vec::new())
    }
}

impl Deref for Figures {
    type Target = [Figure];

    fn deref(&self) -> &[Figure] {
        match self {
            Figures::One(figure) => std::slice::from_ref(figure),
            Figures::List(figures) => figures,
        }
    }
}

impl Figures {
    /// Adds a number at the end.
    pub fn push(&mut self, figure: Figure) {
        match self {
            Figures::One(first) => *self = Figures::List(vec![*first, figure]),
            Figures::List(figures) if figures.is_empty() => *self = Figures::One(figure),
            Figures::List(figures) => figures.push(figure),
        }
    }
}

impl Quantity {
    /// The counts that the figure allows.
    ///
    /// "About" is read as half a unit of the last non-zero digit either way, "more than" and
    /// "fewer than" exclude the number itself.
    ///
    /// ```
    /// use claims_core::model::{Bounds, Quantity};
    /// assert_eq!(Quantity::About(12_000.0).bounds(), Bounds::closed(11_500.0, 12_500.0));
    /// ```
    pub fn bounds(self) -> Bounds {
        match self {
            Quantity::Exactly(n) | Quantity::Stated(n) => Bounds::closed(n, n),
            Quantity::About(n) => {
                let half = half_unit(n);
                Bounds::closed((n - half).max(0.0), n + half)
            }
            Quantity::AtLeast(n) => Bounds { low: n, ..Bounds::ALL },
            Quantity::MoreThan(n) => Bounds { low: n, low_open: true, ..Bounds::ALL },
            Quantity::AtMost(n) => Bounds::closed(0.0, n),
            Quantity::FewerThan(n) => Bounds { high_open: true, ..Bounds::closed(0.0, n) },
            Quantity::Between { low, high, .. } => Bounds::closed(low, high),
        }
    }
}

/// Half a unit of a number's last non-zero digit: 500 for 12,000, 0.05 for 2.5, 0 for 0.
fn half_unit(n: f64) -> f64 {
    if n == 0.0 {
        return 0.0;
    }
    // The shortest decimal with at most 17 places that gives this number back.
    if n.fract() != 0.0 {
        let mut unit = 1.0;
        for _ in 0..17 {
            unit *= 10.0;
            if (n * unit).round() / unit == n {
                break;
            }
        }
        return 0.5 / unit;
    }
    let mut unit = 1.0;
    while (n / (unit * 10.0)).fract() == 0.0 {
        unit *= 10.0;
    }
    unit / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn about_reaches_half_a_unit_of_the_last_digit_that_is_not_zero() {
        for (n, low, high) in [
            (12_000.0, 11_500.0, 12_500.0),
            (12_300.0, 12_250.0, 12_350.0),
            (7.0, 6.5, 7.5),
            (2.5, 2.45, 2.55),
            (0.0, 0.0, 0.0),
            (1_000_000.0, 500_000.0, 1_500_000.0),
        ] {
            let bounds = Quantity::About(n).bounds();
            assert!((bounds.low - low).abs() < 1e-9, "about {n}: {bounds:?}");
            assert!((bounds.high - high).abs() < 1e-9, "about {n}: {bounds:?}");
        }
    }

    #[test]
    fn figures_come_back_in_their_order_however_many_they_are() {
        let figure = |measure| Figure { measure, quantity: Quantity::About(7.0) };
        let mut figures = Figures::default();
        for n in 0..4 {
            let measures: Vec<usize> = figures.iter().map(|figure| figure.measure).collect();
            assert_eq!(measures, (0..n).collect::<Vec<_>>());
            assert_eq!(matches!(figures, Figures::One(_)), n == 1);
            figures.push(figure(n));
        }
    }

    #[test]
    fn open_ends_stay_open() {
        let more = Quantity::MoreThan(3_000.0).bounds();
        assert!(more.low_open && !more.high_open && !more.is_bounded_above());
        let fewer = Quantity::FewerThan(50.0).bounds();
        assert!(fewer.high_open && !fewer.low_open && !fewer.is_bounded_below());
        assert!(!Quantity::AtMost(50.0).bounds().high_open);
        assert!(!Quantity::AtLeast(50.0).bounds().low_open);
    }
}
