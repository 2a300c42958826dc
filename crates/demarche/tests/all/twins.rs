//! Every clever algorithm agrees with a slow, definition-literal twin on random small cases.
//!
//! The twins share no code with the engine: they start from a [`draft`] of a case, which is also written out as a case file and read
//! by the engine. Parts: [`draft`] (a small case), [`generate`] (random ones), [`graph`] (states, moves, legal sequences), [`notions`]
//! (individual stability), [`joint`] (coalitions), [`farsighted`] (largest consistent set), [`completion`] (preferences that agree with
//! incomplete ones); then the comparisons: [`complete`], [`incomplete`], [`signing`], [`taken`], [`supports`], [`versions`], [`settled`], [`engines`], [`sliced`], [`conflict`], [`unknown`], [`tipping`], [`inverse`], [`moment`]
//! and [`laws`]; [`at_once`] compares what is done for many states at once with what is done for each,
//! and [`best`] a list of the best deals with all deals.
//! [`power`], [`cooperative`] and [`joint_gain`] compare games with theirs.
//! Numbers have twins of their own, which start from random points: [`bargaining`].

mod at_once;
mod bargaining;
mod best;
mod complete;
mod completion;
mod conflict;
mod cooperative;
mod doubt;
mod draft;
mod engines;
mod farsighted;
mod generate;
mod graph;
mod incomplete;
mod inverse;
mod joint;
mod joint_gain;
mod laws;
mod moment;
mod notions;
mod power;
mod random;
mod settled;
mod signing;
mod sliced;
mod supports;
mod taken;
mod tipping;
mod unknown;
mod vast;
mod versions;
mod way;
