//! x
/// x
pub struct Replies;
