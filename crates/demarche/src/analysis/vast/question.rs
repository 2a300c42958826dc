//! A case as one question about the deals of its table: what a deal is, when the table can sign it surely and possibly, and what it is worth to whom.
//!
//! Made once from the case, without a look at any combination of values; both the counting and the searching side read it. The definitions are those
//! of [`acceptance`](crate::analysis::acceptance), state by state.

use crate::analysis::vast::condition::Condition;
use crate::analysis::vast::form::Form;
use crate::analysis::vast::judgment::{Judgment, judge_over_all};
use crate::case::{Case, Formula, Holder, Interval, Start, Taken};
use crate::index::{IssueId, Key, PartyId, StatementId, Table};
use crate::model::partial::Comparison;
use crate::model::said::SaidOf;
use crate::model::{PartySet, Refusal};
use crate::rational::Rational;

/// A form's sum is at least a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Atom {
    /// Which of [`Question::forms`].
    pub form: usize,
    /// The number, times the form's denominator.
    pub number: i128,
}

/// The combinations that comparisons and indifferences lead to from one (see [`Partial`](crate::model::partial::Partial)).
#[derive(Clone, Debug)]
pub struct Reach {
    /// From which combination.
    pub base: Vec<u32>,
    /// The comparisons that are followed.
    pub comparisons: Vec<Comparison>,
    /// Issues whose value makes no difference.
    pub indifferent: Vec<IssueId>,
    /// Towards what is better; else towards what is worse.
    pub up: bool,
    /// Only what is reached by at least one comparison.
    pub strict: bool,
}

impl Reach {
    /// Whether the two follow the same lines in the same direction.
    pub fn is_alike(&self, other: &Self) -> bool {
        let lines = |reach: &Self| -> Vec<StatementId> { reach.comparisons.iter().map(|comparison| comparison.line).collect() };
        self.up == other.up && self.indifferent == other.indifferent && lines(self) == lines(other)
    }
}

/// A party's own scale, if its values are single numbers.
#[derive(Clone, Debug)]
pub struct Scale {
    /// Which of [`Question::forms`].
    pub form: usize,
    /// What no deal is worth: each that may follow, or an interval; nothing where the case does not say.
    pub no_deal: Vec<Interval>,
}

/// A holder of preferences of whom only bounds are taken, and the lines that make it so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubtful {
    /// Who.
    pub holder: Holder,
    /// Its values and comparisons, which bear on the same deals.
    pub lines: Vec<StatementId>,
}

/// What is asked about, for one reading of positions.
#[derive(Clone, Debug)]
pub struct Question {
    /// How many values each issue has.
    pub radices: Vec<u32>,
    /// Today's value of each issue; nothing where the negotiation starts from nothing.
    pub today: Option<Vec<u32>>,
    /// What cannot be.
    pub never: Vec<Formula>,
    /// The declared table; everybody where none is declared.
    pub table: PartySet,
    /// The values of each issue that the table can bring about, ascending.
    pub choices: Vec<Vec<u32>>,
    /// Sums of values.
    pub forms: Vec<Form>,
    /// What is asked of them.
    pub atoms: Vec<Atom>,
    /// Sets that comparisons lead to.
    pub reaches: Vec<Reach>,
    /// When the table can surely sign.
    pub surely: Condition,
    /// When it is not excluded that it can.
    pub possibly: Condition,
    /// By party: its own scale.
    pub scales: Table<PartyId, Option<Scale>>,
    /// Of whom only bounds are taken.
    pub doubtful: Vec<Doubtful>,
}

impl Question {
    /// The question for what is taken of `case`.
    ///
    /// # Errors
    /// [`Refusal::Overflow`] if values are too long to be summed in 128 bits; [`Refusal::InfeasibleReference`] if today's state or a no-deal state cannot be.
    pub fn new(case: &Case, taken: &Taken) -> Result<Self, Refusal> {
        let today: Option<Vec<u32>> = (case.start == Start::Today).then(|| case.issues.values().map(|issue| issue.status_quo).collect());
        let seats: PartySet = case
            .parties
            .iter()
            .filter(|(_, party)| party.seat)
            .map(|(party, _)| party)
            .collect();
        let table = if seats.is_empty() {
            PartySet::all(case.parties.len())
        } else {
            seats
        };
        let mut question = Question {
            radices: case.issues.values().map(|issue| issue.values.len() as u32).collect(),
            choices: choices(case, table, today.as_deref()),
            today,
            never: case.never.iter().map(|never| never.formula.clone()).collect(),
            table,
            forms: Vec::new(),
            atoms: Vec::new(),
            reaches: Vec::new(),
            surely: Condition::Always(false),
            possibly: Condition::Always(false),
            scales: Table::new(),
            doubtful: Vec::new(),
        };
        let no_deal = question.no_deal(case)?;
        for party in case.parties.keys() {
            let scale = question.scale(case, party, taken, &no_deal)?;
            question.scales.push(scale);
        }
        let mut votes: Vec<(PartyId, Judgment)> = Vec::new();
        for party in table.iter() {
            votes.push((party, judge_over_all(&mut question, case, party, taken, &no_deal)?));
        }
        (question.surely, question.possibly) = signing(case, &votes);
        Ok(question)
    }

    /// What follows when nothing is signed: the declared states, each once, or today's; none from nothing.
    fn no_deal(&self, case: &Case) -> Result<Vec<Vec<u32>>, Refusal> {
        let mut states: Vec<Vec<u32>> = Vec::new();
        for declared in &case.no_deal {
            if !states.contains(&declared.values) {
                states.push(declared.values.clone());
            }
        }
        if states.is_empty() {
            states.extend(self.today.clone());
        }
        let all_can_be = states.iter().chain(&self.today).all(|values| self.is_feasible(values));
        if all_can_be {
            Ok(states)
        } else {
            Err(Refusal::InfeasibleReference)
        }
    }

    /// Whether no formula of what cannot be holds.
    pub fn is_feasible(&self, values: &[u32]) -> bool {
        !self.never.iter().any(|formula| holds(formula, values))
    }

    fn scale(&mut self, case: &Case, party: PartyId, taken: &Taken, no_deal: &[Vec<u32>]) -> Result<Option<Scale>, Refusal> {
        let said = SaidOf::new(case, Holder::itself(party), taken);
        let unknown = said.unknown_issues(case, case.parties[party].silence);
        let ordinal = said.ranking.is_some() || said.priority.is_some();
        let exact = said
            .exact_values()
            .filter(|values| !ordinal && !values.is_empty() && unknown.is_empty());
        let Some(values) = exact else { return Ok(None) };
        let form = self.form(values)?;
        let no_deal = match said.reservation {
            Some((worth, _)) => worth.into_iter().collect(),
            None => {
                let form = &self.forms[form];
                no_deal.iter().map(|state| Interval::exact(form.worth(form.sum(state)))).collect()
            }
        };
        Ok(Some(Scale { form, no_deal }))
    }

    /// The form with these terms, made if it is new.
    ///
    /// # Errors
    /// As [`Form::new`].
    pub fn form(&mut self, terms: Vec<(Formula, Rational)>) -> Result<usize, Refusal> {
        let form = Form::new(terms)?;
        let known = self.forms.iter().position(|other| *other == form);
        Ok(known.unwrap_or_else(|| {
            self.forms.push(form);
            self.forms.len() - 1
        }))
    }

    /// That a form's sum is at least `number`.
    pub fn reaches_number(&mut self, form: usize, number: i128) -> Condition {
        let atom = Atom { form, number };
        let known = self.atoms.iter().position(|other| *other == atom);
        Condition::Sum(known.unwrap_or_else(|| {
            self.atoms.push(atom);
            self.atoms.len() - 1
        }))
    }

    /// That a form is worth at least `value`.
    pub fn at_least(&mut self, form: usize, value: &Rational) -> Condition {
        let number = self.forms[form].at_least(value);
        self.reaches_number(form, number)
    }

    /// That a form is worth more than `value`.
    pub fn more_than(&mut self, form: usize, value: &Rational) -> Condition {
        let number = self.forms[form].more_than(value);
        self.reaches_number(form, number)
    }

    /// A set that comparisons lead to.
    pub fn reached(&mut self, reach: Reach) -> Condition {
        self.reaches.push(reach);
        Condition::Reached(self.reaches.len() - 1)
    }

    /// Whether a deal is one that the table can bring about: feasible, every term within its choices, and not today's state.
    pub fn is_deal(&self, values: &[u32]) -> bool {
        let chosen = values
            .iter()
            .zip(&self.choices)
            .all(|(value, choices)| choices.binary_search(value).is_ok());
        chosen && self.today.as_deref() != Some(values) && self.is_feasible(values)
    }
}

/// Whether a formula holds where these values do.
pub fn holds(formula: &Formula, values: &[u32]) -> bool {
    formula.holds(&|issue: IssueId| values.get(issue.index()).copied().unwrap_or(0))
}

/// Who can bring about which value of each issue, from today or from nothing.
fn choices(case: &Case, table: PartySet, today: Option<&[u32]>) -> Vec<Vec<u32>> {
    let has = |party| table.has(party);
    let of_issue = |(issue, declared): (IssueId, &crate::case::Issue)| -> Vec<u32> {
        let all = 0..declared.values.len() as u32;
        let Some(today) = today else {
            let settles = declared.settled_by.as_ref().is_none_or(|rule| rule.holds(&has));
            return all.filter(|_| settles).collect();
        };
        let from = today[issue.index()];
        let open = |to: u32| {
            declared.changes.iter().any(|change| {
                let on_the_way = change.from == from && change.to == to && change.by.holds(&has);
                on_the_way && change.when.as_ref().is_none_or(|guard| holds(guard, today))
            })
        };
        all.filter(|to| *to == from || open(*to)).collect()
    };
    case.issues.iter().map(of_issue).collect()
}

/// When those who accept are enough and somebody gains: surely, and possibly.
fn signing(case: &Case, votes: &[(PartyId, Judgment)]) -> (Condition, Condition) {
    let all_of = |part: &dyn Fn(&Judgment) -> Condition| Condition::all(votes.iter().map(|(_, vote)| part(vote)));
    let any_of = |part: &dyn Fn(&Judgment) -> Condition| Condition::any(votes.iter().map(|(_, vote)| part(vote)));
    let (agreed, refused) = match &case.agreement {
        None => (all_of(&|vote| vote.yes.clone()), any_of(&|vote| vote.no.clone())),
        Some(agreement) => {
            let member = |party: PartyId, part: &dyn Fn(&Judgment) -> Condition| {
                let vote = votes.iter().find(|(voter, _)| *voter == party);
                vote.map_or(Condition::Always(false), |(_, vote)| part(vote))
            };
            let sure = Condition::consent(&agreement.rule, &|party| member(party, &|vote| vote.yes.clone()));
            let perhaps = Condition::consent(&agreement.rule, &|party| member(party, &|vote| vote.no.clone().negated()));
            (sure, perhaps.negated())
        }
    };
    let gained = any_of(&|vote| vote.gains.clone());
    let nobody_gains = all_of(&|vote| vote.loses.clone());
    let surely = Condition::all([agreed, gained]);
    let possibly = Condition::all([refused.negated(), nobody_gains.negated()]);
    (surely, possibly)
}
