//! A set of deals as a union of simpler ones, in each of which some sums have floors and nothing else is asked of sums.
//!
//! Below each end of a diagram stand conditions on sums only. Every way in which they can be met is a scenario: these inequalities are met, those
//! are not. What nobody minds is left out: where meeting an inequality never hurts, nothing is asked of it where it is not met.

use std::collections::BTreeMap;

use biodivine_lib_bdd::{Bdd, BddPointer};

use crate::analysis::vast::compile::Compiler;
use crate::analysis::vast::diagram::Diagram;
use crate::analysis::vast::work::Stop;

/// Scenarios of one set, at most.
const MOST_SCENARIOS: usize = 1 << 10;

/// Inequalities that are met, and that are not.
pub type Literals = BTreeMap<usize, bool>;

/// One scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Inequalities, by their number, and whether they are met.
    pub literals: Literals,
    /// The ends of the diagram at which this is enough.
    pub alive: Vec<bool>,
}

/// The scenarios of a set whose diagram is `diagram`; together they cover it, and none leaves it.
///
/// # Errors
/// [`Stop::TooLarge`] if there are too many.
pub fn scenarios(compiler: &Compiler<'_>, set: &Bdd, diagram: &Diagram) -> Result<Vec<Scenario>, Stop> {
    let mut found: Vec<Literals> = Vec::new();
    let harmless = harmless(compiler, set, diagram);
    for end in &diagram.ends {
        let mut open: Vec<(BddPointer, Literals)> = vec![(*end, Literals::new())];
        while let Some((at, literals)) = open.pop() {
            if at.is_zero() {
                continue;
            }
            if at.is_one() {
                if !found.contains(&literals) {
                    found.push(literals);
                }
            } else {
                let atom = set.var_of(at).to_index() - compiler.first_atom;
                let mut low = literals.clone();
                if !harmless[atom] {
                    low.insert(atom, false);
                }
                let mut high = literals;
                high.insert(atom, true);
                open.push((set.high_link_of(at), high));
                open.push((set.low_link_of(at), low));
            }
            if found.len() + open.len() > MOST_SCENARIOS {
                return Err(Stop::TooLarge);
            }
        }
    }
    let scenario = |literals: Literals| {
        let alive = diagram.ends.iter().map(|end| is_enough(compiler, set, *end, &literals)).collect();
        Scenario { literals, alive }
    };
    Ok(found.into_iter().map(scenario).collect())
}

/// By inequality: whether meeting it never takes a deal out of the set.
fn harmless(compiler: &Compiler<'_>, set: &Bdd, diagram: &Diagram) -> Vec<bool> {
    let mut harmless = vec![true; compiler.question.atoms.len()];
    let mut seen: BTreeMap<usize, ()> = BTreeMap::new();
    let mut open: Vec<BddPointer> = diagram.ends.clone();
    while let Some(at) = open.pop() {
        if at.is_terminal() || seen.insert(at.to_index(), ()).is_some() {
            continue;
        }
        let (low, high) = (set.low_link_of(at), set.high_link_of(at));
        let atom = set.var_of(at).to_index() - compiler.first_atom;
        harmless[atom] &= implies(set, low, high, &mut BTreeMap::new());
        open.extend([low, high]);
    }
    harmless
}

/// Whether wherever one node leads to a yes, the other does.
fn implies(set: &Bdd, one: BddPointer, other: BddPointer, known: &mut BTreeMap<(usize, usize), bool>) -> bool {
    if one.is_zero() || other.is_one() || one == other {
        return true;
    }
    if one.is_one() && other.is_zero() {
        return false;
    }
    let key = (one.to_index(), other.to_index());
    if let Some(known) = known.get(&key) {
        return *known;
    }
    let variable = set.var_of(one).min(set.var_of(other));
    let branch = |at: BddPointer, high: bool| match (set.var_of(at) == variable, high) {
        (false, _) => at,
        (true, true) => set.high_link_of(at),
        (true, false) => set.low_link_of(at),
    };
    let so = [true, false]
        .into_iter()
        .all(|high| implies(set, branch(one, high), branch(other, high), known));
    known.insert(key, so);
    so
}

/// Whether an end says yes whatever the inequalities are of which `literals` do not speak.
fn is_enough(compiler: &Compiler<'_>, set: &Bdd, end: BddPointer, literals: &Literals) -> bool {
    let mut open = vec![end];
    while let Some(at) = open.pop() {
        if at.is_zero() {
            return false;
        }
        if at.is_one() {
            continue;
        }
        let said = literals.get(&(set.var_of(at).to_index() - compiler.first_atom));
        if said != Some(&false) {
            open.push(set.high_link_of(at));
        }
        if said != Some(&true) {
            open.push(set.low_link_of(at));
        }
    }
    true
}
