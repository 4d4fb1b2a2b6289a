//! How a game is looked at: everything that a view reads of it.

use std::sync::Arc;

use crate::math::{greatest, least};
use crate::mode::{BossAttack, Difficulty, Mode, Move};
use crate::sim::Sim;
use crate::units::ticks;
use crate::view::{
    Act, BeamView, BossView, BulletsView, Counts, CreepsView, PowerUpsView, ShipView, WaveView,
};
use crate::world::Step;

impl Sim {
    /// The mode that is played. In a stress run its field is another than the file's.
    pub fn mode(&self) -> &Arc<Mode> {
        &self.mode
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
        self.score.multiplier(&self.mode.combo)
    }

    /// How far the way to the next multiplier is gone: 0 to 1.
    pub fn combo_progress(&self) -> f32 {
        if self.multiplier() == self.mode.combo.most {
            return 1.0;
        }
        (self.score.chain % self.mode.combo.hits) as f32 / self.mode.combo.hits as f32
    }

    /// How fast creeps' time passes: 1, or less while a power-up slows it.
    pub fn pace(&self) -> f32 {
        self.pace
    }

    /// The creeps.
    pub fn creeps(&self) -> CreepsView<'_> {
        let creeps = &self.creeps;
        CreepsView {
            ids: &creeps.ids,
            x: &creeps.x,
            y: &creeps.y,
            from_x: &creeps.from_x,
            from_y: &creeps.from_y,
            kind: &creeps.kind,
            born: &creeps.born,
            flash: &creeps.flash,
            health: &creeps.health,
            full: &creeps.full,
            shield: &creeps.shield,
            stage: &creeps.stage,
        }
    }

    /// The ship's bullets.
    pub fn shots(&self) -> BulletsView<'_> {
        self.shots.view()
    }

    /// The creeps' and bosses' bullets.
    pub fn creep_shots(&self) -> BulletsView<'_> {
        self.creep_shots.view()
    }

    /// Power-ups that fall.
    pub fn power_ups(&self) -> PowerUpsView<'_> {
        let power_ups = &self.power_ups;
        PowerUpsView {
            x: &power_ups.x,
            y: &power_ups.y,
            from_x: &power_ups.from_x,
            from_y: &power_ups.from_y,
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
            from_x: ship.from_x,
            steer: ship.steer,
            lives: ship.lives,
            invulnerable: ship.invulnerable,
            shield: ship.shield,
            bombs: ship.bombs,
            weapon: ship.weapon,
            powers: &ship.powers,
        }
    }

    /// The wave or stage.
    pub fn wave(&self) -> WaveView<'_> {
        self.program.view(&self.mode)
    }

    /// How many there are, and were.
    pub fn counts(&self) -> Counts {
        Counts {
            creeps: self.creeps.len(),
            shots: self.shots.len(),
            creep_shots: self.creep_shots.len(),
            power_ups: self.power_ups.len(),
            kills: self.score.kills,
            came: self.score.came,
            left: self.score.left,
            fired: self.score.fired,
            hits: self.score.hits,
        }
    }

    /// The boss; none while none is on the field.
    pub fn boss(&self) -> Option<BossView<'_>> {
        let boss = self.boss.as_ref()?;
        let kind = &self.mode.bosses[usize::from(boss.kind)];
        let Move { telegraph, attack, .. } = &kind.phases[boss.phase].attacks[boss.attack];
        let act = match boss.step {
            Step::Enter => Act::Enters,
            Step::Rest => Act::Rests,
            Step::Telegraph => {
                let whole = greatest(ticks(*telegraph) as f32, 1.0);
                let progress = least(boss.clock / whole, 1.0);
                Act::Telegraphs { attack, progress, left: (whole * (1.0 - progress)) as u32 }
            }
            Step::Attack => Act::Attacks { attack },
            Step::Return => Act::Returns,
        };
        let beam = match (attack, boss.step) {
            (&BossAttack::Beam { width, .. }, Step::Telegraph | Step::Attack) => Some(BeamView {
                angle: boss.aim,
                from_angle: boss.from_aim,
                width,
                burns: boss.step == Step::Attack,
            }),
            _ => None,
        };
        Some(BossView {
            kind: usize::from(boss.kind),
            x: boss.x,
            y: boss.y,
            from_x: boss.from_x,
            from_y: boss.from_y,
            health: boss.health as f32 / boss.full as f32,
            phase: boss.phase,
            born: boss.born,
            flash: boss.flash,
            act,
            beam,
        })
    }
}
