//! Findings asked of the case as it stands, and again of a changed one: which verdicts change, and which share changes most.

use crate::analysis::answer::doubting::findings::Finding;
use crate::analysis::answer::situation::Situation;
use crate::analysis::doubt::{Asked, Claim, Drawn, Plan, Variant, claim, draw_in};
use crate::analysis::stability::Scope;
use crate::analysis::watch::Watch;
use crate::case::{Case, Taken};
use crate::finding::*;
use crate::index::StateId;
use crate::model::{Limits, Model, PartySet, Refusal};

/// The findings with what they are as the case stands.
pub struct Asking<'a> {
    limits: Limits,
    findings: &'a [Finding],
    claims: Vec<&'a Claim>,
    names: Vec<FindingName>,
    verdicts: Vec<Option<Verdict>>,
    /// The deals whose shares are counted, and which moves count against each: those of the case as it stands.
    deals: Vec<Asked>,
    scopes: Vec<Scope>,
    /// By finding the draws in which it is so.
    hits: Vec<Option<u64>>,
    plan: Plan,
}

/// What findings are of one case: verdicts, and draws in which each is so.
pub struct Answers {
    verdicts: Vec<Option<Verdict>>,
    hits: Vec<Option<u64>>,
}

impl<'a> Asking<'a> {
    /// Asks the findings of the case as it stands. `plan` says how models are drawn.
    ///
    /// # Errors
    /// [`Refusal::Interrupted`] if `watch` says so.
    pub fn new(situation: &Situation<'_>, findings: &'a [Finding], plan: Plan, watch: &mut dyn Watch) -> Result<Self, Refusal> {
        let mut deals: Vec<(StateId, PartySet)> = findings
            .iter()
            .filter_map(|finding| Some((finding.state()?, finding.signatories(situation))))
            .collect();
        deals.sort_unstable();
        deals.dedup();
        let scopes = deals
            .iter()
            .map(|(state, _)| Scope::of_deal(situation.case, situation.model, *state));
        let scopes = scopes.collect();
        let deals = deals.into_iter().map(|(state, signatories)| Asked { state, signatories });
        let mut asking = Asking {
            limits: *situation.limits,
            findings,
            claims: findings.iter().map(|finding| &finding.claim).collect(),
            names: Vec::new(),
            verdicts: Vec::new(),
            deals: deals.collect(),
            scopes,
            hits: Vec::new(),
            plan,
        };
        let answers = asking.answers(situation.case, &Taken::all(situation.positions), watch)?;
        (asking.verdicts, asking.hits) = (answers.verdicts, answers.hits);
        // What an interruption left over is not compared with what comes after.
        let name = |(finding, (verdict, hits)): (&Finding, (&Option<Verdict>, &Option<u64>))| FindingName {
            verdict: *verdict,
            hits: *hits,
            ..finding.name(situation)
        };
        asking.names = findings.iter().zip(asking.verdicts.iter().zip(&asking.hits)).map(name).collect();
        Ok(asking)
    }

    /// The findings.
    pub fn findings(&self) -> &'a [Finding] {
        self.findings
    }

    /// Their names, with what they are as the case stands.
    pub fn names(&self) -> Vec<FindingName> {
        self.names.clone()
    }

    /// Their verdicts as the case stands.
    pub fn verdicts(&self) -> &[Option<Verdict>] {
        &self.verdicts
    }

    /// Models drawn for each share.
    pub fn draws(&self) -> u64 {
        self.plan.draws
    }

    /// What the findings are of a case with the same parties, issues and moves.
    ///
    /// # Errors
    /// As [`Model::taking`].
    pub fn answers(&self, case: &Case, taken: &Taken, watch: &mut dyn Watch) -> Result<Answers, Refusal> {
        let model = Model::taking(case, taken, &self.limits)?;
        let hits = self.hits(case, taken, &model, watch)?;
        // Models in which a claim is so, and others in which it is not, settle that it is open; unless they stand outside what the lines say.
        let outside = case.statements.values().any(|line| line.confidence.is_some());
        let both = |place: usize| !outside && hits[place].is_some_and(|hits| 0 < hits && hits < self.plan.draws);
        Ok(Answers {
            verdicts: claim::settled(&self.claims, &model, &self.limits, &both),
            hits,
        })
    }

    /// Only the verdicts, from a model that is made anew as far as it must be.
    ///
    /// # Errors
    /// As [`Variant::taking`].
    pub fn verdicts_of(&self, variant: &mut Variant<'_>, taken: &Taken) -> Result<Vec<Option<Verdict>>, Refusal> {
        Ok(claim::verdicts(&self.claims, variant.taking(taken)?, &self.limits))
    }

    fn hits(&self, case: &Case, taken: &Taken, model: &Model, watch: &mut dyn Watch) -> Result<Vec<Option<u64>>, Refusal> {
        if self.plan.draws == 0 || self.deals.is_empty() {
            return Ok(vec![None; self.findings.len()]);
        }
        let drawn: Drawn = draw_in(case, taken, model, (&self.deals, &self.scopes), self.plan, &self.limits, watch)?;
        if drawn.draws < self.plan.draws {
            if drawn.not_found.is_empty() {
                return Err(Refusal::Interrupted);
            }
            return Ok(vec![None; self.findings.len()]);
        }
        let of = |finding: &Finding| {
            let state = finding.state()?;
            let place = self.deals.iter().position(|deal| deal.state == state)?;
            let count = &drawn.counts[place];
            match finding.kind {
                FindingKind::Signable => Some(count.signable),
                FindingKind::Holds(notion) => Notion::LADDER
                    .iter()
                    .position(|other| *other == notion)
                    .and_then(|slot| count.holds[slot]),
                FindingKind::GoalSignable => None,
            }
        };
        Ok(self.findings.iter().map(of).collect())
    }

    /// What changes from the case as it stands.
    pub fn effect(&self, after: &Answers) -> Effect {
        Effect {
            flips: self.flips(&after.verdicts),
            largest: self.largest(&self.hits, &after.hits),
        }
    }

    /// Findings whose verdict differs from that of the case as it stands.
    pub fn flips(&self, after: &[Option<Verdict>]) -> Vec<Flip> {
        let changed = self.findings.iter().zip(self.verdicts.iter().zip(after));
        changed
            .filter_map(|(finding, (before, after))| {
                let (before, after) = ((*before)?, (*after)?);
                (before != after).then(|| Flip {
                    finding: finding.id.clone(),
                    before,
                    after,
                })
            })
            .collect()
    }

    /// The share that differs most between two answers.
    pub fn between(&self, one: &Answers, other: &Answers) -> Option<ShareChange> {
        self.largest(&one.hits, &other.hits)
    }

    fn largest(&self, before: &[Option<u64>], after: &[Option<u64>]) -> Option<ShareChange> {
        let mut largest: Option<ShareChange> = None;
        for (finding, (before, after)) in self.findings.iter().zip(before.iter().zip(after)) {
            let (Some(before), Some(after)) = (*before, *after) else { continue };
            let size = before.abs_diff(after);
            if size > largest.as_ref().map_or(0, |known| known.before.abs_diff(known.after)) {
                largest = Some(ShareChange {
                    finding: finding.id.clone(),
                    before,
                    after,
                });
            }
        }
        largest
    }
}

impl Effect {
    /// How much changes: verdicts first (two steps between yes and no), then the largest share.
    pub fn weight(&self) -> (u64, u64) {
        let step = |verdict: Verdict| match verdict {
            Verdict::Yes => 2u64,
            Verdict::Open => 1,
            Verdict::No => 0,
        };
        let flips = self.flips.iter().map(|flip| step(flip.before).abs_diff(step(flip.after))).sum();
        let largest = self.largest.as_ref().map_or(0, |change| change.before.abs_diff(change.after));
        (flips, largest)
    }

    /// Findings that are settled then and were open before.
    pub fn settled(&self) -> u64 {
        let settled = self
            .flips
            .iter()
            .filter(|flip| flip.before == Verdict::Open && flip.after != Verdict::Open);
        settled.count() as u64
    }
}
