//! Looks up the names in formulas and rules of consent.

use crate::case::read::faults::{Faults, listed, suggestion};
use crate::case::read::issue::value_help;
use crate::case::read::names::{IssueNames, Scope};
use crate::case::{Ballot, Comparator, Consent, Formula, Said};
use crate::diagnostic::Diagnostic;
use crate::index::{IssueId, PartyId};
use crate::rational::Rational;
use crate::text::consent::{self, Rule};
use crate::text::formula::{self, Sign, Syntax, Word};
use crate::text::tree::Text;

/// Reads a formula and looks up its names.
pub(crate) fn said(text: &Text, scope: &Scope, faults: &mut Faults) -> Option<Said> {
    let formula = formula_of(text, scope, faults)?;
    let written = text.value.trim().to_owned();
    Some(Said {
        formula,
        text: written,
        span: text.content(),
    })
}

/// Reads a formula and looks up its names; all unknown names are reported.
fn formula_of(text: &Text, scope: &Scope, faults: &mut Faults) -> Option<Formula> {
    match formula::parse(&text.value) {
        Ok(syntax) => Lookup { text, scope, faults }.formula(&syntax),
        Err(fault) => {
            faults.push(fault.at(text));
            None
        }
    }
}

struct Lookup<'l> {
    text: &'l Text,
    scope: &'l Scope,
    faults: &'l mut Faults,
}

impl Lookup<'_> {
    fn formula(&mut self, syntax: &Syntax) -> Option<Formula> {
        match syntax {
            Syntax::Constant(value) => Some(Formula::Constant(*value)),
            Syntax::Bare(word) => self.bare(word),
            Syntax::Compare(issue, sign, value) => self.compare(issue, *sign, value),
            Syntax::In(issue, values) => self.set(issue, values),
            Syntax::Not(inner) => Some(Formula::Not(Box::new(self.formula(inner)?))),
            Syntax::And(parts) => self.all(parts).map(Formula::And),
            Syntax::Or(parts) => self.all(parts).map(Formula::Or),
            Syntax::Implies(left, right) => self.both(left, right).map(|(left, right)| Formula::Implies(left, right)),
            Syntax::Iff(left, right) => self.both(left, right).map(|(left, right)| Formula::Iff(left, right)),
            Syntax::Count(parts, sign, bound) => {
                let parts = self.all(parts)?;
                let count = |comparator| Formula::Count(parts.clone(), comparator, *bound);
                Some(match sign {
                    Sign::Less => count(Comparator::Less),
                    Sign::AtMost => count(Comparator::AtMost),
                    Sign::Greater => count(Comparator::Greater),
                    Sign::AtLeast => count(Comparator::AtLeast),
                    Sign::Equal => Formula::And(vec![count(Comparator::AtLeast), count(Comparator::AtMost)]),
                    Sign::NotEqual => Formula::Or(vec![count(Comparator::Less), count(Comparator::Greater)]),
                })
            }
        }
    }

    /// Every part is looked up, so that no unknown name hides another.
    fn all(&mut self, parts: &[Syntax]) -> Option<Vec<Formula>> {
        let found: Vec<Option<Formula>> = parts.iter().map(|part| self.formula(part)).collect();
        found.into_iter().collect()
    }

    fn both(&mut self, left: &Syntax, right: &Syntax) -> Option<(Box<Formula>, Box<Formula>)> {
        let (left, right) = (self.formula(left), self.formula(right));
        Some((Box::new(left?), Box::new(right?)))
    }

    fn bare(&mut self, word: &Word) -> Option<Formula> {
        let (issue, names) = self.issue(word)?;
        let values = names.values.as_ref()?;
        if values.len() == 2 {
            return Some(Formula::In(issue, vec![1]));
        }
        let message = format!("`{}` has {} values: which one is meant?", word.text, values.len());
        let fault = Diagnostic::error("bare-issue", message).at(self.text.place(word.range.clone()), "not a condition");
        let example = values.last().map_or("...", String::as_str);
        let help = format!(
            "write for instance `{} = {example}`; its values are {}",
            word.text,
            listed(values.iter().map(String::as_str))
        );
        self.faults.push(fault.help(help));
        None
    }

    fn compare(&mut self, issue_word: &Word, sign: Sign, value_word: &Word) -> Option<Formula> {
        let (issue, names) = self.issue(issue_word)?;
        if let (Some(grid), Some(number)) = (&names.grid, Rational::parse(&value_word.text))
            && !matches!(sign, Sign::Equal | Sign::NotEqual)
        {
            // Any number is a bound, on the grid or not.
            let (below, upto) = (
                grid.numbers.partition_point(|other| *other < number) as u32,
                grid.numbers.partition_point(|other| *other <= number) as u32,
            );
            let count = grid.numbers.len() as u32;
            let positions = match sign {
                Sign::Less => 0..below,
                Sign::AtMost => 0..upto,
                Sign::Greater => upto..count,
                _ => below..count,
            };
            return Some(Formula::In(issue, positions.collect()));
        }
        let position = self.value(issue_word, names, value_word);
        if matches!(sign, Sign::Less | Sign::AtMost | Sign::Greater | Sign::AtLeast) && !names.ordered {
            let range = issue_word.range.start..value_word.range.end;
            let message = format!("`{}` has no order, so `{}` says nothing", issue_word.text, sign.text());
            let fault = Diagnostic::error("unordered-issue", message).at(self.text.place(range), "");
            self.faults.push(fault.help(format!(
                "set `ordered = true` on `[issue.{}]`, or write `in {{...}}`",
                issue_word.text
            )));
            return None;
        }
        let (position, count) = (position?, names.values.as_ref()?.len() as u32);
        Some(match sign {
            Sign::Equal => Formula::In(issue, vec![position]),
            Sign::NotEqual => Formula::Not(Box::new(Formula::In(issue, vec![position]))),
            Sign::Less => Formula::In(issue, (0..position).collect()),
            Sign::AtMost => Formula::In(issue, (0..=position).collect()),
            Sign::Greater => Formula::In(issue, (position + 1..count).collect()),
            Sign::AtLeast => Formula::In(issue, (position..count).collect()),
        })
    }

    fn set(&mut self, issue_word: &Word, words: &[Word]) -> Option<Formula> {
        let (issue, names) = self.issue(issue_word)?;
        let found: Vec<Option<u32>> = words.iter().map(|word| self.value(issue_word, names, word)).collect();
        let mut positions = found.into_iter().collect::<Option<Vec<u32>>>()?;
        positions.sort_unstable();
        positions.dedup();
        Some(Formula::In(issue, positions))
    }
}

impl<'l> Lookup<'l> {
    fn issue(&mut self, word: &Word) -> Option<(IssueId, &'l IssueNames)> {
        let found = self.scope.find_issue(&word.text);
        // Without any issue that is a fault of its own, and not one of every formula.
        if found.is_none() && !self.scope.issues.is_empty() && !self.faults.leave_out() {
            let message = format!("no issue is called `{}`", word.text);
            let fault = Diagnostic::error("unknown-issue", message).at(self.text.place(word.range.clone()), "not declared");
            self.faults.push(fault.help(issue_help(self.scope, &word.text)));
        }
        found
    }

    fn value(&mut self, issue: &Word, names: &IssueNames, word: &Word) -> Option<u32> {
        names.values.as_ref()?;
        let position = names.position(&word.text);
        if position.is_none() && !self.faults.leave_out() {
            let message = format!("`{}` has no value `{}`", issue.text, word.text);
            let fault = Diagnostic::error("unknown-value", message).at(self.text.place(word.range.clone()), "not one of its values");
            self.faults.push(fault.help(value_help(&word.text, names)));
        }
        position
    }
}

/// What to do about an unknown issue.
pub(crate) fn issue_help(scope: &Scope, name: &str) -> String {
    let holder = scope
        .issues
        .iter()
        .find(|issue| issue.values.iter().flatten().any(|value| value == name));
    match holder {
        Some(issue) => format!("`{name}` is a value of `{id}`: write `{id} = {name}`", id = issue.id),
        None => suggestion(name, scope.issue_ids(), "the issues are"),
    }
}

/// Reads who can act: a rule over parties.
pub(crate) fn consent_of(text: &Text, scope: &Scope, faults: &mut Faults) -> Option<Consent<PartyId>> {
    let rule = rule_of(text, faults)?;
    let mut find = |word: &Word, faults: &mut Faults| {
        let found = scope.find_party(&word.text);
        if found.is_none() && !scope.parties.is_empty() {
            let fault = Diagnostic::error("unknown-party", format!("no party is called `{}`", word.text));
            faults.push(
                fault
                    .at(text.place(word.range.clone()), "not declared")
                    .help(scope.party_help(&word.text)),
            );
        }
        found
    };
    members(&rule, &mut find, faults)
}

/// Reads who must ratify: a rule over a party's constituencies.
pub(crate) fn ballot_of(text: &Text, party: &str, constituencies: &[String], faults: &mut Faults) -> Option<Ballot> {
    let rule = rule_of(text, faults)?;
    if let Rule::Nobody(range) | Rule::Nature(range) = &rule {
        let fault = Diagnostic::error("bad-ratification", "a ratification rule names constituencies").at(text.place(range.clone()), "");
        faults.push(fault.help("leave `ratification` out if nobody has to ratify"));
        return None;
    }
    let mut find = |word: &Word, faults: &mut Faults| {
        let found = constituencies.iter().position(|name| *name == word.text);
        if found.is_none() {
            let fault = Diagnostic::error("unknown-constituency", format!("`{party}` has no constituency `{}`", word.text));
            let help = if constituencies.is_empty() {
                format!("declare it: `[party.{party}.constituency.{}]`", word.text)
            } else {
                suggestion(&word.text, constituencies.iter().map(String::as_str), "its constituencies are")
            };
            faults.push(fault.at(text.place(word.range.clone()), "not declared").help(help));
        }
        found.map(|position| position as u32)
    };
    members(&rule, &mut find, faults)
}

fn rule_of(text: &Text, faults: &mut Faults) -> Option<Rule> {
    match consent::parse(&text.value) {
        Ok(rule) => Some(rule),
        Err(fault) => {
            faults.push(fault.at(text));
            None
        }
    }
}

fn members<M>(rule: &Rule, find: &mut impl FnMut(&Word, &mut Faults) -> Option<M>, faults: &mut Faults) -> Option<Consent<M>> {
    let mut all = |parts: &[Rule], faults: &mut Faults| -> Option<Vec<Consent<M>>> {
        let found: Vec<Option<Consent<M>>> = parts.iter().map(|part| members(part, find, faults)).collect();
        found.into_iter().collect()
    };
    Some(match rule {
        Rule::One(word) => Consent::One(find(word, faults)?),
        Rule::All(parts) => Consent::All(all(parts, faults)?),
        Rule::Any(parts) => Consent::Any(all(parts, faults)?),
        Rule::AtLeast(least, parts) => Consent::AtLeast(*least, all(parts, faults)?),
        Rule::Nobody(_) => Consent::Nobody,
        Rule::Nature(_) => Consent::Nature,
    })
}
