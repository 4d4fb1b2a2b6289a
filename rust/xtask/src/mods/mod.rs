//! `cargo xtask mod`: for those who make mods.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use creeps_rules::mod_id::ModId;

use crate::say;

/// The files of a new mod. `NAME` becomes its name.
const TEXTS: [(&str, &str); 3] = [
    ("mod.ron", include_str!("mod.ron")),
    ("ruleset.ron", include_str!("ruleset.ron")),
    ("atlas.ron", include_str!("atlas.ron")),
];
const PICTURE: (&str, &[u8]) = ("creep.png", include_bytes!("creep.png"));

/// Make a mod: a game of data alone, without any Rust.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Write the skeleton of a mod, with comments: rules, a creep with a picture, a boss.
    ///
    /// Then check it with `cargo run -p creeps-sim -- check FOLDER`. docs/mods.md explains the rest.
    New {
        /// The mod's name: 1 to 24 of a-z, 0-9 and _
        name: String,
        /// Where to put the mod's folder, such as the folder `mods` in the game's user data
        #[arg(long, default_value = ".")]
        folder: PathBuf,
    },
}

/// Runs `cargo xtask mod`.
pub fn run(args: &Args) -> Result<ExitCode> {
    let Command::New { name, folder } = &args.command;
    let folder = write_skeleton(name, folder)?;
    say::step("Wrote", &folder.display().to_string());
    say::note(&format!(
        "check it:  cargo run -p creeps-sim -- check {0}\nplay it:   put the folder, or a zip file of it, on the window of the game's menu\nread on:   docs/mods.md",
        folder.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Writes a new mod below `parent`; returns its folder.
fn write_skeleton(name: &str, parent: &Path) -> Result<PathBuf> {
    if let Err(problem) = ModId::new(name) {
        bail!("{problem}");
    }
    let folder = parent.join(name);
    if folder.exists() {
        bail!("{} exists; choose another name, or move it away", folder.display());
    }
    fs::create_dir_all(&folder).with_context(|| format!("{} can't be made", folder.display()))?;
    let texts = TEXTS.map(|(file, text)| (file, text.replace("NAME", name).into_bytes()));
    for (file, content) in texts.into_iter().chain([(PICTURE.0, PICTURE.1.to_vec())]) {
        let path = folder.join(file);
        fs::write(&path, content).with_context(|| format!("{} can't be written", path.display()))?;
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use creeps_rules::mod_files::ModFiles;
    use creeps_rules::sprite_atlas::SpriteAtlas;
    use creeps_sim::Mod;

    use super::*;

    fn read(folder: &Path) -> Result<Mod, String> {
        let atlas = include_bytes!("../../../../godot-project/assets/art/arcade/atlas.ron");
        let shipped = SpriteAtlas::read("atlas.ron", atlas).unwrap();
        let files = ModFiles::from_folder(folder).map_err(|error| error.to_string())?;
        Mod::read(files, &shipped).map_err(|error| error.to_string())
    }

    #[test]
    fn a_new_mod_is_whole_and_has_its_name() {
        let parent = tempfile::tempdir().unwrap();
        let folder = write_skeleton("my_mod", parent.path()).unwrap();
        assert_eq!(read(&folder).unwrap().title(), "my_mod");
        let again = write_skeleton("my_mod", parent.path()).unwrap_err().to_string();
        assert!(again.contains("exists"), "{again}");
        assert!(write_skeleton("../evil", parent.path()).unwrap_err().to_string().contains("1 to 24 of a-z"));
    }

    #[test]
    fn the_mods_of_the_game_are_whole() {
        let mods = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../godot-project/mods");
        for name in ["march", "boss_rush"] {
            assert_eq!(read(&mods.join(name)).map(|_| ()), Ok(()), "{name}");
        }
    }

    /// A mod of the skeleton's rules and picture, and of what the document says.
    fn documented(file: &str, text: &str) -> Result<(), String> {
        let parent = tempfile::tempdir().unwrap();
        let folder = write_skeleton("doc", parent.path()).unwrap();
        fs::write(folder.join(file), text).unwrap();
        for picture in ["pictures.png", "sky.png"] {
            fs::write(folder.join(picture), PICTURE.1).unwrap();
        }
        let zap = include_bytes!("../../../../godot-project/mods/march/zap.wav");
        for sound in ["zap.wav", "boom.wav", "tune.wav"] {
            fs::write(folder.join(sound), zap).unwrap();
        }
        read(&folder).map(|_| ())
    }

    /// The document's code blocks: `ron file=NAME` is a whole file, `ron in=FIELD` one more element of that list of the skeleton's ruleset,
    /// and `ron field=FIELD` a field of its first creep.
    #[test]
    fn every_snippet_of_the_document_is_a_legal_part_of_a_mod() {
        let doc = include_str!("../../../../docs/mods.md");
        let ruleset = TEXTS[1].1;
        let mut count = 0;
        for block in doc.split("```ron").skip(1) {
            let (kind, rest) = block.split_once('\n').unwrap();
            let code = rest.split("```").next().unwrap();
            let result = match kind.trim().split_once('=') {
                Some(("file", file)) => documented(file, code),
                Some(("in", list)) => {
                    let start = format!(" {list}: [\n");
                    assert!(ruleset.contains(&start), "{list}");
                    documented("ruleset.ron", &ruleset.replacen(&start, &format!("{start}{code}"), 1))
                }
                Some(("field", field)) => {
                    let line =
                        ruleset.lines().find(|line| line.trim().starts_with(&format!("{field}: "))).unwrap();
                    documented("ruleset.ron", &ruleset.replacen(line, code, 1))
                }
                _ => panic!("a block without file, in or field: {kind}"),
            };
            assert_eq!(result, Ok(()), "{code}");
            count += 1;
        }
        assert!(count >= 8, "{count} snippets");
    }
}
