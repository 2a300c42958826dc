//! Cooperative games: the core, the least core and the cost of stability by minimal balanced collections, the nucleolus by Kohlberg's
//! criterion; and games of the literature.
//!
//! No linear program here. The extreme points of balanced weights are the minimal balanced collections, of which small games have few: all
//! sets of at most `n` coalitions with a unique solution that is positive. They give the least core's epsilon as the largest of
//! `(sum of weight * worth - v(N)) / (sum of weights)`, and the cost of stability as the largest of `sum of weight * worth - v(N)`.

use std::sync::OnceLock;

use num_rational::Ratio;
use proptest::prelude::*;

use demarche::analysis::power::cooperative::CooperativeGame;
use demarche::analysis::power::core::{Core, core};
use demarche::analysis::power::cost_of_stability::cost_of_stability;
use demarche::analysis::power::least_core::least_core;
use demarche::analysis::power::nucleolus::nucleolus;
use demarche::rational::Rational;

use crate::twins::random::{Dice, for_random};

type Number = Ratio<i64>;

/// Coalitions with weights under which every player's weights sum to 1.
type Collection = Vec<(u32, Number)>;

/// The minimal balanced collections of 2 to 5 players; that of everybody alone is left out.
fn minimal_balanced(players: usize) -> &'static [Collection] {
    static FOUND: [OnceLock<Vec<Collection>>; 6] = [const { OnceLock::new() }; 6];
    FOUND[players].get_or_init(|| {
        let mut found = Vec::new();
        grow(players, 1, &mut Vec::new(), &mut found);
        found
    })
}

fn grow(players: usize, from: u32, chosen: &mut Vec<u32>, found: &mut Vec<Collection>) {
    if let Some(weights) = unique_weights(players, chosen) {
        found.push(chosen.iter().copied().zip(weights).collect());
    }
    if chosen.len() < players {
        for next in from..(1 << players) - 1 {
            chosen.push(next);
            grow(players, next + 1, chosen, found);
            chosen.pop();
        }
    }
}

/// The only weights that balance these coalitions, if they are unique and positive.
fn unique_weights(players: usize, chosen: &[u32]) -> Option<Vec<Number>> {
    let has = |coalition: u32, player: usize| Number::from_integer(i64::from(coalition >> player & 1));
    let mut rows: Vec<Vec<Number>> = (0..players)
        .map(|player| {
            chosen
                .iter()
                .map(|coalition| has(*coalition, player))
                .chain([Number::from_integer(1)])
                .collect()
        })
        .collect();
    let zero = Number::from_integer(0);
    for column in 0..chosen.len() {
        let pivot = (column..players).find(|row| rows[*row][column] != zero)?;
        rows.swap(column, pivot);
        let first = rows[column][column];
        rows[column].iter_mut().for_each(|entry| *entry /= first);
        let known = rows[column].clone();
        for (_, row) in rows.iter_mut().enumerate().filter(|(other, _)| *other != column) {
            let factor = row[column];
            row.iter_mut().zip(&known).for_each(|(entry, known)| *entry -= factor * known);
        }
    }
    let (solved, rest) = rows.split_at(chosen.len());
    let right = |row: &Vec<Number>| row[chosen.len()];
    (!chosen.is_empty() && rest.iter().all(|row| right(row) == zero) && solved.iter().all(|row| right(row) > zero))
        .then(|| solved.iter().map(right).collect())
}

/// Players and the worth of coalitions from the first on.
type Draft = (usize, Vec<i64>);

fn drafts(least: usize, most: usize) -> impl Strategy<Value = Draft> {
    (least..=most).prop_flat_map(|players| {
        let worth = prop_oneof![2 => 0i64..=1, 2 => -3i64..10, 1 => -1000i64..1000];
        proptest::collection::vec(worth, (1 << players) - 1).prop_map(move |worth| (players, worth))
    })
}

fn game((players, worth): &Draft) -> CooperativeGame {
    CooperativeGame::new(*players, |coalition| Rational::integer(worth[coalition as usize - 1])).unwrap()
}

fn small(number: &Rational) -> Number {
    Ratio::new(
        i64::try_from(number.numerator().clone()).unwrap(),
        i64::try_from(number.denominator().clone()).unwrap(),
    )
}

fn gets(division: &[Number], coalition: u32) -> Number {
    (0..division.len())
        .filter(|player| coalition >> player & 1 == 1)
        .map(|player| division[player])
        .sum()
}

fn claims(collection: &Collection, worth: &[i64]) -> Number {
    collection
        .iter()
        .map(|(coalition, weight)| weight * worth[*coalition as usize - 1])
        .sum()
}

/// What everybody gets of a division.
fn check_division(division: &[Rational], (players, worth): &Draft, forgone: Number, extra: Number) {
    let division: Vec<Number> = division.iter().map(small).collect();
    let all = (1 << players) - 1;
    assert_eq!(gets(&division, all), extra + worth[all as usize - 1]);
    for coalition in 1..all {
        assert!(
            gets(&division, coalition) + forgone >= worth[coalition as usize - 1].into(),
            "{coalition:b}"
        );
    }
}

#[test]
fn core_and_subsidy_by_balanced_collections() {
    for_random(1, drafts(2, 4), |draft| {
        let (players, worth) = draft;
        let game = game(draft);
        let whole = Number::from_integer(worth[worth.len() - 1]);
        let collections = minimal_balanced(*players);
        let epsilon = collections.iter().map(|collection| {
            let weights: Number = collection.iter().map(|(_, weight)| *weight).sum();
            (claims(collection, worth) - whole) / weights
        });
        let least = least_core(&game).unwrap().unwrap();
        let epsilon = epsilon.max().unwrap();
        assert_eq!(small(&least.epsilon), epsilon);
        check_division(&least.division, draft, epsilon, 0.into());

        let most = collections.iter().map(|collection| claims(collection, worth)).max().unwrap();
        let subsidy = (most - whole).max(0.into());
        let cost = cost_of_stability(&game).unwrap();
        assert_eq!(small(&cost.subsidy), subsidy);
        check_division(&cost.division, draft, 0.into(), subsidy);

        match core(&game, Some(&least)) {
            Core::Stable { division } => {
                assert!(most <= whole);
                check_division(&division, draft, 0.into(), 0.into());
            }
            Core::Empty { claims: reason } => {
                let collection: Collection = reason
                    .weights
                    .iter()
                    .map(|(coalition, weight)| (*coalition, small(weight)))
                    .collect();
                for player in 0..*players {
                    let mine = collection.iter().filter(|(coalition, _)| coalition >> player & 1 == 1);
                    assert_eq!(mine.map(|(_, weight)| *weight).sum::<Number>(), 1.into());
                }
                assert_eq!(claims(&collection, worth), small(&reason.claims));
                assert!(claims(&collection, worth) > whole);
            }
        }
    });
}

/// E. Kohlberg, "On the nucleolus of a characteristic function game", 1971: an imputation is the nucleolus iff for every level, the coalitions
/// whose excess reaches it are balanced by positive weights, together with weights of players who get no more than they are worth alone. Such
/// weights exist iff each of these coalitions is in a minimal balanced collection of them and such players.
fn is_nucleolus(division: &[Rational], (players, worth): &Draft) -> bool {
    let division: Vec<Number> = division.iter().map(small).collect();
    let all: u32 = (1 << players) - 1;
    let excess = |coalition: u32| Number::from(worth[coalition as usize - 1]) - gets(&division, coalition);
    let alone: Vec<u32> = (0..*players).map(|player| 1 << player).collect();
    let imputation = excess(all) == 0.into() && alone.iter().all(|player| excess(*player) <= 0.into());
    let balanced = |level: Number| {
        let free = |coalition: u32| excess(coalition) >= level || (alone.contains(&coalition) && excess(coalition) == 0.into());
        let inside: Vec<&Collection> = minimal_balanced(*players)
            .iter()
            .filter(|collection| collection.iter().all(|(coalition, _)| free(*coalition)))
            .collect();
        let reached = (1..all).filter(|coalition| excess(*coalition) >= level);
        reached.into_iter().all(|coalition| {
            inside
                .iter()
                .any(|collection| collection.iter().any(|(other, _)| *other == coalition))
        })
    };
    imputation && (1..all).all(|coalition| balanced(excess(coalition)))
}

fn nucleolus_by_criterion(draft: &Draft) {
    let (players, worth) = draft;
    let alone: i64 = (0..*players).map(|player| worth[(1 << player) - 1]).sum();
    let found = nucleolus(&game(draft)).unwrap();
    assert_eq!(found.is_none(), alone > worth[worth.len() - 1]);
    if let Some(division) = found {
        assert!(is_nucleolus(&division, draft), "{division:?}");
    }
}

#[test]
fn nucleolus_by_kohlbergs_criterion() {
    for_random(1, drafts(2, 4), nucleolus_by_criterion);
}

/// Games with imputations: what everybody are worth is raised to what they are worth alone.
#[test]
fn nucleolus_of_five() {
    // Checking by all minimal balanced collections of five takes long: one in ten is enough.
    let drafts = (drafts(5, 5), 0..10);
    for_random(1, drafts, |((players, worth), turn)| {
        if *turn == 0 {
            let mut worth = worth.clone();
            let alone: i64 = (0..*players).map(|player| worth[(1 << player) - 1]).sum();
            let whole = worth.last_mut().unwrap();
            *whole = alone + whole.abs();
            nucleolus_by_criterion(&(*players, worth));
        }
    });
}

fn numbers(texts: &[&str]) -> Vec<Rational> {
    texts.iter().map(|text| Rational::parse(text).unwrap()).collect()
}

/// The least core's epsilon, the cost of stability and the nucleolus.
fn check(draft: &Draft, epsilon: &str, subsidy: &str, expected: &[&str]) {
    let game = game(draft);
    let least = least_core(&game).unwrap().unwrap();
    assert_eq!(least.epsilon, numbers(&[epsilon])[0]);
    assert_eq!(cost_of_stability(&game).unwrap().subsidy, numbers(&[subsidy])[0]);
    assert_eq!(nucleolus(&game).unwrap(), Some(numbers(expected)));
    let stable = matches!(core(&game, Some(&least)), Core::Stable { .. });
    assert_eq!(stable, subsidy == "0");
}

fn draft(players: usize, worth: impl Fn(u32) -> i64) -> Draft {
    (players, (1..1u32 << players).map(worth).collect())
}

/// Any two of three can have all: example E6.
#[test]
fn majority_of_three() {
    let majority = draft(3, |coalition| i64::from(coalition.count_ones() >= 2));
    check(&majority, "1/3", "1/2", &["1/3", "1/3", "1/3"]);
    let Core::Empty { claims } = core(&game(&majority), least_core(&game(&majority)).unwrap().as_ref()) else {
        panic!("the core is empty");
    };
    let half = Rational::new(1, 2).unwrap();
    assert_eq!(claims.weights, [(0b011, half.clone()), (0b101, half.clone()), (0b110, half)]);
    assert_eq!(claims.claims, Rational::new(3, 2).unwrap());
}

/// One left glove, two right ones: the core is that the owner of the left one gets all.
#[test]
fn gloves() {
    let pairs = |coalition: u32| i64::from(coalition & 1 == 1 && coalition & 0b110 != 0);
    check(&draft(3, pairs), "0", "0", &["1", "0", "0"]);
}

/// R. J. Aumann and M. Maschler, "Game theoretic analysis of a bankruptcy problem from the Talmud", 1985: claims of 100, 200 and 300.
#[test]
fn the_three_wives() {
    let debts = [100, 200, 300];
    for (estate, expected) in [
        (100, ["100/3", "100/3", "100/3"]),
        (200, ["50", "75", "75"]),
        (300, ["50", "100", "150"]),
    ] {
        let left = |coalition: u32| {
            let others = (0..3).filter(|player| coalition >> player & 1 == 0).map(|player| debts[player]);
            (estate - others.sum::<i64>()).max(0)
        };
        assert_eq!(nucleolus(&game(&draft(3, left))).unwrap(), Some(numbers(&expected)), "{estate}");
    }
}

/// S. C. Littlechild, "A simple expression for the nucleolus in a special case", 1974: who needs the longer runway pays for it; costs 1, 2, 3.
#[test]
fn the_airport() {
    let cost = |coalition: u32| -i64::from(u32::BITS - coalition.leading_zeros());
    assert_eq!(nucleolus(&game(&draft(3, cost))).unwrap(), Some(numbers(&["-1/2", "-3/4", "-7/4"])));
}

#[test]
fn one_and_two() {
    let alone = game(&draft(1, |_| 5));
    assert_eq!(least_core(&alone).unwrap(), None);
    assert_eq!(core(&alone, None), Core::Stable { division: numbers(&["5"]) });
    assert_eq!(nucleolus(&alone).unwrap(), Some(numbers(&["5"])));
    assert_eq!(cost_of_stability(&alone).unwrap().subsidy, Rational::zero());
    // Each gets what it is worth alone and half of the rest.
    check(&(2, vec![1, 2, 7]), "-2", "0", &["3", "4"]);
}

/// Ten players, with exact numbers of many digits.
#[test]
fn ten_players() {
    let third = Rational::parse("1234567890123456789/3").unwrap();
    let worth = |coalition: u32| {
        let size = i64::from(coalition.count_ones());
        let mixed = i64::from(coalition.wrapping_mul(2_654_435_761) >> 24);
        let together = if size == 10 { 100 } else { 0 };
        &Rational::integer(size * size + mixed % 7 * size + together) * &third
    };
    let game = CooperativeGame::new(10, worth).unwrap();
    let least = least_core(&game).unwrap().unwrap();
    let division = nucleolus(&game).unwrap().unwrap();
    let worst = game.proper().map(|coalition| game.excess(coalition, &division)).max().unwrap();
    // There is a core, so that the nucleolus is in the least core.
    assert!(least.epsilon < Rational::zero());
    assert_eq!(worst, least.epsilon);
    assert_eq!(cost_of_stability(&game).unwrap().subsidy, Rational::zero());
    assert_eq!(CooperativeGame::new(11, worth), None);
    assert_eq!(CooperativeGame::new(0, worth), None);
}

/// Worths that differ by less than a solver in floating point can tell, or by factors of a thousand million: all is proved nevertheless.
#[test]
fn close_and_distant_numbers() {
    let mut dice = Dice::new(0);
    for turn in 0..100 {
        let players = 5 + dice.below(4);
        let mut amount = |size: u32| match turn % 2 {
            0 => {
                let little = Rational::new(dice.below(10) as i64, 1_000_000_000_000i64).unwrap();
                &Rational::integer(i64::from(size >= 4)) + &little
            }
            _ if size < 3 => Rational::integer(dice.below(5) as i64),
            _ => Rational::integer(1_000_000_000 * (1 + dice.below(3) as i64)),
        };
        let game = CooperativeGame::new(players, |coalition| amount(coalition.count_ones())).unwrap();
        let least = least_core(&game).unwrap().unwrap();
        let worst = game
            .proper()
            .map(|coalition| game.excess(coalition, &least.division))
            .max()
            .unwrap();
        assert_eq!(worst, least.epsilon);
        let cost = cost_of_stability(&game).unwrap();
        let walks = game
            .proper()
            .any(|coalition| game.excess(coalition, &cost.division) > Rational::zero());
        assert!(!walks);
        assert!(nucleolus(&game).is_ok());
    }
}
