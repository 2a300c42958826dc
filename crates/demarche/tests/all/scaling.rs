//! The generator of the published timings, and the equilibria that were counted with them.

pub(crate) mod families;
pub(crate) mod twister;

use demarche::analysis::stability::Ladder;
use demarche::analysis::watch::Unwatched;
use demarche::case::Consent;
use demarche::finding::Notion;
use demarche::index::PartyId;
use demarche::model::effectivity::Passage;
use demarche::model::{Effectivity, Limits, MoveGraph, Space};

use crate::memory::model;
use families::{Conflict, Family};
use twister::Twister;

#[test]
fn the_generator_draws_what_python_draws() {
    // `r = random.Random(1); [r.randrange(1000) for _ in range(5)]`, and `shuffle(list(range(10)))` after it, in Python 3.11.
    let mut twister = Twister::new(1);
    let drawn: Vec<u32> = (0..5).map(|_| twister.below(1000)).collect();
    assert_eq!(drawn, EXPECTED_DRAWS);
    let mut items: Vec<u32> = (0..10).collect();
    twister.shuffle(&mut items);
    assert_eq!(items, EXPECTED_SHUFFLE);
}

const EXPECTED_DRAWS: [u32; 5] = [137, 582, 867, 821, 782];
const EXPECTED_SHUFFLE: [u32; 10] = [7, 2, 0, 8, 5, 6, 3, 9, 4, 1];

/// Equilibria under Nash, GMR, SMR and SEQ of a conflict of which only the ranks are given.
fn equilibria(conflict: &Conflict) -> [usize; 4] {
    let space = Space::from_radices(&vec![2; conflict.options], &[], &Limits::STANDARD).unwrap();
    let passages = (0..conflict.options).map(|option| {
        let by = Consent::One(PartyId(conflict.owner(option) as u32));
        let passage = |from: u32| Passage {
            from,
            to: 1 - from,
            by: by.clone(),
            when: None,
        };
        vec![passage(0), passage(1)]
    });
    let moves = MoveGraph::new(
        &space,
        &Effectivity::from_passages(passages.collect()),
        conflict.parties,
        &Limits::STANDARD,
    )
    .unwrap();
    let ranks: Vec<Vec<u32>> = (0..conflict.parties).map(|party| conflict.ranks(party)).collect();
    let ladder = Ladder::new(&space, &moves, ranks.iter().map(Vec::as_slice).collect(), &mut Unwatched).unwrap();
    let counts = ladder.equilibria();
    [Notion::Nash, Notion::Gmr, Notion::Smr, Notion::Seq].map(|notion| {
        let (_, bits) = counts.iter().find(|(known, _)| *known == notion).unwrap();
        bits.count()
    })
}

/// For two parties the published counts carry none of that program's known defects; for more, those of Nash do not.
#[test]
fn published_equilibria_are_counted_again() {
    let lex = [
        (6, [1, 8, 8, 1]),
        (8, [1, 55, 55, 7]),
        (9, [1, 40, 40, 13]),
        (10, [1, 83, 83, 78]),
        (11, [1, 1110, 1110, 813]),
        (12, [1, 930, 930, 97]),
    ];
    let random = [
        (6, [1, 29, 2, 16]),
        (8, [0, 169, 5, 47]),
        (9, [2, 345, 10, 61]),
        (10, [0, 804, 19, 153]),
        (11, [0, 1663, 12, 214]),
        (12, [1, 3670, 13, 629]),
    ];
    for (family, published) in [(Family::Lex, lex), (Family::Random, random)] {
        for (options, expected) in published {
            assert_eq!(
                equilibria(&Conflict::new(family, 2, options)),
                expected,
                "{family:?}, 2 parties, {options} options"
            );
        }
    }
    for (parties, options, nash) in [(3, 9, 2), (3, 10, 0), (3, 12, 2), (4, 10, 2), (4, 11, 1)] {
        let [found, ..] = equilibria(&Conflict::new(Family::Random, parties, options));
        assert_eq!(found, nash, "{parties} parties, {options} options");
    }
    assert_eq!(equilibria(&Conflict::new(Family::Selfish, 8, 8)), [1, 1, 1, 1]);
}

#[test]
fn a_written_case_has_the_ranks_of_the_generator() {
    for (family, parties, options) in [(Family::Lex, 3, 8), (Family::Lex, 4, 9), (Family::Selfish, 5, 5)] {
        let conflict = Conflict::new(family, parties, options);
        let written = model(&conflict.text(0, &[]));
        for (party, known) in written.parties.iter() {
            let found = known.voter.preference.ranks().unwrap();
            let expected = demarche::model::dense(&conflict.ranks(party.0 as usize));
            assert_eq!(found, expected, "{family:?}: {party:?}");
        }
    }
}
