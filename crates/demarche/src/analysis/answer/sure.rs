//! How sure the findings on the listed deals are: verdicts over all preferences, and shares of those that were drawn.

use crate::analysis::answer::deal_list;
use crate::analysis::answer::doubting::{self, Depth, findings};
use crate::analysis::answer::situation::Situation;
use crate::analysis::doubt::{Asked, Models, Plan, draw};
use crate::analysis::watch::Watch;
use crate::case::{Holder, Taken};
use crate::finding::{Cut, Deal, DrawnModels, Notion, Reasons, Sure, SureDeal, Sureness, Verdict};
use crate::index::StateId;
use crate::model::{Preference, Refusal};

/// Deals whose findings are asked what they rest on.
pub const REASONED: usize = 8;

/// Models drawn for each share that is compared with another, at most; and in a brief.
pub const COMPARED: u64 = 1_000;
const COMPARED_IN_BRIEF: u64 = 250;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Doubt {
    /// Models that are drawn.
    pub draws: u64,
    /// Where drawing starts.
    pub seed: u64,
    /// Which models.
    pub models: Models,
    /// One finding by its id; `None` for the findings on the first deals and on the goals.
    pub finding: Option<String>,
}

impl Doubt {
    /// What a brief asks.
    pub const IN_BRIEF: Doubt = Doubt {
        draws: 2_500,
        seed: 1,
        models: Models::Additive,
        finding: None,
    };
}

/// Draws and counts for the deals of one reading, and says what the findings rest on.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so before anything was drawn; [`Refusal::NoFinding`] if the case has no such finding.
pub fn sure(situation: &Situation<'_>, doubt: &Doubt, watch: &mut dyn Watch) -> Result<Sure, Refusal> {
    let (deals, cuts) = deal_list::deals(situation, watch)?;
    let sure = of_deals(situation, &deals, doubt, COMPARED, watch)?;
    Ok(Sure { cuts, ..sure })
}

/// What the brief says of doubt; `None` where all preferences are complete, or the case is too large to be asked again and again.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn in_brief(situation: &Situation<'_>, deals: &[Deal], watch: &mut dyn Watch) -> Result<Option<Sure>, Refusal> {
    let mut voters = situation
        .model
        .parties
        .values()
        .flat_map(|party| std::iter::once(&party.voter).chain(&party.constituencies));
    let open = voters.any(|voter| matches!(voter.preference, Preference::Partial(_)));
    if !open || deals.is_empty() || doubting::work(situation) > doubting::MOST_IN_BRIEF {
        return Ok(None);
    }
    of_deals(situation, deals, &Doubt::IN_BRIEF, COMPARED_IN_BRIEF, watch).map(Some)
}

/// The same for deals that are listed already.
fn of_deals(situation: &Situation<'_>, deals: &[Deal], doubt: &Doubt, compared: u64, watch: &mut dyn Watch) -> Result<Sure, Refusal> {
    let plan = Plan {
        draws: doubt.draws,
        seed: doubt.seed,
        models: doubt.models,
    };
    let (model, case) = (situation.model, situation.case);
    let asked: Vec<(&Deal, Asked)> = deals.iter().filter_map(|deal| asked(situation, deal)).collect();
    let questions: Vec<Asked> = asked.iter().map(|(_, asked)| asked.clone()).collect();
    let taken = Taken::all(situation.positions);
    let drawn = draw(case, &taken, model, &questions, plan, situation.limits, watch)?;
    let name = |holder: &Holder| situation.naming.holder(*holder);
    let from_nothing = model.status_quo.is_none();
    let findings = match &doubt.finding {
        Some(id) => vec![findings::named(situation, id).ok_or_else(|| no_finding(situation, &questions, id))?],
        None => {
            let first: Vec<StateId> = questions.iter().take(REASONED).map(|asked| asked.state).collect();
            findings::headline(situation, &first)
        }
    };
    let depth = Depth {
        supports: if doubt.finding.is_some() { 32 } else { 4 },
        questions: if doubt.finding.is_some() { 12 } else { 6 },
        plan: Plan {
            draws: if drawn.draws < plan.draws { 0 } else { plan.draws.min(compared) },
            ..plan
        },
    };
    // Who interrupts while the models are drawn is told what was counted.
    let reasons = if drawn.draws < plan.draws && drawn.not_found.is_empty() {
        Reasons::default()
    } else {
        match doubting::reasons(situation, &findings, depth, watch) {
            Err(Refusal::Interrupted) => Reasons {
                cuts: vec![Cut {
                    what: "what the findings rest on: interrupted, nothing of it is told".to_owned(),
                    limit: 0,
                    total: None,
                    option: None,
                }],
                ..Reasons::default()
            },
            found => found?,
        }
    };
    let told = asked.iter().zip(&drawn.counts).map(|((deal, asked), count)| {
        let group = situation.naming.parties(asked.signatories.iter());
        let table = deal.tables.iter().find(|table| table.signatories == group);
        let verdict_of = |notion: Notion| {
            deal.holds
                .iter()
                .find(|holding| holding.notion == notion)
                .and_then(|holding| holding.verdict)
        };
        let holds = Notion::LADDER.into_iter().enumerate().filter(|_| !from_nothing);
        let seq = Notion::LADDER.iter().position(|notion| *notion == Notion::Seq);
        SureDeal {
            state: deal.state.clone(),
            signable: Sureness {
                verdict: Some(table.map_or(Verdict::No, |table| table.verdict)),
                hits: Some(count.signable),
            },
            holds: holds
                .map(|(slot, notion)| {
                    let sureness = Sureness {
                        verdict: verdict_of(notion),
                        hits: count.holds[slot],
                    };
                    (notion, sureness)
                })
                .collect(),
            signable_and_holds: seq.filter(|_| !from_nothing).and_then(|slot| count.both[slot]),
            signatories: group,
        }
    });
    Ok(Sure {
        draws: drawn.draws,
        draws_asked: plan.draws,
        seed: plan.seed,
        models: match plan.models {
            Models::Additive => DrawnModels::Additive,
            Models::Orders => DrawnModels::Orders,
        },
        deals: told.collect(),
        reasons,
        unknown: drawn.unknown.iter().map(name).collect(),
        left_open: drawn.left_open.iter().map(name).collect(),
        not_found: drawn.not_found.iter().map(name).collect(),
        doubted: situation.naming.lines(drawn.doubted),
        kept: situation.naming.lines(drawn.kept),
        cuts: Vec::new(),
    })
}

/// The question about one deal; `None` if no listed group can make it.
fn asked<'d>(situation: &Situation<'_>, deal: &'d Deal) -> Option<(&'d Deal, Asked)> {
    let state = deal.state.id();
    let signatories = findings::signatories(situation, state)?;
    Some((deal, Asked { state, signatories }))
}

/// Says which findings there are.
fn no_finding(situation: &Situation<'_>, deals: &[Asked], id: &str) -> Refusal {
    let states: Vec<StateId> = deals.iter().take(REASONED).map(|asked| asked.state).collect();
    Refusal::NoFinding {
        id: id.to_owned(),
        known: findings::headline(situation, &states)
            .into_iter()
            .map(|finding| finding.id)
            .collect(),
    }
}
