//! A line that is left out makes less certain, never more; and a position that is read the other way is the same case with the line rewritten.

use demarche::analysis::acceptance::signing;
use demarche::case::{Positions, Taken};
use demarche::finding::Verdict;
use demarche::index::Key;
use demarche::model::{Limits, Model, Relation};

use crate::memory::case;
use crate::twins::completion::known;
use crate::twins::draft::{Draft, Opinion};
use crate::twins::generate::{Kind, drafts};
use crate::twins::random::{Dice, for_random_drafts};

/// Whether everything that `less` says is also said by `more`.
fn follows(less: Relation, more: Relation) -> bool {
    (!less.at_least || more.at_least) && (!less.better || more.better) && (!less.at_most || more.at_most) && (!less.worse || more.worse)
}

/// Of a party that contradicts itself nothing is claimed, so that less may be more.
fn contradicts_itself(draft: &Draft, party: usize) -> bool {
    match &draft.opinions[party].0 {
        Opinion::Compared(..) => {
            let known = known(draft, party);
            (0..known.strict.len()).any(|state| known.strict[state][state])
        }
        Opinion::Intervals(_, beside) => !beside.is_empty(),
        _ => false,
    }
}

fn left_out(draft: &Draft) {
    let case = case(&draft.text());
    let lines: Vec<_> = case
        .statements
        .iter()
        .filter(|(_, line)| line.can_be_left_out())
        .map(|(line, _)| line)
        .collect();
    let mut dice = Dice::new(draft.seed);
    let (some, one) = (dice.shuffled(lines.len()), Taken::all(Positions::RedLines));
    let fewer = some.iter().take(dice.below(lines.len() + 1)).map(|index| lines[*index]);
    let taken = one.clone().without(fewer);
    let (all, less) = (
        Model::taking(&case, &one, &Limits::STANDARD).unwrap(),
        Model::taking(&case, &taken, &Limits::STANDARD).unwrap(),
    );
    assert_eq!(all.space.len(), less.space.len());
    let mut consistent = true;
    for party in all.parties.keys() {
        if contradicts_itself(draft, party.index()) {
            consistent = false;
            continue;
        }
        let (more, fewer) = (&all.parties[party].voter.preference, &less.parties[party].voter.preference);
        for state in all.space.states() {
            for base in all.space.states() {
                let (more, fewer) = (more.compare(&all.space, state, base), fewer.compare(&less.space, state, base));
                assert!(
                    follows(fewer, more),
                    "{party:?}: {state:?} against {base:?}: {fewer:?} without, {more:?} with"
                );
            }
        }
    }
    if !consistent || !draft.red_lines.is_empty() {
        // A red line stands above preferences: with it a state is refused that is accepted without.
        return;
    }
    for state in all.space.states() {
        let (more, fewer) = (
            signing(&all, all.everybody(), state).verdict,
            signing(&less, less.everybody(), state).verdict,
        );
        assert!(
            fewer == Verdict::Open || fewer == more,
            "{state:?}: {fewer:?} without, {more:?} with"
        );
    }
}

#[test]
fn a_line_left_out_makes_less_certain() {
    for_random_drafts(drafts(Kind::Incomplete), left_out);
    for_random_drafts(drafts(Kind::Complete), left_out);
}

#[test]
fn silence_stays_what_it_was() {
    // With `silence = "indifferent"`, an issue on which the only line is left out is unknown, and not indifferent.
    let case = case(
        "title = 't'\n[party.a]\nsilence = 'indifferent'\n[issue.x]\nby = 'a'\n[issue.y]\nby = 'a'\n[[statement]]\nparty = 'a'\nprefers = 'x'\n",
    );
    let line = case.statements.iter().find(|(_, line)| line.can_be_left_out()).unwrap().0;
    let taken = Taken::all(Positions::RedLines).without([line]);
    let model = Model::taking(&case, &taken, &Limits::STANDARD).unwrap();
    let states: Vec<_> = model.space.states().collect();
    let preference = &model.parties[demarche::index::PartyId(0)].voter.preference;
    assert_eq!(preference.compare(&model.space, states[2], states[0]), Relation::default());
    assert_eq!(preference.compare(&model.space, states[1], states[0]), Relation::SAME);
}

#[test]
fn one_position_the_other_way() {
    let case = case(
        "title = 't'\n[party.a]\n[issue.x]\nby = 'a'\n[issue.y]\nby = 'a'\n[[statement]]\nparty = 'a'\ndemands = 'x'\n[[statement]]\nparty = 'a'\nrejects = 'y'\n",
    );
    let line = case.statements.iter().find(|(_, line)| line.is_position()).unwrap().0;
    let crossed = |taken: &Taken| {
        let model = Model::taking(&case, taken, &Limits::STANDARD).unwrap();
        let clauses = &model.parties[demarche::index::PartyId(0)].voter.clauses;
        clauses.red_lines.iter().map(|red_line| red_line.line).collect::<Vec<_>>()
    };
    let (hard, soft) = (Taken::all(Positions::RedLines), Taken::all(Positions::Openings));
    assert_eq!(crossed(&hard).len(), 2);
    assert!(crossed(&soft).is_empty());
    assert!(!crossed(&hard.otherwise(line)).contains(&line));
    assert_eq!(crossed(&soft.otherwise(line)), [line]);
}
