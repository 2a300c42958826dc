//! Which deals are efficient, and which of them the classical bargaining solutions point at.
//!
//! Everything is exact: sets are found on whole numbers, and solutions are compared as quotients of whole numbers, so that ties are ties. Each
//! solution is given with *all* its deals. Parts, in reading order: [`problem`] (who bargains, what no deal is worth, which deals are individually
//! rational), [`pareto`] (the efficient deals), [`frontier`] (their worths, equal ones together), one file a solution ([`nash`],
//! [`kalai_smorodinsky`], [`egalitarian`], [`utilitarian`]), [`whole`] (what they are measured on), [`mod@solve`] (all of them), and what needs more than a list of deals:
//! [`adjusted_winner`] (issues that can be split), [`transfers`] (money beside the deal).

pub mod adjusted_winner;
pub mod egalitarian;
pub mod frontier;
pub mod kalai_smorodinsky;
pub mod nash;
pub mod pareto;
pub mod problem;
pub mod solve;
pub mod transfers;
pub mod utilitarian;
pub mod whole;

pub use frontier::{Frontier, Point};
pub use problem::Problem;
pub use solve::{Solution, Worth, solve};
