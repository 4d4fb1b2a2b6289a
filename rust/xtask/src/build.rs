//! `cargo xtask build`: builds the extension and puts it where Godot loads it.

use std::env;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use directories::BaseDirs;

use crate::context::{self, Context};
use crate::say;

/// The extension's crate, and the name of its library.
const EXTENSION: &str = "shoot_the_creeps";

/// Build the extension, where the editor and the game load it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Optimise. The game then runs the optimised extension until the next build without `--release`.
    #[arg(long)]
    release: bool,
}

/// How the extension is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build.
    Dev,
    /// Quick to run.
    Release,
}

impl Profile {
    /// The profile that `--release`, or its absence, asks for.
    pub fn of(release: bool) -> Self {
        if release { Self::Release } else { Self::Dev }
    }

    fn directory(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release => "release",
        }
    }
}

/// Runs `cargo xtask build`.
pub fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    let library = extension(context, Profile::of(args.release))?;
    say::step("Built", &library.display().to_string());
    Ok(ExitCode::SUCCESS)
}

/// See [`Context::build`].
pub fn extension(context: &Context, profile: Profile) -> Result<PathBuf> {
    with_features(context, profile, &[])
}

/// As [`extension`], with more of its features than those that it has by default.
pub fn with_features(context: &Context, profile: Profile, features: &[&str]) -> Result<PathBuf> {
    let mut cargo = context.cargo();
    // Where the project's .gdextension file looks, wherever CARGO_TARGET_DIR points.
    let target = context.root().join("target");
    cargo
        .args(["build", "--package", EXTENSION, "--target-dir"])
        .arg(&target)
        .args(["--features", &features.join(",")])
        .env_remove("CARGO_BUILD_TARGET");
    if profile == Profile::Release {
        // As an export builds it, so that the two share what they have in common.
        cargo.arg("--release").args(without_paths(context));
    }
    context::run(&mut cargo).context("the extension was not built")?;
    let loaded = library(context, Profile::Dev);
    if profile == Profile::Release {
        swap_in(&library(context, profile), &loaded)?;
    }
    Ok(loaded)
}

/// Where cargo keeps the crates' sources.
pub fn cargo_home() -> PathBuf {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    home.or_else(|| BaseDirs::new().map(|base| base.home_dir().join(".cargo"))).unwrap_or_default()
}

/// Cargo's arguments that keep the paths of this machine out of a library: panics report where they happened, in our
/// sources and in the crates'. A home directory's name is nobody's concern.
pub fn without_paths(context: &Context) -> [String; 2] {
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let flags = [remap(&cargo_home().join("registry/src"), "crates"), remap(context.root(), ".")];
    // It comes on top of the flags in .cargo/config.toml, where the environment's RUSTFLAGS would replace them.
    ["--config".to_owned(), format!("target.'cfg(all())'.rustflags={flags:?}")]
}

/// Where cargo puts the library. Godot's editor program, which runs the game too, loads the one of `Dev`.
pub fn library(context: &Context, profile: Profile) -> PathBuf {
    let file = format!("{DLL_PREFIX}{EXTENSION}{DLL_SUFFIX}");
    context.root().join("target").join(profile.directory()).join(file)
}

/// Replaces the other library by the optimised one. Cargo puts its own back at the next build without
/// `--release`, for the file is only a link to the one it keeps.
fn swap_in(optimised: &Path, loaded: &Path) -> Result<()> {
    let fresh = loaded.with_extension("fresh");
    let _ = fs::remove_file(&fresh);
    let dir = loaded.parent().unwrap_or(loaded);
    fs::create_dir_all(dir)
        .and_then(|()| fs::copy(optimised, &fresh))
        // Renamed over it, never written into it: a running editor has it loaded.
        .and_then(|_| fs::rename(&fresh, loaded))
        .with_context(|| {
            format!(
                "could not put {} over {}; is a game or an editor open?",
                optimised.display(),
                loaded.display()
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_optimised_library_is_loaded_and_cargos_own_stays_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let [optimised, kept, loaded] = ["optimised", "kept", "loaded.so"].map(|name| dir.path().join(name));
        fs::write(&optimised, "fast").unwrap();
        fs::write(&kept, "slow").unwrap();
        // Cargo hands out a second name of the file that it keeps.
        fs::hard_link(&kept, &loaded).unwrap();
        swap_in(&optimised, &loaded).unwrap();
        assert_eq!(fs::read_to_string(&loaded).unwrap(), "fast");
        assert_eq!(fs::read_to_string(&kept).unwrap(), "slow");
    }
}
