//! One party's judgment of a deal as conditions: accepts surely, surely does not, gains surely, surely does not.

use crate::analysis::vast::condition::Condition;
use crate::analysis::vast::question::{Doubtful, Question, Reach};
use crate::case::{Case, Content, Formula, Holder, Interval, Taken};
use crate::finding::ClauseVerb;
use crate::index::{IssueId, Key, PartyId, StatementId};
use crate::model::Refusal;
use crate::model::said::SaidOf;
use crate::rational::Rational;

/// What is known of a party's vote.
#[derive(Clone, Debug)]
pub struct Judgment {
    /// It surely accepts.
    pub yes: Condition,
    /// It surely does not.
    pub no: Condition,
    /// It surely gains.
    pub gains: Condition,
    /// It surely does not.
    pub loses: Condition,
}

/// How a deal compares with no deal, under every admissible preference.
struct Compared {
    at_least: Condition,
    better: Condition,
    at_most: Condition,
    worse: Condition,
}

impl Compared {
    /// Nothing is known.
    fn unknown() -> Self {
        let no = || Condition::Always(false);
        Compared {
            at_least: no(),
            better: no(),
            at_most: no(),
            worse: no(),
        }
    }

    /// From a complete order: what is better, and what is at least as good.
    fn complete(at_least: Condition, better: Condition) -> Self {
        Compared {
            at_most: better.clone().negated(),
            worse: at_least.clone().negated(),
            at_least,
            better,
        }
    }
}

/// The judgment over all no-deal states: sure if it is so against each.
///
/// # Errors
/// [`Refusal::Overflow`] if values are too long.
pub fn judge_over_all(
    question: &mut Question,
    case: &Case,
    party: PartyId,
    taken: &Taken,
    no_deal: &[Vec<u32>],
) -> Result<Judgment, Refusal> {
    let against: Vec<Option<&[u32]>> = if no_deal.is_empty() {
        vec![None]
    } else {
        no_deal.iter().map(|state| Some(state.as_slice())).collect()
    };
    let mut judged = Vec::new();
    for state in against {
        judged.push(judge_party(question, case, party, taken, state)?);
    }
    let all = |part: &dyn Fn(&Judgment) -> Condition| {
        let mut parts: Vec<Condition> = Vec::new();
        for part in judged.iter().map(part) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        Condition::all(parts)
    };
    Ok(Judgment {
        yes: all(&|one| one.yes.clone()),
        no: all(&|one| one.no.clone()),
        gains: all(&|one| one.gains.clone()),
        loses: all(&|one| one.loses.clone()),
    })
}

/// A party's own judgment, and the vote of those who must ratify.
fn judge_party(question: &mut Question, case: &Case, party: PartyId, taken: &Taken, no_deal: Option<&[u32]>) -> Result<Judgment, Refusal> {
    let own = judge(question, case, Holder::itself(party), taken, no_deal)?;
    let declared = &case.parties[party];
    let Some(ballot) = &declared.ratification else {
        return Ok(own);
    };
    let mut votes = Vec::new();
    for member in 0..declared.constituencies.len() as u32 {
        votes.push(judge(question, case, Holder::inside(party, member), taken, no_deal)?);
    }
    let vote = |member: u32| votes.get(member as usize);
    let carried = Condition::consent(ballot, &|member| {
        vote(member).map_or(Condition::Always(false), |vote| vote.yes.clone())
    });
    let perhaps = Condition::consent(ballot, &|member| {
        vote(member).map_or(Condition::Always(true), |vote| vote.no.clone().negated())
    });
    Ok(Judgment {
        yes: Condition::all([own.yes, carried]),
        no: Condition::any([own.no, perhaps.negated()]),
        ..own
    })
}

/// One holder's judgment against one no-deal state, or none.
fn judge(question: &mut Question, case: &Case, holder: Holder, taken: &Taken, no_deal: Option<&[u32]>) -> Result<Judgment, Refusal> {
    let said = SaidOf::new(case, holder, taken);
    let red_lines = said.clauses.red_lines.iter().map(|line| {
        let formula = Condition::Holds(line.formula.clone());
        if line.verb == ClauseVerb::Refuses {
            formula
        } else {
            formula.negated()
        }
    });
    let crossed = Condition::any(red_lines);
    let accepted = Condition::any(said.clauses.accepts.iter().map(|(formula, _)| Condition::Holds(formula.clone())));
    let compared = against_no_deal(question, case, holder, &said, no_deal)?;
    let outright = |part: Condition| Condition::all([crossed.clone().negated(), accepted.clone(), part]);
    let otherwise = |part: Condition| Condition::all([crossed.clone().negated(), accepted.clone().negated(), part]);
    let Some(compared) = compared else {
        return Ok(Judgment {
            yes: outright(Condition::Always(true)),
            no: crossed.clone(),
            gains: outright(Condition::Always(true)),
            loses: crossed,
        });
    };
    // Of whom nothing is known, nothing is known of any state but that of no deal itself.
    let known = if is_unknown(case, &said, holder) {
        no_deal.map_or(Condition::Always(false), pinned)
    } else {
        Condition::Always(true)
    };
    let refused = Condition::all([known.clone(), compared.at_least.clone().negated(), compared.worse]);
    let no_gain = Condition::all([known.clone(), compared.better.clone().negated(), compared.at_most.clone()]);
    Ok(Judgment {
        yes: Condition::any([
            outright(Condition::Always(true)),
            otherwise(Condition::all([known.clone(), compared.at_least])),
        ]),
        no: Condition::any([crossed.clone(), otherwise(refused)]),
        gains: Condition::any([
            outright(compared.at_most.clone().negated()),
            otherwise(Condition::all([known, compared.better])),
        ]),
        loses: Condition::any([crossed.clone(), outright(compared.at_most), otherwise(no_gain)]),
    })
}

/// How a deal compares with what no deal is said to be worth, or else with the no-deal state; nothing where there is neither.
fn against_no_deal(
    question: &mut Question,
    case: &Case,
    holder: Holder,
    said: &SaidOf<'_>,
    no_deal: Option<&[u32]>,
) -> Result<Option<Compared>, Refusal> {
    let compared = match (&said.reservation, no_deal) {
        (Some((None, _)), _) => Some(Compared::unknown()),
        (Some((Some(worth), _)), _) => Some(against_worth(question, case, holder, said, worth)?),
        (None, Some(state)) => Some(against_state(question, case, holder, said, state)?),
        (None, None) => None,
    };
    Ok(compared)
}

/// Against a number somewhere in an interval: nothing is known where there is no scale.
fn against_worth(question: &mut Question, case: &Case, holder: Holder, said: &SaidOf<'_>, worth: &Interval) -> Result<Compared, Refusal> {
    if said.ranking.is_some() || said.priority.is_some() || said.values.is_empty() {
        return Ok(Compared::unknown());
    }
    if !said.unknown_issues(case, case.parties[holder.party].silence).is_empty() {
        return Ok(Compared::unknown());
    }
    let (least, most) = ends(question, said)?;
    if said.exact_values().is_none() {
        note_doubt(question, case, holder, said);
    }
    Ok(Compared {
        at_least: question.at_least(least, &worth.high),
        better: question.more_than(least, &worth.high),
        at_most: question.more_than(most, &worth.low).negated(),
        worse: question.at_least(most, &worth.low).negated(),
    })
}

/// The forms of the least and of the greatest value.
fn ends(question: &mut Question, said: &SaidOf<'_>) -> Result<(usize, usize), Refusal> {
    let end = |end: fn(&Interval) -> &Rational| -> Vec<(Formula, Rational)> {
        let terms = said.values.iter();
        terms.map(|(formula, interval)| (formula.clone(), end(interval).clone())).collect()
    };
    Ok((
        question.form(end(|interval| &interval.low))?,
        question.form(end(|interval| &interval.high))?,
    ))
}

/// Against a state.
fn against_state(question: &mut Question, case: &Case, holder: Holder, said: &SaidOf<'_>, state: &[u32]) -> Result<Compared, Refusal> {
    if let Some(groups) = &said.ranking {
        return Ok(by_ranking(groups, state));
    }
    if let Some(formulas) = &said.priority {
        return Ok(by_priority(formulas, state));
    }
    if said.values.is_empty() {
        let indifferent = said.indifferent_issues(case, case.parties[holder.party].silence);
        let indifferent: Vec<IssueId> = indifferent.into_iter().map(|(issue, _)| issue).collect();
        return Ok(same_or(state, by_comparisons(question, said, &indifferent, state), true));
    }
    let unknown = said.unknown_issues(case, case.parties[holder.party].silence);
    if let Some(values) = said.exact_values().filter(|_| unknown.is_empty()) {
        let form = question.form(values)?;
        let base = question.forms[form].sum(state);
        let at_least = question.reaches_number(form, base);
        let better = question.reaches_number(form, base + 1);
        return Ok(Compared::complete(at_least, better));
    }
    note_doubt(question, case, holder, said);
    let indifferent: Vec<IssueId> = said.indifferent.iter().map(|(issue, _)| *issue).collect();
    let compared = by_comparisons(question, said, &indifferent, state);
    let gained = by_intervals(question, said, &unknown, state)?;
    let compares = !said.comparisons.is_empty() || !said.indifferent.is_empty();
    Ok(same_or(state, either(compared, gained), compares))
}

/// Values beside comparisons are taken one by one here; together they may settle more.
fn note_doubt(question: &mut Question, case: &Case, holder: Holder, said: &SaidOf<'_>) {
    if said.comparisons.is_empty() && said.indifferent.is_empty() || question.doubtful.iter().any(|doubt| doubt.holder == holder) {
        return;
    }
    let bears = |content: &Content| matches!(content, Content::Value(..) | Content::Prefers(..) | Content::Indifferent(..));
    let lines: Vec<StatementId> = case
        .statements
        .iter()
        .filter(|(_, line)| line.content.holder() == Some(holder) && bears(&line.content))
        .map(|(line, _)| line)
        .collect();
    question.doubtful.push(Doubtful { holder, lines });
}

/// An explicit ranking, best group first: each formula takes what no earlier one took; what no formula takes ties at the bottom.
fn by_ranking(groups: &[Vec<&Formula>], state: &[u32]) -> Compared {
    let of_group = |group: &Vec<&Formula>| Condition::any(group.iter().map(|formula| Condition::Holds((*formula).clone())));
    let own = groups
        .iter()
        .position(|group| group.iter().any(|formula| super::question::holds(formula, state)));
    let better = Condition::any(groups[..own.unwrap_or(groups.len())].iter().map(of_group));
    let at_least = match own {
        Some(own) => Condition::any(groups[..=own].iter().map(of_group)),
        None => Condition::Always(true),
    };
    Compared::complete(at_least, better)
}

/// Option prioritization: the first formula on which two states differ decides.
fn by_priority(formulas: &[&Formula], state: &[u32]) -> Compared {
    let from_end = |end: bool| {
        formulas.iter().rev().fold(Condition::Always(end), |rest, formula| {
            let holds = Condition::Holds((*formula).clone());
            if super::question::holds(formula, state) {
                Condition::all([holds, rest])
            } else {
                Condition::any([holds, rest])
            }
        })
    };
    Compared::complete(from_end(true), from_end(false))
}

/// Comparisons and indifferences, closed under transitivity.
fn by_comparisons(question: &mut Question, said: &SaidOf<'_>, indifferent: &[IssueId], state: &[u32]) -> Compared {
    if said.comparisons.is_empty() && indifferent.is_empty() {
        return Compared::unknown();
    }
    let mut reached = |up: bool, strict: bool| {
        question.reached(Reach {
            base: state.to_vec(),
            comparisons: said.comparisons.clone(),
            indifferent: indifferent.to_vec(),
            up,
            strict,
        })
    };
    Compared {
        at_least: reached(true, false),
        better: reached(true, true),
        at_most: reached(false, false),
        worse: reached(false, true),
    }
}

/// What the ends of the gain over `state` say, where no issue of unknown effect differs.
fn by_intervals(question: &mut Question, said: &SaidOf<'_>, unknown: &[IssueId], state: &[u32]) -> Result<Compared, Refusal> {
    let mut least: Vec<(Formula, Rational)> = Vec::new();
    let mut most: Vec<(Formula, Rational)> = Vec::new();
    for (formula, interval) in &said.values {
        if super::question::holds(formula, state) {
            // What the state has and the deal has not is lost, anywhere in its interval.
            let lost = Formula::Not(Box::new(formula.clone()));
            least.push((lost.clone(), -&interval.high));
            most.push((lost, -&interval.low));
        } else {
            least.push((formula.clone(), interval.low.clone()));
            most.push((formula.clone(), interval.high.clone()));
        }
    }
    let (least, most) = (question.form(least)?, question.form(most)?);
    let same = |issue: &IssueId| Condition::Holds(Formula::In(*issue, vec![state[issue.index()]]));
    let told = Condition::all(unknown.iter().map(same));
    let zero = Rational::zero();
    let with = |part: Condition| Condition::all([told.clone(), part]);
    Ok(Compared {
        at_least: with(question.at_least(least, &zero)),
        better: with(question.more_than(least, &zero)),
        at_most: with(question.more_than(most, &zero).negated()),
        worse: with(question.at_least(most, &zero).negated()),
    })
}

/// What either proves.
fn either(one: Compared, other: Compared) -> Compared {
    Compared {
        at_least: Condition::any([one.at_least, other.at_least]),
        better: Condition::any([one.better, other.better]),
        at_most: Condition::any([one.at_most, other.at_most]),
        worse: Condition::any([one.worse, other.worse]),
    }
}

/// A state is as good as itself; of a pair that is ordered both ways, as comparisons may, nothing is claimed.
fn same_or(state: &[u32], raw: Compared, compares: bool) -> Compared {
    let itself = pinned(state);
    let both_ways = Condition::any([
        Condition::all([Condition::Always(compares), raw.better.clone(), raw.at_most.clone()]),
        Condition::all([Condition::Always(compares), raw.worse.clone(), raw.at_least.clone()]),
    ]);
    let other = |part: Condition| Condition::all([itself.clone().negated(), both_ways.clone().negated(), part]);
    Compared {
        at_least: Condition::any([itself.clone(), other(raw.at_least)]),
        better: other(raw.better),
        at_most: Condition::any([itself.clone(), other(raw.at_most)]),
        worse: other(raw.worse),
    }
}

/// Exactly these values.
pub fn pinned(values: &[u32]) -> Condition {
    Condition::Holds(Formula::And(
        values
            .iter()
            .enumerate()
            .map(|(issue, value)| Formula::In(IssueId::from_index(issue), vec![*value]))
            .collect(),
    ))
}

/// Whether nothing is said of how a holder compares deals.
fn is_unknown(case: &Case, said: &SaidOf<'_>, holder: Holder) -> bool {
    let ordinal = said.ranking.is_some() || said.priority.is_some();
    let silent = said.values.is_empty() && said.comparisons.is_empty();
    !ordinal && silent && said.indifferent_issues(case, case.parties[holder.party].silence).is_empty()
}
