//! The tables of high scores on disk: loaded at the start, saved while a game is played and when it ends.

use creeps_rules::high_scores::{HighScores, Row, Standing, TableKey};
use creeps_rules::ron_file::FileError;
use creeps_rules::score_file;
use creeps_rules::store::{Problem, Survives};
use creeps_rules::trace::TraceEvent;
use godot::classes::Time;
use godot::prelude::*;

use crate::dev::{run_harness, trace};
use crate::system::files;
use crate::ui::text::tr_with;

/// The file of the tables, and the current game's row in it. The game is played whatever is wrong with the file.
pub struct HighScoreFile {
    /// The table of the current or next game.
    key: TableKey,
    /// The file as it was last read or written.
    scores: HighScores,
    /// The current game, as it was last offered.
    game: Row,
    /// The score of the current game in the file, and what it survives there.
    saved: Option<(u64, Survives)>,
    /// Whether the current game may enter a table.
    counts: bool,
    /// The best score of the mode before the current game.
    best_before: u64,
    /// Whether a warning that scores can't be saved was shown. It is shown once.
    warned: bool,
    /// A warning that is not on the screen yet.
    notice: Option<String>,
}

impl HighScoreFile {
    /// The file, with the table of the next game; call [`HighScoreFile::load`] next.
    pub fn new(key: TableKey) -> Self {
        Self {
            key,
            scores: HighScores::default(),
            game: Row::default(),
            saved: None,
            counts: false,
            best_before: 0,
            warned: false,
            notice: None,
        }
    }

    /// Loads the tables. They are empty if there is no file or a damaged one.
    pub fn load(&mut self) {
        let (scores, problem) = score_file::load(&files::store());
        self.report(problem);
        if let Some(scores) = scores {
            self.scores = scores;
        }
        self.best_before = self.best();
        let mode = self.key.mode;
        trace::record(|| TraceEvent::BestScoreLoaded { mode, score: score_of_trace(self.best()) });
    }

    /// A game with this seed starts; `counts` says whether it may enter a table, and `assisted` which.
    pub fn begin_game(&mut self, seed: u64, counts: bool, assisted: bool) {
        self.key.assisted = assisted;
        self.counts = counts;
        self.saved = None;
        self.best_before = self.best();
        let time = Time::singleton().get_unix_time_from_system() as u64;
        self.game = Row { name: self.scores.player().to_owned(), time, seed, ..Row::default() };
    }

    /// The current game no longer counts.
    pub fn void_game(&mut self) {
        self.counts = false;
    }

    /// Enters the current game as it is now, and saves it if that changes its table.
    pub fn offer(&mut self, score: u64, wave: u32, replay: Option<u32>, survives: Survives) {
        self.game = Row { score, wave, replay, ..std::mem::take(&mut self.game) };
        if !self.counts || self.standing().place.is_none() {
            return;
        }
        // A row that survives only a kill is saved again at the end.
        let is_saved = match self.saved {
            Some((saved_score, level)) => {
                saved_score == score && (level == Survives::PowerCut || survives == Survives::Kill)
            }
            None => false,
        };
        if !is_saved {
            self.save(survives);
        }
    }

    /// Whether `score` would be the best score of the mode.
    pub fn would_beat(&self, score: u64) -> bool {
        self.counts && score > self.best_before
    }

    /// Whether the current or last game beat the best score before it.
    pub fn is_beaten(&self) -> bool {
        self.would_beat(self.game.score)
    }

    /// The best score of the mode.
    pub fn best(&self) -> u64 {
        let current = if self.counts && !self.key.assisted { self.game.score } else { 0 };
        self.scores.best(self.key.mode).max(current)
    }

    /// The table of the current game.
    pub fn key(&self) -> TableKey {
        self.key
    }

    /// Where the current game stands. None if it does not count.
    pub fn place(&self) -> Option<Standing> {
        self.counts.then(|| self.standing())
    }

    /// The tables.
    pub fn scores(&self) -> &HighScores {
        &self.scores
    }

    /// Gives the current game, and those to come, the player's name.
    pub fn rename(&mut self, name: &str) {
        if name == self.scores.player() && name == self.game.name {
            return;
        }
        name.clone_into(&mut self.game.name);
        self.save(Survives::PowerCut);
    }

    /// A warning that is not on the screen yet. Returned once.
    pub fn take_notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    fn standing(&self) -> Standing {
        self.scores.standing(self.key, &self.game)
    }

    fn save(&mut self, survives: Survives) {
        if let Err(error) = self.try_save(survives) {
            self.warn_unsaved(tr_with("{error}; scores are kept until you quit", &[("error", &error)]));
        }
    }

    fn try_save(&mut self, survives: Survives) -> Result<(), FileError> {
        let (key, game, counts) = (self.key, self.game.clone(), self.counts);
        let changed = score_file::change(&files::store(), &self.scores, survives, |scores| {
            let place = if counts { scores.offer(key, game.clone()) } else { None };
            scores.rename(key, &game, &game.name);
            place
        })?;
        self.report(changed.problem);
        // What can't be written is still shown until the program ends.
        self.scores = changed.scores;
        if changed.written? {
            self.saved = Some((self.game.score, survives));
            if let Some(place) = changed.answer {
                let (mode, score) = (self.key.mode, score_of_trace(self.game.score));
                trace::record(|| TraceEvent::HighScoreSaved { mode, score, place });
            }
        }
        Ok(())
    }

    fn report(&mut self, problem: Option<Problem>) {
        match problem {
            None => {}
            Some(Problem::Newer(error)) => self.warn_unsaved(tr_with(
                "{error}; a newer version of the game wrote it, so it is not changed; scores are kept until you quit",
                &[("error", &error)],
            )),
            Some(Problem::Renamed(error, renamed)) => self.warn(tr_with(
                "{error}; the file was renamed to {name}, and the tables start empty",
                &[("error", &error), ("name", &renamed)],
            )),
            Some(Problem::Damaged(error)) => self.warn_unsaved(tr_with(
                "{error}; it can't be renamed, so scores are kept until you quit",
                &[("error", &error)],
            )),
        }
    }

    fn warn_unsaved(&mut self, message: String) {
        if !self.warned {
            self.warned = true;
            self.warn(message);
        }
    }

    fn warn(&mut self, message: String) {
        run_harness::report_error(&message);
        self.notice = Some(message);
    }
}

fn score_of_trace(score: u64) -> u32 {
    u32::try_from(score).unwrap_or(u32::MAX)
}
