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
    /// By no-deal state whether accepting it outright counts as gaining: unless the lines prove that the voter does not gain.
    gains: Vec<bool>,
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
    /// Whether lines on its preferences may be dropped.
    doubted: bool,
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
        found.gains = self.expected().map(|no_deal| may_gain(self.model, voter, state, no_deal)).collect();
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

    /// In which draws a party accepts, ratification included, and in which it gains: so against every no-deal state, each of which it may expect.
    fn party<N: Number>(
        &self,
        party: PartyId,
        (place, state): (usize, StateId),
        voters: &[Batch<'_, N>],
        counting: &[Mask],
    ) -> (Mask, Mask) {
        let own = self.place_of[party.index()];
        let ballot = self.model.parties[party].ballot.as_ref();
        let (mut accepts, mut gains) = (ALL, ALL);
        for (which, no_deal) in self.expected().enumerate() {
            let against = Against {
                place,
                state,
                which,
                no_deal,
            };
            let (accepted, gained) = self.voter(own, &against, voters, counting);
            gains &= gained;
            accepts &= accepted;
            if let Some(ballot) = ballot {
                accepts &= tally(ballot, &|member: u32| {
                    self.voter(own + 1 + member as usize, &against, voters, counting).0
                });
            }
        }
        (accepts, gains)
    }

    /// The no-deal states; one that is none, where the negotiation starts from nothing.
    fn expected(&self) -> impl Iterator<Item = Option<StateId>> + '_ {
        let declared = self.model.no_deal.iter().map(|(no_deal, _)| Some(*no_deal));
        declared.chain(self.model.no_deal.is_empty().then_some(None))
    }

    fn voter<N: Number>(&self, voter: usize, against: &Against, voters: &[Batch<'_, N>], counting: &[Mask]) -> (Mask, Mask) {
        let clauses = &self.clauses[voter][against.place];
        if clauses.crossed {
            return (0, 0);
        }
        let some = |places: &[usize]| places.iter().fold(0, |mask, place| mask | counting[*place]);
        let crossed = some(&clauses.may_cross);
        let accepted = if clauses.accepted { ALL } else { some(&clauses.may_accept) };
        let (at_least, better) = self.compared(&voters[voter], against);
        let by_acceptance = self.by_acceptance(&voters[voter], clauses, against, accepted);
        let gains = (better & !accepted) | by_acceptance;
        ((accepted | at_least) & !crossed, gains & !crossed)
    }

    /// In which draws accepting outright counts as gaining: unless the lines that count prove that the voter does not gain.
    fn by_acceptance<N: Number>(&self, batch: &Batch<'_, N>, clauses: &Clauses, against: &Against, accepted: Mask) -> Mask {
        if !batch.doubted {
            return if clauses.gains[against.which] { accepted } else { 0 };
        }
        let lanes = (0..LANES).filter(|lane| accepted >> lane & 1 == 1);
        lanes.fold(0, |mask, lane| {
            let lines = &batch.models[lane].prepared.lines;
            mask | Mask::from(may_gain(self.model, lines, against.state, against.no_deal)) << lane
        })
    }

    /// In which draws the state is surely worth at least as much as no deal, and in which more.
    fn compared<N: Number>(&self, batch: &Batch<'_, N>, against: &Against) -> (Mask, Mask) {
        let worth = &batch.worths[against.state.index()];
        let (no_deal, told) = match against.no_deal {
            _ if batch.reserved => (&batch.no_deal, batch.said),
            Some(no_deal) => (&batch.worths[no_deal.index()], ALL),
            None => return (0, 0),
        };
        let told = told & !batch.open;
        let (mut at_least, mut better) = (at_most(no_deal, worth) & told, !at_most(worth, no_deal) & told);
        // Where preferences stay open, what the lines prove.
        for lane in (0..LANES).filter(|lane| batch.open >> lane & 1 == 1) {
            let lines = &batch.models[lane].prepared.lines;
            if let Some((relation, _)) = against_no_deal(&self.model.space, lines, against.state, against.no_deal) {
                at_least |= Mask::from(relation.at_least) << lane;
                better |= Mask::from(relation.better) << lane;
            }
        }
        (at_least, better)
    }
}

/// A deal, and the no-deal state that it is compared with, with their places.
struct Against {
    place: usize,
    state: StateId,
    which: usize,
    no_deal: Option<StateId>,
}

/// Whether what is said of a voter leaves it open that it gains.
fn may_gain(model: &Model, voter: &Voter, state: StateId, no_deal: Option<StateId>) -> bool {
    against_no_deal(&model.space, voter, state, no_deal).is_none_or(|(relation, _)| !relation.at_most)
}

impl<'b, N: Number> Batch<'b, N> {
    /// One batch of a voter.
    pub fn new(worths: &'b [Lanes<N>], no_deal: Lanes<N>, models: &'b [Drawn], drawer: &Drawer) -> Self {
        let lanes = |is: &dyn Fn(&Drawn) -> bool| {
            let lanes = models.iter().enumerate();
            lanes.fold(0, |mask, (lane, model)| mask | Mask::from(is(model)) << lane)
        };
        Batch {
            worths,
            no_deal,
            models,
            reserved: drawer.reserved,
            doubted: drawer.is_doubted(),
            said: lanes(&|model| model.no_deal != NoDealWorth::Unsaid),
            open: lanes(&|model| matches!(model.prepared.source, Source::Open)),
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
