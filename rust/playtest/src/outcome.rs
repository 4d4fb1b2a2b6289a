//! What came out of a run.

use std::process::{ExitStatus, Output};

use creeps_godot_env::EngineLog;
use creeps_rules::Screen;
use creeps_rules::trace::{Entry, TraceEvent};

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
    pub fn assert_clean(&self, may_report_errors: bool) {
        assert!(self.status.success(), "{}\n{}", self.status, self.log.text);
        self.assert_quiet(may_report_errors);
    }

    /// The exit code; none for a game that a signal ended.
    pub fn exit_code(&self) -> Option<i32> {
        self.status.code()
    }

    /// As [`Outcome::assert_clean`], whatever the exit code.
    ///
    /// # Panics
    /// There is an error, a warning, a leak, a panic, or a refused file where none may be.
    pub fn assert_quiet(&self, may_report_errors: bool) {
        // Of this one the software renderer's window tells, not the game.
        let harmless = |line: &str| line.contains("Could not set V-Sync mode");
        let warned = self.log.text.lines().filter(|line| line.contains("WARNING:") && !harmless(line));
        let failures: Vec<_> = self.log.failures().into_iter().chain(warned.map(str::to_owned)).collect();
        assert!(failures.is_empty(), "the engine reported {failures:#?}\n{}", self.log.text);
        assert!(may_report_errors || self.errors().is_empty(), "refused: {:?}", self.errors());
    }

    /// What `pick` makes of each event, with its tick.
    pub fn events<T>(&self, pick: impl Fn(&TraceEvent) -> Option<T>) -> Vec<(u64, T)> {
        self.trace.iter().filter_map(|entry| Some((entry.tick, pick(&entry.event)?))).collect()
    }

    /// The ticks at which `is` holds of an event.
    pub fn ticks(&self, is: impl Fn(&TraceEvent) -> bool) -> Vec<u64> {
        self.events(|event| is(event).then_some(())).into_iter().map(|(tick, ())| tick).collect()
    }

    /// The screens shown, with their ticks.
    pub fn screens(&self) -> Vec<(u64, Screen)> {
        self.events(|event| if let TraceEvent::ScreenShown(screen) = event { Some(*screen) } else { None })
    }

    /// The ship's places, px.
    pub fn ship_moves(&self) -> Vec<(u64, f32)> {
        self.events(|event| if let TraceEvent::ShipMoved { x } = event { Some(*x) } else { None })
    }

    /// The ticks in which a bullet was fired.
    pub fn fired(&self) -> Vec<u64> {
        self.ticks(|event| matches!(event, TraceEvent::BulletFired { .. }))
    }

    /// The ticks in which a creep was shot.
    pub fn kills(&self) -> Vec<u64> {
        self.ticks(|event| matches!(event, TraceEvent::CreepKilled { .. }))
    }

    /// Creeps as they came: tick, x, y, px/s.
    pub fn spawns(&self) -> Vec<(u64, (f32, f32, f32))> {
        self.events(|event| match *event {
            TraceEvent::CreepSpawned { x, y, speed, .. } => Some((x, y, speed)),
            _ => None,
        })
    }

    /// What the player was told of bad files and arguments.
    pub fn errors(&self) -> Vec<String> {
        let messages = self.events(|event| match event {
            TraceEvent::ErrorReported { message } => Some(message.clone()),
            _ => None,
        });
        messages.into_iter().map(|(_, message)| message).collect()
    }
}
