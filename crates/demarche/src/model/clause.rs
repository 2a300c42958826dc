//! What does not compensate: red lines, and outright acceptance.

use crate::case::Formula;
use crate::finding::ClauseVerb;
use crate::index::{StateId, StatementId};
use crate::model::space::Space;

/// A voter's clauses under one reading of positions.
#[derive(Clone, Debug, Default)]
pub struct Clauses {
    /// No state that breaks one of these is acceptable.
    pub red_lines: Vec<RedLine>,
    /// States in which one of these holds are acceptable.
    pub accepts: Vec<(Formula, StatementId)>,
}

/// One red line.
#[derive(Clone, Debug)]
pub struct RedLine {
    /// What it is about.
    pub formula: Formula,
    /// Whether it must hold or must not.
    pub verb: ClauseVerb,
    /// Whether it is a stated position, read as a red line.
    pub position: bool,
    /// The line that says so.
    pub line: StatementId,
}

impl RedLine {
    /// Whether a state crosses it.
    pub fn is_crossed(&self, space: &Space, state: StateId) -> bool {
        space.holds(&self.formula, state) == (self.verb == ClauseVerb::Refuses)
    }
}

impl Clauses {
    /// The first red line that a state crosses.
    pub fn crossed(&self, space: &Space, state: StateId) -> Option<&RedLine> {
        self.red_lines.iter().find(|line| line.is_crossed(space, state))
    }

    /// The first line that accepts a state outright.
    pub fn accepted(&self, space: &Space, state: StateId) -> Option<StatementId> {
        self.accepts
            .iter()
            .find(|(formula, _)| space.holds(formula, state))
            .map(|(_, line)| *line)
    }

    /// Whether there is no clause at all.
    pub fn is_empty(&self) -> bool {
        self.red_lines.is_empty() && self.accepts.is_empty()
    }
}
