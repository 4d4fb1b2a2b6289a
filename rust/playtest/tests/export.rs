//! The content of exports: rulesets and tuning, but no developer tools.
#![allow(clippy::unwrap_used)] // helpers of tests may

use creeps_godot_env::EngineLog;
use creeps_playtest::game_process::GameProcess;
use creeps_playtest::project;

/// Packs the project as the preset does. The pack's folder holds each file's path as plain text.
fn pack(preset: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("game.pck");
    // Not isolated: a pack needs no templates, but the editor's settings must be there.
    let mut command = project::command();
    command.args(["--headless", "--export-pack", preset]).arg(&file);
    let output = GameProcess::start(&mut command).output();
    let log = EngineLog::new(&output.stdout, &output.stderr);
    assert_eq!(log.failures(), [] as [String; 0], "{}", log.text);
    std::fs::read(&file).unwrap()
}

fn holds(pack: &[u8], path: &str) -> bool {
    pack.windows(path.len()).any(|window| window == path.as_bytes())
}

#[test]
fn every_export_has_the_tuning_and_no_developer_tools() {
    for preset in ["Linux", "Windows", "macOS", "Web"] {
        let pack = pack(preset);
        for path in [
            "config/tuning.ron",
            "config/arcade.ron",
            "config/horde.ron",
            "config/feel.ron",
            "assets/art/arcade/atlas.ron",
            "scenes/app/app.tscn.remap",
            "scenes/classic/main.tscn.remap",
            "scenes/arcade/arcade_scene.tscn.remap",
            "scenes/arcade/sprite_batch.gdshader",
            "shoot_the_creeps.gdextension",
        ] {
            assert!(holds(&pack, path), "{preset} lacks {path}");
        }
        assert!(holds(&pack, "How fast it moves left and right"), "{preset} lacks the text of tuning.ron");
        for path in [
            "bench.gdc",
            "bench.tscn.remap",
            "extension_guard.gdc",
            "ruleset_editor.gdc",
            "ruleset_preview.tscn.remap",
            "class_icons/player.svg.import",
            "assets/art/src",
        ] {
            assert!(!holds(&pack, path), "{preset} holds {path}");
        }
    }
}
