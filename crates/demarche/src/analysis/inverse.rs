//! Inverse questions: how far a ranking is from one under which a state is stable, and how many rankings there are under which it is.
//!
//! The inverse graph model (Kinsara, Petersons, Hipel and Kilgour 2015) lists rankings; here nothing is listed. Whether a state is stable for a party depends on
//! nothing but which states the party likes better than it ([`obligations`]), so that rankings are counted by sets ([`counting`]), and the nearest ranking is the one in which the
//! state alone has moved up ([`swaps`]); where several parties may change, the nearest combination is searched for ([`joint`]). Where terms have values, the least change of
//! these is a linear program for each choice of reprisals ([`weights`]).

pub mod counting;
pub mod joint;
pub mod obligations;
pub mod swaps;
pub mod weights;
