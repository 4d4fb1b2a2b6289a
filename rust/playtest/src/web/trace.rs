//! What the game reports in its trace, which it writes to the browser's console.

use creeps_rules::GameMode;
use creeps_rules::Screen;
use creeps_rules::trace::{Entry, TraceEvent};

use super::harness::BrowserHarness;

impl BrowserHarness {
    /// What happened in the game since the page was loaded.
    pub fn trace(&self) -> Vec<Entry> {
        let console = &self.browser.record().console;
        console.iter().filter_map(|said| Entry::from_line(said.text.trim()).ok()).collect()
    }

    /// How much the console has said so far; see [`BrowserHarness::lines_since`].
    pub fn mark(&self) -> usize {
        self.browser.record().console.len()
    }

    /// What the console said since then.
    pub fn lines_since(&self, mark: usize) -> impl Iterator<Item = &str> {
        self.browser.record().console.iter().skip(mark).map(|said| said.text.trim())
    }

    /// What happened in the game since then.
    pub fn events_since(&self, mark: usize) -> Vec<TraceEvent> {
        self.lines_since(mark).filter_map(|line| Some(Entry::from_line(line).ok()?.event)).collect()
    }

    /// The screen that is shown; none before the first report: that is the title.
    pub fn screen(&self) -> Option<Screen> {
        let shown = |entry: &Entry| {
            if let TraceEvent::ScreenShown(screen) = entry.event { Some(screen) } else { None }
        };
        self.trace().iter().rev().find_map(shown)
    }

    /// The most creeps that were shot in a game since the page was loaded.
    pub fn score(&self) -> u32 {
        let shot = |entry: Entry| {
            if let TraceEvent::CreepKilled { score, .. } = entry.event { Some(score) } else { None }
        };
        self.trace().into_iter().filter_map(shot).max().unwrap_or(0)
    }

    /// The best score as it was last read or saved; none if it never was.
    pub fn best(&self) -> Option<u32> {
        let best = |entry: &Entry| match entry.event {
            TraceEvent::BestScoreLoaded { mode: GameMode::Classic, score }
            | TraceEvent::HighScoreSaved { mode: GameMode::Classic, score, place: 1 } => Some(score),
            _ => None,
        };
        self.trace().iter().rev().find_map(best)
    }

    /// The ship's position, px of the playfield.
    pub fn ship(&self) -> f32 {
        let steered =
            |entry: &Entry| if let TraceEvent::ShipMoved { x } = entry.event { Some(x) } else { None };
        // A game begins in the middle.
        let trace = self.trace();
        let game =
            trace.iter().rev().take_while(|entry| !matches!(entry.event, TraceEvent::GameStarted { .. }));
        game.into_iter().find_map(steered).unwrap_or(240.0)
    }

    /// The position of the creep that spawned last in this game, px of the playfield; none before the first and after the end.
    pub fn creep(&self) -> Option<f32> {
        let trace = self.trace();
        let last = trace.iter().rev().find_map(|entry| match entry.event {
            TraceEvent::CreepSpawned { x, .. } => Some(Some(x)),
            TraceEvent::GameStarted { .. } | TraceEvent::ScreenShown(Screen::GameOver) => Some(None),
            _ => None,
        });
        last.flatten()
    }
}
