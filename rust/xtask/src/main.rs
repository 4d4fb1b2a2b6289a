//! `cargo xtask …`: what developers type. See `cargo xtask help`.

mod bench;
mod build;
mod cli;
mod context;
mod display;
mod doctor;
mod editor;
mod export;
mod game_args;
mod install;
mod mods;
mod pin;
mod play;
mod say;
mod signals;
mod test;
mod texts;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Cli, Command};
use crate::context::Context;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let ended = signals::listen().and_then(|()| run(cli));
    // What a signal ended has failed for no reason but that.
    if let Some(code) = signals::exit_code() {
        return code;
    }
    match ended {
        Ok(code) => code,
        Err(error) => {
            say::failure(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let context = Context::new();
    match cli.command {
        Command::Play(args) => play::run(&context, args),
        Command::Build(args) => build::run(&context, &args),
        Command::Editor => editor::run(&context),
        Command::Test(args) => Ok(test::run(&context, &args)),
        Command::Texts(args) => texts::run(&context, &args),
        Command::Export(args) => export::run(&context, &args),
        Command::Mod(args) => mods::run(&args),
        Command::Bench(args) => bench::run(&context, &args),
        Command::Doctor => Ok(doctor::run(&context)),
        Command::InstallGodot(args) => install::run(&args),
        Command::PinGodot(args) => pin::run(&context, &args),
    }
}
