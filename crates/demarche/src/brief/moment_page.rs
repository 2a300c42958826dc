//! The page of `demarche moment`: one file for each section.

mod room;

use super::page::Block;
use super::readings::Readings;
use super::words::Words;
use crate::finding::Moment;

/// The body of the page.
pub(super) fn blocks<'a>(words: Words<'a>, readings: Readings<'a, Moment>) -> Vec<Block> {
    vec![room::section(words, readings)]
}
