//! The command line.

use clap::{Parser, Subcommand};

use crate::{bench, build, export, install, mods, pin, play, test, texts};

/// What developers of Shoot the Creeps type.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_long_help = ENVIRONMENT, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

/// One command.
#[derive(Debug, Subcommand)]
pub enum Command {
    Play(play::Args),
    Build(build::Args),
    /// Build the extension, import the assets and open the project in the Godot editor.
    ///
    /// Open it this way after every `git pull`: an editor that finds no extension shows our nodes as their base
    /// classes, and saving a scene then loses what is set on them.
    Editor,
    Test(test::Args),
    Texts(texts::Args),
    Export(export::Args),
    Mod(mods::Args),
    Bench(bench::Args),
    /// Show what is installed, what is missing and the command that fixes it.
    ///
    /// Ends with exit code 1 if something essential is missing. Opens a window for a moment to see whether Godot can
    /// draw.
    Doctor,
    InstallGodot(install::Args),
    PinGodot(pin::Args),
}

const ENVIRONMENT: &str = "\
Environment:
  GODOT4_BIN, GODOT      the Godot to use, instead of the one that would be found or installed
  CREEPS_CACHE           where an installed Godot is kept (default: this platform's cache directory)
  CREEPS_GODOT_MIRROR    a mirror of the releases of github.com/godotengine/godot-builds
  CREEPS_DEBIAN_MIRROR   a mirror of Debian, for Linux machines that do not reach the releases

Examples:
  cargo xtask play                       play the game; a fresh checkout needs nothing else
  cargo xtask play -- --seed 7           play a run that can be repeated
  cargo xtask editor                     work on the scenes
  cargo xtask test                       all tests and checks, as CI runs them
  cargo xtask test play -f pause         one step of it, and some of its tests
  cargo xtask texts                      update the translators' files, list what is missing
  cargo xtask export web --serve         export for the browser, play it there
  cargo xtask mod new my_mod             start a mod: a game of data alone
  cargo xtask bench                      what a tick costs, in numbers
  cargo xtask doctor                     find out why something does not work
  cargo xtask help play                  all about one command";
