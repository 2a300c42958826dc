//! What is the least that makes a deal signable, or makes it hold: prices, conditions, guarantees, threats, seats.
//!
//! A *lever* changes the case; a *tipping set* is an inclusion-minimal set of levers that makes a goal true. Making a deal hold is not monotone in the levers, so every
//! set is judged by itself. Parts, in reading order: [`lever`] (what can be done), [`proposals`] (what the case declares, and what follows from it),
//! [`lapse`] (moves once a condition is agreed), [`slack`] (how far a party is from signing and from leaving), [`judge`] (one set for one deal, sums of money solved for by
//! [`funding`]), [`rerun`] (the same asked again of a changed model), [`search`] (all minimal sets), and [`mod@nearest`] (the deals next to the one that was asked for).

pub mod funding;
pub mod judge;
pub mod lapse;
pub mod lever;
pub mod nearest;
pub mod proposals;
pub mod rerun;
pub mod search;
pub mod slack;

pub use lever::{Act, Due, Lever};
