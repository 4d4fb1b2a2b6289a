//! The tables of high scores on disk: loaded at the start, saved while a game is played and when it ends.

use creeps_rules::best_scores::BestScores;
use creeps_rules::high_scores::{HighScores, Row, Standing, TableKey};
use creeps_rules::ron_file::{FileError, MAX_BYTES};
use creeps_rules::trace::TraceEvent;
use godot::classes::Time;
use godot::prelude::*;

use crate::dev::{run_harness, trace};
use crate::system::files::{self, Survives};
use crate::ui::text::tr_with;

const FILE: &str = "user://scores.ron";
/// The best scores of earlier versions. They are taken over once and stay as they are.
const OLD_FILE: &str = "user://best.ron";

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
        if let Some(scores) = self.read() {
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
        // Other windows save to the same file. It may have changed since it was loaded, so it is read again, and the lock keeps it from
        // changing until it is written.
        let _lock = files::lock()?;
        // What can't be written is still shown until the program ends.
        let file = self.read();
        let mut scores = file.clone().unwrap_or_else(|| self.scores.clone());
        let place = if self.counts { scores.offer(self.key, self.game.clone()) } else { None };
        scores.rename(self.key, &self.game, &self.game.name.clone());
        if file.is_some() {
            let text = scores.to_text().map_err(|error| FileError::whole(FILE, error.to_string()))?;
            let written = files::write(FILE, text.as_bytes(), survives);
            self.scores = scores;
            written?;
            self.saved = Some((self.game.score, survives));
            if let Some(place) = place {
                let (mode, score) = (self.key.mode, score_of_trace(self.game.score));
                trace::record(|| TraceEvent::HighScoreSaved { mode, score, place });
            }
        } else {
            self.scores = scores;
        }
        Ok(())
    }

    /// Reads the file. None if it must not be overwritten: a newer version of the game wrote it, or it is damaged and can't be renamed.
    fn read(&mut self) -> Option<HighScores> {
        if !files::exists(FILE) {
            return Some(Self::read_old());
        }
        let bytes = files::read(FILE, MAX_BYTES);
        let error = match &bytes {
            Ok(bytes) => match HighScores::read(&files::display_path(FILE), bytes) {
                Ok(scores) => return Some(scores),
                Err(error) => error,
            },
            Err(error) => error.clone(),
        };
        if bytes.is_ok_and(|bytes| HighScores::newer_version(&bytes).is_some()) {
            self.warn_unsaved(tr_with(
                "{error}; a newer version of the game wrote it, so it is not changed; scores are kept until you quit",
                &[("error", &error)],
            ));
            return None;
        }
        if let Some(renamed) = files::quarantine(FILE) {
            self.warn(tr_with(
                "{error}; the file was renamed to {name}, and the tables start empty",
                &[("error", &error), ("name", &renamed)],
            ));
            Some(Self::read_old())
        } else {
            self.warn_unsaved(tr_with(
                "{error}; it can't be renamed, so scores are kept until you quit",
                &[("error", &error)],
            ));
            None
        }
    }

    /// Takes over the best scores of earlier versions; a file that can't be read has none.
    fn read_old() -> HighScores {
        if !files::exists(OLD_FILE) {
            return HighScores::default();
        }
        let best = files::read(OLD_FILE, MAX_BYTES).and_then(|bytes| BestScores::read(OLD_FILE, &bytes));
        best.map_or_else(|_| HighScores::default(), |best| HighScores::from_best_scores(&best))
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

/// The tables as they are on disk; empty if they can't be read, which is reported elsewhere.
pub fn read_tables() -> HighScores {
    if !files::exists(FILE) {
        return HighScores::default();
    }
    files::read(FILE, MAX_BYTES).and_then(|bytes| HighScores::read(FILE, &bytes)).unwrap_or_default()
}

fn score_of_trace(score: u64) -> u32 {
    u32::try_from(score).unwrap_or(u32::MAX)
}
