//! Ctrl-C: the first asks the work to stop and to tell what is known so far, the second ends the process at once.

use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// What a shell expects of a process that an interrupt ended.
const ENDED: i32 = 130;

/// Listens from now on. Where that cannot be done, an interrupt ends the process by its default action: nothing needs to be undone.
pub(crate) fn listen() {
    let _ = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::Relaxed) {
            std::process::exit(ENDED);
        }
    });
}

/// Whether somebody asked to stop.
pub(crate) fn was_asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}
