//! A ruleset played from any of its waves on: what the editor's preview shows.

use std::sync::Arc;

use crate::autopilot::{Autopilot, Skill};
use crate::event::SimEvent;
use crate::input::Input;
use crate::pace::{Bucket, PaceWriter};
use crate::ruleset::{Difficulty, Program, Ruleset};
use crate::sim::Sim;

/// The seed of every preview: a change of the ruleset is seen, not another game.
const SEED: u64 = 1;
/// A wave that the autopilot has not reached after so many ticks (an hour) can't be reached.
const LONGEST_WAY: u32 = 60 * 60 * 60;

/// A game that is played from a chosen wave on.
///
/// The autopilot plays the waves before it, and nothing harms the ship on the way: so the ship has the weapon that it would have in a
/// game, and all of its lives.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The chosen wave, from 1.
    wave: u32,
    /// The game at the beginning of each wave, as far as the autopilot has come.
    marks: Vec<Mark>,
    /// The game on its way to the next mark.
    way: Mark,
    /// The game that is shown, once its wave is reached.
    shown: Option<Shown>,
}

/// A game and who plays it.
#[derive(Clone, Debug)]
struct Mark {
    sim: Sim,
    autopilot: Autopilot,
}

#[derive(Clone, Debug)]
struct Shown {
    game: Mark,
    /// The pace of the current wave.
    pace: PaceWriter,
}

/// How far a preview is on its way to the chosen wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The game is there, and [`Preview::step`] plays it.
    There,
    /// The autopilot is in this wave, from 1, or 0 before the first.
    In(u32),
    /// The autopilot has played for an hour in vain.
    Unreachable,
}

impl Preview {
    /// A preview of a ruleset from a wave on, which counts from 1.
    pub fn new(ruleset: &Arc<Ruleset>, difficulty: Difficulty, wave: u32) -> Self {
        let sim = Sim::new(ruleset, difficulty, SEED).with_invincibility(true);
        let way = Mark { sim, autopilot: Autopilot::new(Skill::PERSON) };
        Self { wave: wave.max(1), marks: Vec::new(), way, shown: None }
    }

    /// Begins with another wave. Waves that the autopilot has seen begin at once.
    pub fn choose(&mut self, wave: u32) {
        self.wave = wave.max(1);
        self.shown = None;
        self.show_if_there();
    }

    /// Begins with the chosen wave again.
    pub fn restart(&mut self) {
        self.choose(self.wave);
    }

    /// Plays up to `ticks` ticks on the way to the chosen wave.
    pub fn seek(&mut self, ticks: u32) -> Way {
        for _ in 0..ticks {
            if self.shown.is_some() || self.way.sim.tick() >= LONGEST_WAY {
                break;
            }
            let input = self.way.autopilot.play(&self.way.sim);
            self.way.sim.step(input);
            // Numbers count up by one, so the next mark is always the next wave's.
            if self.way.sim.wave().number as usize > self.marks.len() {
                self.marks.push(self.way.clone());
                self.show_if_there();
            }
        }
        match self.shown {
            Some(_) => Way::There,
            None if self.way.sim.tick() >= LONGEST_WAY => Way::Unreachable,
            None => Way::In(self.way.sim.wave().number),
        }
    }

    fn show_if_there(&mut self) {
        let Some(mark) = self.marks.get(self.wave as usize - 1) else { return };
        let Mark { sim, autopilot } = mark.clone();
        let pace = PaceWriter::new(sim.ruleset());
        let sim = sim.with_invincibility(false);
        self.shown = Some(Shown { game: Mark { sim, autopilot }, pace });
    }

    /// The game that is shown, or the autopilot's on the way to its wave.
    pub fn sim(&self) -> &Sim {
        self.shown.as_ref().map_or(&self.way.sim, |shown| &shown.game.sim)
    }

    /// Plays one tick of the game that is shown, by the autopilot if there is no input. Returns what happened in it: nothing in a game
    /// that is over, or on the way to the wave.
    pub fn step(&mut self, input: Option<Input>) -> &[SimEvent] {
        let Some(Shown { game: Mark { sim, autopilot }, pace }) = &mut self.shown else { return &[] };
        if sim.is_over() {
            return &[];
        }
        let input = input.unwrap_or_else(|| autopilot.play(sim));
        let begins = |event: &SimEvent| matches!(event, SimEvent::WaveStarted { .. });
        if sim.step(input).iter().any(begins) {
            *pace = PaceWriter::new(sim.ruleset());
        }
        pace.note(sim);
        sim.events()
    }

    /// The sums over the current wave, as far as it was shown.
    pub fn pace(&self) -> Bucket {
        self.shown.as_ref().map(|shown| shown.pace.pace().buckets.iter().sum()).unwrap_or_default()
    }
}

impl Ruleset {
    /// The number of its waves, or of the levels of its spawn stream.
    pub fn wave_count(&self) -> u32 {
        let count = match &self.program {
            Program::Waves { list, .. } => list.len(),
            Program::SpawnStream { levels } => levels.len(),
        };
        count as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arcade() -> Arc<Ruleset> {
        let text = include_bytes!("../../../godot-project/config/arcade.ron");
        Arc::new(Ruleset::read("arcade.ron", text).unwrap())
    }

    fn there(preview: &mut Preview) -> Sim {
        assert_eq!(preview.seek(u32::MAX), Way::There);
        preview.sim().clone()
    }

    #[test]
    fn a_preview_begins_with_the_chosen_wave_and_all_lives() {
        let ruleset = arcade();
        let mut preview = Preview::new(&ruleset, Difficulty::Normal, 6);
        assert_eq!(preview.seek(10), Way::In(0));
        assert_eq!(preview.step(None), [], "it is not there yet");
        assert_eq!(preview.sim().tick(), 10);
        let sim = there(&mut preview);
        assert_eq!(sim.wave().number, 6);
        assert!(sim.ship().lives >= ruleset.ship.lives, "{}", sim.ship().lives);
        assert!(sim.ship().weapon > 0, "the weapon of five waves");
        preview.step(None);
        assert_eq!(preview.pace().ticks, 1, "the way there does not count");
    }

    #[test]
    fn the_ship_that_was_invincible_on_the_way_is_hit_like_any_other() {
        let mut preview = Preview::new(&arcade(), Difficulty::Hard, 3);
        there(&mut preview);
        for _ in 0..20_000 {
            preview.step(Some(Input::default()));
        }
        assert!(preview.sim().is_over());
        assert_eq!(preview.step(None), [], "a game that is over stands still");
    }

    #[test]
    fn waves_that_were_seen_begin_at_once_and_alike() {
        let mut preview = Preview::new(&arcade(), Difficulty::Normal, 4);
        let fourth = there(&mut preview).hash();
        preview.step(None);
        preview.choose(2);
        assert_eq!(preview.seek(0), Way::There);
        assert_eq!(preview.sim().wave().number, 2);
        preview.choose(4);
        assert_eq!(preview.sim().hash(), fourth);
        preview.step(None);
        preview.restart();
        assert_eq!(preview.sim().hash(), fourth);
        preview.choose(5);
        assert_eq!(there(&mut preview).wave().number, 5);
    }

    #[test]
    fn the_pace_is_that_of_the_current_wave() {
        let mut preview = Preview::new(&arcade(), Difficulty::Normal, 1);
        there(&mut preview);
        let mut longest = 0;
        while preview.sim().wave().number < 3 {
            preview.step(None);
            longest = longest.max(preview.pace().ticks);
        }
        assert_eq!(preview.pace().ticks, 1);
        assert!(longest > 300, "{longest}");
    }

    #[test]
    fn a_wave_that_never_comes_is_unreachable() {
        let text = include_str!("../../../godot-project/config/horde.ron");
        let ruleset = Arc::new(Ruleset::read("horde.ron", text.as_bytes()).unwrap());
        let mut preview = Preview::new(&ruleset, Difficulty::Easy, 1);
        preview.way.sim.tick = LONGEST_WAY;
        assert_eq!(preview.seek(1), Way::Unreachable);
    }
}
