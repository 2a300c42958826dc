//! Linear inequalities in exact numbers.
//!
//! [`simplex`] decides whether a system of strict and weak inequalities has a solution, and gives one.

pub mod simplex;

pub use simplex::{Bound, System};
