//! In which order issues are asked about: those that formulas tie together stand close to each other, since the width of a decision diagram grows with
//! what must be remembered at a cut (Bryant 1986).
//!
//! Greedy: next comes the issue after which the fewest formulas are begun and not finished; of several, the one that finishes most, then the first.
//! Cost: issues squared times the formulas.

use crate::index::{IssueId, Key};

/// The issues in that order. `ties`: the issues of each formula.
pub fn order(issues: usize, ties: &[Vec<IssueId>]) -> Vec<IssueId> {
    let mut left: Vec<usize> = ties.iter().map(Vec::len).collect();
    let mut of_issue: Vec<Vec<usize>> = vec![Vec::new(); issues];
    for (tie, members) in ties.iter().enumerate().filter(|(_, members)| members.len() > 1) {
        for issue in members {
            of_issue[issue.index()].push(tie);
        }
    }
    let mut placed = vec![false; issues];
    let mut order = Vec::with_capacity(issues);
    while order.len() < issues {
        let cost = |issue: &usize| {
            let begun = of_issue[*issue].iter().filter(|tie| left[**tie] == ties[**tie].len()).count();
            let finished = of_issue[*issue].iter().filter(|tie| left[**tie] == 1).count();
            (begun as i64 - finished as i64, -(finished as i64), *issue)
        };
        let Some(next) = (0..issues).filter(|issue| !placed[*issue]).min_by_key(cost) else {
            break;
        };
        placed[next] = true;
        for tie in &of_issue[next] {
            left[*tie] -= 1;
        }
        order.push(IssueId::from_index(next));
    }
    order
}
