//! The way to a deal, order by order from its end, and what a deal leads to, against their definitions.

use demarche::analysis::moment::commitment::{temptation, turns};
use demarche::analysis::moment::path::{Paths, paths, tranches};
use demarche::analysis::stability::Scope;
use demarche::finding::Verdict;
use demarche::index::{IssueId, Key, PartyId, StateId};
use demarche::rational::Rational;
use proptest::prelude::*;

use crate::memory::model;
use crate::twins::draft::Draft;
use crate::twins::generate::{Kind, drafts};
use crate::twins::graph::Graph;
use crate::twins::incomplete::{agrees, profile};
use crate::twins::random::{Dice, for_random};

/// All orders of the items.
fn orders(items: &[usize]) -> Vec<Vec<usize>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    let with_first = |first: usize| {
        let rest: Vec<usize> = items.iter().copied().filter(|item| *item != first).collect();
        orders(&rest).into_iter().map(move |mut order| {
            order.insert(0, first);
            order
        })
    };
    items.iter().flat_map(|first| with_first(*first)).collect()
}

struct Literal<'a> {
    graph: &'a Graph,
    value: &'a [Vec<i64>],
    deal: usize,
}

impl Literal<'_> {
    /// The states along an order, if all are feasible and every step can be taken.
    fn along(&self, today: &[u32], order: &[usize]) -> Option<Vec<usize>> {
        let mut now = today.to_vec();
        let position = |values: &Vec<u32>| self.graph.states.iter().position(|state| state == values);
        let mut states = vec![position(&now)?];
        for issue in order {
            now[*issue] = self.graph.states[self.deal][*issue];
            let (before, after) = (*states.last()?, position(&now)?);
            self.graph.able[before][after].last().filter(|can| **can)?;
            states.push(after);
        }
        Some(states)
    }

    /// Where the way ends, if the first `done` steps have been taken: by backward induction.
    fn end(&self, along: &[usize], done: usize) -> usize {
        if done + 1 == along.len() {
            return along[done];
        }
        let (here, then) = (along[done], self.end(along, done + 1));
        let likes = |party: usize| self.value[party][then] >= self.value[party][here];
        let able = &self.graph.able[here][along[done + 1]];
        let goes = |who: usize| able[who] && (0..self.graph.parties).filter(|party| who >> party & 1 == 1).all(likes);
        if (0..able.len()).any(goes) { then } else { here }
    }
}

/// (possible, holding) by the definition.
fn listed(draft: &Draft, graph: &Graph, value: &[Vec<i64>], deal: usize) -> (u64, u64) {
    let today = draft.today();
    let terms: Vec<usize> = (0..today.len())
        .filter(|issue| today[*issue] != graph.states[deal][*issue])
        .collect();
    let literal = Literal { graph, value, deal };
    let along: Vec<Vec<usize>> = orders(&terms).iter().filter_map(|order| literal.along(&today, order)).collect();
    let holding = along.iter().filter(|along| literal.end(along, 0) == deal);
    (along.len() as u64, holding.count() as u64)
}

/// An order that is told is one that holds, and what is told of stops is so.
fn check_told(draft: &Draft, graph: &Graph, value: &[Vec<i64>], deal: usize, found: &Paths) {
    let literal = Literal { graph, value, deal };
    let order: Vec<usize> = found.order.iter().map(|issue| issue.index()).collect();
    if found.holding > 0 {
        let along = literal.along(&draft.today(), &order).unwrap();
        assert_eq!(literal.end(&along, 0), deal);
    }
    for stop in &found.stops {
        for party in stop.who.iter().filter(|_| stop.taken == Verdict::No) {
            let value = &value[party.index()];
            assert!(value[stop.at.index()] > value[deal], "{stop:?}");
        }
    }
}

#[test]
fn orders_are_counted_by_backward_induction() {
    for_random(4, drafts(Kind::Complete), |draft| {
        let (model, graph) = (model(&draft.text()), Graph::new(draft));
        let Some(value) = profile(draft, &mut Dice::new(draft.seed)) else {
            return;
        };
        for deal in 0..graph.states.len() {
            let found = paths(&model, StateId::from_index(deal)).unwrap();
            let (possible, holding) = listed(draft, &graph, &value, deal);
            assert_eq!(
                (found.possible, found.holding, found.perhaps),
                (possible, holding, holding),
                "to {deal}"
            );
            check_told(draft, &graph, &value, deal, &found);
        }
    });
}

#[test]
fn orders_of_incomplete_preferences_are_bounded() {
    for_random(8, drafts(Kind::Incomplete), |draft| {
        let (model, graph) = (model(&draft.text()), Graph::new(draft));
        for seed in 0..4 {
            let Some(value) = profile(draft, &mut Dice::new(draft.seed.wrapping_add(seed))) else {
                return;
            };
            for deal in 0..graph.states.len() {
                let found = paths(&model, StateId::from_index(deal)).unwrap();
                let (possible, holding) = listed(draft, &graph, &value, deal);
                assert_eq!(found.possible, possible);
                assert!(
                    found.holding <= holding && holding <= found.perhaps,
                    "to {deal}: {holding}, {found:?}"
                );
                assert!(agrees(found.verdict(), holding > 0));
                check_told(draft, &graph, &value, deal, &found);
            }
        }
    });
}

#[test]
fn temptations_and_turns_are_those_of_the_moves() {
    for kind in [Kind::Complete, Kind::Incomplete] {
        for_random(8, drafts(kind), |draft| {
            let (model, graph) = (model(&draft.text()), Graph::new(draft));
            let Some(value) = profile(draft, &mut Dice::new(draft.seed)) else {
                return;
            };
            let scope = Scope::everything(&model);
            let states = 0..graph.states.len();
            for deal in states.clone() {
                for (party, value) in value.iter().enumerate() {
                    let found = temptation(&model, &scope, PartyId::from_index(party), StateId::from_index(deal));
                    let better = |to: &usize| value[*to] > value[deal];
                    assert!(agrees(found.tempted, graph.own[party][deal].iter().any(better)));
                    if let (Verdict::Yes, Some(to)) = (found.tempted, found.to) {
                        assert!(better(&to.index()) && graph.own[party][deal].contains(&to.index()));
                        let best = graph.own[party][deal].iter().map(|to| value[*to]).max();
                        assert!(matches!(kind, Kind::Incomplete) || best == Some(value[to.index()]));
                    }
                }
                let here = states.clone().find(|other| graph.states[*other] == draft.today()).unwrap();
                let found = turns(&model, StateId::from_index(deal), StateId::from_index(here));
                for (party, value) in value.iter().enumerate() {
                    for issue in (0..graph.states[0].len()).filter(|issue| graph.states[deal][*issue] == graph.states[here][*issue]) {
                        for to in (0..3).filter(|to| *to != graph.states[deal][issue]) {
                            let brings = |from: usize| graph.own[party][from].iter().any(|state| graph.states[*state][issue] == to);
                            let told = found
                                .iter()
                                .find(|turn| (turn.party.index(), turn.issue, turn.to) == (party, IssueId::from_index(issue), to));
                            assert_eq!(told.is_some(), brings(deal) && !brings(here));
                            let liked = |state: &&usize| graph.states[**state][issue] == to && value[**state] > value[deal];
                            if let Some(turn) = told {
                                assert!(agrees(turn.liked, graph.own[party][deal].iter().any(|state| liked(&state))));
                            }
                        }
                    }
                }
            }
        });
    }
}

proptest! {
    /// The least number of equal parts none of which is worth more than breaking off costs.
    #[test]
    fn tranches_are_the_fewest(value in 1i64..200, cost in 1i64..50, over in 1i64..7) {
        let (value, cost) = (Rational::new(value, over).unwrap(), Rational::integer(cost));
        let enough = |parts: i64| value <= &cost * &Rational::integer(parts);
        let least = (1..).find(|parts| enough(*parts)).unwrap();
        prop_assert_eq!(tranches(&value, &cost).unwrap().to_string(), least.to_string());
    }
}
