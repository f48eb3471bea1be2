//! What must be true if every claim is right, and which claims cannot all be true.
//!
//! Claims are read as constraints on counts ([`Reasoning`] says which). Nothing here averages or weighs
//! them, and nothing here knows pixels or sentences.
//!
//! What is guaranteed: every bound follows from the claims that are given for it. It is the tightest that
//! follows, and every contradiction is found, where no measure is the sum of others, however many claims
//! there are; and where measures are sums, as long as a few hundred limits matter (see [`EXACT_UP_TO`]).
//! Beyond that, a whole is only known to grow at least as much as each of its parts, so that bounds may
//! be wider than they could be and a contradiction of three or more claims may be missed. Contradictory
//! pairs are found for any number of claims; those with a claim that gives several numbers of one period, whose days are not
//! known or of which one includes another, are tried one by one up to a limit.

// Large functions here are kept out of line (`#[inline(never)]`) although they are called from one place: what has few
// local variables compresses better.
mod limit;
mod constraints;
mod paths;
mod sums;
mod pairs;
mod contradictions;
mod reasoning;
mod compare;

pub use compare::{Comparison, Fit, Obstacle, Pace, compare};
pub use constraints::End;
pub use contradictions::{Contradiction, MAX_CONTRADICTIONS};
pub use reasoning::{EXACT_UP_TO, EnvelopeAt, Reasoning};
