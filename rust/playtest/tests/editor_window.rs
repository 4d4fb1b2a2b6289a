//! The editor in a window: F5 and F6 start the game, wherever it is shown.
//!
//! The editor starts another engine process with the engine's own path. An engine that was started through a loader does not know it.
#![cfg(target_os = "linux")]

use creeps_playtest::editor::{Editor, EditorKey, GameView};
use creeps_rules::trace::TraceEvent;

#[test]
fn f6_runs_the_edited_scene_in_the_game_tab() {
    let Some(editor) = Editor::open("res://scenes/classic/main.tscn", GameView::Embedded) else { return };
    editor.tap(EditorKey::F6);
    editor.see_game_start("editor-f6-embedded");
    let is_menu = |event: &TraceEvent| matches!(event, TraceEvent::MenuShown);
    assert!(
        !editor.trace.read().iter().any(|entry| is_menu(&entry.event)),
        "the scene alone, without the menu"
    );
    editor.tap(EditorKey::F8);
    editor.see_game_end();
}

#[test]
fn f5_runs_the_project_in_the_floating_game_tab() {
    let Some(editor) = Editor::open("res://scenes/classic/main.tscn", GameView::Floating) else { return };
    editor.tap(EditorKey::F5);
    editor.see_game_start("editor-f5-floating");
    editor.trace.wait_for("the menu", |event| matches!(event, TraceEvent::MenuShown));
    editor.tap(EditorKey::F8);
    editor.see_game_end();
}

#[test]
fn f5_runs_the_project_in_a_window_of_its_own() {
    let Some(editor) = Editor::open("res://scenes/classic/main.tscn", GameView::Separate) else { return };
    editor.tap(EditorKey::F5);
    editor.see_game_start("editor-f5-separate");
    editor.trace.wait_for("the menu", |event| matches!(event, TraceEvent::MenuShown));
    editor.tap(EditorKey::F8);
    editor.see_game_end();
}
