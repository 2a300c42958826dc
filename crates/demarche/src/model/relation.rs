//! What is true of two states under every admissible preference of a party.

use crate::case::Interval;
use crate::finding::Change;

/// What holds between two states under every admissible preference. A strict fact implies its weak one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relation {
    /// The first is at least as good.
    pub at_least: bool,
    /// The first is better.
    pub better: bool,
    /// The first is at most as good.
    pub at_most: bool,
    /// The first is worse.
    pub worse: bool,
}

impl Relation {
    /// The two are as good as each other.
    pub const SAME: Relation = Relation {
        at_least: true,
        better: false,
        at_most: true,
        worse: false,
    };

    /// From a complete comparison.
    pub fn from_ordering(ordering: std::cmp::Ordering) -> Self {
        Relation {
            at_least: ordering.is_ge(),
            better: ordering.is_gt(),
            at_most: ordering.is_le(),
            worse: ordering.is_lt(),
        }
    }

    /// From the intervals in which two values lie, each anywhere in its own.
    pub fn from_intervals(first: &Interval, second: &Interval) -> Self {
        Relation {
            at_least: first.low >= second.high,
            better: first.low > second.high,
            at_most: first.high <= second.low,
            worse: first.high < second.low,
        }
    }

    /// Whether the first is better under some admissible preference (or that cannot be excluded).
    pub fn may_be_better(self) -> bool {
        !self.at_most
    }

    /// In one word.
    pub fn change(self) -> Change {
        match (self.at_least, self.at_most) {
            (true, true) => Change::Same,
            (true, false) if self.better => Change::Better,
            (true, false) => Change::AtLeastAsGood,
            (false, true) if self.worse => Change::Worse,
            (false, true) => Change::AtMostAsGood,
            (false, false) => Change::Unknown,
        }
    }
}
