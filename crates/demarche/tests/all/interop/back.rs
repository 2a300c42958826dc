//! There and back: a case, exported and imported again, has the same states and the same exact worths; and for save files of GMCR+ the
//! same moves and orders.

use demarche::case::{Case, Content, Holder, Positions};
use demarche::interop::{ExportFormat, Findings, Foreign, Written, export};
use demarche::model::{Limits, Model};
use demarche::rational::Rational;
use proptest::prelude::*;

use super::{case_of, files, imported, samples};

fn model(case: &Case) -> Model {
    Model::new(case, Positions::Openings, &Limits::STANDARD).unwrap()
}

fn written(case: &Case, to: ExportFormat) -> Written {
    let model = to.needs_states().then(|| model(case));
    export(case, model.as_ref(), to, Findings::default()).unwrap_or_else(|diagnostic| panic!("{diagnostic:?}"))
}

fn foreign(written: &Written) -> Vec<Foreign> {
    written
        .files
        .iter()
        .map(|(name, text)| Foreign {
            name: name.clone(),
            bytes: text.clone().into_bytes(),
        })
        .collect()
}

/// There and back.
fn back(case: &Case, to: ExportFormat) -> (Case, Written) {
    let written = written(case, to);
    let imported = imported(&foreign(&written));
    (case_of(&imported.text).0, written)
}

/// Parties in the order of their names, with the exact worth of every state and of no deal.
fn sheet(case: &Case) -> Vec<(String, Vec<Rational>, Option<Rational>)> {
    let model = model(case);
    let mut sheet: Vec<_> = case
        .parties
        .iter()
        .map(|(id, party)| {
            let preference = &model.parties[id].voter.preference;
            let worth = |state| preference.worth(&model.space, state).unwrap().low;
            let reservation = case.statements.values().find_map(|statement| match &statement.content {
                Content::Reservation(holder, value) if *holder == Holder::itself(id) => Some(value.low.clone()),
                _ => None,
            });
            (party.name.clone(), model.space.states().map(worth).collect(), reservation)
        })
        .collect();
    sheet.sort_by(|one, other| one.0.cmp(&other.0));
    sheet
}

fn issue_names(case: &Case) -> Vec<(String, usize)> {
    case.issues.values().map(|issue| (issue.name.clone(), issue.values.len())).collect()
}

/// A table of scores as a case: parties, issues, weights, quotients.
fn case_text(issues: &[usize], parties: &[(Vec<i64>, i64)]) -> String {
    let mut text = "title = \"Random\"\nstart = \"nothing\"\n".to_owned();
    for party in 0..parties.len() {
        text += &format!("[party.p{party}]\nname = \"Party <{party}> & \\\"co\\\"\"\n");
    }
    for (issue, values) in issues.iter().enumerate() {
        let ids: Vec<String> = (0..*values).map(|value| format!("\"v{value}\"")).collect();
        text += &format!(
            "[issue.i{issue}]\nname = \"Issue {issue}: é\"\nvalues = [{}]\nkind = \"assumed\"\n",
            ids.join(", ")
        );
    }
    for (party, (scores, reservation)) in parties.iter().enumerate() {
        let mut next = scores.iter().cycle();
        for (issue, values) in issues.iter().enumerate() {
            let mut number = || next.next().unwrap();
            text += &format!(
                "[[statement]]\nparty = \"p{party}\"\nweight = {}.25\nkind = \"assumed\"\n[statement.value]\n",
                number().abs()
            );
            for value in 0..*values {
                text += &format!("\"i{issue} = v{value}\" = \"{}/8\"\n", number());
            }
        }
        text += &format!("[[statement]]\nparty = \"p{party}\"\nreservation = {reservation}\nkind = \"assumed\"\n");
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn scores_come_back(
        issues in prop::collection::vec(2usize..4, 1..4),
        parties in prop::collection::vec((prop::collection::vec(-20i64..50, 20), -3i64..9), 2..4),
    ) {
        let (case, _) = case_of(&case_text(&issues, &parties));
        let before = sheet(&case);
        let (after, _) = back(&case, ExportFormat::Negmas);
        prop_assert_eq!(&sheet(&after), &before);
        prop_assert_eq!(issue_names(&after), issue_names(&case));

        // GENIUS has no scores below 0: there, all scores of a party may come back moved by one number.
        let (after, _) = back(&case, ExportFormat::Genius);
        for (one, other) in before.iter().zip(&sheet(&after)) {
            prop_assert_eq!(&one.0, &other.0);
            let moved = &one.1[0] - &other.1[0];
            for (one, other) in one.1.iter().chain(&one.2).zip(other.1.iter().chain(&other.2)) {
                prop_assert_eq!(&(one - other), &moved);
            }
        }
    }
}

#[test]
fn samples_come_back() {
    for sample in ["genius", "genius-real", "genius-web", "negmas", "csv-sheet", "scoring-sheet"] {
        let (case, _) = case_of(&imported(&files(&samples().join(sample))).text);
        let before = sheet(&case);
        let (after, written) = back(&case, ExportFormat::Negmas);
        let is_rounded = written.losses.iter().any(|loss| loss.text.contains("rounded"));
        assert_eq!(is_rounded, ["genius", "genius-real"].contains(&sample), "{sample}: {written:?}");
        if !is_rounded {
            assert_eq!(sheet(&after), before, "{sample}");
        }
    }
}

#[test]
fn save_files_come_back() {
    for sample in ["gmcr", "gmcr-ranking"] {
        let (case, _) = case_of(&imported(&files(&samples().join(sample))).text);
        let (after, written) = back(&case, ExportFormat::Gmcr);
        let (one, other) = (model(&case), model(&after));
        assert_eq!(issue_names(&case), issue_names(&after), "{}", written.files[0].1);
        assert_eq!(one.space.len(), other.space.len());
        for state in one.space.states() {
            assert_eq!(one.space.values(state), other.space.values(state));
            for party in case.parties.keys() {
                let moves = |model: &Model| -> Vec<_> {
                    let who = demarche::model::PartySet::one(party);
                    model
                        .space
                        .states()
                        .filter(|to| model.effectivity.can(&model.space, who, state, *to))
                        .collect()
                };
                assert_eq!(moves(&one), moves(&other), "{sample}");
            }
        }
        for party in case.parties.keys() {
            let ranks = |model: &Model| model.parties[party].voter.preference.ranks().unwrap().to_vec();
            assert_eq!(ranks(&one), ranks(&other), "{sample}");
        }
        assert_eq!(case.coalitions.len(), after.coalitions.len());
    }
}
