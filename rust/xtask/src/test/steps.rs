//! The steps of `cargo xtask test`, in order.

use anyhow::Result;
use creeps_godot_env::children;

use super::{Done, Step};
use crate::build::Profile;
use crate::context::{self, Context};

/// What CI runs. The cheap checks come first.
pub const STEPS: &[Step] = &[
    Step { name: "formatting", is_quick: true, run: formatting },
    Step { name: "lints", is_quick: false, run: lints },
    Step { name: "docs", is_quick: false, run: docs },
    Step { name: "Godot", is_quick: true, run: godot },
    Step { name: "extension", is_quick: true, run: extension },
    Step { name: "assets", is_quick: true, run: assets },
    Step { name: "tests", is_quick: true, run: tests },
    Step { name: "licences", is_quick: false, run: licences },
    Step { name: "advisories", is_quick: false, run: advisories },
];

fn formatting(context: &Context) -> Result<Done> {
    cargo(context, &["fmt", "--all", "--check"])
}

fn lints(context: &Context) -> Result<Done> {
    // With what only `cargo xtask bench` builds.
    let bench = "--features=shoot_the_creeps/bench";
    cargo(context, &["clippy", "--workspace", "--all-targets", bench, "--locked", "--", "-D", "warnings"])
}

fn docs(context: &Context) -> Result<Done> {
    let mut cargo = context.cargo();
    cargo.args(["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-Dwarnings");
    context::run(&mut cargo).map(|()| Done::Passed)
}

fn godot(context: &Context) -> Result<Done> {
    context.godot().map(|_| Done::Passed)
}

fn extension(context: &Context) -> Result<Done> {
    context.build(Profile::Dev).map(|_| Done::Passed)
}

fn assets(context: &Context) -> Result<Done> {
    context.import().map(|()| Done::Passed)
}

fn tests(context: &Context) -> Result<Done> {
    let mut cargo = context.cargo();
    // The tests that play the game shall use the Godot that was imported with.
    cargo.args(["test", "--workspace", "--locked"]).env("GODOT4_BIN", context.godot()?.path());
    context::run(&mut cargo).map(|()| Done::Passed)
}

const NO_CARGO_DENY: Done = Done::Skipped("there is no cargo-deny: cargo install --locked cargo-deny");

fn licences(context: &Context) -> Result<Done> {
    if !has_cargo_deny() {
        return Ok(NO_CARGO_DENY);
    }
    cargo(context, &["deny", "check", "bans", "licenses", "sources"])
}

fn advisories(context: &Context) -> Result<Done> {
    if !has_cargo_deny() {
        return Ok(NO_CARGO_DENY);
    }
    let fetched = children::output(context.cargo().args(["deny", "fetch", "db"]))?;
    if !fetched.status.success() {
        return Ok(Done::Skipped("their database can't be reached"));
    }
    cargo(context, &["deny", "check", "--disable-fetch", "advisories"])
}

fn has_cargo_deny() -> bool {
    which::which("cargo-deny").is_ok()
}

fn cargo(context: &Context, args: &[&str]) -> Result<Done> {
    context::run(context.cargo().args(args)).map(|()| Done::Passed)
}
