//! A bar for work that lasts, on the standard error stream and only if somebody watches it.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use demarche::analysis::Watch;
use indicatif::{ProgressBar, ProgressStyle};

use crate::interrupted;

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_millis(300);

/// Draws progress.
pub(crate) struct Progress {
    begun: Instant,
    watched: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// A bar that appears when work has lasted a moment.
    pub(crate) fn new() -> Self {
        interrupted::listen();
        Progress {
            begun: Instant::now(),
            watched: std::io::stderr().is_terminal(),
            bar: None,
        }
    }
}

impl Watch for Progress {
    fn step(&mut self, stage: &'static str, done: u64, total: u64) -> bool {
        if self.watched && (self.bar.is_some() || self.begun.elapsed() >= PATIENCE) {
            let bar = self.bar.get_or_insert_with(|| {
                let style = ProgressStyle::with_template("{msg} {wide_bar} {percent}%").unwrap_or_else(|_| ProgressStyle::default_bar());
                ProgressBar::new(total).with_style(style)
            });
            bar.set_message(stage);
            bar.set_length(total);
            bar.set_position(done);
        }
        !interrupted::was_asked()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
