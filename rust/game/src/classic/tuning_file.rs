//! The tuning while the game runs: finds the file, reads it, and reads it again when it changes.

use creeps_rules::Tuning;
use creeps_rules::ron_file::{FileError, MAX_BYTES};
use creeps_rules::trace::Event;
use godot::classes::{FileAccess, Timer};
use godot::prelude::*;

use crate::dev::trace;
use crate::system::{command_line, files};

/// A player's own numbers, for exported games too.
const USER: &str = "user://tuning.ron";
/// The project's numbers.
const SHIPPED: &str = "res://config/tuning.ron";

/// What a file holds; none where there is no file.
type Content = Option<Result<Vec<u8>, FileError>>;

/// Keeps the tuning up to date.
///
/// The first of these that is there counts: the file after `--tuning`, `user://tuning.ron`,
/// `res://config/tuning.ron`, the tutorial's numbers. A file that is wrong changes nothing.
#[derive(GodotClass)]
#[class(init, base = Node)]
pub struct TuningFile {
    tuning: Tuning,
    /// The rank among the files of the one that gave the numbers; none for the tutorial's.
    rank: Option<usize>,
    /// What the files held when they were last read, the one that counts most first.
    contents: Vec<Content>,
    #[init(node = "PollTimer")]
    poll_timer: OnReady<Gd<Timer>>,
    base: Base<Node>,
}

#[godot_api]
impl TuningFile {
    /// There are new numbers.
    #[signal]
    pub fn changed();

    /// A file is wrong; the message says where and how, in one line.
    #[signal]
    pub fn refused(message: GString);

    /// The numbers that count now.
    pub fn tuning(&self) -> &Tuning {
        &self.tuning
    }

    /// Whether the numbers are a player's own, not those that the game comes with.
    pub fn is_own(&self) -> bool {
        self.rank.is_some_and(|rank| places()[rank] != SHIPPED)
    }

    /// Reads the files if any of them changed.
    pub fn poll(&mut self) {
        let places = places();
        let contents: Vec<Content> = places.iter().map(|path| content(path)).collect();
        if contents == self.contents {
            return;
        }
        let mut refused = Vec::new();
        for (rank, (path, content)) in places.iter().zip(&contents).enumerate() {
            let Some(content) = content else { continue };
            let file = files::display_path(path);
            match content.clone().and_then(|bytes| Tuning::read(&file, &bytes)) {
                Ok(tuning) => {
                    self.tuning = tuning;
                    if *path != SHIPPED || self.rank.is_some_and(|old| old < rank) {
                        godot_print!("tuning: {file}");
                    }
                    self.rank = Some(rank);
                    trace::record(|| Event::Tuned { file });
                    self.signals().changed().emit();
                    break;
                }
                Err(error) => {
                    refused.push(error);
                    // The last good numbers stay. Where they are not this file's, the next may have newer ones.
                    if self.rank.is_some_and(|good| good <= rank) {
                        break;
                    }
                }
            }
        }
        // Told last: new numbers take the old notice away.
        for error in refused {
            self.signals().refused().emit(&GString::from(&error.to_string()));
        }
        self.contents = contents;
    }
}

#[godot_api]
impl INode for TuningFile {
    fn ready(&mut self) {
        let this = self.to_gd();
        self.poll_timer.signals().timeout().connect_other(&this, Self::poll);
    }
}

fn places() -> Vec<&'static str> {
    command_line::arguments().tuning.as_deref().into_iter().chain([USER, SHIPPED]).collect()
}

fn content(path: &str) -> Content {
    // A file that was asked for must be there.
    let asked_for = path != USER && path != SHIPPED;
    (asked_for || FileAccess::file_exists(path)).then(|| files::read(path, MAX_BYTES))
}
