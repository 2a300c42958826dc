//! What would tip a deal: prices, levers and their minimal sets, in the case's names.

use std::collections::BTreeSet;

use crate::analysis::acceptance;
use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::{goal, nearest, support};
use crate::analysis::stability::Scope;
use crate::analysis::tipping::judge::{Asked, Judge};
use crate::analysis::tipping::lever::{Act, Due, Lever};
use crate::analysis::tipping::search::{Found, Search, bears, search, search_within};
use crate::analysis::tipping::slack::{Level, Slack};
use crate::analysis::watch::Watch;
use crate::case::{Formula, Goal, Holder, LeverKind, Said};
use crate::finding::*;
use crate::index::{IssueId, PartyId, StateId, StatementId};
use crate::model::{PartySet, Refusal};
use crate::rational::Rational;

/// What is asked for a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tipping {
    /// That the declared table can sign.
    pub sign: bool,
    /// That it holds once signed, under this notion.
    pub hold: Option<Notion>,
    /// Levers in a set, at most.
    pub most: u32,
}

/// Deals with the goal that are named, at most.
const BASES: usize = 8;

/// The answer under one reading.
///
/// # Errors
/// [`Refusal::NothingHolds`], or [`Refusal::Interrupted`] if `watch` says so.
pub fn tip(situation: &Situation<'_>, asked_of: &Said, tipping: Tipping, watch: &mut dyn Watch) -> Result<Tip, Refusal> {
    let (case, model, naming) = (situation.case, situation.model, situation.naming);
    if tipping.hold.is_some() && model.status_quo.is_none() {
        return Err(Refusal::NothingHolds);
    }
    let asked = Asked {
        sign: tipping.sign,
        hold: tipping.hold,
    };
    let mut cuts = Vec::new();
    let found = search(case, model, &asked_of.formula, asked, tipping.most as usize, watch)?;
    if let Some((what, limit)) = found.cut {
        cuts.push(Cut {
            what: what.to_owned(),
            limit,
            total: None,
            option: Some("--size".to_owned()),
        });
    }
    let named = Goal {
        name: asked_of.text.clone(),
        formula: asked_of.formula.clone(),
        text: asked_of.text.clone(),
    };
    let goal = goal::goal(situation, &named, &mut cuts);
    let first = found.bases.first().copied();
    let scope = first.map(|state| Scope::of_deal(case, model, state));
    let judge = first
        .zip(scope.as_ref())
        .map(|(state, scope)| (state, Judge::new(case, model, &found.levers, asked, state, scope)));
    let levers = Levers::new(&found);
    let mut infos = levers.infos(situation, &found);
    if let Some((state, judge)) = &judge {
        for (info, (index, lever)) in infos.iter_mut().zip(found.levers.iter().enumerate()) {
            info.alone = alone(judge, asked, *state, situation, lever, index);
        }
    }
    let set = |found_set: &Found| levers.set(situation, &found, found_set);
    let mut sets: Vec<TippingSet> = found.sure.iter().map(set).collect();
    mark_efficient(&mut sets, &infos);
    sets.sort_by_key(|set| order(set, &infos));
    let near = nearest::near(situation, &asked_of.formula, tipping.hold.unwrap_or(Notion::Seq), &mut cuts, watch)?;
    Ok(Tip {
        asked: TipAsked {
            formula: asked_of.text.clone(),
            sign: asked.sign,
            hold: asked.hold,
            most: tipping.most,
        },
        goal,
        now: found.now.verdict(),
        now_at: found.now_at.map(|state| naming.state(state)),
        targets: found.targets as u64,
        bases: found.bases.iter().take(BASES).map(|state| naming.state(*state)).collect(),
        prices: judge.as_ref().map(|(state, judge)| prices(situation, judge, asked, *state)),
        first: judge.as_ref().map(|(_, judge)| standing(judge, asked, &[])),
        levers: infos,
        perhaps: found.perhaps.iter().map(set).collect(),
        unbelieved: found.unbelieved.iter().map(set).collect(),
        sets,
        unconfirmed: found.unconfirmed,
        elsewhere: naming.lines(
            case.levers
                .iter()
                .filter(|lever| lever.kind == LeverKind::Sequence)
                .map(|lever| lever.statement),
        ),
        near,
        cuts,
    })
}

/// The fewest levers first; of those what is sooner believed, betters others, is declared, and has the fewest owners.
fn order(set: &TippingSet, levers: &[LeverInfo]) -> impl Ord + use<> {
    let proposals = set
        .levers
        .iter()
        .filter(|number| levers.get(**number as usize - 1).is_none_or(|lever| lever.declared.is_none()));
    (
        set.levers.len(),
        set.credible.unwrap_or(Verdict::Yes),
        !set.efficient,
        proposals.count(),
        set.owners,
        set.deal.number,
        set.levers.clone(),
    )
}

/// Goals and deals that the brief asks what would tip them, at most; states and further deals up to which it asks; levers in a set.
const GOALS_IN_BRIEF: usize = 3;
const DEALS_ASKED_IN_BRIEF: usize = 8;
const DEALS_IN_BRIEF: usize = 2;
const STATES_IN_BRIEF: usize = 1_024;
const TARGETS_IN_BRIEF: usize = 64;
const SIZE_IN_BRIEF: u32 = 3;
const SETS_IN_BRIEF: usize = 2;

/// What the brief says: for the first goals that the table cannot surely sign and keep, and for the first deals that it may sign and that do not surely hold, the least that would change that.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn in_brief(situation: &Situation<'_>, deals: &[Deal], watch: &mut dyn Watch) -> Result<Vec<TipLine>, Refusal> {
    let (case, model) = (situation.case, situation.model);
    if model.space.len() > STATES_IN_BRIEF {
        return Ok(Vec::new());
    }
    let hold = model.status_quo.is_some().then_some(Notion::Seq);
    let mut lines = Vec::new();
    let tipping = |sign: bool, hold| Tipping {
        sign,
        hold,
        most: SIZE_IN_BRIEF,
    };
    for goal in case.goals.iter().take(GOALS_IN_BRIEF) {
        let line = line(situation, &goal.formula, &goal.text, tipping(true, hold), watch)?;
        lines.push(TipLine {
            goal: Some(goal.name.clone()),
            ..line
        });
    }
    let signed = |deal: &&Deal| {
        let state = deal.state.id();
        model.can_make(model.table, state) && acceptance::signing(model, model.table, state).verdict != Verdict::No
    };
    let breaks = |deal: &&Deal| {
        let seq = deal.holds.iter().find(|holding| holding.notion == Notion::Seq);
        seq.is_some_and(|holding| holding.verdict != Some(Verdict::Yes))
    };
    let named = |deal: &&Deal| {
        case.goals
            .iter()
            .take(GOALS_IN_BRIEF)
            .any(|goal| model.space.holds(&goal.formula, deal.state.id()))
    };
    lines.retain(|line: &TipLine| line.now != Verdict::Yes);
    let mut of_deals = Vec::new();
    for deal in deals
        .iter()
        .filter(signed)
        .filter(breaks)
        .filter(|deal| !named(deal))
        .take(DEALS_ASKED_IN_BRIEF)
    {
        let state = deal.state.id();
        let parts = case
            .issues
            .keys()
            .map(|issue| Formula::In(issue, vec![model.space.value(state, issue)]));
        let line = line(
            situation,
            &Formula::And(parts.collect()),
            &deal.state.label,
            tipping(false, hold),
            watch,
        )?;
        of_deals.push(TipLine {
            deal: Some(deal.state.clone()),
            ..line
        });
    }
    // Whoever has signed may be known to stay although the case does not tell who signs.
    of_deals.retain(|line| line.now != Verdict::Yes);
    of_deals.sort_by_key(|line| line.sets.is_empty());
    lines.extend(of_deals.into_iter().take(DEALS_IN_BRIEF));
    Ok(lines)
}

fn line(situation: &Situation<'_>, goal: &Formula, text: &str, tipping: Tipping, watch: &mut dyn Watch) -> Result<TipLine, Refusal> {
    let asked = Asked {
        sign: tipping.sign,
        hold: tipping.hold,
    };
    let found = search_within(
        TARGETS_IN_BRIEF,
        situation.case,
        situation.model,
        goal,
        asked,
        tipping.most as usize,
        watch,
    )?;
    let levers = Levers::new(&found);
    let infos = levers.infos(situation, &found);
    let told = |sets: &[Found]| {
        let mut sets: Vec<TippingSet> = sets.iter().map(|set| levers.set(situation, &found, set)).collect();
        mark_efficient(&mut sets, &infos);
        sets.sort_by_key(|set| order(set, &infos));
        sets
    };
    let mut sets: Vec<TippingSet> = distinct(&told(&found.sure), &infos).into_iter().cloned().collect();
    let more = sets.len().saturating_sub(SETS_IN_BRIEF) as u64;
    sets.truncate(SETS_IN_BRIEF);
    let first = |others: &[Found]| told(others).into_iter().next().filter(|_| found.sure.is_empty());
    let mut line = TipLine {
        goal: None,
        deal: None,
        asked: TipAsked {
            formula: text.to_owned(),
            sign: asked.sign,
            hold: asked.hold,
            most: tipping.most,
        },
        now: found.now.verdict(),
        levers: Vec::new(),
        perhaps: first(&found.perhaps),
        unbelieved: first(&found.unbelieved),
        sets,
        more,
        lines: Vec::new(),
    };
    line.lines = told_lines(situation, &line, &found);
    renumber(&mut line, infos);
    Ok(line)
}

/// What a line rests on: its sets or, where there are none, what bears on the deal that was looked at first.
fn told_lines(situation: &Situation<'_>, line: &TipLine, found: &Search) -> Vec<LineName> {
    let sets = line.sets.iter().chain(&line.perhaps).chain(&line.unbelieved);
    let mut lines: Vec<LineName> = Vec::new();
    for line in sets.flat_map(|set| &set.lines) {
        if !lines.contains(line) {
            lines.push(line.clone());
        }
    }
    if lines.is_empty() {
        let bases = found.bases.iter().take(1);
        lines.extend(bases.flat_map(|state| situation.naming.lines(bearing(situation, found.asked, *state, PartySet::default()))));
    }
    if lines.is_empty() {
        let control = situation.case.issues.values().map(|issue| issue.statement);
        lines.extend(situation.naming.lines(control.collect::<Vec<_>>()));
    }
    lines
}

/// The lines that say who makes a deal, what happens without one, what those who must accept, or `pay` for it, think of the two, and where holding is asked, what anybody can do and would like to do
/// about its terms.
pub(super) fn bearing(situation: &Situation<'_>, asked: Asked, state: StateId, pay: PartySet) -> Vec<StatementId> {
    let (model, naming) = (situation.model, situation.naming);
    let mut lines = support::making(naming, model, state);
    lines.extend(support::no_deal(model));
    let signs = if asked.sign { model.table } else { PartySet::default() };
    for party in model.parties.keys().filter(|party| signs.has(*party) || pay.has(*party)) {
        for (no_deal, _) in &model.no_deal {
            lines.extend(support::comparison(naming, Holder::itself(party), state, *no_deal));
        }
        lines.extend(support::clauses(naming, party));
        if signs.has(party) && model.parties[party].ballot.is_some() {
            lines.extend(support::ratifying(naming, party));
        }
    }
    if asked.hold.is_some() {
        let scope = Scope::of_deal(situation.case, model, state);
        lines.extend(
            model
                .parties
                .keys()
                .flat_map(|party| support::own_moves(naming, party, scope.issues())),
        );
    }
    let all: BTreeSet<StatementId> = lines.into_iter().collect();
    all.into_iter().collect()
}

/// Keeps the levers that the sets of a line name, with numbers of its own.
fn renumber(line: &mut TipLine, infos: Vec<LeverInfo>) {
    let mut sets: Vec<&mut TippingSet> = line.sets.iter_mut().chain(&mut line.perhaps).chain(&mut line.unbelieved).collect();
    let used: BTreeSet<u32> = sets.iter().flat_map(|set| set.levers.iter().copied()).collect();
    let place = |number: u32| used.iter().position(|used| *used == number).map_or(0, |place| place as u32 + 1);
    for set in &mut sets {
        let payments = set.payments.iter_mut().map(|paid| &mut paid.lever);
        let sizes = set.sizes.iter_mut().map(|size| &mut size.lever);
        for number in set.levers.iter_mut().chain(payments).chain(sizes) {
            *number = place(*number);
        }
    }
    line.levers = infos
        .into_iter()
        .filter(|info| used.contains(&info.number))
        .map(|info| LeverInfo {
            number: place(info.number),
            ..info
        })
        .collect();
}

fn standing(judge: &Judge<'_>, asked: Asked, set: &[usize]) -> Alone {
    let sign = Asked { sign: true, hold: None };
    Alone {
        sign: judge.asking(sign).judge(set).verdict(),
        hold: asked.hold.map(|notion| {
            let hold = Asked {
                sign: false,
                hold: Some(notion),
            };
            judge.asking(hold).judge(set).verdict()
        }),
    }
}

/// What one lever does by itself; nothing if it does not bear on the deal.
fn alone(judge: &Judge<'_>, asked: Asked, state: StateId, situation: &Situation<'_>, lever: &Lever, index: usize) -> Option<Alone> {
    match &lever.act {
        Act::Package { .. } => None,
        act if !bears(act, situation.model, state) => None,
        // A threat that its owner would not carry out moves nobody.
        _ if lever.credible(situation.model, &judge.no_deal(&[]).unwrap_or_default()) == Some(Verdict::No) => {
            Some(standing(judge, asked, &[]))
        }
        _ => Some(standing(judge, asked, &[index])),
    }
}

/// What every party lacks of the deal.
fn prices(situation: &Situation<'_>, judge: &Judge<'_>, asked: Asked, state: StateId) -> Prices {
    let (case, model, naming) = (situation.case, situation.model, situation.naming);
    let no_deal = judge.no_deal(&[]).unwrap_or_default();
    let parties = model.parties.keys().map(|party| {
        let signing = judge.signing(party, &no_deal);
        let to_sign = lack(situation, party, state, &signing.slack, no_deal.first().copied());
        let signs = model.table.has(party);
        let leaving = asked
            .hold
            .map(|notion| judge.leaving(party, &[], &no_deal, signs && signing.slack.best.is_enough(), notion));
        let tempting = leaving.as_ref().and_then(|leaving| leaving.tempting);
        let to_hold = leaving.map(|leaving| lack(situation, party, state, &leaving.slack, tempting));
        let payments = case.payables.iter().filter(|payable| payable.payer != party).filter_map(|payable| {
            let (_, worth) = payable.worth.iter().find(|(who, _)| *who == party)?;
            if worth.high <= Rational::zero() {
                return None;
            }
            let range = |lack: &Lack| match lack {
                Lack::Between { least, most } => Some(PriceRange {
                    least: least.checked_div(&worth.high)?,
                    most: most.checked_div(&worth.low).filter(|_| worth.low > Rational::zero()),
                }),
                _ => None,
            };
            let cost = payable
                .worth
                .iter()
                .find(|(who, _)| *who == payable.payer)
                .map_or_else(Rational::zero, |(_, worth)| -&worth.low);
            let bears = match judge.signing(payable.payer, &no_deal).slack.worst {
                Level::Number(slack) => slack.max(Rational::zero()).checked_div(&cost),
                _ => None,
            };
            Some(Payment {
                payable: payable.name.clone(),
                payer: naming.party(payable.payer),
                to_sign: range(&to_sign),
                to_hold: to_hold.as_ref().and_then(range),
                budget: payable.budget.clone(),
                bears,
                line: naming.line(payable.statement),
            })
        });
        PartyPrice {
            party: naming.party(party),
            signs,
            ratified: model.parties[party]
                .ballot
                .as_ref()
                .filter(|_| signing.red_line.is_none())
                .map(|_| signing.barred.negated()),
            gains: signing.gains,
            red_line: signing.red_line.map(|line| naming.line(line)),
            payments: payments.collect(),
            to_sign,
            to_hold,
            tempting: tempting.map(|to| naming.step(&[party], state, to)),
        }
    });
    Prices {
        deal: naming.state(state),
        parties: parties.collect(),
    }
}

/// What is lacking against `than`.
fn lack(situation: &Situation<'_>, party: PartyId, state: StateId, slack: &Slack, than: Option<StateId>) -> Lack {
    if slack.worst.is_enough() {
        return Lack::Nothing;
    }
    let short = |level: &Level| match level {
        Level::Number(number) => Some((-number).max(Rational::zero())),
        Level::Boundless => Some(Rational::zero()),
        Level::Short => None,
    };
    match (short(&slack.best), &slack.worst) {
        (Some(least), Level::Number(worst)) => Lack::Between { least, most: -worst },
        _ => {
            let space = &situation.model.space;
            let preference = &situation.model.parties[party].voter.preference;
            let issues = than.map(|than| space.differing(state, than)).unwrap_or_default();
            let unknown = |issue: &IssueId| {
                let changed = space.replace(space.combination(state), *issue, than.map_or(0, |than| space.value(than, *issue)));
                space
                    .state(changed)
                    .is_none_or(|changed| preference.gain(space, state, changed).is_none())
            };
            Lack::Unmeasured {
                surely: slack.best == Level::Short,
                issues: issues
                    .into_iter()
                    .filter(unknown)
                    .map(|issue| situation.case.issues[issue].name.clone())
                    .collect(),
            }
        }
    }
}

/// Numbers of levers: those of the search, then the terms that sets package.
struct Levers {
    packages: Vec<(IssueId, u32)>,
    shared: usize,
}

impl Levers {
    fn new(found: &Search) -> Self {
        let sets = found.sure.iter().chain(&found.perhaps).chain(&found.unbelieved);
        let packages: BTreeSet<(IssueId, u32)> = sets.flat_map(|set| set.packages.iter().copied()).collect();
        Levers {
            packages: packages.into_iter().collect(),
            shared: found.levers.len(),
        }
    }

    fn infos(&self, situation: &Situation<'_>, found: &Search) -> Vec<LeverInfo> {
        let naming = situation.naming;
        let no_deal: Vec<StateId> = situation.model.no_deal.iter().map(|(state, _)| *state).collect();
        let levers = found.levers.iter().map(|lever| {
            (
                act(situation, lever),
                lever.owner,
                lever.line,
                lever.credible(situation.model, &no_deal),
                lever.needed_audience_cost(),
            )
        });
        let packages = self.packages.iter().map(|(issue, value)| {
            let declared = situation
                .case
                .levers
                .iter()
                .find(|lever| lever.kind == LeverKind::Package && lever.term == Some((*issue, *value)));
            let from = situation
                .model
                .status_quo
                .map_or(0, |today| situation.model.space.value(today, *issue));
            let act = LeverAct::Package {
                value: naming.value_label(*issue, *value),
                by: naming.who_changes(*issue, from, *value),
            };
            (
                act,
                declared.map(|lever| lever.owner),
                declared.map(|lever| lever.statement),
                None,
                None,
            )
        });
        let all = levers.chain(packages).zip(1u32..);
        all.map(|((act, owner, line, credible, audience_cost), number)| LeverInfo {
            number,
            act,
            owner: owner.map(|owner| naming.party(owner)),
            declared: line.map(|line| naming.line(line)),
            credible,
            audience_cost,
            alone: None,
        })
        .collect()
    }

    fn set(&self, situation: &Situation<'_>, found: &Search, set: &Found) -> TippingSet {
        let number = |index: usize| index as u32 + 1;
        let packages = set
            .packages
            .iter()
            .filter_map(|package| self.packages.iter().position(|known| known == package));
        let mut levers: Vec<u32> = set
            .levers
            .iter()
            .copied()
            .chain(packages.map(|place| self.shared + place))
            .map(number)
            .collect();
        levers.sort_unstable();
        let no_deal: Vec<StateId> = situation.model.no_deal.iter().map(|(state, _)| *state).collect();
        let pulled: Vec<&Lever> = set.levers.iter().map(|index| &found.levers[*index]).collect();
        let credible = pulled
            .iter()
            .filter_map(|lever| lever.credible(situation.model, &no_deal))
            .reduce(Verdict::and);
        let owned: BTreeSet<Option<PartyId>> = pulled
            .iter()
            .filter(|lever| !matches!(lever.act, Act::Condition { .. } | Act::Seat { .. }))
            .map(|lever| lever.owner)
            .collect();
        TippingSet {
            deal: situation.naming.state(set.state),
            levers,
            payments: set
                .way
                .payments
                .iter()
                .zip(&set.way.ranges)
                .map(|((lever, amount), range)| SetPayment {
                    lever: number(*lever),
                    amount: amount.clone(),
                    range: range.clone(),
                })
                .collect(),
            more_than: set.way.more_than,
            most: set.way.most.clone(),
            sizes: set
                .way
                .sizes
                .iter()
                .map(|(lever, least)| SetSize {
                    lever: number(*lever),
                    least: least.clone(),
                })
                .collect(),
            credible,
            owners: owned.len() as u32,
            efficient: true,
            confirmed: set.confirmed,
            lines: lines(situation, found.asked, set, &pulled),
        }
    }
}

/// The lines that a set rests on.
fn lines(situation: &Situation<'_>, asked: Asked, set: &Found, levers: &[&Lever]) -> Vec<LineName> {
    let mut lines: Vec<StatementId> = levers.iter().filter_map(|lever| lever.line).collect();
    let mut payers = PartySet::default();
    for lever in levers {
        match lever.act {
            Act::Pay { payable, to, .. } => {
                let payable = &situation.case.payables[payable];
                lines.push(payable.statement);
                payers = payers.with(payable.payer).with(to);
            }
            Act::Seat { party, .. } => payers = payers.with(party),
            _ => {}
        }
    }
    lines.extend(bearing(situation, asked, set.state, payers));
    situation.naming.lines(lines)
}

fn act(situation: &Situation<'_>, lever: &Lever) -> LeverAct {
    let (case, naming) = (situation.case, situation.naming);
    let written = || {
        let declared = case.levers.iter().find(|declared| Some(declared.statement) == lever.line);
        declared.and_then(|declared| declared.when.as_ref()).map(|when| when.text.clone())
    };
    match &lever.act {
        Act::Package { issue, value } => LeverAct::Package {
            value: naming.value_label(*issue, *value),
            by: String::new(),
        },
        Act::Pay { payable, to, due } => LeverAct::Pay {
            payable: case.payables[*payable].name.clone(),
            payer: naming.party(case.payables[*payable].payer),
            to: naming.party(*to),
            while_kept: *due == Due::WhileKept,
        },
        Act::Guarantee { on, size, .. } => LeverAct::Guarantee {
            on: naming.party(*on),
            when: written(),
            size: size.clone(),
        },
        Act::Threat { on, size } => LeverAct::Threat {
            on: naming.party(*on),
            size: size.clone(),
        },
        Act::Instead { issue, value } => LeverAct::Instead {
            value: naming.value_label(*issue, *value),
        },
        Act::Condition { breach, lapses } => {
            let today = situation
                .model
                .status_quo
                .map_or(0, |today| situation.model.space.value(today, *lapses));
            let kept = match breach {
                Formula::Not(inner) => match &**inner {
                    Formula::In(issue, values) if values.len() == 1 && lever.line.is_none() => Some(naming.value_label(*issue, values[0])),
                    _ => None,
                },
                _ => None,
            };
            LeverAct::Condition {
                written: kept.is_none(),
                breach: kept.or_else(written).unwrap_or_default(),
                lapses: lapsing(situation, *lapses, today),
            }
        }
        Act::Seat { party, given } => LeverAct::Seat {
            party: naming.party(*party),
            given: *given,
        },
    }
}

/// The label of what lapses: of the only other value, or the issue's name.
fn lapsing(situation: &Situation<'_>, issue: IssueId, today: u32) -> String {
    let declared = &situation.case.issues[issue];
    if declared.values.len() == 2 {
        situation.naming.value_label(issue, 1 - today)
    } else {
        declared.name.clone()
    }
}

/// Marks the sets that no other of the same deal betters: in what each payer pays, what each penalty must be, how many own its levers, and how credible they are.
fn mark_efficient(sets: &mut [TippingSet], levers: &[LeverInfo]) {
    let asks = |set: &TippingSet| -> Vec<(String, Option<Rational>)> {
        let paid = set.payments.iter().map(|paid| (key(levers, paid.lever), Some(paid.amount.clone())));
        let sizes = set.sizes.iter().map(|size| (key(levers, size.lever), size.least.clone()));
        let fixed = set.levers.iter().filter(|number| {
            let asked = set.payments.iter().any(|paid| paid.lever == **number) || set.sizes.iter().any(|size| size.lever == **number);
            !asked
        });
        let fixed = fixed.map(|number| (format!("lever {number}"), Some(Rational::zero())));
        paid.chain(sizes).chain(fixed).collect()
    };
    let all: Vec<Vec<(String, Option<Rational>)>> = sets.iter().map(asks).collect();
    // As much or less of the same: what is not known in numbers is only comparable with itself.
    let no_more = |less: &[(String, Option<Rational>)], more: &[(String, Option<Rational>)]| {
        less.iter().all(|(what, amount)| {
            more.iter().any(|(other, most)| {
                what == other
                    && match (amount, most) {
                        (Some(amount), Some(most)) => amount <= most,
                        (None, None) => true,
                        _ => false,
                    }
            })
        })
    };
    let better: Vec<bool> = (0..sets.len())
        .map(|one| {
            (0..sets.len()).any(|other| {
                let (mine, theirs) = (&sets[one], &sets[other]);
                let rank = |credible: Option<Verdict>| credible.unwrap_or(Verdict::Yes);
                let at_most =
                    no_more(&all[other], &all[one]) && theirs.owners <= mine.owners && rank(theirs.credible) <= rank(mine.credible);
                let same = no_more(&all[one], &all[other]) && theirs.owners == mine.owners && rank(theirs.credible) == rank(mine.credible);
                other != one && mine.deal == theirs.deal && at_most && !same
            })
        })
        .collect();
    for (set, better) in sets.iter_mut().zip(better) {
        set.efficient = !better;
    }
}

/// What a lever asks of whom, however it is asked.
fn key(levers: &[LeverInfo], number: u32) -> String {
    match levers.get(number as usize - 1).map(|lever| &lever.act) {
        Some(LeverAct::Pay { payable, payer, .. }) => format!("{payer} pays {payable}"),
        Some(LeverAct::Guarantee { on, .. }) => format!("penalty on {on}"),
        _ => format!("lever {number}"),
    }
}
