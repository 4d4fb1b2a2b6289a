//! A ruleset's numbers as the simulation uses them: with indexes for names, in px a tick, ticks and turns, with the difficulty in them.
//!
//! `ruleset/compile.rs` makes them, once a game.

use crate::ruleset::{Bonuses, Capacity, Combo, DifficultyScale, Loop, Rank, WeakPoint};
use crate::shape::RoundedBox;

/// The numbers of a game.
#[derive(Clone, Debug)]
pub(crate) struct CompiledRules {
    /// The playfield's, in px.
    pub width: f32,
    /// The playfield's, in px.
    pub height: f32,
    pub capacity: Capacity,
    pub ship: ShipRules,
    /// By how many creeps were shot.
    pub weapons: Vec<WeaponRules>,
    pub combo: Combo,
    pub bonuses: Bonuses,
    /// What a power-up is caught by.
    pub power_up: RoundedBox,
    /// In px a tick.
    pub power_up_speed: f32,
    /// The height below which a power-up is gone, in px.
    pub power_ups_bottom: f32,
    /// By kind.
    pub power_ups: Vec<PowerUpRules>,
    /// By kind.
    pub creeps: Vec<CreepRules>,
    /// How far above the playfield creeps meet what there is, in px.
    pub reach_above: f32,
    /// By kind: 1 if it flies down, and leaves nothing behind, as stress runs want it; else 0.
    pub plain_creeps: Vec<u32>,
    /// By kind: whether it has more to do than to fly and sway.
    pub busy_creeps: [bool; 256],
    /// Whether any creep's shield becomes whole again.
    pub recharges: bool,
    /// By kind: whether its shield does.
    pub recharging_creeps: [bool; 256],
    /// By kind.
    pub bullets: Vec<RoundedBox>,
    /// How far a bullet is drawn from its centre, in px: the largest kind's.
    pub bullet_extent: f32,
    /// By kind: when a creeps' bullet turns to the ship, in ticks, and how fast it then flies, in px a tick.
    pub redirects: Vec<Option<(u32, f32)>>,
    /// Whether any bullet does.
    pub redirected: bool,
    /// By path, each as it is and mirrored.
    pub paths: Vec<CompiledPath>,
    /// The parts of all motions that are made of parts.
    pub motion_parts: Vec<PartRules>,
    /// The creeps of all drawn formations.
    pub drawn_creeps: Vec<DrawnCreep>,
    /// By kind.
    pub bosses: Vec<BossRules>,
    pub program: CompiledProgram,
    /// How creeps march together; none where no kind does.
    pub march: Option<MarchRules>,
    /// What the difficulty multiplies.
    pub difficulty_scale: DifficultyScale,
}

/// The ship's numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShipRules {
    /// Half of what is drawn, in px.
    pub extent: f32,
    pub shape: RoundedBox,
    /// In px.
    pub y: f32,
    /// In px a tick.
    pub speed: f32,
    /// In px above its centre.
    pub muzzle: f32,
    /// Those that the difficulty adds included.
    pub lives: u32,
    /// Ticks.
    pub invulnerable: u32,
    pub bombs: u32,
    pub bomb_damage: i32,
    pub ram_damage: i32,
    /// In px; 0 for never.
    pub graze: f32,
}

/// A path as points that are equally far apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct CompiledPath {
    /// In px.
    pub points: Vec<(f32, f32)>,
    /// How far two points are apart, in px.
    pub step: f32,
}

impl CompiledPath {
    /// How long it is, in px.
    pub fn length(&self) -> f32 {
        self.points.len().saturating_sub(1) as f32 * self.step
    }

    /// The position `distance` px from its start; its ends where it is shorter.
    pub fn position(&self, distance: f32) -> (f32, f32) {
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else { return (0.0, 0.0) };
        if distance <= 0.0 {
            return *first;
        }
        let at = distance / self.step;
        let index = at as usize;
        let (Some(a), Some(b)) = (self.points.get(index), self.points.get(index + 1)) else { return *last };
        let part = at - index as f32;
        (a.0 + (b.0 - a.0) * part, a.1 + (b.1 - a.1) * part)
    }
}

/// A level of the weapon.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WeaponRules {
    /// From how many creeps shot on.
    pub kills: u64,
    pub volley: Volley,
}

/// What the ship fires at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Volley {
    /// Index of the kind.
    pub bullet: u8,
    /// Ticks to the next volley, and parts of one.
    pub cooldown: f32,
    pub bullets: u32,
    /// The angle between the outer two, in turns.
    pub fan: f32,
    /// How far apart the outer two start, in px.
    pub width: f32,
    /// In px a tick.
    pub speed: f32,
    pub damage: i32,
    pub pierce: u32,
}

/// The numbers of a kind of power-up.
#[derive(Clone, Debug)]
pub(crate) struct PowerUpRules {
    pub weight: u32,
    /// How long those effects last that do, in ticks.
    pub lasts: u32,
    pub effects: Vec<CompiledEffect>,
}

/// An effect of a power-up.
#[derive(Clone, Copy, Debug)]
pub(crate) enum CompiledEffect {
    /// While it lasts: the weapon's cooldown, times.
    Cooldown(f32),
    /// While it lasts; the fan is turns.
    Bullets {
        more: u32,
        fan: f32,
    },
    /// While it lasts: times.
    BulletSpeed(f32),
    /// While it lasts: more.
    Damage(i32),
    /// While it lasts; the index of the kind that bullets become.
    Pierce {
        bullet: Option<u8>,
        creeps: u32,
    },
    /// While it lasts: creeps' time, times.
    TimeScale(f32),
    /// At once.
    Shield(u32),
    Bombs(u32),
    Lives(u32),
    Points(f32),
}

/// The numbers of a kind of creep.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CreepRules {
    pub motion: CompiledMotion,
    pub attack: CompiledAttack,
    pub death: CompiledDeath,
    pub shape: RoundedBox,
    /// How far the shape extends to the side and down, in px.
    pub hit_extent: (f32, f32),
    /// Half of what is drawn, in px: it stays this far from the playfield's sides, and is out of sight this far below it.
    pub extent: f32,
    /// In px a tick, before the difficulty.
    pub min_speed: f32,
    /// In px a tick, before the difficulty.
    pub max_speed: f32,
    pub health: f32,
    pub points: f32,
    pub layer: u8,
    pub shield: u8,
    /// Ticks; 0 for never.
    pub recharge: f32,
    pub drop: f32,
    /// Whether it has an attack.
    pub attacks: bool,
    /// Whether its motion is more than falling and swaying.
    pub steers: bool,
    /// Whether it harms the ship when it leaves at the lower edge.
    pub lands: bool,
}

/// How creeps march together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MarchRules {
    /// How far down at each side, in px.
    pub distance: f32,
    /// How many times as fast the last one is as all of them.
    pub quicken: f32,
}

impl CreepRules {
    /// Whether it flies down, and leaves nothing behind.
    pub fn is_plain(&self) -> bool {
        let flies_down = matches!(self.motion, CompiledMotion::Fall | CompiledMotion::Weave { .. });
        flies_down && self.attack == CompiledAttack::Nothing && matches!(self.death, CompiledDeath::Nothing)
    }
}

/// How a creep moves. Heights are px; speeds px a tick; frequencies turns a tick; times ticks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum CompiledMotion {
    Fall,
    Weave {
        amplitude: f32,
        frequency: f32,
    },
    Dive {
        wait_y: f32,
        wait: f32,
        speed: f32,
        loop_radius: f32,
    },
    Hover {
        hover_y: f32,
        sway: f32,
        frequency: f32,
        stay: f32,
    },
    Home {
        turn: f32,
    },
    March {
        march_distance: f32,
    },
    MarchTogether {
        row_y: f32,
    },
    /// So many of the rules' `motion_parts` from the first on; the last `repeat` of them over and over.
    Parts {
        first: usize,
        count: u8,
        repeat: u8,
    },
}

/// A part of a motion: what a creep does at the same time, and until when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PartRules {
    /// Times the creep's own speed.
    pub speed: f32,
    pub falls: bool,
    /// The amplitude, in px, and the frequency, in turns a tick.
    pub sway: Option<(f32, f32)>,
    /// The radius, in px.
    pub circle: Option<f32>,
    /// What leads it sideways.
    pub lead: Lead,
    pub until: CompiledUntil,
}

/// What leads a creep sideways.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Lead {
    Nothing,
    Slide,
    Dive,
    /// In px a tick each tick.
    Steer {
        turn: f32,
    },
    /// The index of the path.
    Path {
        path: u8,
    },
}

/// When a part ends. Times are ticks; lengths px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum CompiledUntil {
    Forever,
    Time(f32),
    Y(f32),
    Down(f32),
    Side,
    Turns(f32),
}

/// What a creep does on the playfield. Intervals are ticks; speeds px a tick; fans turns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum CompiledAttack {
    Nothing,
    Shoot(ShootRules),
    Release { creep: u8, count: u32, interval: f32 },
}

/// How a creep fires. Times are ticks; the speed is px a tick; angles are turns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ShootRules {
    /// Index of the kind.
    pub bullet: u8,
    /// From the last volley of a burst to the next burst.
    pub interval: f32,
    pub speed: f32,
    pub aimed: bool,
    pub bullets: u32,
    /// Between the outer two bullets.
    pub fan: f32,
    /// Volleys in a burst.
    pub times: u32,
    /// Between two volleys of a burst.
    pub gap: f32,
    /// How far each volley is turned against the one before.
    pub turn: f32,
}

/// What comes of a creep that is shot; `vx` is the outer two's, in px a tick.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum CompiledDeath {
    Nothing,
    Split { creep: u8, count: u32, vx: f32 },
}

/// The numbers of a boss.
#[derive(Clone, Debug)]
pub(crate) struct BossRules {
    /// Half of what is drawn, in px.
    pub extent: f32,
    pub shape: RoundedBox,
    pub health: f32,
    pub points: f32,
    /// For each health that a hit takes.
    pub hit_points: f32,
    pub weak_points: Vec<WeakPoint>,
    /// In px a tick.
    pub speed: f32,
    /// In px.
    pub hover_y: f32,
    /// In px.
    pub sway_center: f32,
    /// In px.
    pub sway_amplitude: f32,
    /// How long a sway there and back takes, in ticks.
    pub period: f32,
    /// Power-ups that it leaves.
    pub drops: u32,
    pub phases: Vec<PhaseRules>,
}

/// The numbers of a phase of a boss.
#[derive(Clone, Debug)]
pub(crate) struct PhaseRules {
    /// The part of its health from which on down it begins.
    pub below: f32,
    /// A factor.
    pub sway_speed: f32,
    pub attacks: Vec<BossMoveRules>,
    /// What it does at the same time; may be empty.
    pub also: Vec<BossMoveRules>,
    /// How long the player has for the bonus, in ticks.
    pub time: f32,
    pub bonus: f32,
}

/// An attack of a boss, from its announcement on; times are ticks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BossMoveRules {
    pub telegraph: f32,
    pub attack: CompiledBossAttack,
    pub rest: f32,
}

/// What a boss does to the ship. Intervals and times are ticks; speeds px a tick; angles turns.
#[derive(Clone, Copy, Debug)]
pub(crate) enum CompiledBossAttack {
    Volley { bullet: u8, bullets: u32, fan: f32, aimed: bool, speed: f32, times: u32, interval: f32 },
    Ring { bullet: u8, bullets: u32, turn: f32, speed: f32, times: u32, interval: f32 },
    Beam { width: f32, from: f32, to: f32, lasts: f32 },
    Summon { creep: u8, count: u32 },
    Charge { speed: f32 },
}

/// What comes in a game.
#[derive(Clone, Debug)]
pub(crate) enum CompiledProgram {
    Waves { pause: u32, few: usize, per_wave: Rank, per_loop: Loop, list: Vec<WaveRules> },
    SpawnStream { levels: Vec<LevelRules> },
}

/// A wave.
#[derive(Clone, Debug)]
pub(crate) struct WaveRules {
    /// Index of the boss.
    pub boss: Option<u8>,
    pub groups: Vec<GroupRules>,
}

/// Creeps of one kind that come together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GroupRules {
    /// In ticks from the wave's start.
    pub start_time: u32,
    /// Index of the kind; of a drawn formation, its first creep's.
    pub creep: u8,
    pub count: u32,
    /// The formation's centre, in px.
    pub x: f32,
    pub formation: CompiledFormation,
    pub prize: bool,
    pub entry: Option<EntryRules>,
}

/// How a group flies in. Times are ticks, the height is px.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntryRules {
    /// Index of the path.
    pub path: u8,
    pub every: f32,
    pub y: f32,
    pub hold: f32,
}

/// How a group is placed above the playfield. Lengths are px; speeds px a tick; frequencies turns a tick; times ticks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum CompiledFormation {
    Line {
        gap: f32,
    },
    Column {
        gap: f32,
    },
    V {
        gap: f32,
    },
    Snake {
        gap: f32,
        amplitude: f32,
        frequency: f32,
    },
    Swarm {
        radius: f32,
    },
    Split {
        gap: f32,
        vx: f32,
    },
    Ring {
        radius: f32,
    },
    Grid {
        columns: u32,
        gap: f32,
    },
    Rain {
        over: f32,
    },
    /// The rules' `drawn_creeps` from the first on; half of the largest one's size, in px.
    Drawn {
        first: usize,
        extent: f32,
    },
}

/// A creep of a drawn formation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct DrawnCreep {
    /// Index of the kind.
    pub creep: u8,
    /// To the right of the formation's centre, in px.
    pub right: f32,
    /// Above its lowest row, in px.
    pub up: f32,
}

/// A level of a spawn stream.
#[derive(Clone, Debug)]
pub(crate) struct LevelRules {
    /// Ticks.
    pub duration: u32,
    /// Creeps a tick, at its start.
    pub from: f32,
    /// Creeps a tick, at its end.
    pub to: f32,
    /// A factor.
    pub health: f32,
    /// Index of the kind that comes once, at its end.
    pub champion: Option<u8>,
    /// Which kinds, and their weights.
    pub creeps: Vec<(u8, u32)>,
}

/// What the difficulty and the loop multiply.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    pub speed: f32,
    pub health: f32,
    /// How often creeps and bosses fire.
    pub fire: f32,
    pub bullet_speed: f32,
}

impl CompiledRules {
    /// What is multiplied after `loops` whole loops of all waves, in the wave at `index`.
    pub fn scale(&self, loops: u32, index: usize) -> Scale {
        let none = (Rank::default(), Loop { speed: 0.0, health: 0.0, fire: 0.0 });
        let (per_wave, per_loop) = match &self.program {
            CompiledProgram::Waves { per_wave, per_loop, .. } => (per_wave, per_loop),
            CompiledProgram::SpawnStream { .. } => (&none.0, &none.1),
        };
        let (scale, loops, waves) = (&self.difficulty_scale, loops as f32, index as f32);
        let rank = |growth: f32| 1.0 + growth * waves;
        Scale {
            speed: scale.speed * (1.0 + per_loop.speed * loops),
            health: scale.health * (1.0 + per_loop.health * loops) * rank(per_wave.health),
            fire: scale.fire * (1.0 + per_loop.fire * loops) * rank(per_wave.fire),
            bullet_speed: scale.bullet_speed * (1.0 + per_loop.speed * loops) * rank(per_wave.bullet_speed),
        }
    }
}

impl Scale {
    /// `health` as this many whole points, at least one; `factor` multiplies it.
    pub fn health(self, health: f32, factor: f32) -> i32 {
        ((health * self.health * factor).round() as i32).max(1)
    }
}
