//! A set of deals as a layered diagram: one layer a level, one arc for each value (multi-valued decision diagram; Kam et al. 1998).
//!
//! Made from a binary decision diagram by reading the bits of each level together. No level is skipped, so that whoever walks it can add up, level
//! by level, what the values are worth. After the last level every path ends in a node of the binary diagram that speaks of sums only.

use std::collections::BTreeMap;

use biodivine_lib_bdd::{Bdd, BddPointer};

use crate::analysis::vast::compile::{Code, Compiler};
use crate::analysis::vast::work::{Stop, Work};

/// No node.
pub const NONE: u32 = u32::MAX;

/// One level's nodes.
#[derive(Clone, Debug)]
pub struct Layer {
    /// How many values.
    pub radix: usize,
    /// By node and value: the node of the next layer (after the last: the end), or [`NONE`].
    pub arcs: Vec<u32>,
}

impl Layer {
    /// How many nodes.
    pub fn width(&self) -> usize {
        self.arcs.len() / self.radix.max(1)
    }

    /// The arcs of one node, by value.
    pub fn of(&self, node: u32) -> &[u32] {
        let first = node as usize * self.radix;
        &self.arcs[first..first + self.radix]
    }
}

/// A set of deals.
#[derive(Clone, Debug)]
pub struct Diagram {
    /// From the first level to the last; the first has one node, or none where the set is empty.
    pub layers: Vec<Layer>,
    /// What remains of the binary diagram at each end.
    pub ends: Vec<BddPointer>,
}

impl Diagram {
    /// Reads a set that `compiler` built.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn new(compiler: &Compiler<'_>, set: &Bdd, work: &mut Work<'_>) -> Result<Self, Stop> {
        let mut layers = Vec::new();
        let mut frontier: Vec<BddPointer> = Vec::new();
        if !set.is_false() {
            frontier.push(set.root_pointer());
        }
        let most = work.room().arcs(compiler.question.forms.len());
        let mut arcs_in_all = 0usize;
        for code in &compiler.codes {
            let radix = code.radix as usize;
            arcs_in_all = arcs_in_all.saturating_add(frontier.len().saturating_mul(radix));
            if arcs_in_all > most {
                return Err(Stop::TooLarge);
            }
            work.step((frontier.len() * radix) as u64)?;
            let mut index: BTreeMap<usize, u32> = BTreeMap::new();
            let mut next: Vec<BddPointer> = Vec::new();
            let mut arcs = Vec::with_capacity(frontier.len() * radix);
            for node in &frontier {
                for value in 0..code.radix {
                    let to = follow(set, *node, code, value);
                    let arc = if to.is_zero() {
                        NONE
                    } else {
                        *index.entry(to.to_index()).or_insert_with(|| {
                            next.push(to);
                            next.len() as u32 - 1
                        })
                    };
                    arcs.push(arc);
                }
            }
            layers.push(Layer { radix, arcs });
            frontier = next;
        }
        Ok(Diagram { layers, ends: frontier })
    }

    /// The paths that lead to the ends marked in `alive`; what leads nowhere is left out.
    #[must_use]
    pub fn keeping(&self, alive: &[bool]) -> Self {
        let mut leads: Vec<bool> = alive.to_vec();
        let mut layers = self.layers.clone();
        for layer in layers.iter_mut().rev() {
            for to in &mut layer.arcs {
                if *to != NONE && !leads[*to as usize] {
                    *to = NONE;
                }
            }
            leads = (0..layer.width())
                .map(|node| layer.of(node as u32).iter().any(|to| *to != NONE))
                .collect();
        }
        let empty = leads.first().is_none_or(|leads| !leads);
        Diagram {
            layers,
            ends: if empty { Vec::new() } else { self.ends.clone() },
        }
    }

    /// Whether no deal belongs to it, whatever sums are.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Nodes of all layers.
    pub fn nodes(&self) -> usize {
        self.layers.iter().map(Layer::width).sum()
    }
}

/// Where a value leads from a node.
fn follow(set: &Bdd, node: BddPointer, code: &Code, value: u32) -> BddPointer {
    let mut at = node;
    while !at.is_terminal() {
        let variable = set.var_of(at).to_index();
        if variable >= code.first + code.bits {
            break;
        }
        let bit = value >> (code.bits - 1 - (variable - code.first)) & 1;
        at = if bit == 1 { set.high_link_of(at) } else { set.low_link_of(at) };
    }
    at
}
