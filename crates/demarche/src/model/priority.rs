//! Option prioritization (Peng, Hipel & Kilgour 1997): the first formula on which two states differ decides.
//!
//! The truth of the formulas, most important first, is a number in binary, and the order of the states is that of the numbers. A formula that speaks of one issue adds a part that
//! depends on that issue's value only; the parts of all such formulas are added up through two small tables. Other formulas are evaluated for 64 combinations at a time
//! ([`Sliced`]). So no formula is interpreted state by state.

use crate::case::Formula;
use crate::index::{IssueId, Key};
use crate::model::bits::Bits;
use crate::model::ordered::{dense_narrow, widest};
use crate::model::sliced::Sliced;
use crate::model::space::Space;
use crate::model::spread::Sharing;

/// Combinations of the last issues whose parts are kept in a table, about.
const INNER: u64 = 1 << 12;
/// Combinations from which threads share the work.
const SHARING: Sharing = Sharing { from: 1 << 16 };

/// Dense ranks of all states, higher being better. Any number of formulas.
/// Cost: combinations times the formulas that speak of several issues / 64, and a pass for every 30 less log2(states) formulas, the first pass taking 5 + log2(states).
pub fn ranks(space: &Space, formulas: &[&Formula]) -> Vec<u32> {
    let sliced = Sliced::new(space);
    let widest = widest(space.len());
    let mut ranks: Vec<u32> = Vec::new();
    let mut rest = formulas;
    while !rest.is_empty() || ranks.is_empty() {
        let known = ranks.iter().max().map_or(0, |top| u32::BITS - top.leading_zeros());
        let (chunk, after) = rest.split_at(rest.len().min((widest - known).max(1) as usize));
        rest = after;
        let mut keys = space.known_of_states(truths(space, &sliced, chunk));
        for (key, rank) in keys.iter_mut().zip(&ranks) {
            *key |= rank << chunk.len();
        }
        dense_narrow(&mut keys, (known + chunk.len() as u32).max(1));
        ranks = keys;
        if ranks.is_empty() {
            break;
        }
    }
    ranks
}

/// By combination, the truth of each formula as one bit, the first the most significant.
fn truths(space: &Space, sliced: &Sliced<'_>, formulas: &[&Formula]) -> Vec<u32> {
    let issues = || (0..space.issues()).map(IssueId::from_index);
    let mut tables: Vec<Vec<u32>> = issues().map(|issue| vec![0; space.radix(issue) as usize]).collect();
    let mut constant = 0;
    let mut others: Vec<(u32, Bits)> = Vec::new();
    for (place, formula) in formulas.iter().rev().enumerate() {
        match formula.issues().as_slice() {
            [] => constant |= u32::from(formula.holds(&|_| 0)) << place,
            [issue] => {
                for (value, part) in (0u32..).zip(&mut tables[issue.index()]) {
                    *part |= u32::from(formula.holds(&|_| value)) << place;
                }
            }
            _ => others.push((place as u32, sliced.combinations(formula))),
        }
    }
    // The last issues, whose parts make one table; of the first ones the part is worked out once for each run of it.
    let (first_inner, inner) = space.tail(INNER);
    let part = |combination: u64, issues: std::ops::Range<usize>| {
        issues.fold(0, |parts, issue| {
            parts | tables[issue][space.digit(combination, IssueId::from_index(issue)) as usize]
        })
    };
    let table: Vec<u32> = (0..inner)
        .map(|inside| part(inside, first_inner..space.issues()) | constant)
        .collect();
    let mut keys = vec![0u32; space.combinations() as usize];
    SHARING.pieces(&mut keys, inner as usize, |run, keys| {
        let first = run as u64 * inner;
        let outer = part(first, 0..first_inner);
        for (key, inside) in keys.iter_mut().zip(&table) {
            *key = outer | inside;
        }
        for (place, bits) in &others {
            for (offset, key) in keys.iter_mut().enumerate() {
                *key |= u32::from(bits.get(first as usize + offset)) << place;
            }
        }
    });
    keys
}
