//! The result of a run.

use std::process::{ExitStatus, Output};

use creeps_godot_env::EngineLog;
use creeps_rules::Screen;
use creeps_rules::trace::{Entry, TraceEvent};

/// The result of a run.
#[derive(Debug)]
pub struct Outcome {
    /// All events, in order.
    pub trace: Vec<Entry>,
    /// The output of the engine and the game.
    pub log: EngineLog,
    status: ExitStatus,
}

impl Outcome {
    /// Combines a process's output and its trace.
    pub fn new(output: &Output, trace: Vec<Entry>) -> Self {
        Self { trace, log: EngineLog::new(&output.stdout, &output.stderr), status: output.status }
    }

    /// Removes known lines from the log that the game did not cause.
    pub fn forget(&mut self, is_known: impl Fn(&str) -> bool) {
        let lines = self.log.text.lines().filter(|line| !is_known(line));
        self.log.text = lines.collect::<Vec<_>>().join("\n");
    }

    /// Fails unless the run was clean.
    ///
    /// # Panics
    /// The engine reported an error, a warning, a leak or a panic, the exit code is not 0, or the game reported an error and `may_report_errors`
    /// is false.
    pub fn assert_clean(&self, may_report_errors: bool) {
        assert!(self.status.success(), "{}\n{}", self.status, self.log.text);
        self.assert_quiet(may_report_errors);
    }

    /// The exit code. None if a signal ended the game.
    pub fn exit_code(&self) -> Option<i32> {
        self.status.code()
    }

    /// Like [`Outcome::assert_clean`], but ignores the exit code.
    ///
    /// # Panics
    /// As [`Outcome::assert_clean`].
    pub fn assert_quiet(&self, may_report_errors: bool) {
        // A warning of the software renderer, which the game does not cause.
        let harmless = |line: &str| line.contains("Could not set V-Sync mode");
        let warned = self.log.text.lines().filter(|line| line.contains("WARNING:") && !harmless(line));
        let failures: Vec<_> = self.log.failures().into_iter().chain(warned.map(str::to_owned)).collect();
        assert!(failures.is_empty(), "the engine reported {failures:#?}\n{}", self.log.text);
        assert!(may_report_errors || self.errors().is_empty(), "the game reported {:?}", self.errors());
    }

    /// The results of `pick` for each event, with its tick.
    pub fn events<T>(&self, pick: impl Fn(&TraceEvent) -> Option<T>) -> Vec<(u64, T)> {
        self.trace.iter().filter_map(|entry| Some((entry.tick, pick(&entry.event)?))).collect()
    }

    /// The ticks of the events for which `is` returns true.
    pub fn ticks(&self, is: impl Fn(&TraceEvent) -> bool) -> Vec<u64> {
        self.events(|event| is(event).then_some(())).into_iter().map(|(tick, ())| tick).collect()
    }

    /// The screens, with their ticks.
    pub fn screens(&self) -> Vec<(u64, Screen)> {
        self.events(|event| if let TraceEvent::ScreenShown(screen) = event { Some(*screen) } else { None })
    }

    /// The ship's x positions, in px, with their ticks.
    pub fn ship_moves(&self) -> Vec<(u64, f32)> {
        self.events(|event| if let TraceEvent::ShipMoved { x } = event { Some(*x) } else { None })
    }

    /// The ticks in which the ship fired.
    pub fn fired(&self) -> Vec<u64> {
        self.ticks(|event| matches!(event, TraceEvent::BulletFired { .. }))
    }

    /// The ticks in which a bullet killed a creep.
    pub fn kills(&self) -> Vec<u64> {
        self.ticks(|event| matches!(event, TraceEvent::CreepKilled { .. }))
    }

    /// The spawned creeps: tick, x and y in px, speed in px/s.
    pub fn spawns(&self) -> Vec<(u64, (f32, f32, f32))> {
        self.events(|event| match *event {
            TraceEvent::CreepSpawned { x, y, speed, .. } => Some((x, y, speed)),
            _ => None,
        })
    }

    /// The errors that the game reported: invalid files and arguments.
    pub fn errors(&self) -> Vec<String> {
        let messages = self.events(|event| match event {
            TraceEvent::ErrorReported { message } => Some(message.clone()),
            _ => None,
        });
        messages.into_iter().map(|(_, message)| message).collect()
    }
}
