//! The worst that the others can force where every combination is a state, and each of them moves along its own axis in the same way everywhere.
//!
//! What several parties reach together is then the product of what each reaches, so that the least level is found axis by axis, without any search.
//! Cost: O(places) an axis and class.

use crate::analysis::stability::grid::claims::Opponent;
use crate::analysis::stability::grid::lines::Position;
use crate::finding::Notion;
use crate::model::grid::Classes;

/// Replaces each level by the least that the moves of the others that count as reprisals lead to from there; where only improvements count, all lines of each axis must
/// have the same order.
pub fn least<P: Position>(notion: Notion, opponents: &[Opponent<'_, P>], levels: &mut [u32]) {
    match notion {
        Notion::Seq | Notion::Sseq => least_of_improving(opponents, levels),
        _ => least_of_any(opponents, levels),
    }
}

/// Replaces each level by the least that any moves of the others lead to from there.
fn least_of_any<P: Position>(opponents: &[Opponent<'_, P>], levels: &mut [u32]) {
    if opponents.iter().all(|opponent| opponent.classes.count() == 1) {
        let least = levels.iter().copied().min().unwrap_or(0);
        levels.fill(least);
        return;
    }
    for opponent in opponents {
        let classes = opponent.classes;
        let groups: Vec<Group<'_>> = (0..classes.count())
            .map(|class| Group {
                takes: std::iter::once(class as u32)
                    .chain(classes.after[class].iter().copied())
                    .flat_map(|class| &classes.members[class as usize])
                    .copied()
                    .collect(),
                gives: &classes.members[class],
            })
            .collect();
        // From class to class upwards what was given is taken again, which changes nothing: moves are transitive.
        sweep(opponent, levels, |rows, least| {
            for group in &groups {
                least.fill(u32::MAX);
                group.takes.iter().for_each(|row| rows.take(*row, least));
                group.gives.iter().for_each(|row| rows.give(*row, least));
            }
        });
    }
}

struct Group<'c> {
    takes: Vec<u32>,
    gives: &'c [u32],
}

/// Replaces each level by the least that improvements of the others lead to from there; all lines of each axis must have the same order.
fn least_of_improving<P: Position>(opponents: &[Opponent<'_, P>], levels: &mut [u32]) {
    for opponent in opponents {
        if opponent.finder.stride() == 1 {
            for line in levels.chunks_exact_mut(opponent.finder.size() as usize) {
                opponent.descents.iter().for_each(|descent| descent.go_down(line));
            }
            continue;
        }
        let mut before = vec![0; opponent.finder.stride() as usize];
        sweep(opponent, levels, |rows, least| {
            for descent in &opponent.descents {
                least.fill(u32::MAX);
                descent.go_down_rows(rows, least, &mut before);
            }
        });
    }
}

/// The positions to which those of one class lead, from the best down.
pub struct Descent {
    steps: Vec<Down>,
    /// Whether all positions are of the class, and none tie.
    plain: bool,
}

#[derive(Clone, Copy)]
struct Down {
    position: u32,
    /// Whether it is of the class itself.
    own: bool,
    /// Whether the next one is worse, and does not tie.
    ends: bool,
}

impl Descent {
    /// Class by class. `lower`: by position, how many are worse.
    pub fn all<P: Position>(classes: &Classes, lower: &[P]) -> Vec<Self> {
        let descent = |class: usize| {
            let onward = std::iter::once(class as u32).chain(classes.after[class].iter().copied());
            let mut positions: Vec<u32> = onward.flat_map(|class| &classes.members[class as usize]).copied().collect();
            let rank = |position: u32| lower[position as usize].number();
            positions.sort_by_key(|position| std::cmp::Reverse(rank(*position)));
            let steps = positions.iter().enumerate().map(|(place, position)| Down {
                position: *position,
                own: classes.of[*position as usize] as usize == class,
                ends: positions.get(place + 1).is_none_or(|next| rank(*next) != rank(*position)),
            });
            let steps: Vec<Down> = steps.collect();
            Descent {
                plain: steps.iter().all(|step| step.own && step.ends),
                steps,
            }
        };
        (0..classes.count()).map(descent).collect()
    }

    /// Along one line. What ties is no improvement, so that the least of what is strictly better counts.
    fn go_down(&self, line: &mut [u32]) {
        let mut least = u32::MAX;
        if self.plain {
            for step in &self.steps {
                let level = &mut line[step.position as usize];
                least = least.min(*level);
                *level = least;
            }
            return;
        }
        let (mut before, mut first) = (least, 0);
        for (place, step) in self.steps.iter().enumerate() {
            least = least.min(line[step.position as usize]);
            if step.ends {
                for step in self.steps[first..=place].iter().filter(|step| step.own) {
                    let level = &mut line[step.position as usize];
                    *level = (*level).min(before);
                }
                (before, first) = (least, place + 1);
            }
        }
    }

    /// Along neighbouring lines at once.
    fn go_down_rows(&self, rows: &mut Rows<'_>, least: &mut [u32], before: &mut [u32]) {
        let mut first = 0;
        for (place, step) in self.steps.iter().enumerate() {
            if step.ends && first == place {
                if step.own {
                    rows.exchange(step.position, least);
                } else {
                    rows.take(step.position, least);
                }
                first = place + 1;
                continue;
            }
            if first == place {
                before.copy_from_slice(least);
            }
            rows.take(step.position, least);
            if step.ends {
                let own = self.steps[first..=place].iter().filter(|step| step.own);
                own.for_each(|step| rows.give(step.position, before));
                first = place + 1;
            }
        }
    }
}

/// The levels of neighbouring lines, position by position.
struct Rows<'l> {
    levels: &'l mut [u32],
    stride: usize,
}

impl Rows<'_> {
    fn row(&mut self, position: u32) -> &mut [u32] {
        &mut self.levels[position as usize * self.stride..][..self.stride]
    }

    fn take(&mut self, position: u32, least: &mut [u32]) {
        for (level, least) in self.row(position).iter().zip(least) {
            *least = (*least).min(*level);
        }
    }

    fn give(&mut self, position: u32, least: &[u32]) {
        for (level, least) in self.row(position).iter_mut().zip(least) {
            *level = (*level).min(*least);
        }
    }

    /// Both, where nothing ties.
    fn exchange(&mut self, position: u32, least: &mut [u32]) {
        for (level, least) in self.row(position).iter_mut().zip(least) {
            *least = (*least).min(*level);
            *level = *least;
        }
    }
}

fn sweep<P: Position>(opponent: &Opponent<'_, P>, levels: &mut [u32], mut change: impl FnMut(&mut Rows<'_>, &mut [u32])) {
    let stride = opponent.finder.stride() as usize;
    let mut least = vec![0; stride];
    for levels in levels.chunks_exact_mut(stride * opponent.finder.size() as usize) {
        change(&mut Rows { levels, stride }, &mut least);
    }
}
