//! Characters to syntax: the TOML tree and the formulas inside its strings, every part with its place.
//!
//! Nothing here knows what a party or an issue is. Parts, in reading order: [`tree`] (a TOML file as a tree with spans), [`token`] (the
//! words and signs of a formula), [`formula`] (conditions on states), [`consent`] (who must act together), [`fault`] (what can be wrong
//! inside a formula, counted from the formula's first byte).

pub mod consent;
pub mod fault;
pub mod formula;
pub mod token;
pub mod tree;
