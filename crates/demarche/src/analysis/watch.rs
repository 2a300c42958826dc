//! How long work reports its progress and learns that it should stop.

/// Told of progress; the engine itself never prints and never looks at a clock.
pub trait Watch {
    /// `done` of `total` steps of `stage` are behind. Returns whether to go on.
    fn step(&mut self, stage: &'static str, done: u64, total: u64) -> bool;
}

/// Watches nothing and lets everything run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn step(&mut self, _: &'static str, _: u64, _: u64) -> bool {
        true
    }
}
