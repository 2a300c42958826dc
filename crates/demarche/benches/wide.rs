//! How long all states of a large conflict take, beside what it takes to read and write the ranks once.
//!
//! `cargo bench -p demarche --bench wide` prints a table; `-- 28` measures 2^28 states, `-- 12` and the like that many options only, and `-- 24 lex '!gaps'` only cases of that name and without gaps.
//! Cases are those of the generator of published timings (`tests/all/scaling/`). `with gaps`: two rules exclude 9 % of the combinations, and every fifth option cannot be taken back.
//! Nash, GMR, SMR and SEQ of every state and party, and where everybody stays. Each time is the least of several runs; all of them, and the memory bandwidth, are taken in one process.

#![allow(clippy::print_stdout, reason = "the table is what it is for")]

use std::time::{Duration, Instant};

use demarche::analysis::Unwatched;
use demarche::analysis::stability::Ladder;
use demarche::analysis::stability::grid::engine::Tuning;
use demarche::analysis::stability::ladder::Engine;
use demarche::case::{Consent, Formula};
use demarche::finding::Notion;
use demarche::index::{IssueId, Key, PartyId};
use demarche::model::effectivity::Passage;
use demarche::model::{Effectivity, Limits, MoveGraph, Ranked, Space};
use rayon::prelude::*;

#[allow(dead_code, reason = "the tests need more of it")]
#[path = "../tests/all/scaling/families.rs"]
mod families;
#[allow(dead_code, reason = "the tests need more of it")]
#[path = "../tests/all/scaling/twister.rs"]
mod twister;

use families::{Conflict, Family};

const NOTIONS: [Notion; 4] = [Notion::Nash, Notion::Gmr, Notion::Smr, Notion::Seq];

/// A conflict ready to be judged.
struct Case {
    name: String,
    space: Space,
    moves: MoveGraph,
    ranks: Vec<Vec<u32>>,
}

fn main() {
    // Cargo passes `--bench`.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let wanted: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let named = |family: Family, gaps: bool| {
        let name = format!("{family:?}{}", if gaps { " gaps" } else { "" }).to_lowercase();
        words.iter().filter(|word| word.parse::<usize>().is_err()).all(|word| {
            word.strip_prefix('!')
                .map_or_else(|| name.contains(word.as_str()), |word| !name.contains(word))
        })
    };
    println!("threads: {}", rayon::current_num_threads());
    println!("| case | states | preferences to ranks | ladder | read and write the ranks once | ratio | peak memory so far |");
    println!("|--|--:|--:|--:|--:|--:|--:|");
    if wanted.is_empty() {
        measure(|| build(Family::Selfish, 8, 8, false));
    }
    for options in [12, 16, 20, 24] {
        if !wanted.is_empty() && !wanted.contains(&options) {
            continue;
        }
        for (family, gaps) in [
            (Family::Lex, false),
            (Family::Lex, true),
            (Family::Random, false),
            (Family::Random, true),
        ] {
            if named(family, gaps) {
                measure(|| build(family, 3, options, gaps));
            }
        }
    }
    if wanted.contains(&28) {
        measure(|| build(Family::Lex, 2, 28, false));
    }
}

fn build(family: Family, parties: usize, options: usize, gaps: bool) -> (Case, Duration) {
    let conflict = Conflict::new(family, parties, options);
    let literal = |option: usize, taken: bool| Formula::In(IssueId::from_index(option), vec![u32::from(taken)]);
    let part = |share: usize| options * share / 24;
    let never = [
        Formula::And(vec![
            literal(part(0), true),
            literal(part(8), true),
            literal(part(16), true),
            literal(part(3), false),
        ]),
        Formula::And(vec![
            literal(part(1), true),
            literal(part(9), false),
            literal(part(17), true),
            literal(part(20), true),
            literal(part(4), true),
        ]),
    ];
    let never: Vec<&Formula> = if gaps { never.iter().collect() } else { Vec::new() };
    let limits = Limits {
        combinations: 1 << 28,
        ..Limits::STANDARD
    };
    let space = Space::from_radices(&vec![2; options], &never, &limits).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let passages = (0..options).map(|option| {
        let passage = |from: u32| Passage {
            from,
            to: 1 - from,
            by: Consent::One(PartyId(conflict.owner(option) as u32)),
            when: None,
        };
        let one_way = gaps && option % 5 == 4;
        if one_way { vec![passage(0)] } else { vec![passage(0), passage(1)] }
    });
    let effectivity = Effectivity::from_passages(passages.collect());
    let moves = MoveGraph::new(&space, &effectivity, parties, &limits).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let start = Instant::now();
    let ranks = (0..parties)
        .map(|party| match family {
            Family::Random => {
                let all = conflict.ranks(party);
                let kept: Vec<i64> = space
                    .states()
                    .map(|state| i64::from(all[space.combination(state) as usize]))
                    .collect();
                demarche::model::ordered::dense_numbers(&kept)
            }
            _ => {
                let literals: Vec<Formula> = conflict.priorities[party]
                    .iter()
                    .map(|(option, wanted)| literal(*option, *wanted))
                    .collect();
                Ranked::from_priority(&space, &literals.iter().collect::<Vec<_>>()).ranks().to_vec()
            }
        })
        .collect();
    let name = format!(
        "{family:?}, {parties} parties, 2^{options}{}",
        if gaps { ", with gaps" } else { "" }
    );
    (Case { name, space, moves, ranks }, start.elapsed())
}

fn measure(build: impl FnOnce() -> (Case, Duration)) {
    let (case, ranking) = build();
    let states = case.space.len();
    let times = if states > 1 << 25 { 1 } else { 5 + (1 << 16) / states };
    let mut equilibria = Vec::new();
    let ladder = least(times, || {
        let ranks = case.ranks.iter().map(Vec::as_slice).collect();
        let engine = Engine::Fitting(Tuning::STANDARD);
        let ladder = Ladder::of(&case.space, &case.moves, ranks, &NOTIONS, engine, &mut Unwatched);
        let found = ladder.unwrap_or_else(|refusal| panic!("{refusal:?}")).equilibria();
        equilibria = found.into_iter().map(|(_, bits)| bits.count()).collect();
    });
    let memory = peak();
    let mut copy: Vec<Vec<u32>> = case.ranks.iter().map(|ranks| vec![1; ranks.len()]).collect();
    let once = least(times.min(5), || {
        for (copy, ranks) in copy.iter_mut().zip(&case.ranks) {
            let chunks = copy.par_chunks_mut(1 << 16).zip(ranks.par_chunks(1 << 16)).with_min_len(4);
            chunks.for_each(|(copy, ranks)| copy.copy_from_slice(ranks));
        }
    });
    println!(
        "| {} | {states} | {ranking:.1?} | {ladder:.1?} | {once:.1?} | {:.0} | {memory} | equilibria {equilibria:?}",
        case.name,
        ladder.as_secs_f64() / once.as_secs_f64(),
    );
}

fn least(times: usize, mut work: impl FnMut()) -> Duration {
    let once = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..times).map(once).min().unwrap_or_default()
}

/// The most memory that the process has had, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.trim().to_owned())
}
