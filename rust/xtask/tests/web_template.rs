//! The list of classes that `tools/web-template` leaves out of the engine.
#![allow(clippy::unwrap_used)] // a test may

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// Folders of the project that no export contains, and what Godot makes itself.
const NOT_EXPORTED: [&str; 4] = ["addons", "bench", ".godot", "game/src/editor"];

/// The names of classes in a scene or in code: the types of nodes and resources, or all words that are not in comments.
fn names(extension: &str, text: &str) -> BTreeSet<String> {
    if extension == "rs" {
        let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
        let words = code.flat_map(|line| line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'));
        return words.map(str::to_owned).collect();
    }
    let types = text.split("type=\"").skip(1).filter_map(|rest| rest.split('"').next());
    types.map(str::to_owned).collect()
}

#[test]
fn the_web_template_has_every_class_that_the_game_uses() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let profile = fs::read_to_string(root.join("tools/web-template/profile.json")).unwrap();
    let profile: serde_json::Value = serde_json::from_str(&profile).unwrap();
    let classes = profile["disabled_classes"].as_array().unwrap().iter();
    let left_out: BTreeSet<_> = classes.map(|class| class.as_str().unwrap().to_owned()).collect();
    assert!(left_out.contains("Light2D") && !left_out.contains("Sprite2D"));

    for folder in ["godot-project", "rust/game/src"] {
        let walk = WalkDir::new(root.join(folder)).into_iter();
        for entry in walk.filter_entry(|entry| !NOT_EXPORTED.iter().any(|name| entry.path().ends_with(name)))
        {
            let path = entry.unwrap().into_path();
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            if ["rs", "tscn", "tres"].contains(&extension) {
                let used = names(extension, &fs::read_to_string(&path).unwrap());
                let missing: Vec<_> = used.intersection(&left_out).collect();
                assert!(
                    missing.is_empty(),
                    "{} uses {missing:?}, which tools/web-template/profile.json leaves out: take the names and those of their \
                     base classes out of that list",
                    path.display()
                );
            }
        }
    }
}
