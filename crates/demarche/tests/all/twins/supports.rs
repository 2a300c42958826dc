//! What a finding rests on: all minimal sets, against looking at every subset; and a variant of a model is the model made anew.

use demarche::analysis::doubt::claim::{Claim, verdicts};
use demarche::analysis::doubt::supports::{Bounds, supports};
use demarche::analysis::doubt::variant::Variant;
use demarche::analysis::stability::Scope;
use demarche::case::{Case, Holder, Positions, Taken};
use demarche::finding::{Notion, Verdict};
use demarche::index::{PartyId, StateId, StatementId};
use demarche::model::{Limits, Model, Voter};
use proptest::collection::vec;

use crate::memory::case;
use crate::twins::draft::Draft;
use crate::twins::generate::{Kind, drafts};
use crate::twins::random::{Dice, for_random};

const ALL: Bounds = Bounds {
    sets: 1_000,
    tries: 100_000,
};

/// Lines of a case that are tried one subset after the other, at most.
const LINES: usize = 7;

fn minimal(mut sets: Vec<u32>) -> Vec<u32> {
    sets.sort_unstable_by_key(|set| (set.count_ones(), *set));
    let mut kept: Vec<u32> = Vec::new();
    for set in sets {
        if !kept.iter().any(|less| less & set == *less) {
            kept.push(set);
        }
    }
    kept
}

fn bits(lines: &[StatementId]) -> u32 {
    lines.iter().fold(0, |set, line| set | 1 << line.0)
}

#[test]
fn every_minimal_set_is_found_and_no_other() {
    for_random(2, vec(0u32..256, 0..6), |enough| {
        let lines: Vec<StatementId> = (0..8).map(StatementId).collect();
        let found = supports(&lines, ALL, &mut |kept| enough.iter().any(|set| set & bits(kept) == *set));
        let mut found_sets: Vec<u32> = found.sets.iter().map(|set| bits(set)).collect();
        assert!(found.sets.windows(2).all(|pair| pair[0].len() <= pair[1].len()));
        let mut expected = minimal(enough.clone());
        found_sets.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found_sets, expected);
        assert!(!found.cut);
        // A bound is kept, and said.
        if expected.len() > 1 {
            let one = supports(&lines, Bounds { sets: 1, tries: 100_000 }, &mut |kept| {
                enough.iter().any(|set| set & bits(kept) == *set)
            });
            assert_eq!((one.sets.len(), one.cut), (1, true));
        }
    });
}

fn claims(case: &Case, model: &Model, dice: &mut Dice) -> Vec<Claim> {
    let states: Vec<StateId> = model.space.states().filter(|state| model.is_deal(*state)).collect();
    if states.is_empty() {
        return Vec::new();
    }
    let state = states[dice.below(states.len())];
    let notion = [Notion::Nash, Notion::Seq, Notion::Smr, Notion::Gmr][dice.below(4)];
    vec![
        Claim::Signable {
            state,
            signatories: model.everybody(),
        },
        Claim::Holds {
            state,
            notion,
            scope: Scope::of_deal(case, model, state),
        },
    ]
}

fn as_by_every_subset(draft: &Draft) {
    let case = case(&draft.text());
    let all = Taken::all(Positions::RedLines);
    let model = Model::taking(&case, &all, &Limits::STANDARD).unwrap();
    let lines: Vec<StatementId> = case
        .statements
        .iter()
        .filter(|(_, line)| line.can_be_left_out())
        .map(|(line, _)| line)
        .collect();
    if lines.len() > LINES {
        return;
    }
    // Lines that contradict each other support whatever one of them says.
    let contradicts =
        |party: PartyId| Voter::contradicts_itself(&case, &model.space, Holder::itself(party), &all, &Limits::STANDARD).unwrap();
    if model.parties.keys().any(contradicts) {
        return;
    }
    let mut variant = Variant::new(&case, all.clone(), &Limits::STANDARD).unwrap();
    for claim in claims(&case, &model, &mut Dice::new(draft.seed)) {
        let claim = &[&claim];
        let wanted = verdicts(claim, &model, &Limits::STANDARD);
        if matches!(wanted[0], None | Some(Verdict::Open)) {
            continue;
        }
        let left = |kept: &[StatementId]| {
            let out = lines.iter().copied().filter(|line| !kept.contains(line));
            all.clone().without(out)
        };
        let found = supports(&lines, ALL, &mut |kept| {
            verdicts(claim, variant.taking(&left(kept)).unwrap(), &Limits::STANDARD) == wanted
        });
        let mut expected = Vec::new();
        for subset in 0u32..1 << lines.len() {
            let chosen = (0..lines.len()).filter(|index| subset >> index & 1 == 1);
            let kept: Vec<StatementId> = chosen.map(|index| lines[index]).collect();
            let fresh = Model::taking(&case, &left(&kept), &Limits::STANDARD).unwrap();
            if verdicts(claim, &fresh, &Limits::STANDARD) == wanted {
                expected.push(subset);
            }
        }
        let expected: Vec<u32> = minimal(expected);
        let place = |line: &StatementId| lines.iter().position(|other| other == line).unwrap();
        let sets = found
            .sets
            .iter()
            .map(|set| set.iter().fold(0u32, |bits, line| bits | 1 << place(line)));
        let mut sets: Vec<u32> = sets.collect();
        sets.sort_unstable_by_key(|set| (set.count_ones(), *set));
        assert_eq!(sets, expected, "{claim:?}");
    }
}

#[test]
fn what_a_finding_rests_on() {
    for_random(20, drafts(Kind::Incomplete), as_by_every_subset);
}
