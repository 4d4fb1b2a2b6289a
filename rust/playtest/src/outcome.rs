//! What came out of a run.

use std::process::{ExitStatus, Output};

use creeps_godot_env::EngineLog;
use creeps_rules::Screen;
use creeps_rules::trace::{Entry, Event};

/// What came out of a run.
#[derive(Debug)]
pub struct Outcome {
    /// What happened, in order.
    pub trace: Vec<Entry>,
    /// All that the engine and the game wrote.
    pub log: EngineLog,
    status: ExitStatus,
}

impl Outcome {
    /// What a process wrote, and its trace.
    pub fn new(output: &Output, trace: Vec<Entry>) -> Self {
        Self { trace, log: EngineLog::new(&output.stdout, &output.stderr), status: output.status }
    }

    /// Takes lines out of the log that are known and not the game's.
    pub fn forget(&mut self, is_known: impl Fn(&str) -> bool) {
        let lines = self.log.text.lines().filter(|line| !is_known(line));
        self.log.text = lines.collect::<Vec<_>>().join("\n");
    }

    /// Fails on whatever a good run does not have.
    ///
    /// # Panics
    /// There is an error, a warning, a leak, a panic, an exit code, or a refused file where none may be.
    pub fn assert_clean(&self, may_refuse: bool) {
        assert!(self.status.success(), "{}\n{}", self.status, self.log.text);
        self.assert_quiet(may_refuse);
    }

    /// The exit code; none for a game that a signal ended.
    pub fn exit_code(&self) -> Option<i32> {
        self.status.code()
    }

    /// As [`Outcome::assert_clean`], whatever the exit code.
    ///
    /// # Panics
    /// There is an error, a warning, a leak, a panic, or a refused file where none may be.
    pub fn assert_quiet(&self, may_refuse: bool) {
        // Of this one the software renderer's window tells, not the game.
        let harmless = |line: &str| line.contains("Could not set V-Sync mode");
        let warned = self.log.text.lines().filter(|line| line.contains("WARNING:") && !harmless(line));
        let failures: Vec<_> = self.log.failures().into_iter().chain(warned.map(str::to_owned)).collect();
        assert!(failures.is_empty(), "the engine reported {failures:#?}\n{}", self.log.text);
        assert!(may_refuse || self.refusals().is_empty(), "refused: {:?}", self.refusals());
    }

    /// What `pick` makes of each event, with its tick.
    pub fn events<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Vec<(u64, T)> {
        self.trace.iter().filter_map(|entry| Some((entry.tick, pick(&entry.event)?))).collect()
    }

    /// The ticks at which `is` holds of an event.
    pub fn ticks(&self, is: impl Fn(&Event) -> bool) -> Vec<u64> {
        self.events(|event| is(event).then_some(())).into_iter().map(|(tick, ())| tick).collect()
    }

    /// The screens shown, with their ticks.
    pub fn screens(&self) -> Vec<(u64, Screen)> {
        self.events(|event| if let Event::Shown(screen) = event { Some(*screen) } else { None })
    }

    /// The ship's places, px.
    pub fn steered(&self) -> Vec<(u64, f32)> {
        self.events(|event| if let Event::Steered { x } = event { Some(*x) } else { None })
    }

    /// The ticks in which a bullet was fired.
    pub fn fired(&self) -> Vec<u64> {
        self.ticks(|event| matches!(event, Event::Fired { .. }))
    }

    /// The ticks in which a creep was shot.
    pub fn shot(&self) -> Vec<u64> {
        self.ticks(|event| matches!(event, Event::Shot { .. }))
    }

    /// Creeps as they came: tick, x, y, px/s.
    pub fn spawned(&self) -> Vec<(u64, (f32, f32, f32))> {
        self.events(|event| match *event {
            Event::Spawned { x, y, speed, .. } => Some((x, y, speed)),
            _ => None,
        })
    }

    /// What the player was told of bad files and arguments.
    pub fn refusals(&self) -> Vec<String> {
        let messages = self.events(|event| match event {
            Event::Refused { message } => Some(message.clone()),
            _ => None,
        });
        messages.into_iter().map(|(_, message)| message).collect()
    }
}
