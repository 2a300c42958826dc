//! Conflicts of any size, by the generator that the published timings of a graph-model program (GMCR+ 0.4.1) were measured with: options split as evenly as possible among
//! the parties, the first having the surplus; everything feasible and reversible, unless gaps and one-way options are asked for.

use std::fmt::Write;

use super::twister::Twister;

/// How preferences are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// For each party, the options in random order, each wanted or not: a strict lexicographic order of all states.
    Lex,
    /// For each party, all states in random order.
    Random,
    /// Each party has one option and wants it taken.
    Selfish,
}

/// Options, their owners, and what the parties want.
pub(crate) struct Conflict {
    pub(crate) parties: usize,
    pub(crate) options: usize,
    /// By party: (option, wanted) in order of importance; for [`Family::Lex`] and [`Family::Selfish`].
    pub(crate) priorities: Vec<Vec<(usize, bool)>>,
    /// By party: states, the best first, bit `k` of a state standing for option `k`; for [`Family::Random`].
    pub(crate) rankings: Vec<Vec<u32>>,
}

impl Conflict {
    /// With the seed of the published timings.
    pub(crate) fn new(family: Family, parties: usize, options: usize) -> Self {
        let mut twister = Twister::new(1_000_003 + parties as u64 * 101 + options as u64);
        let (mut priorities, mut rankings) = (Vec::new(), Vec::new());
        for party in 0..parties {
            match family {
                Family::Lex => {
                    let mut order: Vec<usize> = (0..options).collect();
                    twister.shuffle(&mut order);
                    // The choice is between "Y" and "N", in this order.
                    priorities.push(order.into_iter().map(|option| (option, twister.below(2) == 0)).collect());
                }
                Family::Random => {
                    let mut states: Vec<u32> = (0..1 << options).collect();
                    twister.shuffle(&mut states);
                    rankings.push(states);
                }
                Family::Selfish => priorities.push(vec![(party, true)]),
            }
        }
        Conflict {
            parties,
            options,
            priorities,
            rankings,
        }
    }

    /// Who has an option.
    pub(crate) fn owner(&self, option: usize) -> usize {
        let (each, more) = (self.options / self.parties, self.options % self.parties);
        let long = more * (each + 1);
        if option < long {
            option / (each + 1)
        } else {
            more + (option - long) / each.max(1)
        }
    }

    /// The conflict as a case, if preferences are priorities. `one_way`: every so many-th option cannot be taken back; 0 for none. `never`: what is ruled out.
    pub(crate) fn text(&self, one_way: usize, never: &[String]) -> String {
        let mut text = String::from("title = 'generated'\n");
        for party in 0..self.parties {
            let _ = writeln!(text, "[party.p{party}]");
        }
        for option in 0..self.options {
            let irreversible = one_way > 0 && option % one_way == one_way - 1;
            let irreversible = if irreversible { "irreversible = true\n" } else { "" };
            let _ = writeln!(text, "[issue.o{option}]\nby = 'p{}'\n{irreversible}", self.owner(option));
        }
        for formula in never {
            let _ = writeln!(text, "[[never]]\nformula = '{formula}'");
        }
        for (party, priorities) in self.priorities.iter().enumerate() {
            let wanted = priorities.iter().map(|(option, wanted)| {
                if *wanted {
                    format!("'o{option}'")
                } else {
                    format!("'not o{option}'")
                }
            });
            let wanted: Vec<String> = wanted.collect();
            let _ = writeln!(text, "[[statement]]\nparty = 'p{party}'\npriority = [{}]", wanted.join(", "));
        }
        text
    }

    /// Ranks of all states, higher being better, where every combination of options is one; the first option is the most significant.
    pub(crate) fn ranks(&self, party: usize) -> Vec<u32> {
        let count = 1u32 << self.options;
        // Bit `option` of a state as the generator numbers them, from one as a case does.
        let turned = |state: u32| state.reverse_bits() >> (32 - self.options);
        if let Some(ranking) = self.rankings.get(party) {
            let mut ranks = vec![0; count as usize];
            for (place, state) in ranking.iter().enumerate() {
                ranks[turned(*state) as usize] = count - 1 - place as u32;
            }
            return ranks;
        }
        let priorities = &self.priorities[party];
        let rank = |state: u32| {
            let state = turned(state);
            priorities.iter().fold(0, |rank, (option, wanted)| {
                rank << 1 | u32::from((state >> option & 1 == 1) == *wanted)
            })
        };
        (0..count).map(rank).collect()
    }
}
