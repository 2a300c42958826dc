//! What the analyst declared, names resolved and sources attached.
//!
//! A [`Case`] holds no numbers that an analysis reads: it is the text, checked. Every line, structural lines included, is a
//! [`Statement`] with its kind, its citations and its place in the file, so that each finding can say what it rests on.
//! Parts, in reading order: [`types`] (this vocabulary), [`formula`] (what a formula says once its names are resolved), [`mod@read`] (text to
//! case), [`lint`] (questions to the analyst), [`edit`] (the case changed by a question "what if"), [`taken`] (which lines count), [`difference`] (two versions of a case).

pub mod difference;
pub mod edit;
pub mod formula;
pub mod lint;
pub mod read;
pub mod taken;
pub mod types;

pub use formula::{Comparator, Formula};
pub use read::{Loader, ReadLimits, Reading, read};
pub use taken::Taken;
pub use types::*;

/// The case file's JSON Schema (draft 2020-12), so that editors complete and check while one types.
pub const CASE_SCHEMA: &str = include_str!("case/schema.json");
