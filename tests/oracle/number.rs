//! Exact numbers: fractions, and fractions with an infinitely small part for open ends.

use std::cmp::Ordering;
use std::ops::{Add, Mul, Neg, Sub};

/// A fraction in lowest terms; the denominator is above 0. Overflow panics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    above: i64,
    below: i64,
}

impl Ratio {
    pub const ZERO: Ratio = Ratio { above: 0, below: 1 };

    pub const fn whole(number: i64) -> Ratio {
        Ratio { above: number, below: 1 }
    }

    fn new(above: i128, below: i128) -> Ratio {
        assert!(below != 0, "a division by zero");
        let divisor = greatest_common_divisor(above.unsigned_abs(), below.unsigned_abs()) as i128;
        let sign = below.signum();
        let fit = |number: i128| i64::try_from(number).expect("the oracle's numbers stay small");
        Ratio { above: fit(sign * above / divisor), below: fit(sign * below / divisor) }
    }

    pub fn inverse(self) -> Ratio {
        Ratio::new(self.below.into(), self.above.into())
    }

    pub fn signum(self) -> i64 {
        self.above.signum()
    }

    pub fn is_zero(self) -> bool {
        self.above == 0
    }

    pub fn to_f64(self) -> f64 {
        self.above as f64 / self.below as f64
    }
}

fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

impl Add for Ratio {
    type Output = Ratio;

    fn add(self, other: Ratio) -> Ratio {
        if self.below == 1 && other.below == 1 {
            return Ratio::whole(self.above.checked_add(other.above).expect("small numbers"));
        }
        let (a, b) = (i128::from(self.above), i128::from(self.below));
        let (c, d) = (i128::from(other.above), i128::from(other.below));
        Ratio::new(a * d + c * b, b * d)
    }
}

impl Mul for Ratio {
    type Output = Ratio;

    fn mul(self, other: Ratio) -> Ratio {
        if self.below == 1 && other.below == 1 {
            return Ratio::whole(self.above.checked_mul(other.above).expect("small numbers"));
        }
        Ratio::new(
            i128::from(self.above) * i128::from(other.above),
            i128::from(self.below) * i128::from(other.below),
        )
    }
}

impl Neg for Ratio {
    type Output = Ratio;

    fn neg(self) -> Ratio {
        Ratio { above: -self.above, below: self.below }
    }
}

impl Sub for Ratio {
    type Output = Ratio;

    fn sub(self, other: Ratio) -> Ratio {
        self + -other
    }
}

/// `plain` + `hair` · ε, where ε is above 0 and below every fraction above 0.
///
/// "More than 5" is "at least 5 + ε". A least value of 5 + 2ε then says: as near to 5 as you like,
/// and never 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    pub plain: Ratio,
    pub hair: Ratio,
}

impl Amount {
    pub const ZERO: Amount = Amount { plain: Ratio::ZERO, hair: Ratio::ZERO };

    pub fn signum(self) -> i64 {
        if self.plain.is_zero() { self.hair.signum() } else { self.plain.signum() }
    }

    pub fn times(self, factor: Ratio) -> Amount {
        Amount { plain: self.plain * factor, hair: self.hair * factor }
    }
}

impl Add for Amount {
    type Output = Amount;

    fn add(self, other: Amount) -> Amount {
        Amount { plain: self.plain + other.plain, hair: self.hair + other.hair }
    }
}

impl Neg for Amount {
    type Output = Amount;

    fn neg(self) -> Amount {
        Amount { plain: -self.plain, hair: -self.hair }
    }
}

impl Sub for Amount {
    type Output = Amount;

    fn sub(self, other: Amount) -> Amount {
        self + -other
    }
}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Amount) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Amount {
    fn cmp(&self, other: &Amount) -> Ordering {
        (*self - *other).signum().cmp(&0)
    }
}
