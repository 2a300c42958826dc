//! The best deal of a diagram whose sums have floors: branch and bound, level by level (Land and Doig 1960), exact.

use crate::analysis::vast::bounds::{Cut, Floor, cuts};
use crate::analysis::vast::diagram::{Diagram, NONE};
use crate::analysis::vast::sums::Tables;
use crate::analysis::vast::work::{Stop, Work};

/// What is sought.
pub struct Search<'a> {
    /// Among these.
    pub diagram: &'a Diagram,
    /// With these sums at least.
    pub floors: Vec<Floor>,
    /// With this sum as great as can be; nothing if any deal will do.
    pub goal: Option<&'a Tables>,
    /// Whether the values chosen up to a level rule a deal out for a reason that the diagram does not hold.
    pub ruled_out: &'a dyn Fn(usize, &[u32]) -> bool,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The best that was found: its values by level, and its goal (0 without one).
    pub best: Option<(Vec<u32>, i128)>,
    /// What no deal exceeds, whether found or not; nothing where there is none, beside what was known before.
    pub bound: Option<i128>,
    /// Whether everything was looked at, or left out for a reason.
    pub complete: bool,
}

/// One level of the path that is being looked at.
struct Frame {
    node: u32,
    /// Values still to be tried, the most promising last.
    open: Vec<u32>,
    /// By cut: what the path added before this level.
    before: Vec<i128>,
}

impl Search<'_> {
    /// The best deal whose goal is more than `known`, if any; `left` counts down the nodes that may be looked at. Where the work is interrupted or
    /// the nodes run out, what is known is told.
    pub fn run(&self, known: Option<i128>, left: &mut u64, work: &mut Work<'_>) -> Found {
        let mut found = Found {
            complete: true,
            ..Found::default()
        };
        if self.diagram.is_empty() {
            return found;
        }
        let cuts = cuts(self.diagram, self.goal, &self.floors);
        let mut least = known;
        let nothing = vec![0i128; cuts.len()];
        if self.is_hopeless(&cuts, &nothing, 0, 0, least) {
            return found;
        }
        let mut values = vec![0u32; self.diagram.layers.len()];
        let mut frames = vec![self.frame(&cuts, 0, 0, nothing)];
        // The cut that is the goal itself comes after the one that leads, if there are floors to weigh.
        let goal_cut = self.goal.map(|_| usize::from(!self.floors.is_empty()));
        while let Some(level) = frames.len().checked_sub(1) {
            let Some(value) = frames[level].open.pop() else {
                frames.pop();
                continue;
            };
            let stopped = *left == 0 || work.step(1).is_err();
            if stopped {
                frames[level].open.push(value);
                found.complete = false;
                found.bound = self.open_bound(&cuts, &frames, least);
                return found;
            }
            *left -= 1;
            let to = self.diagram.layers[level].of(frames[level].node)[value as usize];
            let before: Vec<i128> = cuts
                .iter()
                .zip(&frames[level].before)
                .map(|(cut, before)| before + cut.tables[level][value as usize])
                .collect();
            if self.is_hopeless(&cuts, &before, level + 1, to, least) {
                continue;
            }
            values[level] = value;
            if (self.ruled_out)(level, &values) {
                continue;
            }
            if level + 1 < self.diagram.layers.len() {
                frames.push(self.frame(&cuts, level + 1, to, before));
                continue;
            }
            let reached = goal_cut.map_or(0, |cut| before[cut]);
            found.best = Some((values.clone(), reached));
            found.bound = Some(reached);
            least = Some(reached);
            if self.goal.is_none() {
                return found;
            }
        }
        found
    }

    /// Whether no path from a node reaches the floors and a goal of more than `least`.
    fn is_hopeless(&self, cuts: &[Cut], before: &[i128], layer: usize, node: u32, least: Option<i128>) -> bool {
        cuts.iter().zip(before).any(|(cut, before)| match least {
            _ if cut.goal == 0 => before + cut.after[layer][node as usize] < cut.asked,
            Some(least) => cut.most(*before, layer, node).is_some_and(|most| most <= least),
            None => false,
        })
    }

    fn frame(&self, cuts: &[Cut], level: usize, node: u32, before: Vec<i128>) -> Frame {
        let arcs = self.diagram.layers[level].of(node);
        let mut open: Vec<u32> = (0u32..).zip(arcs).filter(|(_, to)| **to != NONE).map(|(value, _)| value).collect();
        if let Some(cut) = cuts.first() {
            let promise = |value: &u32| {
                let value = *value as usize;
                cut.tables[level][value] + cut.after[level + 1][arcs[value] as usize]
            };
            open.sort_by_key(|value| (promise(value), std::cmp::Reverse(*value)));
        } else {
            open.reverse();
        }
        Frame { node, open, before }
    }

    /// What no deal exceeds where these frames remain to be looked at.
    fn open_bound(&self, cuts: &[Cut], frames: &[Frame], least: Option<i128>) -> Option<i128> {
        let mut bound = least;
        for (level, frame) in frames.iter().enumerate() {
            for value in &frame.open {
                let to = self.diagram.layers[level].of(frame.node)[*value as usize];
                let most = cuts
                    .iter()
                    .zip(&frame.before)
                    .filter_map(|(cut, before)| cut.most(before + cut.tables[level][*value as usize], level + 1, to));
                bound = bound.max(most.min());
            }
        }
        bound
    }
}

/// Every deal of a diagram with these sums, in the order of levels and values, until `most` of them were found; whether that is all.
///
/// # Errors
/// [`Stop::Asked`] if the work was interrupted; [`Stop::TooLarge`] if the nodes run out.
pub fn every(search: &Search<'_>, most: usize, left: &mut u64, work: &mut Work<'_>) -> Result<Vec<Vec<u32>>, Stop> {
    let mut found = Vec::new();
    if search.diagram.is_empty() {
        return Ok(found);
    }
    let cuts = cuts(search.diagram, None, &search.floors);
    let nothing = vec![0i128; cuts.len()];
    if search.is_hopeless(&cuts, &nothing, 0, 0, None) {
        return Ok(found);
    }
    let mut values = vec![0u32; search.diagram.layers.len()];
    let mut frames = vec![search.frame(&cuts, 0, 0, nothing)];
    while let Some(level) = frames.len().checked_sub(1) {
        let Some(value) = frames[level].open.pop() else {
            frames.pop();
            continue;
        };
        work.step(1)?;
        *left = left.checked_sub(1).ok_or(Stop::TooLarge)?;
        let to = search.diagram.layers[level].of(frames[level].node)[value as usize];
        let added = |(cut, before): (&Cut, &i128)| before + cut.tables[level][value as usize];
        let before: Vec<i128> = cuts.iter().zip(&frames[level].before).map(added).collect();
        values[level] = value;
        if search.is_hopeless(&cuts, &before, level + 1, to, None) || (search.ruled_out)(level, &values) {
            continue;
        }
        if level + 1 < search.diagram.layers.len() {
            frames.push(search.frame(&cuts, level + 1, to, before));
            continue;
        }
        found.push(values.clone());
        if found.len() == most {
            break;
        }
    }
    Ok(found)
}
