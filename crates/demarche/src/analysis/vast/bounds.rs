//! Upper bounds on what a diagram's paths can still reach: Lagrangian bounds (Geoffrion 1974; on decision diagrams: Bergman, Cire and van Hoeve 2015).
//!
//! Weigh the goal and the floors with numbers that are not negative. No path on which every floor is reached has a weighted sum below that of the
//! floors; so a node from which not even the greatest weighted sum gets there can be left out. The weights are sought in floating point, by
//! subgradient steps; then they are whole numbers, and every sum made with them is exact, whatever the weights are. Bad weights make the search longer,
//! never wrong.

use crate::analysis::vast::diagram::{Diagram, NONE};
use crate::analysis::vast::sums::{Tables, greatest};

/// A sum that must reach a number.
#[derive(Clone, Debug)]
pub struct Floor {
    /// What is added.
    pub tables: Tables,
    /// The number.
    pub number: i128,
}

/// Weights of the goal and the floors, with what follows from them at each node.
#[derive(Clone, Debug)]
pub struct Cut {
    /// The goal's weight.
    pub goal: i128,
    /// What the floors ask of the weighted sum, without the goal.
    pub asked: i128,
    /// The weighted tables.
    pub tables: Tables,
    /// By layer and node: the greatest weighted sum of what follows.
    pub after: Vec<Vec<i128>>,
}

impl Cut {
    /// The cut with these weights.
    pub fn new(diagram: &Diagram, goal: Option<&Tables>, floors: &[Floor], weights: &Weights) -> Self {
        let mut tables: Tables = diagram.layers.iter().map(|layer| vec![0; layer.radix]).collect();
        let mut add = |from: &Tables, weight: i128| {
            for (table, adds) in tables.iter_mut().zip(from) {
                for (cell, adds) in table.iter_mut().zip(adds) {
                    *cell += adds * weight;
                }
            }
        };
        if let Some(goal) = goal {
            add(goal, weights.goal);
        }
        let mut asked = 0;
        for (floor, weight) in floors.iter().zip(&weights.floors) {
            add(&floor.tables, *weight);
            asked += floor.number * weight;
        }
        Cut {
            goal: weights.goal,
            asked,
            after: greatest(diagram, &tables),
            tables,
        }
    }

    /// The most that the goal can be where this much was added before a node and the floors are reached; nothing if they cannot be, or the cut does not
    /// speak of the goal.
    pub fn most(&self, before: i128, layer: usize, node: u32) -> Option<i128> {
        let room = before + self.after[layer][node as usize] - self.asked;
        (self.goal > 0).then(|| room.div_euclid(self.goal))
    }
}

/// Weights in whole numbers.
#[derive(Clone, Debug)]
pub struct Weights {
    /// Of the goal.
    pub goal: i128,
    /// Of each floor.
    pub floors: Vec<i128>,
}

/// Arcs that are looked at to find weights, about.
const ARCS: usize = 20_000_000;

/// Bits of a weight, at most.
const WEIGHT_BITS: u32 = 40;

/// Bits of a weighted sum, at most.
const SUM_BITS: u32 = 122;

/// The cuts for a search: one for each floor, one that asks whether the floors can be reached together, and with a goal two that bound it.
pub fn cuts(diagram: &Diagram, goal: Option<&Tables>, floors: &[Floor]) -> Vec<Cut> {
    let zero = || vec![0i128; floors.len()];
    let mut cuts = Vec::new();
    let mut cut = |weights: &Weights| cuts.push(Cut::new(diagram, goal, floors, weights));
    // The first cut leads the search: what it promises most is tried first.
    let sizes: Vec<f64> = floors.iter().map(|floor| size(&floor.tables)).collect();
    let narrow = WEIGHT_BITS.min(SUM_BITS.saturating_sub(longest(goal, floors)));
    if let Some(goal) = goal {
        if !floors.is_empty() {
            cut(&whole(&descend(diagram, Some(goal), floors, &sizes), narrow));
        }
        cut(&Weights { goal: 1, floors: zero() });
    }
    if floors.len() > 1 {
        cut(&whole(&descend(diagram, None, floors, &sizes), narrow));
    }
    for index in 0..floors.len() {
        let mut weights = zero();
        weights[index] = 1;
        cut(&Weights { goal: 0, floors: weights });
    }
    cuts
}

/// How far a sum can vary.
fn size(tables: &Tables) -> f64 {
    let ends = |table: &Vec<i128>| table.iter().max().zip(table.iter().min()).map_or(0, |(most, least)| most - least);
    (tables.iter().map(ends).sum::<i128>() as f64).max(1.0)
}

/// Bits of the longest sum, and of how many there are.
fn longest(goal: Option<&Tables>, floors: &[Floor]) -> u32 {
    let of = |tables: &Tables| -> u128 {
        let most = |table: &Vec<i128>| table.iter().map(|adds| adds.unsigned_abs()).max().unwrap_or(0);
        tables.iter().map(most).sum()
    };
    let floors = floors.iter().map(|floor| of(&floor.tables).max(floor.number.unsigned_abs()));
    let most = floors.chain(goal.map(of)).max().unwrap_or(0);
    // Up to 32 sums are weighted together.
    u128::BITS - most.leading_zeros() + 6
}

/// Weights, those of the floors last, in proportion to each other.
struct Proportions {
    goal: f64,
    floors: Vec<f64>,
}

/// Whole numbers in about these proportions.
fn whole(weights: &Proportions, bits: u32) -> Weights {
    let most = weights.floors.iter().copied().fold(weights.goal, f64::max);
    let unit = if most > 0.0 { (1u64 << bits.min(60)) as f64 / most } else { 0.0 };
    let round = |weight: f64| {
        let number = (weight * unit).round();
        if number.is_finite() && number > 0.0 { number as i128 } else { 0 }
    };
    Weights {
        // A goal that weighs nothing would not be bounded.
        goal: if weights.goal > 0.0 { round(weights.goal).max(1) } else { 0 },
        floors: weights.floors.iter().map(|weight| round(*weight)).collect(),
    }
}

/// Subgradient steps towards the weights with the lowest bound.
fn descend(diagram: &Diagram, goal: Option<&Tables>, floors: &[Floor], sizes: &[f64]) -> Proportions {
    let goal_size = goal.map_or(1.0, size);
    let arcs: usize = diagram.layers.iter().map(|layer| layer.arcs.len()).sum();
    let rounds = (ARCS / arcs.max(1)).clamp(20, 300);
    let start = if goal.is_some() { 0.0 } else { 1.0 / floors.len() as f64 };
    let mut weights = vec![start; floors.len()];
    let mut best = (f64::INFINITY, weights.clone());
    for round in 0..rounds {
        let per_unit: Vec<f64> = weights.iter().zip(sizes).map(|(weight, size)| weight / size).collect();
        let (reached, path) = longest_path(diagram, goal.map(|goal| (goal, 1.0 / goal_size)), floors, &per_unit);
        let asked: f64 = floors
            .iter()
            .zip(&per_unit)
            .map(|(floor, weight)| floor.number as f64 * weight)
            .sum();
        if reached - asked < best.0 {
            best = (reached - asked, weights.clone());
        }
        let slack: Vec<f64> = floors
            .iter()
            .zip(sizes)
            .map(|(floor, size)| {
                let sum: i128 = path.iter().zip(&floor.tables).map(|(value, table)| table[*value]).sum();
                (sum - floor.number) as f64 / size
            })
            .collect();
        let length = slack.iter().map(|slack| slack * slack).sum::<f64>().sqrt();
        if length < 1e-12 {
            break;
        }
        let step = 0.5 / (1.0 + f64::from(round as u32) / 6.0);
        for (weight, slack) in weights.iter_mut().zip(&slack) {
            *weight = (*weight - step * slack / length).max(0.0);
        }
        if goal.is_none() {
            let sum: f64 = weights.iter().sum();
            let evenly = 1.0 / weights.len() as f64;
            weights
                .iter_mut()
                .for_each(|weight| *weight = if sum > 1e-9 { *weight / sum } else { evenly });
        }
    }
    Proportions {
        goal: if goal.is_some() { 1.0 / goal_size } else { 0.0 },
        floors: best.1.iter().zip(sizes).map(|(weight, size)| weight / size).collect(),
    }
}

/// The greatest weighted sum, and the values on its path.
fn longest_path(diagram: &Diagram, goal: Option<(&Tables, f64)>, floors: &[Floor], weights: &[f64]) -> (f64, Vec<usize>) {
    let mut tables: Vec<Vec<f64>> = diagram.layers.iter().map(|layer| vec![0.0; layer.radix]).collect();
    let mut add = |from: &Tables, weight: f64| {
        for (table, adds) in tables.iter_mut().zip(from) {
            for (cell, adds) in table.iter_mut().zip(adds) {
                *cell += *adds as f64 * weight;
            }
        }
    };
    if let Some((goal, weight)) = goal {
        add(goal, weight);
    }
    for (floor, weight) in floors.iter().zip(weights).filter(|(_, weight)| **weight > 0.0) {
        add(&floor.tables, *weight);
    }
    let mut after = vec![0.0; diagram.ends.len()];
    let mut chosen: Vec<Vec<u32>> = Vec::new();
    for (layer, table) in diagram.layers.iter().zip(&tables).rev() {
        let mut values = vec![0u32; layer.width()];
        let mut sums = vec![f64::NEG_INFINITY; layer.width()];
        for node in 0..layer.width() {
            for (value, to) in layer.of(node as u32).iter().enumerate().filter(|(_, to)| **to != NONE) {
                let sum = table[value] + after[*to as usize];
                if sum > sums[node] {
                    (sums[node], values[node]) = (sum, value as u32);
                }
            }
        }
        chosen.push(values);
        after = sums;
    }
    chosen.reverse();
    let mut node = 0u32;
    let mut path = Vec::with_capacity(chosen.len());
    for (layer, values) in diagram.layers.iter().zip(&chosen) {
        let value = values[node as usize] as usize;
        path.push(value);
        node = layer.of(node)[value];
        if node == NONE {
            break;
        }
    }
    (after.first().copied().unwrap_or(f64::NEG_INFINITY), path)
}
