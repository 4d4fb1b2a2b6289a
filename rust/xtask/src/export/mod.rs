//! `cargo xtask export …`: builds, exports, checks and plays the game, and zips it.

mod budget;
pub mod checks;
mod engine;
mod inspect;
mod leaked_paths;
mod library;
mod licences;
mod pack;
mod package;
mod play;
mod report;
mod sizes;
pub mod target;
mod version;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};
use creeps_godot_env::templates::Source;
use creeps_web_export::complete::{Addresses, complete};

use self::checks::Plan;
use self::report::ExportResult;
use self::sizes::{SizeMemory, Sizes};
use self::target::Target;
use crate::build::Profile;
use crate::context::Context;
use crate::say;

/// Export the game: build the extension for the platform, let Godot export, check and play what came out, zip it.
///
/// The game lies in `dist/PLATFORM/`, the archive and its SHA-256 beside it. Whatever this machine is missing is
/// listed first, with the command that installs it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask export linux
  cargo xtask export web --serve         then play at the address it prints
  cargo xtask export all --no-play       in CI, where another job plays

If a platform's template is not available, the library and the pack (the project's data) are made anyway, and the
command ends with exit code 2.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Args {
    /// What to export for.
    #[arg(required = true, value_name = "PLATFORM", value_parser = platforms())]
    targets: Vec<String>,
    /// Export with the engine's and the game's own checks: larger and slower, with better messages.
    #[arg(long)]
    debug: bool,
    /// The export template to use, instead of the one that would be found or fetched (Linux; one platform at a time).
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Do not play the exported game (it is played where this machine can: Linux and web).
    #[arg(long)]
    no_play: bool,
    /// Serve the web export to this machine when it is done, until Ctrl+C.
    #[arg(long)]
    serve: bool,
    /// The port to serve it on; 0 takes a free one.
    #[arg(long, default_value_t = 8060, requires = "serve")]
    port: u16,
    /// Measure the web export's time to its first frame on connections of 10 and 1.5 Mbit/s, too.
    #[arg(long)]
    slow: bool,
    /// Measure the memory of the web export over so many minutes of Horde, too.
    #[arg(long, value_name = "MINUTES", default_value_t = 0)]
    memory: u32,
    /// The address where the web export will be, for the picture that links to it show.
    #[arg(long, value_name = "URL", value_parser = web_address)]
    address: Option<String>,
    /// The address of the source code, for a link in the web export's title.
    #[arg(long, value_name = "URL", value_parser = web_address)]
    source: Option<String>,
    /// Write the table of sizes and times to docs/exports.md.
    #[arg(long)]
    write_docs: bool,
}

fn platforms() -> clap::builder::PossibleValuesParser {
    ["linux", "windows", "macos", "web", "all"].into()
}

fn web_address(text: &str) -> Result<String, String> {
    let is_plain = text.chars().all(|c| c.is_ascii_graphic() && !"\"'<>&".contains(c));
    if is_plain && (text.starts_with("https://") || text.starts_with("http://")) {
        Ok(text.to_owned())
    } else {
        Err("an address such as https://example.org/game/ is allowed".to_owned())
    }
}

impl Args {
    /// The targets that were asked for, each once.
    fn targets(&self) -> Vec<Target> {
        let is_asked =
            |target: &Target| self.targets.iter().any(|name| name == "all" || name == target.name());
        Target::ALL.into_iter().filter(is_asked).collect()
    }
}

/// Runs `cargo xtask export`.
pub fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    let targets = args.targets();
    ensure!(!args.serve || targets.contains(&Target::Web), "--serve serves the web export: add `web`");
    let template = args.template.as_deref().map(std::path::absolute).transpose()?;
    if let Some(template) = &template {
        ensure!(targets.len() == 1, "--template is for one platform: name one");
        ensure!(
            cfg!(target_os = "linux"),
            "--template works on Linux only: put the file where the editor keeps its templates"
        );
        ensure!(template.is_file(), "there is no template {}", template.display());
    }
    let plans = plans(context, &targets, args.debug, template.as_deref())?;
    version::update(context)?;
    // The engine that exports loads the extension of this machine, and exports what is imported.
    context.build(Profile::Dev)?;
    context.import()?;

    let (mut rows, mut incomplete) = (Vec::new(), Vec::new());
    for plan in &plans {
        say::heading(&format!("Export for {}", plan.target.preset()));
        rows.push(export(context, plan, args)?);
        if let Err(why) = &plan.template {
            incomplete.push((plan.target, why));
        }
    }
    println!("\n{}", report::table(&rows));
    if args.write_docs {
        report::write(context, &rows)?;
    }
    for (target, why) in &incomplete {
        say::note(&format!(
            "{} is not complete, it holds the library and the pack only: {why}",
            target.folder().display()
        ));
    }
    if args.serve {
        play::serve(&context.root().join(Target::Web.folder()), args.port)?;
    }
    Ok(if incomplete.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

/// Moves the music from the web export's pack into one of its own, which the page loads when the game runs already: it is a sixth of the site,
/// and nobody has to wait for it.
fn split_music(site: &Path) -> Result<()> {
    let [pack, music] = ["index.pck", "index.music.pck"].map(|name| site.join(name));
    let whole = fs::read(&pack).with_context(|| format!("could not read {}", pack.display()))?;
    let split = pack::split(&whole, budget::is_music)
        .with_context(|| format!("could not read {}", pack.display()))?;
    for (file, content) in [pack, music].iter().zip(split) {
        fs::write(file, content).with_context(|| format!("could not write {}", file.display()))?;
    }
    Ok(())
}

/// Checks what all of the exports need before the first begins.
fn plans(context: &Context, targets: &[Target], debug: bool, template: Option<&Path>) -> Result<Vec<Plan>> {
    let (mut plans, mut missing) = (Vec::new(), Vec::new());
    for &target in targets {
        match checks::plan(context, target, debug, template) {
            Ok(plan) => plans.push(plan),
            Err(requirements) => {
                missing.extend(requirements.into_iter().map(|requirement| (target, requirement)));
            }
        }
    }
    if !missing.is_empty() {
        bail!("{}", checks::message(&missing));
    }
    Ok(plans)
}

/// One export, from the sources to the archive.
fn export(context: &Context, plan: &Plan, args: &Args) -> Result<ExportResult> {
    let target = plan.target;
    let mut row = ExportResult::new(target);
    let mut clock = Instant::now();
    let mut lap = || std::mem::replace(&mut clock, Instant::now()).elapsed();

    let library = library::build(context, plan)?;
    let found = inspect::inspect(target, &library)?;
    say::step("Library", &found);
    row.library = fs::metadata(&library).map_or(0, |meta| meta.len());
    row.build = lap();

    let folder = context.root().join(target.folder());
    engine::export(context, plan, &folder, &library)?;
    if let Ok(template) = &plan.template
        && template.source == Source::Debian
    {
        say::note(
            "the engine is Debian's: this export runs where Debian's Godot is installed, not on every Linux.",
        );
    }
    licences::write(context, &folder)?;
    if target == Target::Web {
        let web = context.project().join("web");
        creeps_web_export::icons::add(&folder, &web)?;
        split_music(&folder)?;
        let addresses = Addresses { page: args.address.as_deref(), source: args.source.as_deref() };
        complete(&folder, &web, addresses)?;
    }
    if !plan.debug {
        // A debug build has the sources' paths for its debugger.
        leaked_paths::check(context, &folder)?;
    }
    say::step("Exported", &folder.display().to_string());
    row.export = lap();

    if plan.template.is_ok() && !args.no_play {
        row.played = play::play(context, target, &folder)?;
        if target == Target::Web && row.played.is_some() {
            row.slow = if args.slow { play::slow(&folder)? } else { Vec::new() };
            play::memory(&folder, args.memory)?;
        }
    }
    lap();
    let archive = archive(context, plan)?;
    if target == Target::Macos && plan.template.is_ok() {
        // The exporter's own archive keeps the application's links and permissions.
        fs::rename(folder.join(target.product()), &archive)
            .with_context(|| format!("could not write {}", archive.display()))?;
        package::add(&archive, &folder.join(licences::FILE))?;
        package::checksum(&archive)?;
    } else {
        let top = archive.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        package::zip(&folder, if target == Target::Web { "" } else { &top }, &archive)?;
    }
    row.archive = fs::metadata(&archive).map_or(0, |meta| meta.len());
    row.zip = lap();
    let shown = archive.strip_prefix(context.root()).unwrap_or(&archive);
    say::step("Archive", &format!("{}, {:.1} MB", shown.display(), row.archive as f64 / 1e6));

    if target == Target::Web {
        let file = context.root().join("target/export/sizes.ron");
        let mut memory = SizeMemory::read(&file);
        let sizes = Sizes::of(&folder, &mut memory)?;
        eprint!("{sizes}");
        row.web = Some(sizes.total());
        if plan.template.is_ok() {
            row.parts = budget::table(&folder, &mut memory)?;
        }
        memory.write(&file);
    }
    Ok(row)
}

/// The archive's path: `dist/shoot-the-creeps-0.1.0-linux-x86_64.zip`.
fn archive(context: &Context, plan: &Plan) -> Result<PathBuf> {
    let dist = context.root().join("dist");
    fs::create_dir_all(&dist).with_context(|| format!("could not make {}", dist.display()))?;
    let kind = match (&plan.template, plan.debug) {
        (Err(_), _) => "-without-engine",
        (Ok(_), true) => "-debug",
        (Ok(_), false) => "",
    };
    let (version, label) = (version::CURRENT, plan.target.label());
    Ok(dist.join(format!("shoot-the-creeps-{version}-{label}{kind}.zip")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(names: &[&str]) -> Vec<Target> {
        let targets = names.iter().map(ToString::to_string).collect();
        let args = Args {
            targets,
            debug: false,
            template: None,
            no_play: true,
            serve: false,
            port: 0,
            slow: false,
            memory: 0,
            address: None,
            source: None,
            write_docs: false,
        };
        args.targets()
    }

    #[test]
    fn all_is_every_platform_and_none_comes_twice() {
        assert_eq!(targets(&["all", "web"]), Target::ALL);
        assert_eq!(targets(&["web", "linux", "web"]), [Target::Linux, Target::Web]);
    }
}
