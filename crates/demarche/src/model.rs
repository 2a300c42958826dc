//! The numbers that analyses read: states, who can bring about what, moves, preferences, clauses.
//!
//! A [`Model`] is one case under one reading of stated positions. It knows no text and no prose. Parts, in reading order: [`space`] (feasible
//! states; [`sliced`] evaluates formulas over them, [`bits`] and [`marked`] hold the results), [`party_set`], [`effectivity`] (who can take one state to another), [`moves`] (what each party can do alone: by [`choices`], and where possible as a [`grid`]), [`preference`]
//! (how parties compare states; sets of preferences included), [`said`] (what is said of one holder), [`inequalities`] (values in intervals beside comparisons), [`relation`], [`clause`] (red lines),
//! [`distance`] (on how many issues states differ), [`limits`], [`spread`] (work shared among threads), [`footprint`] (the memory that all of it takes).

pub mod bits;
pub mod build;
pub mod choices;
pub mod clause;
pub mod distance;
pub mod effectivity;
pub mod footprint;
pub mod grid;
pub mod inequalities;
pub mod limits;
pub mod marked;
pub mod moves;
pub mod ordered;
pub mod partial;
pub mod party_set;
pub mod preference;
pub mod priority;
pub mod ranked;
pub mod relation;
pub mod said;
pub mod scores;
pub mod sliced;
pub mod space;
pub mod spread;

pub use bits::Bits;
pub use clause::Clauses;
pub use effectivity::Effectivity;
pub use footprint::Footprint;
pub use grid::Grid;
pub use limits::{Limits, Refusal};
pub use marked::Marked;
pub use moves::{MoveGraph, PartyMoves};
pub use party_set::PartySet;
pub use preference::Preference;
pub use ranked::Ranked;
pub use relation::Relation;
pub use scores::{Scores, dense};
pub use sliced::Sliced;
pub use space::Space;

use std::sync::Arc;

use crate::case::{Ballot, Consent, Holder, Interval};
use crate::index::{IssueId, PartyId, StateId, StatementId, Table};

/// A case under one reading of stated positions, ready to be analysed.
#[derive(Debug)]
pub struct Model {
    /// The feasible states.
    pub space: Space,
    /// Who can take one state to another.
    pub effectivity: Effectivity,
    /// What each party can do alone.
    pub moves: MoveGraph,
    /// The parties.
    pub parties: Table<PartyId, PartyModel>,
    /// Today's state; `None` where the negotiation starts from nothing.
    pub status_quo: Option<StateId>,
    /// What follows when nothing is signed, as declared: at least one state, each with the line that says so; none where the negotiation
    /// starts from nothing.
    pub no_deal: Vec<(StateId, Option<StatementId>)>,
    /// Whose agreement makes a deal of the declared table; `None` means that everybody signs.
    pub agreement: Option<Consent<PartyId>>,
    /// The parties at the declared table.
    pub table: PartySet,
    /// Declared coalitions, with their names.
    pub coalitions: Vec<(PartySet, String)>,
}

/// One party: its own preference and clauses, and those of its constituencies.
#[derive(Debug)]
pub struct PartyModel {
    /// The party itself.
    pub voter: Voter,
    /// Its constituencies.
    pub constituencies: Vec<Voter>,
    /// Whether it must carry a vote.
    pub ballot: Option<Ballot>,
}

/// One who values states and accepts or refuses them.
#[derive(Debug)]
pub struct Voter {
    /// How it compares states.
    pub preference: Preference,
    /// What the lines say, where `preference` and the worth of no deal are some of several that agree with them; `None` where they are what the lines say.
    pub by_lines: Option<Arc<Voter>>,
    /// What it refuses and accepts outright.
    pub clauses: Clauses,
    /// What no deal is worth to it on its own scale (unknown, if the line is left out), and the line that says so; `None` leaves it to the
    /// no-deal states.
    pub reservation: Option<(Option<Interval>, StatementId)>,
}

impl Model {
    /// The declared table; all parties where none is declared.
    pub fn signatories(&self) -> PartySet {
        if self.table.is_empty() { self.everybody() } else { self.table }
    }

    /// Whether a state is a deal: any state but today's.
    pub fn is_deal(&self, state: StateId) -> bool {
        self.status_quo != Some(state)
    }

    /// The issues that the deal which brings about `state` settles: those on which it differs from today; all, from nothing.
    pub fn terms(&self, state: StateId) -> Vec<IssueId> {
        match self.status_quo {
            Some(today) => self.space.differing(today, state),
            None => self.effectivity.issue_ids().collect(),
        }
    }

    /// Whether `who` can bring a state about from where the negotiation starts.
    pub fn can_make(&self, who: PartySet, state: StateId) -> bool {
        match self.status_quo {
            Some(today) => self.effectivity.can(&self.space, who, today, state),
            None => self.effectivity.can_settle(who),
        }
    }

    /// The states that `who` can bring about, today's included, ascending.
    pub fn makeable(&self, who: PartySet) -> Vec<StateId> {
        match self.status_quo {
            Some(today) => self.effectivity.reachable(&self.space, who, today),
            None if self.effectivity.can_settle(who) => self.space.states().collect(),
            None => Vec::new(),
        }
    }

    /// The same, as a set. Cost: as a formula that names the values of every issue.
    pub fn makeable_set(&self, who: PartySet) -> Marked {
        let Some(today) = self.status_quo else {
            return match self.effectivity.can_settle(who) {
                true => Marked::all(self.space.len()),
                false => Marked::none(self.space.len()),
            };
        };
        let combination = self.space.combination(today);
        let values = |issue: IssueId| {
            let mut values = self.effectivity.choices(&self.space, who, combination, issue);
            values.push(self.space.digit(combination, issue));
            values
        };
        Marked::within(&self.space, &self.effectivity.issue_ids().map(values).collect::<Vec<_>>())
    }

    /// How many terms the deal that brings about each state has, by state; see [`terms`](Model::terms).
    pub fn term_counts(&self) -> Vec<u8> {
        match self.status_quo {
            Some(today) => distance::distances(&self.space, today),
            None => vec![u8::try_from(self.effectivity.issues()).unwrap_or(u8::MAX); self.space.len()],
        }
    }

    /// The parties without whom nobody can bring a state about; empty if nobody can at all.
    pub fn consent_veto(&self, state: StateId) -> PartySet {
        self.everybody().indispensable(|who| self.can_make(who, state))
    }

    /// A party itself, or one of its constituencies.
    pub fn voter(&self, holder: Holder) -> &Voter {
        let party = &self.parties[holder.party];
        holder
            .constituency
            .map_or(&party.voter, |index| &party.constituencies[index as usize])
    }

    /// The same, to be replaced.
    pub fn voter_mut(&mut self, holder: Holder) -> &mut Voter {
        let party = &mut self.parties[holder.party];
        match holder.constituency {
            None => &mut party.voter,
            Some(index) => &mut party.constituencies[index as usize],
        }
    }

    /// All parties.
    pub fn everybody(&self) -> PartySet {
        PartySet::all(self.parties.len())
    }

    /// Whether every party's preferences are complete, so that ranks exist.
    pub fn is_complete(&self) -> bool {
        self.parties
            .values()
            .all(|party| matches!(party.voter.preference, Preference::Ranked(_)))
    }
}
