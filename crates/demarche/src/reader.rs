//! News text in, cited evidence out: who said or did what, to whom, about what, according to whom, at which bytes.
//!
//! A drafting aid by rules: no network, no weights. Parts, in reading order: [`document`] (bytes to a normalized shadow that knows
//! where it came from; `markdown`, `page`), `sentence`, `token`, `lexicon` (the tables in `data/`), `tag` (verb or noun), [`gazetteer`]
//! (names of actors), `phrase` (which actor a phrase names), `clause` (verbs and their subjects), `frame` (what a verb means in a
//! construction), `act` (who does what), `nominal` (acts of nouns), `attribution` (who says so), `memory` (titles, pronouns, pairs),
//! `read` (records), [`evidence`] (what a record holds), `written` (records as text),
//! `marked` (the text as a page with its evidence marked), [`draft`] (records to a
//! case).
//!
//! Nothing in a record lacks its passage, and no sentence is dropped: one that gave nothing is in the reading all the same.

mod act;
mod attribution;
mod calendar;
mod clause;
mod deadline;
pub mod document;
pub mod draft;
pub mod evidence;
mod frame;
pub mod gazetteer;
pub mod language_model;
mod lexicon;
mod markdown;
mod marked;
mod memory;
mod nominal;
mod page;
mod phrase;
mod quotation;
mod read;
mod sentence;
mod tag;
mod token;
mod written;

pub use calendar::Day;
pub use document::{Document, MOST_BYTES, Markup, deepest};
pub use evidence::{Evidence, Reading};
pub use gazetteer::Gazetteer;
pub use marked::marked_page;
pub use quotation::LONGEST_QUOTATION;
pub use read::{MOST_RECORDS_OF_SENTENCE, MOST_SENTENCES, Reader};
pub use sentence::LONGEST_SENTENCE;
pub use token::MOST_TOKENS;
pub use written::{json_lines, toml};
