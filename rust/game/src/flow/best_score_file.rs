//! The best score (high score) on disk: loaded at the start, saved whenever a game beats it.

use creeps_rules::GameMode;
use creeps_rules::best_scores::BestScores;
use creeps_rules::ron_file::{FileError, MAX_BYTES};
use creeps_rules::trace::TraceEvent;

use crate::dev::{run_harness, trace};
use crate::system::files::{self, Survives};
use crate::ui::text::tr_with;

const FILE: &str = "user://best.ron";

/// A mode's best score and its file. The game is played whatever is wrong with the file.
pub struct BestScoreFile {
    mode: GameMode,
    /// The best score.
    best: u32,
    /// The best score in the file.
    saved: u32,
    /// What the last save survives.
    survives: Survives,
    /// Whether the current game may become the best score.
    counts: bool,
    /// Whether the current or last game beat the best score before it.
    beaten: bool,
    /// Whether a warning that scores can't be saved was shown. It is shown once.
    warned: bool,
    /// A warning that is not on the screen yet.
    notice: Option<String>,
}

impl BestScoreFile {
    /// The best score of `mode`; call [`BestScoreFile::load`] next.
    pub fn new(mode: GameMode) -> Self {
        Self {
            mode,
            best: 0,
            saved: 0,
            survives: Survives::PowerCut,
            counts: false,
            beaten: false,
            warned: false,
            notice: None,
        }
    }

    /// Loads the best score. It is 0 if there is no file or a damaged one.
    pub fn load(&mut self) {
        if let Some(scores) = self.read() {
            self.saved = scores.of(self.mode);
            self.best = self.saved;
        }
        trace::record(|| TraceEvent::BestScoreLoaded { mode: self.mode, score: self.best });
    }

    /// A game starts; `counts` says whether its score may become the best score.
    pub fn begin_game(&mut self, counts: bool) {
        self.counts = counts;
        self.beaten = false;
    }

    /// The current game no longer counts.
    pub fn void_game(&mut self) {
        self.counts = false;
    }

    /// Updates the best score if `score` beats it, and saves it.
    pub fn offer(&mut self, score: u32, survives: Survives) {
        if self.would_beat(score) {
            self.best = score;
            self.beaten = true;
        }
        // A score that could not be saved before is tried again, and one that survives only a kill is saved again at the end.
        if self.best > self.saved || (survives == Survives::PowerCut && self.survives == Survives::Kill) {
            self.save(survives);
        }
    }

    /// Whether `score` would be the best score now.
    pub fn would_beat(&self, score: u32) -> bool {
        self.counts && score > self.best
    }

    /// The best score.
    pub fn best(&self) -> u32 {
        self.best
    }

    /// Whether the current or last game beat the best score before it.
    pub fn is_beaten(&self) -> bool {
        self.beaten
    }

    /// A warning that is not on the screen yet. Returned once.
    pub fn take_notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    fn save(&mut self, survives: Survives) {
        // Other modes and other windows save to the same file. It may have changed since it was loaded, so it is read again, and the
        // lock keeps it from changing until it is written.
        let _lock = match files::lock() {
            Ok(lock) => lock,
            Err(error) => {
                return self.warn_unsaved(tr_with(
                    "{error}; best scores are kept until you quit",
                    &[("error", &error)],
                ));
            }
        };
        let Some(mut scores) = self.read() else { return };
        scores.offer(self.mode, self.best);
        self.best = scores.of(self.mode);
        let text = scores.to_text().map_err(|error| FileError::whole(FILE, error.to_string()));
        match text.and_then(|text| files::write(FILE, text.as_bytes(), survives)) {
            Ok(()) => {
                (self.saved, self.survives) = (self.best, survives);
                trace::record(|| TraceEvent::BestScoreSaved { mode: self.mode, score: self.best });
            }
            Err(error) => self
                .warn_unsaved(tr_with("{error}; best scores are kept until you quit", &[("error", &error)])),
        }
    }

    /// Reads the file. None if it must not be overwritten: a newer version of the game wrote it, or it is damaged and can't be renamed.
    fn read(&mut self) -> Option<BestScores> {
        if !files::exists(FILE) {
            return Some(BestScores::default());
        }
        let bytes = files::read(FILE, MAX_BYTES);
        let error = match &bytes {
            Ok(bytes) => match BestScores::read(&files::display_path(FILE), bytes) {
                Ok(scores) => return Some(scores),
                Err(error) => error,
            },
            Err(error) => error.clone(),
        };
        if bytes.is_ok_and(|bytes| BestScores::newer_version(&bytes).is_some()) {
            self.warn_unsaved(tr_with(
                "{error}; a newer version of the game wrote it, so it is not changed; best scores are kept until you quit",
                &[("error", &error)],
            ));
            return None;
        }
        if let Some(renamed) = files::quarantine(FILE) {
            self.warn(tr_with(
                "{error}; the file was renamed to {name}, and best scores start from 0",
                &[("error", &error), ("name", &renamed)],
            ));
            Some(BestScores::default())
        } else {
            self.warn_unsaved(tr_with(
                "{error}; it can't be renamed, so best scores are kept until you quit",
                &[("error", &error)],
            ));
            None
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
