//! How sure: in which share of the preference models that agree with the case a finding is true.
//!
//! Doubt stands outside the other analyses: a preference model is drawn, the analyses answer for it as they do for a case that leaves nothing open, and
//! the answers are counted (SMAA; Lahdelma, Hokkanen & Salminen 1998). Parts: [`weights`] (which models agree with a party's lines, and how
//! one is drawn), [`share`] (drawing and counting).

pub mod share;
pub mod weights;

pub use share::{Drawn, draw};
pub use weights::Weights;
