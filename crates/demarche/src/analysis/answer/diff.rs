//! Two versions of a case: which findings changed, and which changes of the case did it.
//!
//! Of the changes between the versions a minimal set is sought that, made in the old version alone, gives the new verdict: one change after the other is taken back as long as the
//! new verdict stands (delta debugging; Zeller & Hildebrandt 2002). What remains is enough, and no change of it can be spared; other minimal sets may exist.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::analysis::answer::deal_list;
use crate::analysis::answer::doubting::findings::{self, Finding};
use crate::analysis::answer::situation::{Engines, Situation};
use crate::analysis::doubt::minimal::minimal;
use crate::analysis::doubt::{Claim, claim};
use crate::analysis::watch::{Unwatched, Watch};
use crate::case::difference::{Difference, Differences, differences, with};
use crate::case::{Case, Positions};
use crate::finding::*;
use crate::index::{StateId, StatementId};
use crate::model::{Limits, Model, Refusal};

/// Cases that are tried for one finding, at most.
pub const MOST_TRIES: u32 = 400;

/// One version under one reading.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its headline findings by id, with their names and verdicts.
    pub findings: BTreeMap<String, FindingName>,
    /// Limits that cut something short.
    pub cuts: Vec<Cut>,
}

/// The headline findings of a version: on the deals that it lists, and on its goals.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn version(situation: &Situation<'_>, watch: &mut dyn Watch) -> Result<Version, Refusal> {
    let (deals, cuts) = deal_list::deals(situation, watch)?;
    let states: Vec<StateId> = deals.iter().map(|deal| deal.state.id()).collect();
    let found = findings::headline(situation, &states);
    let verdicts = verdicts(situation, &found);
    let named = found.iter().zip(verdicts).map(|(finding, verdict)| {
        let name = FindingName {
            verdict,
            ..finding.name(situation)
        };
        (key(&name), name)
    });
    Ok(Version {
        findings: named.collect(),
        cuts,
    })
}

/// What a finding is about, whichever version it belongs to: goals go by their name.
fn key(name: &FindingName) -> String {
    match (&name.goal, name.id.split_once(':')) {
        (Some(goal), Some((kind, _))) => format!("{kind}:{goal}"),
        _ => name.id.clone(),
    }
}

fn verdicts(situation: &Situation<'_>, found: &[Finding]) -> Vec<Option<Verdict>> {
    let claims: Vec<&Claim> = found.iter().map(|finding| &finding.claim).collect();
    claim::verdicts(&claims, situation.model, situation.limits)
}

/// What the same finding is in another version; `None` if that has no such finding.
fn asked_again(situation: &Situation<'_>, name: &FindingName) -> Option<Verdict> {
    let finding = match (&name.goal, name.id.split_once(':')) {
        (Some(goal), Some((kind, _))) => {
            let number = situation.case.goals.iter().position(|other| other.name == *goal)? + 1;
            findings::named(situation, &format!("{kind}:{number}"))?
        }
        _ => findings::named(situation, &name.id)?,
    };
    verdicts(situation, &[finding]).pop()?
}

/// A case under one reading, asked for one finding.
fn verdict_in(case: &Case, positions: Positions, limits: &Limits, name: &FindingName) -> Result<Option<Verdict>, Refusal> {
    let model = match Model::new(case, positions, limits) {
        // A combination of changes may leave nothing to start from.
        Err(Refusal::InfeasibleReference) => return Ok(None),
        model => model?,
    };
    let engines = Engines::new(&model, limits, &mut Unwatched)?;
    let situation = Situation::new(case, &model, positions, limits, &engines);
    Ok(asked_again(&situation, name))
}

/// The two versions compared under one reading.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so; a refusal of a version.
pub fn compare(
    (old, new): (&Case, &Case),
    positions: (Positions, Positions),
    (before, after): (Version, Version),
    limits: &Limits,
    watch: &mut dyn Watch,
) -> Result<Diff, Refusal> {
    let found = differences(old, new);
    let pieces = match &found {
        Differences::Pieces(pieces) => pieces.as_slice(),
        Differences::OtherCase(_) => &[],
    };
    let mut keys: Vec<&String> = before.findings.keys().chain(after.findings.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut shifts = Vec::new();
    let mut unchanged = 0;
    for (done, key) in keys.iter().enumerate() {
        if !watch.step("findings", done as u64, keys.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        let (one, other) = (before.findings.get(*key), after.findings.get(*key));
        let Some(name) = other.or(one) else { continue };
        // A finding that one version does not list is asked there all the same.
        let verdict = |known: Option<&FindingName>, case, positions| match known {
            Some(name) => Ok(name.verdict),
            None => verdict_in(case, positions, limits, name),
        };
        let (was, is) = (verdict(one, old, positions.0)?, verdict(other, new, positions.1)?);
        if was == is {
            unchanged += 1;
            continue;
        }
        let responsible = responsible((old, new), positions.0, pieces, (name, is), limits)?;
        shifts.push(FindingShift {
            finding: FindingName {
                verdict: is,
                ..name.clone()
            },
            before: was,
            after: is,
            responsible,
        });
    }
    let step = |verdict: Option<Verdict>| verdict.map_or(0u32, |verdict| [3, 2, 1][verdict as usize]);
    shifts.sort_by_key(|shift| Reverse(step(shift.before).abs_diff(step(shift.after))));
    let mut cuts = before.cuts;
    cuts.extend(after.cuts.into_iter().filter(|cut| !cuts.contains(cut)).collect::<Vec<_>>());
    Ok(Diff {
        changes: Vec::new(),
        evidence: Vec::new(),
        shifts,
        unchanged,
        cuts,
    })
}

/// A minimal set of changes that brings a verdict about, as positions among the pieces; empty if there is none, or the bound on tries was met.
fn responsible(
    (old, new): (&Case, &Case),
    positions: Positions,
    pieces: &[Difference],
    (name, is): (&FindingName, Option<Verdict>),
    limits: &Limits,
) -> Result<Vec<usize>, Refusal> {
    let mut tries = MOST_TRIES;
    let mut gives = |chosen: &[usize]| -> Result<bool, Stopped> {
        tries = tries.checked_sub(1).ok_or(Stopped::OutOfTries)?;
        let pieces: Vec<&Difference> = chosen.iter().map(|index| &pieces[*index]).collect();
        let verdict = verdict_in(&with(old, new, &pieces), positions, limits, name).map_err(Stopped::Refused)?;
        Ok(verdict == is)
    };
    let all: Vec<usize> = (0..pieces.len()).collect();
    let found = gives(&all).and_then(|enough| enough.then(|| minimal(all, true, &mut gives)).transpose());
    match found {
        Ok(found) => Ok(found.unwrap_or_default()),
        Err(Stopped::OutOfTries) => Ok(Vec::new()),
        Err(Stopped::Refused(refusal)) => Err(refusal),
    }
}

/// Why no set of changes is named.
enum Stopped {
    OutOfTries,
    Refused(Refusal),
}

/// Lines of one version only, and lines that say something else, by their names: for versions that are different cases.
fn lines_by_name((old, new): (&CaseInfo, &CaseInfo)) -> Vec<CaseChange> {
    let said = |line: &LineInfo| format!("{} {}", line.verb, line.says);
    let find = |info: &CaseInfo, id: &str| info.lines.iter().find(|line| line.id == id).map(said);
    let mut ids: Vec<&String> = new.lines.iter().map(|line| &line.id).collect();
    ids.extend(old.lines.iter().map(|line| &line.id).filter(|id| find(new, id).is_none()));
    ids.into_iter()
        .map(|id| CaseChange {
            about: id.clone(),
            piece: Piece::Line,
            before: find(old, id),
            after: find(new, id),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

/// What was changed, in words of the case, and which lines have other evidence. `infos` are the lines of both versions as documents carry them.
pub fn changes((old, new): (&Case, &Case), infos: (&CaseInfo, &CaseInfo)) -> (Vec<CaseChange>, Vec<LineName>) {
    let line = |info: &CaseInfo, id: &str| info.lines.iter().find(|line| line.id == id).cloned();
    let said = |case: &Case, info: &CaseInfo, key: StatementId| {
        let found = line(info, &case.statements[key].id);
        found.map(|line| format!("{} {}", line.verb, line.says))
    };
    let changes = match differences(old, new) {
        Differences::OtherCase(words) => {
            let shape = |what: String| CaseChange {
                about: what,
                piece: Piece::Shape,
                before: None,
                after: None,
            };
            words.into_iter().map(shape).chain(lines_by_name(infos)).collect()
        }
        Differences::Pieces(pieces) => pieces
            .iter()
            .map(|piece| {
                let of = |about: &str, kind, before, after| CaseChange {
                    about: about.to_owned(),
                    piece: kind,
                    before,
                    after,
                };
                match piece {
                    Difference::Line { old: before, new: after } => {
                        let name = |case: &Case, key: StatementId| case.statements[key].id.clone();
                        let about = after.map(|key| name(new, key)).or(before.map(|key| name(old, key)));
                        of(
                            &about.unwrap_or_default(),
                            Piece::Line,
                            before.and_then(|key| said(old, infos.0, key)),
                            after.and_then(|key| said(new, infos.1, key)),
                        )
                    }
                    Difference::Issue(issue) => of(
                        &new.issues[*issue].id,
                        Piece::Issue,
                        said(old, infos.0, old.issues[*issue].statement),
                        said(new, infos.1, new.issues[*issue].statement),
                    ),
                    Difference::Party(party) => {
                        let words = |case: &Case| {
                            let party = &case.parties[*party];
                            let seat = if party.seat { "a seat" } else { "no seat" };
                            let silence = format!("{:?}", party.silence).to_lowercase();
                            let vote = if party.ratification.is_some() { ", must ratify" } else { "" };
                            Some(format!("{seat}, silence {silence}{vote}"))
                        };
                        of(&new.parties[*party].id, Piece::Party, words(old), words(new))
                    }
                    Difference::Never { old: before, new: after } => {
                        let words = |case: &Case, at: Option<usize>| at.and_then(|at| case.never.get(at)).map(|never| never.text.clone());
                        of("never", Piece::Never, words(old, *before), words(new, *after))
                    }
                    Difference::NoDeal => {
                        let words = |case: &Case, info: &CaseInfo| case.no_deal.first().and_then(|state| said(case, info, state.statement));
                        of("no-deal", Piece::NoDeal, words(old, infos.0), words(new, infos.1))
                    }
                    Difference::Agreement => {
                        let words = |case: &Case, info: &CaseInfo| {
                            case.agreement.as_ref().and_then(|agreement| said(case, info, agreement.statement))
                        };
                        of("agreement", Piece::Agreement, words(old, infos.0), words(new, infos.1))
                    }
                }
            })
            .collect(),
    };
    let evidence = infos.1.lines.iter().filter(|now| {
        let before = line(infos.0, &now.id);
        before.is_some_and(|before| {
            let same = before.verb == now.verb && before.says == now.says;
            let evidence = |line: &LineInfo| (line.kind, line.cites.clone(), line.grade.clone(), line.confidence.clone());
            same && evidence(&before) != evidence(now)
        })
    });
    (changes, evidence.map(|line| line.id.clone()).collect())
}
