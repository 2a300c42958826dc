//! One question a file: model -> answer. [`answer`] puts the answers together into the documents that the commands print.
//!
//! Analyses never print and hold no prose; they return data with reasons.

pub mod acceptance;
pub mod answer;
pub mod bargaining;
pub mod conflict;
pub mod doubt;
pub mod efficiency;
pub mod evolution;
pub mod groups;
pub mod inverse;
pub mod least;
pub mod moment;
pub mod plan;
pub mod power;
pub mod rule;
pub mod signing;
pub mod stability;
pub mod tipping;
pub mod vast;
pub mod watch;

pub use answer::deal_query::Query;
pub use answer::search::quest::{Best, Near, Quest};
pub use answer::search::search;
pub use answer::sure::Doubt;
pub use answer::tip::Tipping;
pub use answer::{
    Settings, bargain, brief, deals, diff, inverse as inverse_of, moment as moment_of, nearest, power as power_of,
    stability as stability_of_all, sure, tip, what_if, why,
};
pub use watch::{Unwatched, Watch};
