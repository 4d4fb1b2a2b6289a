//! Installs of official releases, from a server in this process. Their Godot is a shell script.

mod downloads;
mod pinned;
mod releases;
pub(crate) mod server;
mod wholeness;

use std::collections::HashMap;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use sha2::{Digest as _, Sha512};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use self::server::{Manner, Server};
use super::*;

const SCRIPT: &str = "#!/bin/sh\necho 4.6.3.stable.official.7d41c59c4\n";
const SUMS: &str = "/4.6.3-stable/SHA512-SUMS.txt";

/// An archive with one file, and so much that can't be compressed that it may be cut in the middle.
fn archive(name: &str, script: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file(name, options.unix_permissions(0o755)).unwrap();
    zip.write_all(script.as_bytes()).unwrap();
    zip.start_file("filler", options).unwrap();
    zip.write_all(&vec![7; 300_000]).unwrap();
    zip.finish().unwrap().into_inner()
}

/// A release of one archive for this machine, its list of checksums, a server for both, and a cache.
struct World {
    files: HashMap<String, Vec<u8>>,
    manner: Manner,
    dir: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        Self::with_archive(archive(&asset().program.to_string_lossy(), SCRIPT))
    }

    fn with_archive(archive: Vec<u8>) -> Self {
        let sums = format!("{}  {}\n", hex::encode(Sha512::digest(&archive)), asset().archive);
        let files = HashMap::from([(SUMS.to_owned(), sums.into_bytes()), (zip_path(), archive)]);
        Self { files, manner: Manner::default(), dir: tempfile::tempdir().unwrap() }
    }

    fn cache(&self) -> Cache {
        Cache::at(self.dir.path())
    }

    /// Where an earlier attempt would have left its archive.
    fn leftover(&self) -> PathBuf {
        let downloads = self.cache().partial_dir().join("downloads");
        fs::create_dir_all(&downloads).unwrap();
        downloads.join(asset().archive)
    }

    fn serve(&self) -> Server {
        Server::start(self.files.clone(), self.manner)
    }

    fn install(&self, server: &Server) -> Result<Godot, Error> {
        install(&self.cache(), &options(server))
    }

    /// The official way alone: an install would continue with Debian's packages.
    fn fetch(&self, server: &Server, reach: Duration) -> Result<Kind, Error> {
        let options = Options { patience: Patience { reach, ..patience() }, ..options(server) };
        let (downloads, tree) = (self.dir.path().join("downloads"), self.dir.path().join("tree"));
        fs::create_dir_all(&downloads).unwrap();
        official::fetch(&asset(), &options, &downloads, &tree)
    }
}

fn asset() -> Asset {
    Asset::here().unwrap()
}

fn zip_path() -> String {
    format!("/4.6.3-stable/{}", asset().archive)
}

/// Patient enough for a loaded machine, and not so patient that a stall takes long.
fn patience() -> Patience {
    Patience { stall: Duration::from_secs(1), pause: Duration::from_millis(10), ..Patience::default() }
}

pub(crate) fn options(server: &Server) -> Options {
    // No mirror of Debian: no test but one may end in a real install.
    let debian = Some("http://127.0.0.1:1".to_owned());
    let pinned = String::new();
    Options { force: false, releases: server.address.clone(), debian, pinned, patience: patience() }
}
