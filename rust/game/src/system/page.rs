//! The page around the game in a browser (`web/page.html`): what the game tells it and asks of it. Elsewhere there is none.

use godot::classes::{DisplayServer, Engine, display_server};
use godot::prelude::*;

/// The engine's way to the page. None outside a browser.
pub fn bridge() -> Option<Gd<Object>> {
    let engine = Engine::singleton();
    // Outside a browser the engine has it too, but it does nothing.
    (cfg!(target_family = "wasm") && engine.has_singleton("JavaScriptBridge"))
        .then(|| engine.get_singleton("JavaScriptBridge"))
        .flatten()
}

/// What a script in the page gives; nil outside a browser.
pub fn evaluate(script: &str) -> Variant {
    bridge().map_or_else(Variant::nil, |mut bridge| bridge.call("eval", &[script.to_variant()]))
}

/// Tells the page whether a game is played that can be paused. Then the browser's Back pauses it, and no button of the page is shown.
pub fn set_playing(is_playing: bool) {
    evaluate(&format!("window.creepsPlaying?.({is_playing})"));
}

/// Shares the end of a link to a replay: on a phone with the system's dialog, elsewhere by the clipboard. On the web the page puts its own
/// address before it. `link` has letters, digits and `#=-_` only.
pub fn share(link: &str) {
    if bridge().is_some() {
        evaluate(&format!("window.creepsShare?.('{link}')"));
    } else if has_clipboard() {
        DisplayServer::singleton().clipboard_set(link);
    }
}

/// Asks for the text in the clipboard, for [`take_pasted`].
pub fn ask_for_pasted() {
    evaluate("window.creepsPaste?.()");
}

/// The text that the player pasted into the page. Returned once.
pub fn take_pasted() -> Option<String> {
    let taken =
        "(() => { const text = window.creepsPasted; window.creepsPasted = undefined; return text; })()";
    evaluate(taken).try_to::<GString>().ok().map(|text| text.to_string()).filter(|text| !text.is_empty())
}

/// The text in the clipboard; none in a browser, which lets only the page have it.
pub fn clipboard() -> Option<String> {
    (bridge().is_none() && has_clipboard()).then(|| DisplayServer::singleton().clipboard_get().to_string())
}

fn has_clipboard() -> bool {
    DisplayServer::singleton().has_feature(display_server::Feature::CLIPBOARD)
}
