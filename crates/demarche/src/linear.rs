//! Linear inequalities in exact numbers.
//!
//! [`simplex`] decides whether a system of strict and weak inequalities has a solution, gives one, and finds the least value of a variable.

pub mod simplex;

pub use simplex::{Bound, Least, System};
