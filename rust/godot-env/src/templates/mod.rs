//! Export templates: the engine without its editor, one file for each platform, which an export puts the game into.
//!
//! Searched in this order: the folder that the editor's own template manager fills, then our cache. What is in neither
//! is fetched: the official archive, of which the files that our presets use are kept, or, for Linux, Debian's package.
//! An engine looks in its own folder only: [`Templates::link_into`] makes one that it can be pointed to (Linux).

mod check;
mod fetch;
#[cfg(test)]
#[cfg(target_os = "linux")] // elsewhere they would land in the engine's own folder
mod fetch_tests;

use std::fs;
use std::path::{Path, PathBuf};

use directories::BaseDirs;

pub use self::check::{WebTemplate, web_template};
use crate::install::Options;
use crate::{Cache, Error, Godot};

/// What a release calls the archive of its templates.
pub(crate) fn archive_name(release: &str) -> String {
    format!("Godot_v{release}_export_templates.tpz")
}

/// What a game is exported for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Platform {
    /// Linux on x86-64.
    Linux,
    /// Windows on x86-64.
    Windows,
    /// macOS on both of its processors.
    Macos,
    /// The browser: one thread, with extensions.
    Web,
}

/// One export template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Template {
    /// What it is for.
    pub platform: Platform,
    /// With the engine's own checks. macOS has both in one file.
    pub debug: bool,
}

/// All that our presets may ask for.
const ALL: [Template; 8] = [
    Template { platform: Platform::Linux, debug: false },
    Template { platform: Platform::Linux, debug: true },
    Template { platform: Platform::Windows, debug: false },
    Template { platform: Platform::Windows, debug: true },
    Template { platform: Platform::Macos, debug: false },
    Template { platform: Platform::Macos, debug: true },
    Template { platform: Platform::Web, debug: false },
    Template { platform: Platform::Web, debug: true },
];

impl Template {
    /// Its file, as the engine calls it.
    pub fn file(self) -> &'static str {
        match (self.platform, self.debug) {
            (Platform::Linux, false) => "linux_release.x86_64",
            (Platform::Linux, true) => "linux_debug.x86_64",
            (Platform::Windows, false) => "windows_release_x86_64.exe",
            (Platform::Windows, true) => "windows_debug_x86_64.exe",
            (Platform::Macos, _) => "macos.zip",
            (Platform::Web, false) => "web_dlink_nothreads_release.zip",
            (Platform::Web, true) => "web_dlink_nothreads_debug.zip",
        }
    }
}

/// Whom a template is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The person named it.
    Given,
    /// The editor's template manager, or the person, put it where the engine looks.
    Engine,
    /// Our cache has it: the official archive's, or one that was built here.
    Cache,
    /// Debian's package: it needs the libraries of Debian's Godot wherever it runs.
    Debian,
}

/// A template that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which one.
    pub template: Template,
    /// Where it is.
    pub path: PathBuf,
    /// Whom it is from.
    pub source: Source,
}

/// The templates of one version of the engine.
#[derive(Debug, Clone)]
pub struct Templates {
    /// As the engine names the folder: `4.6.3.stable`.
    version: String,
    /// The engine's own folder.
    engine: PathBuf,
    /// Ours.
    cache: PathBuf,
}

impl Templates {
    /// The templates that fit a Godot.
    pub fn of(godot: &Godot, cache: &Cache) -> Self {
        let version = format!("{}.stable", godot.version());
        let data = BaseDirs::new().map(|base| base.data_dir().to_owned()).unwrap_or_default();
        let engine = data.join(engine_folder()).join(&version);
        Self { cache: cache.templates_dir().join(&version), engine, version }
    }

    /// The version, as the engine names the folder: `4.6.3.stable`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Where the editor's template manager puts them.
    pub fn engine_dir(&self) -> &Path {
        &self.engine
    }

    /// Our own folder. A template that was built by hand (tools/web-template) may be put here too.
    pub fn cache_dir(&self) -> &Path {
        &self.cache
    }

    /// Where fetched ones are kept. On Linux the exporting engine looks in our cache; elsewhere it looks in
    /// its own folder alone, where the editor would put them too.
    fn store(&self) -> &Path {
        if cfg!(target_os = "linux") { &self.cache } else { &self.engine }
    }

    /// Looks for a template, and fetches none.
    pub fn find(&self, template: Template) -> Option<Found> {
        let locations = [
            (self.engine.clone(), Source::Engine),
            (self.cache.clone(), Source::Cache),
            (self.cache.join(fetch::DEBIAN_FOLDER), Source::Debian),
        ];
        locations
            .into_iter()
            .map(|(dir, source)| Found { template, path: dir.join(template.file()), source })
            .find(|found| found.path.is_file())
    }

    /// Looks for a template and fetches it where it is missing. Says on stderr what it does.
    ///
    /// # Errors
    ///
    /// [`Error::NoTemplate`] when there is no way to it from here; [`Error::Checksum`], [`Error::BadArchive`],
    /// [`Error::NoRoom`], [`Error::Program`] and [`Error::Io`] when one way was open and failed.
    pub fn find_or_fetch(&self, template: Template, options: &Options) -> Result<Found, Error> {
        if let Some(found) = self.find(template) {
            return Ok(found);
        }
        fetch::fetch(self, template, options)?;
        self.find(template).ok_or_else(|| Error::NoTemplate {
            file: template.file(),
            version: self.version.clone(),
            folder: self.engine.clone(),
            tried: "the archive was fetched, and does not hold it".into(),
        })
    }

    /// Puts templates where a Godot with `$XDG_DATA_HOME` set to `data` looks for its own (Linux).
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn link_into(&self, found: &[Found], data: &Path) -> Result<(), Error> {
        let dir = data.join(engine_folder()).join(&self.version);
        crate::install::remove(&dir)?;
        fs::create_dir_all(&dir).map_err(Error::io("make", &dir))?;
        for found in found {
            let destination = dir.join(found.template.file());
            link(&found.path, &destination).map_err(Error::io("write", &destination))?;
        }
        Ok(())
    }
}

/// The folder of all versions' templates, below the platform's folder for programs' data.
fn engine_folder() -> PathBuf {
    let godot = if cfg!(target_os = "linux") { "godot" } else { "Godot" };
    Path::new(godot).join("export_templates")
}

#[cfg(unix)]
fn link(file: &Path, destination: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(file, destination)
}

#[cfg(not(unix))]
fn link(file: &Path, destination: &Path) -> std::io::Result<()> {
    fs::copy(file, destination).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEB: Template = Template { platform: Platform::Web, debug: false };

    fn templates(dir: &Path) -> Templates {
        Templates {
            version: "4.6.3.stable".into(),
            engine: dir.join("engine"),
            cache: dir.join("cache/templates/4.6.3.stable"),
        }
    }

    fn put(dir: &Path) {
        fs::create_dir_all(dir).unwrap();
        fs::write(dir.join(WEB.file()), "template").unwrap();
    }

    #[test]
    fn the_engines_own_template_comes_before_ours() {
        let dir = tempfile::tempdir().unwrap();
        let templates = templates(dir.path());
        assert_eq!(templates.find(WEB), None);
        put(&templates.cache);
        assert_eq!(templates.find(WEB).unwrap().source, Source::Cache);
        put(&templates.engine);
        assert_eq!(templates.find(WEB).unwrap().source, Source::Engine);
    }

    #[test]
    fn linked_templates_lie_where_the_engine_looks() {
        let dir = tempfile::tempdir().unwrap();
        let templates = templates(dir.path());
        put(&templates.cache);
        let found = templates.find(WEB).unwrap();
        // Twice: what an earlier export has linked must not be in the way.
        for _ in 0..2 {
            templates.link_into(std::slice::from_ref(&found), &dir.path().join("data")).unwrap();
        }
        let destination = dir.path().join("data").join(engine_folder()).join("4.6.3.stable").join(WEB.file());
        assert_eq!(fs::read_to_string(destination).unwrap(), "template");
    }
}
