//! The mods: those that ship with the game, and those that the player added. Found, read, and added.

use std::cell::RefCell;
use std::collections::BTreeMap;
#[cfg(not(target_family = "wasm"))]
use std::path::Path;

use creeps_rules::mod_files::{MAX_ZIP_BYTES, ModFiles};
use creeps_rules::mod_id::ModId;
use creeps_rules::ron_file::FileError;
use creeps_rules::sprite_atlas::SpriteAtlas;
use creeps_rules::store::{Store as _, Survives};
use creeps_sim::{Mod, Ruleset};
use godot::classes::{DirAccess, FileAccess, Os};
use godot::global::Error;
use godot::obj::Singleton as _;

use super::ruleset_file::BUILT_IN_ATLAS;
use crate::system::files;
use crate::ui::text::tr_name;

/// The folder in the [`files::store`] with the player's mods: a folder or a zip file each.
const FOLDER: &str = "mods";
/// The mods that ship with the game.
const SHIPPED: &str = "res://mods";
/// The most mods that the menu lists, so that a full folder does not keep the player waiting.
const MAX_MODS: usize = 32;

thread_local! {
    /// The titles of the mods that were read, by which tables and replays show them.
    static TITLES: RefCell<BTreeMap<ModId, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// All mods in the order of their ids, or why one can't be played. The player's replace those of the same name that ship with the game.
pub fn list() -> Vec<Result<(ModId, Mod), FileError>> {
    let mods = paths().into_iter().map(|(name, path)| {
        let id =
            ModId::new(&name).map_err(|problem| FileError::whole(&files::display_path(&path), problem))?;
        Ok((id, read_path(id, &path)?))
    });
    mods.collect()
}

/// Reads a mod.
///
/// # Errors
/// There is no such mod, or something in it is not allowed.
pub fn read(id: ModId) -> Result<Mod, FileError> {
    match paths().get(id.as_str()) {
        Some(path) => read_path(id, path),
        None => Err(FileError::whole(
            &files::store().display_path(FOLDER),
            format!("there is no mod called {id}"),
        )),
    }
}

/// What people call a mod: its title, translated if it ships with the game.
pub fn title(id: ModId) -> String {
    let known = || TITLES.with_borrow(|titles| titles.get(&id).map(|title| tr_name(title)));
    known().or_else(|| read(id).ok().and_then(|_| known())).unwrap_or_else(|| id.to_string())
}

/// The mod whose games have this ruleset.
pub fn with_ruleset(ruleset: &Ruleset) -> Option<ModId> {
    let mut mods = list().into_iter().filter_map(Result::ok);
    mods.find(|(_, read)| read.ruleset.text() == ruleset.text()).map(|(id, _)| id)
}

/// Adds a mod from a folder or a zip file that the player chose. One of the same name is replaced.
///
/// # Errors
/// Something in it is not allowed, or it can't be saved.
pub fn add(path: &str) -> Result<ModId, FileError> {
    if path.to_ascii_lowercase().ends_with(".zip") {
        return add_zip(&files::display_path(path), &files::read(path, MAX_ZIP_BYTES)?);
    }
    let id = ModId::of_file(path);
    let read = check(id, from_folder(path)?)?;
    let target = format!("{FOLDER}/{id}");
    let store = files::store();
    store.make_folder(&target)?;
    for (name, content) in read.files.iter() {
        store.write(&format!("{target}/{name}"), content, Survives::PowerCut)?;
    }
    // Of two of the same name the zip file would be read.
    store.remove(&format!("{target}.zip"));
    Ok(id)
}

/// Adds a mod from the bytes of a zip file with this name. One of the same name is replaced.
///
/// # Errors
/// Something in it is not allowed, or it can't be saved.
pub fn add_zip(name: &str, bytes: &[u8]) -> Result<ModId, FileError> {
    let id = ModId::of_file(name);
    check(id, ModFiles::from_zip(name, bytes)?)?;
    files::store().make_folder(FOLDER)?;
    // It stays packed: nothing in it becomes a file of its own.
    files::store().write(&format!("{FOLDER}/{id}.zip"), bytes, Survives::PowerCut)?;
    Ok(id)
}

/// A mod that the player added.
pub struct OwnMod {
    /// Its title, or its file's name if it can't be played.
    pub title: String,
    path: String,
}

/// The mods that the player added, which can be deleted.
pub fn own() -> Vec<OwnMod> {
    let folder = files::user_path(FOLDER);
    let own = paths().into_iter().filter(|(_, path)| path.starts_with(&folder));
    own.map(|(name, path)| {
        let id = ModId::new(&name).ok();
        let read = id.and_then(|id| read_path(id, &path).ok());
        OwnMod { title: read.map_or(name, |read| tr_name(read.title())), path }
    })
    .collect()
}

/// Where a deleted mod went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// The system's trash has it.
    ToTrash,
    /// The system has no trash.
    ForGood,
}

/// Deletes a mod that the player added. Its tables and replays stay.
///
/// # Errors
/// It can't be deleted.
pub fn delete(own: &OwnMod) -> Result<Deleted, FileError> {
    let path = files::display_path(&own.path);
    let deleted = if Os::singleton().move_to_trash(&path) == Error::OK {
        Deleted::ToTrash
    } else {
        // A mod is a file, or a folder of files. Of a link only the link goes, not the files that it leads to.
        let is_link =
            DirAccess::open(&files::user_path(FOLDER)).is_some_and(|folder| folder.is_link(&own.path));
        if !is_link {
            for file in DirAccess::get_files_at(&own.path).as_slice() {
                DirAccess::remove_absolute(&format!("{}/{file}", own.path));
            }
        }
        DirAccess::remove_absolute(&own.path);
        Deleted::ForGood
    };
    if FileAccess::file_exists(&own.path) || DirAccess::dir_exists_absolute(&own.path) {
        return Err(FileError::whole(&path, "the mod can't be deleted; delete it by hand"));
    }
    Ok(deleted)
}

/// The folders and zip files of all mods, by the names that their ids should be.
fn paths() -> BTreeMap<String, String> {
    let mut paths = BTreeMap::new();
    for folder in [SHIPPED, &files::user_path(FOLDER)] {
        if !DirAccess::dir_exists_absolute(folder) {
            continue;
        }
        let folders = DirAccess::get_directories_at(folder);
        let zips = DirAccess::get_files_at(folder);
        let names = folders.as_slice().iter().chain(zips.as_slice()).map(ToString::to_string);
        for name in names.filter(|name| !name.starts_with('.')) {
            let path = format!("{folder}/{name}");
            match name.strip_suffix(".zip") {
                Some(stem) => paths.insert(stem.to_owned(), path),
                // Beside the mods there may be a text about them.
                None if name.contains('.') => continue,
                None => paths.insert(name, path),
            };
            if paths.len() >= MAX_MODS {
                return paths;
            }
        }
    }
    paths
}

/// Whether a path is that of a mod in a zip file: the store and the folders write it in small letters.
pub fn is_zip(path: &str) -> bool {
    path.strip_suffix(".zip").is_some()
}

/// Reads a mod from the zip file at this path of the engine, whatever it is called.
///
/// # Errors
/// Something in it is not allowed.
#[cfg(feature = "editor")]
pub fn read_zip(path: &str) -> Result<Mod, FileError> {
    read_path(ModId::of_file(path), path)
}

fn read_path(id: ModId, path: &str) -> Result<Mod, FileError> {
    let files = if is_zip(path) {
        ModFiles::from_zip(&files::display_path(path), &files::read(path, MAX_ZIP_BYTES)?)?
    } else {
        from_folder(path)?
    };
    check(id, files)
}

fn check(id: ModId, files: ModFiles) -> Result<Mod, FileError> {
    let read = Mod::read(files, &SpriteAtlas::read("atlas.ron", BUILT_IN_ATLAS)?)?;
    TITLES.with_borrow_mut(|titles| titles.insert(id, read.title().to_owned()));
    Ok(read)
}

/// Reads a folder: on the disk without the engine, which would follow links; elsewhere with it.
fn from_folder(path: &str) -> Result<ModFiles, FileError> {
    #[cfg(not(target_family = "wasm"))]
    if !path.starts_with("res://") {
        return ModFiles::from_folder(Path::new(&files::display_path(path)));
    }
    let mut read = ModFiles::new(&files::display_path(path));
    for name in DirAccess::get_files_at(path).as_slice() {
        let name = name.to_string();
        if let Some(limit) = read.admit(&name)?
            && FileAccess::file_exists(&format!("{path}/{name}"))
        {
            read.insert(&name, files::read(&format!("{path}/{name}"), limit)?)?;
        }
    }
    Ok(read)
}
