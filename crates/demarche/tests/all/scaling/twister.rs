//! The numbers of the Mersenne Twister (Matsumoto & Nishimura 1998) as Python's `random.Random` draws them from a whole number, so that cases that were generated
//! with it can be made again.

const LENGTH: usize = 624;
const MIDDLE: usize = 397;

pub(crate) struct Twister {
    state: [u32; LENGTH],
    next: usize,
}

impl Twister {
    /// As `random.Random(seed)`.
    pub(crate) fn new(seed: u64) -> Self {
        let key = [seed as u32, (seed >> 32) as u32];
        let key = if key[1] == 0 { &key[..1] } else { &key[..] };
        let mut state = [0u32; LENGTH];
        state[0] = 19_650_218;
        for index in 1..LENGTH {
            let before = state[index - 1];
            state[index] = (before ^ (before >> 30)).wrapping_mul(1_812_433_253).wrapping_add(index as u32);
        }
        let (mut at, mut word) = (1, 0);
        for _ in 0..LENGTH.max(key.len()) {
            let before = state[at - 1];
            let mixed = state[at] ^ (before ^ (before >> 30)).wrapping_mul(1_664_525);
            state[at] = mixed.wrapping_add(key[word]).wrapping_add(word as u32);
            (at, word) = (at + 1, (word + 1) % key.len());
            if at == LENGTH {
                state[0] = state[LENGTH - 1];
                at = 1;
            }
        }
        for _ in 0..LENGTH - 1 {
            let before = state[at - 1];
            let mixed = state[at] ^ (before ^ (before >> 30)).wrapping_mul(1_566_083_941);
            state[at] = mixed.wrapping_sub(at as u32);
            at += 1;
            if at == LENGTH {
                state[0] = state[LENGTH - 1];
                at = 1;
            }
        }
        state[0] = 1 << 31;
        Twister { state, next: LENGTH }
    }

    fn word(&mut self) -> u32 {
        if self.next == LENGTH {
            for index in 0..LENGTH {
                let joined = (self.state[index] & (1 << 31)) | (self.state[(index + 1) % LENGTH] & !(1 << 31));
                let odd = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
                self.state[index] = self.state[(index + MIDDLE) % LENGTH] ^ (joined >> 1) ^ odd;
            }
            self.next = 0;
        }
        let mut word = self.state[self.next];
        self.next += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    /// A number below `bound`, as `randrange(bound)`.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        let bits = 32 - bound.leading_zeros();
        loop {
            let drawn = self.word() >> (32 - bits);
            if drawn < bound {
                return drawn;
            }
        }
    }

    /// As `shuffle(items)`.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u32 + 1) as usize);
        }
    }
}
