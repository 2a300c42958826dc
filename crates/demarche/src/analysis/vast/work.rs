//! Work that is counted, and that stops when it is told to.

use crate::analysis::vast::room::Room;
use crate::analysis::watch::Watch;

/// Why a piece of work has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Somebody asked to stop.
    Asked,
    /// It would have exceeded a limit.
    TooLarge,
}

/// Small steps between two looks at the watch.
const PATIENCE: u64 = 1 << 13;

/// Counts steps and looks at the watch.
pub struct Work<'w> {
    watch: &'w mut dyn Watch,
    stage: &'static str,
    done: u64,
    since: u64,
    stopped: bool,
    room: Room,
}

impl<'w> Work<'w> {
    /// Work that reports to `watch` and keeps to `room`.
    pub fn new(watch: &'w mut dyn Watch, room: Room) -> Self {
        Work {
            watch,
            room,
            stage: "diagrams",
            done: 0,
            since: 0,
            stopped: false,
        }
    }

    /// The limits that it keeps to.
    pub fn room(&self) -> Room {
        self.room
    }

    /// What is done from now on.
    pub fn begin(&mut self, stage: &'static str) {
        (self.stage, self.done) = (stage, 0);
    }

    /// Whether somebody asked to stop.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Asks the watch now.
    ///
    /// # Errors
    /// [`Stop::Asked`] if it says so, now or before.
    pub fn look(&mut self) -> Result<(), Stop> {
        self.since = 0;
        // How much there is to do is not known: the bar fills half, then half of the rest, and so on.
        let total = self.done.saturating_add(self.done.max(1));
        self.stopped = self.stopped || !self.watch.step(self.stage, self.done, total);
        if self.stopped { Err(Stop::Asked) } else { Ok(()) }
    }

    /// Counts small steps; looks at the watch now and then.
    ///
    /// # Errors
    /// As [`look`](Work::look).
    pub fn step(&mut self, steps: u64) -> Result<(), Stop> {
        (self.done, self.since) = (self.done + steps, self.since + steps);
        if self.since >= PATIENCE { self.look() } else { Ok(()) }
    }

    /// The result of one step that may be large, unless it was too large or somebody asked to stop.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn built<T>(&mut self, result: Option<T>) -> Result<T, Stop> {
        self.step(PATIENCE / 64)?;
        result.ok_or(Stop::TooLarge)
    }
}
