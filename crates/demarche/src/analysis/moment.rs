//! The moment of a negotiation: who has room for what today.
//!
//! Parts: [`room`] (what negotiators and those who ratify leave of the deals), [`dilemmas`] (what stated positions put each party to),
//! [`ripeness`] (whether today is a stalemate).

pub mod dilemmas;
pub mod ripeness;
pub mod room;
