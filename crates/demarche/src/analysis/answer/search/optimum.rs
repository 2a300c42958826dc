//! The best deal: for one party by its values, its priorities or its ranking; the greatest sum; the greatest least gain.
//!
//! Of several that are equally good, one that is best for the next party at the table is told, and so on in the order of the case: then no deal is at
//! least as good for all of them and better for one, if their scales are known. The greatest least gain is found by halving: is there a deal in which
//! everybody gains so much?

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::One;

use crate::analysis::answer::search::quest::{self, terms};
use crate::analysis::answer::search::told::no_deal;
use crate::analysis::answer::search::{Asking, Side, settled};
use crate::analysis::vast::ask::{Outcome, Set};
use crate::analysis::vast::bounds::Floor;
use crate::analysis::vast::condition::Condition;
use crate::analysis::vast::form::Form;
use crate::analysis::vast::sums::{Tables, tables};
use crate::analysis::vast::work::Work;
use crate::case::{Case, Content, Formula, Holder, Said};
use crate::finding::{SearchBest, SearchGoal, SearchReach};
use crate::index::PartyId;
use crate::model::said::SaidOf;
use crate::rational::Rational;

/// What a deal is to be the best for, by name.
pub(super) fn goal(case: &Case, best: quest::Best) -> SearchGoal {
    match best {
        quest::Best::Party(party) => SearchGoal::Party {
            party: case.parties[party].id.clone(),
        },
        quest::Best::Sum => SearchGoal::Sum,
        quest::Best::LeastGain => SearchGoal::LeastGain,
    }
}

/// The best so far, and how far it is settled.
struct Best {
    values: Option<Vec<u32>>,
    reached: Option<SearchReach>,
    complete: bool,
    efficient: bool,
}

impl Asking<'_, '_> {
    /// The best deal for one party.
    pub(super) fn best_for(&self, side: Side, set: &Set, party: PartyId, doubtful: bool, work: &mut Work<'_>) -> SearchBest {
        let said = SaidOf::new(self.case, Holder::itself(party), self.taken);
        let mut best = if let Some(groups) = &said.ranking {
            self.by_ranking(set, groups, party, work)
        } else if let Some(formulas) = &said.priority {
            self.by_priorities(set, formulas, party, work)
        } else {
            self.by_scale(set, party, work)
        };
        best.efficient &= self.question.table.has(party);
        self.told(side, goal(self.case, quest::Best::Party(party)), best, doubtful, work)
    }

    /// The deal with the greatest sum of values.
    pub(super) fn greatest_sum(&self, side: Side, set: &Set, doubtful: bool, work: &mut Work<'_>) -> SearchBest {
        let best = match self.sum() {
            Some((form, goal)) => {
                let found = self.asker.best(set, Some(&goal), &[], work);
                let mut best = self.scaled(form, &found);
                // Whoever gains more adds to the sum, so that nothing improves on it for all.
                best.efficient = best.complete;
                best
            }
            None => nothing(),
        };
        self.told(side, SearchGoal::Sum, best, doubtful, work)
    }

    /// The deal with the greatest least gain over no deal; of several, with the greatest sum.
    pub(super) fn greatest_least_gain(&self, side: Side, set: &Set, doubtful: bool, work: &mut Work<'_>) -> SearchBest {
        let best = self.by_least_gain(set, work).unwrap_or_else(nothing);
        self.told(side, SearchGoal::LeastGain, best, doubtful, work)
    }

    fn told(&self, side: Side, goal: SearchGoal, best: Best, doubtful: bool, work: &Work<'_>) -> SearchBest {
        let mut reached = best.reached;
        if doubtful && side == Side::Surely {
            // A better deal may be signable although that is not proven here.
            match &mut reached {
                Some(SearchReach::Worth { bound, .. }) => *bound = None,
                Some(SearchReach::Priorities { settled, .. }) => *settled = 0,
                Some(SearchReach::Place { first_possible, .. }) => *first_possible = 1,
                None => {}
            }
        }
        SearchBest {
            goal,
            settled: settled(best.complete && !doubtful, work.is_stopped()),
            deal: best.values.as_ref().map(|values| self.telling().deal(values)),
            reached,
            efficient: best.efficient && best.values.is_some() && !doubtful,
        }
    }

    fn by_scale(&self, set: &Set, party: PartyId, work: &mut Work<'_>) -> Best {
        let Some((form, goal)) = self.scale(party) else { return nothing() };
        let found = self.asker.best(set, Some(&goal), &[], work);
        let mut best = self.scaled(form, &found);
        let Some((values, reached)) = found.best.filter(|_| best.complete) else {
            return best;
        };
        let floor = Floor {
            tables: goal,
            number: reached,
        };
        (best.values, best.efficient) = self.for_the_others(set, party, values, vec![floor], work);
        best
    }

    /// Of the deals that reach `floors`, of which `values` is one: one that is best for each of the others at the table in turn; and whether that was settled.
    fn for_the_others(
        &self,
        set: &Set,
        party: PartyId,
        mut values: Vec<u32>,
        mut floors: Vec<Floor>,
        work: &mut Work<'_>,
    ) -> (Option<Vec<u32>>, bool) {
        let mut settled = true;
        for other in self.question.table.iter().filter(|other| *other != party) {
            let Some((_, goal)) = self.scale(other) else {
                settled = false;
                continue;
            };
            let found = self.asker.best(set, Some(&goal), &floors, work);
            settled &= found.complete;
            let Some((better, reached)) = found.best else { break };
            values = better;
            floors.push(Floor {
                tables: goal,
                number: reached,
            });
        }
        (Some(values), settled)
    }

    /// The most important formula first: is there a deal with it, among those left?
    fn by_priorities(&self, set: &Set, formulas: &[&Formula], party: PartyId, work: &mut Work<'_>) -> Best {
        let Some((mut values, _)) = self.asker.best(set, None, &[], work).best else {
            return Best {
                complete: self.asker.best(set, None, &[], work).complete,
                ..nothing()
            };
        };
        let mut left = set.clone();
        let mut sure = 0u32;
        let mut complete = true;
        for formula in formulas {
            let holds = Condition::Holds((*formula).clone());
            let Ok(with) = self.asker.narrowed(&left, &holds, work) else {
                complete = false;
                break;
            };
            if self.asker.is_met(&holds, &values) {
                left = with;
            } else {
                let found = self.asker.best(&with, None, &[], work);
                match found.best {
                    Some((better, _)) => (values, left) = (better, with),
                    None if found.complete => {
                        let Ok(without) = self.asker.narrowed(&left, &holds.negated(), work) else {
                            complete = false;
                            break;
                        };
                        left = without;
                    }
                    None => {
                        complete = false;
                        break;
                    }
                }
            }
            sure += 1;
        }
        let mut efficient = false;
        if complete {
            let (better, settled) = self.for_the_others(&left, party, values.clone(), Vec::new(), work);
            (values, efficient) = (better.unwrap_or(values), settled);
        }
        let met = self
            .texts(party)
            .into_iter()
            .zip(formulas)
            .map(|(text, formula)| (text, self.asker.is_met(&Condition::Holds((*formula).clone()), &values)));
        Best {
            reached: Some(SearchReach::Priorities {
                met: met.collect(),
                settled: sure,
            }),
            values: Some(values),
            complete,
            efficient,
        }
    }

    /// The party's priorities as written.
    fn texts(&self, party: PartyId) -> Vec<String> {
        let holder = Holder::itself(party);
        let lines = self.case.statements.iter().filter(|(line, _)| self.taken.counts(*line));
        let mut said = lines.filter_map(|(_, statement)| match &statement.content {
            Content::Priority(of, formulas) if *of == holder => Some(formulas.iter().map(|said: &Said| said.text.clone()).collect()),
            _ => None,
        });
        said.next_back().unwrap_or_default()
    }

    /// The best group first: is there a deal in it?
    fn by_ranking(&self, set: &Set, groups: &[Vec<&Formula>], party: PartyId, work: &mut Work<'_>) -> Best {
        let mut best = Best {
            complete: true,
            ..nothing()
        };
        let of = groups.len() as u32 + 1;
        for place in 1..=of {
            let group = groups.get(place as usize - 1);
            let condition = group.map_or(Condition::Always(true), |group| {
                Condition::any(group.iter().map(|formula| Condition::Holds((*formula).clone())))
            });
            let Ok(within) = self.asker.narrowed(set, &condition, work) else {
                best.complete = false;
                break;
            };
            let found = self.asker.best(&within, None, &[], work);
            best.complete &= found.complete;
            let Some((values, _)) = found.best else { continue };
            let first_possible = if best.complete { place } else { 1 };
            (best.values, best.efficient) = self.for_the_others(&within, party, values, Vec::new(), work);
            best.efficient &= best.complete;
            best.reached = Some(SearchReach::Place {
                place,
                first_possible,
                of: groups.len() as u32,
            });
            break;
        }
        best
    }

    fn by_least_gain(&self, set: &Set, work: &mut Work<'_>) -> Option<Best> {
        let mut parties: Vec<(usize, Rational, Tables)> = Vec::new();
        for party in self.question.table.iter() {
            let (form, goal) = self.scale(party)?;
            parties.push((form, no_deal(self.question.scales[party].as_ref()?)?.high, goal));
        }
        let forms = &self.question.forms;
        let unit = parties.iter().fold(BigInt::one(), |unit, (form, none, _)| {
            unit.lcm(&forms[*form].denominator).lcm(none.denominator())
        });
        let units = |gain: &Rational| gain.numerator() * (&unit / gain.denominator());
        let least = |values: &[u32]| -> Option<BigInt> {
            let gains = parties.iter().map(|(form, none, _)| {
                let worth = forms[*form].worth(forms[*form].sum(values));
                units(&(&worth - none))
            });
            gains.min()
        };
        let floors = |gain: &BigInt| -> Vec<Floor> {
            let gain = Rational::new(gain.clone(), unit.clone()).unwrap_or_else(Rational::zero);
            let floor = |(form, none, tables): &(usize, Rational, Tables)| Floor {
                number: forms[*form].at_least(&(none + &gain)),
                tables: tables.clone(),
            };
            parties.iter().map(floor).collect()
        };
        let greatest = |(form, none, tables): &(usize, Rational, Tables)| {
            let most: i128 = tables.iter().map(|table| table.iter().max().copied().unwrap_or(0)).sum();
            units(&(&forms[*form].worth(most) - none))
        };
        let mut high = parties.iter().map(greatest).min()?;
        let first = self.asker.best(set, None, &[], work);
        let Some((mut values, _)) = first.best else {
            return Some(Best {
                complete: first.complete,
                ..nothing()
            });
        };
        let mut low = least(&values)?;
        let mut complete = true;
        while low < high && complete {
            let both: BigInt = &low + &high;
            let middle = (both + 1u32).div_floor(&BigInt::from(2));
            let found = self.asker.best(set, None, &floors(&middle), work);
            match found.best {
                Some((better, _)) => {
                    low = least(&better)?;
                    values = better;
                }
                None if found.complete => high = middle - 1,
                None => complete = false,
            }
        }
        let mut efficient = false;
        if let Some((_, goal)) = self.sum().filter(|_| complete) {
            let found = self.asker.best(set, Some(&goal), &floors(&low), work);
            efficient = found.complete && found.best.is_some();
            values = found.best.map_or(values, |(values, _)| values);
        }
        let worth = |units: &BigInt| Rational::new(units.clone(), unit.clone());
        Some(Best {
            reached: Some(SearchReach::Worth {
                reached: worth(&low),
                bound: worth(if complete { &low } else { &high }),
            }),
            values: Some(values),
            complete,
            efficient,
        })
    }

    /// What a search for the greatest sum of a form found.
    fn scaled(&self, form: usize, found: &Outcome) -> Best {
        let form: &Form = &self.question.forms[form];
        let reached = found.best.as_ref().map(|(_, sum)| form.worth(*sum));
        let bound = found.bound.map(|sum| form.worth(sum));
        Best {
            reached: (reached.is_some() || bound.is_some()).then_some(SearchReach::Worth { reached, bound }),
            values: found.best.as_ref().map(|(values, _)| values.clone()),
            complete: found.complete,
            efficient: false,
        }
    }

    /// A party's values as a sum.
    fn scale(&self, party: PartyId) -> Option<(usize, Tables)> {
        let form = self.question.scales[party].as_ref()?.form;
        Some((form, tables(&self.asker.compiler, &self.question.forms[form])))
    }

    /// The values of all at the table as a sum.
    fn sum(&self) -> Option<(usize, Tables)> {
        let all = self.question.table.iter().flat_map(|party| terms(self.case, party, self.taken));
        let sum = Form::new(all).ok()?;
        let form = self.question.forms.iter().position(|form| *form == sum)?;
        Some((form, tables(&self.asker.compiler, &self.question.forms[form])))
    }
}

fn nothing() -> Best {
    Best {
        values: None,
        reached: None,
        complete: false,
        efficient: false,
    }
}
