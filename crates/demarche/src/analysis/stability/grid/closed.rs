//! The worst that the others can force where every combination is a state, and each of them moves along its own axis in the same way everywhere.
//!
//! What several parties reach together is then the product of what each reaches, so that the least level is found axis by axis, without any search.
//! Cost: O(places) an axis and class.

use crate::analysis::stability::grid::claims::Opponent;
use crate::analysis::stability::grid::lines::Position;
use crate::finding::Notion;

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
        let (classes, lower) = (opponent.classes, &opponent.lines.lower);
        // Class by class, the positions to which it leads, from the best down, with those that tie together.
        let orders: Vec<Vec<Vec<u32>>> = (0..classes.count())
            .map(|class| {
                let onward = std::iter::once(class as u32).chain(classes.after[class].iter().copied());
                let mut positions: Vec<u32> = onward.flat_map(|class| &classes.members[class as usize]).copied().collect();
                positions.sort_by_key(|position| std::cmp::Reverse(lower[*position as usize].number()));
                positions
                    .chunk_by(|left, right| lower[*left as usize].number() == lower[*right as usize].number())
                    .map(<[u32]>::to_vec)
                    .collect()
            })
            .collect();
        sweep(opponent, levels, |rows, least| {
            for (class, groups) in orders.iter().enumerate() {
                least.fill(u32::MAX);
                for group in groups {
                    // What is given is not worse than what is taken later, and ties are no improvements.
                    if let [row] = group.as_slice() {
                        if classes.of[*row as usize] as usize == class {
                            rows.exchange(*row, least)
                        } else {
                            rows.take(*row, least)
                        }
                        continue;
                    }
                    let given = group.iter().filter(|row| classes.of[**row as usize] as usize == class);
                    let before: Vec<u32> = least.to_vec();
                    group.iter().for_each(|row| rows.take(*row, least));
                    given.for_each(|row| rows.give(*row, &before));
                }
            }
        });
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
