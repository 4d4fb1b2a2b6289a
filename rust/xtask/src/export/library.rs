//! Builds the extension for a target, and puts the library where the project's `.gdextension` file looks for it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::checks::{MINGW, Plan};
use super::target::{Builder, Target};
use crate::build;
use crate::context::{self, Context};

const EXTENSION: &str = "shoot_the_creeps";

/// zig's name of both of Apple's processors in one library.
const UNIVERSAL: &str = "universal2-apple-darwin";

/// The oldest macOS that the engine's own template runs on; `export_presets.cfg` says the same.
const MACOS: &str = "11.0";

/// Builds; gives the library.
pub fn build(context: &Context, plan: &Plan) -> Result<PathBuf> {
    let built = match plan.target.builder() {
        Builder::Native => cargo_build(context, plan, "build", None)?,
        Builder::Mingw | Builder::Emscripten => {
            cargo_build(context, plan, "build", Some(plan.target.triples()[0]))?
        }
        Builder::Zig if plan.target == Target::Macos => {
            cargo_build(context, plan, "zigbuild", Some(UNIVERSAL))?
        }
        Builder::Zig => cargo_build(context, plan, "zigbuild", Some(plan.target.triples()[0]))?,
        Builder::Lipo => lipo(context, plan)?,
    };
    // All targets' libraries are side by side, each under its platform's name.
    let destination = context.root().join("target").join(folder(plan.debug)).join(plan.target.library());
    if built != destination {
        let fresh = destination.with_extension("fresh");
        fs::create_dir_all(destination.parent().unwrap_or(&destination))
            .and_then(|()| fs::copy(&built, &fresh))
            .and_then(|_| fs::rename(&fresh, &destination))
            .with_context(|| format!("could not write {}", destination.display()))?;
    }
    Ok(destination)
}

fn folder(debug: bool) -> &'static str {
    if debug { "debug" } else { "release" }
}

/// The profile, and the folder that cargo names after it.
fn profile(plan: &Plan) -> (&'static str, &'static str) {
    match (plan.debug, plan.target) {
        (true, _) => ("dev", "debug"),
        (false, Target::Web) => ("web", "web"),
        (false, _) => ("release", "release"),
    }
}

fn cargo_build(context: &Context, plan: &Plan, command: &str, triple: Option<&str>) -> Result<PathBuf> {
    let target_dir = context.root().join("target");
    let (profile, folder) = profile(plan);
    let mut cargo = context.cargo();
    cargo.args([
        command,
        "--package",
        EXTENSION,
        "--locked",
        "--no-default-features",
        "--features",
        "export",
    ]);
    cargo.args(["--profile", profile, "--target-dir"]).arg(&target_dir).env_remove("CARGO_BUILD_TARGET");
    cargo.args(build::without_paths(context));
    let mut built = target_dir.clone();
    if let Some(triple) = triple {
        cargo.args(["--target", triple]);
        built.push(triple);
    }
    cargo.env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER", MINGW).env("MACOSX_DEPLOYMENT_TARGET", MACOS);
    if let Some(emscripten) = &plan.emscripten {
        let linker = emscripten.linker(&target_dir.join("export"))?;
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_EMSCRIPTEN_LINKER", linker);
    }
    let target = plan.target.preset();
    context::run(&mut cargo).with_context(|| format!("the extension was not built for {target}"))?;
    Ok(built.join(folder).join(plan.target.library()))
}

/// Both of Apple's processors in one library, by Apple's own tool.
fn lipo(context: &Context, plan: &Plan) -> Result<PathBuf> {
    let mut lipo = Command::new("lipo");
    lipo.arg("-create");
    for triple in plan.target.triples() {
        lipo.arg(cargo_build(context, plan, "build", Some(triple))?);
    }
    let joined = context.root().join("target").join(folder(plan.debug)).join(plan.target.library());
    fs::create_dir_all(joined.parent().unwrap_or(&joined))?;
    context::run(lipo.arg("-output").arg(&joined))?;
    Ok(joined)
}
