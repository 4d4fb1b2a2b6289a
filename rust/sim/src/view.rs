//! What a view may look at: the columns of the pools as slices, and the rest as small copies.
//!
//! All slices of a view have the same length, and the same index in each is the same thing. Indexes change from tick to tick.

use std::sync::Arc;

use crate::ids::{Id, Ids};
use crate::math::{max, min};
use crate::rules::CompiledBossAttack;
use crate::ruleset::{BossAttack, BossMove, Difficulty, Ruleset};
use crate::sim::Sim;
use crate::world::{Boss, BossState};

/// The creeps.
#[derive(Clone, Copy, Debug)]
pub struct CreepsView<'a> {
    pub(crate) ids: &'a Ids,
    /// Centres, in px.
    pub x: &'a [f32],
    /// Centres, in px.
    pub y: &'a [f32],
    /// Centres a tick ago, in px: to be drawn between.
    pub prev_x: &'a [f32],
    /// Centres a tick ago, in px.
    pub prev_y: &'a [f32],
    /// Indexes in `Ruleset::creeps`, which has the picture and the size.
    pub kind: &'a [u8],
    /// The tick that each came in: `sim.tick() - born` is its age.
    pub born: &'a [u32],
    /// The tick up to which each flashes from a hit: it does while `flash > sim.tick()`.
    pub flash: &'a [u32],
    /// Health left.
    pub health: &'a [i32],
    /// Health at its start.
    pub max_health: &'a [i32],
    /// Hits that the shields still take; 0 for none.
    pub shield: &'a [u8],
    /// How far the motion of each is: 0 comes in or flies, 1 waits or stays, 2 dives or leaves.
    pub motion_state: &'a [u8],
    /// Whether each carries a power-up.
    pub prize: &'a [bool],
}

impl CreepsView<'_> {
    /// The id of the creep at `index`.
    pub fn id(&self, index: usize) -> Id {
        self.ids.id(index)
    }

    /// Where the creep `id` is in the slices; none when it is gone.
    pub fn index(&self, id: Id) -> Option<usize> {
        self.ids.index(id)
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
    pub prev_x: &'a [f32],
    /// Centres a tick ago, in px.
    pub prev_y: &'a [f32],
    /// Velocities, in px a tick: where they point.
    pub vx: &'a [f32],
    /// Velocities, in px a tick.
    pub vy: &'a [f32],
    /// Indexes in `Ruleset::bullets`, which has the picture and the size.
    pub kind: &'a [u8],
    /// The tick that each came in.
    pub born: &'a [u32],
}

impl BulletsView<'_> {
    /// The id of the bullet at `index`.
    pub fn id(&self, index: usize) -> Id {
        self.ids.id(index)
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
    pub prev_x: &'a [f32],
    /// Centres a tick ago, in px.
    pub prev_y: &'a [f32],
    /// Indexes in `Ruleset::power_ups.kinds`.
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
    pub prev_x: f32,
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
    /// Its weapon's index in `Ruleset::weapon`.
    pub weapon: usize,
    /// Ticks left of each of `Ruleset::power_ups.kinds`; 0 for those that do not last.
    pub powers: &'a [u32],
}

/// The boss.
#[derive(Clone, Copy, Debug)]
pub struct BossView<'a> {
    /// Its index in `Ruleset::bosses`.
    pub kind: usize,
    /// Its centre, in px.
    pub x: f32,
    /// Its centre, in px.
    pub y: f32,
    /// Its centre a tick ago, in px.
    pub prev_x: f32,
    /// Its centre a tick ago, in px.
    pub prev_y: f32,
    /// The part of its health that is left: 0 to 1.
    pub health: f32,
    /// Its phase, from 0.
    pub phase: usize,
    /// The tick it came in.
    pub born: u32,
    /// The tick up to which it flashes from a hit.
    pub flash: u32,
    /// What it does.
    pub activity: BossActivity<'a>,
    /// Its beam, announced or burning.
    pub beam: Option<BeamView>,
}

/// What a boss does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BossActivity<'a> {
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
        /// Ticks until the attack, at full speed.
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
    pub prev_angle: f32,
    /// In px.
    pub width: f32,
    /// Whether it burns; else it is announced.
    pub burns: bool,
}

/// The wave, or the level of a spawn stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaveView<'a> {
    /// From 1; goes on counting in further loops. 0 before the first.
    pub number: u32,
    /// What the banner says.
    pub name: &'a str,
    /// Whole loops of all waves.
    pub loops: u32,
    /// The number of the next wave after this one that has a boss. None if there is none.
    pub next_boss: Option<u32>,
}

/// How many there are, and were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Creeps on the playfield.
    pub creeps: usize,
    /// The ship's bullets on the playfield.
    pub player_bullets: usize,
    /// The creeps' bullets on the playfield.
    pub creep_bullets: usize,
    /// Power-ups falling.
    pub power_ups: usize,
    /// Creeps shot so far.
    pub kills: u64,
    /// Creeps that were spawned so far.
    pub spawned: u64,
    /// Creeps that left the playfield so far.
    pub left: u64,
    /// Bullets fired so far.
    pub fired: u64,
    /// Bullets that hit so far; of a bullet that pierces, every hit.
    pub hits: u64,
}

/// How a game is looked at.
impl Sim {
    /// The ruleset that is played. In a stress run its playfield is another than the file's.
    pub fn ruleset(&self) -> &Arc<Ruleset> {
        &self.ruleset
    }

    /// How hard the game is.
    pub fn difficulty(&self) -> Difficulty {
        self.difficulty
    }

    /// The seed that it was started with.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Ticks played, 60 a second.
    pub fn tick(&self) -> u32 {
        self.tick
    }

    /// Whether no life is left.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// The points.
    pub fn score(&self) -> u64 {
        self.score.points
    }

    /// What points are multiplied by: 1 and up.
    pub fn multiplier(&self) -> u32 {
        self.score.multiplier(&self.rules.combo)
    }

    /// How far the way to the next multiplier is gone: 0 to 1.
    pub fn combo_progress(&self) -> f32 {
        self.score.progress(&self.rules.combo)
    }

    /// The part of the time left for which the combo holds without a hit, 0 to 1. At 0 it fades.
    pub fn combo_hold(&self) -> f32 {
        self.score.hold(&self.rules.combo)
    }

    /// How far the way to the next weapon is gone, in creeps shot: 0 to 1, and 1 with the last weapon.
    pub fn weapon_progress(&self) -> f32 {
        let weapons = &self.ruleset.weapon;
        let Some(next) = weapons.get(self.ship.weapon + 1) else { return 1.0 };
        let from = weapons[self.ship.weapon].kills;
        let gone = self.score.kills.saturating_sub(u64::from(from));
        min(gone as f32 / next.kills.saturating_sub(from).max(1) as f32, 1.0)
    }

    /// How fast creeps' time passes: 1, or less while a power-up slows it.
    pub fn time_scale(&self) -> f32 {
        self.time_scale
    }

    /// The creeps.
    pub fn creeps(&self) -> CreepsView<'_> {
        let creeps = &self.creeps;
        CreepsView {
            ids: &creeps.ids,
            x: &creeps.x,
            y: &creeps.y,
            prev_x: &creeps.prev_x,
            prev_y: &creeps.prev_y,
            kind: &creeps.kind,
            born: &creeps.born,
            flash: &creeps.flash,
            health: &creeps.health,
            max_health: &creeps.max_health,
            shield: &creeps.shield,
            motion_state: &creeps.motion_state,
            prize: &creeps.prize,
        }
    }

    /// The ship's bullets.
    pub fn player_bullets(&self) -> BulletsView<'_> {
        self.player_bullets.view()
    }

    /// The creeps' and bosses' bullets.
    pub fn creep_bullets(&self) -> BulletsView<'_> {
        self.creep_bullets.view()
    }

    /// Power-ups that fall.
    pub fn power_ups(&self) -> PowerUpsView<'_> {
        let power_ups = &self.power_ups;
        PowerUpsView {
            x: &power_ups.x,
            y: &power_ups.y,
            prev_x: &power_ups.prev_x,
            prev_y: &power_ups.prev_y,
            kind: &power_ups.kind,
            born: &power_ups.born,
        }
    }

    /// The ship.
    pub fn ship(&self) -> ShipView<'_> {
        let ship = &self.ship;
        ShipView {
            x: ship.x,
            y: ship.y,
            prev_x: ship.prev_x,
            steer: ship.steer,
            lives: ship.lives,
            invulnerable: ship.invulnerable,
            shield: ship.shield,
            bombs: ship.bombs,
            weapon: ship.weapon,
            powers: &ship.powers,
        }
    }

    /// The wave or level.
    pub fn wave(&self) -> WaveView<'_> {
        self.program.view(&self.ruleset)
    }

    /// How many there are, and were.
    pub fn counts(&self) -> Counts {
        Counts {
            creeps: self.creeps.len(),
            player_bullets: self.player_bullets.len(),
            creep_bullets: self.creep_bullets.len(),
            power_ups: self.power_ups.len(),
            kills: self.score.kills,
            spawned: self.score.spawned,
            left: self.score.left,
            fired: self.score.fired,
            hits: self.score.hits,
        }
    }

    /// The boss; none while none is on the playfield.
    pub fn boss(&self) -> Option<BossView<'_>> {
        let boss = self.boss.as_ref()?;
        let BossMove { attack, .. } =
            &self.ruleset.bosses[usize::from(boss.kind)].phases[boss.phase].attacks[boss.attack];
        Some(BossView {
            kind: usize::from(boss.kind),
            x: boss.x,
            y: boss.y,
            prev_x: boss.prev_x,
            prev_y: boss.prev_y,
            health: boss.health as f32 / boss.max_health as f32,
            phase: boss.phase,
            born: boss.born,
            flash: boss.flash,
            activity: self.boss_activity(boss, attack),
            beam: beam(boss, attack),
        })
    }

    /// What the boss does or announces, or does next.
    pub(crate) fn boss_attack(&self) -> Option<CompiledBossAttack> {
        let boss = self.boss.as_ref()?;
        Some(boss.current_move(&self.rules.bosses[usize::from(boss.kind)]).attack)
    }

    fn boss_activity<'a>(&self, boss: &Boss, attack: &'a BossAttack) -> BossActivity<'a> {
        match boss.state {
            BossState::Enter => BossActivity::Enters,
            BossState::Rest => BossActivity::Rests,
            BossState::Telegraph => {
                let rules = &self.rules.bosses[usize::from(boss.kind)];
                let whole = max(boss.current_move(rules).telegraph, 1.0);
                let progress = min(boss.clock / whole, 1.0);
                BossActivity::Telegraphs { attack, progress, left: (whole * (1.0 - progress)) as u32 }
            }
            BossState::Attack => BossActivity::Attacks { attack },
            BossState::Return => BossActivity::Returns,
        }
    }
}

/// The beam of an attack that has one, while it is announced or burns.
fn beam(boss: &Boss, attack: &BossAttack) -> Option<BeamView> {
    match (attack, boss.state) {
        (&BossAttack::Beam { width, .. }, BossState::Telegraph | BossState::Attack) => Some(BeamView {
            angle: boss.aim,
            prev_angle: boss.prev_aim,
            width,
            burns: boss.state == BossState::Attack,
        }),
        _ => None,
    }
}
