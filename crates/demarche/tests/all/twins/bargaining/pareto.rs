//! Efficient deals against the definition: small sets with many ties, and sets large enough for slots and groups.

use demarche::analysis::bargaining::pareto;
use demarche::model::Scores;
use demarche::rational::Rational;
use num_bigint::BigInt;
use proptest::prelude::*;

use super::numbers::{Worths, efficient, worths};
use crate::twins::random::{Dice, for_random};

fn found(worths: &Worths) -> Vec<u32> {
    let scores = worths.scores();
    let scores: Vec<&Scores> = scores.iter().collect();
    pareto::efficient(&scores, &worths.among).iter().map(|state| state.0).collect()
}

#[test]
fn efficient_deals_of_small_sets() {
    // Beyond six parties, and beyond ten, where coarse ranks have fewer thresholds.
    let parties = prop_oneof![12 => 1usize..=6, 1 => Just(7), 1 => Just(11), 1 => Just(33)];
    let small = parties.prop_flat_map(|parties| worths(parties, 1..24));
    for_random(2, small, |worths| {
        assert_eq!(found(worths), efficient(&worths.plain(), &worths.among));
    });
}

/// How the worths of a larger set lie.
#[derive(Clone, Copy, Debug)]
enum Lie {
    /// Few different numbers, so that everything ties with something.
    Tied,
    /// Anywhere in what 64 bits are used for.
    Anywhere,
    /// A few clusters, narrow beside their distance.
    Clustered,
    /// Close to one plane, so that much is efficient.
    Opposed,
    /// On one plane at the ends of what 64 bits are used for.
    Far,
}

const LIES: [Lie; 5] = [Lie::Tied, Lie::Anywhere, Lie::Clustered, Lie::Opposed, Lie::Far];

fn row(lie: Lie, parties: usize, dice: &mut Dice) -> Vec<i64> {
    let far = 1i64 << 61;
    let mut row: Vec<i64> = Vec::new();
    for party in 0..parties {
        // What brings the sum of all to nothing, as far as 64 bits are used.
        let rest = row
            .iter()
            .fold(0i64, |sum, worth| sum.saturating_sub(*worth))
            .clamp(-2 * far + 9, 2 * far - 9);
        row.push(match lie {
            Lie::Tied => dice.below(12) as i64,
            Lie::Anywhere => dice.below(1 << 63) as i64 - 2 * far,
            Lie::Clustered => (dice.below(4) as i64 - 2) * far + dice.below(40) as i64,
            Lie::Opposed if party + 1 == parties => 3_000 + rest + dice.below(30) as i64,
            Lie::Opposed => dice.below(1_000) as i64,
            Lie::Far if party + 1 == parties => rest + dice.below(3) as i64,
            Lie::Far => (dice.below(1 << 40) as i64 - (1 << 39)) << (22 - parties.ilog2()),
        });
    }
    // The least number of 64 bits is one too long.
    row.iter_mut().for_each(|worth| *worth = (*worth).max(-2 * far + 1));
    row
}

/// By how many bits the parties' worths are made longer, in turn.
const WIDTHS: [&[u32]; 5] = [&[0], &[60], &[0, 60], &[60, 0], &[100, 0, 60]];

#[test]
fn efficient_deals_of_larger_sets() {
    let mut dice = Dice::new(7);
    for (parties, deals) in [(2, 3_000), (3, 1_000), (4, 1_000), (5, 1_000), (6, 500), (8, 500)] {
        for lie in LIES {
            let rows: Vec<Vec<i64>> = (0..deals).map(|_| row(lie, parties, &mut dice)).collect();
            let among: Vec<bool> = (0..deals).map(|_| dice.below(9) > 0).collect();
            let expected = efficient(&rows, &among);
            for widths in WIDTHS {
                // Whole multiples order the deals as before, in 64 bits, in 128, or in more.
                let stretched = |(worth, bits): (&i64, &u32)| Rational::new(BigInt::from(*worth) << *bits, 1).unwrap();
                let numbers = |row: &Vec<i64>| row.iter().zip(widths.iter().cycle()).map(stretched).collect();
                let worths = Worths {
                    rows: rows.iter().map(numbers).collect(),
                    among: among.clone(),
                };
                assert_eq!(found(&worths), expected, "{parties} parties, {lie:?}, {widths:?}");
            }
        }
    }
}
