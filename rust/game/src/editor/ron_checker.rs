//! Checks RON files for the editor, which marks what is wrong.

use creeps_rules::Tuning;
use creeps_rules::feel::Feel;
use creeps_rules::mod_info::ModInfo;
use creeps_rules::ron_file::{self, FileError, MAX_BYTES};
use creeps_rules::sprite_atlas::SpriteAtlas;
use godot::prelude::*;

use crate::arcade::ruleset_file;
use crate::system::files;

/// Checks RON files as the game does.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RonChecker {}

#[godot_api]
impl RonChecker {
    /// What is wrong with a file: `line` and `column` from 1, or 0 for an error of the whole file or of another one that it needs, and
    /// `message`. Empty if nothing is wrong.
    #[func]
    fn check(path: GString) -> VarDictionary {
        let path = path.to_string();
        let Err(error) = check(&path) else { return VarDictionary::new() };
        let is_here = error.file == files::display_path(&path);
        let (line, column) = error.location.filter(|_| is_here).unwrap_or_default();
        let message = match &error.field_path {
            _ if !is_here => error.to_string(),
            Some(field_path) => format!("{field_path}: {}", error.problem),
            None => error.problem,
        };
        vdict! { "line" => line as u32, "column" => column as u32, "message" => message }
    }
}

/// Checks a file by the rules for its name. Of a file that the game does not know only the syntax is checked.
fn check(path: &str) -> Result<(), FileError> {
    let name = path.rsplit('/').next().unwrap_or_default();
    if matches!(name, "arcade.ron" | "horde.ron" | "ruleset.ron" | "benchmark.ron") {
        return ruleset_file::load(path).map(drop);
    }
    let (file, bytes) = (files::display_path(path), files::read(path, MAX_BYTES)?);
    match name {
        "tuning.ron" => Tuning::read(&file, &bytes).map(drop),
        "mod.ron" => ModInfo::read(&file, &bytes).map(drop),
        "feel.ron" => Feel::read(&file, &bytes).map(drop),
        "atlas.ron" => SpriteAtlas::read(&file, &bytes).map(drop),
        _ => ron_file::check_syntax(&file, &bytes),
    }
}
