//! A small case as plain data: what the twins read, and the same written as a case file for the engine.

use std::fmt::Write;

/// A condition on a state.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    Is(usize, u32),
    Not(Box<Condition>),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
}

/// Who can bring a change about.
#[derive(Clone, Debug)]
pub(super) enum Control {
    All(Vec<usize>),
    Any(Vec<usize>),
    TwoOf(Vec<usize>),
    /// The first, or all the others together.
    FirstOrRest(usize, Vec<usize>),
    Nobody,
    Nature,
}

#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) by: Control,
    pub(super) when: Option<Condition>,
}

#[derive(Clone, Debug)]
pub(super) enum Rule {
    /// From any value to any other; back to the status quo by its own rule, if there is one.
    Free(Control, Option<Control>),
    Listed(Vec<Change>),
}

#[derive(Clone, Debug)]
pub(super) struct Issue {
    pub(super) radix: u32,
    pub(super) today: u32,
    pub(super) rule: Rule,
}

/// What is said about one party's preferences.
#[derive(Clone, Debug)]
pub(super) enum Opinion {
    /// A level for each combination, higher is better.
    Ranking(Vec<u8>),
    Priority(Vec<Condition>),
    /// Exact values, in sixths.
    Values(Vec<(Condition, i8)>),
    /// All else equal, the first over the second; and issues that do not matter.
    Compared(Vec<(Condition, Condition)>, Vec<usize>),
    /// Values anywhere between two ends, with comparisons beside them.
    Intervals(Vec<(Condition, i8, i8)>, Vec<(Condition, Condition)>),
    Nothing,
}

/// What silence on an issue means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Silence {
    ByForm,
    Indifferent,
    Unknown,
}

/// A small case.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) parties: usize,
    pub(super) issues: Vec<Issue>,
    pub(super) never: Vec<Condition>,
    /// One a party.
    pub(super) opinions: Vec<(Opinion, Silence)>,
    /// Party, whether it refuses (or else requires), what.
    pub(super) red_lines: Vec<(usize, bool, Condition)>,
    pub(super) no_deal: Vec<Vec<u32>>,
    /// For random choices inside a check.
    pub(super) seed: u64,
}

impl Condition {
    pub(super) fn holds(&self, values: &[u32]) -> bool {
        match self {
            Condition::Is(issue, value) => values[*issue] == *value,
            Condition::Not(inner) => !inner.holds(values),
            Condition::And(left, right) => left.holds(values) && right.holds(values),
            Condition::Or(left, right) => left.holds(values) || right.holds(values),
        }
    }

    pub(super) fn mentions(&self, wanted: usize) -> bool {
        match self {
            Condition::Is(issue, _) => *issue == wanted,
            Condition::Not(inner) => inner.mentions(wanted),
            Condition::And(left, right) | Condition::Or(left, right) => left.mentions(wanted) || right.mentions(wanted),
        }
    }

    pub(super) fn text(&self) -> String {
        match self {
            Condition::Is(issue, value) => format!("i{issue} = v{value}"),
            Condition::Not(inner) => format!("not ({})", inner.text()),
            Condition::And(left, right) => format!("({}) and ({})", left.text(), right.text()),
            Condition::Or(left, right) => format!("({}) or ({})", left.text(), right.text()),
        }
    }
}

impl Control {
    pub(super) fn holds(&self, has: impl Fn(usize) -> bool) -> bool {
        match self {
            Control::All(parties) => parties.iter().all(|party| has(*party)),
            Control::Any(parties) => parties.iter().any(|party| has(*party)),
            Control::TwoOf(parties) => parties.iter().filter(|party| has(**party)).count() >= 2,
            Control::FirstOrRest(first, rest) => has(*first) || rest.iter().all(|party| has(*party)),
            Control::Nobody | Control::Nature => false,
        }
    }

    fn text(&self) -> String {
        let names = |parties: &[usize], join: &str| parties.iter().map(|party| format!("p{party}")).collect::<Vec<_>>().join(join);
        match self {
            Control::All(parties) => names(parties, " and "),
            Control::Any(parties) => names(parties, " or "),
            Control::TwoOf(parties) => format!("2 of {}", names(parties, ", ")),
            Control::FirstOrRest(first, rest) => format!("p{first} or ({})", names(rest, " and ")),
            Control::Nobody => "nobody".to_owned(),
            Control::Nature => "nature".to_owned(),
        }
    }
}

impl Draft {
    /// All combinations, the first issue slowest.
    pub(super) fn combinations(&self) -> Vec<Vec<u32>> {
        self.issues.iter().fold(vec![Vec::new()], |combinations, issue| {
            let extend = |values: &Vec<u32>| {
                let values = values.clone();
                (0..issue.radix).map(move |value| [values.as_slice(), &[value]].concat())
            };
            combinations.iter().flat_map(extend).collect()
        })
    }

    pub(super) fn is_feasible(&self, values: &[u32]) -> bool {
        !self.never.iter().any(|never| never.holds(values))
    }

    pub(super) fn today(&self) -> Vec<u32> {
        self.issues.iter().map(|issue| issue.today).collect()
    }

    /// Whether the parties in the bit set `who` can change one issue's value in a combination.
    pub(super) fn can_change(&self, who: u32, values: &[u32], issue: usize, to: u32) -> bool {
        let has = |party: usize| who >> party & 1 == 1;
        let from = values[issue];
        match &self.issues[issue].rule {
            Rule::Free(by, back) => {
                let by = if to == self.issues[issue].today {
                    back.as_ref().unwrap_or(by)
                } else {
                    by
                };
                by.holds(has)
            }
            Rule::Listed(changes) => changes.iter().any(|change| {
                change.from == from && change.to == to && change.by.holds(has) && change.when.as_ref().is_none_or(|when| when.holds(values))
            }),
        }
    }

    /// The case file.
    pub(super) fn text(&self) -> String {
        let parties: Vec<usize> = (0..self.parties).collect();
        let issues: Vec<usize> = (0..self.issues.len()).collect();
        self.text_in_order(&parties, &issues)
    }

    /// The case file with parties and issues declared in another order.
    pub(super) fn text_in_order(&self, parties: &[usize], issues: &[usize]) -> String {
        let mut text = String::from("title = 'random'\n");
        for party in parties {
            let silence = match self.opinions[*party].1 {
                Silence::ByForm => "",
                Silence::Indifferent => "silence = 'indifferent'\n",
                Silence::Unknown => "silence = 'unknown'\n",
            };
            writeln!(text, "[party.p{party}]\n{silence}").unwrap();
        }
        for issue in issues {
            self.write_issue(&mut text, *issue);
        }
        for never in &self.never {
            writeln!(text, "[[never]]\nformula = '{}'", never.text()).unwrap();
        }
        if !self.no_deal.is_empty() {
            let state = |values: &Vec<u32>| format!("{{ {} }}", pairs(values).join(", "));
            let states: Vec<String> = self.no_deal.iter().map(state).collect();
            writeln!(text, "[no-deal]\nstates = [{}]", states.join(", ")).unwrap();
        }
        for party in parties {
            self.write_opinion(&mut text, *party);
        }
        for (party, refuses, what) in &self.red_lines {
            let verb = if *refuses { "refuses" } else { "requires" };
            writeln!(text, "[[statement]]\nparty = 'p{party}'\n{verb} = '{}'", what.text()).unwrap();
        }
        text
    }

    fn write_issue(&self, text: &mut String, issue: usize) {
        let declared = &self.issues[issue];
        let values: Vec<String> = (0..declared.radix).map(|value| format!("'v{value}'")).collect();
        writeln!(
            text,
            "[issue.i{issue}]\nvalues = [{}]\nstatus-quo = 'v{}'",
            values.join(", "),
            declared.today
        )
        .unwrap();
        match &declared.rule {
            Rule::Free(by, back) => {
                writeln!(text, "by = '{}'", by.text()).unwrap();
                if let Some(back) = back {
                    writeln!(text, "back = '{}'", back.text()).unwrap();
                }
            }
            Rule::Listed(changes) => {
                let one = |change: &Change| {
                    let when = change
                        .when
                        .as_ref()
                        .map_or(String::new(), |when| format!(", when = '{}'", when.text()));
                    format!(
                        "{{ from = 'v{}', to = 'v{}', by = '{}'{when} }}",
                        change.from,
                        change.to,
                        change.by.text()
                    )
                };
                let changes: Vec<String> = changes.iter().map(one).collect();
                writeln!(text, "changes = [{}]", changes.join(", ")).unwrap();
            }
        }
    }

    fn write_opinion(&self, text: &mut String, party: usize) {
        let mut say = |what: String| writeln!(text, "[[statement]]\nparty = 'p{party}'\n{what}").unwrap();
        match &self.opinions[party].0 {
            Opinion::Ranking(levels) => {
                let combinations = self.combinations();
                let mut distinct: Vec<u8> = levels.clone();
                distinct.sort_unstable();
                distinct.dedup();
                let group = |level: &u8| {
                    let members = combinations.iter().zip(levels).filter(|(_, of)| *of == level);
                    let members: Vec<String> = members.map(|(values, _)| format!("'{}'", pinned(values))).collect();
                    format!("[{}]", members.join(", "))
                };
                let groups: Vec<String> = distinct.iter().rev().map(group).collect();
                say(format!("ranking = [{}]", groups.join(", ")));
            }
            Opinion::Priority(list) => {
                let list: Vec<String> = list.iter().map(|condition| format!("'{}'", condition.text())).collect();
                say(format!("priority = [{}]", list.join(", ")));
            }
            Opinion::Values(terms) => {
                for (condition, sixths) in terms {
                    say(format!("value = {{ '{}' = '{sixths}/6' }}", condition.text()));
                }
            }
            Opinion::Compared(comparisons, indifferent) => {
                for (better, worse) in comparisons {
                    say(format!("prefers = '{}'\nover = '{}'", better.text(), worse.text()));
                }
                for issue in indifferent {
                    say(format!("indifferent = 'i{issue}'"));
                }
            }
            Opinion::Intervals(terms, comparisons) => {
                for (condition, low, high) in terms {
                    say(format!("value = {{ '{}' = [{low}, {high}] }}", condition.text()));
                }
                for (better, worse) in comparisons {
                    say(format!("prefers = '{}'\nover = '{}'", better.text(), worse.text()));
                }
            }
            Opinion::Nothing => {}
        }
    }
}

fn pairs(values: &[u32]) -> Vec<String> {
    values
        .iter()
        .enumerate()
        .map(|(issue, value)| format!("i{issue} = 'v{value}'"))
        .collect()
}

/// A formula for one combination.
fn pinned(values: &[u32]) -> String {
    let parts = values.iter().enumerate().map(|(issue, value)| format!("i{issue} = v{value}"));
    parts.collect::<Vec<_>>().join(" and ")
}
