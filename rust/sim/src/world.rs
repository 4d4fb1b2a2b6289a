//! What is on the playfield: the pools, the ship, the boss.

use crate::pool::pool;
use crate::shape::RoundedBox;

/// Collision layers, as in Godot: `a` looks for `b` where `a`'s mask and `b`'s layer share a bit.
pub mod layers {
    /// Creeps, bosses and their bullets, and power-ups: what the ship looks for.
    pub const MEETS_SHIP: u8 = 1;
    /// Creeps and bosses: what the ship's bullets look for.
    pub const MEETS_PLAYER_BULLETS: u8 = 2;
    /// The ship's mask.
    pub const SHIP_MASK: u8 = MEETS_SHIP;
    /// The mask of the ship's bullets.
    pub const PLAYER_BULLET_MASK: u8 = MEETS_PLAYER_BULLETS;
}

/// How a creep flies in.
pub mod entry {
    /// Straight down, by its own motion alone; or it is done.
    pub const NONE: u8 = 0;
    /// On a path.
    pub const ON_PATH: u8 = 1;
    /// From the path's end to its place.
    pub const TO_PLACE: u8 = 2;
    /// In its place.
    pub const HOLDS: u8 = 3;
}

pool! {
    /// The creeps.
    Creeps of
    /// A creep.
    Creep {
        /// In px.
        x: f32,
        /// In px.
        y: f32,
        /// In px, a tick ago.
        prev_x: f32,
        /// In px, a tick ago.
        prev_y: f32,
        /// Sideways, in px a tick: of the centre that it sways around.
        vx: f32,
        /// Down, in px a tick.
        vy: f32,
        /// How fast it is, in px a tick: what `vy` and `vx` are made of.
        speed: f32,
        /// Half of what is drawn, in px.
        extent: f32,
        /// The centre that it sways around, in px.
        sway_center: f32,
        /// How far it sways to either side, in px; 0 for straight flight.
        sway_amplitude: f32,
        /// Where in its sway it is, in turns.
        phase: f32,
        /// How often it sways, in turns a tick.
        sway_frequency: f32,
        /// The height where it waits, marches or hovers, in px.
        hold_y: f32,
        /// Ticks until its motion goes on.
        clock: f32,
        /// Ticks until its attack.
        reload: f32,
        /// Ticks until its shield is whole again.
        shield_clock: f32,
        /// What hits must still take.
        health: i32,
        /// Its health when it came.
        max_health: i32,
        /// The tick up to which it flashes.
        flash: u32,
        /// The tick it came in.
        born: u32,
        /// Its index in the ruleset's creeps.
        kind: u8,
        /// Its collision layers.
        layer: u8,
        /// How far its motion is: 0 comes in or flies, 1 waits or stays, 2 dives or leaves.
        motion_state: u8,
        /// Hits that its shield still takes.
        shield: u8,
        /// How it flies in: one of the constants of [`entry`].
        entry: u8,
        /// The index of the path that it flies in on.
        path: u8,
        /// How far it is on it, in px; below 0 while others are before it.
        way: f32,
        /// Its place in the formation, in px.
        place_x: f32,
        /// Its place in the formation, in px.
        place_y: f32,
        /// How many volleys of its burst it has fired.
        volleys: u8,
        /// The squad that it belongs to, from 1; 0 for none.
        squad: u8,
        /// Whether it carries a power-up.
        prize: bool,
    }
    cached {
        /// Where the broad phase expects it in the round's first tick, in px: a new one nowhere.
        expected_x: f32 = f32::MAX,
        /// In px.
        expected_y: f32 = f32::MAX,
        /// How far it is expected to go each tick, in px.
        expected_vx: f32 = 0.0,
        /// In px.
        expected_vy: f32 = 0.0,
        /// The node that it has there.
        node: u32 = 0,
    }
}

pool! {
    /// Bullets: the ship's or the creeps'.
    Bullets of
    /// A bullet.
    Bullet {
        /// In px.
        x: f32,
        /// In px.
        y: f32,
        /// In px, a tick ago.
        prev_x: f32,
        /// In px, a tick ago.
        prev_y: f32,
        /// In px a tick.
        vx: f32,
        /// In px a tick.
        vy: f32,
        /// The tick it came in.
        born: u32,
        /// What a hit takes.
        damage: i32,
        /// How many creeps it still flies on through.
        pierce: u8,
        /// Its index in the ruleset's bullets.
        kind: u8,
        /// Whether it pierces: it then hits only what it enters.
        enters: bool,
        /// Whether it takes hits from the combo should it leave the playfield.
        counts: bool,
        /// Whether it grazed the ship.
        grazed: bool,
    }
    cached {
        /// The tick up to which the broad phase knows what it may meet.
        known_until: i32 = 0,
        /// The node that it has there.
        node: u32 = 0,
    }
}

pool! {
    /// Power-ups that fall.
    PowerUps of
    /// A power-up.
    PowerUp {
        /// In px.
        x: f32,
        /// In px.
        y: f32,
        /// In px, a tick ago.
        prev_x: f32,
        /// In px, a tick ago.
        prev_y: f32,
        /// The tick it came in.
        born: u32,
        /// Its index in the ruleset's power-ups.
        kind: u8,
    }
}

/// How many squads are kept an eye on at once.
pub(crate) const MAX_SQUADS: usize = 64;

/// The creeps of a formation, for the bonus.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Squad {
    /// How many are on the playfield, or to come onto it.
    pub left: u32,
    /// Whether one left unshot.
    pub incomplete: bool,
}

/// The ship.
#[derive(Clone, Debug)]
pub(crate) struct Ship {
    /// In px.
    pub x: f32,
    /// In px, a tick ago.
    pub prev_x: f32,
    /// In px; it never changes.
    pub y: f32,
    pub shape: RoundedBox,
    pub lives: u32,
    /// Ticks.
    pub invulnerable: u32,
    /// Hits that it takes.
    pub shield: u32,
    pub bombs: u32,
    /// Whether the bomb's button was held in the last tick.
    pub bomb_held: bool,
    /// Ticks until it may fire again.
    pub cooldown: f32,
    /// Its index in the ruleset's weapons.
    pub weapon: usize,
    /// Ticks left of each of the ruleset's power-ups.
    pub powers: Vec<u32>,
    /// How it steered: -8 to 8.
    pub steer: i8,
}

/// The boss that is on the playfield.
#[derive(Clone, Debug)]
pub(crate) struct Boss {
    /// Its index in the ruleset's bosses.
    pub kind: u8,
    /// In px.
    pub x: f32,
    /// In px.
    pub y: f32,
    /// In px, a tick ago.
    pub prev_x: f32,
    /// In px, a tick ago.
    pub prev_y: f32,
    pub shape: RoundedBox,
    pub health: i32,
    pub max_health: i32,
    pub born: u32,
    /// The tick up to which it flashes.
    pub flash: u32,
    /// From 0.
    pub phase: usize,
    /// Where in its sway it is, in turns.
    pub sway: f32,
    /// Which of the phase's attacks.
    pub attack: usize,
    pub state: BossState,
    /// Ticks since the state began.
    pub clock: f32,
    /// How often the attack has fired.
    pub fired: u32,
    /// Where an attack goes to, in px or turns: the beam's angle, the charge's goal.
    pub aim: f32,
    /// `aim` a tick ago.
    pub prev_aim: f32,
    /// What it does at the same time.
    pub also: SideAttack,
    /// Ticks since the phase began.
    pub phase_clock: f32,
}

/// What a boss does beside its attack: it waits, fires, and goes on to the next.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SideAttack {
    /// Which of the phase's `also`.
    pub index: usize,
    /// Ticks since it began; below 0 while it waits.
    pub clock: f32,
    /// How often it has fired.
    pub fired: u32,
}

/// What a boss does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BossState {
    /// Flies in.
    Enter,
    /// Waits for its next attack.
    Rest,
    /// Announces it.
    Telegraph,
    /// Does it.
    Attack,
    /// Comes back from a charge.
    Return,
}
