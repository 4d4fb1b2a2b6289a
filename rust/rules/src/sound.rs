//! The sounds of Arcade, Horde and mods, by the events that they belong to.

use serde::Deserialize;

/// What a sound is played for. The nodes below `Sounds` in `arcade_scene.tscn` have these names, and mods give files for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[expect(missing_docs, reason = "most names say it")]
pub enum Sound {
    Start,
    Fire,
    Hit,
    CreepShot,
    BossHit,
    ShieldBreak,
    ShieldUp,
    LifeLost,
    Death,
    Bomb,
    BossWarning,
    BossDown,
    PowerUp,
    ComboUp,
    WaveStart,
    WaveClear,
    WeaponUp,
    /// A bullet passes close by the ship.
    Graze,
    /// The multiplier reaches ×2, ×4 or ×8. Raise its pitch with each.
    MultiplierUp,
    /// A bonus is paid.
    Bonus,
    /// One of the chain of explosions of a boss that dies.
    BossExplosion,
    /// The blast that ends the chain.
    BossBlast,
    /// Bullets dissolve into points.
    BulletCancel,
    /// The results of a game are shown. It starts softly, under the sound of the last hit.
    Results,
}
