//! How sure: in which share of the preference models that agree with the case a finding is true.
//!
//! Doubt stands outside the other analyses: preference models are drawn, it is asked in each of them what the analyses ask of a case that leaves nothing
//! open, and the answers are counted (SMAA; Lahdelma, Hokkanen & Salminen 1998); and lines of the case are left out or turned round, and what changes is
//! told. Parts of drawing, in reading order: [`numbers`] (random numbers with names), [`polytope`] and [`orders`] (points of a polytope and linear
//! extensions, uniformly), [`weights`] (which models agree with a party's lines), [`voters`] (one party's model in one draw), [`lanes`] (draws side by side),
//! [`moving`], [`staying`] and [`consenting`] (what holds and who can sign, for many draws at once), [`share`] (drawing and counting). Parts of changing:
//! [`claim`] (a finding as a question), [`exact`] (necessary and possible, settled), [`variant`] (a model with other lines), [`supports`] (what a finding rests on) with [`mod@minimal`].

pub mod claim;
pub mod consenting;
pub mod exact;
pub mod lanes;
pub mod minimal;
pub mod moving;
pub mod numbers;
pub mod orders;
pub mod polytope;
pub mod share;
pub mod staying;
pub mod supports;
pub mod variant;
pub mod voters;
pub mod weights;

pub use claim::Claim;
pub use exact::{Exact, Settled};
pub use share::{Asked, Counted, Drawn, Plan, draw, draw_every_state, draw_in};
pub use variant::Variant;
pub use voters::Models;
pub use weights::Weights;
