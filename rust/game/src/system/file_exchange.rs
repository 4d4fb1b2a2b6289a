//! Copies files to and from places that the player chooses: with the system's file dialog, and on the web with the browser's.

use creeps_rules::ron_file::FileError;
use creeps_sim::replay::MAX_BYTES;
use godot::classes::FileDialog;
use godot::prelude::*;

use crate::system::{files, page};

/// Opens the browser's file dialog, and keeps the file's bytes for [`take_picked_file`]: its length if it is too long, and -1 if it can't
/// be read.
const PICK_FILE: &str = "{
    const input = document.createElement('input');
    input.type = 'file';
    input.onchange = async () => {
        const file = input.files[0];
        if (!file) return;
        const bytes = file.size > MAX_BYTES ? file.size : await file.arrayBuffer().catch(() => -1);
        window.creepsPickedFile = { name: file.name, bytes };
    };
    input.click();
}";

/// Lets the player save the file at `path`. On the web it is downloaded at once, and the result is returned; elsewhere `dialog` asks for
/// the place first.
pub fn save_as(dialog: &mut Gd<FileDialog>, path: &str) -> Option<Result<(), String>> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if let Some(mut browser) = page::bridge() {
        let downloaded = files::read(path, MAX_BYTES).map(|bytes| {
            let bytes = PackedByteArray::from(bytes);
            browser.call("download_buffer", &[bytes.to_variant(), name.to_variant()]);
        });
        return Some(downloaded.map_err(|error| error.to_string()));
    }
    dialog.set_current_file(name);
    dialog.popup_file_dialog();
    None
}

/// Lets the player choose a file of at most `max_bytes`: on the web for [`take_picked_file`], elsewhere with `dialog`, which knows no limit.
pub fn open(dialog: &mut Gd<FileDialog>, max_bytes: usize) {
    if page::bridge().is_some() {
        page::evaluate(&PICK_FILE.replace("MAX_BYTES", &max_bytes.to_string()));
    } else {
        dialog.popup_file_dialog();
    }
}

/// The name and the bytes of a file that the player chose in the browser's dialog, which was opened with the same limit. Returned once.
///
/// # Errors
/// The file is too long or can't be read.
pub fn take_picked_file(max_bytes: usize) -> Option<Result<(String, Vec<u8>), FileError>> {
    let name = page::evaluate("window.creepsPickedFile?.name").try_to::<GString>().ok()?.to_string();
    let content = page::evaluate("window.creepsPickedFile.bytes");
    page::evaluate("window.creepsPickedFile = undefined");
    Some(match content.try_to::<PackedByteArray>() {
        Ok(bytes) => Ok((name, bytes.to_vec())),
        // Numbers come as floats or as integers.
        Err(_) => match content.try_to_relaxed::<i64>() {
            Ok(length @ 0..) => Err(FileError::too_long(&name, length.cast_unsigned(), max_bytes)),
            _ => Err(FileError::whole(&name, "the browser can't read the file; choose it again")),
        },
    })
}
