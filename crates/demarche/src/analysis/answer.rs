//! The documents that the commands print: one answer for each reading of positions.

use crate::analysis::watch::Watch;
use crate::case::{Case, Positions, Said};
use crate::finding::{Brief, Deals, Document, Stability, Why};
use crate::model::{Limits, Refusal};
use crate::span::Files;

/// What the user may set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How positions are read; `None` leaves it to the case.
    pub positions: Option<Positions>,
    /// Bounds.
    pub limits: Limits,
}

impl Settings {
    /// The case's own reading, the standard bounds.
    pub const STANDARD: Settings = Settings {
        positions: None,
        limits: Limits::STANDARD,
    };
}

/// The whole.
///
/// # Errors
/// A [`Refusal`] if the case exceeds a limit or the work was interrupted.
pub fn brief(_case: &Case, _files: &Files, _settings: &Settings, _watch: &mut dyn Watch) -> Result<Document<Brief>, Refusal> {
    Err(Refusal::Interrupted)
}

/// The deals.
///
/// # Errors
/// As [`brief`].
pub fn deals(_case: &Case, _files: &Files, _settings: &Settings, _watch: &mut dyn Watch) -> Result<Document<Deals>, Refusal> {
    Err(Refusal::Interrupted)
}

/// Every state, every party, every notion.
///
/// # Errors
/// As [`brief`].
pub fn stability(_case: &Case, _files: &Files, _settings: &Settings, _watch: &mut dyn Watch) -> Result<Document<Stability>, Refusal> {
    Err(Refusal::Interrupted)
}

/// Why states with `question` can or cannot be signed, and would or would not hold.
///
/// # Errors
/// As [`brief`].
pub fn why(_case: &Case, _files: &Files, _question: &Said, _settings: &Settings, _watch: &mut dyn Watch) -> Result<Document<Why>, Refusal> {
    Err(Refusal::Interrupted)
}
