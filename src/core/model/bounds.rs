//! An interval of counts whose ends may be open: what a figure says at least and at most.

/// The counts that a figure allows, in the unit of its measure.
///
/// `low` is finite and at least 0; `high` is at least `low`, or infinite where nothing bounds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The lower end.
    pub low: f64,
    /// Whether the lower end itself is excluded ("more than").
    pub low_open: bool,
    /// The upper end; `f64::INFINITY` where unbounded.
    pub high: f64,
    /// Whether the upper end itself is excluded ("fewer than"); false where unbounded.
    pub high_open: bool,
}

impl Bounds {
    /// Every count: [0, ∞).
    pub const ALL: Bounds =
        Bounds { low: 0.0, low_open: false, high: f64::INFINITY, high_open: false };

    /// The closed interval [low, high].
    pub fn closed(low: f64, high: f64) -> Bounds {
        Bounds { low, low_open: false, high, high_open: false }
    }

    /// The number that claims are ranked by: the upper end, or the lower one where nothing bounds it above.
    pub fn rank(self) -> f64 {
        if self.is_bounded_above() { self.high } else { self.low }
    }

    /// What two amounts make together: the ends added, open where either is open.
    ///
    /// ```
    /// use claims_core::model::Bounds;
    /// let at_least_100 = Bounds { low: 100.0, ..Bounds::ALL };
    /// let more_than_1000 = Bounds { low: 1000.0, low_open: true, ..Bounds::ALL };
    /// let sum = at_least_100.plus(more_than_1000);
    /// assert_eq!((sum.low, sum.low_open, sum.high), (1100.0, true, f64::INFINITY));
    /// ```
    pub fn plus(self, other: Bounds) -> Bounds {
        let high = self.high + other.high;
        Bounds {
            low: self.low + other.low,
            low_open: self.low_open || other.low_open,
            high,
            high_open: high.is_finite() && (self.high_open || other.high_open),
        }
    }

    /// Whether anything is said about how many at most.
    pub fn is_bounded_above(self) -> bool {
        self.high.is_finite()
    }

    /// Whether anything is said about how many at least.
    pub fn is_bounded_below(self) -> bool {
        self.low > 0.0 || self.low_open
    }
}
