//! Fetches templates from a server in this process.

use std::collections::HashMap;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use sha2::{Digest as _, Sha512};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Platform, Source, Template, Templates};
use crate::Error;
use crate::install::tests::options;
use crate::install::tests::server::{Manner, Server};

const MACOS: Template = Template { platform: Platform::Macos, debug: false };
const WEB: Template = Template { platform: Platform::Web, debug: false };
const FOLDER: &str = "/4.6.3-stable/";
const ARCHIVE: &str = "Godot_v4.6.3-stable_export_templates.tpz";

fn templates(dir: &Path) -> Templates {
    Templates { version: "4.6.3.stable".into(), engine: dir.join("engine"), cache: dir.join("cache") }
}

/// A release whose archive of templates holds these files, and what its list says of it.
fn release(files: &[&str], sum: Option<&str>) -> Server {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        zip.start_file(format!("templates/{file}"), SimpleFileOptions::default()).unwrap();
        zip.write_all(file.as_bytes()).unwrap();
    }
    let archive = zip.finish().unwrap().into_inner();
    let real = hex::encode(Sha512::digest(&archive));
    let list = format!("{}  {ARCHIVE}\n", sum.unwrap_or(&real));
    let files =
        [(format!("{FOLDER}SHA512-SUMS.txt"), list.into_bytes()), (format!("{FOLDER}{ARCHIVE}"), archive)];
    Server::start(HashMap::from(files), Manner::default())
}

#[test]
fn what_our_presets_use_is_kept_of_the_archive_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let templates = templates(dir.path());
    let server = release(&["macos.zip", "web_dlink_nothreads_release.zip", "android_source.zip"], None);
    let found = templates.find_or_fetch(MACOS, &options(&server)).unwrap();
    assert_eq!(
        (fs::read_to_string(&found.path).unwrap().as_str(), found.source),
        ("macos.zip", Source::Cache)
    );
    let mut kept: Vec<_> =
        fs::read_dir(dir.path().join("cache")).unwrap().map(|e| e.unwrap().file_name()).collect();
    kept.sort();
    assert_eq!(kept, ["macos.zip", "web_dlink_nothreads_release.zip"]);
    // The other platform's came along: nothing more is asked for.
    templates.find_or_fetch(WEB, &options(&server)).unwrap();
    assert_eq!(server.requests_for(ARCHIVE).len(), 1);
}

#[test]
fn an_archive_that_is_not_the_published_one_is_rejected_and_deleted() {
    let dir = tempfile::tempdir().unwrap();
    let server = release(&["macos.zip"], Some(&"ab".repeat(64)));
    let failure = templates(dir.path()).find_or_fetch(MACOS, &options(&server)).unwrap_err();
    assert!(matches!(failure, Error::Checksum { .. }), "{failure}");
    assert!(fs::read_dir(dir.path().join("cache")).unwrap().next().is_none());
}

#[test]
fn a_template_missing_from_the_archive_is_reported_with_where_to_put_one() {
    let dir = tempfile::tempdir().unwrap();
    let failure = templates(dir.path())
        .find_or_fetch(WEB, &options(&release(&["macos.zip"], None)))
        .unwrap_err()
        .to_string();
    assert!(failure.contains("web_dlink_nothreads_release.zip") && failure.contains("engine"), "{failure}");
}
