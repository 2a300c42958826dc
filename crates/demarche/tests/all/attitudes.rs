//! The four attitudes to what is not known, on the manual's example, as derived there by hand.

use std::path::Path;

use demarche::analysis::{self, Settings, Unwatched};
use demarche::case::{ReadLimits, read};
use demarche::finding::{Notion, Stability, UncertaintyType};
use demarche::model::Limits;

use crate::worked::Cases;

/// The only case of the manual's page on holding.
fn example() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/holding.md");
    let page = std::fs::read_to_string(page).unwrap();
    let (_, after) = page.split_once("```toml,case").unwrap();
    let (_, after) = after.split_once('\n').unwrap();
    after.split_once("```").unwrap().0.to_owned()
}

fn stability(limits: Limits) -> Stability {
    let reading = read("case.toml", &example(), &mut Cases, &ReadLimits::default());
    let settings = Settings {
        limits,
        ..Settings::STANDARD
    };
    let document = analysis::stability_of_all(&reading.case.unwrap(), &reading.files, &settings, &mut Unwatched).unwrap();
    document.readings.into_iter().next().unwrap().answer
}

/// A notion, how many states surely and possibly stay, and which do by type.
type Expected = (Notion, (u64, u64), [&'static [&'static str]; 4]);

#[test]
fn the_example_of_the_manual() {
    const TODAY: &str = "status quo";
    const STRIKE: &str = "answer: strike";
    const CROSSED: &str = "line: crossed";
    let expected: [Expected; 4] = [
        (Notion::Nash, (1, 1), [&[CROSSED]; 4]),
        (
            Notion::Seq,
            (1, 2),
            [&[CROSSED], &[STRIKE, CROSSED], &[CROSSED], &[STRIKE, CROSSED]],
        ),
        (
            Notion::Smr,
            (1, 3),
            [&[CROSSED], &[STRIKE, CROSSED], &[TODAY, CROSSED], &[TODAY, STRIKE, CROSSED]],
        ),
        (
            Notion::Gmr,
            (1, 3),
            [&[CROSSED], &[STRIKE, CROSSED], &[TODAY, CROSSED], &[TODAY, STRIKE, CROSSED]],
        ),
    ];
    let found = stability(Limits::STANDARD).stability.uncertainty;
    assert_eq!(found.len(), expected.len());
    for (found, (notion, (surely, possibly), types)) in found.iter().zip(expected) {
        assert_eq!((found.notion, found.surely, found.possibly), (notion, surely, possibly));
        for ((found, kind), states) in found.types.iter().zip(UncertaintyType::ALL).zip(types) {
            let labels: Vec<&str> = found.states.iter().map(|state| state.label.as_str()).collect();
            assert_eq!(
                (found.kind, found.count, &labels[..]),
                (kind, states.len() as u64, states),
                "{notion:?}"
            );
        }
    }
}

/// Lists are cut, counts are not; beyond the limit on states nothing is said, and the answer says so.
#[test]
fn limits_cut_the_lists_and_then_the_question() {
    let short = Limits {
        listed_states: 1,
        ..Limits::STANDARD
    };
    let cautious = &stability(short).stability.uncertainty[3].types[3];
    assert_eq!((cautious.count, cautious.states.len()), (3, 1));
    let few = Limits {
        coalition_states: 3,
        ..Limits::STANDARD
    };
    let answer = stability(few);
    assert!(answer.stability.uncertainty.is_empty());
    assert!(
        answer
            .cuts
            .iter()
            .any(|cut| cut.what.contains("incomplete preferences") && cut.limit == 3)
    );
}
