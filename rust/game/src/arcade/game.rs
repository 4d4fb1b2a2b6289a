//! A running game of Arcade or Horde: the simulation, its view, and its recording.

use std::sync::Arc;

use creeps_rules::FIELD;
use creeps_rules::autosave::Autosave;
use creeps_rules::feel::Feel;
use creeps_rules::replay_file::ReplayFile;
use creeps_rules::results::Results;
use creeps_rules::ron_file::FileError;
use creeps_rules::store::Survives;
use creeps_sim::replay::Recorder;
use creeps_sim::{Harm, Ruleset, Sim, SimEvent};
use godot::prelude::*;

use super::effects::Effects;
use super::playfield_view::PlayfieldView;
use super::replay_player::ReplayPlayer;
use super::sprites::RulesetSprites;
use super::stopwatch::{Part, Stopwatch};
use crate::system::files;
use crate::ui::text::{tr_name, tr_with};

/// Where a game's inputs come from, and whether they are recorded.
pub enum GameSource {
    /// From the player or the autopilot. They are recorded.
    Live(Box<LiveRecording>),
    /// From a replay.
    Recorded(Box<ReplayPlayer>),
    /// A stress test has no inputs.
    Stress(Stopwatch),
    /// The game is over and its score and replay are saved.
    Over,
}

/// The recording of a game, and where it is saved.
pub struct LiveRecording {
    pub recorder: Recorder,
    /// None for a demo, which is not saved.
    pub file: Option<ReplayFile>,
    /// Decides when it is saved during the game.
    pub autosave: Autosave,
    /// Whether the player fired. A game without a shot is not worth a place among the replays.
    pub fired: bool,
    /// Whether a warning that the replay can't be saved was shown. It is shown once.
    pub warned: bool,
}

impl LiveRecording {
    /// A recording of a game that has not started yet, saved to `file`.
    pub fn new(sim: &Sim, file: Option<ReplayFile>) -> Self {
        Self {
            recorder: Recorder::new(sim),
            file,
            autosave: Autosave::default(),
            fired: false,
            warned: false,
        }
    }

    /// Saves the recording, if it is worth it. Returns the file's path for people.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn save(&mut self, sim: &Sim, survives: Survives) -> Option<Result<String, FileError>> {
        let file = self.file.as_mut().filter(|_| self.fired)?;
        let replay = self.recorder.clone().finish(sim);
        Some(file.save(&files::store(), replay.score, &replay.to_bytes(), survives))
    }

    /// The number of the saved replay. None if none was saved.
    pub fn number(&self) -> Option<u32> {
        self.file.as_ref().and_then(ReplayFile::number)
    }
}

/// A running game.
pub struct ArcadeGame {
    pub sim: Sim,
    pub source: GameSource,
    pub view: PlayfieldView,
    pub effects: Effects,
    /// The rules.
    pub ruleset: Arc<Ruleset>,
    /// Screen px per px of the field.
    pub scale: f32,
    /// The field's left edge, in screen px.
    pub left: f32,
    /// The highest combo multiplier.
    pub best_combo: u32,
    /// What hit the ship last.
    pub hit_by: Option<Harm>,
    /// The highest numbers of creeps and of the ship's bullets on the field at once.
    pub peak_counts: (usize, usize),
}

impl ArcadeGame {
    /// Creates the view below the field node, scaled so that every field fills the same area of the screen.
    pub fn new(
        sim: Sim,
        source: GameSource,
        sprites: RulesetSprites,
        feel: &Feel,
        node: &mut Gd<Node2D>,
    ) -> Self {
        let field = &sim.ruleset().playfield;
        let scale = (FIELD.0 / field.width).min(FIELD.1 / field.height);
        let left = (FIELD.0 - scale * field.width) / 2.0;
        node.set_scale(Vector2::splat(scale));
        Self {
            effects: Effects::new(node, &sim, feel, &sprites.own_tints),
            view: PlayfieldView::new(node, &sim, sprites),
            ruleset: Arc::clone(sim.ruleset()),
            scale,
            left,
            best_combo: 1,
            hit_by: None,
            peak_counts: (0, 0),
            sim,
            source,
        }
    }

    /// In a stress test: notes that a part of the tick is finished.
    pub fn finish(&mut self, part: Part) {
        if let GameSource::Stress(stopwatch) = &mut self.source {
            stopwatch.finish(part);
        }
    }

    /// Counts what happened in a tick.
    pub fn count(&mut self, events: &[SimEvent]) {
        for event in events {
            match *event {
                SimEvent::ComboChanged { multiplier } => self.best_combo = self.best_combo.max(multiplier),
                SimEvent::ShipHit { by, .. } => self.hit_by = Some(by),
                _ => {}
            }
        }
        self.update_peak_counts();
    }

    /// Whether somebody plays it now, a player or the computer.
    pub fn is_live(&self) -> bool {
        matches!(self.source, GameSource::Live(_))
    }

    /// Whether the game stands still: a replay that is paused.
    pub fn is_paused(&self) -> bool {
        matches!(&self.source, GameSource::Recorded(player) if player.playback.is_paused())
    }

    /// Starts a replay again.
    pub fn rewind(&mut self) {
        let GameSource::Recorded(player) = &mut self.source else { return };
        player.rewind();
        self.sim = player.replay.start(&self.ruleset);
        (self.best_combo, self.hit_by) = (1, None);
        self.effects.clear();
    }

    /// The numbers of the game so far.
    pub fn results(&self) -> Results {
        let (sim, counts) = (&self.sim, self.sim.counts());
        Results {
            score: sim.score(),
            wave: sim.wave().number,
            kills: counts.kills,
            shots: counts.fired,
            hits: counts.hits,
            best_combo: self.best_combo,
            ticks: sim.tick(),
            seed: sim.seed(),
        }
    }

    /// What hit the ship last, in words.
    pub fn killer(&self) -> Option<String> {
        let Ruleset { creeps, bullets, bosses, .. } = &*self.ruleset;
        Some(match self.hit_by? {
            Harm::Creep(kind) => tr_name(&creeps.get(usize::from(kind))?.name),
            Harm::Bullet(kind) => {
                tr_with("Bullet: {name}", &[("name", &tr_name(&bullets.get(usize::from(kind))?.name))])
            }
            Harm::Boss(boss) => tr_name(&bosses.get(usize::from(boss))?.name),
            Harm::Beam(boss) => {
                tr_with("Beam of {boss}", &[("boss", &tr_name(&bosses.get(usize::from(boss))?.name))])
            }
        })
    }

    fn update_peak_counts(&mut self) {
        let counts = self.sim.counts();
        self.peak_counts =
            (self.peak_counts.0.max(counts.creeps), self.peak_counts.1.max(counts.player_bullets));
    }

    /// Converts a position on the field to screen px.
    pub fn on_screen(&self, x: f32, y: f32) -> Vector2 {
        Vector2::new(self.left + x * self.scale, y * self.scale)
    }
}
