//! Every path of the stability engines, with each feature and without, gives the same levels: against the definitions on small cases, and against each other on
//! larger ones.

use demarche::analysis::stability::Ladder;
use demarche::analysis::stability::grid::GridLevels;
use demarche::analysis::stability::grid::engine::{Method, Tuning};
use demarche::analysis::stability::ladder::{Engine, THRESHOLD_NOTIONS};
use demarche::analysis::watch::Unwatched;
use demarche::case::{Consent, Formula};
use demarche::index::{IssueId, Key, PartyId, StateId};
use demarche::model::effectivity::Passage;
use demarche::model::spread::Sharing;
use demarche::model::{Effectivity, Limits, Model, MoveGraph, Space, dense};

use crate::twins::graph::Graph;
use crate::twins::notions::Valued;
use crate::twins::random::Dice;

/// What the engine may be told to do, each with a name.
const ENGINES: [(&str, Engine); 7] = [
    ("as for users", Engine::Fitting(Tuning::STANDARD)),
    ("shared among threads", Engine::Fitting(tuning(true, 0))),
    ("without product structure", Engine::Fitting(tuning(false, usize::MAX))),
    ("shared, without product structure", Engine::Fitting(tuning(false, 0))),
    ("row by row", Engine::Fitting(by_rows(true, usize::MAX))),
    ("shared, row by row, without product structure", Engine::Fitting(by_rows(false, 0))),
    ("by blocks", Engine::Blocks),
];

const fn tuning(product: bool, from: usize) -> Tuning {
    Tuning {
        product,
        sharing: Sharing { from },
        shortest_row: u32::MAX,
    }
}

/// Where nothing needs to be sorted, however short the rows.
const fn by_rows(product: bool, from: usize) -> Tuning {
    Tuning {
        shortest_row: 1,
        ..tuning(product, from)
    }
}

/// Each engine against the definitions, and on the same graph given arc by arc.
pub(super) fn check(model: &Model, graph: &Graph, value: &[Vec<i64>]) {
    let valued = Valued::new(graph, value);
    let ranks: Vec<&[u32]> = model
        .parties
        .values()
        .map(|party| party.voter.preference.ranks().unwrap())
        .collect();
    let arcs: Vec<Vec<(u32, u32)>> = graph
        .own
        .iter()
        .map(|own| {
            let arcs = own.iter().enumerate();
            arcs.flat_map(|(from, to)| to.iter().map(move |to| (from as u32, *to as u32)))
                .collect()
        })
        .collect();
    let by_arcs = MoveGraph::from_arcs(graph.states.len(), &arcs);
    let ladders = ENGINES.iter().map(|(name, engine)| (*name, *engine, &model.moves));
    for (name, engine, moves) in ladders.chain([("arc by arc", Engine::Blocks, &by_arcs)]) {
        let ladder = Ladder::of(&model.space, moves, ranks.clone(), &THRESHOLD_NOTIONS, engine, &mut Unwatched).unwrap();
        let equilibria = ladder.equilibria();
        for notion in THRESHOLD_NOTIONS {
            let (_, bits) = equilibria.iter().find(|(known, _)| *known == notion).unwrap();
            for state in 0..graph.states.len() {
                let id = StateId::from_index(state);
                let mut all = true;
                for party in 0..graph.parties {
                    let expected = valued.is_stable(party, state, notion);
                    all &= expected;
                    let found = ladder.is_stable(PartyId::from_index(party), notion, id);
                    assert_eq!(found, expected, "{name}: {notion:?} of p{party} at {state}");
                }
                assert_eq!(bits.get(state), all, "{name}: {notion:?} at {state}");
            }
        }
    }
}

/// A space, moves and ranks that are a grid.
struct Wide {
    space: Space,
    moves: MoveGraph,
    ranks: Vec<Vec<u32>>,
}

impl Wide {
    /// Several issues a party, owners mixed; holes, one-way changes, idle issues and ties, or not.
    fn new(dice: &mut Dice) -> Self {
        let parties = 1 + dice.below(4);
        let issues = parties + dice.below(6);
        let radices: Vec<u32> = (0..issues)
            .map(|_| 2 + u32::from(dice.below(4) == 0) + u32::from(dice.below(9) == 0))
            .collect();
        let one_way = dice.below(3);
        let grouped = dice.below(2) == 0;
        let passages = (0..issues)
            .map(|issue| {
                let owner = if grouped {
                    issue * parties / issues
                } else {
                    dice.below(parties + 1)
                };
                // The last owner is nobody.
                let by = if owner < parties {
                    Consent::One(PartyId::from_index(owner))
                } else {
                    Consent::Nobody
                };
                let forward = dice.below(6) < 2 * one_way;
                let pairs = (0..radices[issue]).flat_map(|from| (0..radices[issue]).map(move |to| (from, to)));
                let open = pairs.filter(|(from, to)| from != to && (!forward || from < to));
                open.map(|(from, to)| Passage {
                    from,
                    to,
                    by: by.clone(),
                    when: None,
                })
                .collect()
            })
            .collect();
        let mut never = Vec::new();
        for _ in 0..dice.below(3) * 2 {
            let atoms = (0..2 + dice.below(2)).map(|_| {
                let issue = dice.below(issues);
                Formula::In(IssueId::from_index(issue), vec![dice.below(radices[issue] as usize) as u32])
            });
            never.push(Formula::And(atoms.collect()));
        }
        let space = Space::from_radices(&radices, &never.iter().collect::<Vec<_>>(), &Limits::STANDARD).unwrap();
        let moves = MoveGraph::new(&space, &Effectivity::from_passages(passages), parties, &Limits::STANDARD).unwrap();
        let kind = dice.below(4);
        let ranks = (0..parties)
            .map(|_| {
                let weights: Vec<Vec<i64>> = radices
                    .iter()
                    .map(|radix| (0..*radix).map(|_| dice.below(50) as i64 - 25).collect())
                    .collect();
                let worth = |state: StateId, dice: &mut Dice| match kind {
                    0 => (0..issues)
                        .map(|issue| weights[issue][space.value(state, IssueId::from_index(issue)) as usize] << (2 * issue))
                        .sum(),
                    1 => (0..issues)
                        .map(|issue| weights[issue][space.value(state, IssueId::from_index(issue)) as usize])
                        .sum(),
                    2 => dice.below(5) as i64,
                    _ => dice.below(1 << 30) as i64,
                };
                let worths: Vec<i64> = space.states().map(|state| worth(state, dice)).collect();
                dense(&worths)
            })
            .collect();
        Wide { space, moves, ranks }
    }

    fn ladder(&self, engine: Engine) -> Ladder<'_> {
        let ranks = self.ranks.iter().map(Vec::as_slice).collect();
        Ladder::of(&self.space, &self.moves, ranks, &THRESHOLD_NOTIONS, engine, &mut Unwatched).unwrap()
    }
}

#[test]
fn every_path_gives_the_levels_that_blocks_give() {
    let mut seen = Vec::new();
    let cases = if cfg!(debug_assertions) { 300 } else { 2_000 };
    for seed in 0..cases {
        let mut dice = Dice::new(seed);
        let wide = Wide::new(&mut dice);
        if wide.space.is_empty() {
            continue;
        }
        let grid = wide.moves.grid().unwrap_or_else(|why| panic!("case {seed} is no grid: {why:?}"));
        let expected = wide.ladder(Engine::Blocks);
        for (name, engine) in ENGINES {
            let ladder = wide.ladder(engine);
            let (bits, known) = (ladder.equilibria(), expected.equilibria());
            assert_eq!(bits, known, "{name}, case {seed}");
            for (party, _) in grid.axes.iter() {
                for notion in THRESHOLD_NOTIONS {
                    for state in wide.space.states() {
                        let what = format!("{name}, case {seed}: {notion:?} of {party:?} at {state:?}");
                        assert_eq!(
                            ladder.margin(party, notion, state),
                            expected.margin(party, notion, state),
                            "margin; {what}"
                        );
                        if state.index() % 7 == seed as usize % 7 {
                            assert_eq!(
                                ladder.level(party, notion, state),
                                expected.level(party, notion, state),
                                "level; {what}"
                            );
                        }
                    }
                }
            }
        }
        let ranks: Vec<&[u32]> = wide.ranks.iter().map(Vec::as_slice).collect();
        for tuning in [Tuning::STANDARD, by_rows(true, usize::MAX)] {
            let levels = GridLevels::new(grid, &wide.space, &ranks, &THRESHOLD_NOTIONS, tuning, &mut Unwatched).unwrap();
            for party in grid.axes.keys() {
                seen.extend(THRESHOLD_NOTIONS.iter().filter_map(|notion| levels.method(party, *notion)));
            }
        }
    }
    for method in [
        Method::Fibres,
        Method::Product,
        Method::Components,
        Method::Descent,
        Method::Claims,
        Method::Flood,
    ] {
        let times = seen.iter().filter(|seen| **seen == method).count();
        assert!(times > 100, "{method:?} was used {times} times only");
    }
}

#[test]
fn answers_do_not_depend_on_the_number_of_threads() {
    for seed in 0..20 {
        let wide = Wide::new(&mut Dice::new(1_000 + seed));
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let ladder = wide.ladder(Engine::Fitting(tuning(true, 0)));
                let margins: Vec<Option<i64>> = wide
                    .space
                    .states()
                    .flat_map(|state| THRESHOLD_NOTIONS.map(|notion| ladder.margin(PartyId(0), notion, state)))
                    .collect();
                (margins, ladder.equilibria())
            })
        };
        assert!(with(1) == with(5), "case {seed}");
    }
}

/// Lines that are longer than a byte counts, and than two bytes count.
#[test]
fn long_lines_are_sorted_too() {
    // Nine binary issues make a line of 512; seventeen, of 131,072.
    for owners in [
        [vec![0; 9], vec![1; 3]].concat(),
        [vec![0; 2], vec![1; 17]].concat(),
        [vec![0; 5], vec![1; 2], vec![0; 6]].concat(),
    ] {
        let mut dice = Dice::new(owners.len() as u64);
        let space = Space::from_radices(&vec![2; owners.len()], &[], &Limits::STANDARD).unwrap();
        let passages = owners.iter().map(|owner| {
            let passage = |from: u32| Passage {
                from,
                to: 1 - from,
                by: Consent::One(PartyId(*owner)),
                when: None,
            };
            vec![passage(0), passage(1)]
        });
        let moves = MoveGraph::new(&space, &Effectivity::from_passages(passages.collect()), 2, &Limits::STANDARD).unwrap();
        let ranks: Vec<Vec<u32>> = (0..2)
            .map(|_| dense(&space.states().map(|_| dice.below(1 << 40)).collect::<Vec<_>>()))
            .collect();
        let wide = Wide { space, moves, ranks };
        assert!(wide.moves.grid().is_ok());
        let (ladder, expected) = (wide.ladder(Engine::Fitting(Tuning::STANDARD)), wide.ladder(Engine::Blocks));
        assert!(ladder.equilibria() == expected.equilibria());
        for state in wide.space.states().step_by(11) {
            for notion in THRESHOLD_NOTIONS {
                for party in [PartyId(0), PartyId(1)] {
                    assert_eq!(ladder.margin(party, notion, state), expected.margin(party, notion, state));
                }
            }
        }
    }
}
