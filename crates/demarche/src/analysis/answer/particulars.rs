//! The particulars of a case as every document carries them.

use crate::analysis::answer::naming::{Naming, label_of};
use crate::case::{self, Case, Content, Grade, Holder, Interval, Passage, Said, Start, Taken, Worth};
use crate::finding::*;
use crate::index::{IssueId, PartyId, SourceId, StateId, StatementId};
use crate::model::said::SaidOf;
use crate::model::{Limits, Model, Preference, Space};
use crate::rational::Rational;
use crate::span::Files;

/// The particulars of `case`, whose `model` may be that of any reading: positions do not enter.
pub fn case_info(case: &Case, files: &Files, model: &Model) -> CaseInfo {
    let naming = Naming::new(case, model);
    let parties: Vec<PartyInfo> = case.parties.keys().map(|party| party_info(naming, model, party)).collect();
    CaseInfo {
        combinations: Some(model.space.combinations()),
        feasible: Some(model.space.len() as u64),
        status_quo: model.status_quo.map(|today| naming.state(today)),
        ..without_states(naming, files, parties, model.is_complete())
    }
}

/// What is the same whether or not states are listed.
fn without_states(naming: Naming<'_>, files: &Files, parties: Vec<PartyInfo>, complete: bool) -> CaseInfo {
    let case = naming.case;
    CaseInfo {
        title: case.title.clone(),
        summary: case.summary.clone(),
        as_of: case.as_of.clone(),
        refused: refused(case, &parties, complete),
        parties,
        issues: case.issues.keys().map(|issue| issue_info(naming, issue)).collect(),
        lines: case.statements.keys().map(|line| line_info(naming, files, line)).collect(),
        sources: case.sources.keys().map(|source| source_info(case, source)).collect(),
        ..CaseInfo::default()
    }
}

/// The particulars of a case whose states are not listed: how many there are, and how each party leans, is left out.
pub fn case_at_large(case: &Case, files: &Files, taken: &Taken) -> CaseInfo {
    // Names of parties, issues and lines do not look at states, so that none need be there.
    let Ok(space) = Space::from_radices(&[], &[], &Limits::STANDARD) else {
        return CaseInfo::default();
    };
    let naming = Naming {
        case,
        space: &space,
        status_quo: (case.start == Start::Today).then_some(StateId(0)),
    };
    let parties: Vec<PartyInfo> = case
        .parties
        .keys()
        .map(|party| {
            let said = SaidOf::new(case, Holder::itself(party), taken);
            let form = form_of(case, party, &said);
            party_at_large(naming, party, form, rung(case, party, form), Vec::new())
        })
        .collect();
    let incomplete = |party: &PartyInfo| matches!(party.form, PreferenceForm::Partial | PreferenceForm::Unknown);
    let complete = !parties.iter().any(incomplete);
    without_states(naming, files, parties, complete)
}

/// In which form a party's preferences are known, by what is said of it.
fn form_of(case: &Case, party: PartyId, said: &SaidOf<'_>) -> PreferenceForm {
    let silence = case.parties[party].silence;
    if said.ranking.is_some() || said.priority.is_some() {
        return if has_values(case, party) {
            PreferenceForm::Scored
        } else {
            PreferenceForm::Ranked
        };
    }
    let exact = said.exact_values().is_some_and(|values| !values.is_empty());
    if exact && said.unknown_issues(case, silence).is_empty() {
        return PreferenceForm::Scored;
    }
    let silent = said.values.is_empty() && said.comparisons.is_empty() && said.indifferent_issues(case, silence).is_empty();
    if silent { PreferenceForm::Unknown } else { PreferenceForm::Partial }
}

fn party_info(naming: Naming<'_>, model: &Model, party: PartyId) -> PartyInfo {
    let preference = &model.parties[party].voter.preference;
    let (form, rung) = form_and_rung(naming.case, party, preference);
    let today = naming.status_quo;
    let leanings = naming
        .case
        .issues
        .iter()
        .filter(|_| today.is_some())
        .map(|(issue, info)| Leaning {
            issue: info.id.clone(),
            values: (0..info.values.len() as u32)
                .filter(|value| *value != info.status_quo)
                .map(|value| (naming.value_label(issue, value), leaning(naming, preference, issue, value)))
                .collect(),
        })
        .collect();
    party_at_large(naming, party, form, rung, leanings)
}

fn party_at_large(naming: Naming<'_>, party: PartyId, form: PreferenceForm, rung: Rung, leanings: Vec<Leaning>) -> PartyInfo {
    let declared = &naming.case.parties[party];
    PartyInfo {
        id: declared.id.clone(),
        name: declared.name.clone(),
        short: declared.short.clone(),
        seat: declared.seat,
        form,
        rung,
        silence: declared.silence,
        constituencies: declared
            .constituencies
            .iter()
            .map(|constituency| constituency.name.clone())
            .collect(),
        ratification: declared.ratification.as_ref().map(|ballot| naming.ballot(party, ballot)),
        leanings,
    }
}

/// In which form a party's preferences are known, and the highest rung that they reach.
pub fn form_and_rung(case: &Case, party: PartyId, preference: &Preference) -> (PreferenceForm, Rung) {
    let form = match preference {
        Preference::Ranked(_) if has_values(case, party) => PreferenceForm::Scored,
        Preference::Ranked(_) => PreferenceForm::Ranked,
        Preference::Partial(partial) if partial.is_empty() => PreferenceForm::Unknown,
        Preference::Partial(_) => PreferenceForm::Partial,
    };
    (form, rung(case, party, form))
}

/// The highest rung that a party's lines reach.
fn rung(case: &Case, party: PartyId, form: PreferenceForm) -> Rung {
    let has_values = has_values(case, party);
    match form {
        PreferenceForm::Unknown => Rung::L0,
        _ if has_values && case.comparable.is_some() => Rung::L4,
        _ if has_values && is_priced(case, party) => Rung::L3,
        _ if has_values => Rung::L2,
        _ => Rung::L1,
    }
}

/// Whether some line says what formulas are worth to the party.
fn has_values(case: &Case, party: PartyId) -> bool {
    let holder = Holder::itself(party);
    let mut lines = case.statements.values();
    lines.any(|statement| matches!(&statement.content, Content::Value(owner, _) if *owner == holder))
}

/// Whether the case says what some payment is worth to the party.
fn is_priced(case: &Case, party: PartyId) -> bool {
    let values = |payable: &case::Payable| payable.worth.iter().any(|(who, _)| *who == party);
    case.payables.iter().any(values)
}

fn leaning(naming: Naming<'_>, preference: &Preference, issue: IssueId, value: u32) -> LeaningSign {
    let space = naming.space;
    let Some(today) = naming.status_quo else {
        return LeaningSign::Unknown;
    };
    let Some(state) = space.state(space.replace(space.combination(today), issue, value)) else {
        return LeaningSign::Impossible;
    };
    let relation = preference.compare(space, state, today);
    match (relation.better, relation.worse, relation.at_least && relation.at_most) {
        (true, ..) => LeaningSign::Better,
        (_, true, _) => LeaningSign::Worse,
        (.., true) => LeaningSign::Indifferent,
        _ => LeaningSign::Unknown,
    }
}

fn refused(case: &Case, parties: &[PartyInfo], complete: bool) -> Vec<Refused> {
    let below = |question, needs: Rung| {
        let parties: Vec<(PartyName, Rung)> = parties
            .iter()
            .zip(case.parties.keys())
            // Scales that compare give no rate of exchange to a payment: a rung above that of prices does not imply one.
            .filter(|(party, key)| party.rung < needs || question == Question::Price && !is_priced(case, *key))
            .map(|(party, _)| (party.id.clone(), party.rung))
            .collect();
        (!parties.is_empty()).then_some(Refused { question, needs, parties })
    };
    let mut refused: Vec<Refused> = [
        (Question::Gain, Rung::L2),
        (Question::Price, Rung::L3),
        (Question::JointGain, Rung::L4),
        (Question::Likelihood, Rung::L5),
    ]
    .into_iter()
    .filter_map(|(question, needs)| below(question, needs))
    .collect();
    if !complete {
        let incomplete = |party: &&PartyInfo| matches!(party.form, PreferenceForm::Partial | PreferenceForm::Unknown);
        let parties = parties
            .iter()
            .filter(incomplete)
            .map(|party| (party.id.clone(), party.rung))
            .collect();
        refused.push(Refused {
            question: Question::Farsighted,
            needs: Rung::L1,
            parties,
        });
    }
    refused
}

fn issue_info(naming: Naming<'_>, issue: IssueId) -> IssueInfo {
    let declared = &naming.case.issues[issue];
    IssueInfo {
        id: declared.id.clone(),
        name: declared.name.clone(),
        question: declared.question.clone(),
        values: declared.values.iter().map(|value| value.label.clone()).collect(),
        status_quo: naming.status_quo.map(|_| naming.value_label(issue, declared.status_quo)),
        control: control(naming, issue),
        line: naming.line(declared.statement),
    }
}

/// Above so many changes of an issue, those with the same controllers are told together.
const TOLD_ONE_BY_ONE: usize = 6;

/// One entry a change; or, for issues with many, one entry for each group of controllers.
fn control(naming: Naming<'_>, issue: IssueId) -> Vec<ControlInfo> {
    let declared = &naming.case.issues[issue];
    let info = |change: &crate::case::Change| ControlInfo {
        from: naming.value_label(issue, change.from),
        to: naming.value_label(issue, change.to),
        by: naming.consent(&change.by),
        guarded: change.when.is_some(),
        default_reverse: change.default_reverse,
    };
    let changes = declared.changes.iter().map(info);
    if declared.changes.len() <= TOLD_ONE_BY_ONE {
        return changes.collect();
    }
    let mut groups: Vec<ControlInfo> = Vec::new();
    for change in changes {
        let same = |group: &&mut ControlInfo| {
            (&group.by, group.guarded, group.default_reverse) == (&change.by, change.guarded, change.default_reverse)
        };
        match groups.iter_mut().find(same) {
            Some(group) => {
                if group.from != change.from {
                    SEVERAL.clone_into(&mut group.from);
                }
                if group.to != change.to {
                    SEVERAL.clone_into(&mut group.to);
                }
            }
            None => groups.push(change),
        }
    }
    groups
}

/// Stands for more than one value.
const SEVERAL: &str = "several values";

fn line_info(naming: Naming<'_>, files: &Files, line: StatementId) -> LineInfo {
    let case = naming.case;
    let statement = &case.statements[line];
    let holder = statement.content.holder().map(|holder| naming.holder(holder));
    let (verb, says) = said(naming, &statement.content);
    let best_source = statement
        .cites
        .iter()
        .filter_map(|citation| case.sources[citation.source].grade)
        .min();
    let (row, _) = files.line_column(statement.span);
    LineInfo {
        id: statement.id.clone(),
        kind: statement.kind,
        holder,
        verb: verb.to_owned(),
        says,
        text: statement.text.clone(),
        cites: naming.cites(line),
        speaker: statement.speaker,
        grade: statement.grade.or(best_source).map(grade_text),
        confidence: statement.confidence.clone(),
        place: format!("{}:{row}", files.get(statement.span.file).name),
    }
}

fn grade_text(grade: Grade) -> String {
    format!("{}{}", grade.reliability, grade.credibility)
}

fn said(naming: Naming<'_>, content: &Content) -> (&'static str, String) {
    let case = naming.case;
    let texts = |said: &[Said]| said.iter().map(|said| said.text.as_str()).collect::<Vec<_>>().join("; ");
    match content {
        Content::Control(issue) => {
            if let Some(by) = &case.issues[*issue].settled_by {
                return ("control", format!("settled by {}", naming.consent(by)));
            }
            let changes: Vec<String> = control(naming, *issue)
                .into_iter()
                .map(|info| format!("{} -> {} by {}", info.from, info.to, info.by))
                .collect();
            (
                "control",
                if changes.is_empty() {
                    "nobody can change it".to_owned()
                } else {
                    changes.join("; ")
                },
            )
        }
        Content::Never(index) => ("never", case.never[*index].text.clone()),
        Content::NoDeal => ("no deal", no_deal_states(naming)),
        Content::Agreement => {
            let rule = case.agreement.as_ref().map(|agreement| naming.consent(&agreement.rule));
            ("agreement", rule.unwrap_or_default())
        }
        Content::Comparable => ("scales", "can be compared and added".to_owned()),
        Content::Coalition(index) => ("coalition", case.coalitions[*index].name.clone()),
        Content::Payable(index) => ("payable", case.payables[*index].name.clone()),
        Content::View(index) => ("view", view(naming, &case.views[*index])),
        Content::Believed(_, believed) => said(naming, believed),
        Content::Lever(index) => ("lever", naming.party(case.levers[*index].owner)),
        // What is preferred to its own negation was written without an `over`.
        Content::Prefers(_, better, worse) if better.span == worse.span => ("prefers", better.text.clone()),
        Content::Prefers(_, better, worse) => ("prefers", format!("{} over {}", better.text, worse.text)),
        Content::Indifferent(_, issue) => ("indifferent", case.issues[*issue].id.clone()),
        Content::Demands(_, said) => ("demands", said.text.clone()),
        Content::Rejects(_, said) => ("rejects", said.text.clone()),
        Content::Refuses(_, said) => ("refuses", said.text.clone()),
        Content::Requires(_, said) => ("requires", said.text.clone()),
        Content::Accepts(_, said) => ("accepts", said.text.clone()),
        Content::Priority(_, formulas) => ("priority", texts(formulas)),
        Content::Value(_, worth) => ("value", values(worth)),
        Content::Reservation(_, worth) => ("reservation", interval(worth)),
        Content::Ranking(_, groups) => {
            let group = |group: &Vec<Said>| texts(group).replace("; ", " ~ ");
            ("ranking", groups.iter().map(group).collect::<Vec<_>>().join(" > "))
        }
    }
}

/// Whose picture it is, and what is missing in it.
fn view(naming: Naming<'_>, view: &case::View) -> String {
    let mut parts = vec![format!("of {}", naming.case.parties[view.party].name)];
    if !view.without.is_empty() {
        parts.push(format!("without {}", naming.lines(view.without.iter().copied()).join(", ")));
    }
    if !view.unaware.is_empty() {
        let names: Vec<&str> = view.unaware.iter().map(|issue| naming.case.issues[*issue].name.as_str()).collect();
        parts.push(format!("not seeing {}", names.join(", ")));
    }
    parts.join("; ")
}

fn interval(interval: &Interval) -> String {
    if interval.is_exact() {
        interval.low.to_string()
    } else {
        format!("{} to {}", interval.low, interval.high)
    }
}

/// Terms of a value line: `land: 30; price: 0 at 0, 4 at 100; all times 0.4`.
fn values(worth: &Worth) -> String {
    let term = |term: &case::Term| match term {
        case::Term::Formula(said, worth) => format!("{}: {}", said.text, interval(worth)),
        case::Term::Curve(said, _, points) => {
            let points: Vec<String> = points.iter().map(|(at, worth)| format!("{worth} at {at}")).collect();
            format!("{}: {}", said.text, points.join(", "))
        }
    };
    let mut parts: Vec<String> = worth.terms.iter().map(term).collect();
    if worth.weight != Rational::integer(1) {
        parts.push(format!("all times {}", worth.weight));
    }
    parts.join("; ")
}

/// What the declared no-deal states have that today's state has not.
fn no_deal_states(naming: Naming<'_>) -> String {
    let states = naming.case.no_deal.iter();
    states
        .map(|declared| label_of(naming.case, &declared.values))
        .collect::<Vec<_>>()
        .join("; ")
}

fn source_info(case: &Case, id: SourceId) -> SourceInfo {
    let source = &case.sources[id];
    let sentences = source.file.as_ref().and_then(|file| file.sentences.as_ref());
    // Citations may name ranges far beyond a text that could not be read, so the sentences are walked, never the ranges.
    let is_cited = |number: u32| {
        let cites = |citation: &crate::case::Citation| {
            citation.source == id && matches!(citation.passage, Passage::Sentences(first, last) if (first..=last).contains(&number))
        };
        case.statements.values().flat_map(|statement| &statement.cites).any(cites)
    };
    let passages = sentences
        .map(|sentences| {
            (1u32..)
                .zip(sentences.iter().cloned())
                .filter(|(number, _)| is_cited(*number))
                .collect()
        })
        .unwrap_or_default();
    SourceInfo {
        id: source.id.clone(),
        title: source.title.clone(),
        author: source.author.clone(),
        date: source.date.clone(),
        url: source.url.clone(),
        grade: source.grade.map(grade_text),
        verified: sentences.is_some(),
        passages,
    }
}
