//! Carries out the recipes in `docs/recipes` in a copy of the repository, and checks what they promise.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use creeps_book::{Chapter, Content, recipe, root};
use creeps_godot_env::{EngineLog, output_within};
use creeps_sim::{Difficulty, Input, Ruleset, Sim};
use walkdir::WalkDir;

const LIMIT: Duration = Duration::from_mins(5);

/// A copy of what a recipe needs of the repository.
struct Checkout(PathBuf);

impl Checkout {
    /// Copies these files and folders of the repository, without what Godot and cargo make in them.
    fn of(name: &str, parts: &[&str]) -> Self {
        let folder = root().join("target/recipes").join(name);
        for part in parts {
            let is_source = |name: &str| ![".godot", "target"].contains(&name);
            let files = WalkDir::new(root().join(part)).into_iter();
            for entry in files.filter_entry(|entry| is_source(&entry.file_name().to_string_lossy())) {
                let entry = entry.unwrap();
                let to = folder.join(entry.path().strip_prefix(root()).unwrap());
                if entry.file_type().is_file() {
                    write(&to, &fs::read(entry.path()).unwrap());
                }
            }
        }
        Self(folder)
    }

    fn carry_out(&self, page: &str) -> &Self {
        let page = Chapter::read(&root().join("docs/recipes"), &format!("{page}.md")).unwrap();
        recipe::carry_out(&page, &self.0).unwrap_or_else(|error| panic!("{error}"));
        self
    }

    fn ruleset(&self) -> Arc<Ruleset> {
        let file = "godot-project/config/arcade.ron";
        Arc::new(
            Ruleset::read(file, &fs::read(self.0.join(file)).unwrap())
                .unwrap_or_else(|error| panic!("{error}")),
        )
    }

    fn cargo(&self, args: &[&str]) -> String {
        let mut cargo = Command::new(env!("CARGO"));
        // What this repository has built of other crates is not built again.
        cargo.env("CARGO_BUILD_BUILD_DIR", root().join("target")).env_remove("CARGO_TARGET_DIR");
        cargo.env_remove("RUSTC_BOOTSTRAP").env("CARGO_NET_OFFLINE", "true").args(args).current_dir(&self.0);
        let output = cargo.output().unwrap();
        let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(output.status.success(), "cargo {}:\n{text}", args.join(" "));
        text
    }
}

/// Files that already have their bytes stay untouched, because cargo goes by the time.
fn write(path: &Path, bytes: &[u8]) {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// A game of a ruleset, with fire held, swinging from side to side.
fn play(ruleset: &Arc<Ruleset>, seconds: u32, mut look: impl FnMut(&Sim)) {
    let mut sim = Sim::new(ruleset, Difficulty::Normal, 7).with_invincibility(true);
    for tick in 0..seconds * 60 {
        let steer = if tick / 60 % 2 == 0 { Input::FULL } else { -Input::FULL };
        sim.step(Input { steer, fire: true, bomb: false });
        look(&sim);
    }
}

#[test]
fn recipe_creep_comes_in_the_first_wave() {
    let copy = Checkout::of("creep", &["godot-project/config"]);
    let is_there = |ruleset: &Ruleset| ruleset.creeps.iter().any(|creep| creep.name == "comet");
    assert!(!is_there(&copy.ruleset()));
    let ruleset = copy.carry_out("creep").ruleset();
    let kind = ruleset.creeps.iter().position(|creep| creep.name == "comet").unwrap();
    let mut most = 0;
    play(&ruleset, 4, |sim| {
        most = most.max(sim.creeps().kind.iter().filter(|&&it| usize::from(it) == kind).count());
    });
    assert_eq!(most, 3, "three comets come");
}

#[test]
fn recipe_power_up_falls_and_can_be_caught() {
    let copy = Checkout::of("power-up", &["godot-project/config"]);
    let ruleset = copy.carry_out("power-up").ruleset();
    let mut largest = 0;
    play(&ruleset, 60, |sim| largest = largest.max(sim.ship().shield));
    assert_eq!(largest, 3, "the new shield holds three hits");
}

#[test]
fn recipe_language_and_option_compile_and_pass_their_own_tests() {
    let parts = ["Cargo.toml", "Cargo.lock", "clippy.toml", "rust", "godot-project"];
    let copy = Checkout::of("rust", &parts);
    // Another version, so that cargo does not take one repository's crates for the other's.
    let manifest = copy.0.join("Cargo.toml");
    let other = fs::read_to_string(&manifest).unwrap().replace("version = \"0.1.0\"", "version = \"0.0.1\"");
    fs::write(&manifest, other).unwrap();
    copy.carry_out("language").carry_out("option");

    let tested =
        copy.cargo(&["test", "--package", "creeps-rules", "--lib", "--", "language::", "settings::"]);
    for test in [
        "language::tests::a_locale_gets_its_language_and_an_unknown_one_english ... ok",
        "settings::tests::stars_stand_still_if_the_player_wants_that_or_less_motion ... ok",
        "settings::tests::every_setting_is_found_by_its_name_in_the_file ... ok",
    ] {
        assert!(tested.contains(test), "{test}:\n{tested}");
    }
    // The edits of the other crates fit, too.
    copy.cargo(&["check", "--package", "shoot_the_creeps", "--package", "xtask"]);
}

#[test]
fn recipe_platform_has_a_preset_that_exports() {
    let copy = Checkout::of("platform", &["godot-project"]);
    copy.carry_out("platform");
    let godot = creeps_godot_env::find().unwrap_or_else(|error| panic!("{error}"));
    // The libraries that the `.gdextension` file names: this system's, for the editor, and the new platform's, by its name alone.
    for library in ["libshoot_the_creeps.so", "shoot_the_creeps.dll", "libshoot_the_creeps.dylib"] {
        if let Ok(built) = fs::read(root().join("target/debug").join(library)) {
            write(&copy.0.join("target/debug").join(library), &built);
        }
    }
    write(&copy.0.join("target/release/libshoot_the_creeps.so"), b"built for ARM elsewhere");
    let project = copy.0.join("godot-project");
    godot.import_project(&project).unwrap_or_else(|error| panic!("{error}"));
    let pack = copy.0.join("game.pck");
    let _ = fs::remove_file(&pack);
    let mut export = godot.command();
    export.args(["--headless", "--path"]).arg(&project).args(["--export-pack", "Linux ARM64"]).arg(&pack);
    let output = output_within(export, LIMIT).unwrap().expect("the export ends");
    let log = EngineLog::new(&output.stdout, &output.stderr);
    assert!(output.status.success() && log.failures().is_empty(), "{}", log.text);
    assert!(fs::metadata(&pack).unwrap().len() > 1_000_000, "{}", log.text);
}

#[test]
fn every_recipe_is_carried_out_by_a_test_and_named_in_the_list() {
    let folder = root().join("docs/recipes");
    let list = fs::read_to_string(folder.join("README.md")).unwrap();
    let tests = fs::read_to_string(root().join("rust/book/tests/recipes.rs")).unwrap();
    let mut count = 0;
    for file in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap())
    {
        let Some(page) = file.strip_suffix(".md").filter(|page| *page != "README") else { continue };
        assert!(list.contains(&format!("]({file})")), "the list has no {file}");
        assert!(tests.contains(&format!("carry_out(\"{page}\")")), "no test carries out {file}");
        let chapter = Chapter::read(&folder, &file).unwrap();
        assert!(chapter.blocks.iter().any(|block| matches!(block.content, Content::Edit(_))), "{file}");
        count += 1;
    }
    assert_eq!(count, 5);
}
