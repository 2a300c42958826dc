//! What the analyst declared, names resolved and sources attached.
//!
//! A [`Case`] holds no numbers that an analysis reads: it is the text, checked. Every line, structural lines included, is a
//! [`Statement`] with its kind, its citations and its place in the file, so that each finding can say what it rests on.
//! Parts, in reading order: [`types`] (this vocabulary), [`formula`] (what a formula says once its names are resolved).

pub mod formula;
pub mod types;

pub use formula::{Comparator, Formula};
pub use types::*;
