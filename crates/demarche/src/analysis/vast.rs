//! Deals in spaces too large to be listed: a case as one question, sets of deals as decision diagrams, and what is asked of them.
//!
//! Nothing here looks at all combinations of values. Parts, in reading order: [`question`] (what is asked of a case) with [`judgment`] (one party's vote),
//! [`condition`] and [`form`] (truths, and sums); [`order`], [`compile`] and [`diagram`] (sets of deals); [`sums`] (what values add up to), [`count`] (how
//! many), [`scenario`], [`bounds`] and [`branch`] (the best, by branch and bound); [`ask`] (questions to a set); [`work`] (how work is counted and
//! stopped), [`room`] (how large things may become).

pub mod ask;
pub mod bounds;
pub mod branch;
pub mod compile;
pub mod condition;
pub mod count;
pub mod diagram;
pub mod form;
pub mod judgment;
pub mod order;
pub mod question;
pub mod room;
pub mod scenario;
pub mod sums;
pub mod work;
