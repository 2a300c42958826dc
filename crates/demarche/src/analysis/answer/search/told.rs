//! Deals by the names of the case.

use crate::analysis::answer::naming::label_of;
use crate::analysis::vast::question::{Question, Scale};
use crate::case::{Case, Interval};
use crate::finding::{SearchDeal, SearchTerm, SearchWorth};
use crate::index::{Key, PartyId};

/// Names for one case.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    /// The case.
    pub case: &'a Case,
    /// What is asked of it.
    pub question: &'a Question,
}

impl Telling<'_> {
    /// A deal by its terms.
    pub fn deal(self, values: &[u32]) -> SearchDeal {
        let issues = || self.case.issues.iter().zip(values);
        let id = |issue: &crate::case::Issue, value: u32| issue.values[value as usize].id.clone();
        let today = self.question.today.as_deref();
        let changes = issues()
            .filter(|((issue, _), value)| today.is_none_or(|today| today[issue.index()] != **value))
            .map(|((place, issue), value)| SearchTerm {
                issue: issue.name.clone(),
                from: today.map(|today| id(issue, today[place.index()])),
                to: id(issue, *value),
            });
        SearchDeal {
            label: label_of(self.case, values),
            values: issues().map(|((_, issue), value)| id(issue, *value)).collect(),
            changes: changes.collect(),
            worths: self.worths(values),
        }
    }

    fn worths(self, values: &[u32]) -> Vec<SearchWorth> {
        let worth = |party: PartyId| {
            let scale = self.question.scales[party].as_ref()?;
            let form = &self.question.forms[scale.form];
            let worth = form.worth(form.sum(values));
            let gain = no_deal(scale).map(|none| Interval {
                low: &worth - &none.high,
                high: &worth - &none.low,
            });
            Some(SearchWorth {
                party: self.case.parties[party].id.clone(),
                worth,
                gain,
            })
        };
        self.question.table.iter().filter_map(worth).collect()
    }

    /// What one state has otherwise than another, as labels.
    pub fn otherwise(self, from: &[u32], to: &[u32]) -> Vec<String> {
        let pairs = self.case.issues.values().zip(from.iter().zip(to));
        pairs
            .filter(|(_, (from, to))| from != to)
            .map(|(issue, (_, to))| issue.values[*to as usize].label.clone())
            .collect()
    }
}

/// What no deal may be worth: from the least of all to the greatest.
pub fn no_deal(scale: &Scale) -> Option<Interval> {
    let low = scale.no_deal.iter().map(|worth| &worth.low).min()?.clone();
    let high = scale.no_deal.iter().map(|worth| &worth.high).max()?.clone();
    Some(Interval { low, high })
}
