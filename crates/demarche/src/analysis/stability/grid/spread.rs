//! Work shared among threads, or done at once where it is too little to share. What comes out does not depend on how many threads there are.

use rayon::prelude::*;

/// Cells from which sharing pays.
pub const WORTH_SHARING: usize = 1 << 14;

/// From how many cells on work is shared.
#[derive(Clone, Copy, Debug)]
pub struct Sharing {
    /// Cells.
    pub from: usize,
}

impl Sharing {
    /// Whether work on so many cells is shared.
    fn pays(self, cells: usize) -> bool {
        cells >= self.from
    }

    /// How many threads share work on so many cells.
    pub fn threads(self, cells: usize) -> usize {
        if self.pays(cells) { rayon::current_num_threads() } else { 1 }
    }

    /// Does `work` for every task, with room that tasks done by one thread share. The order is left open: tasks must not depend on each other.
    pub fn spread<T: Send, R>(
        self,
        cells: usize,
        tasks: Vec<T>,
        room: impl Fn() -> R + Sync + Send,
        work: impl Fn(&mut R, T) + Sync + Send,
    ) {
        if self.pays(cells) {
            tasks.into_par_iter().for_each_init(room, work);
            return;
        }
        let mut room = room();
        for task in tasks {
            work(&mut room, task);
        }
    }
}
