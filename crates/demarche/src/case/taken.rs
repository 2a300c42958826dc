//! What of a case is taken as said: how stated positions are read, and which lines are left out.
//!
//! A line that is left out says nothing: it is never taken for its contrary. What a party's silence means does not change by that: an issue on which
//! only a line that is left out speaks is unknown, and not one that the party does not care about. Structure (control, what is infeasible, what
//! no deal means) is never left out here, since a case without it is another case.

use crate::case::{Content, Positions, Statement};
use crate::index::StatementId;

/// Which lines count, and how stated positions are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    positions: Positions,
    /// Positions that are read the other way, ascending.
    otherwise: Vec<StatementId>,
    /// Lines that are left out, ascending.
    without: Vec<StatementId>,
}

impl Taken {
    /// Every line, with all positions read as `positions` (of the two readings; both means red lines).
    pub fn all(positions: Positions) -> Self {
        Taken {
            positions,
            otherwise: Vec::new(),
            without: Vec::new(),
        }
    }

    /// Leaves out these lines too.
    #[must_use]
    pub fn without(mut self, lines: impl IntoIterator<Item = StatementId>) -> Self {
        self.without.extend(lines);
        self.without.sort_unstable();
        self.without.dedup();
        self
    }

    /// Reads this position the other way than the rest.
    #[must_use]
    pub fn otherwise(mut self, line: StatementId) -> Self {
        self.otherwise.push(line);
        self.otherwise.sort_unstable();
        self.otherwise.dedup();
        self
    }

    /// Whether a line counts.
    pub fn counts(&self, line: StatementId) -> bool {
        self.without.binary_search(&line).is_err()
    }

    /// Whether a line that states a position is read as a red line.
    pub fn binds(&self, line: StatementId) -> bool {
        (self.positions != Positions::Openings) != self.otherwise.binary_search(&line).is_ok()
    }
}

impl Statement {
    /// Whether the line states a position: a demand or a rejection.
    pub fn is_position(&self) -> bool {
        matches!(self.content, Content::Demands(..) | Content::Rejects(..))
    }

    /// Whether the line can be left out, and the rest remains a case about the same parties, issues and moves.
    pub fn can_be_left_out(&self) -> bool {
        self.content.holder().is_some()
    }
}
