//! How a replay is watched: pause, speed, single steps, and jumps to a wave.

/// The speeds, in simulation ticks per tick.
pub const SPEEDS: [u32; 4] = [1, 2, 4, 8];

/// What the player of a replay does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaybackCommand {
    /// Pauses, or plays on.
    TogglePause,
    /// Plays one tick, and pauses.
    Step,
    /// Plays faster; at the highest speed nothing changes.
    Faster,
    /// Plays slower; at the lowest speed nothing changes.
    Slower,
    /// Goes to the next speed; the slowest follows the fastest.
    NextSpeed,
    /// Jumps to the next wave.
    NextWave,
    /// Jumps to the start of this wave, or to the one before soon after it started.
    PreviousWave,
}

/// What to do with the simulation in this tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaybackStep {
    /// Play so many ticks.
    Play(u32),
    /// Start the replay again, then play on as the next call says.
    StartAgain,
    /// Play without showing it until this wave starts or the replay ends, for as long as a tick allows.
    Seek(u32),
}

/// The state of a replay that is watched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Playback {
    is_paused: bool,
    /// Index in [`SPEEDS`].
    speed: usize,
    steps: bool,
    starts_again: bool,
    /// The wave to jump to.
    target: Option<u32>,
}

impl Playback {
    /// Ticks after the start of a wave in which "previous wave" means the one before.
    const GRACE: u32 = 120;

    /// Whether it is paused.
    pub const fn is_paused(&self) -> bool {
        self.is_paused
    }

    /// The speed, in simulation ticks per tick.
    pub const fn speed(&self) -> u32 {
        SPEEDS[self.speed]
    }

    /// Whether it jumps to a wave just now.
    pub const fn is_seeking(&self) -> bool {
        self.target.is_some()
    }

    /// Does what the player wants; `wave` is the current wave, which started `ticks` ticks ago.
    pub fn command(&mut self, command: PlaybackCommand, wave: u32, ticks: u32) {
        match command {
            PlaybackCommand::TogglePause => self.is_paused = !self.is_paused,
            PlaybackCommand::Step => (self.is_paused, self.steps) = (true, true),
            PlaybackCommand::Faster => self.speed = (self.speed + 1).min(SPEEDS.len() - 1),
            PlaybackCommand::Slower => self.speed = self.speed.saturating_sub(1),
            PlaybackCommand::NextSpeed => self.speed = (self.speed + 1) % SPEEDS.len(),
            PlaybackCommand::NextWave => self.target = Some(self.target.unwrap_or(wave).saturating_add(1)),
            PlaybackCommand::PreviousWave => {
                let back = u32::from(ticks < Self::GRACE || self.target.is_some());
                let target = self.target.unwrap_or(wave).saturating_sub(back);
                // The first wave starts with the replay.
                self.target = (target > 1).then_some(target);
                self.starts_again = true;
            }
        }
    }

    /// What to do in this tick; `wave` is the current wave.
    pub fn next_step(&mut self, wave: u32) -> PlaybackStep {
        if std::mem::take(&mut self.starts_again) {
            return PlaybackStep::StartAgain;
        }
        match self.target {
            Some(target) if wave < target => PlaybackStep::Seek(target),
            _ => {
                self.target = None;
                let steps = std::mem::take(&mut self.steps);
                PlaybackStep::Play(if self.is_paused { u32::from(steps) } else { self.speed() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(commands: &[PlaybackCommand], wave: u32, ticks: u32) -> Playback {
        let mut playback = Playback::default();
        for &command in commands {
            playback.command(command, wave, ticks);
        }
        playback
    }

    #[test]
    fn it_plays_at_four_speeds() {
        use PlaybackCommand::{Faster, NextSpeed, Slower};
        assert_eq!(Playback::default().next_step(1), PlaybackStep::Play(1));
        assert_eq!(after(&[Faster, Faster], 1, 0).next_step(1), PlaybackStep::Play(4));
        assert_eq!(after(&[Faster; 9], 1, 0).next_step(1), PlaybackStep::Play(8));
        assert_eq!(after(&[Faster, Slower, Slower], 1, 0).next_step(1), PlaybackStep::Play(1));
        assert_eq!(after(&[NextSpeed; 4], 1, 0).next_step(1), PlaybackStep::Play(1));
    }

    #[test]
    fn a_pause_plays_nothing_but_single_steps() {
        let mut playback = after(&[PlaybackCommand::TogglePause], 1, 0);
        assert_eq!(playback.next_step(1), PlaybackStep::Play(0));
        playback.command(PlaybackCommand::Step, 1, 0);
        assert_eq!(
            [playback.next_step(1), playback.next_step(1)],
            [PlaybackStep::Play(1), PlaybackStep::Play(0)]
        );
        playback.command(PlaybackCommand::TogglePause, 1, 0);
        assert_eq!(playback.next_step(1), PlaybackStep::Play(1));
    }

    #[test]
    fn a_jump_forwards_ends_when_the_wave_starts() {
        let mut playback = after(&[PlaybackCommand::NextWave, PlaybackCommand::NextWave], 3, 0);
        assert_eq!([playback.next_step(3), playback.next_step(4)], [PlaybackStep::Seek(5); 2]);
        assert_eq!(playback.next_step(5), PlaybackStep::Play(1));
        assert!(!playback.is_seeking());
    }

    #[test]
    fn a_jump_backwards_starts_again() {
        use PlaybackCommand::PreviousWave;
        for (ticks, commands, target) in
            [(500, 1, Some(3)), (10, 1, Some(2)), (500, 2, Some(2)), (500, 3, None)]
        {
            let mut playback = after(&vec![PreviousWave; commands], 3, ticks);
            assert_eq!(playback.next_step(3), PlaybackStep::StartAgain);
            let then = target.map_or(PlaybackStep::Play(1), PlaybackStep::Seek);
            assert_eq!(playback.next_step(0), then, "{ticks} {commands}");
        }
    }
}
