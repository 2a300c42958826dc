//! Every rule of consent of a case as a simple game.
//!
//! Players are those whom a rule names; for agreement, all parties at the declared table. Others would be dummies: they change no index but
//! their own, which is 0.

use crate::analysis::answer::naming::Naming;
use crate::analysis::answer::situation::Situation;
use crate::analysis::power::banzhaf::banzhaf;
use crate::analysis::power::shapley_shubik::shapley_shubik;
use crate::analysis::power::simple_game::SimpleGame;
use crate::analysis::power::swings::swings;
use crate::analysis::power::{Coalition, members};
use crate::case::{Change, Consent};
use crate::finding::*;
use crate::index::{IssueId, PartyId, StatementId};

/// SmallestSets sets that are listed for one rule.
const MOST_LISTED: usize = 12;

/// The rules: of agreement, of ratification, of the issues; those that anybody can satisfy, and that somebody must.
pub(super) fn rules(situation: &Situation<'_>, cuts: &mut Vec<Cut>) -> Vec<RulePower> {
    let (case, naming) = (situation.case, situation.naming);
    let mut rules = Vec::new();
    rules.extend(agreement(situation));
    for (party, declared) in case.parties.iter() {
        if let Some(ballot) = &declared.ratification {
            let player = |member: u32| declared.constituencies[member as usize].name.clone();
            let decides = RuleDecision::Ratification {
                party: declared.name.clone(),
            };
            rules.extend(rule(
                decides,
                ballot,
                &ballot.members(),
                &player,
                naming.ballot(party, ballot),
                Vec::new(),
            ));
        }
    }
    for issue in case.issues.keys() {
        for (decides, by) in of_issue(naming, issue) {
            let lines = naming.lines([case.issues[issue].statement]);
            let player = |party: PartyId| case.parties[party].name.clone();
            let found = rule(decides, &by, &by.members(), &player, naming.consent(&by), lines);
            let Some(found) = found else { continue };
            let same = |known: &&mut RulePower| {
                let ratifies = known
                    .decides
                    .iter()
                    .any(|decision| matches!(decision, RuleDecision::Ratification { .. }));
                !ratifies && (&known.rule, &known.players) == (&found.rule, &found.players)
            };
            match rules.iter_mut().find(same) {
                Some(known) => {
                    known.decides.extend(found.decides);
                    known.rests_on.extend(found.rests_on);
                    known.rests_on.dedup();
                }
                None => rules.push(found),
            }
        }
    }
    let uncounted = rules.iter().filter(|rule| rule.players.is_none()).count() as u64;
    if uncounted > 0 {
        cuts.push(Cut {
            what: "players of a rule that is no quota with few sums of weights".to_owned(),
            limit: crate::analysis::power::simple_game::MOST_ENUMERATED as u64,
            total: None,
            option: None,
        });
    }
    rules
}

/// The rule of the declared table: the case's, or else that everybody agrees.
fn agreement(situation: &Situation<'_>) -> Option<RulePower> {
    let (case, naming) = (situation.case, situation.naming);
    let table: Vec<PartyId> = situation.model.table.iter().collect();
    let declared = case.agreement.as_ref();
    let everybody = || Consent::All(table.iter().map(|party| Consent::One(*party)).collect());
    let by = declared.map_or_else(everybody, |agreement| agreement.rule.clone());
    let lines: Vec<StatementId> = declared.map(|agreement| agreement.statement).into_iter().collect();
    let player = |party: PartyId| case.parties[party].name.clone();
    rule(
        RuleDecision::Agreement,
        &by,
        &table,
        &player,
        naming.consent(&by),
        naming.lines(lines),
    )
}

/// Who brings an issue to each value that it has not today, values with the same rule together; or who settles it.
fn of_issue(naming: Naming<'_>, issue: IssueId) -> Vec<(RuleDecision, Consent<PartyId>)> {
    let declared = &naming.case.issues[issue];
    let decision = |values: Vec<String>, guarded: bool| RuleDecision::Issue {
        issue: declared.name.clone(),
        values,
        guarded,
    };
    if naming.status_quo.is_none() {
        return declared
            .settled_by
            .iter()
            .map(|by| (decision(Vec::new(), false), by.clone()))
            .collect();
    }
    let mut rules: Vec<(Consent<PartyId>, bool, Vec<String>)> = Vec::new();
    let others = (0..declared.values.len() as u32).filter(|value| *value != declared.status_quo);
    let count = others.clone().count();
    for value in others {
        let ways: Vec<&Change> = declared
            .changes
            .iter()
            .filter(|way| (way.from, way.to) == (declared.status_quo, value))
            .collect();
        let by = match ways.as_slice() {
            [] => continue,
            [only] => only.by.clone(),
            several => Consent::Any(several.iter().map(|way| way.by.clone()).collect()),
        };
        let guarded = ways.iter().any(|way| way.when.is_some());
        let label = naming.value_label(issue, value);
        match rules.iter_mut().find(|(known, under, _)| *known == by && *under == guarded) {
            Some((.., values)) => values.push(label),
            None => rules.push((by, guarded, vec![label])),
        }
    }
    let told = |(by, guarded, values): (Consent<PartyId>, bool, Vec<String>)| {
        let all = values.len() == count && count > 1;
        (decision(if all { Vec::new() } else { values }, guarded), by)
    };
    rules.into_iter().map(told).collect()
}

/// The game of one rule; `None` if nobody can satisfy it or nobody must.
fn rule<M: Copy + Ord>(
    decides: RuleDecision,
    by: &Consent<M>,
    players: &[M],
    name: &dyn Fn(M) -> String,
    words: String,
    rests_on: Vec<LineName>,
) -> Option<RulePower> {
    let game = SimpleGame::new(by, players).ok()?;
    let names: Vec<String> = players.iter().map(|player| name(*player)).collect();
    let named = |coalition: Coalition| members(coalition).map(|player| names[player].clone()).collect();
    let smallest = game.minimal_winning(MOST_LISTED).map(|(listed, total)| SmallestSets {
        listed: listed.into_iter().map(named).collect(),
        total,
    });
    Some(RulePower {
        decides: vec![decides],
        rule: words,
        players: powers(&game, &names),
        smallest,
        rests_on,
    })
}

fn powers(game: &SimpleGame, names: &[String]) -> Option<Vec<PlayerPower>> {
    let swings = swings(game)?;
    let (dictator, veto) = (game.dictator(), game.veto_players());
    let role = |player: usize| match veto >> player & 1 == 1 {
        _ if dictator == Some(player) => VotingRole::Dictator,
        true => VotingRole::Veto,
        false if swings.of(player) == 0 => VotingRole::Dummy,
        false => VotingRole::Voter,
    };
    let indices = shapley_shubik(&swings).into_iter().zip(banzhaf(&swings));
    let players = names.iter().zip(indices).enumerate();
    let power = |(player, (name, (shapley_shubik, banzhaf))): (usize, (&String, _))| {
        let banzhaf: crate::analysis::power::banzhaf::Banzhaf = banzhaf;
        PlayerPower {
            name: name.clone(),
            shapley_shubik,
            swings: banzhaf.swings,
            banzhaf: banzhaf.absolute,
            banzhaf_normalized: banzhaf.normalized,
            role: role(player),
        }
    };
    Some(players.map(power).collect())
}
