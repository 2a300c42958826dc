//! What each party scores, issue by issue: the shape that GENIUS and NegMAS share.

use num_rational::BigRational;
use num_traits::{One, Zero};

use super::Reason;
use crate::case::{Case, Content, Formula, Holder, Interval, Start, Term, Worth};
use crate::index::{IssueId, Key, PartyId};
use crate::interop::Loss;
use crate::rational::Rational;

/// A party's scores.
pub(super) struct Scores {
    /// Its id, unique.
    pub(super) id: String,
    /// Its name.
    pub(super) name: String,
    /// By issue: a weight, and a score a value.
    pub(super) issues: Vec<(BigRational, Vec<BigRational>)>,
    /// What every deal is worth beside.
    pub(super) constant: BigRational,
    /// The value of no deal, if it is known.
    pub(super) reservation: Option<BigRational>,
}

/// All parties' scores, and what of the case they leave out.
pub(super) fn scores(case: &Case, format: &str, losses: &mut Vec<Loss>) -> Result<Vec<Scores>, Reason> {
    let all: Result<Vec<Scores>, Reason> = case.parties.keys().map(|party| scores_of(case, party, format)).collect();
    let all = all?;
    super::lines_lost(
        case,
        |content| matches!(content, Content::Value(holder, _) | Content::Reservation(holder, _) if holder.constituency.is_none()),
        losses,
    );
    if case.start == Start::Today {
        losses.push(Loss::new(
            "what holds today, and who can change what: the format negotiates from nothing",
        ));
    }
    if !case.never.is_empty() {
        losses.push(Loss::new(format!("that {} combinations cannot occur", case.never.len())));
    }
    for scores in all.iter().filter(|scores| scores.reservation.is_none()) {
        losses.push(Loss::new(format!("that it is unknown what no deal is worth to `{}`", scores.name)));
    }
    Ok(all)
}

fn scores_of(case: &Case, party: PartyId, format: &str) -> Result<Scores, Reason> {
    let name = &case.parties[party].name;
    let mut parts: Vec<Vec<(BigRational, Vec<BigRational>)>> = case.issues.values().map(|_| Vec::new()).collect();
    let mut constant = BigRational::zero();
    let mut reservation = None;
    let mut has_values = false;
    for statement in case.statements.values() {
        match &statement.content {
            Content::Value(holder, worth) if *holder == Holder::itself(party) => {
                has_values = true;
                add(case, worth, name, format, &mut parts, &mut constant)?;
            }
            Content::Reservation(holder, value) if *holder == Holder::itself(party) => {
                reservation = Some(exact(value, "the reservation value", name, format)?);
            }
            _ => {}
        }
    }
    if !has_values {
        return Err(Reason::new(format!(
            "{format} needs a score for every value, and the case has no `value` line for `{name}`"
        ))
        .help("directions, rankings and priorities are not turned into scores: nobody stated any"));
    }
    let issues = parts
        .into_iter()
        .zip(case.issues.values())
        .map(|(parts, issue)| whole(parts, issue.values.len()))
        .collect();
    Ok(Scores {
        id: case.parties[party].id.clone(),
        name: name.clone(),
        issues,
        constant,
        reservation,
    })
}

fn exact(value: &Interval, what: &str, name: &str, format: &str) -> Result<BigRational, Reason> {
    if value.is_exact() {
        return Ok(value.low.as_big().clone());
    }
    Err(
        Reason::new(format!("{format} needs exact numbers, and {what} of `{name}` is an interval"))
            .help("narrow the interval to one number, in a variant of the case"),
    )
}

fn add(
    case: &Case,
    worth: &Worth,
    name: &str,
    format: &str,
    parts: &mut [Vec<(BigRational, Vec<BigRational>)>],
    constant: &mut BigRational,
) -> Result<(), Reason> {
    let weight = worth.weight.as_big();
    let mut touched: Vec<Option<Vec<BigRational>>> = vec![None; parts.len()];
    for term in &worth.terms {
        match term {
            Term::Formula(said, value) => {
                let value = exact(value, &format!("the worth of `{}`", said.text), name, format)?;
                match said.formula.issues().as_slice() {
                    [] => {
                        if said.formula.holds(&|_| 0) {
                            *constant += weight * value;
                        }
                    }
                    [issue] => {
                        let count = case.issues[*issue].values.len();
                        let table = touched[issue.index()].get_or_insert_with(|| vec![BigRational::zero(); count]);
                        for position in true_for(&said.formula, *issue, count) {
                            table[position as usize] += &value;
                        }
                    }
                    _ => {
                        let message = format!(
                            "{format} scores one issue at a time, and `{}` of `{name}` combines issues",
                            said.text
                        );
                        return Err(Reason::new(message));
                    }
                }
            }
            Term::Curve(_, issue, _) => {
                let count = case.issues[*issue].values.len();
                let table = touched[issue.index()].get_or_insert_with(|| vec![BigRational::zero(); count]);
                for (formula, value) in term.spelled_out(&Rational::integer(1), &case.issues) {
                    for position in true_for(&formula, *issue, count) {
                        table[position as usize] += value.low.as_big();
                    }
                }
            }
        }
    }
    for (part, table) in parts.iter_mut().zip(touched) {
        part.extend(table.map(|table| (weight.clone(), table)));
    }
    Ok(())
}

/// The values of the one issue of a formula for which it is true.
fn true_for(formula: &Formula, issue: IssueId, count: usize) -> Vec<u32> {
    match formula {
        Formula::In(found, values) if *found == issue => values.clone(),
        other => (0..count as u32).filter(|value| other.holds(&|_| *value)).collect(),
    }
}

/// Several lines about an issue as one: its own weight where there is one line, else their sum.
fn whole(mut parts: Vec<(BigRational, Vec<BigRational>)>, count: usize) -> (BigRational, Vec<BigRational>) {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let mut sum = vec![BigRational::zero(); count];
    for (weight, table) in parts {
        for (total, score) in sum.iter_mut().zip(table) {
            *total += &weight * score;
        }
    }
    (BigRational::one(), sum)
}
