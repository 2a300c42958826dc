//! What one party can do alone with the values of each issue: which values it exchanges freely, and which lead only one way.

use crate::index::{IssueId, PartyId, StateId};
use crate::model::effectivity::Effectivity;
use crate::model::space::Space;

/// What one party can do with the values of each issue, guards aside.
#[derive(Clone, Debug)]
pub struct Choices {
    /// The issues that it can change alone in some way.
    pub issues: Vec<OwnIssue>,
    /// Whether some change depends on other issues.
    pub guarded: bool,
}

/// An issue that the party can change alone in some way.
#[derive(Clone, Debug)]
pub struct OwnIssue {
    /// Which.
    pub issue: IssueId,
    /// The values to which each value can be changed, ascending, without itself.
    pub after: Vec<Vec<u32>>,
    /// For each value the least value with which it is exchanged freely.
    pub class: Vec<u32>,
}

impl Choices {
    /// From who can change what. Cost: the changes of all issues.
    pub fn of(space: &Space, effectivity: &Effectivity, party: PartyId) -> Self {
        let mut issues = Vec::new();
        let mut guarded = false;
        for issue in effectivity.issue_ids() {
            let mut after: Vec<Vec<u32>> = vec![Vec::new(); space.radix(issue) as usize];
            for passage in effectivity.passages(issue) {
                if passage.from != passage.to && passage.by.holds(&|member| member == party) {
                    after[passage.from as usize].push(passage.to);
                    guarded |= passage.when.is_some();
                }
            }
            if after.iter().all(Vec::is_empty) {
                continue;
            }
            for values in &mut after {
                values.sort_unstable();
                values.dedup();
            }
            let least = |value: u32| {
                let exchanged = |other: &&u32| **other < value && after[**other as usize].binary_search(&value).is_ok();
                after[value as usize].iter().find(exchanged).copied().unwrap_or(value)
            };
            let class = (0..space.radix(issue)).map(least).collect();
            issues.push(OwnIssue { issue, after, class });
        }
        Choices { issues, guarded }
    }

    /// The states that the party reaches from `state` by one move, guards aside and moves being transitive, in the order of classes; `state` itself is among them. Cost:
    /// the combinations of its choices.
    pub fn reached(&self, space: &Space, state: StateId) -> Vec<StateId> {
        let base = space.combination(state);
        // Class by class, the least combination of each: the state's own first, then those to which one-way changes lead.
        let mut classes = vec![self.issues.iter().fold(base, |least, own| {
            space.replace(least, own.issue, own.class[space.digit(base, own.issue) as usize])
        })];
        for own in self.issues.iter().filter(|own| own.is_one_way()) {
            let value = space.digit(classes[0], own.issue);
            let before = classes.len();
            for class in own.classes_after(value) {
                for index in 0..before {
                    classes.push(space.replace(classes[index], own.issue, class));
                }
            }
        }
        let mut reached = Vec::new();
        for least in classes {
            let mut members = vec![least];
            for own in &self.issues {
                let class = space.digit(least, own.issue);
                let values = (0u32..).zip(&own.class).filter(|(_, of)| **of == class);
                let values: Vec<u32> = values.map(|(value, _)| value).collect();
                members = members
                    .into_iter()
                    .flat_map(|member| values.iter().map(move |value| space.replace(member, own.issue, *value)))
                    .collect();
            }
            reached.extend(members.into_iter().filter_map(|member| space.state(member)));
        }
        reached
    }

    /// Whether what two changes of an issue bring about, one does.
    pub fn is_transitive(&self) -> bool {
        self.issues.iter().all(OwnIssue::is_transitive)
    }
}

impl OwnIssue {
    /// Whether the first value is the second, or can be changed to it.
    pub fn can(&self, from: u32, to: u32) -> bool {
        from == to || self.after[from as usize].binary_search(&to).is_ok()
    }

    /// Whether what two changes bring about, one does. Cost: changes times changes onward, not values cubed.
    pub fn is_transitive(&self) -> bool {
        let onward = |from: u32, middle: &u32| self.after[*middle as usize].iter().all(|to| self.can(from, *to));
        (0u32..)
            .zip(&self.after)
            .all(|(from, values)| values.iter().all(|middle| onward(from, middle)))
    }

    /// Whether some change cannot be taken back.
    pub fn is_one_way(&self) -> bool {
        (0u32..)
            .zip(&self.after)
            .any(|(from, values)| values.iter().any(|to| !self.can(*to, from)))
    }

    /// The classes, by least member, that can be reached from the class of `value`, that class left out.
    pub fn classes_after(&self, value: u32) -> impl Iterator<Item = u32> + '_ {
        let leaves = move |to: &u32| self.class[*to as usize] == *to && !self.can(*to, value);
        self.after[value as usize].iter().copied().filter(leaves)
    }
}
