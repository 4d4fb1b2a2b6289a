//! The best score on disk: read at the start, saved whenever a game beats it.

use creeps_rules::best::{BestScores, Mode};
use creeps_rules::ron_file::{FileError, MAX_BYTES};
use creeps_rules::trace::Event;

use crate::dev::{director, trace};
use crate::system::files::{self, Survives};

const FILE: &str = "user://best.ron";

/// A mode's best score and the file that keeps it. Whatever is wrong with the file, the game goes on.
pub struct BestFile {
    mode: Mode,
    /// The best score known.
    best: u32,
    /// The best score in the file, and what it survives there.
    saved: u32,
    survives: Survives,
    /// Whether the game that is on counts.
    counts: bool,
    /// Whether that game beat the best score before it.
    beaten: bool,
    /// Whether the player was told that scores can't be saved; once is enough.
    told: bool,
    /// What the screen still has to say of the file.
    notice: Option<String>,
}

impl BestFile {
    /// The best score of `mode`, not yet read.
    pub fn new(mode: Mode) -> Self {
        Self {
            mode,
            best: 0,
            saved: 0,
            survives: Survives::PowerCut,
            counts: false,
            beaten: false,
            told: false,
            notice: None,
        }
    }

    /// Reads the best score; 0 where there is no file, or a damaged one.
    pub fn load(&mut self) {
        if let Some(scores) = self.read() {
            self.saved = scores.of(self.mode);
            self.best = self.saved;
        }
        trace::record(|| Event::BestLoaded { mode: self.mode, score: self.best });
    }

    /// A game begins; `counts` is whether it may make the best score.
    pub fn begin_game(&mut self, counts: bool) {
        self.counts = counts;
        self.beaten = false;
    }

    /// The game that is on does not count.
    pub fn void_game(&mut self) {
        self.counts = false;
    }

    /// Takes over what the game has come to, and saves it if that is the best, so that it `survives` that.
    pub fn offer(&mut self, score: u32, survives: Survives) {
        if self.would_beat(score) {
            self.best = score;
            self.beaten = true;
        }
        // One that could not be saved is tried again.
        if self.best > self.saved || (survives == Survives::PowerCut && self.survives == Survives::Kill) {
            self.save(survives);
        }
    }

    /// Whether the game that is on would have the best score with these points.
    pub fn would_beat(&self, score: u32) -> bool {
        self.counts && score > self.best
    }

    /// The best score known.
    pub fn best(&self) -> u32 {
        self.best
    }

    /// Whether the last game beat the best score before it.
    pub fn is_beaten(&self) -> bool {
        self.beaten
    }

    /// What the screen still has to say of the file, once.
    pub fn take_notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    fn save(&mut self, survives: Survives) {
        // Other modes and other windows keep their scores in it too: it may have changed since, and must not while this writes.
        let _lock = match files::lock() {
            Ok(lock) => lock,
            Err(error) => return self.tell_unsaved(format!("{error}; best scores last until you quit")),
        };
        let Some(mut scores) = self.read() else { return };
        scores.offer(self.mode, self.best);
        self.best = scores.of(self.mode);
        let text = scores.to_text().map_err(|error| FileError::whole(FILE, error.to_string()));
        match text.and_then(|text| files::write(FILE, text.as_bytes(), survives)) {
            Ok(()) => {
                (self.saved, self.survives) = (self.best, survives);
                trace::record(|| Event::BestSaved { mode: self.mode, score: self.best });
            }
            Err(error) => self.tell_unsaved(format!("{error}; best scores last until you quit")),
        }
    }

    /// What the file holds. None if it must not be written over: a newer game wrote it, or it is damaged and can't be renamed.
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
            let message = "a newer version of the game wrote it, and it stays as it is; best scores last until you quit";
            self.tell_unsaved(format!("{error}; {message}"));
            return None;
        }
        if let Some(aside) = files::quarantine(FILE) {
            self.tell(format!("{error}; the file is kept as {aside}, and best scores begin anew"));
            Some(BestScores::default())
        } else {
            self.tell_unsaved(format!("{error}; it can't be renamed: best scores last until you quit"));
            None
        }
    }

    fn tell_unsaved(&mut self, message: String) {
        if !self.told {
            self.told = true;
            self.tell(message);
        }
    }

    fn tell(&mut self, message: String) {
        director::refuse(&message);
        self.notice = Some(message);
    }
}
