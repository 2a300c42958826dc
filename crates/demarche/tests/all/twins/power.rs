//! Power in simple games: indices by their definitions, over all orders and all coalitions; laws; and published numbers.

use proptest::prelude::*;

use demarche::analysis::power::banzhaf::banzhaf;
use demarche::analysis::power::shapley_shubik::shapley_shubik;
use demarche::analysis::power::simple_game::SimpleGame;
use demarche::analysis::power::swings::swings;
use demarche::case::Consent;
use demarche::rational::Rational;

use crate::twins::random::for_random;

/// A rule and the number of players.
type Draft = (usize, Consent<u32>);

fn rules(players: usize) -> impl Strategy<Value = Consent<u32>> {
    let players = players as u32;
    let weight = (0i64..7, 1i64..4).prop_map(|(numerator, denominator)| Rational::new(numerator, denominator).unwrap());
    let weights = proptest::collection::vec(weight, players as usize);
    let weighted =
        (weights, 1i64..12).prop_map(|(weights, quota)| Consent::Weighted(Rational::integer(quota), (0..).zip(weights).collect()));
    let leaf = prop_oneof![4 => (0..players).prop_map(Consent::One), 1 => weighted];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let parts = proptest::collection::vec(inner, 1..5);
        prop_oneof![
            parts.clone().prop_map(Consent::All),
            parts.clone().prop_map(Consent::Any),
            (1u32..4, parts).prop_map(|(least, parts)| Consent::AtLeast(least, parts)),
        ]
    })
}

fn drafts() -> impl Strategy<Value = Draft> {
    (1usize..=6).prop_flat_map(|players| rules(players).prop_map(move |rule| (players, rule)))
}

/// Which players win, as a set of flags.
fn wins(rule: &Consent<u32>, set: &[bool]) -> bool {
    rule.holds(&|member| set[member as usize])
}

/// Calls `visit` with every order of `items`.
fn orders(items: &mut Vec<usize>, from: usize, visit: &mut impl FnMut(&[usize])) {
    if from == items.len() {
        return visit(items);
    }
    for next in from..items.len() {
        items.swap(from, next);
        orders(items, from + 1, visit);
        items.swap(from, next);
    }
}

/// In how many of all orders of joining each player is the one who makes the rule hold.
fn pivots(players: usize, rule: &Consent<u32>) -> (Vec<i64>, i64) {
    let (mut pivots, mut total) = (vec![0; players], 0);
    orders(&mut (0..players).collect(), 0, &mut |order| {
        total += 1;
        let mut set = vec![false; players];
        let pivot = order.iter().find(|player| {
            set[**player] = true;
            wins(rule, &set)
        });
        pivots[*pivot.unwrap()] += 1;
    });
    (pivots, total)
}

fn subsets(players: usize) -> impl Iterator<Item = Vec<bool>> {
    (0..1u32 << players).map(move |mask| (0..players).map(|player| mask >> player & 1 == 1).collect())
}

/// The coalitions that win with the player and lose without.
fn decides(players: usize, rule: &Consent<u32>, player: usize) -> u64 {
    let with = subsets(players).filter(|set| set[player]);
    let decided = with.filter(|set| {
        let mut without = set.clone();
        without[player] = false;
        wins(rule, set) && !wins(rule, &without)
    });
    decided.count() as u64
}

fn sum(numbers: impl Iterator<Item = Rational>) -> Rational {
    numbers.fold(Rational::zero(), |sum, number| &sum + &number)
}

#[test]
fn indices_are_what_their_definitions_say() {
    for_random(1, drafts(), |(players, rule)| {
        let list: Vec<u32> = (0..*players as u32).collect();
        let proper = !wins(rule, &vec![false; *players]) && wins(rule, &vec![true; *players]);
        let Ok(game) = SimpleGame::new(rule, &list) else {
            assert!(!proper);
            return;
        };
        assert!(proper);
        let swings = swings(&game).unwrap();
        let (shapley, banzhaf) = (shapley_shubik(&swings), banzhaf(&swings));
        let (pivots, orders) = pivots(*players, rule);
        for player in 0..*players {
            assert_eq!(shapley[player], Rational::new(pivots[player], orders).unwrap());
            let decides = decides(*players, rule, player);
            assert_eq!(banzhaf[player].swings, decides);
            assert_eq!(banzhaf[player].absolute, Rational::new(decides, 1 << (players - 1)).unwrap());
        }
        assert_eq!(sum(shapley.iter().cloned()), Rational::integer(1));
        assert_eq!(sum(banzhaf.iter().map(|index| index.normalized.clone())), Rational::integer(1));
        let dummies: Vec<usize> = (0..*players).filter(|player| decides(*players, rule, *player) == 0).collect();
        assert_eq!(swings.dummies().collect::<Vec<_>>(), dummies);
        roles(*players, rule, &game);
        if let Some(dictator) = game.dictator() {
            assert_eq!(shapley[dictator], Rational::integer(1));
            assert_eq!(banzhaf[dictator].absolute, Rational::integer(1));
        }
    });
}

/// Veto players, dictators and minimal winning coalitions, by their definitions.
fn roles(players: usize, rule: &Consent<u32>, game: &SimpleGame) {
    let winning: Vec<Vec<bool>> = subsets(players).filter(|set| wins(rule, set)).collect();
    let in_all = |player: &usize| winning.iter().all(|set| set[*player]);
    let veto: u32 = (0..players).filter(in_all).map(|player| 1 << player).sum();
    assert_eq!(game.veto_players(), veto);
    let alone = |player: &usize| winning.contains(&(0..players).map(|other| other == *player).collect());
    assert_eq!(game.dictator(), (0..players).find(|player| alone(player) && in_all(player)));
    let inside = |small: &[bool], large: &[bool]| small != large && small.iter().zip(large).all(|(small, large)| !small || *large);
    let minimal = winning.iter().filter(|set| !winning.iter().any(|other| inside(other, set)));
    let mask = |set: &Vec<bool>| -> u32 { (0..players).filter(|player| set[*player]).map(|player| 1 << player).sum() };
    let minimal: Vec<u32> = minimal.map(mask).collect();
    let count = minimal.len() as u64;
    assert_eq!(game.minimal_winning(usize::MAX), Some((minimal, count)));
}

#[test]
fn names_change_nothing() {
    for_random(1, drafts(), |(players, rule)| {
        let list: Vec<u32> = (0..*players as u32).collect();
        let turned: Vec<u32> = (0..*players as u32).rev().collect();
        let (Ok(one), Ok(two)) = (SimpleGame::new(rule, &list), SimpleGame::new(rule, &turned)) else {
            return;
        };
        let mut indices = shapley_shubik(&swings(&two).unwrap());
        indices.reverse();
        assert_eq!(shapley_shubik(&swings(&one).unwrap()), indices);
    });
}

fn weighted(quota: i64, weights: &[i64]) -> SimpleGame {
    let weights = weights.iter().map(|weight| Rational::integer(*weight));
    let rule = Consent::Weighted(Rational::integer(quota), (0u32..).zip(weights).collect());
    SimpleGame::new(&rule, &rule.members()).unwrap()
}

fn check(game: &SimpleGame, player: usize, shapley: &str, swung: u64, absolute: &str, normalized: &str) {
    let swings = swings(game).unwrap();
    let index = &banzhaf(&swings)[player];
    let number = |text: &str| Rational::parse(text).unwrap();
    assert_eq!(shapley_shubik(&swings)[player], number(shapley));
    assert_eq!(index.swings, swung);
    assert_eq!(index.absolute, number(absolute));
    assert_eq!(index.normalized, number(normalized));
}

/// Shapley & Shubik 1954 for a council of eleven; of fifteen since 1965: Straffin 1983. Swings by hand: a permanent member decides where the
/// four others and at least four of ten elected ones are for it (848), an elected one where just three of the nine others are (84).
#[test]
fn the_security_council() {
    let mut weights = vec![7; 5];
    weights.extend([1; 10]);
    let game = weighted(39, &weights);
    check(&game, 0, "421/2145", 848, "848/16384", "848/5080");
    check(&game, 14, "4/2145", 84, "84/16384", "84/5080");
    assert_eq!(game.veto_players(), 0b11111);
    assert_eq!(game.minimal_winning(3).map(|(listed, count)| (listed.len(), count)), Some((3, 210)));
    // The same council as a formula of consent.
    let elected = Consent::AtLeast(4, (5u32..15).map(Consent::One).collect());
    let parts = (0..5).map(Consent::One).chain([elected]).collect();
    let formula = SimpleGame::new(&Consent::All(parts), &(0..15).collect::<Vec<u32>>()).unwrap();
    assert_eq!(swings(&formula), swings(&game));
}

/// The council of the European Economic Community, 1958-72: Brams & Affuso 1976. Luxembourg's vote could never matter.
#[test]
fn the_european_community_of_six() {
    let game = weighted(12, &[4, 4, 4, 2, 2, 1]);
    check(&game, 0, "7/30", 10, "10/32", "5/21");
    check(&game, 3, "3/20", 6, "6/32", "1/7");
    check(&game, 5, "0", 0, "0", "0");
    assert_eq!(swings(&game).unwrap().dummies().collect::<Vec<_>>(), [5]);
}

#[test]
fn many_players() {
    let majority = weighted(16, &[1; 31]);
    let swings_of_majority = swings(&majority).unwrap();
    assert_eq!(shapley_shubik(&swings_of_majority)[30], Rational::new(1, 31).unwrap());
    // Two chambers of ten.
    let half = |from: u32| Consent::AtLeast(6, (from..from + 10).map(Consent::One).collect());
    let both = SimpleGame::new(&Consent::All(vec![half(0), half(10)]), &(0..20).collect::<Vec<u32>>()).unwrap();
    assert_eq!(shapley_shubik(&swings(&both).unwrap())[19], Rational::new(1, 20).unwrap());
    // Sums of powers of two are all different: too many to count by weight, and too many players to visit all coalitions.
    let powers: Vec<i64> = (0..21).map(|power| 1 << power).collect();
    assert_eq!(swings(&weighted(1 << 20, &powers)), None);
    assert!(swings(&weighted(1 << 19, &powers[..20])).is_some());
}
