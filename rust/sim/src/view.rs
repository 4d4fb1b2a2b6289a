//! What a view may look at: the columns of the pools as slices, and the rest as small copies.
//!
//! All slices of a view have the same length, and the same place in each is the same thing. Places change from tick to tick.

use crate::ids::{Id, Ids};
use crate::mode::BossAttack;

/// The creeps.
#[derive(Clone, Copy, Debug)]
pub struct CreepsView<'a> {
    pub(crate) ids: &'a Ids,
    /// Centres, in px.
    pub x: &'a [f32],
    /// Centres, in px.
    pub y: &'a [f32],
    /// Centres a tick ago, in px: to be drawn between.
    pub from_x: &'a [f32],
    /// Centres a tick ago, in px.
    pub from_y: &'a [f32],
    /// Places in `Mode::creeps`, which has the picture and the size.
    pub kind: &'a [u8],
    /// The tick that each came in: `sim.tick() - born` is its age.
    pub born: &'a [u32],
    /// The tick up to which each flashes from a hit: it does while `flash > sim.tick()`.
    pub flash: &'a [u32],
    /// Health left.
    pub health: &'a [i32],
    /// Health at first.
    pub full: &'a [i32],
    /// Hits that the shields still take; 0 for none.
    pub shield: &'a [u8],
    /// What each is at: 0 comes in or flies, 1 waits or stays, 2 dives or leaves.
    pub stage: &'a [u8],
}

impl CreepsView<'_> {
    /// The id of the creep at `place`.
    pub fn id(&self, place: usize) -> Id {
        self.ids.id(place)
    }

    /// Where the creep `id` is in the slices; none when it is gone.
    pub fn place(&self, id: Id) -> Option<usize> {
        self.ids.place(id)
    }
}

/// Bullets: the ship's, or the creeps' and bosses'.
#[derive(Clone, Copy, Debug)]
pub struct BulletsView<'a> {
    pub(crate) ids: &'a Ids,
    /// Centres, in px.
    pub x: &'a [f32],
    /// Centres, in px.
    pub y: &'a [f32],
    /// Centres a tick ago, in px.
    pub from_x: &'a [f32],
    /// Centres a tick ago, in px.
    pub from_y: &'a [f32],
    /// Velocities, in px a tick: where they point.
    pub vx: &'a [f32],
    /// Velocities, in px a tick.
    pub vy: &'a [f32],
    /// Places in `Mode::bullets`, which has the picture and the size.
    pub kind: &'a [u8],
    /// The tick that each came in.
    pub born: &'a [u32],
}

impl BulletsView<'_> {
    /// The id of the bullet at `place`.
    pub fn id(&self, place: usize) -> Id {
        self.ids.id(place)
    }
}

/// Power-ups that fall.
#[derive(Clone, Copy, Debug)]
pub struct PowerUpsView<'a> {
    /// Centres, in px.
    pub x: &'a [f32],
    /// Centres, in px.
    pub y: &'a [f32],
    /// Centres a tick ago, in px.
    pub from_x: &'a [f32],
    /// Centres a tick ago, in px.
    pub from_y: &'a [f32],
    /// Places in `Mode::power_ups.kinds`.
    pub kind: &'a [u8],
    /// The tick that each came in.
    pub born: &'a [u32],
}

/// The ship.
#[derive(Clone, Copy, Debug)]
pub struct ShipView<'a> {
    /// Its centre, in px.
    pub x: f32,
    /// Its centre, in px.
    pub y: f32,
    /// Its centre a tick ago, in px; `y` never changes.
    pub from_x: f32,
    /// How it steers: -8 (left) to 8 (right).
    pub steer: i8,
    /// Lives left.
    pub lives: u32,
    /// Ticks during which nothing harms it.
    pub invulnerable: u32,
    /// Hits that its shield takes.
    pub shield: u32,
    /// Bombs.
    pub bombs: u32,
    /// Its weapon's place in `Mode::weapon`.
    pub weapon: usize,
    /// Ticks left of each of `Mode::power_ups.kinds`; 0 for those that do not last.
    pub powers: &'a [u32],
}

/// The boss.
#[derive(Clone, Copy, Debug)]
pub struct BossView<'a> {
    /// Its place in `Mode::bosses`.
    pub kind: usize,
    /// Its centre, in px.
    pub x: f32,
    /// Its centre, in px.
    pub y: f32,
    /// Its centre a tick ago, in px.
    pub from_x: f32,
    /// Its centre a tick ago, in px.
    pub from_y: f32,
    /// The part of its health that is left: 0 to 1.
    pub health: f32,
    /// Its phase, from 0.
    pub phase: usize,
    /// The tick it came in.
    pub born: u32,
    /// The tick up to which it flashes from a hit.
    pub flash: u32,
    /// What it is at.
    pub act: Act<'a>,
    /// Its beam, announced or burning.
    pub beam: Option<BeamView>,
}

/// What a boss is at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act<'a> {
    /// It flies in.
    Enters,
    /// It rests between two attacks.
    Rests,
    /// It announces an attack.
    Telegraphs {
        /// Which.
        attack: &'a BossAttack,
        /// How far the announcement is: 0 to 1.
        progress: f32,
        /// Ticks until the attack, at full pace.
        left: u32,
    },
    /// It attacks.
    Attacks {
        /// How.
        attack: &'a BossAttack,
    },
    /// It comes back from a charge.
    Returns,
}

/// A boss's beam. It begins at the boss's centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BeamView {
    /// Where it points, in turns from straight down; to the right is above 0.
    pub angle: f32,
    /// The same a tick ago.
    pub from_angle: f32,
    /// In px.
    pub width: f32,
    /// Whether it burns; else it is announced.
    pub burns: bool,
}

/// The wave, or the stage of a pour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaveView<'a> {
    /// From 1; goes on counting in further rounds. 0 before the first.
    pub number: u32,
    /// What the banner says.
    pub name: &'a str,
    /// Rounds of all waves that are whole.
    pub laps: u32,
}

/// How many there are, and were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Creeps on the field.
    pub creeps: usize,
    /// The ship's bullets on the field.
    pub shots: usize,
    /// The creeps' bullets on the field.
    pub creep_shots: usize,
    /// Power-ups falling.
    pub power_ups: usize,
    /// Creeps shot so far.
    pub kills: u64,
    /// Creeps that came so far.
    pub came: u64,
    /// Creeps that left the field so far.
    pub left: u64,
    /// Bullets fired so far.
    pub fired: u64,
    /// Bullets that hit so far; of a bullet that pierces, every hit.
    pub hits: u64,
}
