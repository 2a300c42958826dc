//! Who matters, formally: power under a rule of consent, and what coalitions can claim.
//!
//! Two kinds of games, each with its own notions, all in exact numbers:
//!
//! - a *simple game* says which coalitions win ([`simple_game`]); an index of power counts the coalitions that a player turns from losing
//!   into winning ([`swings`]), with the weights of Shapley and Shubik ([`shapley_shubik`]) or of Penrose and Banzhaf ([`banzhaf`]);
//! - a *cooperative game* says what each coalition is worth ([`cooperative`]); a division of the whole is judged by what coalitions would get
//!   on their own: [`core`], [`least_core`], [`nucleolus`], and the subsidy that would keep everybody together ([`cost_of_stability`]);
//!   [`joint_gain`] makes such a game of a case.
//!
//! The second kind is a matter of linear programs (`linear_program`): a solver in floating point proposes (`proposal`), exact
//! arithmetic confirms (`elimination`). What is not confirmed is returned as [`Unproven`], never as an exact number.
//!
//! Players are numbered from 0, and a coalition is a [`Coalition`], a bit mask.

pub mod banzhaf;
pub mod cooperative;
pub mod core;
pub mod cost_of_stability;
mod elimination;
pub mod joint_gain;
pub mod least_core;
mod linear_program;
pub mod nucleolus;
mod proposal;
pub mod shapley_shubik;
pub mod simple_game;
mod span;
pub mod swings;

pub use linear_program::Unproven;

/// A set of players as a bit mask: player `i` belongs to it iff bit `i` is set.
pub type Coalition = u32;

/// The first `players` players, at most 31.
pub fn everybody(players: usize) -> Coalition {
    debug_assert!(players < Coalition::BITS as usize);
    (1 << players) - 1
}

/// The members of a coalition, ascending.
pub fn members(coalition: Coalition) -> impl Iterator<Item = usize> {
    (0..Coalition::BITS as usize).filter(move |player| coalition >> player & 1 == 1)
}
