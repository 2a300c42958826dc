//! Faults that were found and mended, each with the smallest case that shows it.

use demarche::analysis::stability::coalition::Coalitions;
use demarche::analysis::stability::reply::Replies;
use demarche::analysis::stability::scope::Scope;
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

/// Possible improvements are not transitive, even where moves are: c may gain by taking x away and may gain by giving it, but not by both in one move.
/// The reprisal b, c, b, c against a's move passes a state that c also reaches at once, and then cannot leave.
#[test]
fn a_possible_reprisal_may_take_a_detour() {
    let model = model(
        r#"
title = "t"
[party.a]
[party.b]
[party.c]
[issue.x]
by = "b"
[issue.y]
by = "c"
[issue.z]
by = "c or a"
[[statement]]
party = "a"
value = { "not y" = 1, "z" = -2 }
[[statement]]
party = "b"
ranking = [["not x and not y and z", "x and y and not z"], "*"]
[[statement]]
party = "c"
value = { "not y and x" = [1, 2], "not y" = [-1, 1] }
"#,
    );
    assert!(model.moves.transitive);
    let state = model.space.state(model.space.compose(&[0, 1, 1])).unwrap();
    let examined = Replies::new(&model, 1_000).examine(PartyId(0), state, &Scope::everything(&model));
    let position = Notion::ALL.iter().position(|notion| *notion == Notion::Seq).unwrap();
    assert_eq!(examined[position].verdict, Some(Verdict::Open));
}
