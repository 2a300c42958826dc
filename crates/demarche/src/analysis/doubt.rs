//! How sure: in which share of the preference models that agree with the case a finding is true.
//!
//! Doubt stands outside the other analyses: a preference model is drawn, the analyses answer for it as they do for a case that leaves nothing open, and
//! the answers are counted (SMAA; Lahdelma, Hokkanen & Salminen 1998); and lines of the case are left out or turned round, and what changes is told.
//! Parts: [`weights`] (which models agree with a party's lines, and how one is drawn), [`share`] (drawing and counting), [`claim`] (a finding as a question), [`exact`] (necessary and possible, settled),
//! [`variant`] (a model with other lines), [`supports`] (what a finding rests on).

pub mod claim;
pub mod exact;
pub mod share;
pub mod supports;
pub mod variant;
pub mod weights;

pub use claim::Claim;
pub use exact::{Exact, Settled};
pub use share::{Drawn, draw};
pub use variant::Variant;
pub use weights::Weights;
