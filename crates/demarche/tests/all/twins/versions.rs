//! Two versions of a case: all their differences turn one into the other, and the changes that are named for a finding are enough and none too many.

use demarche::analysis::{Settings, Unwatched, diff};
use demarche::case::difference::{Difference, Differences, differences, with};
use demarche::case::{Case, Positions, ReadLimits, read};
use demarche::finding::{Diff, Verdict};
use demarche::span::Files;

use crate::memory::{Nothing, case};
use crate::twins::draft::Draft;
use crate::twins::generate::{Kind, drafts};
use crate::twins::random::for_random;

const SETTINGS: Settings = Settings {
    positions: Some(Positions::RedLines),
    ..Settings::STANDARD
};

fn opened(text: &str) -> (Case, Files) {
    let reading = read("case.toml", text, &mut Nothing, &ReadLimits::default());
    (reading.case.unwrap(), reading.files)
}

fn compared(old: &Case, new: &Case, files: &Files) -> Diff {
    let document = diff((old, files), (new, files), &SETTINGS, &mut Unwatched).unwrap();
    document.readings.into_iter().next().unwrap().answer
}

fn pieces(old: &Case, new: &Case) -> Vec<Difference> {
    match differences(old, new) {
        Differences::Pieces(pieces) => pieces,
        Differences::OtherCase(what) => panic!("{what:?}"),
    }
}

/// Another version: two parties change opinions, and what was excluded or refused is no longer.
fn changed(draft: &Draft) -> Draft {
    let mut changed = draft.clone();
    changed.opinions.rotate_left(1);
    changed.never.pop();
    changed.red_lines.pop();
    changed
}

fn verdict_after(hybrid: &Case, new: &Case, files: &Files, id: &str) -> Option<Option<Verdict>> {
    let found = compared(hybrid, new, files);
    found
        .shifts
        .into_iter()
        .find(|shift| shift.finding.id == id)
        .map(|shift| shift.before)
}

#[test]
fn what_changed_and_why() {
    for_random(200, drafts(Kind::Incomplete), |draft| {
        let (old, _) = opened(&draft.text());
        let (new, files) = opened(&changed(draft).text());
        assert!(pieces(&old, &old).is_empty());
        let pieces = pieces(&old, &new);
        let all: Vec<&Difference> = pieces.iter().collect();
        assert!(compared(&with(&old, &new, &all), &new, &files).shifts.is_empty());
        let found = compared(&old, &new, &files);
        assert_eq!(found.changes.len(), pieces.len());
        for shift in found.shifts.iter().take(4) {
            let made = |places: &[usize]| {
                let chosen: Vec<&Difference> = places.iter().map(|place| &pieces[*place]).collect();
                verdict_after(&with(&old, &new, &chosen), &new, &files, &shift.finding.id)
            };
            assert!(!shift.responsible.is_empty());
            assert_eq!(made(&shift.responsible), None, "{shift:?}");
            for spared in &shift.responsible {
                let fewer: Vec<usize> = shift.responsible.iter().copied().filter(|place| place != spared).collect();
                assert!(made(&fewer).is_some(), "{shift:?}: {spared} can be spared");
            }
        }
    });
}

#[test]
fn names_places_and_evidence_change_no_finding() {
    let text = |id: &str, extra: &str, kind: &str| {
        format!(
            "title = 't'\n[party.a]\n[issue.x]\nby = 'a'\n{extra}[[statement]]\nid = '{id}'\nparty = 'a'\nprefers = 'x'\nkind = '{kind}'\n"
        )
    };
    let (old, _) = opened(&text("one", "", "assumed"));
    let (new, files) = opened(&text("one", "\n\n", "inferred"));
    let found = compared(&old, &new, &files);
    assert!(found.changes.is_empty() && found.shifts.is_empty());
    assert_eq!(found.evidence, ["one"]);
    assert!(pieces(&old, &case(&text("two", "", "assumed"))).is_empty());
}

#[test]
fn other_issues_make_another_case() {
    let old = "title = 't'\n[party.a]\n[issue.x]\nby = 'a'\n[[statement]]\nparty = 'a'\nprefers = 'x'\n";
    let new = format!("{old}[issue.y]\nby = 'a'\n");
    let ((old, _), (new, files)) = (opened(old), opened(&new));
    assert!(matches!(differences(&old, &new), Differences::OtherCase(_)));
    let found = compared(&old, &new, &files);
    assert!(found.shifts.iter().all(|shift| shift.responsible.is_empty()));
    assert!(found.changes.iter().any(|change| change.about == "only now: y"));
}
