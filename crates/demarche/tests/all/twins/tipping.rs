//! Tipping sets against an exhaustive search over subsets of levers and grids of amounts, by the definitions: who moves where after signature, what each state is then worth,
//! and who would leave.
//!
//! Values are whole numbers and units are worth one to each side, so that least amounts are whole numbers too; the grid has halves.

use demarche::analysis::Unwatched;
use demarche::analysis::stability::Scope;
use demarche::analysis::tipping::judge::Asked;
use demarche::analysis::tipping::search::search;
use demarche::analysis::tipping::{Act, Due, Lever};
use demarche::case::Formula;
use demarche::finding::Notion;
use demarche::index::{IssueId, Key, PartyId, StateId};
use demarche::model::{Limits, Model, Space};
use demarche::rational::Rational;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::memory::case;
use crate::twins::random::for_random;

/// Who can set an issue, and who can take it back: any of these parties, or all of them together.
#[derive(Clone, Debug)]
struct Control {
    parties: u8,
    joint: bool,
}

#[derive(Clone, Debug)]
struct Tiny {
    parties: usize,
    /// Issues with two values: who sets them, who takes them back.
    issues: Vec<(Control, Control)>,
    /// By party and state.
    values: Vec<Vec<i64>>,
    table: u8,
    /// Payer, receiver, budget.
    payables: Vec<(usize, usize, Option<u8>)>,
    target: usize,
    /// How many must agree; all at the table, if it is not said.
    quota: Option<usize>,
    /// By party and state how wide the interval is in which the value lies; none for exact values.
    widths: Vec<Vec<i64>>,
}

const NAMES: [&str; 3] = ["a", "b", "c"];

fn tinies() -> impl Strategy<Value = Tiny> {
    let control = || (1u8..8, any::<bool>());
    (
        2usize..=3,
        vec((control(), control()), 2..=3),
        vec(vec(0i64..6, 8), 3),
        1u8..8,
        vec((0usize..3, 0usize..3, prop::option::of(0u8..5)), 0..3),
        1usize..8,
        prop::option::weighted(0.3, 1usize..4),
    )
        .prop_map(|(parties, issues, values, table, payables, target, quota)| {
            let all = (1u8 << parties) - 1;
            let fit = |(mask, joint): (u8, bool)| Control {
                parties: if mask & all == 0 { all } else { mask & all },
                joint,
            };
            let issues: Vec<(Control, Control)> = issues.into_iter().map(|(by, back)| (fit(by), fit(back))).collect();
            let states = 1usize << issues.len();
            Tiny {
                parties,
                values: values[..parties].to_vec(),
                table: if table & all == 0 { all } else { table & all },
                payables: payables
                    .into_iter()
                    .map(|(payer, to, budget)| (payer % parties, to % parties, budget))
                    .filter(|(payer, to, _)| payer != to)
                    .collect(),
                target: 1 + (target - 1) % (states - 1),
                quota: quota.map(|quota| quota.min(parties)),
                widths: Vec::new(),
                issues,
            }
        })
}

impl Tiny {
    fn states(&self) -> usize {
        1 << self.issues.len()
    }

    fn width(&self, party: usize, state: usize) -> i64 {
        self.widths.get(party).map_or(0, |widths| widths[state])
    }

    /// With values at one end of their intervals each, as the bits of `ends` say.
    fn at_ends(&self, ends: u64) -> Tiny {
        let mut exact = self.clone();
        for (party, values) in exact.values.iter_mut().enumerate() {
            for (state, value) in values.iter_mut().enumerate().take(self.states()) {
                *value += self.width(party, state) * (ends >> (8 * party + state) & 1) as i64;
            }
        }
        exact
    }

    /// The issue's value in a state; the first issue changes slowest, as in the engine.
    fn value(&self, state: usize, issue: usize) -> bool {
        state >> (self.issues.len() - 1 - issue) & 1 == 1
    }

    fn flipped(&self, state: usize, issue: usize) -> usize {
        state ^ 1 << (self.issues.len() - 1 - issue)
    }

    fn rule(&self, control: &Control) -> String {
        let names = (0..self.parties).filter(|party| control.parties >> party & 1 == 1);
        let names: Vec<&str> = names.map(|party| NAMES[party]).collect();
        names.join(if control.joint { " and " } else { " or " })
    }

    fn text(&self) -> String {
        let table: Vec<String> = (0..self.parties)
            .filter(|party| self.table >> party & 1 == 1)
            .map(|party| format!("{:?}", NAMES[party]))
            .collect();
        let mut text = format!("title = \"Tiny\"\ntable = [{}]\n", table.join(", "));
        for name in &NAMES[..self.parties] {
            text += &format!("[party.{name}]\n");
        }
        for (issue, (by, back)) in self.issues.iter().enumerate() {
            text += &format!("[issue.x{issue}]\nby = \"{}\"\nback = \"{}\"\n", self.rule(by), self.rule(back));
        }
        text += "[no-deal]\nstates = [{}]\n";
        if let Some(quota) = self.quota {
            text += &format!("[agreement]\nrule = \"{quota} of {}\"\n", NAMES[..self.parties].join(", "));
        }
        for (party, values) in self.values.iter().enumerate() {
            text += &format!("[[statement]]\nparty = \"{}\"\n[statement.value]\n", NAMES[party]);
            for (state, low) in values.iter().enumerate().take(self.states()) {
                let terms = (0..self.issues.len()).map(|issue| format!("{}x{issue}", if self.value(state, issue) { "" } else { "not " }));
                let high = low + self.width(party, state);
                text += &format!("\"{}\" = [{low}, {high}]\n", terms.collect::<Vec<_>>().join(" and "));
            }
        }
        for (index, (payer, to, budget)) in self.payables.iter().enumerate() {
            let (payer, to) = (NAMES[*payer], NAMES[*to]);
            text += &format!("[[payable]]\nname = \"p{index}\"\npayer = \"{payer}\"\nworth = {{ {payer} = -1, {to} = 1 }}\n");
            if let Some(budget) = budget {
                text += &format!("budget = {budget}\n");
            }
        }
        text
    }

    fn can(&self, who: u8, state: usize, issue: usize) -> bool {
        let control = if self.value(state, issue) {
            &self.issues[issue].1
        } else {
            &self.issues[issue].0
        };
        if control.joint {
            control.parties & !who == 0
        } else {
            control.parties & who != 0
        }
    }

    fn reaches(&self, who: u8, from: usize) -> Vec<usize> {
        let able = |to: &usize| {
            (0..self.issues.len()).all(|issue| self.value(from, issue) == self.value(*to, issue) || self.can(who, from, issue))
        };
        (0..self.states()).filter(|to| *to != from).filter(able).collect()
    }
}

/// What is done with the levers: amounts by lever, in halves.
struct Deed<'t> {
    tiny: &'t Tiny,
    levers: &'t [Lever],
    set: &'t [usize],
    amounts: &'t [i64],
}

impl Deed<'_> {
    fn acts(&self) -> impl Iterator<Item = (&Act, i64)> {
        self.set
            .iter()
            .zip(self.amounts)
            .map(|(lever, amount)| (&self.levers[*lever].act, *amount))
    }

    fn table(&self) -> u8 {
        self.acts().fold(self.tiny.table, |table, (act, _)| match act {
            Act::Seat { party, given: true } => table | 1 << party.index(),
            Act::Seat { party, given: false } => table & !(1 << party.index()),
            _ => table,
        })
    }

    fn no_deal(&self) -> usize {
        self.acts().fold(0, |state, (act, _)| match act {
            Act::Instead { issue, value } if self.tiny.value(state, issue.index()) != (*value == 1) => {
                self.tiny.flipped(state, issue.index())
            }
            _ => state,
        })
    }

    fn net(&self, party: usize, kept: bool) -> i64 {
        self.acts()
            .map(|(act, amount)| match act {
                Act::Pay { payable, to, due } if !kept || *due == Due::WhileKept => {
                    let payer = self.tiny.payables[*payable].0;
                    amount * (i64::from(to.index() == party) - i64::from(payer == party))
                }
                _ => 0,
            })
            .sum()
    }

    fn within_budgets(&self) -> bool {
        self.tiny.payables.iter().enumerate().all(|(index, (.., budget))| {
            let spent: i64 = self
                .acts()
                .map(|(act, amount)| {
                    if matches!(act, Act::Pay { payable, .. } if *payable == index) {
                        amount
                    } else {
                        0
                    }
                })
                .sum();
            budget.is_none_or(|budget| spent <= 2 * i64::from(budget))
        })
    }

    /// In halves.
    fn worth(&self, party: usize, state: usize) -> i64 {
        2 * self.tiny.values[party][state]
    }

    fn payers_can(&self) -> bool {
        let pays = |party: usize| {
            self.acts()
                .any(|(act, _)| matches!(act, Act::Pay { payable, .. } if self.tiny.payables[*payable].0 == party))
        };
        (0..self.tiny.parties)
            .filter(|party| pays(*party))
            .all(|party| self.worth(party, self.tiny.target) + self.net(party, false) >= self.worth(party, self.no_deal()))
    }

    fn signs(&self) -> bool {
        let (table, target) = (self.table(), self.tiny.target);
        let makes = table != 0 && self.tiny.reaches(table, 0).contains(&target);
        let gain = |party: usize| self.worth(party, target) + self.net(party, false) - self.worth(party, self.no_deal());
        let members: Vec<usize> = (0..self.tiny.parties).filter(|party| table >> party & 1 == 1).collect();
        let accept = members.iter().filter(|party| gain(**party) >= 0).count();
        makes && accept >= self.tiny.quota.unwrap_or(members.len()) && members.iter().any(|party| gain(*party) > 0)
    }

    /// Where a move to `state` leads.
    fn lapsed(&self, mut state: usize) -> usize {
        loop {
            let next = self.acts().find_map(|(act, _)| match act {
                Act::Condition { breach, lapses } => {
                    let broken = breach.holds(&|issue: IssueId| u32::from(self.tiny.value(state, issue.index())));
                    (broken && self.tiny.value(state, lapses.index())).then(|| self.tiny.flipped(state, lapses.index()))
                }
                _ => None,
            });
            match next {
                Some(next) => state = next,
                None => return state,
            }
        }
    }

    fn moves(&self, party: usize, from: usize) -> Vec<usize> {
        let mut moves: Vec<usize> = self
            .tiny
            .reaches(1 << party, from)
            .into_iter()
            .map(|to| self.lapsed(to))
            .filter(|to| *to != from)
            .collect();
        moves.sort_unstable();
        moves.dedup();
        moves
    }

    /// What the deal is worth to a party while it is kept, in halves.
    fn kept(&self, party: usize) -> i64 {
        self.worth(party, self.tiny.target) + self.net(party, true)
    }

    /// What a state is worth to a party that left the deal first: payments have ended, penalties are due.
    fn after_leaving(&self, party: usize, state: usize) -> i64 {
        let fines = self.acts().map(|(act, amount)| match act {
            Act::Guarantee { on, .. } if on.index() == party => amount,
            _ => 0,
        });
        self.worth(party, state) - fines.sum::<i64>()
    }

    fn holds(&self, notion: Notion, (space, scope): (&Space, &Scope)) -> bool {
        let target = self.tiny.target;
        let allowed = |from: usize, to: usize| scope.allows(space, StateId(from as u32), StateId(to as u32));
        (0..self.tiny.parties).all(|party| {
            let no_better = |state: usize| self.after_leaving(party, state) <= self.kept(party);
            let mut moves = self.moves(party, target).into_iter().filter(|to| allowed(target, *to));
            moves.all(|to| {
                let deters = |end: &usize| match notion {
                    Notion::Smr | Notion::Sseq => {
                        let mut escapes = self.moves(party, *end).into_iter().filter(|escape| allowed(*end, *escape));
                        no_better(*end) && escapes.all(no_better)
                    }
                    _ => no_better(*end),
                };
                let improving = matches!(notion, Notion::Seq | Notion::Sseq);
                no_better(to) || (notion != Notion::Nash && self.replies(party, to, None, improving, &mut Vec::new()).iter().any(deters))
            })
        })
    }

    /// The ends of legal sequences of moves by the others, of improvements if that is what counts.
    fn replies(
        &self,
        party: usize,
        from: usize,
        last: Option<usize>,
        improving: bool,
        seen: &mut Vec<(usize, Option<usize>)>,
    ) -> Vec<usize> {
        let mut ends = Vec::new();
        if seen.contains(&(from, last)) {
            return ends;
        }
        seen.push((from, last));
        for by in (0..self.tiny.parties).filter(|by| *by != party && Some(*by) != last) {
            for to in self.moves(by, from) {
                if !improving || self.worth(by, to) > self.worth(by, from) {
                    ends.push(to);
                    ends.extend(self.replies(party, to, Some(by), improving, seen));
                }
            }
        }
        ends
    }
}

/// Whether some amounts on the grid make the set do it.
fn some_amounts(tiny: &Tiny, levers: &[Lever], set: &[usize], asked: Asked, within: (&Space, &Scope)) -> bool {
    let grid = |lever: &usize| -> Vec<i64> {
        match levers[*lever].act {
            Act::Pay { .. } => (0..=14).collect(),
            Act::Guarantee { .. } => (0..=24).collect(),
            _ => vec![0],
        }
    };
    let grids: Vec<Vec<i64>> = set.iter().map(grid).collect();
    let mut places = vec![0usize; set.len()];
    loop {
        let amounts: Vec<i64> = places.iter().zip(&grids).map(|(place, grid)| grid[*place]).collect();
        let deed = Deed {
            tiny,
            levers,
            set,
            amounts: &amounts,
        };
        if deed.within_budgets()
            && deed.payers_can()
            && (!asked.sign || deed.signs())
            && asked.hold.is_none_or(|notion| deed.holds(notion, within))
        {
            return true;
        }
        let Some(index) = (0..places.len()).rev().find(|index| places[*index] + 1 < grids[*index].len()) else {
            return false;
        };
        places[index] += 1;
        places[index + 1..].fill(0);
    }
}

fn subsets(of: usize, most: usize) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = (0..1usize << of)
        .filter(|mask| mask.count_ones() as usize <= most)
        .map(|mask| (0..of).filter(|index| mask >> index & 1 == 1).collect())
        .collect();
    all.sort_by_key(|set: &Vec<usize>| set.len());
    all
}

fn model_of(tiny: &Tiny) -> (demarche::case::Case, Model) {
    let case = case(&tiny.text());
    let model = Model::new(&case, demarche::case::Positions::RedLines, &Limits::STANDARD).unwrap();
    (case, model)
}

fn goal_of(tiny: &Tiny) -> Formula {
    let parts =
        (0..tiny.issues.len()).map(|issue| Formula::In(IssueId::from_index(issue), vec![u32::from(tiny.value(tiny.target, issue))]));
    Formula::And(parts.collect())
}

fn agrees(tiny: &Tiny, asked: Asked) {
    const MOST: usize = 2;
    let (case, model) = model_of(tiny);
    let state = StateId(tiny.target as u32);
    let found = search(&case, &model, &goal_of(tiny), asked, MOST, &mut Unwatched).unwrap();
    if found.targets == 0 {
        return;
    }
    let scope = Scope::of_deal(&case, &model, state);
    assert_eq!(found.unconfirmed, 0);
    let levers = &found.levers;
    let mut known: Vec<Vec<usize>> = found.sure.iter().chain(&found.unbelieved).map(|set| set.levers.clone()).collect();
    if found.now.surely.is_some() {
        known.push(Vec::new());
    }
    let mut minimal: Vec<Vec<usize>> = Vec::new();
    for set in subsets(levers.len(), MOST) {
        let contains = |small: &Vec<usize>| small.iter().all(|lever| set.contains(lever));
        if minimal.iter().any(contains) {
            continue;
        }
        if some_amounts(tiny, levers, &set, asked, (&model.space, &scope)) {
            minimal.push(set);
        }
    }
    // What only a threat that nobody believes would do stands apart, whatever else does it too.
    known.retain(|set| !known_smaller(&found.sure.iter().map(|set| set.levers.clone()).collect::<Vec<_>>(), set));
    known.sort();
    minimal.sort();
    assert_eq!(known, minimal, "{:?}", levers.iter().map(|lever| &lever.act).collect::<Vec<_>>());
    // And the amounts that are told are enough.
    for set in &found.sure {
        let halves = |rational: &Rational| {
            let doubled = rational * &Rational::integer(2);
            assert!(doubled.denominator() == &1.into(), "{rational}");
            i64::try_from(doubled.numerator()).unwrap()
        };
        let amount = |lever: &usize| {
            let paid = set
                .way
                .payments
                .iter()
                .find(|(known, _)| known == lever)
                .map(|(_, amount)| halves(amount));
            let size = set
                .way
                .sizes
                .iter()
                .find(|(known, _)| known == lever)
                .map(|(_, size)| halves(size.as_ref().unwrap()));
            paid.or(size).unwrap_or(0)
        };
        let amounts: Vec<i64> = set.levers.iter().map(amount).collect();
        let deed = Deed {
            tiny,
            levers,
            set: &set.levers,
            amounts: &amounts,
        };
        assert!(deed.payers_can() && deed.within_budgets());
        assert!(!asked.sign || set.way.more_than || deed.signs());
        assert!(asked.hold.is_none_or(|notion| deed.holds(notion, (&model.space, &scope))));
    }
}

#[test]
fn what_is_surely_enough_is_so_wherever_values_lie() {
    let widths = vec(vec(prop::sample::select(vec![0i64, 0, 0, 1, 2]), 8), 3);
    let cases = (tinies(), widths, vec(any::<u64>(), 12)).prop_map(|(mut tiny, widths, ends)| {
        tiny.widths = widths[..tiny.parties].to_vec();
        tiny.quota = None;
        (tiny, ends)
    });
    for_random(20, cases, |(tiny, ends)| {
        let (case, model) = model_of(tiny);
        let scope = Scope::of_deal(&case, &model, StateId(tiny.target as u32));
        for (sign, hold) in [
            (true, None),
            (false, Some(Notion::Nash)),
            (true, Some(Notion::Seq)),
            (false, Some(Notion::Smr)),
        ] {
            let found = search(&case, &model, &goal_of(tiny), Asked { sign, hold }, 2, &mut Unwatched).unwrap();
            let nothing = found.now.surely.iter().map(|way| (Vec::new(), way));
            let sets = found.sure.iter().map(|set| (set.levers.clone(), &set.way));
            for (levers, way) in nothing.chain(sets) {
                let halves = |rational: &Rational| {
                    let doubled = rational * &Rational::integer(2);
                    i64::try_from(doubled.numerator()).unwrap()
                };
                let amounts: Vec<i64> = levers
                    .iter()
                    .map(|lever| {
                        let paid = way.payments.iter().find(|(known, _)| known == lever).map(|(_, amount)| amount);
                        let size = way
                            .sizes
                            .iter()
                            .find(|(known, _)| known == lever)
                            .and_then(|(_, size)| size.as_ref());
                        paid.or(size).map_or(0, halves)
                    })
                    .collect();
                for ends in ends.iter().copied().chain([0, u64::MAX]) {
                    let exact = tiny.at_ends(ends);
                    let deed = Deed {
                        tiny: &exact,
                        levers: &found.levers,
                        set: &levers,
                        amounts: &amounts,
                    };
                    assert!(!sign || way.more_than || deed.signs(), "{levers:?}");
                    let signed = (0..exact.parties).all(|party| {
                        let worth = |state| exact.values[party][state] * 2;
                        deed.table() >> party & 1 == 0 || worth(exact.target) + deed.net(party, false) >= worth(deed.no_deal())
                    });
                    assert!(
                        !signed || hold.is_none_or(|notion| deed.holds(notion, (&model.space, &scope))),
                        "{levers:?}"
                    );
                }
            }
        }
    });
}

fn known_smaller(known: &[Vec<usize>], set: &[usize]) -> bool {
    known
        .iter()
        .any(|small| small.len() < set.len() && small.iter().all(|lever| set.contains(lever)))
}

#[test]
fn all_minimal_sets_for_signing_and_none_other() {
    for_random(5, tinies(), |tiny| agrees(tiny, Asked { sign: true, hold: None }));
}

#[test]
fn all_minimal_sets_for_holding_if_nobody_reacts() {
    for_random(10, tinies(), |tiny| {
        agrees(
            tiny,
            Asked {
                sign: false,
                hold: Some(Notion::Nash),
            },
        );
    });
}

#[test]
fn all_minimal_sets_for_both_if_nobody_reacts() {
    for_random(20, tinies(), |tiny| {
        agrees(
            tiny,
            Asked {
                sign: true,
                hold: Some(Notion::Nash),
            },
        );
    });
}

#[test]
fn all_minimal_sets_for_holding_if_reprisals_are_expected_or_feared() {
    for notion in [Notion::Seq, Notion::Sseq, Notion::Smr, Notion::Gmr] {
        for_random(20, tinies(), |tiny| {
            agrees(
                tiny,
                Asked {
                    sign: false,
                    hold: Some(notion),
                },
            );
        });
    }
}

#[test]
fn all_minimal_sets_for_both_if_reprisals_are_expected() {
    for_random(40, tinies(), |tiny| {
        agrees(
            tiny,
            Asked {
                sign: true,
                hold: Some(Notion::Seq),
            },
        );
    });
}

#[test]
fn a_gift_never_changes_whether_a_deal_holds() {
    for_random(5, tinies(), |tiny| {
        let (case, model) = model_of(tiny);
        let scope = Scope::of_deal(&case, &model, StateId(tiny.target as u32));
        for (payable, (_, to, _)) in tiny.payables.iter().enumerate() {
            let gift = [Lever::proposed(
                Act::Pay {
                    payable,
                    to: PartyId::from_index(*to),
                    due: Due::OnSignature,
                },
                None,
            )];
            for notion in [Notion::Nash, Notion::Seq] {
                let with = |amount: i64| {
                    let deed = Deed {
                        tiny,
                        levers: &gift,
                        set: &[0],
                        amounts: &[amount],
                    };
                    deed.holds(notion, (&model.space, &scope))
                };
                assert_eq!(with(0), with(2_000));
                let asked = Asked {
                    sign: false,
                    hold: Some(notion),
                };
                let judge =
                    demarche::analysis::tipping::judge::Judge::new(&case, &model, &gift, asked, StateId(tiny.target as u32), &scope);
                let engine = judge.leaving(PartyId(0), &[], &[], false, notion).slack;
                assert_eq!(engine, judge.leaving(PartyId(0), &[0], &[], false, notion).slack);
            }
        }
    });
}
