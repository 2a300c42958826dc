//! What is known of one party's comparisons, and what follows if some are supposed.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::index::{Key, PartyId, StateId};
use crate::model::inequalities::Inequalities;
use crate::model::{Model, Preference, Space};

/// At least as good, and better.
const WEAK: u8 = 1;
const STRICT: u8 = 2;

/// What is known of one party's comparisons.
#[derive(Clone)]
pub(super) enum Theory<'a> {
    /// Everything.
    Ranked(&'a [u32]),
    /// A partial order: by pair of states whether the first is at least as good as the second, or better; closed under transitivity.
    Ordered(Rc<Order>),
    /// Values in intervals.
    Weighed(Box<Weighed<'a>>),
}

/// A partial preorder of all states, closed.
#[derive(Clone)]
pub(super) struct Order {
    states: usize,
    known: Vec<u8>,
}

/// Values in intervals, with what was supposed; and what the intervals prove of two states by themselves.
#[derive(Clone)]
pub(super) struct Weighed<'a> {
    space: &'a Space,
    preference: &'a Preference,
    inequalities: Inequalities,
    /// Answers on what is supposed so far.
    known: RefCell<BTreeMap<(StateId, StateId), Option<bool>>>,
    /// Systems that may still be solved, for all that was cloned from one theory.
    left: Rc<Cell<u32>>,
}

/// Systems of inequalities solved for one finding, at most.
pub(super) const MOST_SYSTEMS: u32 = 2_000;

impl<'a> Theory<'a> {
    /// What a model says; `None` if it is too much to write down, or contradicts itself.
    pub(super) fn new(model: &'a Model, party: PartyId) -> Option<Self> {
        let preference = &model.parties[party].voter.preference;
        match preference {
            Preference::Ranked(ranked) => Some(Theory::Ranked(ranked.ranks())),
            Preference::Partial(partial) if partial.has_intervals() => {
                let inequalities = partial.inequalities(&model.space)?.clone();
                Some(Theory::Weighed(Box::new(Weighed {
                    space: &model.space,
                    preference,
                    inequalities,
                    known: RefCell::default(),
                    left: Rc::new(Cell::new(MOST_SYSTEMS)),
                })))
            }
            Preference::Partial(partial) => {
                if partial.is_contradictory(&model.space) {
                    return None;
                }
                let states = model.space.len();
                let mut known = vec![0u8; states * states];
                for base in model.space.states() {
                    for state in model.space.states() {
                        let relation = preference.compare(&model.space, state, base);
                        let mark = (u8::from(relation.at_least) * WEAK) | (u8::from(relation.better) * STRICT);
                        known[state.index() * states + base.index()] = mark;
                    }
                }
                Some(Theory::Ordered(Rc::new(Order { states, known })))
            }
        }
    }

    /// Whether comparisons that are possible one by one may exclude each other.
    pub(super) fn is_weighed(&self) -> bool {
        matches!(self, Theory::Weighed(_))
    }

    /// Whether `first` is better than `second`; `None` if that is open, or could not be settled.
    pub(super) fn better(&self, first: StateId, second: StateId) -> Option<bool> {
        if first == second {
            return Some(false);
        }
        match self {
            Theory::Ranked(ranks) => Some(ranks[first.index()] > ranks[second.index()]),
            Theory::Ordered(order) => {
                if order.of(first, second) & STRICT != 0 {
                    Some(true)
                } else if order.of(second, first) & WEAK != 0 {
                    Some(false)
                } else {
                    None
                }
            }
            Theory::Weighed(weighed) => {
                let relation = weighed.preference.compare(weighed.space, first, second);
                if relation.better || relation.at_most {
                    return Some(relation.better);
                }
                weighed.settled(first, second)
            }
        }
    }

    /// Supposes that `first` is better than `second`, or that it is not. Of what is open either can be supposed.
    pub(super) fn suppose(&mut self, first: StateId, second: StateId, better: bool) {
        match self {
            Theory::Ranked(_) => {}
            Theory::Ordered(order) if better => Rc::make_mut(order).put_over(&[first], &[second], STRICT),
            Theory::Ordered(order) => Rc::make_mut(order).put_over(&[second], &[first], WEAK),
            Theory::Weighed(weighed) => {
                weighed.inequalities.suppose(weighed.space, first, second, better);
                weighed.known.borrow_mut().clear();
            }
        }
    }

    /// Supposes of each of `others`, as far as that is open, that it is better than `state`, or that none is. For a partial order all can be
    /// supposed at once; values are asked one by one.
    pub(super) fn suppose_all(&mut self, others: &[StateId], state: StateId, better: bool) {
        if let Theory::Ordered(order) = self {
            let open: Vec<StateId> = others
                .iter()
                .copied()
                .filter(|other| *other != state && order.of(*other, state) & STRICT == 0 && order.of(state, *other) & WEAK == 0)
                .collect();
            if !open.is_empty() {
                let order = Rc::make_mut(order);
                if better {
                    order.put_over(&open, &[state], STRICT);
                } else {
                    order.put_over(&[state], &open, WEAK);
                }
            }
            return;
        }
        for other in others {
            if self.better(*other, state).is_none() {
                self.suppose(*other, state, better);
            }
        }
    }
}

impl Theory<'_> {
    /// Whether some question could not be settled: then what is open may be less open than it seems.
    pub(super) fn is_exhausted(&self) -> bool {
        matches!(self, Theory::Weighed(weighed) if weighed.left.get() == 0)
    }

    /// Allows questions anew.
    pub(super) fn refresh(&self) {
        if let Theory::Weighed(weighed) = self {
            weighed.left.set(MOST_SYSTEMS);
        }
    }
}

impl Weighed<'_> {
    fn settled(&self, first: StateId, second: StateId) -> Option<bool> {
        if let Some(known) = self.known.borrow().get(&(first, second)) {
            return *known;
        }
        let left = self.left.get();
        let answer = if left == 0 {
            (None, None)
        } else {
            self.inequalities.can_be_better(self.space, first, second)
        };
        self.left.set(left.saturating_sub(1));
        let known = match answer {
            (Some(false), _) => Some(false),
            (_, Some(false)) => Some(true),
            (Some(true), Some(true)) => None,
            _ => {
                self.left.set(0);
                None
            }
        };
        self.known.borrow_mut().insert((first, second), known);
        known
    }
}

impl Order {
    fn of(&self, first: StateId, second: StateId) -> u8 {
        self.known[first.index() * self.states + second.index()]
    }

    /// Puts each of `upper` over each of `lower`, with what follows: everything over an upper one stands over everything under a lower one.
    fn put_over(&mut self, upper: &[StateId], lower: &[StateId], mark: u8) {
        let mark = mark | WEAK;
        let states = self.states;
        // What stands over some upper state, or under some lower one; better, if so by a strict step.
        let mut above = vec![0u8; states];
        for state in upper {
            above[state.index()] |= WEAK;
            for (other, above) in above.iter_mut().enumerate() {
                *above |= self.known[other * states + state.index()];
            }
        }
        let mut below = vec![0u8; states];
        for state in lower {
            below[state.index()] |= WEAK;
            for (other, below) in below.iter_mut().enumerate() {
                *below |= self.known[state.index() * states + other];
            }
        }
        for (first, above) in above.iter().enumerate().filter(|(_, above)| **above != 0) {
            for (second, below) in below.iter().enumerate().filter(|(_, below)| **below != 0) {
                self.known[first * states + second] |= (above | below | mark) & (WEAK | STRICT);
            }
        }
    }
}
