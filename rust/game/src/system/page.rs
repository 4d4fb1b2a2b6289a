//! The page around the game in a browser (`web/page.html`): what the game tells it and asks of it. Elsewhere there is none.

use std::fmt::Write as _;

use godot::classes::{DisplayServer, Engine, display_server};
use godot::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

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
/// address before it, and shows it as a QR code if it is short enough. `link` has letters, digits and `#=-_` only.
pub fn share(link: &str) {
    if bridge().is_some() {
        let address = evaluate("window.creepsPage?.()").try_to::<GString>().unwrap_or_default();
        let (side, path) = qr_code(&format!("{address}{link}")).unwrap_or_default();
        evaluate(&format!("window.creepsShare?.('{link}', {side}, '{path}')"));
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

/// White squares around a QR code, as its standard wants them.
const QR_MARGIN: i32 = 4;
/// The largest QR code that phones read from a screen, in squares a side: version 30, 1.7 kB.
const MAX_QR_SIDE: i32 = 137;

/// A text as a QR code: its side in squares, with the margin, and its black squares as an SVG path. None if the text is too long.
fn qr_code(text: &str) -> Option<(i32, String)> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok().filter(|code| code.size() <= MAX_QR_SIDE)?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let start = x;
            while code.get_module(x, y) {
                x += 1;
            }
            let length = x - start;
            if length > 0 {
                let _ = write!(path, "M{} {}h{length}v1h-{length}z", start + QR_MARGIN, y + QR_MARGIN);
            }
            x += 1;
        }
    }
    Some((code.size() + 2 * QR_MARGIN, path))
}

fn has_clipboard() -> bool {
    DisplayServer::singleton().has_feature(display_server::Feature::CLIPBOARD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_becomes_the_black_squares_of_a_qr_code() {
        let (side, path) = qr_code("https://example.org/#r=abc").unwrap();
        assert_eq!(side, 25 + 8, "version 2, and the margin");
        // The upper edges of the two upper corner marks.
        assert!(path.starts_with("M4 4h7v1h-7z"), "{path}");
        assert!(path.contains("M22 4h7v1h-7z"), "{path}");
        // Its row in the middle of a mark: black, white, three black, white, black.
        assert!(path.contains("M4 7h1v1h-1zM6 7h3v1h-3zM10 7h1v1h-1z"), "{path}");
    }

    #[test]
    fn a_link_that_no_phone_would_read_has_no_qr_code() {
        assert!(qr_code(&"a".repeat(1_700)).is_some());
        assert!(qr_code(&"a".repeat(1_800)).is_none());
    }
}
