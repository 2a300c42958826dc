//! Cases too large to be listed, made by a rule: the same for the tests, the benchmark and the comparison of solvers.

use std::fmt::Write;

/// A small generator (SplitMix64): the same numbers everywhere.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}

/// Issues with two to five values, as many `never`s of two or three conditions, most of them on neighbors, and parties that weigh every value with a
/// whole number; each wants a part of the most that it could have, in hundredths.
pub(crate) fn large(issues: usize, parties: usize, part: i64, seed: u64) -> String {
    let mut numbers = Numbers(seed);
    let mut text = String::from("title = 'large'\n");
    for party in 0..parties {
        let _ = writeln!(text, "[party.p{party}]");
    }
    let radices: Vec<u64> = (0..issues).map(|_| 2 + numbers.below(4)).collect();
    for (issue, radix) in radices.iter().enumerate() {
        let values: Vec<String> = (0..*radix).map(|value| format!("'v{value}'")).collect();
        let _ = writeln!(
            text,
            "[issue.i{issue}]\nvalues = [{}]\nby = 'p0 and p1'\nback = 'p0 or p1'",
            values.join(", ")
        );
    }
    for _ in 0..issues {
        let at = numbers.below(issues as u64);
        let mut members = vec![at];
        for _ in 0..=numbers.below(2) {
            let far = numbers.below(12) == 0;
            let other = if far {
                numbers.below(issues as u64)
            } else {
                (at + 1 + numbers.below(6)) % issues as u64
            };
            if !members.contains(&other) {
                members.push(other);
            }
        }
        // What is today is always possible: one condition asks for another value.
        let conditions: Vec<String> = members
            .iter()
            .enumerate()
            .map(|(place, issue)| {
                let radix = radices[*issue as usize];
                let value = if place == 0 {
                    1 + numbers.below(radix - 1)
                } else {
                    numbers.below(radix)
                };
                format!("i{issue} = v{value}")
            })
            .collect();
        let _ = writeln!(text, "[[never]]\nformula = '{}'", conditions.join(" and "));
    }
    for party in 0..parties {
        let _ = writeln!(text, "[[statement]]\nparty = 'p{party}'\n[statement.value]");
        let mut most = 0;
        for (issue, radix) in radices.iter().enumerate() {
            let mut best = 0;
            for value in 1..*radix {
                let worth = numbers.below(40) as i64 - 18;
                best = best.max(worth);
                if worth != 0 {
                    let _ = writeln!(text, "'i{issue} = v{value}' = {worth}");
                }
            }
            most += best;
        }
        let _ = writeln!(text, "[[statement]]\nparty = 'p{party}'\nreservation = {}", most * part / 100);
    }
    text
}
