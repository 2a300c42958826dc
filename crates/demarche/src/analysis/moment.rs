//! The moment of a negotiation: who has room for what today.
//!
//! Parts: [`room`] (what negotiators and those who ratify leave of the deals).

pub mod room;
