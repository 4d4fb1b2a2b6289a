//! The files of a mod, from a folder or a zip file: read whole, within limits, and nothing else.
//!
//! Nothing is ever unpacked onto the disk, and no name in a mod is used as a path: an archive can't reach a file that is not its own.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Cursor, Read};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::{picture, recording};
use crate::ron_file::{self, FileError};

/// The largest zip file, in bytes.
pub const MAX_ZIP_BYTES: usize = 32 << 20;
/// The most bytes that all files of a mod have together, unpacked.
pub const MAX_BYTES: usize = 48 << 20;
/// The most files of a mod, those that are ignored included.
pub const MAX_FILES: usize = 128;
/// The longest name of a file.
const MAX_NAME: usize = 64;
/// How an entry of a zip file's directory begins.
const ENTRY: &[u8] = b"PK\x01\x02";

/// The names of the text files that are read.
const TEXTS: [&str; 3] = ["mod.ron", "ruleset.ron", "atlas.ron"];
/// What people and systems put beside them.
const IGNORED_NAMES: [&str; 3] = ["Thumbs.db", "desktop.ini", "LICENSE"];
const IGNORED_EXTENSIONS: [&str; 3] = ["md", "txt", "import"];

/// The files of a mod, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModFiles {
    /// The folder or zip file, as people know it.
    name: String,
    files: BTreeMap<String, Vec<u8>>,
    bytes: usize,
    /// Files so far, those that were ignored included.
    count: usize,
}

impl ModFiles {
    /// No files yet; `name` is what errors call the folder.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Reads a zip file; `name` is what errors call it. One folder around all files is allowed.
    ///
    /// # Errors
    /// It is damaged, too large, or has something that a mod may not have. The message says what is allowed.
    pub fn from_zip(name: &str, bytes: &[u8]) -> Result<Self, FileError> {
        if bytes.len() > MAX_ZIP_BYTES {
            return Err(FileError::too_long(name, bytes.len() as u64, MAX_ZIP_BYTES));
        }
        let mut files = Self::new(name);
        // Counted before the directory is read, which takes memory for each.
        if bytes.windows(ENTRY.len()).filter(|window| *window == ENTRY).take(MAX_FILES + 1).count()
            > MAX_FILES
        {
            return Err(files.too_many());
        }
        let damaged =
            |error: ZipError| FileError::whole(name, format!("this is no whole zip file ({error})"));
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let mut folder: Option<Option<String>> = None;
        for index in 0..zip.len() {
            let mut entry = zip.by_index(index).map_err(damaged)?;
            let path = entry.name().map_err(damaged)?.into_owned();
            let error = |problem: &str| Err(FileError::whole(&format!("{name}/{}", shown(&path)), problem));
            let parts: Vec<&str> = path.split('/').collect();
            if path.contains(['\\', ':', '\0'])
                || parts.iter().any(|part| matches!(*part, "." | ".."))
                || path.starts_with('/')
            {
                return error("this path leads out of the mod; plain file names are allowed");
            }
            if entry.is_symlink() {
                return error("this is a link; only files are allowed");
            }
            if entry.is_dir() || parts[0] == "__MACOSX" {
                continue;
            }
            let (around, file) = match parts[..] {
                [file] => (None, file),
                [folder, file] => (Some(folder.to_owned()), file),
                _ => return error("a mod has no folders inside; put all files side by side"),
            };
            if *folder.get_or_insert_with(|| around.clone()) != around {
                return error("a mod has no folders inside; put all files side by side");
            }
            let Some(limit) = files.admit(file)? else { continue };
            if entry.size() > limit as u64 {
                return Err(FileError::too_long(&files.display_path(file), entry.size(), limit));
            }
            // What the directory says of a size may be a lie.
            let mut content = Vec::new();
            let read = (&mut entry).take(limit as u64 + 1).read_to_end(&mut content);
            read.map_err(|cause| {
                FileError::whole(&files.display_path(file), format!("it can't be unpacked ({cause})"))
            })?;
            files.insert(file, content)?;
        }
        Ok(files)
    }

    /// Reads a folder on the disk.
    ///
    /// # Errors
    /// It can't be read, or has something that a mod may not have: links, devices and folders, too.
    pub fn from_folder(folder: &Path) -> Result<Self, FileError> {
        let mut files = Self::new(&folder.display().to_string());
        let cant_read =
            |name: &str, cause: std::io::Error| FileError::whole(name, format!("it can't be read: {cause}"));
        let metadata = fs::symlink_metadata(folder).map_err(|cause| cant_read(&files.name, cause))?;
        if !metadata.is_dir() {
            return Err(FileError::whole(
                &files.name,
                "this is no folder; a folder or a zip file is allowed, and no link",
            ));
        }
        for entry in fs::read_dir(folder).map_err(|cause| cant_read(&files.name, cause))? {
            let entry = entry.map_err(|cause| cant_read(&files.name, cause))?;
            let Ok(file) = entry.file_name().into_string() else {
                let path = entry.path().display().to_string();
                return Err(FileError::whole(&path, "the name of this file is not UTF-8"));
            };
            let path = files.display_path(&file);
            // Not through a link: it could lead to any file of the player.
            let metadata = fs::symlink_metadata(entry.path()).map_err(|cause| cant_read(&path, cause))?;
            if metadata.is_dir() && !file.starts_with('.') {
                return Err(FileError::whole(
                    &path,
                    "a mod has no folders inside; put all files side by side",
                ));
            }
            let Some(limit) = files.admit(&file)? else { continue };
            if !metadata.is_file() {
                return Err(FileError::whole(&path, "this is a link or a device; only files are allowed"));
            }
            if metadata.len() > limit as u64 {
                return Err(FileError::too_long(&path, metadata.len(), limit));
            }
            let mut content = Vec::new();
            let open = File::open(entry.path()).map_err(|cause| cant_read(&path, cause))?;
            open.take(limit as u64 + 1).read_to_end(&mut content).map_err(|cause| cant_read(&path, cause))?;
            files.insert(&file, content)?;
        }
        Ok(files)
    }

    /// Whether a file of this name is part of the mod: the most bytes that it may have, or none if it is ignored.
    ///
    /// # Errors
    /// A mod has no such files, or there are too many.
    pub fn admit(&mut self, file: &str) -> Result<Option<usize>, FileError> {
        self.count += 1;
        if self.count > MAX_FILES {
            return Err(self.too_many());
        }
        let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
        if file.starts_with('.') || IGNORED_NAMES.contains(&file) || IGNORED_EXTENSIONS.contains(&extension) {
            return Ok(None);
        }
        let limit = match extension {
            "ron" if TEXTS.contains(&file) => ron_file::MAX_BYTES,
            "png" if is_plain_name(file) => picture::MAX_BYTES,
            "ogg" | "wav" if is_plain_name(file) => recording::MAX_BYTES,
            _ => {
                let problem = format!(
                    "a mod has no such file; {}, and NAME.png, NAME.ogg and NAME.wav with a NAME of A-Z, a-z, 0-9, _ and - are allowed",
                    TEXTS.join(", ")
                );
                return Err(FileError::whole(&self.display_path(&shown(file)), problem));
            }
        };
        Ok(Some(limit))
    }

    /// Adds a file that [`ModFiles::admit`] let in.
    ///
    /// # Errors
    /// It is too large, or all files together are.
    pub fn insert(&mut self, file: &str, content: Vec<u8>) -> Result<(), FileError> {
        let limit = match file.rsplit_once('.') {
            Some((_, "ron")) => ron_file::MAX_BYTES,
            _ => picture::MAX_BYTES.max(recording::MAX_BYTES),
        };
        if content.len() > limit {
            return Err(FileError::too_long(&self.display_path(file), content.len() as u64, limit));
        }
        self.bytes += content.len();
        if self.bytes > MAX_BYTES {
            let problem =
                format!("all files together are longer than the {MAX_BYTES} bytes that are allowed");
            return Err(FileError::whole(&self.name, problem));
        }
        self.files.insert(file.to_owned(), content);
        Ok(())
    }

    /// A file's content.
    pub fn get(&self, file: &str) -> Option<&[u8]> {
        self.files.get(file).map(Vec::as_slice)
    }

    /// All files with their contents, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, content)| (name.as_str(), content.as_slice()))
    }

    /// What people call the folder or zip file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What people call one of the files.
    pub fn display_path(&self, file: &str) -> String {
        format!("{}/{file}", self.name)
    }

    fn too_many(&self) -> FileError {
        FileError::whole(
            &self.name,
            format!("it has more than {MAX_FILES} files; at most {MAX_FILES} are allowed"),
        )
    }
}

/// Whether this is the name of a file and never a path: letters, digits, `_`, `-` and dots that don't begin it.
pub fn is_plain_name(name: &str) -> bool {
    let is_allowed = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'_' | b'-' | b'.');
    (1..=MAX_NAME).contains(&name.len()) && !name.starts_with('.') && name.bytes().all(is_allowed)
}

/// A name from a stranger's archive, fit for a message.
fn shown(name: &str) -> String {
    name.chars().map(|letter| if letter.is_control() { '?' } else { letter }).take(80).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn refused(files: &[(&str, &[u8])]) -> String {
        ModFiles::from_zip("mod.zip", &zip(files)).unwrap_err().to_string()
    }

    #[test]
    fn a_zip_has_files_side_by_side_or_in_one_folder() {
        for prefix in ["", "march/"] {
            let name = |file: &str| format!("{prefix}{file}");
            let names =
                [name("ruleset.ron"), name("a.png"), name("README.md"), "__MACOSX/._a.png".to_owned()];
            let bytes = zip(&names.each_ref().map(|name| (name.as_str(), &b"content"[..])));
            let files = ModFiles::from_zip("mod.zip", &bytes).unwrap();
            assert_eq!(files.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["a.png", "ruleset.ron"]);
            assert_eq!(files.get("a.png"), Some(&b"content"[..]));
        }
    }

    #[test]
    fn paths_that_lead_out_are_refused_in_words() {
        for path in
            ["../ruleset.ron", "/etc/passwd", "a/../../b.png", "C:\\a.png", "a\\b.png", "C:a.png", "./a.png"]
        {
            let error = refused(&[(path, b"")]);
            assert!(error.contains("leads out of the mod"), "{path}: {error}");
        }
        for path in ["a/b/c.png", "a/b/../c.png"] {
            assert!(ModFiles::from_zip("mod.zip", &zip(&[(path, b"")])).is_err(), "{path}");
        }
        assert!(refused(&[("ruleset.ron", b""), ("a/b.png", b"")]).contains("no folders inside"));
        assert!(refused(&[("a/b.png", b""), ("b/b.png", b"")]).contains("no folders inside"));
    }

    #[test]
    fn other_files_are_refused_with_what_is_allowed() {
        for file in
            ["run.sh", "a.gd", "a.tscn", "a.pck", "project.godot", "rules.ron", "ä.png", "a b.png", "png"]
        {
            let error = refused(&[(file, b"")]);
            assert!(error.contains("a mod has no such file; mod.ron, ruleset.ron"), "{file}: {error}");
        }
    }

    #[test]
    fn a_link_in_a_zip_is_refused() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.add_symlink("a.png", "/etc/passwd", SimpleFileOptions::default()).unwrap();
        let bytes = writer.finish().unwrap().into_inner();
        let error = ModFiles::from_zip("mod.zip", &bytes).unwrap_err().to_string();
        assert_eq!(error, "mod.zip/a.png: this is a link; only files are allowed");
    }

    #[test]
    fn zip_bombs_are_refused() {
        let long = vec![b' '; ron_file::MAX_BYTES + 1];
        let error = refused(&[("ruleset.ron", &long)]);
        assert!(
            error.contains("mod.zip/ruleset.ron: the file is 1048577 bytes long; at most 1048576"),
            "{error}"
        );
        // Each file is allowed, all together are not.
        let picture = vec![0; picture::MAX_BYTES];
        let names: Vec<String> = (0..7).map(|number| format!("{number}.png")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &picture[..])).collect();
        assert!(refused(&files).contains("all files together are longer than"));
        let names: Vec<String> = (0..=MAX_FILES).map(|number| format!("{number}.txt")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert!(refused(&files).contains("more than 128 files"));
        // A size that is a lie: the directory and the file's own header say 5 bytes.
        let mut lie = zip(&[("ruleset.ron", &long)]);
        let size = (long.len() as u32).to_le_bytes();
        while let Some(at) = lie.windows(4).position(|window| window == size) {
            lie[at..at + 4].copy_from_slice(&5_u32.to_le_bytes());
        }
        let error = ModFiles::from_zip("mod.zip", &lie).unwrap_err().to_string();
        assert!(error.contains("bytes long; at most") || error.contains("can't be unpacked"), "{error}");
    }

    #[test]
    fn what_is_no_zip_file_is_refused() {
        for bytes in [&b""[..], b"PK", b"not a zip file", &zip(&[("ruleset.ron", b"hello")])[..40]] {
            let error = ModFiles::from_zip("mod.zip", bytes).unwrap_err().to_string();
            assert!(error.starts_with("mod.zip: this is no whole zip file"), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_devices_and_folders_in_a_folder_are_refused() {
        let folder = std::env::temp_dir().join(format!("creeps-mod-files-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("ruleset.ron"), "()").unwrap();
        fs::write(folder.join(".hidden"), "").unwrap();
        let files = ModFiles::from_folder(&folder).unwrap();
        assert_eq!(files.get("ruleset.ron"), Some(&b"()"[..]));
        let link = folder.join("a.png");
        std::os::unix::fs::symlink("/etc/passwd", &link).unwrap();
        let error = ModFiles::from_folder(&folder).unwrap_err().to_string();
        assert!(error.contains("a.png: this is a link"), "{error}");
        fs::remove_file(&link).unwrap();
        fs::create_dir(&link).unwrap();
        assert!(ModFiles::from_folder(&folder).unwrap_err().to_string().contains("no folders inside"));
        fs::remove_dir(&link).unwrap();
        let other = folder.with_extension("link");
        std::os::unix::fs::symlink(&folder, &other).unwrap();
        assert!(ModFiles::from_folder(&other).unwrap_err().to_string().contains("and no link"));
        fs::remove_file(other).unwrap();
        fs::remove_dir_all(folder).unwrap();
    }
}
