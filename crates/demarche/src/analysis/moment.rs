//! The moment of a negotiation: who has room for what today.
//!
//! Parts: [`room`] (what negotiators and those who ratify leave of the deals), [`dilemmas`] (what stated positions put each party to),
//! [`ripeness`] (whether today is a stalemate), [`path`] (whether the way to a deal holds) and [`commitment`] (what a deal makes parties able and willing to do).

pub mod commitment;
pub mod dilemmas;
pub mod path;
pub mod ripeness;
pub mod room;
