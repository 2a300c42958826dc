//! Answers as plain data, each with its reasons.
//!
//! The terminal, the page, the JSON and the tests read the same values. A finding carries facts, never sentences: states by number and
//! label, parties by id, and the ids of the case's lines that it used. Verdicts have three values ([`Verdict`]): a case says less than a
//! ranking of all states, and what it leaves open stays open.
//!
//! Parts, in reading order: [`basics`] (states, moves, verdicts, lines), [`deal`] (what can be signed and what holds), [`table`] (who sits together, vetoes, goals),
//! [`stability`] (every state), [`bargaining`] (efficient deals and classical points), [`doubt`] (how sure) with [`reasons`] (what carries a finding), [`what_if`] (a case beside a changed one), [`diff`] (two versions of a case), [`view`] (what parties believe), [`tip`] (what would change a deal's fate), [`inverse`] (how far preferences are from that), [`moment`] (whether it is the time for a deal), [`power`] (who matters, formally), [`search`] (deals in spaces too large to be listed), [`plan`] (what an analysis would do and take), [`document`] (the whole answers that the commands print).

pub mod bargaining;
pub mod basics;
pub mod deal;
pub mod diff;
pub mod document;
pub mod doubt;
pub mod inverse;
pub mod moment;
pub mod plan;
pub mod power;
pub mod reasons;
pub mod search;
pub mod stability;
pub mod table;
pub mod tip;
pub mod view;
pub mod what_if;

pub use bargaining::*;
pub use basics::*;
pub use deal::*;
pub use diff::*;
pub use document::*;
pub use doubt::*;
pub use inverse::*;
pub use moment::*;
pub use plan::*;
pub use power::*;
pub use reasons::*;
pub use search::*;
pub use stability::*;
pub use table::*;
pub use tip::*;
pub use view::*;
pub use what_if::*;
