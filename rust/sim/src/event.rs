//! What happened in a tick: what a view makes sounds and effects of.
//!
//! The events of a tick are in the order of the tick's parts (see `Sim::step`), and within a part in the order of the ids.

use crate::ids::Id;

/// Something that happened. Positions are in px on the playfield; kinds are indexes in the ruleset's lists.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SimEvent {
    /// The ship fired a volley.
    Fired {
        /// The muzzle.
        x: f32,
        /// The muzzle.
        y: f32,
        /// How many bullets.
        bullets: u32,
    },
    /// The weapon grew, to this level of the ruleset's list.
    WeaponGrew {
        /// From 0.
        level: usize,
    },
    /// A wave begins, or a level of a spawn stream.
    WaveStarted {
        /// From 1; goes on counting in further loops.
        number: u32,
    },
    /// All of a wave has come and gone.
    WaveCleared {
        /// From 1.
        number: u32,
    },
    /// The last wave is cleared: the game is won, and goes on harder.
    LoopCleared {
        /// From 1.
        number: u32,
    },
    /// A creep was hit and lives.
    CreepHit {
        /// Which.
        id: Id,
        /// Its kind.
        kind: u8,
        /// Where the bullet hit it.
        x: f32,
        /// Where the bullet hit it.
        y: f32,
    },
    /// A creep's shield took a hit.
    ShieldHit {
        /// Which.
        id: Id,
        /// Its kind.
        kind: u8,
        /// Where the bullet hit it.
        x: f32,
        /// Where the bullet hit it.
        y: f32,
        /// Hits that it can still take.
        left: u8,
    },
    /// A creep was killed.
    CreepKilled {
        /// Which it was.
        id: Id,
        /// Its kind.
        kind: u8,
        /// Its centre.
        x: f32,
        /// Its centre.
        y: f32,
        /// Points for it, multiplied.
        points: u32,
        /// What they were multiplied by.
        multiplier: u32,
        /// What did it.
        by: Weapon,
    },
    /// A creep flew out of the playfield.
    CreepLeft {
        /// Which it was.
        id: Id,
        /// Its kind.
        kind: u8,
        /// Its centre.
        x: f32,
    },
    /// A creep fired.
    CreepFired {
        /// Its kind.
        kind: u8,
        /// Its centre.
        x: f32,
        /// Its centre.
        y: f32,
    },
    /// A creep let others out.
    CreepsReleased {
        /// Its kind.
        kind: u8,
        /// Its centre.
        x: f32,
        /// Its centre.
        y: f32,
    },
    /// A creep comes that ends a level of a spawn stream.
    ChampionEntered {
        /// Its kind.
        kind: u8,
    },
    /// A boss comes.
    BossEntered {
        /// Its index in the ruleset's bosses.
        boss: u8,
    },
    /// A boss announces an attack. What and how far it is, `Sim::boss` says.
    BossTelegraphed {
        /// Its index in the ruleset's bosses.
        boss: u8,
    },
    /// A boss fires, begins a beam, summons, or charges: once a volley.
    BossAttacked {
        /// Its index in the ruleset's bosses.
        boss: u8,
        /// Its centre.
        x: f32,
        /// Its centre.
        y: f32,
    },
    /// A boss was hit.
    BossHit {
        /// Where the bullet hit it.
        x: f32,
        /// Where the bullet hit it.
        y: f32,
        /// Points for it, multiplied.
        points: u32,
        /// Whether that was a weak point.
        weak: bool,
    },
    /// A boss goes on to its next phase.
    BossPhase {
        /// From 0.
        phase: usize,
    },
    /// A boss was killed.
    BossKilled {
        /// Its index in the ruleset's bosses.
        boss: u8,
        /// Its centre.
        x: f32,
        /// Its centre.
        y: f32,
        /// Points for it, multiplied.
        points: u32,
    },
    /// A creeps' bullet passed the ship closely.
    Grazed {
        /// The bullet's centre.
        x: f32,
        /// The bullet's centre.
        y: f32,
        /// Points for it, multiplied.
        points: u32,
    },
    /// A bomb or a boss's death took a creeps' bullet away.
    BulletCancelled {
        /// Its kind.
        kind: u8,
        /// Its centre.
        x: f32,
        /// Its centre.
        y: f32,
        /// Points for it, multiplied.
        points: u32,
    },
    /// Something was done well.
    BonusEarned {
        /// What.
        bonus: Bonus,
        /// Where: the last creep of a formation, the boss, else the ship.
        x: f32,
        /// Where.
        y: f32,
        /// Points for it, multiplied.
        points: u32,
    },
    /// The points' multiplier changed, up or down.
    ComboChanged {
        /// The new one.
        multiplier: u32,
    },
    /// A power-up falls from a creep.
    PowerUpDropped {
        /// Its index in the ruleset's power-ups.
        kind: u8,
        /// Its centre.
        x: f32,
        /// Its centre.
        y: f32,
    },
    /// The ship caught a power-up.
    PowerUpCaught {
        /// Its index in the ruleset's power-ups.
        kind: u8,
        /// Its centre.
        x: f32,
        /// Its centre.
        y: f32,
    },
    /// A power-up's time is over.
    PowerUpEnded {
        /// Its index in the ruleset's power-ups.
        kind: u8,
    },
    /// A bomb was used: every creep was hit, every creeps' bullet is gone.
    BombExploded {
        /// The ship's position.
        x: f32,
        /// The ship's position.
        y: f32,
    },
    /// The ship's shield took a hit.
    ShipShielded {
        /// Hits that it can still take.
        left: u32,
        /// What hit it.
        by: Harm,
    },
    /// The ship lost a life.
    ShipHit {
        /// Lives left.
        lives: u32,
        /// What hit it.
        by: Harm,
    },
    /// No life is left.
    GameOver {
        /// The points.
        score: u64,
    },
}

/// What there are bonuses for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bonus {
    /// All of a formation was shot.
    Formation,
    /// No bullet missed in a wave.
    NoMiss,
    /// Nothing hit the ship in a wave.
    NoHit,
    /// A boss's phase was ended in time.
    Phase,
}

/// What kills creeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weapon {
    /// A bullet of the ship.
    Bullet,
    /// A bomb.
    Bomb,
    /// The ship itself; no points for it.
    Ram,
}

/// What harms the ship.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Harm {
    /// A creep, of this kind.
    Creep(u8),
    /// A bullet, of this kind.
    Bullet(u8),
    /// A boss, this one, by ramming.
    Boss(u8),
    /// This boss's beam.
    Beam(u8),
}
