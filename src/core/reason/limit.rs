//! How large a difference of two counts may be, exactly, with or without the end itself.

/// "At most n" or "less than n", for a whole n; ordered from the tightest to the loosest.
///
/// The encoding, twice the number and one more where the number itself is allowed, lets one
/// comparison and one addition treat strict and other bounds alike. It is that of difference bound
/// matrices (D. Dill, *Timing assumptions and verification of finite-state concurrent systems*,
/// 1989; J. Bengtsson and W. Yi, *Timed automata: semantics, algorithms and tools*, 2004).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Limit(i64);

impl Limit {
    /// No limit.
    pub const NONE: Limit = Limit(i64::MAX);
    /// At most 0.
    pub const ZERO: Limit = Limit(1);

    /// At most `n`.
    pub fn at_most(n: i64) -> Limit {
        Limit(n.saturating_mul(2).saturating_add(1))
    }

    /// Less than `n`.
    pub fn less_than(n: i64) -> Limit {
        Limit(n.saturating_mul(2))
    }

    /// The limit of the sum of what two limits hold for.
    #[inline(never)]
    pub fn plus(self, other: Limit) -> Limit {
        if self == Limit::NONE || other == Limit::NONE {
            return Limit::NONE;
        }
        Limit(self.0.saturating_add(other.0).saturating_sub((self.0 | other.0) & 1))
    }

    /// Becomes another limit where that is tighter.
    pub fn tighten(&mut self, other: Limit) {
        *self = (*self).min(other);
    }

    /// The same with the number allowed.
    pub fn closed(self) -> Limit {
        Limit(self.0 | 1)
    }

    /// The number; meaningless for [`Limit::NONE`].
    pub fn number(self) -> i64 {
        self.0 >> 1
    }

    /// Whether the number itself is excluded.
    pub fn is_open(self) -> bool {
        self.0 & 1 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tighter_limits_come_first() {
        let limits = [
            Limit::less_than(-1),
            Limit::at_most(-1),
            Limit::less_than(0),
            Limit::ZERO,
            Limit::NONE,
        ];
        assert!(limits.is_sorted());
    }

    #[test]
    fn a_sum_is_open_where_either_limit_is() {
        assert_eq!(Limit::at_most(3).plus(Limit::at_most(-5)), Limit::at_most(-2));
        assert_eq!(Limit::less_than(3).plus(Limit::at_most(-5)), Limit::less_than(-2));
        assert_eq!(Limit::less_than(3).plus(Limit::less_than(5)), Limit::less_than(8));
        assert_eq!(Limit::less_than(-3).plus(Limit::NONE), Limit::NONE);
        for n in [-7, 0, 12] {
            assert_eq!((Limit::at_most(n).number(), Limit::at_most(n).is_open()), (n, false));
            assert_eq!((Limit::less_than(n).number(), Limit::less_than(n).is_open()), (n, true));
        }
    }
}
