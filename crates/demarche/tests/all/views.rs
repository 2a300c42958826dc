//! What parties believe: the pictures of a worked example, and pictures that are those of the case.

use demarche::analysis::{Settings, Unwatched, brief};
use demarche::case::{Content, Positions, View};
use demarche::finding::{Notion, Seen, Verdict, Views};
use demarche::index::{PartyId, StatementId};
use demarche::model::{Limits, Model};
use demarche::span::Files;

use crate::memory::case;
use crate::worked::open;

fn views(case: &demarche::case::Case, files: &Files) -> Views {
    let document = brief(case, files, &Settings::STANDARD, &mut Unwatched).unwrap();
    document.readings.into_iter().next().unwrap().answer.views.unwrap()
}

fn holds(seen: &Seen, label: &str, notion: Notion) -> Option<(Verdict, Option<Verdict>)> {
    let deal = seen.deals.iter().find(|deal| deal.state.label == label)?;
    let (_, verdict) = deal.holds.iter().find(|(other, _)| *other == notion)?;
    Some((verdict.case, verdict.seen))
}

#[test]
fn a_misread_intention() {
    let (case, files) = open("misread-intention/case.toml");
    let found = views(&case, &files);
    let (first, second) = (&found.views[0].seen, &found.views[1].seen);
    // Were the second side as the first believes, it would strike whoever is armed, and the first would rather disarm.
    assert_eq!(holds(first, "arms", Notion::Nash), Some((Verdict::Yes, Some(Verdict::No))));
    assert_eq!(
        holds(first, "arms + first strike", Notion::Nash),
        Some((Verdict::No, Some(Verdict::Yes)))
    );
    // The second side sees no arms, and finds peace at rest.
    let nash = second.equilibria.iter().find(|found| found.notion == Notion::Nash).unwrap();
    assert_eq!((nash.case, nash.seen), (1, 2));
    assert!(nash.only_seen.iter().any(|state| state.label == "status quo"));
    // Each on its own picture: the first stays unarmed because of a threat that does not exist.
    let each = found.each.equilibria.iter().find(|found| found.notion == Notion::Seq).unwrap();
    assert!(each.only_seen.iter().any(|state| state.label == "status quo"));
}

#[test]
fn what_is_believed_counts_in_that_picture_only() {
    let (case, _) = open("misread-intention/case.toml");
    let model = |case| Model::new(case, Positions::RedLines, &Limits::STANDARD).unwrap();
    let (stands, seen) = (model(&case), case.seen_in(0));
    let second = PartyId(1);
    let states: Vec<_> = stands.space.states().collect();
    let (armed, war) = (states[2], states[3]);
    let compare = |model: &Model| model.parties[second].voter.preference.compare(&model.space, war, armed);
    assert!(compare(&stands).worse);
    assert!(compare(&model(&seen)).better);
    // The other party's picture is not touched: it has only the states without arms, of which it orders one over the other as in the case.
    let other = model(&case.seen_in(1));
    let unarmed: Vec<_> = other.space.states().collect();
    assert_eq!(unarmed.len(), 2);
    assert!(
        other.parties[second]
            .voter
            .preference
            .compare(&other.space, unarmed[1], unarmed[0])
            .worse
    );
    assert!(
        seen.statements
            .values()
            .any(|line| line.id == "a-believes" && line.content.holder().is_some())
    );
}

#[test]
fn the_picture_of_the_case_leads_nowhere_else() {
    for name in [
        "chicken/case.toml",
        "elmira1991/case.toml",
        "two-level/case.toml",
        "land-for-peace/case.toml",
    ] {
        let (mut case, files) = open(name);
        for party in case.parties.keys().collect::<Vec<_>>() {
            case.views.push(View {
                party,
                without: Vec::new(),
                unaware: Vec::new(),
                statement: StatementId(0),
            });
        }
        let found = views(&case, &files);
        assert!(found.views.iter().all(|view| view.seen == Seen::default()), "{name}");
        assert_eq!(found.each, Seen::default(), "{name}");
    }
}

#[test]
fn a_party_that_leaves_takes_its_picture_along() {
    let text = "title = 't'\n[party.a]\n[party.b]\n[party.c]\n[issue.x]\nby = 'a'\n[[statement]]\nid = 'b-x'\nparty = 'b'\nprefers = 'x'\n[view.a]\nwithout = ['b-x']\n[view.c]\n[[view.c.statement]]\nparty = 'a'\nprefers = 'not x'\n";
    let case = case(text);
    let gone = case.without_party(PartyId(0));
    assert_eq!(gone.views.len(), 1);
    assert_eq!(gone.views[0].party, PartyId(1));
    // What the party that left was believed to want goes with it.
    assert!(!gone.statements.values().any(|line| matches!(line.content, Content::Believed(..))));
    let stays = case.without_party(PartyId(1));
    assert_eq!(stays.views.len(), 2);
    assert!(stays.views[0].without.is_empty());
}
