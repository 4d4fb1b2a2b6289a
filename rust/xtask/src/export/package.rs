//! Zips an export for people to download, with its checksum beside it.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};
use walkdir::WalkDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Zips a folder's files under `top` in the archive (nothing for a web site, which hosts unpack where it lies), and
/// writes `ARCHIVE.sha256` beside it, as `sha256sum -c` reads it. Gives the checksum.
///
/// The same files give the same archive: no times are kept.
///
/// # Errors
///
/// A file can't be read or written; a full disk is named as the reason. An incomplete archive is deleted.
pub fn zip(folder: &Path, top: &str, archive: &Path) -> Result<String> {
    let partial = archive.with_extension("zip.partial");
    let written = write(folder, top, &partial).and_then(|()| fs::rename(&partial, archive));
    if let Err(cause) = written {
        let _ = fs::remove_file(&partial);
        return Err(cause).with_context(|| format!("could not write {}", archive.display()));
    }
    checksum(archive)
}

/// Adds a file to an archive that is there.
///
/// # Errors
///
/// One of the two can't be read or written.
pub fn add(archive: &Path, file: &Path) -> Result<()> {
    let add = || -> io::Result<()> {
        let open = File::options().read(true).write(true).open(archive)?;
        let mut zip = ZipWriter::new_append(open)?;
        zip.start_file(file.file_name().unwrap_or_default().to_string_lossy(), SimpleFileOptions::default())?;
        io::copy(&mut File::open(file)?, &mut zip)?;
        zip.finish().map(drop).map_err(io::Error::from)
    };
    add().with_context(|| format!("could not add {} to {}", file.display(), archive.display()))
}

/// Writes the checksum of an archive beside it; gives it.
pub fn checksum(archive: &Path) -> Result<String> {
    let sum = sha256(archive).with_context(|| format!("could not read {}", archive.display()))?;
    let name = archive.file_name().unwrap_or_default().to_string_lossy();
    let list = PathBuf::from(format!("{}.sha256", archive.display()));
    fs::write(&list, format!("{sum}  {name}\n"))
        .with_context(|| format!("could not write {}", list.display()))?;
    Ok(sum)
}

fn write(folder: &Path, top: &str, archive: &Path) -> io::Result<()> {
    let mut zip = ZipWriter::new(File::create(archive)?);
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        let below = entry.path().strip_prefix(folder).map_err(io::Error::other)?;
        let name = Path::new(top).join(below).to_string_lossy().replace('\\', "/");
        let mode = if is_executable(entry.path())? { 0o755 } else { 0o644 };
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(9))
            .large_file(false)
            .unix_permissions(mode);
        zip.start_file(name, options)?;
        io::copy(&mut File::open(entry.path())?, &mut zip)?;
    }
    zip.finish()?.flush()
}

#[cfg(unix)]
fn is_executable(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(path.metadata()?.permissions().mode() & 0o111 != 0)
}

/// Windows does not know; what Linux must run is known by its name.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it may fail elsewhere")]
fn is_executable(path: &Path) -> io::Result<bool> {
    Ok(path.extension().is_some_and(|extension| extension == "x86_64"))
}

fn sha256(file: &Path) -> io::Result<String> {
    let (mut digest, mut open) = (Sha256::new(), File::open(file)?);
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match open.read(&mut buffer)? {
            0 => return Ok(hex::encode(digest.finalize())),
            count => digest.update(&buffer[..count]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_holds_the_folder_and_its_checksum_lies_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let game = dir.path().join("game");
        fs::create_dir_all(game.join("below")).unwrap();
        fs::write(game.join("a.txt"), "a").unwrap();
        fs::write(game.join("below/b.txt"), "b").unwrap();
        let archive = dir.path().join("game-1.0.0.zip");
        let sum = zip(&game, "game-1.0.0", &archive).unwrap();
        let mut read = zip::ZipArchive::new(File::open(&archive).unwrap()).unwrap();
        let names: Vec<_> =
            (0..read.len()).map(|at| read.by_index(at).unwrap().name().unwrap().into_owned()).collect();
        assert_eq!(names, ["game-1.0.0/a.txt", "game-1.0.0/below/b.txt"]);
        let list = fs::read_to_string(dir.path().join("game-1.0.0.zip.sha256")).unwrap();
        assert_eq!(list, format!("{sum}  game-1.0.0.zip\n"));
        assert_eq!(zip(&game, "game-1.0.0", &archive).unwrap(), sum, "the same files, the same archive");

        add(&archive, &game.join("a.txt")).unwrap();
        let mut read = zip::ZipArchive::new(File::open(&archive).unwrap()).unwrap();
        assert_eq!(read.len(), 3);
        assert_eq!(io::read_to_string(read.by_name("a.txt").unwrap()).unwrap(), "a");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_reported_as_such() {
        let dir = tempfile::tempdir().unwrap();
        let game = dir.path().join("game");
        fs::create_dir_all(&game).unwrap();
        fs::write(game.join("a"), vec![7; 1_000_000]).unwrap();
        let full = dir.path().join("full.zip");
        // Every write to it fails as on a disk without room.
        std::os::unix::fs::symlink("/dev/full", full.with_extension("zip.partial")).unwrap();
        let failure = format!("{:#}", zip(&game, "", &full).unwrap_err());
        assert!(failure.contains("full.zip") && failure.contains("No space left"), "{failure}");
        assert!(!full.exists());
    }
}
