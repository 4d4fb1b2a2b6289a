//! Checks what an export needs before anything is built, so that a missing tool is reported in seconds.

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

/// Something that this machine lacks, and the command or step that provides it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingRequirement {
    pub what: String,
    pub remedy: String,
}

impl MissingRequirement {
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }
}

/// What one export is made with.
#[derive(Debug)]
pub struct Plan {
    pub target: Target,
    pub debug: bool,
    /// The template, or why there is none; the export is then only the library and the pack.
    pub template: Result<Found, String>,
    /// The linker for the web.
    pub emscripten: Option<Emscripten>,
}

/// Finds what an export needs, and downloads the template and the linker where it can.
///
/// # Errors
///
/// Everything that is missing.
pub fn plan(
    context: &Context,
    target: Target,
    debug: bool,
    given: Option<&Path>,
) -> Result<Plan, Vec<MissingRequirement>> {
    let mut missing: Vec<_> = room(context).into_iter().collect();
    missing.extend(missing_tools(context, target));
    // Downloads come last: first report what only a person can install.
    if !missing.is_empty() {
        return Err(missing);
    }
    let one = |requirement: MissingRequirement| vec![requirement];
    let godot = context
        .godot()
        .map_err(|error| one(MissingRequirement::new("there is no Godot", error.to_string())))?;
    let cache = Cache::from_environment().map_err(|error| {
        one(MissingRequirement::new("there is no folder for the templates", error.to_string()))
    })?;
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

/// Checks that the web template is of this engine, and finds the Emscripten that it was linked with.
fn web(godot: &Godot, plan: &Plan) -> Result<Emscripten, MissingRequirement> {
    let found = match &plan.template {
        Ok(found) => found,
        Err(why) => {
            let advice = "Or build one, see tools/web-template/README.md";
            return Err(MissingRequirement::new(why.clone(), advice));
        }
    };
    let template = templates::web_template(&found.path).map_err(|error| {
        MissingRequirement::new(error.to_string(), "or build one, see tools/web-template/README.md")
    })?;
    let path = found.path.display();
    let engine = format!("{}.stable", godot.version());
    if let Some(other) = template.engine.filter(|other| *other != engine) {
        return Err(MissingRequirement::new(
            format!("the web template {path} holds Godot {other}, and the Godot that exports is {engine}"),
            format!("install the templates of {engine} (Editor > Manage Export Templates)"),
        ));
    }
    let Some(wanted) = template.emscripten else {
        return Err(MissingRequirement::new(
            format!("the web template {path} does not say which Emscripten made it, so none can be chosen"),
            "take an official template, or build one, see tools/web-template/README.md",
        ));
    };
    let emscripten = Emscripten::find_or_install(&wanted)
        .map_err(|error| MissingRequirement::new(error.to_string(), "then run the same command again"))?;
    say::step("Emscripten", &format!("{}, as the template wants", emscripten.version()));
    Ok(emscripten)
}

/// The tools for a target that this machine lacks.
pub fn missing_tools(context: &Context, target: Target) -> Vec<MissingRequirement> {
    let mut missing = rust_targets(context, target);
    missing.extend(linker(target.builder()));
    missing
}

/// The targets that Rust has no standard library for.
fn rust_targets(context: &Context, target: Target) -> Vec<MissingRequirement> {
    let missing = target.triples().iter().filter(|triple| !has_target(context, triple));
    missing
        .map(|triple| {
            let rustup = format!("rustup target add {triple}");
            MissingRequirement::new(format!("Rust can't compile for {triple} yet"), rustup)
        })
        .collect()
}

/// Whether Rust has its standard library for a target.
fn has_target(context: &Context, triple: &str) -> bool {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", triple]).current_dir(context.root());
    let dir = rustc.output().map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    dir.is_ok_and(|dir| !dir.is_empty() && Path::new(&dir).is_dir())
}

/// What the linker for a target lacks.
fn linker(builder: Builder) -> Vec<MissingRequirement> {
    let is_missing = |program: &str| which::which(program).is_err();
    let mut missing = Vec::new();
    match builder {
        Builder::Mingw if is_missing(MINGW) => missing.push(MissingRequirement::new(
            format!("there is no {MINGW} to link for Windows with"),
            "Debian, Ubuntu: apt-get install gcc-mingw-w64-x86-64; Fedora: dnf install mingw64-gcc; macOS: brew install mingw-w64",
        )),
        Builder::Lipo if is_missing("lipo") => {
            missing.push(MissingRequirement::new("there is no lipo to join the two processors' code", "xcode-select --install"));
        }
        Builder::Zig => {
            if is_missing("cargo-zigbuild") {
                let remedy = "cargo install --locked cargo-zigbuild";
                missing.push(MissingRequirement::new("there is no cargo-zigbuild to build for that system from here", remedy));
            }
            if is_missing("zig") && !has_python_zig() {
                missing.push(MissingRequirement::new("there is no zig to link with", "pip install ziglang"));
            }
        }
        _ => {}
    }
    missing
}

/// The linker for Windows, from other systems.
pub const MINGW: &str = "x86_64-w64-mingw32-gcc";

/// Python has zig too, as the module `ziglang`; cargo-zigbuild finds it there.
fn has_python_zig() -> bool {
    let zig = Command::new("python3").args(["-m", "ziglang", "version"]).output();
    zig.is_ok_and(|output| output.status.success())
}

/// Whether the disk has room.
fn room(context: &Context) -> Option<MissingRequirement> {
    let free = fs4::available_space(context.root()).ok()?;
    is_too_little(free).then(|| {
        let remedy = "make room; `cargo clean` removes all builds";
        let (free, root) = (free / 1_000_000, context.root().display());
        MissingRequirement::new(
            format!("an export takes up to {} MB, and {root} has {free} MB free", ROOM / 1_000_000),
            remedy,
        )
    })
}

fn is_too_little(free: u64) -> bool {
    free < ROOM
}

/// One message about everything that is missing.
pub fn message(missing: &[(Target, MissingRequirement)]) -> String {
    let mut text = "some of what the export needs is not there:".to_owned();
    let mut said: Vec<&MissingRequirement> = Vec::new();
    for (target, requirement) in missing {
        // What several targets lack is said once.
        if said.contains(&requirement) {
            continue;
        }
        said.push(requirement);
        let what = requirement.what.replace('\n', "\n  ");
        let _ = write!(text, "\n- {}: {what}\n  -> {}", target.name(), requirement.remedy);
    }
    text
}

/// Puts the template where the exporting engine looks for it, which is needed on Linux, where templates come from our cache or from
/// `--template`. Elsewhere the editor's template manager has put them there.
pub fn link_template(context: &Context, plan: &Plan, data: &Path) -> Result<()> {
    let Ok(found) = &plan.template else { return Ok(()) };
    let cache = Cache::from_environment()?;
    let templates = Templates::of(context.godot()?, &cache);
    templates.link_into(std::slice::from_ref(found), data).context("the template could not be put in place")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_installed_target_of_rust_is_distinguished_from_a_missing_one() {
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
    fn what_two_targets_lack_is_said_once() {
        let requirement = MissingRequirement::new("no room", "make some");
        let text = message(&[(Target::Linux, requirement.clone()), (Target::Web, requirement)]);
        assert_eq!(text.matches("no room").count(), 1);
        assert!(text.contains("-> make some"));
    }
}
