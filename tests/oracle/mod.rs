//! A slow, obviously right version of the reasoning: claims as linear inequalities over every count
//! on every day that matters, solved exactly.

pub mod number;
pub mod program;
pub mod system;
pub mod expected;
pub mod found;
pub mod faults;
pub mod plan;
pub mod random;
pub mod traits;
