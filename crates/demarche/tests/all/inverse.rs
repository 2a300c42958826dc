//! Inverse questions of published conflicts: E1 and E3 of the model, the Euphrates in 1975, and the replies of bad questions.

use demarche::analysis::{self, Settings, Unwatched};
use demarche::case::read;
use demarche::finding::{Inverse, Notion, PartyInverse, RankingChange, UncountedReason, ValueChange};
use demarche::index::PartyId;
use demarche::rational::Rational;
use demarche::span::Files;

use crate::memory::case;
use crate::worked::open;

fn inverse(name: &str, question: &str, notion: Notion, free: &[&str]) -> Inverse {
    let (case, mut files) = open(name);
    let question = read::formula(&case, &mut files, "question", question).unwrap();
    let free: Vec<PartyId> = free
        .iter()
        .map(|name| case.parties.iter().find(|(_, party)| party.id == *name).unwrap().0)
        .collect();
    let document = analysis::inverse_of(&case, &files, &question, notion, &free, &Settings::STANDARD, &mut Unwatched).unwrap();
    document.readings.into_iter().next().unwrap().answer
}

fn swaps(change: &RankingChange) -> Option<u32> {
    match change {
        RankingChange::Known { swaps, .. } => Some(*swaps),
        _ => None,
    }
}

fn value(change: Option<&ValueChange>) -> String {
    match change {
        Some(ValueChange::Known { least, .. }) => least.to_string(),
        other => format!("{other:?}"),
    }
}

fn of<'a>(inverse: &'a Inverse, party: &str) -> &'a PartyInverse {
    inverse.parties.iter().find(|found| found.party == party).unwrap()
}

/// (party, rankings, of)
fn counts(inverse: &Inverse) -> Vec<(String, String, String)> {
    let told = |text: &Option<String>| text.clone().unwrap_or_default();
    let counts = inverse.counts.iter();
    counts
        .map(|count| (count.free.join("+"), told(&count.rankings), told(&count.of)))
        .collect()
}

/// E1: one adjacent swap each makes mutual cooperation a Nash equilibrium; of a party's values 1 has to change, which is also its conditional payment.
#[test]
fn one_swap_each_ends_the_dilemma() {
    let cooperate = "r = cooperate and k = cooperate";
    let found = inverse("prisoners-dilemma/case.toml", cooperate, Notion::Nash, &[]);
    for party in &found.parties {
        assert_eq!((swaps(&party.to_sign), swaps(&party.to_hold)), (Some(0), Some(1)));
        assert_eq!(value(party.values_to_sign.as_ref()), "0");
        assert_eq!(value(party.values_to_hold.as_ref()), "1");
    }
    let together = found.together.unwrap();
    assert_eq!((together.at_least, together.at_most, together.own_changes_do), (2, Some(2), true));
    // Each party has one way out, which lies below cooperation in half of its rankings.
    let both = inverse("prisoners-dilemma/case.toml", cooperate, Notion::Nash, &["row", "col"]);
    assert_eq!(both.counts[0].share, Rational::new(1, 4));
    // Where answers are expected it is stable as it is.
    let answered = inverse("prisoners-dilemma/case.toml", cooperate, Notion::Seq, &[]);
    assert_eq!(answered.together.unwrap().at_most, Some(0));
}

/// E3: what A gains by going back on the deal is 10, which is what has to change in its values, one swap in its ranking, whatever answers are expected.
#[test]
fn ten_binds_the_land_for_peace() {
    for notion in [Notion::Nash, Notion::Seq, Notion::Gmr, Notion::Smr] {
        let found = inverse("land-for-peace/case.toml", "land = cede and war = peace", notion, &[]);
        assert_eq!(swaps(&of(&found, "a").to_hold), Some(1));
        assert_eq!(value(of(&found, "a").values_to_hold.as_ref()), "10");
        assert_eq!(value(of(&found, "b").values_to_hold.as_ref()), "0");
    }
}

/// The Euphrates, 1975 (Kinsara and others 2015): with all six ranks of Syria free the release of water without an attack is an equilibrium under SEQ for 384 of 720 rankings. A well-known guide prints 420.
#[test]
fn syrias_rankings_are_counted() {
    let release = "syria-does = release and attack = no";
    let found = inverse("euphrates1975/case.toml", release, Notion::Seq, &["syria"]);
    assert_eq!(counts(&found), [("syria".to_owned(), "384".to_owned(), "720".to_owned())]);
    // By hand: it has two ways out, each with one answer. Neither way out with its answer may lie above: 720 times (1 - 2 * 1/3 + 1/5).
    assert_eq!(found.counts[0].share, Rational::new(8, 15));
}

/// Where reprisals must be liked, it can be cheaper to change the repriser's ranking: left would have to move the status quo past two states, or right to like one step more.
#[test]
fn the_reprisers_ranking_may_be_cheaper_to_change() {
    let text = "title = 'reprisal'\n[party.left]\n[party.right]\n[issue.x]\nby = 'left'\nback = 'left'\n[issue.y]\nby = 'right'\nback = 'right'\n[no-deal]\nstates = [{}]\n\
        [[statement]]\nparty = 'left'\nranking = ['x and not y', 'not x and y', 'not x and not y', 'x and y']\n\
        [[statement]]\nparty = 'right'\nranking = ['not x and not y', 'x and not y', 'x and y', 'not x and y']\n";
    let case = case(text);
    let mut files = Files::default();
    let question = read::formula(&case, &mut files, "question", "not x and not y").unwrap();
    let document = analysis::inverse_of(&case, &files, &question, Notion::Seq, &[], &Settings::STANDARD, &mut Unwatched).unwrap();
    let found = &document.readings[0].answer;
    assert_eq!(
        (swaps(&of(found, "left").to_hold), swaps(&of(found, "right").to_hold)),
        (Some(2), Some(0))
    );
    let together = found.together.as_ref().unwrap();
    assert_eq!((together.at_least, together.at_most, together.own_changes_do), (1, Some(1), true));
    let [swap] = together.swaps.as_slice() else {
        panic!("{together:?}")
    };
    assert_eq!(
        (swap.party.as_str(), swap.above.label.as_str(), swap.below.label.as_str()),
        ("right", "x + y", "x")
    );
}

/// What is not known is said, with the party whose ranking it is; what is sure anyhow is told.
#[test]
fn what_is_not_known_is_said() {
    let found = inverse("alaska2025/case.toml", "t = yes", Notion::Seq, &[]);
    assert_eq!(swaps(&of(&found, "ru").to_sign), Some(0));
    // Whatever its ranking, Ukraine has no move that may be better; the United States may have one.
    assert_eq!(swaps(&of(&found, "ua").to_hold), Some(0));
    assert_eq!(of(&found, "ua").to_sign, RankingChange::Unranked);
    assert_eq!(of(&found, "us").to_hold, RankingChange::Unranked);
    assert_eq!(found.together, None);
    assert!(matches!(&found.counts[0].uncounted, Some(UncountedReason::Unordered { .. })));
    let found = inverse("prisoners-dilemma/case.toml", "r = cooperate and k = cooperate", Notion::Sim, &[]);
    assert_eq!(of(&found, "row").to_hold, RankingChange::Simultaneous);
    assert_eq!(found.counts[0].uncounted, Some(UncountedReason::Simultaneous));
}

/// A question that nothing meets has no state.
#[test]
fn a_question_that_nothing_meets_is_answered_so() {
    let found = inverse(
        "euphrates1975/case.toml",
        "syria-does = release and syria-does = fill",
        Notion::Seq,
        &[],
    );
    assert_eq!((found.states, found.state, found.parties.len()), (0, None, 0));
}

/// Where the negotiation starts from nothing there are no moves: nothing is asked.
#[test]
fn what_starts_from_nothing_has_no_inverse() {
    let nothing =
        case("title = 'Nothing'\nstart = 'nothing'\n[party.a]\n[party.b]\n[issue.x]\n[[statement]]\nparty = 'a'\nvalue = { x = 1 }\n");
    let mut files = Files::new();
    let question = read::formula(&nothing, &mut files, "question", "x").unwrap();
    let asked = analysis::inverse_of(&nothing, &files, &question, Notion::Seq, &[], &Settings::STANDARD, &mut Unwatched);
    assert_eq!(asked.err(), Some(demarche::model::Refusal::NothingHolds));
}

/// Of the states that meet a goal the one that needs the fewest swaps is asked about: each asked for itself needs no fewer.
#[test]
fn of_a_goal_the_nearest_state_is_asked_about() {
    let (case, _) = open("elmira1991/case.toml");
    let model = demarche::model::Model::new(&case, demarche::case::Positions::RedLines, &demarche::model::Limits::STANDARD).unwrap();
    let needed = |found: &Inverse| -> u32 {
        let own = found.parties.iter().map(|party| {
            let signs = if party.signs { swaps(&party.to_sign).unwrap() } else { 0 };
            signs.max(swaps(&party.to_hold).unwrap())
        });
        own.sum()
    };
    for (goal, notion) in [
        ("modify", Notion::Nash),
        ("modify", Notion::Seq),
        ("not modify", Notion::Nash),
        ("not modify", Notion::Gmr),
    ] {
        let found = inverse("elmira1991/case.toml", goal, notion, &[]);
        assert!(found.by_swaps);
        let alone = |state: &demarche::finding::StateRef| {
            let names = case
                .issues
                .values()
                .zip(&state.values)
                .map(|(issue, value)| format!("{} = {value}", issue.id));
            needed(&inverse(
                "elmira1991/case.toml",
                &names.collect::<Vec<_>>().join(" and "),
                notion,
                &[],
            ))
        };
        let (_, mut files) = open("elmira1991/case.toml");
        let formula = read::formula(&case, &mut files, "goal", goal).unwrap().formula;
        let deals = model
            .space
            .states()
            .filter(|state| model.is_deal(*state) && model.space.holds(&formula, *state));
        let naming = demarche::analysis::answer::naming::Naming::new(&case, &model);
        let least = deals.map(|state| alone(&naming.state(state))).min();
        assert_eq!(Some(needed(&found)), least, "{goal}, {notion:?}");
    }
}
