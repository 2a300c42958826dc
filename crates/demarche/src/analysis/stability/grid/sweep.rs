//! Verdicts of all states at once, as bits.

use crate::analysis::stability::grid::secured::Secured;
use crate::analysis::stability::grid::view::View;
use crate::model::Bits;
use crate::model::grid::Classes;
use crate::model::spread::Sharing;

/// A multiple of the bits of a word.
const CELLS_OF_A_TASK: usize = 1 << 15;

/// Clears the bits of cells at which the party would leave, in one row of bits for each of `secured`. The bits of cells that are no states are left in any state.
pub fn strike(view: View, classes: &Classes, keys: &[u32], secured: &[&Secured], bits: &mut [Bits], sharing: Sharing) {
    let of_class = |secured: &&Secured| (0..classes.count()).map(|class| secured.reaches(class)).collect();
    let reaches: Vec<Vec<Vec<u32>>> = secured.iter().map(of_class).collect();
    let mut tasks: Vec<(usize, Vec<&mut [u64]>)> = (0..keys.len().div_ceil(CELLS_OF_A_TASK)).map(|task| (task, Vec::new())).collect();
    for bits in bits.iter_mut() {
        let words = bits.words_mut().chunks_mut(CELLS_OF_A_TASK / 64);
        tasks.iter_mut().zip(words).for_each(|((_, task), words)| task.push(words));
    }
    sharing.spread(
        keys.len(),
        tasks,
        || vec![0u8; CELLS_OF_A_TASK],
        |stays, (task, words)| {
            let first = task * CELLS_OF_A_TASK;
            let keys = &keys[first..(first + CELLS_OF_A_TASK).min(keys.len())];
            for (reaches, words) in reaches.iter().zip(words) {
                let stays = &mut stays[..keys.len().next_multiple_of(64)];
                if view.stride == 1 {
                    by_lines(view, classes, first, keys, reaches, stays);
                } else {
                    by_runs(view, classes, first, keys, reaches, stays);
                }
                for (word, stays) in words.iter_mut().zip(stays.chunks_exact(64)) {
                    let mut packed = 0u64;
                    for (byte, eight) in stays.chunks_exact(8).enumerate() {
                        let eight = eight.iter().rev().fold(0u64, |all, one| all << 8 | u64::from(*one));
                        packed |= (eight.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * byte);
                    }
                    *word &= packed;
                }
            }
        },
    );
}

/// Runs of cells with the same position.
fn by_runs(view: View, classes: &Classes, first: usize, keys: &[u32], reaches: &[Vec<u32>], stays: &mut [u8]) {
    let stride = view.stride as usize;
    let mut done = 0;
    while done < keys.len() {
        let cell = first + done;
        let (rest, low) = (cell / stride, cell % stride);
        let (high, position) = (rest / view.size as usize, rest % view.size as usize);
        let length = (stride - low).min(keys.len() - done);
        let reach = &reaches[classes.of[position] as usize][high * stride + low..][..length];
        for ((stays, key), reach) in stays[done..].iter_mut().zip(&keys[done..]).zip(reach) {
            *stays = u8::from(key.wrapping_add(1) >= *reach);
        }
        done += length;
    }
}

/// Lines of one fibre each.
fn by_lines(view: View, classes: &Classes, first: usize, keys: &[u32], reaches: &[Vec<u32>], stays: &mut [u8]) {
    let size = view.size as usize;
    let mut done = 0;
    while done < keys.len() {
        let cell = first + done;
        let (fibre, position) = (cell / size, cell % size);
        let length = (size - position).min(keys.len() - done);
        let (stays, keys) = (&mut stays[done..done + length], &keys[done..done + length]);
        if let [reaches] = reaches {
            let reach = reaches[fibre];
            for (stays, key) in stays.iter_mut().zip(keys) {
                *stays = u8::from(key.wrapping_add(1) >= reach);
            }
        } else {
            for ((stays, key), class) in stays.iter_mut().zip(keys).zip(&classes.of[position..]) {
                *stays = u8::from(key.wrapping_add(1) >= reaches[*class as usize][fibre]);
            }
        }
        done += length;
    }
}
