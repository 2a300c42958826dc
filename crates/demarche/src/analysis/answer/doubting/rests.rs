//! What each finding rests on, and lines that contradict each other.

use crate::analysis::answer::doubting::effects::Asking;
use crate::analysis::answer::doubting::findings::Finding;
use crate::analysis::answer::situation::Situation;
use crate::analysis::doubt::supports::{Bounds, supports};
use crate::analysis::doubt::{Variant, claim};
use crate::analysis::watch::Watch;
use crate::case::{Content, Holder, Kind, Taken};
use crate::finding::*;
use crate::index::{PartyId, StatementId};
use crate::model::{Refusal, Voter};

/// Questions asked for the supports of one finding, at most.
pub const MOST_TRIES: u32 = 2_000;

/// The supports of every finding that is necessary or impossible.
pub fn rests(situation: &Situation<'_>, asking: &Asking<'_>, most: usize, watch: &mut dyn Watch) -> Result<Vec<RestsOn>, Refusal> {
    let mut all = Vec::new();
    let total = asking.findings().len() as u64;
    for (done, (finding, verdict)) in asking.findings().iter().zip(asking.verdicts()).enumerate() {
        if !watch.step("reasons", done as u64, total) {
            return Err(Refusal::Interrupted);
        }
        if let Some(verdict) = verdict.filter(|verdict| *verdict != Verdict::Open) {
            all.push(rest(situation, finding, verdict, most)?);
        }
    }
    Ok(all)
}

/// Lines on preferences that may bear on a finding: those of whoever signs, or of everybody.
fn candidates(situation: &Situation<'_>, finding: &Finding) -> Vec<StatementId> {
    let signatories = match &finding.kind {
        FindingKind::Holds(_) => situation.model.everybody(),
        FindingKind::Signable | FindingKind::GoalSignable => finding.signatories(situation),
    };
    let bears = |content: &Content| {
        content.holder().is_some_and(|holder| signatories.has(holder.party))
            && (matches!(finding.kind, FindingKind::Signable | FindingKind::GoalSignable) || speaks_of_preference(content))
    };
    let lines = situation.case.statements.iter().filter(|(_, line)| bears(&line.content));
    lines.map(|(line, _)| line).collect()
}

/// Red lines and acceptances bear on signing only.
fn speaks_of_preference(content: &Content) -> bool {
    matches!(
        content,
        Content::Prefers(..) | Content::Indifferent(..) | Content::Priority(..) | Content::Ranking(..) | Content::Value(..)
    )
}

fn rest(situation: &Situation<'_>, finding: &Finding, verdict: Verdict, most: usize) -> Result<RestsOn, Refusal> {
    let lines = candidates(situation, finding);
    let mut variant = Variant::new(situation.case, Taken::all(situation.positions), situation.limits)?;
    let claims = [&finding.claim];
    let mut enough = |kept: &[StatementId]| {
        let left_out = lines.iter().copied().filter(|line| kept.binary_search(line).is_err());
        let taken = Taken::all(situation.positions).without(left_out);
        let asked = variant
            .taking(&taken)
            .map(|model| claim::verdicts(&claims, model, situation.limits));
        asked.is_ok_and(|verdicts| verdicts == [Some(verdict)])
    };
    let bounds = Bounds {
        sets: most,
        tries: MOST_TRIES,
    };
    let found = supports(&lines, bounds, &mut enough);
    let structure = finding.structure(situation);
    let supports: Vec<Support> = found
        .sets
        .iter()
        .map(|set| Support {
            lines: situation.naming.lines(set.iter().copied()),
            grade: weakest(set.iter().map(|line| situation.case.statements[*line].kind)),
        })
        .collect();
    let named = |name: &LineName| situation.case.statements.values().find(|line| line.id == *name);
    let ground = weakest(structure.iter().filter_map(named).map(|line| line.kind));
    let best = supports.iter().map(|support| support.grade).min();
    Ok(RestsOn {
        finding: finding.id.clone(),
        cut: found.cut,
        grade: best.map_or(Kind::Assumed, |best| best.max(ground)),
        structure,
        supports,
    })
}

/// The weakest of some kinds; `reported` of none.
fn weakest(kinds: impl Iterator<Item = Kind>) -> Kind {
    kinds.max().unwrap_or(Kind::Reported)
}

/// Lines that no preference meets together, voter by voter.
pub fn contradictions(situation: &Situation<'_>, most: usize) -> Result<Vec<Contradiction>, Refusal> {
    let model = situation.model;
    let mut found = Vec::new();
    let parties: Vec<PartyId> = model.parties.keys().collect();
    for party in parties {
        let inside = (0..model.parties[party].constituencies.len() as u32).map(|index| Holder::inside(party, index));
        for holder in std::iter::once(Holder::itself(party)).chain(inside) {
            let contradicts = |taken: &Taken| Voter::contradicts_itself(situation.case, &model.space, holder, taken, situation.limits);
            if !contradicts(&Taken::all(situation.positions))? {
                continue;
            }
            let of_holder = |content: &Content| content.holder() == Some(holder) && speaks_of_preference(content);
            let lines = situation.case.statements.iter().filter(|(_, line)| of_holder(&line.content));
            let lines: Vec<StatementId> = lines.map(|(line, _)| line).collect();
            let mut enough = |kept: &[StatementId]| {
                let left_out = lines.iter().copied().filter(|line| kept.binary_search(line).is_err());
                let taken = Taken::all(situation.positions).without(left_out);
                contradicts(&taken).is_ok_and(|contradicts| contradicts)
            };
            let bounds = Bounds {
                sets: most,
                tries: MOST_TRIES,
            };
            let sets = supports(&lines, bounds, &mut enough).sets;
            found.push(Contradiction {
                holder: situation.naming.holder(holder),
                sets: sets.into_iter().map(|set| situation.naming.lines(set)).collect(),
            });
        }
    }
    Ok(found)
}
