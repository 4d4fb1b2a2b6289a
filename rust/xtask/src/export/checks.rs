//! What an export needs, looked at before anything is built: seconds, not minutes, to the message that something lacks.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use creeps_godot_env::emscripten::Emscripten;
use creeps_godot_env::templates::{self, Found, Source, Templates};
use creeps_godot_env::{Cache, Godot, install};

use super::target::{Builder, Target};
use crate::context::Context;
use crate::say;

/// A release build of the extension, the export and its archive.
const ROOM: u64 = 2_000_000_000;

/// Something that lacks, and the command or the step that mends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub lacks: String,
    pub remedy: String,
}

impl Problem {
    /// What lacks, and what mends it.
    pub fn new(lacks: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { lacks: lacks.into(), remedy: remedy.into() }
    }
}

/// All that was found for one export.
#[derive(Debug)]
pub struct Plan {
    pub target: Target,
    pub debug: bool,
    /// The template, or why there is none: then the library and the pack are all that is made.
    pub template: Result<Found, String>,
    /// What links for the web.
    pub emscripten: Option<Emscripten>,
}

/// Looks at all that an export needs.
///
/// # Errors
///
/// All that lacks.
pub fn plan(
    context: &Context,
    target: Target,
    debug: bool,
    given: Option<&Path>,
) -> Result<Plan, Vec<Problem>> {
    let mut problems = Vec::new();
    problems.extend(room(context));
    problems.extend(rust_targets(context, target));
    problems.extend(linker(target.builder()));
    // What is fetched comes last: first say all that only the person can mend.
    if !problems.is_empty() {
        return Err(problems);
    }
    let one = |problem: Problem| vec![problem];
    let godot = context.godot().map_err(|error| one(Problem::new("Godot", error.to_string())))?;
    let cache = Cache::from_environment()
        .map_err(|error| one(Problem::new("a place for the templates", error.to_string())))?;
    let template = target.template(debug);
    let found = match given {
        Some(path) => Ok(Found { template, path: path.to_owned(), source: Source::Given }),
        None => Templates::of(godot, &cache).find_or_fetch(template, &install::Options::from_environment()),
    };
    let mut plan =
        Plan { target, debug, template: found.map_err(|error| error.to_string()), emscripten: None };
    if target == Target::Web {
        plan.emscripten = Some(web(godot, &plan).map_err(one)?);
    }
    Ok(plan)
}

/// The rest of what the web needs: a template of this engine, and an Emscripten that fits the template.
fn web(godot: &Godot, plan: &Plan) -> Result<Emscripten, Problem> {
    let found = match &plan.template {
        Ok(found) => found,
        Err(why) => {
            let advice = "Or build one, see tools/web-template/README.md";
            return Err(Problem::new(why.clone(), advice));
        }
    };
    let told = templates::web_template(&found.path)
        .map_err(|error| Problem::new(error.to_string(), "or build one, see tools/web-template/README.md"))?;
    let path = found.path.display();
    let engine = format!("{}.stable", godot.version());
    if let Some(other) = told.engine.filter(|other| *other != engine) {
        return Err(Problem::new(
            format!("the web template {path} holds Godot {other}, and the Godot that exports is {engine}"),
            format!("install the templates of {engine} (Editor > Manage Export Templates)"),
        ));
    }
    let Some(wanted) = told.emscripten else {
        return Err(Problem::new(
            format!("the web template {path} does not say which Emscripten made it, so none can be chosen"),
            "take an official template, or build one, see tools/web-template/README.md",
        ));
    };
    let emscripten = Emscripten::find_or_install(&wanted)
        .map_err(|error| Problem::new(error.to_string(), "then run the same command again"))?;
    say::step("Emscripten", &format!("{}, as the template wants", emscripten.version()));
    Ok(emscripten)
}

/// The targets that Rust has no standard library for.
fn rust_targets(context: &Context, target: Target) -> Vec<Problem> {
    let missing = target.triples().iter().filter(|triple| !has_target(context, triple));
    missing
        .map(|triple| {
            let rustup = format!("rustup target add {triple}");
            Problem::new(format!("Rust can't compile for {triple} yet"), rustup)
        })
        .collect()
}

/// Whether Rust has its standard library for a target.
pub fn has_target(context: &Context, triple: &str) -> bool {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", triple]).current_dir(context.root());
    let dir = rustc.output().map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    dir.is_ok_and(|dir| !dir.is_empty() && Path::new(&dir).is_dir())
}

/// Whether there is something to link with.
fn linker(builder: Builder) -> Vec<Problem> {
    let lacks = |program: &str| which::which(program).is_err();
    let mut problems = Vec::new();
    match builder {
        Builder::Mingw if lacks(MINGW) => problems.push(Problem::new(
            format!("there is no {MINGW} to link for Windows with"),
            "Debian, Ubuntu: apt-get install gcc-mingw-w64-x86-64; Fedora: dnf install mingw64-gcc; macOS: brew install mingw-w64",
        )),
        Builder::Lipo if lacks("lipo") => {
            problems.push(Problem::new("there is no lipo to join the two processors' code", "xcode-select --install"));
        }
        Builder::Zig => {
            if lacks("cargo-zigbuild") {
                let remedy = "cargo install --locked cargo-zigbuild";
                problems.push(Problem::new("there is no cargo-zigbuild to build for that system from here", remedy));
            }
            if lacks("zig") && !has_python_zig() {
                problems.push(Problem::new("there is no zig to link with", "pip install ziglang"));
            }
        }
        _ => {}
    }
    problems
}

/// Mingw's linker.
pub const MINGW: &str = "x86_64-w64-mingw32-gcc";

/// Python has zig too, as the module `ziglang`; cargo-zigbuild finds it there.
fn has_python_zig() -> bool {
    let zig = Command::new("python3").args(["-m", "ziglang", "version"]).output();
    zig.is_ok_and(|output| output.status.success())
}

/// Whether the disk has room.
fn room(context: &Context) -> Option<Problem> {
    let free = fs4::available_space(context.root()).ok()?;
    is_too_little(free).then(|| {
        let remedy = "make room; `cargo clean` removes all builds";
        let (free, root) = (free / 1_000_000, context.root().display());
        Problem::new(
            format!("an export takes up to {} MB, and {root} has {free} MB free", ROOM / 1_000_000),
            remedy,
        )
    })
}

fn is_too_little(free: u64) -> bool {
    free < ROOM
}

/// Makes one message of all that lacks.
pub fn message(problems: &[(Target, Problem)]) -> String {
    let mut text = "some of what the export needs is not there:".to_owned();
    let mut said: Vec<&Problem> = Vec::new();
    for (target, problem) in problems {
        // What several targets lack alike is said once.
        if said.contains(&problem) {
            continue;
        }
        said.push(problem);
        let lacks = problem.lacks.replace('\n', "\n  ");
        let _ = write!(text, "\n- {}: {lacks}\n  -> {}", target.name(), problem.remedy);
    }
    text
}

/// What the engine that exports is given so that it finds the template: where it looks for its own (Linux), for what we
/// fetch lies in our cache; elsewhere the editor's template manager has put them into the engine's own folder.
pub fn stage(context: &Context, plan: &Plan, data: &Path) -> Result<()> {
    let Ok(found) = &plan.template else { return Ok(()) };
    let cache = Cache::from_environment()?;
    let templates = Templates::of(context.godot()?, &cache);
    templates.stage(std::slice::from_ref(found), data).context("the template could not be put in place")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_that_rust_lacks_is_named_with_the_command_that_adds_it() {
        let context = Context::new();
        assert!(!has_target(&context, "mips64-openwrt-linux-musl"));
        let host = Command::new("rustc").arg("-vV").output().unwrap();
        let host = String::from_utf8(host.stdout).unwrap();
        let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
        assert!(has_target(&context, host));
    }

    #[test]
    fn a_disk_that_is_too_small_is_too_little() {
        assert!(is_too_little(1_000_000));
        assert!(!is_too_little(9_000_000_000));
    }

    #[test]
    fn what_two_targets_lack_alike_is_said_once() {
        let problem = Problem::new("no room", "make some");
        let text = message(&[(Target::Linux, problem.clone()), (Target::Web, problem)]);
        assert_eq!(text.matches("no room").count(), 1);
        assert!(text.contains("-> make some"));
    }
}
