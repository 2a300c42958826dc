//! Work shared among threads, or done at once where it is too little to share. What comes out does not depend on how many threads there are.

use rayon::prelude::*;

/// From how much on work is shared: so many cells, states or combinations.
#[derive(Clone, Copy, Debug)]
pub struct Sharing {
    /// How many.
    pub from: usize,
}

impl Sharing {
    /// Whether work on so many is shared.
    pub fn pays(self, count: usize) -> bool {
        count >= self.from
    }

    /// How many threads share work on so many.
    pub fn threads(self, count: usize) -> usize {
        if self.pays(count) { rayon::current_num_threads() } else { 1 }
    }

    /// Does `work` for every task, with room that tasks done by one thread share. The order is left open: tasks must not depend on each other.
    pub fn spread<T: Send, R>(
        self,
        count: usize,
        tasks: Vec<T>,
        room: impl Fn() -> R + Sync + Send,
        work: impl Fn(&mut R, T) + Sync + Send,
    ) {
        if self.pays(count) {
            tasks.into_par_iter().for_each_init(room, work);
            return;
        }
        let mut room = room();
        for task in tasks {
            work(&mut room, task);
        }
    }

    /// Does `work` for every piece of `size` things, with the number of the piece.
    pub fn pieces<T: Send>(self, things: &mut [T], size: usize, work: impl Fn(usize, &mut [T]) + Sync + Send) {
        if self.pays(things.len()) {
            things
                .par_chunks_mut(size)
                .enumerate()
                .for_each(|(piece, things)| work(piece, things));
            return;
        }
        for (piece, things) in things.chunks_mut(size).enumerate() {
            work(piece, things);
        }
    }
}
