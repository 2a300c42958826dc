//! Which coalitions' shares follow from those of others: the linear span of membership vectors.
//!
//! If what `a + b` and what `b` get are fixed, then so is what `a` gets. Elimination over whole numbers modulo a prime would be faster and
//! might err; quotients of small whole numbers do not.

use num_rational::Ratio;
use num_traits::Zero;

use crate::analysis::power::Coalition;

/// Membership vectors in echelon form.
pub(super) struct Span {
    players: usize,
    /// Rows with the position of an entry that is 1.
    rows: Vec<(usize, Vec<Ratio<i64>>)>,
}

impl Span {
    pub(super) fn new(players: usize) -> Self {
        Span { players, rows: Vec::new() }
    }

    /// How many coalitions are independent.
    pub(super) fn rank(&self) -> usize {
        self.rows.len()
    }

    /// Whether a coalition's share follows.
    pub(super) fn has(&self, coalition: Coalition) -> bool {
        self.reduced(coalition).iter().all(Ratio::is_zero)
    }

    pub(super) fn add(&mut self, coalition: Coalition) {
        let mut row = self.reduced(coalition);
        if let Some(lead) = row.iter().position(|entry| !entry.is_zero()) {
            let first = row[lead];
            row.iter_mut().for_each(|entry| *entry /= first);
            self.rows.push((lead, row));
        }
    }

    /// The vector less what the rows account for. Entries are quotients of minors of a matrix of zeros and ones with at most
    /// [`MOST_PLAYERS`](crate::analysis::power::cooperative::MOST_PLAYERS) rows: far below what overflows (Hadamard's bound).
    fn reduced(&self, coalition: Coalition) -> Vec<Ratio<i64>> {
        let mut vector: Vec<Ratio<i64>> = (0..self.players)
            .map(|player| Ratio::from_integer(i64::from(coalition >> player & 1)))
            .collect();
        for (lead, row) in &self.rows {
            let factor = vector[*lead];
            if !factor.is_zero() {
                for (entry, known) in vector.iter_mut().zip(row) {
                    *entry -= factor * known;
                }
            }
        }
        vector
    }
}
