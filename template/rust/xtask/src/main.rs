//! `cargo xtask …`: the commands for developers.

use std::env::consts::{EXE_SUFFIX, OS};
use std::path::Path;
use std::process::{Command, exit};
use std::{env, fs, io};

const USAGE: &str = "\
Usage: cargo xtask COMMAND
  play [ARGS]  build, import and play; ARGS are Godot's
  test         test the rules, then build the game and play it in headless Godot
  editor       build, and open the project in the Godot editor
  export       make the game for this system, in dist/";

const GODOT_WANTED: &str = "Install Godot 4.6 or newer from godotengine.org, and write its path into godot-path.txt \
    or into the environment variable GODOT.";

/// What went wrong, for a person to read.
type Done = Result<(), String>;

fn main() {
    // All paths here start from the game's folder.
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    env::set_current_dir(root).expect("this crate lies two folders below it");
    let args: Vec<String> = env::args().skip(1).collect();
    let done = match args.first().map(String::as_str) {
        Some("play") => prepare().and_then(|()| run(godot().args(&args[1..]))),
        Some("test") => test(),
        Some("editor") => prepare().and_then(|()| run(godot().arg("--editor"))),
        Some("export") => export(),
        _ => Err(USAGE.to_owned()),
    };
    if let Err(why) = done {
        eprintln!("{why}");
        exit(1);
    }
}

fn test() -> Done {
    run(Command::new("cargo").args(["test", "--package", "rules"]))?;
    prepare()?;
    let played = run_clean(godot().args(["--headless", "--fixed-fps", "60", "--script", "tests/play.gd"]));
    played.map(|output| println!("{output}"))
}

/// The export presets are named as Rust names systems.
fn export() -> Done {
    prepare()?;
    run(Command::new("cargo").args(["build", "--package", "game", "--release"]))?;
    let file = format!("dist/my-game{EXE_SUFFIX}");
    write(&file, "")?;
    let exported = run_clean(godot().args(["--headless", "--export-release", OS, &format!("../{file}")]));
    exported.map(|_| println!("Exported: {file}"))
}

/// Builds and imports.
fn prepare() -> Done {
    run(Command::new("cargo").args(["build", "--package", "game"]))?;
    // Godot would make this list after its first import, which would not know our classes then.
    write("godot-project/.godot/extension_list.cfg", "res://my_game.gdextension\n")?;
    run_clean(godot().args(["--headless", "--import"])).map(drop)
}

fn write(file: &str, text: &str) -> Done {
    let folder = Path::new(file).parent().unwrap_or(Path::new("."));
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(file, text));
    written.map_err(|error| format!("could not write {file}: {error}"))
}

/// Godot, with this project.
fn godot() -> Command {
    let written = fs::read_to_string("godot-path.txt").ok();
    let program = env::var("GODOT").ok().or(written).unwrap_or_else(|| "godot".to_owned());
    let mut godot = Command::new(program.trim());
    godot.args(["--path", "godot-project"]);
    godot
}

fn run(command: &mut Command) -> Done {
    let status = command.status().map_err(|error| could_not_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("failed ({status}): {command:?}")) }
}

/// Runs Godot, which may print errors and yet end with success: here they fail. Gives what it printed.
fn run_clean(godot: &mut Command) -> Result<String, String> {
    let output = godot.output().map_err(|error| could_not_start(godot, &error))?;
    let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    let is_clean = output.status.success() && !text.contains("ERROR:") && !text.contains("WARNING:");
    if is_clean { Ok(text) } else { Err(format!("{text}\nfailed ({}): {godot:?}", output.status)) }
}

fn could_not_start(command: &Command, error: &io::Error) -> String {
    format!("could not start {}: {error}\n{GODOT_WANTED}", command.get_program().display())
}
