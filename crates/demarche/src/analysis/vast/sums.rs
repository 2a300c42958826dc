//! What the values of each level add to a sum.

use crate::analysis::vast::compile::{Compiler, Level};
use crate::analysis::vast::diagram::{Diagram, NONE};
use crate::analysis::vast::form::Form;
use crate::case::Formula;
use crate::index::Key;

/// By level and value: what is added.
pub type Tables = Vec<Vec<i128>>;

/// The tables of one form; what holds anyway is added at the first level.
pub fn tables(compiler: &Compiler<'_>, form: &Form) -> Tables {
    let mut tables: Tables = compiler.codes.iter().map(|code| vec![0; code.radix as usize]).collect();
    for (formula, number) in &form.terms {
        let level = match formula.issues().as_slice() {
            [] => Some(0),
            [issue] => compiler
                .levels
                .iter()
                .position(|level| matches!(level, Level::Issue(other) if other == issue)),
            _ => compiler
                .levels
                .iter()
                .position(|level| matches!(level, Level::Truth(other) if other == formula)),
        };
        let Some(level) = level else { continue };
        for (value, cell) in (0u32..).zip(&mut tables[level]) {
            if adds(&compiler.levels[level], formula, value) {
                *cell += number;
            }
        }
    }
    tables
}

fn adds(level: &Level, formula: &Formula, value: u32) -> bool {
    match level {
        Level::Truth(other) if other == formula => value == 1,
        _ => formula.holds(&|_| value),
    }
}

/// The tables of a number of differences from `from`: one for each issue that differs.
pub fn distance(compiler: &Compiler<'_>, from: &[u32]) -> Tables {
    let of_level = |(level, code): (&Level, &crate::analysis::vast::compile::Code)| -> Vec<i128> {
        (0..code.radix)
            .map(|value| match level {
                Level::Issue(issue) => i128::from(from[issue.index()] != value),
                Level::Truth(_) => 0,
            })
            .collect()
    };
    compiler.levels.iter().zip(&compiler.codes).map(of_level).collect()
}

/// By layer and node: the greatest sum of what follows; the last entry holds the ends. `-1` times the tables give the least.
pub fn greatest(diagram: &Diagram, tables: &Tables) -> Vec<Vec<i128>> {
    let mut after = vec![0i128; diagram.ends.len()];
    let mut all = vec![after.clone()];
    for (layer, table) in diagram.layers.iter().zip(tables).rev() {
        let best = |node: usize| {
            let arcs = layer.of(node as u32).iter().zip(table);
            let sums = arcs.filter(|(to, _)| **to != NONE).map(|(to, adds)| adds + after[*to as usize]);
            sums.max().unwrap_or(0)
        };
        after = (0..layer.width()).map(best).collect();
        all.push(after.clone());
    }
    all.reverse();
    all
}

/// The tables times a number.
pub fn times(tables: &Tables, factor: i128) -> Tables {
    tables
        .iter()
        .map(|table| table.iter().map(|adds| adds * factor).collect())
        .collect()
}
