//! Would a state hold? The graph model's notions for n parties.
//!
//! Definitions are those of the graph-model literature (Fang, Hipel & Kilgour 1993) with sanctions by *legal sequences*: the other
//! parties may move many times, but nobody twice running. A tie with the starting state counts as a sanction.
//!
//! Parts, in reading order: [`ladder`] (Nash, SEQ, SSEQ, SMR and GMR for every state of a case
//! with complete preferences, near-linear: by [`grid`], or by [`blocks`] and [`worst`], the worst that the others can force), [`reply`] (the same for single states under incomplete preferences, by definition), [`sequence`]
//! (shortest legal sequences, for witnesses), [`scope`] (which moves a deal is about), [`simultaneous`] (SIM), [`coalition`] (joint moves), [`farsighted`] (largest consistent set),
//! [`unknown`] (four attitudes to what is not known of preferences).

pub mod blocks;
pub mod coalition;
pub mod farsighted;
pub mod grid;
pub mod holding;
pub mod ladder;
pub mod reply;
pub mod scope;
pub mod sequence;
pub mod simultaneous;
pub mod unknown;
pub mod worst;

pub use ladder::Ladder;
pub use reply::Replies;
pub use scope::Scope;
pub use unknown::UnknownPreferences;
