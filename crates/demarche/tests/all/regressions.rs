//! Faults that were found and mended, each with the smallest case that shows it.

use demarche::analysis::stability::coalition::Coalitions;
use demarche::finding::{Notion, Verdict};
use demarche::index::{PartyId, StateId};
use demarche::model::PartySet;

use crate::memory::model;

/// Where moves are not transitive, a group that is alone in sanctioning may not move twice running: b can bring the alarm, then the war, but not both
/// in one sequence, and the alarm alone hurts nobody.
#[test]
fn a_lone_sanctioner_does_not_move_twice_running() {
    let model = model(
        r#"
title = "t"
[party.a]
[party.b]
[issue.gain]
by = "a"
[issue.crisis]
values = ["calm", "alarm", "war"]
changes = [{ from = "calm", to = "alarm", by = "b" }, { from = "alarm", to = "war", by = "b" }]
[[statement]]
party = "a"
ranking = ["gain and crisis != war", "not gain and crisis != war", "*"]
[[statement]]
party = "b"
ranking = ["crisis = war", "crisis = alarm", "*"]
"#,
    );
    assert!(!model.moves.transitive);
    let found = Coalitions::new(&model).examine(PartySet::one(PartyId(0)), StateId(0), Notion::Seq);
    assert_eq!(found.verdict, Verdict::No);
}
