//! The index of Shapley and Shubik: how often a player is the one whose joining decides, over all orders of joining.
//!
//! L. S. Shapley and M. Shubik, "A method for evaluating the distribution of power in a committee system", 1954:
//! `phi_i = sum over losing S, S + i winning, of |S|! (n - |S| - 1)! / n!`. It is the Shapley value of the game.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::analysis::power::swings::Swings;
use crate::rational::Rational;

/// Each player's index, in `[0, 1]`; they sum to 1.
pub fn shapley_shubik(swings: &Swings) -> Vec<Rational> {
    let players = swings.by_size.len();
    let orders = factorial(players);
    let index = |sizes: &Vec<u64>| {
        let pivots = sizes.iter().enumerate();
        // `sizes` has one entry a size below `players`, so that the difference is not negative.
        let pivots: BigInt = pivots
            .map(|(size, count)| factorial(size) * factorial(players - size - 1) * count)
            .sum();
        Rational::from(BigRational::new(pivots, orders.clone()))
    };
    swings.by_size.iter().map(index).collect()
}

fn factorial(number: usize) -> BigInt {
    (1..=number).map(BigInt::from).product()
}
