//! Unpacks a release.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::Error;

/// Unpacks a zip archive into a directory, with its links and permissions, and never beside the directory. An
/// archive that can't be unpacked is deleted: it would fail every time.
///
/// # Errors
///
/// [`Error::BadArchive`]; [`Error::Io`] when the disk is the reason.
pub(crate) fn unzip(archive: &Path, into: &Path) -> Result<(), Error> {
    let file = File::open(archive).map_err(Error::io("read", archive))?;
    ZipArchive::new(file).and_then(|mut zip| zip.extract(into)).map_err(|cause| match cause {
        ZipError::Io(cause) if is_the_disks_fault(&cause) => Error::io("unpack into", into)(cause),
        cause => {
            let _ = fs::remove_file(archive);
            Error::BadArchive { archive: archive.to_owned(), why: cause.to_string() }
        }
    })
}

fn is_the_disks_fault(cause: &io::Error) -> bool {
    !matches!(
        cause.kind(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
    )
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(dir: &Path, name: &str) -> std::path::PathBuf {
        let path = dir.join("a.zip");
        let mut zip = ZipWriter::new(File::create(&path).unwrap());
        zip.start_file(name, SimpleFileOptions::default().unix_permissions(0o755)).unwrap();
        zip.write_all(&[7; 10_000]).unwrap();
        zip.finish().unwrap();
        path
    }

    #[test]
    fn a_program_is_unpacked_and_may_be_run() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        unzip(&archive(dir.path(), "bin/godot"), &out).unwrap();
        assert_eq!(fs::read(out.join("bin/godot")).unwrap(), [7; 10_000]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(out.join("bin/godot")).unwrap().permissions().mode() & 0o111, 0o111);
        }
    }

    #[test]
    fn an_archive_that_points_outside_is_rejected() {
        let dir = tempfile::tempdir().unwrap();
        let archive = archive(dir.path(), "../escaped");
        let failure = unzip(&archive, &dir.path().join("out")).unwrap_err();
        assert!(matches!(failure, Error::BadArchive { .. }), "{failure}");
        assert!(!dir.path().join("escaped").exists());
        assert!(!archive.exists());
    }

    #[test]
    fn a_truncated_archive_is_rejected_and_deleted() {
        let dir = tempfile::tempdir().unwrap();
        let archive = archive(dir.path(), "godot");
        let whole = fs::read(&archive).unwrap();
        fs::write(&archive, &whole[..whole.len() - 30]).unwrap();
        let failure = unzip(&archive, &dir.path().join("out")).unwrap_err();
        assert!(matches!(failure, Error::BadArchive { .. }), "{failure}");
        assert!(!archive.exists());
    }
}
