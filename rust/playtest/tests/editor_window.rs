//! The editor in a window: F5 and F6 start the game, wherever it is shown; RON files can be edited, and rulesets seen.
//!
//! The editor starts another engine process with the engine's own path. An engine that was started through a loader does not know it.
#![cfg(target_os = "linux")]

use std::cell::Cell;

use creeps_playtest::editor::{Editor, EditorKey, GameView, OpenFile, Report};
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
    editor.stop_game();
}

#[test]
fn f5_runs_the_project_in_the_floating_game_tab() {
    let Some(editor) = Editor::open("res://scenes/classic/main.tscn", GameView::Floating) else { return };
    editor.tap(EditorKey::F5);
    editor.see_game_start("editor-f5-floating");
    editor.trace.wait_for("the menu", |event| matches!(event, TraceEvent::MenuShown));
    editor.stop_game();
}

#[test]
fn f5_runs_the_project_in_a_window_of_its_own() {
    let Some(editor) = Editor::open("res://scenes/classic/main.tscn", GameView::Separate) else { return };
    editor.tap(EditorKey::F5);
    editor.see_game_start("editor-f5-separate");
    editor.trace.wait_for("the menu", |event| matches!(event, TraceEvent::MenuShown));
    editor.stop_game();
}

/// `arcade.ron` in the script editor; its first line has what the test types into it.
fn arcade<'a>(report: &'a Report, typed: &str) -> Option<&'a OpenFile> {
    let open = report.files.iter().find(|(line, _)| line.starts_with(&format!("{typed}// Arcade")));
    open.map(|(_, file)| file)
}

#[test]
fn a_ruleset_is_edited_with_marked_errors_while_any_of_its_waves_is_played() {
    let Some(editor) = Editor::open("res://scenes/classic/main.tscn", GameView::Separate) else { return };

    // A double click in the FileSystem dock opens the file.
    // While it looks for RON files, soon after its start, it does not unfold a folder.
    let unfold = || {
        editor.double_click("res://config/");
        editor.appears("res://config/arcade.ron")
    };
    assert!((0..5).any(|_| unfold()), "arcade.ron is not in the dock");
    editor.double_click("res://config/arcade.ron");
    let report = editor.wait_until("arcade.ron", |report| arcade(report, "").is_some());
    let whole = arcade(&report, "").expect("it was waited for");
    assert_eq!((whole.lines > 100, whole.marked, &*whole.bar), (true, 0, ""), "{whole:?}");

    // The preview plays its first wave, and then another one.
    editor.click("tab");
    editor.wait_until("the first wave", |report| report.preview.is_there && report.preview.wave == 1);
    editor.double_click("Wave");
    editor.tap(EditorKey::Ctrl('a'));
    editor.tap(EditorKey::Letter('4'));
    editor.tap(EditorKey::Enter);
    let report = editor.wait_until("wave 4", |report| report.preview.is_there && report.preview.wave == 4);
    let tick = report.preview.tick;
    editor.wait_until("a second of wave 4", |report| report.preview.tick > tick + 60);
    let colors = editor.keep_picture("editor-preview");
    assert!(colors > 2000, "{colors} colors: the playfield is not drawn");

    // It pauses, and goes on by single ticks.
    editor.click("Play");
    let paused = pause_of(&editor);
    editor.click("Step");
    editor.wait_until("one tick", |report| report.preview.tick == paused + 1);
    assert_eq!(pause_of(&editor), paused + 1);
    editor.click("Play");
    editor.wait_until("the game going on", |report| report.preview.tick > paused + 10);

    // A mistake is marked when it is saved; the preview says it, too, and plays on.
    editor.click("text");
    editor.tap(EditorKey::FileStart);
    editor.tap(EditorKey::Letter('x'));
    let typed = editor.wait_until("the letter", |report| arcade(report, "x").is_some());
    assert_eq!(arcade(&typed, "x").map(|file| file.marked), Some(0), "nothing is marked while it is typed");
    editor.tap(EditorKey::Ctrl('s'));
    let marked = |report: &Report| arcade(report, "x").is_some_and(|file| file.marked == 1);
    let report = editor.wait_until("a marker", marked);
    let bar = &arcade(&report, "x").expect("it is marked").bar;
    assert!(bar.starts_with("Line 1, column 1: ") && bar.contains("Ruleset"), "{bar}");
    let report = editor.wait_until("the preview's error", |report| !report.preview.error.is_empty());
    assert!(report.preview.error.starts_with("config/arcade.ron:1:1: "), "{}", report.preview.error);
    let tick = report.preview.tick;
    editor.wait_until("the last good ruleset", |report| {
        report.preview.tick > tick + 10 && report.preview.wave >= 4
    });
    assert!(editor.file("config/arcade.ron").starts_with("x//"), "it was saved");
    editor.keep_picture("editor-error");

    // The marker goes when the mistake does, and the preview begins with its wave again.
    editor.tap(EditorKey::FileStart);
    editor.tap(EditorKey::Delete);
    editor.tap(EditorKey::Ctrl('s'));
    editor.wait_until("no marker", |report| {
        arcade(report, "").is_some_and(|file| file.marked == 0 && file.bar.is_empty())
    });
    editor.wait_until("the ruleset again", |report| {
        report.preview.error.is_empty() && report.preview.is_there && report.preview.wave == 4
    });

    assert_eq!(editor.errors(), [""; 0]);

    // None of it is in the way of the game.
    editor.tap(EditorKey::F6);
    editor.see_game_start("editor-f6-with-preview");
    editor.stop_game();
}

/// The tick in which the preview stands still: in ten reports, at least half a second, nothing moved.
fn pause_of(editor: &Editor) -> u32 {
    let since: Cell<Option<(u32, u32)>> = Cell::new(None);
    let report =
        editor.wait_until("a preview that stands still", |Report { count, preview, .. }| match since.get() {
            Some((first, tick)) if tick == preview.tick => *count >= first + 10,
            _ => {
                since.set(Some((*count, preview.tick)));
                false
            }
        });
    report.preview.tick
}
