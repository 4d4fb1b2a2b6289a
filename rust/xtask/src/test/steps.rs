//! The steps of `cargo xtask test`, in order.

use anyhow::Result;
use creeps_godot_env::children;

use super::executables::Executables;
use super::{Done, Run, Step};
use crate::bench::{self, instructions};
use crate::build::Profile;
use crate::context::{self, Context};

/// What can be asked for, in the order of CI. The cheap checks come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Name {
    /// The source is formatted.
    Format,
    /// Clippy has nothing to say.
    Lint,
    /// The documentation can be built, without a dead link.
    Docs,
    /// Tests without the engine, and the examples in the documentation.
    Unit,
    /// The game is played in the headless engine.
    Play,
    /// Game and editor in a window, under Xvfb.
    Window,
    /// The web export's page, in a browser.
    Web,
    /// Every chapter of the book in docs/book is built and played.
    Book,
    /// No part of the simulation's tick takes more instructions than docs/benchmark.md has.
    Instructions,
    /// Whatever is read from files is fuzzed, for 20 seconds each.
    Fuzz,
    /// The licences and sources of what we depend on.
    Licences,
    /// Known weaknesses of what we depend on.
    Advisories,
}

impl Name {
    /// Whether `--quick` has it, or a part of it.
    pub fn is_quick(self) -> bool {
        matches!(self, Self::Format | Self::Lint | Self::Unit | Self::Play)
    }

    /// Whether its tests wait for programs that run in real time, which a busy machine can delay.
    pub fn has_real_time(self) -> bool {
        matches!(self, Self::Play | Self::Window | Self::Web | Self::Book)
    }

    /// Whether it consists of tests, which can be filtered.
    pub fn has_tests(self) -> bool {
        matches!(self, Self::Unit | Self::Play | Self::Window | Self::Web | Self::Book)
    }
}

/// The tests of `creeps-playtest` that are of another step than [`Name::Play`], by their files' names.
const OTHER_PLAYTESTS: &[(&str, Name)] = &[
    ("arcade_window", Name::Window),
    ("browser", Name::Web),
    ("desktops", Name::Window),
    ("editor_window", Name::Window),
    ("page", Name::Web),
    ("page_offline", Name::Web),
    ("window", Name::Window),
];

/// Cargo's arguments for all tests.
const EVERYTHING: &[&str] = &["--workspace"];

/// Cargo's arguments for the tests of `--quick`: those of rules and simulation, without the files that play for long, and a game
/// in each mode. Each file more is an executable to link.
const QUICK: &[&str] = &[
    "--package=creeps-rules",
    "--package=creeps-sim",
    "--package=creeps-playtest",
    "--lib",
    "--test=numbers",
    "--test=tuning_file",
    "--test=determinism",
    "--test=invariants",
    "--test=smoke",
];

/// The step that a test executable belongs to: of the crate in a folder, and from a file in its `tests` or from its `src`.
pub fn step_of(crate_folder: &str, test_file: Option<&str>) -> Name {
    match (crate_folder, test_file) {
        ("book", Some(_)) => Name::Book,
        ("playtest", Some(file)) => {
            OTHER_PLAYTESTS.iter().find(|(name, _)| *name == file).map_or(Name::Play, |(_, step)| *step)
        }
        _ => Name::Unit,
    }
}

/// What CI runs.
pub const STEPS: &[Step] = &[
    Step { name: "format", is_needed: |chosen| chosen.contains(&Name::Format), run: format },
    Step { name: "lint", is_needed: |chosen| chosen.contains(&Name::Lint), run: lint },
    Step { name: "docs", is_needed: |chosen| chosen.contains(&Name::Docs), run: docs },
    // What the tests need. Those of the tools need a Godot, too.
    Step { name: "Godot", is_needed: any_tests, run: godot },
    Step { name: "extension", is_needed: any_tests, run: extension },
    Step { name: "assets", is_needed: any_tests, run: assets },
    Step { name: "tests' build", is_needed: any_tests, run: build_tests },
    Step { name: "unit", is_needed: |chosen| chosen.contains(&Name::Unit), run: unit },
    Step {
        name: "play",
        is_needed: |chosen| chosen.contains(&Name::Play),
        run: |run| tests(run, Name::Play),
    },
    Step {
        name: "window",
        is_needed: |chosen| chosen.contains(&Name::Window),
        run: |run| tests(run, Name::Window),
    },
    Step { name: "web", is_needed: |chosen| chosen.contains(&Name::Web), run: |run| tests(run, Name::Web) },
    Step {
        name: "book",
        is_needed: |chosen| chosen.contains(&Name::Book),
        run: |run| tests(run, Name::Book),
    },
    Step {
        name: "instructions",
        is_needed: |chosen| chosen.contains(&Name::Instructions),
        run: instructions,
    },
    Step { name: "fuzz", is_needed: |chosen| chosen.contains(&Name::Fuzz), run: fuzz },
    Step { name: "licences", is_needed: |chosen| chosen.contains(&Name::Licences), run: licences },
    Step { name: "advisories", is_needed: |chosen| chosen.contains(&Name::Advisories), run: advisories },
];

fn any_tests(chosen: &[Name]) -> bool {
    chosen.iter().any(|name| name.has_tests())
}

fn format(run: &mut Run) -> Result<Done> {
    cargo(run.context, &["fmt", "--all", "--check"])
}

fn lint(run: &mut Run) -> Result<Done> {
    // Everything includes what only `cargo xtask bench` builds.
    let scope: &[_] = if run.quick { &[] } else { &["--workspace", "--features=shoot_the_creeps/bench"] };
    let mut clippy = run.context.cargo();
    clippy.args(["clippy", "--all-targets", "--locked"]).args(scope).args(["--", "-D", "warnings"]);
    context::run(&mut clippy).map(|()| Done::Passed)
}

fn docs(run: &mut Run) -> Result<Done> {
    let mut cargo = run.context.cargo();
    cargo.args(["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-Dwarnings");
    context::run(&mut cargo).map(|()| Done::Passed)
}

fn godot(run: &mut Run) -> Result<Done> {
    run.context.godot().map(|_| Done::Passed)
}

fn extension(run: &mut Run) -> Result<Done> {
    run.context.build(Profile::Dev).map(|_| Done::Passed)
}

fn assets(run: &mut Run) -> Result<Done> {
    run.context.import().map(|()| Done::Passed)
}

fn build_tests(run: &mut Run) -> Result<Done> {
    run.executables = Executables::build(run.context, if run.quick { QUICK } else { EVERYTHING })?;
    Ok(Done::Passed)
}

fn unit(run: &mut Run) -> Result<Done> {
    let tested = tests(run, Name::Unit);
    if run.quick || run.filter.is_some() || (tested.is_err() && !run.keep_going) {
        return tested;
    }
    cargo(run.context, &["test", "--workspace", "--doc", "--locked"]).and(tested)
}

fn tests(run: &mut Run, step: Name) -> Result<Done> {
    let tests = run.executables.run(run.context, step, run.filter, run.keep_going, &mut run.slowest);
    tests.map(|()| Done::Passed)
}

fn instructions(run: &mut Run) -> Result<Done> {
    if !instructions::is_possible() {
        return Ok(Done::Skipped("there is no valgrind: apt-get install valgrind"));
    }
    instructions::run(run.context, &run.context.root().join(bench::FILE), false).map(|()| Done::Passed)
}

/// Replays the corpus and changes it for 20 s a target, with a debug build's checks.
fn fuzz(run: &mut Run) -> Result<Done> {
    let arguments =
        ["run", "--profile", "fuzz", "--locked", "--package", "creeps-fuzz", "--", "--seconds", "20"];
    cargo(run.context, &arguments)
}

const NO_CARGO_DENY: Done = Done::Skipped("there is no cargo-deny: cargo install --locked cargo-deny");

fn licences(run: &mut Run) -> Result<Done> {
    if !has_cargo_deny() {
        return Ok(NO_CARGO_DENY);
    }
    cargo(run.context, &["deny", "check", "bans", "licenses", "sources"])
}

fn advisories(run: &mut Run) -> Result<Done> {
    if !has_cargo_deny() {
        return Ok(NO_CARGO_DENY);
    }
    let fetched = children::output(run.context.cargo().args(["deny", "fetch", "db"]))?;
    if !fetched.status.success() {
        return Ok(Done::Skipped("their database can't be reached"));
    }
    cargo(run.context, &["deny", "check", "--disable-fetch", "advisories"])
}

fn has_cargo_deny() -> bool {
    which::which("cargo-deny").is_ok()
}

fn cargo(context: &Context, args: &[&str]) -> Result<Done> {
    context::run(context.cargo().args(args)).map(|()| Done::Passed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_playtest_of_another_step_is_there() {
        let folder = Context::new().root().join("rust/playtest/tests");
        for (file, step) in OTHER_PLAYTESTS {
            assert!(folder.join(file).with_extension("rs").is_file(), "{file}.rs, of {step:?}, is gone");
        }
    }

    #[test]
    fn a_test_belongs_to_the_step_of_what_it_needs() {
        assert_eq!(step_of("playtest", Some("pausing")), Name::Play);
        assert_eq!(step_of("playtest", Some("window")), Name::Window);
        assert_eq!(step_of("playtest", None), Name::Unit);
        assert_eq!(step_of("book", Some("chapters")), Name::Book);
        assert_eq!(step_of("sim", Some("window")), Name::Unit);
    }
}
