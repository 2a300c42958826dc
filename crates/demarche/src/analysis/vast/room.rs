//! How large diagrams and sums may become, from the memory that the work may take.
//!
//! Memory cannot be foreseen here as it can where states are listed: a diagram is as large as it turns out. So each thing that grows has a limit that is a share of the memory, and
//! what would exceed it is not built. Shares are such that all that is alive at once stays below: a node of a diagram takes 12 bytes, a step of an operation that joins two diagrams up to 48
//! meanwhile, an arc 4, a node with sums up to 128; there are some dozens of diagrams at a time, but one operation, and one diagram that is walked.

/// However little memory there is, so much is tried.
const LEAST: u64 = 4;

/// The memory that the work may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    bytes: u64,
}

impl Room {
    /// So many bytes.
    pub const fn of(bytes: u64) -> Self {
        Room { bytes }
    }

    /// Nodes of one decision diagram, at most. Memory would admit more; but where diagrams grow large, they take longer to build than what they leave out takes to look at one by one.
    pub fn nodes(self) -> usize {
        self.share(1 << 15)
    }

    /// Nodes of diagrams that are kept side by side for one purpose, at most.
    pub fn kept(self) -> usize {
        self.share(512)
    }

    /// Steps of one operation that joins two diagrams, at most.
    pub fn steps(self) -> usize {
        self.share(256)
    }

    /// Arcs of a diagram that is walked, at most, where so many sums are asked about: each takes room at every node.
    pub fn arcs(self, sums: usize) -> usize {
        self.share(512) / (1 + sums / 4)
    }

    /// Different nodes and sums of one layer that are counted apart, at most.
    pub fn sums(self) -> usize {
        self.share(8_192)
    }

    fn share(self, of: u64) -> usize {
        // Diagrams number their nodes in 32 bits.
        (self.bytes / of).clamp(LEAST, 1 << 30) as usize
    }
}
