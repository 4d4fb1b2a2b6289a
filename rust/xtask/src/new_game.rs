//! `cargo xtask new`: makes a game of one's own from the files in `template`.
//!
//! The template is a game that can be built where it lies. It is called "my-game", and the generator replaces that name.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

use anyhow::{Context as _, Result, ensure};
use creeps_godot_env::children;
use walkdir::{DirEntry, WalkDir};

use crate::context::Context;
use crate::say;

/// Make a new Godot + Rust game: small but whole, with tests, CI and export, and without a trace of this one.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask new space-otter             the folder space-otter, beside this checkout
  cargo xtask new space-otter ~/otter     the folder otter in the home folder")]
pub struct Args {
    /// The game's name in files: lower-case letters, digits, `-` and `_`.
    name: Name,
    /// The folder to make [default: NAME, beside this checkout].
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// Longer names would make lines of code that rustfmt breaks.
const MAX_NAME: usize = 30;

/// Names that mean something else to cargo, to the game's own crates, or to Windows.
const RESERVED: &[&str] = &[
    "alloc",
    "aux",
    "con",
    "core",
    "fastrand",
    "godot",
    "nul",
    "prn",
    "proc_macro",
    "rules",
    "std",
    "test",
    "xtask",
];

/// A game's name, as cargo takes it: `space-otter`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Name(String);

impl Name {
    /// As Rust has it: `space_otter`.
    fn identifier(&self) -> String {
        self.0.replace('-', "_")
    }

    /// For people: `Space Otter`.
    fn title(&self) -> String {
        let words = self.0.split(['-', '_']).filter(|word| !word.is_empty());
        let words = words.map(|word| word[..1].to_uppercase() + &word[1..]);
        words.collect::<Vec<_>>().join(" ")
    }

    /// A text of the template, for this name.
    fn put_into(&self, text: &str) -> String {
        text.replace("my-game", &self.0)
            .replace("my_game", &self.identifier())
            .replace("My Game", &self.title())
    }
}

impl FromStr for Name {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_allowed =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_".contains(letter);
        let name = Self(text.to_owned());
        if !text.chars().all(is_allowed) || !text.starts_with(|first: char| first.is_ascii_lowercase()) {
            let only_allowed: String = text
                .to_lowercase()
                .chars()
                .map(|letter| if is_allowed(letter) { letter } else { '-' })
                .collect();
            let better = only_allowed.trim_start_matches(|first: char| !first.is_ascii_lowercase());
            let better = better.trim_end_matches('-');
            // What is left of a text without letters is no name either.
            let better = Some(better).filter(|better| *better != text).and_then(|it| it.parse::<Self>().ok());
            let hint = better.map_or(String::new(), |name| format!(" (how about {}?)", name.0));
            return Err(format!("lower-case letters, digits, - and _ are allowed, a letter first{hint}"));
        }
        if text.len() > MAX_NAME {
            return Err(format!("it has {} letters; {MAX_NAME} are allowed", text.len()));
        }
        // An identifier that Rust does not take is one of its keywords.
        let identifier = name.identifier();
        if RESERVED.contains(&identifier.as_str()) || syn::parse_str::<syn::Ident>(&identifier).is_err() {
            return Err(format!("it means something else already (how about {text}-game?)"));
        }
        Ok(name)
    }
}

/// Runs `cargo xtask new`.
///
/// # Errors
///
/// When the folder has something in it already, or can't be written.
pub fn run(context: &Context, args: Args) -> Result<ExitCode> {
    let folder = match args.folder {
        Some(folder) => folder,
        None => context.root().parent().unwrap_or(context.root()).join(&args.name.0),
    };
    let folder = std::path::absolute(&folder).context("the folder has no name")?;
    ensure!(
        fs::read_dir(&folder).map_or(!folder.exists(), |mut entries| entries.next().is_none()),
        "{} exists already; choose another folder: cargo xtask new {} DIR",
        folder.display(),
        args.name.0
    );
    let was_there = folder.exists();
    let written = write(context.root(), &folder, &args.name);
    if written.is_err() && !was_there {
        // What was begun would be in the way of a second attempt. If it can't be removed, that attempt says so.
        let _ = fs::remove_dir_all(&folder);
    }
    say::step("Made", &format!("{} in {}: {} files", args.name.title(), folder.display(), written?));

    // The crates of other members of our workspace leave its lock file. Without the registry's index, its first build does that.
    let mut prune = context.cargo();
    let _ = children::output(prune.args(["update", "--workspace", "--offline"]).current_dir(&folder));
    match context.godot() {
        Ok(godot) => {
            let file = folder.join("godot-path.txt");
            fs::write(&file, format!("{}\n", godot.path().display()))
                .with_context(|| format!("could not write {}", file.display()))?;
        }
        Err(error) => say::note(&format!("{error}\nThe game's README says how it finds a Godot.")),
    }
    say::step("Next", &format!("cd {}", folder.display()));
    say::step("", "cargo xtask test   # builds it and plays it in headless Godot");
    say::step("", "cargo xtask play");
    Ok(ExitCode::SUCCESS)
}

/// Writes the game's files, and gives their number.
fn write(root: &Path, folder: &Path, name: &Name) -> Result<usize> {
    let template = root.join("template");
    let mut count = 0;
    for entry in WalkDir::new(&template).sort_by_file_name().into_iter().filter_entry(is_source) {
        let entry = entry.context("could not read the template: is the checkout whole?")?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path = entry.path().strip_prefix(&template).expect("it lies in the template");
        let text = fs::read_to_string(entry.path())
            .with_context(|| format!("could not read {}", entry.path().display()))?;
        write_file(&folder.join(name.put_into(&path.to_string_lossy())), &name.put_into(&text))?;
        count += 1;
    }
    // The versions of the crates that this repository is tested with.
    let lock = root.join("Cargo.lock");
    let versions = fs::read_to_string(&lock).with_context(|| format!("could not read {}", lock.display()))?;
    write_file(&folder.join("Cargo.lock"), &versions)?;
    Ok(count)
}

/// Whether it belongs to the template: all but what cargo and Godot make in it, if someone builds it where it lies.
fn is_source(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_made = ["target", "dist", ".godot", "Cargo.lock", "godot-path.txt"].contains(&&*name);
    let extension = Path::new(&*name).extension().unwrap_or_default();
    !is_made && extension != "import" && extension != "uid"
}

fn write_file(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
    fs::write(path, text).with_context(|| format!("could not write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_in_three_ways() {
        let name: Name = "space-otter2".parse().unwrap();
        assert_eq!(name.put_into("my-game my_game My Game"), "space-otter2 space_otter2 Space Otter2");
    }

    #[test]
    fn what_cargo_would_refuse_is_no_name() {
        for bad in
            ["", "2d", "-a", "a b", "a/b", "Ab", "ä", "..", "fn", "self", "std", "con", "proc-macro", "rules"]
        {
            assert!(bad.parse::<Name>().is_err(), "{bad:?}");
        }
        assert!("a".repeat(MAX_NAME).parse::<Name>().is_ok());
        assert!("a".repeat(MAX_NAME + 1).parse::<Name>().is_err());
    }

    #[test]
    fn the_error_suggests_a_name_that_is_allowed() {
        let hint = |bad: &str| bad.parse::<Name>().unwrap_err();
        assert!(hint("2 Space Otters!").contains("how about space-otters?"), "{}", hint("2 Space Otters!"));
        assert!(hint("match").contains("how about match-game?"), "{}", hint("match"));
        assert!(!hint("ö").contains("how about"), "{}", hint("ö"));
    }
}
