//! The worked examples of the model, exactly, on the published cases.
//!
//! E1 prisoner's dilemma, E2 chicken, E3 land for peace, E4 excluded veto player, E6 empty core, E7 linkage, E9 two levels, E11 Panama Canal, E12 and E13 the summit. The
//! numbers are derived by hand from the definitions.

use std::path::Path;

use demarche::analysis::{self, Settings, Unwatched};
use demarche::case::read::{LoadError, Loaded, Loader};
use demarche::case::{Case, Positions, ReadLimits, read};
use demarche::finding::{
    Brief, Change, CoalitionAnswer, CoalitionWorth, Concept, CoreFinding, Deal, DerivedNoDeal, Document, Established, GoalTable, Notion,
    Power, TableFinding, Verdict,
};
use demarche::index::PartyId;
use demarche::model::{Limits, Model, PartySet};
use demarche::rational::Rational;
use demarche::span::Files;

use Verdict::{No, Open, Yes};

/// Reads the files of the folder of cases.
pub(crate) struct Cases;

impl Loader for Cases {
    fn load(&mut self, path: &str, from: Option<&str>) -> Result<Loaded, LoadError> {
        let folder = from.and_then(|from| Path::new(from).parent()).unwrap_or(Path::new(""));
        let name = folder.join(path).display().to_string();
        let text = std::fs::read_to_string(root().join(&name)).map_err(|_| LoadError::Missing)?;
        Ok(Loaded { name, text })
    }
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases")
}

pub(crate) fn open(name: &str) -> (Case, Files) {
    let text = std::fs::read_to_string(root().join(name)).unwrap();
    let reading = read(name, &text, &mut Cases, &ReadLimits::default());
    (reading.case.unwrap(), reading.files)
}

fn brief(name: &str) -> Document<Brief> {
    let (case, files) = open(name);
    analysis::brief(&case, &files, &Settings::STANDARD, &mut Unwatched).unwrap()
}

/// The only reading of a case that states no position.
fn answer(document: &Document<Brief>) -> &Brief {
    assert_eq!(document.readings.len(), 1);
    &document.readings[0].answer
}

fn deal<'a>(brief: &'a Brief, values: &[&str]) -> &'a Deal {
    brief.deals.iter().find(|deal| deal.state.values == values).unwrap()
}

/// Whether the deal can be signed by the group, if that group can make it.
fn signable(deal: &Deal, group: &[&str]) -> Option<Verdict> {
    deal.tables
        .iter()
        .find(|table| table.signatories == group)
        .map(|table| table.verdict)
}

fn holds(deal: &Deal, notion: Notion) -> Verdict {
    deal.holds
        .iter()
        .find(|holding| holding.notion == notion)
        .and_then(|holding| holding.verdict)
        .unwrap()
}

fn at_rest(deal: &Deal, notion: Notion) -> Verdict {
    deal.at_rest
        .iter()
        .find(|rest| rest.notion == notion)
        .and_then(|rest| rest.verdict)
        .unwrap()
}

/// The largest consistent set, as lists of values.
fn consistent(brief: &Brief) -> Vec<Vec<&str>> {
    brief
        .largest_consistent_set
        .iter()
        .flatten()
        .map(|state| state.values.iter().map(String::as_str).collect())
        .collect()
}

fn table<'a>(brief: &'a Brief, group: &[&str]) -> &'a TableFinding {
    brief.tables.iter().find(|table| table.signatories == group).unwrap()
}

const LADDER: [Notion; 4] = [Notion::Nash, Notion::Seq, Notion::Smr, Notion::Gmr];

#[test]
fn e1_prisoners_dilemma() {
    let document = brief("prisoners-dilemma/case.toml");
    let brief = answer(&document);
    let cooperate = deal(brief, &["cooperate", "cooperate"]);
    assert_eq!(signable(cooperate, &["row", "col"]), Some(Yes));
    assert_eq!(LADDER.map(|notion| holds(cooperate, notion)), [No, Yes, Yes, Yes]);
    assert_eq!(consistent(brief), [["cooperate", "cooperate"]]);
    let nash = &brief.equilibria[0];
    assert_eq!(
        nash.yes.iter().map(|state| state.label.as_str()).collect::<Vec<_>>(),
        ["status quo"]
    );
    // What would have to be taken away for Nash: one unit of each party's own scale, or one rank.
    for party in &cooperate.holds[0].parties {
        assert_eq!(party.margin, Some(-1));
        assert_eq!(party.margin_value.as_ref().unwrap().low.to_string(), "-1");
    }
}

#[test]
fn e2_chicken() {
    let document = brief("chicken/case.toml");
    let brief = answer(&document);
    let swerve = deal(brief, &["cooperate", "cooperate"]);
    assert_eq!(signable(swerve, &["row", "col"]), Some(Yes), "declared no deal: both hold firm");
    assert_eq!(LADDER.map(|notion| holds(swerve, notion)), [No, No, Yes, Yes]);
    let mut set = consistent(brief);
    set.sort();
    assert_eq!(set, [["cooperate", "cooperate"], ["cooperate", "defect"], ["defect", "cooperate"]]);
    let DerivedNoDeal::Rests { states, differs } = &brief.no_deal.derived else {
        panic!("improvements come to rest")
    };
    assert!(*differs);
    let mut rests: Vec<&[String]> = states.iter().map(|state| state.values.as_slice()).collect();
    rests.sort();
    assert_eq!(rests, [["cooperate", "defect"], ["defect", "cooperate"]]);
}

/// Chicken with the derived no deal: r lies in [2, 4], so that swerving is possibly signable only.
#[test]
fn e2_chicken_with_derived_no_deal() {
    let (mut case, files) = open("chicken/case.toml");
    let declared = case.no_deal[0].clone();
    let quo = &declared.values;
    let mirrored = |row: usize| {
        let mut state = declared.clone();
        state.values = quo.clone();
        state.values[row] = 1 - state.values[row];
        state
    };
    case.no_deal = vec![mirrored(0), mirrored(1)];
    let document = analysis::brief(&case, &files, &Settings::STANDARD, &mut Unwatched).unwrap();
    let swerve = deal(answer(&document), &["cooperate", "cooperate"]);
    assert_eq!(signable(swerve, &["row", "col"]), Some(Open));
}

#[test]
fn e3_land_for_peace() {
    let document = brief("land-for-peace/case.toml");
    let brief = answer(&document);
    let signed: Vec<&Deal> = brief.deals.iter().filter(|deal| signable(deal, &["a", "b"]) == Some(Yes)).collect();
    assert_eq!(signed.len(), 1);
    let cede_peace = signed[0];
    assert_eq!(cede_peace.state.values, ["peace", "cede"]);
    for holding in &cede_peace.holds {
        assert_eq!(holding.verdict, Some(No), "{:?}", holding.notion);
    }
    let breaker = &cede_peace.holds[0].parties[0];
    let temptation = breaker.temptation.as_ref().unwrap();
    assert_eq!(
        (breaker.party.as_str(), temptation.step.to.values.as_slice()),
        ("a", ["war", "cede"].map(str::to_owned).as_slice())
    );
    // The guarantee that would make it hold is the gain from breaking it: 10 on A's own scale.
    assert_eq!(temptation.gain.gain.as_ref().unwrap().low.to_string(), "10");
    let mut set = consistent(brief);
    set.sort();
    assert_eq!(set, [["war", "cede"], ["war", "keep"]]);
}

#[test]
fn e4_excluded_veto_player() {
    let document = brief("excluded-veto/case.toml");
    let brief = answer(&document);
    let declared = table(brief, &["a", "b"]);
    assert_eq!((declared.makeable, declared.signable.yes, declared.signable.open), (2, 1, 0));
    let y = brief.deals.iter().find(|deal| signable(deal, &["a", "b"]) == Some(Yes)).unwrap();
    assert_eq!(y.terms.iter().map(|term| term.issue.as_str()).collect::<Vec<_>>(), ["y"]);
    let (case, files) = open("excluded-veto/case.toml");
    let mut scratch = files.clone();
    let question = demarche::case::read::formula(&case, &mut scratch, "question", "x").unwrap();
    let why = analysis::why(&case, &files, &question, &Settings::STANDARD, &mut Unwatched).unwrap();
    let goal = &why.readings[0].answer.goal;
    assert_eq!(
        (goal.consent_veto.as_slice(), goal.excluded_veto.as_slice()),
        (["c".to_owned()].as_slice(), ["c".to_owned()].as_slice())
    );
    // C loses 8 by x alone: the price of its consent at rate 1.
    let x = why.readings[0].answer.deals.iter().find(|deal| deal.terms.len() == 1).unwrap();
    let c = x.acceptance.iter().find(|acceptance| acceptance.party == "c").unwrap();
    assert_eq!(c.verdict, No);
    let demarche::finding::AcceptanceReason::Compared { compared, .. } = &c.why else {
        panic!("C compares")
    };
    assert_eq!(compared.change, Change::Worse);
    assert_eq!(compared.gain.as_ref().unwrap().low.to_string(), "-8");
}

#[test]
fn e7_linkage() {
    let document = brief("linkage/case.toml");
    let brief = answer(&document);
    let signed: Vec<usize> = brief
        .deals
        .iter()
        .filter(|deal| deal.tables[0].verdict == Yes)
        .map(|deal| deal.terms.len())
        .collect();
    assert_eq!(signed, [2], "the package can be signed, neither issue alone");
    let single: Vec<Verdict> = brief
        .deals
        .iter()
        .filter(|deal| deal.terms.len() == 1)
        .map(|deal| deal.tables[0].verdict)
        .collect();
    assert_eq!(single, [No, No]);
    let package = brief.deals.iter().find(|deal| deal.terms.len() == 2).unwrap();
    for acceptance in &package.acceptance {
        let demarche::finding::AcceptanceReason::Compared { compared, .. } = &acceptance.why else {
            panic!("both compare")
        };
        assert_eq!(compared.gain.as_ref().unwrap().low.to_string(), "3");
    }
}

#[test]
fn e9_two_levels() {
    let zone = |name: &str| {
        let (case, files) = open(name);
        let settings = Settings {
            positions: None,
            limits: Limits {
                deals: 100,
                ..Limits::STANDARD
            },
        };
        let document = analysis::brief(&case, &files, &settings, &mut Unwatched).unwrap();
        let mut zone: Vec<u32> = answer(&document)
            .deals
            .iter()
            .filter(|deal| deal.tables[0].verdict != No)
            .map(|deal| {
                assert_eq!(deal.tables[0].verdict, Yes);
                deal.state.values[0].parse().unwrap()
            })
            .collect();
        zone.sort_unstable();
        zone
    };
    assert_eq!(zone("two-level/base.toml"), [4, 5, 6, 7]);
    assert_eq!(zone("two-level/case.toml"), [6, 7]);
    assert_eq!(zone("two-level/too-strict.toml"), [0u32; 0]);
}

#[test]
fn e11_panama_canal() {
    let brief = brief("panama-canal/case.toml");
    let bargaining = answer(&brief).bargaining.as_ref().unwrap();
    let division = bargaining.adjusted_winner.as_ref().unwrap();
    assert_eq!(division.parties, ["us", "panama"]);
    assert_eq!(division.points, [Rational::integer(66), Rational::integer(66)]);
    assert_eq!(division.share, Rational::new(66, 100).unwrap());
    assert_eq!(division.split.as_deref(), Some("land-and-water"));
    let us_gets: Vec<String> = division.issues.iter().map(|issue| issue.first_gets.to_string()).collect();
    assert_eq!(us_gets, ["1", "1", "2/15", "1", "0", "1", "0", "0", "0", "0"]);
    // Unsplit, the greatest product is 64 times 68: the issue that would be split goes to Panama whole.
    let nash = bargaining
        .solutions
        .iter()
        .find(|solution| solution.concept == Concept::Nash)
        .unwrap();
    assert_eq!(nash.measure, [Rational::integer(64 * 68)]);
    assert_eq!(nash.points[0].worth, [Rational::integer(64), Rational::integer(68)]);
    // Nobody says that the points of the two compare.
    assert_eq!(bargaining.refused.len(), 4);
}

fn summit() -> Document<Brief> {
    let (case, files) = open("alaska2025/case.toml");
    let settings = Settings {
        positions: Some(Positions::Both),
        limits: Limits {
            deals: 200,
            ..Limits::STANDARD
        },
    };
    analysis::brief(&case, &files, &settings, &mut Unwatched).unwrap()
}

#[test]
fn e12_two_readings_of_positions() {
    let document = summit();
    let [red_lines, openings] = document.readings.as_slice() else {
        panic!("two readings")
    };
    assert_eq!(
        (red_lines.positions, openings.positions),
        (Positions::RedLines, Positions::Openings)
    );
    let goal = &red_lines.answer.goals[0];
    let said = |clauses: &[demarche::finding::Clause]| -> Vec<(String, String)> {
        clauses
            .iter()
            .map(|clause| (clause.party.clone(), clause.formula.clone()))
            .collect()
    };
    let mut conflicts: Vec<Vec<(String, String)>> = goal.conflicts.iter().map(|conflict| said(&conflict.clauses)).collect();
    conflicts.sort();
    let pair = |ru: &str, ua: &str| vec![("ru".to_owned(), ru.to_owned()), ("ua".to_owned(), ua.to_owned())];
    assert_eq!(conflicts, [pair("c implies n", "n"), pair("c implies w", "w")]);
    assert_eq!(goal.corrections.len(), 4);
    assert!(goal.corrections.iter().all(|correction| correction.len() == 2));
    assert!(goal.tables.iter().all(|table| table.signable == No));
    let goal = &openings.answer.goals[0];
    assert!(goal.conflicts.is_empty() && goal.corrections.is_empty());
    let all: &GoalTable = goal.tables.last().unwrap();
    assert_eq!(
        all.signable, Open,
        "nothing in the report says that a ceasefire would be refused or taken"
    );
}

#[test]
fn e13_structure_of_the_summit() {
    let document = summit();
    assert_eq!((document.case.combinations, document.case.feasible), (Some(256), Some(192)));
    let (case, _) = open("alaska2025/case.toml");
    let model = Model::new(&case, Positions::RedLines, &Limits::STANDARD).unwrap();
    let party = |id: &str| case.parties.iter().find(|(_, party)| party.id == id).unwrap().0;
    let ceasefire = case.issues.keys().next().unwrap();
    let makeable = |ids: &[&str]| {
        let group: PartySet = ids.iter().map(|id| -> PartyId { party(id) }).collect();
        let states = model.makeable(group);
        let with_c = states.iter().filter(|state| model.space.value(**state, ceasefire) == 1).count();
        (states.len(), with_c)
    };
    assert_eq!(makeable(&["ru", "us"]), (12, 0));
    assert_eq!(makeable(&["ru", "ua"]), (8, 4));
    assert_eq!(makeable(&["ru", "us", "ua"]), (96, 48));
    assert_eq!(makeable(&["ru", "us", "ua", "eu"]), (192, 96));
    for reading in &document.readings {
        let goal = &reading.answer.goals[0];
        assert_eq!(goal.consent_veto, ["ru", "ua"]);
        assert_eq!(goal.excluded_veto, ["ua"]);
        assert_eq!(table(&reading.answer, &["ru", "us"]).makeable, 12);
    }
}

/// Signs only: what is necessary, what is impossible, what is open at the bilateral table.
#[test]
fn e13_signs_of_the_summit() {
    let document = summit();
    for reading in &document.readings {
        let at_table = |terms: &[&str]| {
            let wanted = |deal: &&Deal| deal.terms.iter().map(|term| term.issue.as_str()).eq(terms.iter().copied());
            let deal = reading.answer.deals.iter().find(wanted);
            deal.map(|deal| (signable(deal, &["ru", "us"]).unwrap(), holds(deal, Notion::Nash)))
        };
        assert_eq!(at_table(&["t"]), Some((Yes, Yes)));
        assert_eq!(at_table(&["l", "t"]), Some((Open, Open)));
        assert_eq!(at_table(&["g", "l", "t"]), Some((Open, Open)));
        assert_eq!(at_table(&["t", "p"]).map(|(signable, _)| signable), Some(Open));
        assert_eq!(
            at_table(&["p"]).map(|(signable, _)| signable),
            Some(No),
            "nobody at the table wants new pressure"
        );
        // The deal holds against breach; the whole state is another matter, since much of what outsiders want is not reported.
        let trade = reading
            .answer
            .deals
            .iter()
            .find(|deal| deal.terms.len() == 1 && deal.terms[0].issue == "t")
            .unwrap();
        assert_eq!(at_rest(trade, Notion::Nash), Open);
    }
}

/// A concession that makes an attack pay: before the deal attacking costs A 20, after it A gains 10. The attack is no term of the deal, and breaks it.
#[test]
fn a_concession_that_invites_an_attack_does_not_hold() {
    let case = crate::memory::case(
        r#"
        title = "Disarmament for aid"
        [party.a]
        [party.b]
        [issue.disarm]
        changes = [{ from = "no", to = "yes", by = "b" }]
        irreversible = true
        [issue.aid]
        by = "a"
        back = "nobody"
        [issue.attack]
        by = "a"
        back = "a"
        [issue.parade]
        by = "a"
        [[statement]]
        party = "a"
        value = { disarm = 5, aid = -1, "attack and not disarm" = -20, "attack and disarm" = 10, parade = 1 }
        [[statement]]
        party = "b"
        value = { disarm = -1, aid = 5, "attack and not disarm" = -5, "attack and disarm" = -50 }
        "#,
    );
    let mut files = Files::new();
    files.add("case.toml", "");
    let document = analysis::brief(&case, &files, &Settings::STANDARD, &mut Unwatched).unwrap();
    let swap = deal(answer(&document), &["yes", "yes", "no", "no"]);
    assert_eq!(signable(swap, &["a", "b"]), Some(Yes));
    assert_eq!(swap.scope, ["disarm", "aid", "attack"], "the parade was as attractive before");
    for holding in &swap.holds {
        assert_eq!(holding.verdict, Some(No), "{:?}", holding.notion);
    }
    assert_eq!(swap.spoilers[0].party, "a");
}

fn power(name: &str) -> Power {
    let (case, files) = open(name);
    let document = analysis::power_of(&case, &files, &Settings::STANDARD, &mut Unwatched).unwrap();
    assert_eq!(document.readings.len(), 1);
    document.readings[0].answer.clone()
}

fn number(text: &str) -> Rational {
    Rational::parse(text).unwrap()
}

#[test]
fn e6_empty_core() {
    let CoalitionAnswer::Game(game) = power("empty-core/case.toml").coalitions else {
        panic!("scales compare");
    };
    let pair = |coalition: &CoalitionWorth| coalition.members.len() == 2 && coalition.worth == number("1");
    assert!(game.coalitions.len() == 3 && game.coalitions.iter().all(pair));
    assert_eq!(game.whole.worth, number("1"));
    let least = game.least_core.unwrap();
    assert_eq!(least.proven().unwrap().epsilon, number("1/3"));
    let subsidy = game.cost_of_stability;
    assert_eq!(subsidy.proven().unwrap().amount, number("1/2"));
    let nucleolus = game.nucleolus.unwrap();
    let shares = &nucleolus.proven().unwrap().division;
    assert!(shares.iter().all(|(_, share)| *share == number("1/3")));
    let Some(CoreFinding::Empty { walks_off, claims }) = game.core else {
        panic!("the core is empty");
    };
    assert_eq!((walks_off.len(), claims), (3, number("3/2")));
}

/// A case of which a rule's power is published: each player's two indices, the swings normalized.
fn check_power(name: &str, expected: &[(&str, &str, &str)]) {
    for rule in power(name).rules {
        for player in rule.players.unwrap() {
            let (_, shapley, banzhaf) = expected.iter().find(|(party, ..)| player.name.starts_with(party)).unwrap();
            assert_eq!(player.shapley_shubik, number(shapley), "{}", player.name);
            assert_eq!(player.banzhaf_normalized, number(banzhaf), "{}", player.name);
        }
    }
}

#[test]
fn councils() {
    let permanent = ["China", "France", "Russia", "United"].map(|party| (party, "421/2145", "848/5080"));
    check_power(
        "security-council/case.toml",
        &[&permanent[..], &[("elected", "4/2145", "84/5080")]].concat(),
    );
    let large = ["Germany", "France", "Italy"].map(|party| (party, "7/30", "5/21"));
    let others = [("Belgium", "3/20", "1/7"), ("Netherlands", "3/20", "1/7"), ("Luxembourg", "0", "0")];
    check_power("eec1958/case.toml", &[large, others].concat());
}

/// A and B can have 5 between them; with C, who loses 9, all three have 7.
#[test]
fn the_excluded_veto_player_as_a_coalition() {
    let text = std::fs::read_to_string(root().join("excluded-veto/case.toml")).unwrap() + "\n[scales]\ncomparable = true\n";
    let reading = read("case.toml", &text, &mut Cases, &ReadLimits::default());
    let document = analysis::power_of(&reading.case.unwrap(), &reading.files, &Settings::STANDARD, &mut Unwatched).unwrap();
    let CoalitionAnswer::Game(game) = &document.readings[0].answer.coalitions else {
        panic!("scales compare");
    };
    assert_eq!(game.whole.worth, number("7"));
    assert_eq!(game.coalitions.len(), 1);
    assert_eq!(
        (game.coalitions[0].members.as_slice(), &game.coalitions[0].worth),
        (["a", "b"].map(str::to_owned).as_slice(), &number("5"))
    );
    let nucleolus = game.nucleolus.as_ref().and_then(Established::proven).unwrap();
    let shares: Vec<&Rational> = nucleolus.division.iter().map(|(_, share)| share).collect();
    assert_eq!(shares, [&number("3"), &number("3"), &number("1")]);
    assert!(matches!(game.core, Some(CoreFinding::Stable { .. })));
}
