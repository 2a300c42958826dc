//! Slice after slice of one party: the levels that it can be held to, shared among threads, and merged into what it secures in its fibres.

use crate::analysis::stability::grid::claims::{Claims, Opponent};
use crate::analysis::stability::grid::closed;
use crate::analysis::stability::grid::components::{Components, Hubs};
use crate::analysis::stability::grid::descent::Descending;
use crate::analysis::stability::grid::engine::{Method, counts_escapes, is_improving};
use crate::analysis::stability::grid::flood::{Flood, Own, has_rows};
use crate::analysis::stability::grid::lines::Position;
use crate::analysis::stability::grid::secured::Secured;
use crate::analysis::stability::grid::view::Sliced;
use crate::analysis::watch::Watch;
use crate::finding::Notion;
use crate::model::Refusal;
use crate::model::grid::Classes;
use crate::model::spread::Sharing;

/// Places that one thread works on between two merges, about.
const PLACES_OF_A_BATCH: usize = 1 << 18;

/// One party's question.
pub struct Focal<'e, P> {
    /// Which of its positions lead to which.
    pub classes: &'e Classes,
    /// Its own ranks, slice by slice.
    pub sliced: Sliced<'e>,
    /// The others that can move.
    pub opponents: Vec<Opponent<'e, P>>,
    /// Their ranks, in the party's slices.
    pub others: Vec<Sliced<'e>>,
    /// Class by class and fibre by fibre, the best level in reach: where an escape leads.
    pub escapes: &'e [Vec<u32>],
}

/// On what it depends to which level the others can hold the party.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// On its own ranks only: nobody reacts.
    Own,
    /// On the fibre and the class: an escape leads to the best of a fibre, and there are no gaps.
    Fibre,
    /// On the slice: the others can go everywhere in it.
    Slice,
    /// On both.
    Place,
}

/// What is asked of every slice.
struct Asked<'n> {
    notions: &'n [(Notion, Method)],
    hubs: Option<Hubs>,
}

/// What one thread works with.
struct Lane<P> {
    room: Room<P>,
    /// Slice by slice and notion by notion, the levels of a batch.
    found: Vec<Vec<Vec<u32>>>,
    /// Opponent by opponent and slice by slice, the opponent's own levels in slices that are read together, where rows of slices are no rows of what is stored.
    own: Vec<Vec<Vec<u32>>>,
}

/// Room for one slice at a time.
struct Room<P> {
    claims: Option<Claims<P>>,
    components: Components,
    descending: Descending,
    flood: Flood,
    /// The slice whose lines were gathered or sorted, and the slice whose hubs were tied.
    lined: Option<(u32, u32)>,
    tied: Option<(u32, u32)>,
}

impl<P: Position> Focal<'_, P> {
    /// Whether most of `tried` slices can be flooded, so that the others' lines need not be sorted.
    pub fn floods(&self, shortest_row: u32, tried: u32) -> bool {
        if !has_rows(&self.opponents, shortest_row) {
            return false;
        }
        let view = self.sliced.view();
        let slices = u64::from(view.idle * view.size);
        let tried = u64::from(tried).min(slices);
        let mut levels = vec![0; view.places as usize];
        let mut own = vec![levels.clone(); self.others.len()];
        let mut flood = Flood::default();
        let succeeds = |which: &u64| {
            let slice = (which * slices / tried) as u32;
            let (idle, position) = (slice / view.size, slice % view.size);
            self.sliced.read(idle, position, &mut [&mut levels]);
            for (other, own) in self.others.iter().zip(&mut own) {
                other.read(idle, position, &mut [own]);
            }
            let own: Vec<Own<'_>> = own.iter().map(|own| Own::Read(own)).collect();
            flood.lower(&self.opponents, &own, None, &mut levels)
        };
        4 * (0..tried).filter(succeeds).count() as u64 >= 3 * tried
    }

    /// On what it depends what can be forced under a notion, if it is found in that way.
    pub fn scope(&self, notion: Notion, method: Method) -> Scope {
        let free = || self.opponents.iter().all(|opponent| opponent.classes.count() == 1);
        match method {
            Method::Fibres => Scope::Own,
            Method::Product if counts_escapes(notion) => Scope::Fibre,
            Method::Product if !is_improving(notion) && free() => Scope::Slice,
            Method::Product | Method::Components | Method::Descent | Method::Claims | Method::Flood => Scope::Place,
        }
    }

    /// Whether rows of slices, lines of the innermost axis of the others, are stored in one piece: the party's own axis is not inside it.
    fn has_stored_rows(&self) -> bool {
        let innermost = self.opponents.iter().find(|opponent| opponent.finder.stride() == 1);
        innermost.is_some_and(|innermost| innermost.finder.size() <= self.sliced.view().stride)
    }

    /// What the party secures under each notion, merged from all slices.
    ///
    /// # Errors
    /// [`Refusal::Interrupted`] if `watch` says so.
    pub fn by_slices(&self, notions: &[(Notion, Method)], sharing: Sharing, watch: &mut dyn Watch) -> Result<Vec<Secured>, Refusal> {
        let (view, cells) = (self.sliced.view(), self.sliced.cells());
        let places = view.places as usize;
        let mut secured: Vec<Secured> = notions.iter().map(|_| Secured::new(self.classes.count(), view.fibres())).collect();
        if notions.is_empty() {
            return Ok(secured);
        }
        let uses = |method: Method| notions.iter().any(|(_, used)| *used == method);
        let asked = Asked {
            notions,
            hubs: uses(Method::Components).then(|| Hubs::new(view.places, &self.opponents)),
        };
        let lanes = sharing.threads(cells).min(view.size as usize);
        let together = self.sliced.together();
        let depth = (PLACES_OF_A_BATCH / places)
            .max(together)
            .clamp(1, (view.size as usize).div_ceil(lanes));
        let unsorted = if uses(Method::Flood) && !self.has_stored_rows() {
            self.others.len()
        } else {
            0
        };
        // One by one, so that memory is touched first by the thread that uses it.
        let slices = |count: usize| (0..count).map(|_| vec![0; places]).collect();
        let lane = || Lane {
            room: Room::default(),
            found: (0..depth).map(|_| slices(notions.len())).collect(),
            own: (0..unsorted).map(|_| slices(together.min(depth))).collect(),
        };
        let mut work: Vec<Lane<P>> = (0..lanes).map(|_| lane()).collect();
        let position =
            |first: u32, lane: usize, deep: usize| Some(first + (lane * depth + deep) as u32).filter(|position| *position < view.size);
        for idle in 0..view.idle {
            for first in (0..view.size).step_by(lanes * depth) {
                if !watch.step("stability", u64::from(idle * view.size + first), u64::from(view.idle * view.size)) {
                    return Err(Refusal::Interrupted);
                }
                let first_of = |lane: usize| position(first, lane, 0).unwrap_or(view.size);
                let tasks = work.iter_mut().enumerate().collect();
                let room = || ();
                sharing.spread(cells, tasks, room, |(), (lane, work): (usize, &mut Lane<P>)| {
                    self.batch(&asked, (idle, first_of(lane)), work);
                });
                for (slot, secured) in secured.iter_mut().enumerate() {
                    for class in 0..self.classes.count() {
                        let batch = work.iter().enumerate().flat_map(|(lane, work)| {
                            let found = work.found.iter().enumerate();
                            found.filter_map(move |(deep, found)| Some((position(first, lane, deep)?, found[slot].as_slice())))
                        });
                        let batch: Vec<(u32, &[u32])> = batch
                            .filter(|(position, _)| self.classes.of[*position as usize] as usize == class)
                            .collect();
                        secured.add((cells, sharing), class, idle as usize * places, &batch);
                    }
                }
            }
        }
        Ok(secured)
    }

    /// The levels of the slices of one lane, from a position on.
    fn batch(&self, asked: &Asked<'_>, (idle, first): (u32, u32), work: &mut Lane<P>) {
        let left = (self.sliced.view().size - first) as usize;
        let Lane { room, found, own } = work;
        let depth = found.len().min(left);
        for (bundle, found) in found[..depth].chunks_mut(self.sliced.together()).enumerate() {
            let from = first + (bundle * self.sliced.together()) as u32;
            // Read once, whatever the notions.
            let mut slices: Vec<&mut [u32]> = found.iter_mut().map(|found| found[0].as_mut_slice()).collect();
            self.sliced.read(idle, from, &mut slices);
            for (own, other) in own.iter_mut().zip(&self.others) {
                let mut slices: Vec<&mut [u32]> = own.iter_mut().take(found.len()).map(Vec::as_mut_slice).collect();
                other.read(idle, from, &mut slices);
            }
            for (deep, found) in found.iter_mut().enumerate() {
                let position = from + deep as u32;
                let own: Vec<Own<'_>> = if own.is_empty() {
                    self.others.iter().map(|other| Own::Stored(*other, idle, position)).collect()
                } else {
                    own.iter().map(|own| Own::Read(&own[deep])).collect()
                };
                for slot in (0..asked.notions.len()).rev() {
                    let (read, found) = found.split_at_mut(slot);
                    let read = read.first().map(Vec::as_slice);
                    self.slice(asked, slot, (idle, position), &own, room, (read, &mut found[0]));
                }
            }
        }
    }

    /// Lowers the level of every place of a slice, which is the party's own, to what the others can force. The levels are in `read`, if it is given, and else in `found`.
    fn slice(
        &self,
        asked: &Asked<'_>,
        slot: usize,
        which: (u32, u32),
        own: &[Own<'_>],
        room: &mut Room<P>,
        (read, found): (Option<&[u32]>, &mut [u32]),
    ) {
        let (notion, method) = asked.notions[slot];
        let (view, (idle, position)) = (self.sliced.view(), which);
        let class = self.classes.of[position as usize] as usize;
        let escapes = &self.escapes[class][idle as usize * found.len()..][..found.len()];
        let keys = counts_escapes(notion).then_some(escapes);
        match (read, method) {
            (None, _) | (_, Method::Components) => {}
            (Some(read), _) => found.copy_from_slice(read),
        }
        match (method, &asked.hubs) {
            (Method::Fibres, _) => {}
            (Method::Product, _) => closed::least(notion, &self.opponents, found),
            (Method::Components, Some(hubs)) => {
                if room.tied.replace(which) != Some(which) {
                    room.components.tie(hubs, read.unwrap_or(found));
                }
                match read {
                    Some(read) => room.components.least_into(hubs, keys, read, found),
                    None => room.components.least(hubs, keys, found),
                }
            }
            (Method::Descent, _) => room.descending.lower(&self.opponents, keys, found),
            (Method::Flood, _) => {
                if room.flood.lower(&self.opponents, own, keys, found) {
                    return;
                }
                let claims = room.claims.get_or_insert_with(|| Claims::new(view.places, &self.opponents));
                if room.lined.replace(which) != Some(which) {
                    let ranks: Vec<Vec<u32>> = self.others.iter().map(|other| other.ranks(idle, position)).collect();
                    claims.sort(&self.opponents, &ranks);
                }
                claims.lower(&self.opponents, keys, found);
            }
            (Method::Components, None) => {}
            (Method::Claims, _) => {
                let claims = room.claims.get_or_insert_with(|| Claims::new(view.places, &self.opponents));
                if room.lined.replace(which) != Some(which) {
                    claims.gather(&self.opponents, |place| view.cell(idle, position, place));
                }
                claims.lower(&self.opponents, keys, found);
            }
        }
    }
}

impl<P> Default for Room<P> {
    fn default() -> Self {
        Room {
            claims: None,
            components: Components::default(),
            descending: Descending::default(),
            flood: Flood::default(),
            lined: None,
            tied: None,
        }
    }
}
