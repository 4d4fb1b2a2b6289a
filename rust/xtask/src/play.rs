//! `cargo xtask play`: from a fresh checkout to the running game.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use creeps_godot_env::children;
use creeps_rules::arguments::{Arguments, HELP};

use crate::build::Profile;
use crate::context::Context;
use crate::{display, game_args, say, signals};

/// Do everything that is needed, then play the game.
///
/// Finds or installs Godot, builds the extension, imports the assets and starts the game. What is up to date is left
/// alone. On a machine without a display the game plays 20 seconds by itself and prints its score.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask play
  cargo xtask play -- --seed 7
  cargo xtask play --release -- --tuning my-tuning.ron
  cargo xtask play -- --autopilot --ticks 600 --trace trace.txt")]
pub struct Args {
    /// Play with the optimised extension.
    #[arg(long)]
    release: bool,
    /// The game's own arguments: --seed N, --tuning FILE, --input-script FILE, --trace FILE, --autopilot, --ticks N.
    #[arg(last = true, value_name = "ARGS")]
    game: Vec<OsString>,
}

/// Runs `cargo xtask play`; the exit code is the game's.
pub fn run(context: &Context, args: Args) -> Result<ExitCode> {
    let cwd = env::current_dir().context("the directory this was started in is gone")?;
    let mut game = game_args::resolve(args.game, &cwd);
    // The game ignores an argument that it can't read. A person wants to know that before anything is built.
    let (read, error) = Arguments::read(game.iter().map(|arg| arg.to_string_lossy().into_owned()));
    if let Some(error) = error {
        bail!("{error}");
    }
    if read.help {
        print!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    }
    context.godot()?;
    context.build(Profile::of(args.release))?;
    context.import()?;

    let mut command = context.godot_in_project()?;
    if !display::has_screen() {
        say::note(
            "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): the game plays 20 s by itself.",
        );
        command.args(["--headless", "--fixed-fps", "60"]);
        game_args::play_alone(&mut game);
    } else if !display::has_sound() {
        say::note("there is no sound device: the game is silent.");
        command.args(["--audio-driver", "Dummy"]);
    }
    let shown: Vec<_> = game.iter().map(|arg| arg.to_string_lossy()).collect();
    say::step("Play", &format!("godot --path godot-project -- {}", shown.join(" ")));
    if !game.is_empty() {
        command.arg("--").args(&game);
    }
    let status = children::status(&mut command)
        .with_context(|| format!("could not start {}", command.get_program().display()))?;
    // A game that was ended by a signal has no code of its own.
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    if code.is_none() && !signals::have_asked() {
        say::note(&format!("the game ended abnormally ({status})."));
    }
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
