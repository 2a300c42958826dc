//! The groups of signatories that are looked at: the declared table, every pair, everybody.

use crate::finding::TableRole;
use crate::model::{Model, PartySet};

/// Pairs are listed for at most this many parties.
pub const MOST_PARTIES_FOR_PAIRS: usize = 8;

/// The groups, the declared table first, none twice, and whether pairs were left out because there are too many parties.
pub fn groups(model: &Model) -> (Vec<(PartySet, TableRole)>, bool) {
    let everybody = model.everybody();
    let mut groups = Vec::new();
    let mut add = |group: PartySet, role| {
        if !group.is_empty() && !groups.iter().any(|(known, _)| *known == group) {
            groups.push((group, role));
        }
    };
    add(model.table, TableRole::Declared);
    let too_many = everybody.len() > MOST_PARTIES_FOR_PAIRS;
    if !too_many {
        for first in everybody.iter() {
            for second in everybody.iter().filter(|second| *second > first) {
                add(PartySet::one(first).with(second), TableRole::Pair);
            }
        }
    }
    add(everybody, TableRole::All);
    (groups, too_many)
}
