//! Loads the tuning, and loads it again when a file changes while the game runs.

use creeps_rules::Tuning;
use creeps_rules::ron_file::{FileError, MAX_BYTES};
use creeps_rules::trace::TraceEvent;
use godot::classes::{FileAccess, Timer};
use godot::prelude::*;

use crate::dev::trace;
use crate::system::{command_line, files};

/// The player's own tuning; works for exported games, too.
const USER: &str = "user://tuning.ron";
/// The shipped tuning.
const SHIPPED: &str = "res://config/tuning.ron";

/// The content of a file; none if there is no file.
type Content = Option<Result<Vec<u8>, FileError>>;

/// Keeps the tuning up to date.
///
/// The first of these is used: the file after `--tuning`, `user://tuning.ron`, `res://config/tuning.ron`, the tutorial's numbers. An
/// invalid file changes nothing.
#[derive(GodotClass)]
#[class(init, base = Node)]
pub struct TuningFile {
    tuning: Tuning,
    /// The index in [`candidates`] of the file that is used. None for the tutorial's numbers.
    source: Option<usize>,
    /// The contents of the candidates when they were last read.
    contents: Vec<Content>,
    #[init(node = "PollTimer")]
    poll_timer: OnReady<Gd<Timer>>,
    base: Base<Node>,
}

#[godot_api]
impl TuningFile {
    /// The tuning changed.
    #[signal]
    pub fn changed();

    /// A file is invalid. The message is one line and says where and why.
    #[signal]
    pub fn invalid(message: GString);

    /// The current tuning.
    pub fn tuning(&self) -> &Tuning {
        &self.tuning
    }

    /// Whether the tuning is the player's own and not the shipped one.
    pub fn is_own(&self) -> bool {
        self.source.is_some_and(|index| candidates()[index] != SHIPPED)
    }

    /// Loads the tuning again if any file changed.
    pub fn poll(&mut self) {
        let candidates = candidates();
        let contents: Vec<Content> = candidates.iter().map(|path| content(path)).collect();
        if contents == self.contents {
            return;
        }
        let mut errors = Vec::new();
        for (index, (path, content)) in candidates.iter().zip(&contents).enumerate() {
            let Some(content) = content else { continue };
            let file = files::display_path(path);
            match content.clone().and_then(|bytes| Tuning::read(&file, &bytes)) {
                Ok(tuning) => {
                    self.tuning = tuning;
                    if *path != SHIPPED || self.source.is_some_and(|old| old < index) {
                        godot_print!("tuning: {file}");
                    }
                    self.source = Some(index);
                    trace::record(|| TraceEvent::TuningLoaded { file });
                    self.signals().changed().emit();
                    break;
                }
                Err(error) => {
                    errors.push(error);
                    // Keep the last valid tuning. If it came from a later file, that file may have changed: look at it, too.
                    if self.source.is_some_and(|valid| valid <= index) {
                        break;
                    }
                }
            }
        }
        // After `changed`, whose receiver hides the old error message.
        for error in errors {
            self.signals().invalid().emit(&GString::from(&error.to_string()));
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

fn candidates() -> Vec<&'static str> {
    command_line::arguments().tuning.as_deref().into_iter().chain([USER, SHIPPED]).collect()
}

fn content(path: &str) -> Content {
    // The file after `--tuning` must exist.
    let must_exist = path != USER && path != SHIPPED;
    (must_exist || FileAccess::file_exists(path)).then(|| files::read(path, MAX_BYTES))
}
