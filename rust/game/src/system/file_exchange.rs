//! Copies files to and from places that the player chooses: with the system's file dialog, and on the web with the browser's.

use creeps_rules::mod_files::MAX_ZIP_BYTES;
use creeps_rules::mod_id::ModId;
use creeps_rules::ron_file::FileError;
use godot::classes::FileDialog;
use godot::prelude::*;

use crate::system::{files, page};

/// The largest file that the player may hand over, in bytes: a replay is never larger.
const MAX_BYTES: usize = creeps_sim::replay::MAX_BYTES;
/// Where a file from the browser's dialog is put.
const PICKED_FILE: &str = "user://picked.replay";
/// Opens the browser's file dialog, and keeps the file's bytes for [`take_picked_file`].
const PICK_FILE: &str = "{
    const input = document.createElement('input');
    input.type = 'file';
    input.onchange = async () => {
        window.creepsPickedName = input.files[0]?.name ?? '';
        window.creepsPickedFile = await input.files[0]?.arrayBuffer();
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

/// Lets the player choose a file: on the web for [`take_picked_file`], elsewhere with `dialog`.
pub fn open(dialog: &mut Gd<FileDialog>) {
    if page::bridge().is_some() {
        page::evaluate(PICK_FILE);
    } else {
        dialog.popup_file_dialog();
    }
}

/// The path of a file that the player chose in the browser's dialog. Returned once.
pub fn take_picked_file() -> Option<String> {
    let bytes = take_picked_bytes()?;
    let within_limit = bytes.len() <= MAX_BYTES;
    let written = files::write(PICKED_FILE, bytes.as_slice(), files::Survives::Kill);
    (within_limit && written.is_ok()).then(|| PICKED_FILE.to_owned())
}

/// The same for a mod's zip file, which keeps its name; or why it can't be taken.
pub fn take_picked_mod() -> Option<Result<String, String>> {
    let bytes = take_picked_bytes()?;
    let name = page::evaluate("window.creepsPickedName").to_string();
    let path = format!("user://{}.zip", ModId::of_file(&name));
    if bytes.len() > MAX_ZIP_BYTES {
        return Some(Err(FileError::too_long(&name, bytes.len() as u64, MAX_ZIP_BYTES).to_string()));
    }
    let written = files::write(&path, bytes.as_slice(), files::Survives::Kill);
    Some(written.map(|()| path).map_err(|error| error.to_string()))
}

fn take_picked_bytes() -> Option<PackedByteArray> {
    let taken = "(() => { const file = window.creepsPickedFile; window.creepsPickedFile = undefined; return file; })()";
    // Nothing was chosen, or there is no browser: the engine makes an empty array of that.
    page::evaluate(taken).try_to::<PackedByteArray>().ok().filter(|bytes| !bytes.is_empty())
}
