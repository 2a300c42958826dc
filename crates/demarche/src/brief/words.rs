//! Words for the things of a case: names, lists, counts, states, moves, lines.
//!
//! Sentences are built so that a party's name needs no agreement of number: a party *can* sign, consent is needed *from* it, a thing is
//! demanded *by* it. So `European allies` and `Russia` stand in the same sentences, and every party gets the same words.

use super::prose::{Prose, Span, listed};
use crate::finding::*;
use crate::rational::Rational;

/// The words of one case.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) case: &'a CaseInfo,
}

impl<'a> Words<'a> {
    pub(super) fn info(self, id: &str) -> Option<&'a PartyInfo> {
        self.case.parties.iter().find(|party| party.id == id)
    }

    /// A party's name; its id if the case does not introduce it.
    pub(super) fn party<'b>(self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.info(id).map_or(id, |party| party.name.as_str())
    }

    /// A party's name for tight tables.
    pub(super) fn short<'b>(self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.info(id).map_or(id, |party| party.short.as_str())
    }

    /// `Russia, Ukraine and the United States`, in the order of declaration.
    pub(super) fn parties(self, ids: &[PartyName]) -> String {
        let names: Vec<&str> = self.ordered(ids).into_iter().map(|id| self.party(id)).collect();
        listed(&names)
    }

    /// `RU+US`, in the order of declaration.
    pub(super) fn group(self, ids: &[PartyName]) -> String {
        let names: Vec<&str> = self.ordered(ids).into_iter().map(|id| self.short(id)).collect();
        names.join("+")
    }

    /// A group by name, or `all parties`.
    pub(super) fn table(self, ids: &[PartyName]) -> String {
        if ids.len() > 2 && ids.len() == self.case.parties.len() {
            "all parties".to_string()
        } else {
            self.parties(ids)
        }
    }

    /// A group in tight tables, or `all`.
    pub(super) fn tight(self, ids: &[PartyName]) -> String {
        if ids.len() > 2 && ids.len() == self.case.parties.len() {
            "all".to_string()
        } else {
            self.group(ids)
        }
    }

    /// A formula with the names of issues in place of their ids.
    pub(super) fn formula(self, formula: &str) -> String {
        let mut out = String::new();
        let mut token = String::new();
        let mut before = ' ';
        for letter in formula.chars().chain(['\u{0}']) {
            if letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.') {
                token.push(letter);
                continue;
            }
            if !token.is_empty() {
                // After `=`, `<`, `>`, `{` or `,` stands a value, not an issue.
                let issue = self
                    .case
                    .issues
                    .iter()
                    .find(|issue| issue.id == token && !matches!(before, '=' | '<' | '>' | '{' | ','));
                out.push_str(issue.map_or(token.as_str(), |issue| issue.name.as_str()));
                before = ' ';
                token.clear();
            }
            if letter != '\u{0}' {
                out.push(letter);
                if !letter.is_whitespace() {
                    before = letter;
                }
            }
        }
        out
    }

    fn ordered(self, ids: &[PartyName]) -> Vec<&str> {
        let mut ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        ids.sort_by_key(|id| self.case.parties.iter().position(|party| party.id == *id).unwrap_or(usize::MAX));
        ids
    }

    /// States by label, at most `most` of them.
    pub(super) fn states<'s>(self, states: impl IntoIterator<Item = &'s StateRef>, most: usize) -> Prose {
        let labels: Vec<&str> = states.into_iter().map(|state| state.label.as_str()).collect();
        let mut items: Vec<Prose> = labels.iter().take(most).map(|label| Prose::new().state(*label)).collect();
        if labels.len() > most {
            items.push(Prose::from(format!("{} more", number((labels.len() - most) as u64))));
        }
        Prose::list(items)
    }

    /// What a move changes.
    pub(super) fn changes(self, step: &Move) -> Prose {
        if step.changes.is_empty() {
            return Prose::new().state(&step.to.label);
        }
        Prose::list(step.changes.iter().map(|change| Prose::new().state(change)).collect())
    }

    /// `the United States: no trade package`.
    pub(super) fn step(self, step: &Move) -> Prose {
        Prose::from(format!("{}: ", self.parties(&step.by))).then(self.changes(step))
    }

    /// Moves one after another.
    pub(super) fn steps(self, steps: &[Move]) -> Prose {
        Prose::joined(steps.iter().map(|step| self.step(step)).collect(), "; then ", "; then ")
    }

    /// A reference to a line, or its bare id if the case has no such line.
    pub(super) fn line(self, id: &str) -> Span {
        if self.case.lines.iter().any(|line| line.id == id) {
            Span::Line(id.to_string())
        } else {
            Span::Code(id.to_string())
        }
    }

    /// Lines in the order of the case, each once.
    pub(super) fn sorted(self, ids: impl IntoIterator<Item = &'a LineName>) -> Vec<&'a LineName> {
        let mut ids: Vec<&LineName> = ids.into_iter().collect();
        ids.sort_by_key(|id| (self.case.lines.iter().position(|line| line.id == **id).unwrap_or(usize::MAX), *id));
        ids.dedup();
        ids
    }

    /// References to lines.
    pub(super) fn lines(self, ids: impl IntoIterator<Item = &'a LineName>) -> Prose {
        let spans = self.sorted(ids).into_iter().map(|id| Prose::new().span(self.line(id)));
        Prose::joined(spans.collect(), " ", " ")
    }

    /// References to some lines in brackets, and how many more there are in the evidence.
    pub(super) fn few(self, ids: &[&'a LineName], most: usize) -> Prose {
        if ids.is_empty() {
            return Prose::new();
        }
        let said = Prose::from("(").then(self.lines(ids.iter().take(most).copied()));
        if ids.len() <= most {
            return said.text(")");
        }
        let label = format!("and {} more", ids.len() - most);
        said.text(" ")
            .span(Span::Anchor {
                label,
                target: "evidence".to_string(),
            })
            .text(")")
    }

    /// References to lines in brackets, with a space before; nothing if there are none.
    pub(super) fn bracketed(self, ids: impl IntoIterator<Item = &'a LineName>) -> Prose {
        let lines = self.lines(ids);
        if lines.is_empty() {
            lines
        } else {
            Prose::from(" (").then(lines).text(")")
        }
    }
}

/// Small numbers as words.
pub(super) fn number(count: u64) -> String {
    const SMALL: [&str; 11] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    usize::try_from(count)
        .ok()
        .and_then(|index| SMALL.get(index))
        .map_or_else(|| grouped(count), |word| (*word).to_string())
}

/// A number with its noun: `one deal`, `12 deals`, `no deal`.
pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    match count {
        0 => format!("no {one}"),
        1 => format!("one {one}"),
        _ => format!("{} {many}", number(count)),
    }
}

/// A number in groups of three digits.
pub(super) fn grouped(count: u64) -> String {
    grouped_digits(&count.to_string())
}

/// The digits of a whole number of any length in groups of three.
pub(super) fn grouped_digits(digits: &str) -> String {
    let mut out = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The first letter in upper case.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Decimal places of a number that is shown rounded.
const PLACES: u32 = 4;

/// The longest that an exact number may be in a sentence or a drawing.
const LONGEST: usize = 10;

/// A number for a sentence: exact unless that is long, then rounded and marked.
pub(super) fn told(value: &Rational) -> String {
    let exact = value.to_string();
    if exact.len() <= LONGEST { exact } else { short(value) }
}

/// A number for reading: exact where four places are enough, else rounded and marked.
pub(super) fn short(value: &Rational) -> String {
    let (decimal, exact) = value.rounded(PLACES);
    let decimal = decimal.replace('-', "−");
    if exact { decimal } else { format!("≈{decimal}") }
}
