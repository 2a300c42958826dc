//! The page of `demarche moment`: one file for each section.

mod dilemmas;
mod ripeness;
mod room;
mod way;

use super::limits;
use super::page::Block;
use super::prose::Prose;
use super::readings::Readings;
use super::words::Words;
use crate::finding::Moment;

/// The body of the page.
pub(super) fn blocks<'a>(words: Words<'a>, readings: Readings<'a, Moment>) -> Vec<Block> {
    let mut blocks = vec![room::section(words, readings)];
    // Positions are compared with no deal by preferences alone, so that the first reading speaks for all.
    blocks.extend(readings.first().map(|moment| dilemmas::section(words, &moment.dilemmas)));
    blocks.push(ripeness::section(words, readings));
    blocks.extend(way::section(words, readings));
    let cuts = limits::all(readings.answers().flat_map(|moment| &moment.cuts));
    blocks.extend(
        cuts.into_iter()
            .map(|cut| Block::Note(Prose::from(format!("A limit was met: {}.", limits::cut(cut))))),
    );
    blocks
}
