//! What comes next: the waves', the pour's or the stress run's state, and the stage of the tick that brings it.

use crate::hash::StateHash;
use crate::mode::{self, Lap, Mode};
use crate::sim::Sim;
use crate::stress::Stress;
use crate::tables::{Scale, Tables};
use crate::view::WaveView;

use super::pour::Pour;
use super::waves::Waves;

/// How far a game is in what its mode brings.
#[derive(Clone, Debug)]
pub(crate) enum Program {
    Waves(Waves),
    Pour(Pour),
    Stress(Stress),
}

impl Program {
    /// The beginning of a mode's program.
    pub fn new(mode: &Mode) -> Self {
        match mode.program {
            mode::Program::Waves { .. } => Self::Waves(Waves::default()),
            mode::Program::Pour { .. } => Self::Pour(Pour::default()),
        }
    }

    /// What the difficulty and the round multiply.
    pub fn scale(&self, mode: &Mode, tables: &Tables) -> Scale {
        match (self, &mode.program) {
            (Self::Waves(waves), mode::Program::Waves { lap, .. }) => tables.scale(lap, waves.laps),
            _ => tables.scale(&Lap { speed: 0.0, health: 0.0, fire: 0.0 }, 0),
        }
    }

    /// The wave or stage.
    pub fn view<'a>(&self, mode: &'a Mode) -> WaveView<'a> {
        match (self, &mode.program) {
            (Self::Waves(waves), mode::Program::Waves { list, .. }) => {
                let name = list.get(waves.index).map_or("", |wave| wave.name.as_str());
                WaveView { number: waves.number, name, laps: waves.laps }
            }
            (Self::Pour(pour), mode::Program::Pour { stages }) => {
                let name = stages.get(pour.stage).map_or("", |stage| stage.name.as_str());
                WaveView { number: pour.number, name, laps: 0 }
            }
            _ => WaveView { number: 0, name: "", laps: 0 },
        }
    }

    pub fn fold(&self, hash: &mut StateHash) {
        match self {
            Self::Waves(waves) => waves.fold(hash),
            Self::Pour(pour) => pour.fold(hash),
            Self::Stress(Stress { creeps, bullets, room, wide }) => {
                hash.word(u32::from(*wide));
                hash.word(*creeps);
                hash.word(*bullets);
                hash.float(*room);
            }
        }
    }
}

impl Sim {
    /// Brings what comes in this tick.
    pub(crate) fn bring_creeps(&mut self) {
        match self.program {
            Program::Waves(_) => self.run_waves(),
            Program::Pour(_) => self.pour(),
            Program::Stress(stress) => self.top_up(!stress.wide),
        }
    }
}
