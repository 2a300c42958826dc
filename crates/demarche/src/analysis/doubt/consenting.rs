//! Who can sign, in many draws at once: the semantics of [`acceptance`](crate::analysis::acceptance), with clauses and votes looked up beforehand.
//!
//! A finding counts where it is surely so in the model drawn; what stays open in it does not count.

use crate::analysis::acceptance::against_no_deal;
use crate::analysis::doubt::lanes::{ALL, LANES, Lanes, Mask, Number, at_most};
use crate::analysis::doubt::share::Asked;
use crate::analysis::doubt::voters::{Doubted, Drawer, Model as Drawn, NoDealWorth, Source};
use crate::case::{Case, Consent, Taken};
use crate::index::{Key, PartyId, StateId, StatementId};
use crate::model::{Limits, Model, PartySet, Refusal, Voter};

/// What one voter's clauses say of one deal.
#[derive(Default)]
struct Clauses {
    /// A red line that always counts is crossed.
    crossed: bool,
    /// Doubted red lines that are crossed, by their place among the doubted lines.
    may_cross: Vec<usize>,
    /// A line that always counts accepts it.
    accepted: bool,
    /// Doubted lines that accept it.
    may_accept: Vec<usize>,
    /// Whether accepting it outright counts as gaining: unless the lines prove that the voter does not gain.
    gains: bool,
}

/// What signing needs that no draw changes.
pub struct Consenting<'a> {
    model: &'a Model,
    /// By voter, then by deal.
    clauses: Vec<Vec<Clauses>>,
    /// Clauses of all voters that may be dropped.
    doubted: Vec<Doubted>,
    /// By party, its own place among the voters; its constituencies follow.
    place_of: Vec<usize>,
}

/// One batch of draws of one voter.
pub struct Batch<'b, N> {
    /// Worths of all states.
    pub worths: &'b [Lanes<N>],
    no_deal: Lanes<N>,
    models: &'b [Drawn],
    /// Whether a line says what no deal is worth, dropped or not.
    reserved: bool,
    /// In which draws it is a number.
    said: Mask,
    open: Mask,
}

impl<'a> Consenting<'a> {
    /// Looks the clauses of all voters up.
    ///
    /// # Errors
    /// As [`Voter::of`].
    pub fn new(
        case: &Case,
        model: &'a Model,
        taken: &Taken,
        drawers: &[Drawer],
        deals: &[Asked],
        limits: &Limits,
    ) -> Result<Self, Refusal> {
        let mut consenting = Consenting {
            model,
            clauses: Vec::new(),
            doubted: Vec::new(),
            place_of: Vec::new(),
        };
        for (place, drawer) in drawers.iter().enumerate() {
            if drawer.holder.constituency.is_none() {
                consenting.place_of.push(place);
            }
            let voter = Voter::of(case, &model.space, drawer.holder, taken, limits)?;
            let clauses = deals.iter().map(|deal| consenting.look_up(case, &voter, deal.state)).collect();
            consenting.clauses.push(clauses);
        }
        Ok(consenting)
    }

    fn look_up(&mut self, case: &Case, voter: &Voter, state: StateId) -> Clauses {
        let mut found = Clauses::default();
        let space = &self.model.space;
        for red_line in voter.clauses.red_lines.iter().filter(|red_line| red_line.is_crossed(space, state)) {
            match doubt(&mut self.doubted, case, red_line.line) {
                Some(place) => found.may_cross.push(place),
                None => found.crossed = true,
            }
        }
        for (_, line) in voter.clauses.accepts.iter().filter(|(formula, _)| space.holds(formula, state)) {
            match doubt(&mut self.doubted, case, *line) {
                Some(place) => found.may_accept.push(place),
                None => found.accepted = true,
            }
        }
        let no_deal = self.model.no_deal.iter().map(|(no_deal, _)| Some(*no_deal));
        let mut against = no_deal.chain(self.model.no_deal.is_empty().then_some(None));
        found.gains = against.all(|no_deal| against_no_deal(space, voter, state, no_deal).is_none_or(|(relation, _)| !relation.at_most));
        found
    }

    /// In which draws each doubted clause counts.
    pub fn counting(&self, case: &Case, seed: u64, first: u64) -> Vec<Mask> {
        let in_lane = |doubted: &Doubted, lane: usize| Mask::from(doubted.counts(case, seed, first + lane as u64)) << lane;
        let counting = |doubted: &Doubted| (0..LANES).fold(0, |mask, lane| mask | in_lane(doubted, lane));
        self.doubted.iter().map(counting).collect()
    }

    /// In which draws `signatories` can sign the deal at `place` of the list, which brings about `state`.
    pub fn can_sign<N: Number>(
        &self,
        signatories: PartySet,
        (place, state): (usize, StateId),
        voters: &[Batch<'_, N>],
        counting: &[Mask],
    ) -> Mask {
        let mut gains = 0;
        let mut votes = [0; 32];
        for party in signatories.iter() {
            let (accepts, gained) = self.party(party, (place, state), voters, counting);
            gains |= gained;
            if let Some(vote) = votes.get_mut(party.index()) {
                *vote = accepts;
            }
        }
        let vote = |party: PartyId| votes.get(party.index()).copied().unwrap_or(0);
        let agreed = match &self.model.agreement {
            None => signatories.iter().fold(ALL, |all, party| all & vote(party)),
            Some(rule) => tally(rule, &vote),
        };
        agreed & gains
    }

    /// In which draws a party accepts, ratification included, and in which it gains.
    fn party<N: Number>(&self, party: PartyId, deal: (usize, StateId), voters: &[Batch<'_, N>], counting: &[Mask]) -> (Mask, Mask) {
        let own = self.place_of[party.index()];
        let (mut accepts, gains) = self.voter(own, deal, voters, counting);
        if let Some(ballot) = &self.model.parties[party].ballot {
            accepts &= tally(ballot, &|member: u32| {
                self.voter(own + 1 + member as usize, deal, voters, counting).0
            });
        }
        (accepts, gains)
    }

    fn voter<N: Number>(&self, voter: usize, (place, state): (usize, StateId), voters: &[Batch<'_, N>], counting: &[Mask]) -> (Mask, Mask) {
        let clauses = &self.clauses[voter][place];
        if clauses.crossed {
            return (0, 0);
        }
        let some = |places: &[usize]| places.iter().fold(0, |mask, place| mask | counting[*place]);
        let crossed = some(&clauses.may_cross);
        let accepted = if clauses.accepted { ALL } else { some(&clauses.may_accept) };
        let batch = &voters[voter];
        let (told, at_least, better) = self.compared(batch, state);
        let mut accepts = accepted | (at_least & told);
        let by_acceptance = if clauses.gains { accepted } else { 0 };
        let mut gains = (better & told & !accepted) | by_acceptance;
        if batch.open != 0 {
            for lane in (0..LANES).filter(|lane| batch.open >> lane & 1 == 1) {
                let by_line = accepted >> lane & 1 == 1;
                let (also_accepts, also_gains) = self.in_open_lane(batch, lane, state, by_line);
                let also_gains = if by_line { clauses.gains } else { also_gains };
                accepts |= Mask::from(also_accepts) << lane;
                gains = (gains & !(1 << lane)) | Mask::from(also_gains) << lane;
            }
        }
        (accepts & !crossed, gains & !crossed)
    }

    /// In which draws worths tell how the state compares with no deal, in which it is worth at least as much, and in which more: against every no-deal
    /// state, or against what a line says that no deal is worth.
    fn compared<N: Number>(&self, batch: &Batch<'_, N>, state: StateId) -> (Mask, Mask, Mask) {
        let worth = &batch.worths[state.index()];
        let against = |no_deal: &Lanes<N>| (at_most(no_deal, worth), !at_most(worth, no_deal));
        if batch.reserved {
            let (at_least, better) = against(&batch.no_deal);
            return (batch.said & !batch.open, at_least, better);
        }
        let (mut at_least, mut better) = (ALL, ALL);
        for (no_deal, _) in &self.model.no_deal {
            let (one, other) = against(&batch.worths[no_deal.index()]);
            at_least &= one;
            better &= other;
        }
        let told = if self.model.no_deal.is_empty() { 0 } else { ALL & !batch.open };
        (told, at_least, better)
    }

    /// Whether the voter accepts, and gains, where its preferences stay open.
    fn in_open_lane<N: Number>(&self, batch: &Batch<'_, N>, lane: usize, state: StateId, accepted: bool) -> (bool, bool) {
        let Source::Open(preference) = batch.models[lane].source.as_ref() else {
            return (false, false);
        };
        if batch.reserved || self.model.no_deal.is_empty() {
            return (accepted, accepted);
        }
        let relations = self.model.no_deal.iter();
        let relations = relations.map(|(no_deal, _)| preference.compare(&self.model.space, state, *no_deal));
        let (mut accepts, mut gains) = (true, true);
        for relation in relations {
            accepts &= accepted || relation.at_least;
            gains &= if accepted { !relation.at_most } else { relation.better };
        }
        (accepts, gains)
    }
}

impl<'b, N: Number> Batch<'b, N> {
    /// One batch of a voter.
    pub fn new(worths: &'b [Lanes<N>], no_deal: Lanes<N>, models: &'b [Drawn], reserved: bool) -> Self {
        let lanes = |is: &dyn Fn(&Drawn) -> bool| {
            let lanes = models.iter().enumerate();
            lanes.fold(0, |mask, (lane, model)| mask | Mask::from(is(model)) << lane)
        };
        Batch {
            worths,
            no_deal,
            models,
            reserved,
            said: lanes(&|model| model.no_deal != NoDealWorth::Unsaid),
            open: lanes(&|model| matches!(model.source.as_ref(), Source::Open(_))),
        }
    }

    /// In which draws the voter's preferences stay open.
    pub fn open(&self) -> Mask {
        self.open
    }
}

/// The place of a line among those that may be dropped; `None` if it always counts.
fn doubt(doubted: &mut Vec<Doubted>, case: &Case, line: StatementId) -> Option<usize> {
    if let Some(place) = doubted.iter().position(|known| known.line == line) {
        return Some(place);
    }
    doubted.push(Doubted::of(case, line)?);
    Some(doubted.len() - 1)
}

/// In which draws those whose votes are given satisfy a rule.
fn tally<M: Copy + Ord>(rule: &Consent<M>, vote: &impl Fn(M) -> Mask) -> Mask {
    match rule {
        Consent::One(member) => vote(*member),
        Consent::All(parts) => parts.iter().fold(ALL, |all, part| all & tally(part, vote)),
        Consent::Any(parts) => parts.iter().fold(0, |any, part| any | tally(part, vote)),
        Consent::AtLeast(..) | Consent::Weighted(..) => {
            let in_lane = |lane: usize| Mask::from(rule.holds(&|member| vote(member) >> lane & 1 == 1));
            (0..LANES).fold(0, |mask, lane| mask | in_lane(lane) << lane)
        }
        Consent::Nobody | Consent::Nature => 0,
    }
}
