//! Draws preference models and counts in how many of them deals can be signed, and hold.
//!
//! The same models are drawn for all deals (common random numbers), so that deals can be compared. Each draw has a generator of its own, started
//! from the seed and the draw's number: a draw can be repeated alone, and the order of the work decides nothing. What was drawn before an
//! interruption counts. Cost: draws times the analysis of one complete model, and of each deal in it.

use rand_core::SeedableRng;
use rand_pcg::Pcg64;

use crate::analysis::acceptance::signing;
use crate::analysis::doubt::weights::{TooLarge, Weights};
use crate::analysis::stability::Scope;
use crate::analysis::stability::holding::Holdings;
use crate::analysis::watch::Watch;
use crate::case::{Case, Holder};
use crate::finding::Verdict;
use crate::index::{PartyId, StateId};
use crate::model::{Limits, Model, PartySet, Preference, Refusal};

/// A deal whose findings are counted.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The state that it brings about.
    pub state: StateId,
    /// Who would sign.
    pub signatories: PartySet,
}

/// In how many of the drawn models things are so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// The signatories can sign.
    pub signable: u64,
    /// The deal holds, notion by notion in the order of [`crate::finding::Notion::ALL`]; `None` where some draw gave no verdict.
    pub holds: [Option<u64>; 6],
    /// It can be signed and holds, likewise.
    pub both: [Option<u64>; 6],
}

/// What was drawn.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// How many models.
    pub draws: u64,
    /// One entry a deal.
    pub counts: Vec<Counted>,
    /// Voters whose lines are too much to draw from: their preferences stay as open as the case leaves them, and what depends on them is not counted
    /// as so.
    pub left_open: Vec<Holder>,
    /// Voters of whose preferences nothing is said: their weights may point either way.
    pub unknown: Vec<Holder>,
    /// Voters for whom no model that meets all comparisons was found.
    pub not_found: Vec<Holder>,
}

/// Draws `draws` models of `case` and asks each for the deals. `model` is a model of the same case, whose incomplete preferences are replaced.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so before anything was drawn.
pub fn draw(
    case: &Case,
    mut model: Model,
    deals: &[Asked],
    (draws, seed): (u64, u64),
    limits: &Limits,
    watch: &mut dyn Watch,
) -> Result<Drawn, Refusal> {
    let scopes: Vec<Scope> = deals.iter().map(|deal| Scope::of_deal(case, &model, deal.state)).collect();
    let mut drawn = Drawn {
        draws: 0,
        counts: deals
            .iter()
            .map(|_| Counted {
                signable: 0,
                holds: [Some(0); 6],
                both: [Some(0); 6],
            })
            .collect(),
        left_open: Vec::new(),
        unknown: Vec::new(),
        not_found: Vec::new(),
    };
    let open = open_voters(case, &model, &mut drawn);
    for number in 0..draws {
        if number % 16 == 0 && !watch.step("draws", number, draws) {
            return if number == 0 { Err(Refusal::Interrupted) } else { Ok(drawn) };
        }
        // A generator for each draw and voter: a voter more or less leaves the others' draws as they are.
        for (holder, weights) in &open {
            let mut random = Pcg64::seed_from_u64(mixed(seed, number, *holder));
            let Some(ranked) = weights.draw(&model.space, &mut random) else {
                drawn.not_found.push(*holder);
                return Ok(drawn);
            };
            let party = &mut model.parties[holder.party];
            let voter = match holder.constituency {
                None => &mut party.voter,
                Some(index) => &mut party.constituencies[index as usize],
            };
            voter.preference = Preference::Ranked(ranked);
        }
        let holdings = match Holdings::new(&model, limits, watch) {
            Ok(holdings) => holdings,
            Err(_) if drawn.draws > 0 => return Ok(drawn),
            Err(refused) => return Err(refused),
        };
        for ((deal, scope), count) in deals.iter().zip(&scopes).zip(&mut drawn.counts) {
            let signable = signing(&model, deal.signatories, deal.state).verdict == Verdict::Yes;
            count.signable += u64::from(signable);
            let mut holds = [Some(true); 6];
            for party in model.parties.keys() {
                for (holds, examined) in holds.iter_mut().zip(holdings.examine(party, deal.state, scope)) {
                    *holds = holds.zip(examined.verdict).map(|(holds, verdict)| holds && verdict == Verdict::Yes);
                }
            }
            for (slot, holds) in holds.into_iter().enumerate() {
                let add = |count: Option<u64>, so: bool| count.zip(holds).map(|(count, holds)| count + u64::from(holds && so));
                count.holds[slot] = add(count.holds[slot], true);
                count.both[slot] = add(count.both[slot], signable);
            }
        }
        drawn.draws += 1;
    }
    Ok(drawn)
}

/// A seed for one voter's draw; odd multipliers keep different draws apart (Steele, Lea & Flood 2014).
fn mixed(seed: u64, number: u64, holder: Holder) -> u64 {
    let voter = u64::from(holder.party.0) << 8 | u64::from(holder.constituency.map_or(0, |index| index + 1));
    let number = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    seed.wrapping_add(number).rotate_left(23) ^ voter.wrapping_mul(0xD1B5_4A32_D192_ED03)
}

/// The voters whose preferences are drawn, with their models.
fn open_voters(case: &Case, model: &Model, drawn: &mut Drawn) -> Vec<(Holder, Weights)> {
    let mut open = Vec::new();
    let parties: Vec<PartyId> = model.parties.keys().collect();
    for party in parties {
        let declared = &model.parties[party];
        let inside = (0u32..).zip(&declared.constituencies);
        let inside = inside.map(|(index, voter)| (Holder::inside(party, index), voter));
        for (holder, voter) in std::iter::once((Holder::itself(party), &declared.voter)).chain(inside) {
            if matches!(voter.preference, Preference::Ranked(_)) {
                continue;
            }
            if voter.preference.is_unknown() {
                drawn.unknown.push(holder);
            }
            match Weights::new(case, &model.space, holder) {
                Ok(weights) => open.push((holder, weights)),
                Err(TooLarge) => drawn.left_open.push(holder),
            }
        }
    }
    open
}
