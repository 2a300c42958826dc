//! Shares of preference models: worked examples E8 and E13 within the error of drawing, and what must be so of any shares.

use demarche::analysis::doubt::share::Asked;
use demarche::analysis::doubt::{Drawn, draw};
use demarche::analysis::{Unwatched, acceptance};
use demarche::case::{Case, Positions, ReadLimits, read};
use demarche::finding::{Notion, Verdict};
use demarche::index::PartyId;
use demarche::model::{Limits, Model, PartySet};

use crate::memory::case;
use crate::worked::{Cases, open};

const DRAWS: u64 = 4_000;

fn model(case: &Case) -> Model {
    Model::new(case, Positions::Openings, &Limits::STANDARD).unwrap()
}

/// Draws for deals named by the issues that they change to `yes`, signed by parties named by id.
fn drawn(case: &Case, signatories: &[&str], deals: &[&[&str]], seed: u64) -> Drawn {
    let model = model(case);
    let party = |id: &&str| case.parties.iter().find(|(_, party)| party.id == **id).unwrap().0;
    let signatories: PartySet = signatories.iter().map(party).collect();
    let state = |changed: &&[&str]| {
        let value = |issue: &demarche::case::Issue| u32::from(changed.contains(&issue.id.as_str()));
        let values: Vec<u32> = case.issues.values().map(value).collect();
        model.space.state(model.space.compose(&values)).unwrap()
    };
    let asked: Vec<Asked> = deals
        .iter()
        .map(|deal| Asked {
            state: state(deal),
            signatories,
        })
        .collect();
    draw(case, model, &asked, (DRAWS, seed), &Limits::STANDARD, &mut Unwatched).unwrap()
}

/// Within four standard errors of `share`.
fn near(hits: u64, share: f64) {
    let found = hits as f64 / DRAWS as f64;
    let error = (share * (1.0 - share) / DRAWS as f64).sqrt();
    assert!((found - share).abs() <= 4.0 * error + 1e-12, "{found} is not {share}");
}

#[test]
fn the_summit() {
    // E13 says nothing of what the United States thinks of the other issues, and counts it as not caring; the case leaves it open.
    let mut text = "include = [\"case.toml\"]\n".to_owned();
    for issue in ["c", "w", "n", "e"] {
        text += &format!("[[statement]]\nparty = \"us\"\nindifferent = \"{issue}\"\n");
    }
    let case = read("alaska2025/e13.toml", &text, &mut Cases, &ReadLimits::default()).case.unwrap();
    let drawn = drawn(
        &case,
        &["ru", "us"],
        &[&["t"], &["l", "t"], &["g", "l", "t"], &["t", "p"], &["p"]],
        1,
    );
    assert_eq!(drawn.draws, DRAWS);
    let signable: Vec<u64> = drawn.counts.iter().map(|count| count.signable).collect();
    for (hits, share) in signable.iter().zip([1.0, 0.75, 17.0 / 24.0, 0.25, 0.0]) {
        near(*hits, share);
    }
    let held = |notion: Notion| {
        let slot = Notion::ALL.iter().position(|other| *other == notion).unwrap();
        drawn.counts[1].holds[slot].unwrap()
    };
    for (notion, share) in [(Notion::Nash, 0.5), (Notion::Seq, 0.5), (Notion::Gmr, 0.75), (Notion::Smr, 0.75)] {
        near(held(notion), share);
    }
}

#[test]
fn necessary_and_possible() {
    // E8: a worth anywhere from 5.2 to 7.6 against a no deal of 5, 6 and 8.
    for (reservation, share, verdict) in [(5, 1.0, Verdict::Yes), (6, 2.0 / 3.0, Verdict::Open), (8, 0.0, Verdict::No)] {
        let case = case(&format!(
            "title = \"E8\"\n[party.a]\n[issue.x]\nby = \"a\"\n[[statement]]\nparty = \"a\"\nvalue = {{ x = [5.2, 7.6] }}\n[[statement]]\nparty = \"a\"\nreservation = {reservation}\n"
        ));
        let drawn = drawn(&case, &["a"], &[&["x"]], 7);
        near(drawn.counts[0].signable, share);
        let model = model(&case);
        let signatories = PartySet::one(PartyId(0));
        let state = model.space.states().next_back().unwrap();
        assert_eq!(acceptance::signing(&model, signatories, state).verdict, verdict);
    }
}

#[test]
fn a_seed_gives_the_same_answer_again() {
    let (case, _) = open("alaska2025/case.toml");
    let deals: [&[&str]; 1] = [&["l", "t"]];
    let one = drawn(&case, &["ru", "us"], &deals, 3);
    assert_eq!(one.counts, drawn(&case, &["ru", "us"], &deals, 3).counts);
    assert_ne!(one.counts, drawn(&case, &["ru", "us"], &deals, 4).counts);
}
