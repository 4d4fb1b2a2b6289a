//! Watching a replay: plays it at the speed that the player chose, and jumps to waves.

use creeps_rules::playback::PlaybackStep;
use creeps_rules::screen::Cause;
use creeps_rules::trace::TraceEvent;

use super::{ArcadeScene, shown_score};
use crate::arcade::game::{ArcadeGame, GameSource};
use crate::dev::trace;
use crate::flow::game_flow;
use crate::ui::replay_bar::ReplayBar;

/// Ticks of a replay that a jump plays in one tick.
const SEEK_TICKS: u32 = 200;

impl ArcadeScene {
    /// Steps a replay as its controls say; returns the cause if it ends in this tick.
    pub(super) fn step_replay(&mut self, game: &mut ArcadeGame) -> Option<Cause> {
        let wave = game.sim.wave().number;
        let GameSource::Recorded(player) = &mut game.source else { return None };
        let end = match player.playback.next_step(wave) {
            PlaybackStep::Play(ticks) => {
                let mut end = None;
                for _ in 0..ticks {
                    end = end.or_else(|| self.step(game));
                }
                end
            }
            PlaybackStep::StartAgain => {
                game.rewind();
                self.pop_ups.clear();
                self.flow.hud().bind_mut().show_score(0);
                None
            }
            PlaybackStep::Seek(wave) => self.seek(game, wave),
        };
        let wave = game.sim.wave().number;
        let GameSource::Recorded(player) = &mut game.source else { return end };
        player.note_wave(wave);
        self.replay_bar.bind_mut().show_playback(&player.playback, game.sim.tick(), player.replay.ticks());
        end
    }

    /// Plays a replay without presenting it, until a wave starts; returns the cause if it ends before.
    fn seek(&mut self, game: &mut ArcadeGame, wave: u32) -> Option<Cause> {
        for _ in 0..SEEK_TICKS {
            let GameSource::Recorded(player) = &mut game.source else { return None };
            let Some(input) = player.next_input() else { return Some(Cause::ReplayEnded) };
            let mut events = std::mem::take(&mut self.events);
            events.clear();
            events.extend_from_slice(game.sim.step(input));
            game.count(&events);
            self.events = events;
            if game.sim.is_over() || game.sim.wave().number >= wave {
                break;
            }
        }
        if game.sim.wave().number > 0 {
            game_flow::advance(self, Cause::Ready);
        }
        let (number, score) = (game.sim.wave().number, game.sim.score());
        if number >= wave {
            trace::record(|| TraceEvent::WaveStarted { number, score });
        }
        self.flow.hud().bind_mut().show_score(shown_score(score));
        game.sim.is_over().then_some(Cause::Hit)
    }

    /// Handles a command of the replay bar, which has this number.
    pub(super) fn on_replay_command(&mut self, command: i64) {
        let Some(ArcadeGame { sim, source: GameSource::Recorded(player), .. }) = &mut self.game else {
            return;
        };
        let Some(command) = ReplayBar::command_of(command) else { return };
        let ticks = player.wave_ticks();
        player.playback.command(command, sim.wave().number, ticks);
        let playback = player.playback;
        trace::record(|| TraceEvent::PlaybackChanged {
            is_paused: playback.is_paused(),
            speed: playback.speed(),
            is_seeking: playback.is_seeking(),
        });
    }
}
