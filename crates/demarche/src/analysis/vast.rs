//! Deals in spaces too large to be listed.
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
pub mod scenario;
pub mod sums;
pub mod work;
