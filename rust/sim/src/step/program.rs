//! What comes next: the state of the waves, the spawn stream or the stress run, and the part of the tick that brings it.

use crate::hash::StateHash;
use crate::rules::CompiledProgram;
use crate::ruleset::{Program, Ruleset};
use crate::sim::Sim;
use crate::stress::Stress;
use crate::view::WaveView;

use super::spawn_stream::SpawnStream;
use super::waves::Waves;

/// How far a game is in what its ruleset brings.
#[derive(Clone, Debug)]
pub(crate) enum ProgramState {
    Waves(Waves),
    SpawnStream(SpawnStream),
    Stress(Stress),
}

impl ProgramState {
    /// The beginning of a program.
    pub fn new(program: &CompiledProgram) -> Self {
        match program {
            CompiledProgram::Waves { .. } => Self::Waves(Waves::default()),
            CompiledProgram::SpawnStream { .. } => Self::SpawnStream(SpawnStream::default()),
        }
    }

    /// The wave or level.
    pub fn view<'a>(&self, ruleset: &'a Ruleset) -> WaveView<'a> {
        match (self, &ruleset.program) {
            (Self::Waves(waves), Program::Waves { list, .. }) => {
                let name = list.get(waves.index).map_or("", |wave| wave.name.as_str());
                WaveView { number: waves.number, name, loops: waves.loops, next_boss: waves.next_boss(list) }
            }
            (Self::SpawnStream(stream), Program::SpawnStream { levels }) => {
                let name = levels.get(stream.level).map_or("", |level| level.name.as_str());
                WaveView { number: stream.number, name, loops: 0, next_boss: None }
            }
            _ => WaveView { number: 0, name: "", loops: 0, next_boss: None },
        }
    }

    pub fn fold(&self, hash: &mut StateHash) {
        match self {
            Self::Waves(waves) => {
                hash.word(0);
                waves.fold(hash);
            }
            Self::SpawnStream(stream) => {
                hash.word(1);
                stream.fold(hash);
            }
            Self::Stress(Stress { creeps, bullets, room, wide }) => {
                hash.words([2, *creeps, *bullets, u32::from(*wide)]);
                hash.float(*room);
            }
        }
    }
}

impl Sim {
    /// Brings what comes in this tick.
    pub(crate) fn spawn_creeps(&mut self) {
        match self.program {
            ProgramState::Waves(_) => self.run_waves(),
            ProgramState::SpawnStream(_) => self.run_spawn_stream(),
            ProgramState::Stress(stress) => self.top_up(!stress.wide),
        }
    }
}
