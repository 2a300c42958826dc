//! Uniform points and uniform orders: moments of bodies that are known exactly, and frequencies of all orders of small sets.

use demarche::analysis::doubt::lanes::LANES;
use demarche::analysis::doubt::numbers::Numbers;
use demarche::analysis::doubt::orders::{NoOrders, Orders};
use demarche::analysis::doubt::polytope::{Polytope, Row, Walks, Way, Weight};
use demarche::case::Holder;
use demarche::index::PartyId;

/// Steps in 1.
const UNIT: i128 = 1 << 20;

fn weights(count: usize, low: i128, high: i128) -> Vec<Weight> {
    let slots = 0..count as u64;
    slots
        .map(|slot| Weight {
            low: low * UNIT,
            high: high * UNIT,
            slot,
        })
        .collect()
}

fn row(plus: &[usize], minus: &[usize], above: i128) -> Row {
    Row {
        plus: plus.to_vec(),
        minus: minus.to_vec(),
        above: above * UNIT,
    }
}

/// Means and mean squares of `draws` points, walks being carried on as drawing does.
fn moments(polytope: &Polytope, dimension: usize, draws: u64) -> Vec<(f64, f64)> {
    let mut sums = vec![(0.0, 0.0); dimension];
    let mut walks = Walks::default();
    for draw in 0..draws {
        if draw % LANES as u64 == 0 {
            walks = Walks::default();
        }
        let mut point = vec![0; dimension];
        polytope.draw(Numbers::of_voter(7, draw, Holder::itself(PartyId(0))), &mut walks, &mut point);
        for (sum, value) in sums.iter_mut().zip(point) {
            let value = value as f64 / UNIT as f64;
            *sum = (sum.0 + value, sum.1 + value * value);
        }
    }
    let mean = |sum: f64| sum / draws as f64;
    sums.into_iter().map(|(one, square)| (mean(one), mean(square))).collect()
}

/// Within five standard errors, by the spread that was found.
fn near((mean, square): (f64, f64), expected: f64, draws: u64) {
    let error = ((square - mean * mean) / draws as f64).sqrt();
    assert!((mean - expected).abs() < 5.0 * error, "{mean} ± {error} is not {expected}");
}

#[test]
fn a_box() {
    let polytope = Polytope::new(weights(3, -1, 1), Vec::new()).unwrap();
    assert!(polytope.ways().all(|(dimension, way)| dimension == 1 && *way == Way::Direct));
    for (mean, square) in moments(&polytope, 3, 20_000) {
        near((mean, square), 0.0, 20_000);
        assert!((square - 1.0 / 3.0).abs() < 0.01);
    }
}

#[test]
fn a_chain() {
    // The k-th greatest of n numbers from 0 to 1 is (n + 1 - k) / (n + 1) on average.
    let rows = vec![row(&[2], &[0], 0), row(&[0], &[3], 0), row(&[3], &[1], 0)];
    let polytope = Polytope::new(weights(4, 0, 1), rows).unwrap();
    assert!(matches!(polytope.ways().next().unwrap(), (4, Way::Chain(order)) if *order == [2, 0, 3, 1]));
    let found = moments(&polytope, 4, 20_000);
    for (weight, expected) in [(2, 0.8), (0, 0.6), (3, 0.4), (1, 0.2)] {
        near(found[weight], expected, 20_000);
    }
}

#[test]
fn a_cut_box() {
    // The triangle x + y > 1 of the unit square.
    let polytope = Polytope::new(weights(2, 0, 1), vec![row(&[0, 1], &[], 1)]).unwrap();
    assert!(matches!(polytope.ways().next().unwrap(), (2, Way::Rejection)));
    for found in moments(&polytope, 2, 20_000) {
        near(found, 2.0 / 3.0, 20_000);
    }
}

/// Too thin for rejection: one in 40,320 points of the box.
const THIN: usize = 8;

#[test]
fn a_simplex_by_hit_and_run() {
    let everything: Vec<usize> = (0..THIN).collect();
    let polytope = Polytope::new(weights(THIN, 0, 1), vec![row(&[], &everything, -1)]).unwrap();
    assert!(matches!(polytope.ways().next().unwrap(), (THIN, Way::HitAndRun(_))));
    let draws = 8_000;
    for (mean, square) in moments(&polytope, THIN, draws) {
        near((mean, square), 1.0 / 9.0, draws);
        assert!((square - 2.0 / 90.0).abs() < 0.002, "{square}");
    }
}

#[test]
fn an_ordered_simplex_by_hit_and_run() {
    let everything: Vec<usize> = (0..THIN).collect();
    let mut rows = vec![row(&[], &everything, -1)];
    rows.extend((1..THIN).map(|lower| row(&[lower - 1], &[lower], 0)));
    let polytope = Polytope::new(weights(THIN, 0, 1), rows).unwrap();
    assert!(matches!(polytope.ways().next().unwrap(), (THIN, Way::HitAndRun(_))));
    let draws = 8_000;
    for (place, found) in moments(&polytope, THIN, draws).into_iter().enumerate() {
        // Normalized spacings of exponential numbers.
        let expected: f64 = (place + 1..=THIN).map(|rank| 1.0 / rank as f64).sum::<f64>() / 9.0;
        near(found, expected, draws);
    }
}

#[test]
fn a_corner_of_a_box_by_hit_and_run() {
    let everything: Vec<usize> = (0..THIN).collect();
    let polytope = Polytope::new(weights(THIN, 0, 1), vec![row(&everything, &[], THIN as i128 - 1)]).unwrap();
    assert!(matches!(polytope.ways().next().unwrap(), (THIN, Way::HitAndRun(_))));
    for found in moments(&polytope, THIN, 8_000) {
        near(found, 1.0 - 1.0 / 9.0, 8_000);
    }
}

#[test]
fn what_rows_tie_together_is_one_part() {
    // x > y; z is alone; u is known, so that v has an end.
    let mut weights = weights(5, -1, 1);
    weights[3].high = weights[3].low;
    let rows = vec![row(&[0], &[1], 0), row(&[4], &[3], 1)];
    let polytope = Polytope::new(weights, rows).unwrap();
    let dimensions: Vec<usize> = polytope.ways().map(|(dimension, _)| dimension).collect();
    assert_eq!(dimensions, [2, 1, 1]);
    let mut point = [0; 5];
    polytope.draw(Numbers::of_line(1, 1, "some"), &mut Walks::default(), &mut point);
    assert!(point[0] > point[1] && point[3] == -UNIT && point[4] > 0, "{point:?}");
}

#[test]
fn nothing_meets_a_circle() {
    let rows = vec![row(&[0], &[1], 0), row(&[1], &[2], 0), row(&[2], &[0], 0)];
    assert!(Polytope::new(weights(3, -1, 1), rows).is_err());
    assert!(Polytope::new(weights(2, 0, 1), vec![row(&[0, 1], &[], 2)]).is_err());
    assert!(Polytope::new(weights(1, 0, 1), vec![row(&[], &[0], 0)]).is_err());
    assert!(Polytope::new(weights(1, 0, 1), vec![row(&[], &[], 0)]).is_err());
}

/// All orders of `elements` that keep the first of each pair below the second, by places.
fn extensions(elements: usize, pairs: &[(u32, u32)]) -> Vec<Vec<u32>> {
    fn extend(order: &mut Vec<u32>, elements: usize, pairs: &[(u32, u32)], found: &mut Vec<Vec<u32>>) {
        if order.len() == elements {
            let place = |element: u32| order.iter().position(|other| *other == element).unwrap() as u32;
            found.push((0..elements as u32).map(place).collect());
            return;
        }
        for element in 0..elements as u32 {
            let ready = pairs.iter().all(|(below, above)| *above != element || order.contains(below));
            if ready && !order.contains(&element) {
                order.push(element);
                extend(order, elements, pairs, found);
                order.pop();
            }
        }
    }
    let mut found = Vec::new();
    extend(&mut Vec::new(), elements, pairs, &mut found);
    found
}

#[test]
fn orders_are_uniform() {
    let sets: [(usize, &[(u32, u32)]); 5] = [
        (4, &[]),
        (4, &[(0, 2), (1, 2), (1, 3)]),
        (5, &[(0, 1), (2, 1), (2, 3), (4, 3)]),
        (6, &[(0, 1), (1, 2), (3, 4), (3, 5)]),
        (6, &[(0, 5), (1, 5), (2, 5), (5, 3), (4, 3)]),
    ];
    for (elements, pairs) in sets {
        let all = extensions(elements, pairs);
        let orders = Orders::from_pairs((0..elements as u32).collect(), elements, pairs).unwrap();
        let mut counts = vec![0u64; all.len()];
        let draws = 400 * all.len() as u64;
        for draw in 0..draws {
            let order = orders.draw(Numbers::of_voter(3, draw, Holder::itself(PartyId(0))));
            counts[all.iter().position(|other| *other == order).unwrap()] += 1;
        }
        let expected = draws as f64 / all.len() as f64;
        let square: f64 = counts.iter().map(|count| (*count as f64 - expected).powi(2) / expected).sum();
        // Chi-square with as many degrees of freedom as there are orders, less one: four standard deviations.
        let freedom = all.len() as f64 - 1.0;
        assert!(
            square < freedom + 4.0 * (2.0 * freedom).sqrt(),
            "{pairs:?}: {square} of {freedom}, {counts:?}"
        );
    }
}

#[test]
fn what_is_alike_shares_its_place() {
    let orders = Orders::from_pairs(vec![0, 1, 0, 2], 3, &[(0, 1)]).unwrap();
    for draw in 0..20 {
        let order = orders.draw(Numbers::of_line(1, draw, "a"));
        assert!(order[0] == order[2] && order[0] < order[1], "{order:?}");
    }
    assert_eq!(
        Orders::from_pairs(vec![0, 1], 2, &[(0, 1), (1, 0)]).unwrap_err(),
        NoOrders::Contradiction
    );
}

#[test]
fn steps_of_a_walk_over_orders() {
    // (8^3 - 8) / 6 times ln(8^2 / 2 x 1000) is 84 x 10.37; counted with the next power of two, 84 x 10.41.
    let pairs: Vec<(u32, u32)> = (0..7).map(|element| (element, 7)).collect();
    let orders = Orders::from_pairs((0..8).collect(), 8, &pairs).unwrap();
    assert_eq!(orders.steps(), 875);
    // One order only: nothing to walk.
    let chain: Vec<(u32, u32)> = (0..7).map(|element| (element, element + 1)).collect();
    assert_eq!(Orders::from_pairs((0..8).collect(), 8, &chain).unwrap().steps(), 0);
}
