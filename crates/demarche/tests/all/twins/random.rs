//! Reproducible randomness: the same cases every time, others with `DEMARCHE_SEED`, more or fewer with `DEMARCHE_CASES`.

use std::cell::Cell;
use std::fmt::Debug;
use std::sync::Once;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use crate::twins::draft::Draft;

/// Random cases for each comparison.
const CASES: u32 = 10_000;

fn setting<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}

/// Runs `check` on random drafts; a failure is shrunk and shown as a case file.
pub(super) fn for_random_drafts(strategy: impl Strategy<Value = Draft>, check: impl Fn(&Draft)) {
    run(1, strategy, |draft| format!("{}\n{draft:?}", draft.text()), check);
}

/// Runs `check` on random values, `part` times fewer than there are drafts elsewhere; a failure is shrunk and shown.
pub(super) fn for_random<T: Debug>(part: u32, strategy: impl Strategy<Value = T>, check: impl Fn(&T)) {
    run(part, strategy, |value| format!("{value:#?}"), check);
}

fn run<T: Debug>(part: u32, strategy: impl Strategy<Value = T>, show: impl Fn(&T) -> String, check: impl Fn(&T)) {
    let config = Config {
        cases: setting("DEMARCHE_CASES").unwrap_or(CASES).div_ceil(part),
        failure_persistence: None,
        max_shrink_iters: 4_000,
        ..Config::default()
    };
    let mut seed = [0u8; 32];
    seed[..8].copy_from_slice(&setting::<u64>("DEMARCHE_SEED").unwrap_or(0).to_le_bytes());
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
    say_nothing_of_trials();
    let outcome = runner.run(&strategy, |value| {
        ON_TRIAL.set(true);
        let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(&value)));
        ON_TRIAL.set(false);
        checked.map_err(|panic| {
            let said = panic.downcast_ref::<String>().cloned();
            let said = said.or_else(|| panic.downcast_ref::<&str>().map(|said| (*said).to_owned()));
            TestCaseError::fail(said.unwrap_or_default())
        })
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(reason, value)) => panic!("{reason}\n\n{}", show(&value)),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}

thread_local! {
    /// Whether this thread is checking a random case, so that a panic is a result and no news.
    static ON_TRIAL: Cell<bool> = const { Cell::new(false) };
}

/// Shrinking fails a thousand times on its way to the smallest case.
fn say_nothing_of_trials() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let speak = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !ON_TRIAL.get() {
                speak(panic);
            }
        }));
    });
}

/// A small generator for choices inside one check, seeded by the draft.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Dice(seed ^ 0x9e37_79b9_7f4a_7c15)
    }

    /// A number below `bound` (SplitMix64).
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    /// `items` in random order.
    pub(super) fn shuffled(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            order.swap(last, self.below(last + 1));
        }
        order
    }
}
