//! `cargo xtask web-template`: builds the engine's web template from source, cut to what this game uses.
//!
//! Sources → changes ([`edits`]) → profile ([`profile`]) → Emscripten and scons ([`scons`]) → Binaryen ([`shrink`]) →
//! the cache's templates. All of it lies in the cache, so that a build that was cut goes on where it stopped.

mod classes;
mod edits;
mod files;
mod libraries;
mod machine;
mod places;
mod profile;
mod scons;
mod shrink;
mod sizes;
mod tree;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};
use creeps_godot_env::emscripten::{Emscripten, Search};

use self::classes::Classes;
use self::places::Places;
use self::sizes::Sizes;
use self::tree::Origin;
use crate::context::Context;
use crate::say;

/// What the game's exports use. Scripts (gdscript) are not among it: the presets leave ours out.
const MODULES: [&str; 5] = ["freetype", "godot_physics_2d", "svg", "text_server_fb", "webp"];

/// Build a small web template of the engine from source, for `cargo xtask export web`.
///
/// The official template does as well, and is what an export takes where it is there. This one is for machines that
/// do not reach it, and for a smaller site: it has no 3D, no scripts and no classes that the game does not use.
///
/// Takes a source tree that you name, or Debian's source packages (no root is needed). Takes 15 to 30 minutes on two
/// cores; cut at any time, it goes on where it stopped. Build it anew when the game uses a class of the engine that
/// it did not use before. docs/web-template.md tells what is in it and what each step brings.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Godot's source tree (of the version of your engine); it is left as it is. Default: Debian's packages.
    #[arg(long, value_name = "DIR")]
    source: Option<PathBuf>,
    /// Build in more of the engine's modules: gdscript, ogg, vorbis, mp3, …
    #[arg(long, value_name = "MODULES", value_delimiter = ',')]
    with: Vec<String>,
    /// Optimise the whole program at once when it is linked: fewer bytes of code, more to download (see the table).
    #[arg(long)]
    lto: bool,
    /// How many compilers may run at a time. Default: one a core, fewer where memory is short.
    #[arg(long, short, value_name = "N")]
    jobs: Option<usize>,
    /// Delete all that earlier builds left, but for finished templates, and begin anew.
    #[arg(long)]
    clean: bool,
    /// Build nothing: print what templates weigh, in the order given. Default: all that were built here.
    #[arg(long, value_name = "ZIP", num_args = 0.., conflicts_with_all = ["source", "with", "lto", "jobs", "clean"])]
    sizes: Option<Vec<PathBuf>>,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask web-template                         from Debian's packages, for the engine in use
  cargo xtask web-template --source ../godot       from your own sources
  cargo xtask web-template --with gdscript         with scripts, for a project that exports some
  cargo xtask web-template --sizes                 what the templates built here weigh
  cargo xtask web-template --sizes a.zip b.zip     what these weigh";

/// Runs `cargo xtask web-template`.
pub fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    let places = Places::new()?;
    match &args.sizes {
        Some(zips) => print_sizes(&places, zips)?,
        None => build(context, args, &places)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn build(context: &Context, args: &Args, places: &Places) -> Result<()> {
    let began = Instant::now();
    let writing = || format!("could not write into {}", places.work.display());
    fs::create_dir_all(&places.work).with_context(writing)?;
    // Two builds in one tree would spoil each other.
    let lock = fs::File::create(places.in_work("lock")).with_context(writing)?;
    ensure!(lock.try_lock().is_ok(), "another build is under way in {}: wait for it", places.work.display());
    if args.clean {
        places.clean()?;
    }
    // What can be known at once is checked before anything long is begun.
    let jobs = machine::check(&places.work, args.jobs)?;
    let source = args.source.as_deref().map(std::path::absolute).transpose()?;
    if let Some(source) = &source {
        check_version(source)?;
    }
    let emscripten = emscripten()?;
    say::step("Compiler", &emscripten.to_string());

    let godot = places.in_work("godot");
    let origin = source.as_deref().map_or(Origin::Debian, Origin::Person);
    tree::make(origin, &godot, &places.in_work("downloads"), &emscripten)?;
    let version = check_version(&godot)?;
    let profile = places.in_work("profile.json");
    fs::write(&profile, profile_for(context, &godot)?).with_context(writing)?;
    let recipe = scons::Recipe {
        modules: &[&MODULES.map(str::to_owned)[..], &args.with].concat(),
        lto: args.lto,
        profile: &profile,
        objects: &places.in_work("objects"),
        jobs,
    };
    say::step("Building", &format!("Godot {version}, {jobs} compilers at a time"));
    let linked = scons::build(&emscripten, &godot, &recipe, &places.in_work("build.log"))?;

    let template = places.template(&version);
    files::make_parent(&template)?;
    say::step("Shrinking", "by Binaryen's wasm-opt");
    shrink::shrink(&emscripten, &linked, &template, &places.in_work("shrinking"))?;
    files::copy(&template, &places.in_work("kept").join(format!("{}.zip", label(args))))?;
    say::step("Template", &template.display().to_string());
    let minutes = began.elapsed().as_secs_f32() / 60.0;
    say::step("Done", &format!("in {minutes:.1} min; `--sizes` prints what it weighs"));
    Ok(())
}

/// The build profile for this game and these sources.
fn profile_for(context: &Context, godot: &Path) -> Result<String> {
    let classes = Classes::of(godot)?;
    for class in profile::unknown(&classes) {
        let ours = "rust/xtask/src/web_template/profile.rs names it";
        say::note(&format!("this engine has no class {class}; {ours}."));
    }
    let game = [context.project(), &context.root().join("rust/game/src")];
    let disabled = profile::disabled(&classes, &game)?;
    say::step("Profile", &format!("{} classes are left out", disabled.len()));
    Ok(profile::to_json(&disabled))
}

/// What tells one of our templates from another.
fn label(args: &Args) -> String {
    let lto = args.lto.then_some("lto");
    let parts: Vec<_> = lto.into_iter().chain(args.with.iter().map(String::as_str)).collect();
    if parts.is_empty() { "default".to_owned() } else { format!("with {}", parts.join(", ")) }
}

/// The first Emscripten that can build this engine, with scons; or Debian's, which is installed.
fn emscripten() -> Result<Emscripten> {
    let oldest = "4.0.0".parse()?;
    for emscripten in Search::here()?.usable().filter(|found| found.is_at_least(oldest)) {
        let scons = emscripten.command("scons").arg("--version").output();
        let why = match scons {
            Ok(output) if output.status.success() => return Ok(emscripten.clone()),
            Ok(output) => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
            Err(cause) => cause.to_string(),
        };
        say::note(&format!("{emscripten} is passed over, for scons (pip install scons) does not run: {why}"));
    }
    Ok(Emscripten::debians()?)
}

/// A template of another version than the engine's is refused by it, or works wrongly. Gives the sources' version.
fn check_version(tree: &Path) -> Result<String> {
    let version = tree::version(tree)?;
    if let Ok(engine) = creeps_godot_env::find()
        && version.parse() != Ok(engine.version())
    {
        let engine = engine.version();
        bail!(
            "these sources are Godot {version}, and your engine is {engine}: a template has to be of the engine's version.\n\
             Name sources of {engine} with --source, or set GODOT4_BIN to that Godot."
        );
    }
    Ok(version)
}

fn print_sizes(places: &Places, zips: &[PathBuf]) -> Result<()> {
    let mut zips = zips.to_vec();
    if zips.is_empty() {
        let entries = fs::read_dir(places.in_work("kept")).into_iter().flatten().flatten();
        zips.extend(entries.map(|entry| entry.path()));
        zips.sort();
    }
    ensure!(!zips.is_empty(), "no template was built here yet, and none is named");
    let mut weighed = Vec::new();
    for zip in &zips {
        let name = zip.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        say::step("Weighing", &name);
        weighed.push((name, Sizes::of(zip)?));
    }
    print!("{}", sizes::table(&weighed));
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    fn args(line: &[&str]) -> Args {
        Line::parse_from([&["web-template"], line].concat()).args
    }

    #[test]
    fn templates_are_told_apart_by_what_they_were_built_with() {
        assert_eq!(label(&args(&[])), "default");
        assert_eq!(label(&args(&["--lto", "--with", "gdscript,mp3"])), "with lto, gdscript, mp3");
    }

    #[test]
    fn sizes_can_be_asked_of_templates_built_elsewhere_or_here() {
        assert_eq!(args(&["--sizes"]).sizes, Some(Vec::new()));
        assert_eq!(args(&["--sizes", "a.zip", "b.zip"]).sizes.unwrap().len(), 2);
        assert!(Line::try_parse_from(["web-template", "--sizes", "--lto"]).is_err());
    }
}
