//! Fetches templates: the official archive, or Debian's packages.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use zip::ZipArchive;

use super::{ALL, Platform, Template, Templates};
use crate::install::{Debian, Fetcher, Options, download, pins, room};
use crate::progress::say;
use crate::{Error, install};

/// Debian's templates lie apart from the others below our folder, because they run with Debian's libraries only.
pub const DEBIAN_FOLDER: &str = "debian";

/// The archive has 1.2 GB; what is kept of it has 0.4.
const NEEDED: u64 = 1_800_000_000;

/// Fetches a template, with those of the other platforms when they come in the same archive.
pub(super) fn fetch(templates: &Templates, template: Template, options: &Options) -> Result<(), Error> {
    fs::create_dir_all(templates.store()).map_err(Error::io("make", templates.store()))?;
    let official = match archive(templates, options) {
        Err(closed @ (Error::Unreachable { .. } | Error::NotInSums { .. } | Error::Refused { .. })) => closed,
        done => return done,
    };
    let no_template = |debian: &str| Error::NoTemplate {
        file: template.file(),
        version: templates.version.clone(),
        folder: templates.engine.clone(),
        tried: format!("- the official archive: {official}\n- {debian}"),
    };
    if template.platform != Platform::Linux {
        return Err(no_template("Debian has none for this platform."));
    }
    let debian = Debian::here(options.debian.as_deref())
        .map_err(|why| no_template(&format!("Debian's package: {why}.")))?;
    say("The official templates can't be reached. Taking Debian's for Linux instead.");
    from_debian(templates, template, &debian)
}

/// The official archive: checked, and what our presets use is kept.
fn archive(templates: &Templates, options: &Options) -> Result<(), Error> {
    let fetcher = Fetcher::of_releases(options);
    let release = templates.version.replacen(".stable", "-stable", 1);
    let url = format!("{}/{release}", options.releases.trim_end_matches('/'));
    let name = super::archive_name(&release);
    let expected = pins::checksum(options, &url, &name, &fetcher)?;
    room::check(templates.store(), NEEDED)?;
    let archive = templates.store().join(&name);
    say("Fetching the official export templates; the few that are used are kept.");
    download(&format!("{url}/{name}"), &archive, &expected, &fetcher, "Templates")?;
    keep(&archive, templates.store())?;
    fs::remove_file(&archive).map_err(Error::io("delete", &archive))
}

/// Unpacks what our presets use.
fn keep(archive: &Path, into: &Path) -> Result<(), Error> {
    let bad = |why: String| Error::BadArchive { archive: archive.to_owned(), why };
    let file = File::open(archive).map_err(Error::io("read", archive))?;
    let mut zip = ZipArchive::new(file).map_err(|cause| bad(cause.to_string()))?;
    for template in ALL {
        let file = template.file();
        let Ok(mut entry) = zip.by_name(&format!("templates/{file}")) else { continue };
        let (whole, partial) = (into.join(file), into.join(format!("{file}.partial")));
        let mut out = File::create(&partial).map_err(Error::io("write", &partial))?;
        io::copy(&mut entry, &mut out).map_err(Error::io("write", &partial))?;
        install::make_executable(&partial)?;
        fs::rename(&partial, &whole).map_err(Error::io("rename", &partial))?;
    }
    Ok(())
}

/// Debian's package for Linux.
fn from_debian(templates: &Templates, template: Template, debian: &Debian) -> Result<(), Error> {
    let kind = if template.debug { "debug" } else { "release" };
    let package = format!("godot-template-{kind}");
    let partial = templates.cache.join("debian.partial");
    debian.offer(&[&package], &partial)?.unpack_alone(&package, &partial.join("root"))?;
    let dir = templates.cache.join(DEBIAN_FOLDER);
    fs::create_dir_all(&dir).map_err(Error::io("make", &dir))?;
    let program = partial.join("root/usr/bin").join(&package);
    fs::rename(&program, dir.join(template.file())).map_err(Error::io("rename", &program))?;
    install::remove(&partial)
}
