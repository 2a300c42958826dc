//! Shares of preference models: worked examples E8 and E13 within the error of drawing, and what must be so of any shares.

use demarche::analysis::doubt::share::MOST_DRAWS;
use demarche::analysis::doubt::{Asked, Drawn, Models, Plan, draw};
use demarche::analysis::{Unwatched, Watch, acceptance};
use demarche::case::{Case, Positions, ReadLimits, Taken, read};
use demarche::finding::{Notion, Verdict};
use demarche::index::PartyId;
use demarche::model::{Limits, Model, PartySet, Refusal};

use crate::memory::case;
use crate::worked::{Cases, open};

const DRAWS: u64 = 100_000;

fn model(case: &Case) -> Model {
    Model::new(case, Positions::Openings, &Limits::STANDARD).unwrap()
}

/// Deals named by the issues that they change to `yes`, signed by parties named by id.
fn asked(case: &Case, model: &Model, signatories: &[&str], deals: &[&[&str]]) -> Vec<Asked> {
    let party = |id: &&str| case.parties.iter().find(|(_, party)| party.id == **id).unwrap().0;
    let signatories: PartySet = signatories.iter().map(party).collect();
    let state = |changed: &&[&str]| {
        let value = |issue: &demarche::case::Issue| u32::from(changed.contains(&issue.id.as_str()));
        let values: Vec<u32> = case.issues.values().map(value).collect();
        model.space.state(model.space.compose(&values)).unwrap()
    };
    let asked = deals.iter().map(|deal| Asked {
        state: state(deal),
        signatories,
    });
    asked.collect()
}

fn drawn_as(case: &Case, signatories: &[&str], deals: &[&[&str]], plan: Plan) -> Drawn {
    let model = model(case);
    let asked = asked(case, &model, signatories, deals);
    let taken = Taken::all(Positions::Openings);
    draw(case, &taken, &model, &asked, plan, &Limits::STANDARD, &mut Unwatched).unwrap()
}

fn plan(draws: u64, seed: u64) -> Plan {
    Plan {
        draws,
        seed,
        models: Models::Additive,
    }
}

fn drawn(case: &Case, signatories: &[&str], deals: &[&[&str]], seed: u64) -> Drawn {
    drawn_as(case, signatories, deals, plan(DRAWS, seed))
}

/// Within four standard errors of `share`.
fn near(hits: u64, share: f64) {
    let found = hits as f64 / DRAWS as f64;
    let error = (share * (1.0 - share) / DRAWS as f64).sqrt();
    assert!((found - share).abs() <= 4.0 * error + 1e-12, "{found} is not {share}");
}

fn held(drawn: &Drawn, deal: usize, notion: Notion) -> u64 {
    let slot = Notion::LADDER.iter().position(|other| *other == notion).unwrap();
    drawn.counts[deal].holds[slot].unwrap()
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
    for (notion, share) in [(Notion::Nash, 0.5), (Notion::Seq, 0.5), (Notion::Gmr, 0.75), (Notion::Smr, 0.75)] {
        near(held(&drawn, 1, notion), share);
    }
}

#[test]
fn a_clause_closes_the_gap() {
    let (case, _) = open("alaska2025/clause.toml");
    let drawn = drawn(&case, &["ru", "us"], &[&["l", "t"]], 1);
    near(drawn.counts[0].signable, 0.75);
    near(held(&drawn, 0, Notion::Nash), 0.75);
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
    let one = drawn_as(&case, &["ru", "us"], &deals, plan(5_000, 3));
    assert_eq!(one.counts, drawn_as(&case, &["ru", "us"], &deals, plan(5_000, 3)).counts);
    assert_ne!(one.counts, drawn_as(&case, &["ru", "us"], &deals, plan(5_000, 4)).counts);
}

/// One party whose lines leave weights tied together, another that walks, lines that may be dropped: everything that threads share.
const TIED: &str = "title = 'tied'\n[party.a]\n[party.b]\n[issue.x]\nby = 'a'\n[issue.y]\nby = 'b'\n[issue.z]\nby = 'a or b'\n\
    [[statement]]\nparty = 'a'\nprefers = 'x and not y'\nover = 'y and not x'\nconfidence = 0.7\n\
    [[statement]]\nparty = 'b'\nprefers = 'y and z'\nover = 'x'\n\
    [[statement]]\nparty = 'b'\nrefuses = 'x and z'\nconfidence = 0.5\n";

#[test]
fn threads_decide_nothing() {
    let case = case(TIED);
    let model = model(&case);
    let taken = Taken::all(Positions::Openings);
    let deals = asked(&case, &model, &["a", "b"], &[&["x"], &["y"], &["x", "y"], &["y", "z"]]);
    let answer = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let drawn = pool.install(|| draw(&case, &taken, &model, &deals, plan(10_007, 5), &Limits::STANDARD, &mut Unwatched).unwrap());
        (drawn.draws, drawn.counts)
    };
    let one = answer(1);
    assert_eq!(one.0, 10_007);
    assert_eq!((answer(2), answer(4)), (one.clone(), one));
}

#[test]
fn the_first_draws_are_the_same_however_many_follow() {
    let case = case(TIED);
    let deals: [&[&str]; 2] = [&["x"], &["y", "z"]];
    let counts = |draws: u64| drawn_as(&case, &["a", "b"], &deals, plan(draws, 5)).counts;
    let (some, more) = (counts(1_000), counts(1_001));
    for (some, more) in some.iter().zip(more) {
        assert!(more.signable - some.signable <= 1);
    }
}

/// Stops after so many looks.
struct After(u32);

impl Watch for After {
    fn step(&mut self, _: &'static str, _: u64, _: u64) -> bool {
        self.0 = self.0.saturating_sub(1);
        self.0 > 0
    }
}

#[test]
fn an_interrupted_run_tells_what_was_drawn() {
    let case = case(TIED);
    let model = model(&case);
    let deals = asked(&case, &model, &["a", "b"], &[&["x"]]);
    let taken = Taken::all(Positions::Openings);
    let run = |looks: u32| {
        draw(
            &case,
            &taken,
            &model,
            &deals,
            plan(MOST_DRAWS, 1),
            &Limits::STANDARD,
            &mut After(looks),
        )
    };
    assert_eq!(run(1).unwrap_err(), Refusal::Interrupted);
    let drawn = run(3).unwrap();
    assert!(drawn.draws > 0 && drawn.draws < MOST_DRAWS);
    assert!(drawn.counts[0].signable <= drawn.draws);
    assert_eq!(drawn.counts, drawn_as(&case, &["a", "b"], &[&["x"]], plan(drawn.draws, 1)).counts);
}

#[test]
fn a_comparison_of_some_confidence_counts_in_that_share_of_the_draws() {
    // With the line x is liked, without it either way: 0.8 + 0.2 / 2.
    let case = case(
        "title = 'dropped'\n[party.a]\n[issue.x]\nby = 'a'\n[[statement]]\nparty = 'a'\nprefers = 'x'\nconfidence = 0.8\n\
         [[statement]]\nparty = 'a'\nrefuses = 'not x'\nconfidence = 0.5\n",
    );
    let drawn = drawn(&case, &["a"], &[&["x"]], 11);
    near(drawn.counts[0].signable, 0.9);
    assert_eq!(drawn.doubted.len(), 2);
}

#[test]
fn clauses_of_some_confidence() {
    // Refused in half of the draws; else signed, since x is liked.
    let refuses = "title = 'dropped'\n[party.a]\n[issue.x]\nby = 'a'\nconfidence = 0.4\n[[statement]]\nparty = 'a'\nprefers = 'x'\n\
         [[statement]]\nparty = 'a'\nrefuses = 'x'\nconfidence = 0.5\n";
    let refused = drawn(&case(refuses), &["a"], &[&["x"]], 1);
    near(refused.counts[0].signable, 0.5);
    // Structure stays, whatever its confidence, and is named.
    assert_eq!((refused.kept.len(), refused.doubted.len()), (1, 1));
    // Accepted in 0.3 of the draws; else if the weight is positive. Who accepts outright gains only if preferences say nothing against it.
    let accepts = "title = 'dropped'\n[party.a]\n[party.b]\n[issue.x]\nby = 'a'\n[[statement]]\nparty = 'a'\nprefers = 'x'\n\
         [[statement]]\nparty = 'b'\naccepts = 'x'\nconfidence = 0.3\n";
    near(drawn(&case(accepts), &["a", "b"], &[&["x"]], 1).counts[0].signable, 0.3 + 0.7 / 2.0);
}

#[test]
fn values_of_some_confidence() {
    // x is worth 1 and y 4. Without its line, x may be worth anything from -4 to 4: it is at least no deal's 0 in half of those draws.
    let text = "title = 'dropped'\n[party.a]\n[issue.x]\nby = 'a'\n[issue.y]\nby = 'a'\n[[statement]]\nparty = 'a'\nvalue = { x = 1 }\nconfidence = 0.6\n\
         [[statement]]\nparty = 'a'\nvalue = { y = 4 }\n";
    near(drawn(&case(text), &["a"], &[&["x"]], 1).counts[0].signable, 0.6 + 0.4 / 2.0);
    // No deal is worth anything from 0 to 2, against an exact 0.5; if that line is dropped, anything from 0 to 4.5.
    let text = "title = 'dropped'\n[party.a]\n[issue.x]\nby = 'a'\n[issue.y]\nby = 'a'\n[[statement]]\nparty = 'a'\nvalue = { x = 0.5, y = 4 }\n\
         [[statement]]\nparty = 'a'\nreservation = [0, 2]\n";
    near(drawn(&case(text), &["a"], &[&["x"]], 1).counts[0].signable, 0.25);
    let text = format!("{text}confidence = 0.5\n");
    near(drawn(&case(&text), &["a"], &[&["x"]], 1).counts[0].signable, 0.125 + 0.5 / 9.0);
}

#[test]
fn exact_ties_stay_ties() {
    // A third and two sixths are the same, in every draw of the other weight.
    let text = "title = 'ties'\n[party.a]\n[issue.x]\nby = 'a'\n[issue.y]\nby = 'a'\n[issue.z]\nby = 'a'\n[[statement]]\nparty = 'a'\nvalue = { x = 0.3, y = 0.1, z = 0.2, 'y and z' = [0, 0] }\n\
         [[statement]]\nparty = 'a'\nreservation = 0.3\n";
    let case = case(text);
    let drawn = drawn(&case, &["a"], &[&["x"], &["y", "z"]], 1);
    // As good as no deal, and nobody gains.
    assert_eq!((drawn.counts[0].signable, drawn.counts[1].signable), (0, 0));
}

#[test]
fn a_line_changes_only_the_weights_that_it_speaks_of() {
    // Common random numbers: a comparison about z leaves the draws about x as they are, hit by hit.
    let base = "title = 'common'\n[party.a]\n[issue.x]\nby = 'a'\n[issue.y]\nby = 'a'\n[issue.z]\nby = 'a'\n";
    let more = format!("{base}[[statement]]\nparty = 'a'\nprefers = 'z'\n");
    let deals: [&[&str]; 2] = [&["x"], &["x", "y"]];
    let (base, more) = (drawn(&case(base), &["a"], &deals, 1), drawn(&case(&more), &["a"], &deals, 1));
    for (base, more) in base.counts.iter().zip(&more.counts) {
        assert_eq!(base.signable, more.signable);
    }
}

#[test]
fn contradictions_are_found_without_tries() {
    let text = "title = 'circle'\n[party.a]\n[issue.x]\nby = 'a'\n[issue.y]\nby = 'a'\n[issue.z]\nby = 'a'\n\
         [[statement]]\nparty = 'a'\nprefers = 'x and not y'\nover = 'y and not x'\n\
         [[statement]]\nparty = 'a'\nprefers = 'y and not z'\nover = 'z and not y'\n\
         [[statement]]\nparty = 'a'\nprefers = 'z and not x'\nover = 'x and not z'\n";
    let drawn = drawn_as(&case(text), &["a"], &[&["x"]], plan(100, 1));
    assert_eq!((drawn.draws, drawn.not_found.len()), (0, 1));
}

#[test]
fn orders_of_too_many_states_are_refused() {
    let mut text = "title = 'many'\n[party.a]\n".to_owned();
    for issue in 0..8 {
        text += &format!("[issue.i{issue}]\nby = 'a'\n[[statement]]\nparty = 'a'\nprefers = 'i{issue}'\n");
    }
    let case = case(&text);
    let model = model(&case);
    let deals = asked(&case, &model, &["a"], &[&["i1"]]);
    let plan = Plan {
        draws: 10,
        seed: 1,
        models: Models::Orders,
    };
    let drawn = draw(
        &case,
        &Taken::all(Positions::Openings),
        &model,
        &deals,
        plan,
        &Limits::STANDARD,
        &mut Unwatched,
    );
    assert!(matches!(drawn, Err(Refusal::Orders { needed: 256, limit: 128 })), "{drawn:?}");
}

#[test]
fn a_payment_that_flips_a_party() {
    // E5: a deal is worth -4 to B, or anything from -7 to -3; a unit of money is worth 0.8 to it. A pays out of a budget.
    let verdict = |worth: &str, paid: &str| {
        let case = case(&format!(
            "title = \"E5\"\n[party.a]\n[party.b]\n[issue.s]\nby = \"a and b\"\n[issue.paid]\nvalues = [\"p0\", \"p375\", \"p5\", \"p6\", \"p875\"]\nby = \"a\"\n\
             [[statement]]\nparty = \"a\"\nvalue = {{ s = 100, \"paid = p375\" = -3.75, \"paid = p5\" = -5, \"paid = p6\" = -6, \"paid = p875\" = -8.75 }}\n\
             [[statement]]\nparty = \"b\"\nvalue = {{ s = {worth}, \"paid = p375\" = 3, \"paid = p5\" = 4, \"paid = p6\" = 4.8, \"paid = p875\" = 7 }}\n"
        ));
        let model = model(&case);
        let value = model.space.states().find(|state| {
            let values = model.space.values(*state);
            values[0] == 1 && case.issues[demarche::index::IssueId(1)].values[values[1] as usize].id == paid
        });
        acceptance::signing(&model, model.everybody(), value.unwrap()).verdict
    };
    assert_eq!(verdict("-4", "p375"), Verdict::No);
    assert_eq!(verdict("-4", "p5"), Verdict::Yes);
    // The least price that may do, the budget of 6, and the price that surely does.
    assert_eq!(verdict("[-7, -3]", "p0"), Verdict::No);
    assert_eq!(verdict("[-7, -3]", "p375"), Verdict::Open);
    assert_eq!(verdict("[-7, -3]", "p6"), Verdict::Open);
    assert_eq!(verdict("[-7, -3]", "p875"), Verdict::Yes);
}
