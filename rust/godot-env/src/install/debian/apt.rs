//! apt with a state of its own: it reads the system's settings (proxies, for example) and changes nothing.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};

use super::packages::{self, Package};
use crate::progress::{Progress, Unit};
use crate::{Error, children, process};

const ADVICE: &str = "Check the connection to Debian's mirror (CREEPS_DEBIAN_MIRROR names another), then run the same command again: it continues where it stopped.";

/// A private apt. Everything it writes lies below one directory.
pub(crate) struct Apt {
    dir: PathBuf,
}

impl Apt {
    /// Writes the configuration, with the lines of a `sources.list`; what an earlier run has fetched stays.
    pub fn set_up(dir: &Path, sources: &str) -> Result<Self, Error> {
        for below in ["lists/partial", "state", "archives/partial", "nothing/partial"] {
            let dir = dir.join(below);
            fs::create_dir_all(&dir).map_err(Error::io("make", &dir))?;
        }
        let write = |name: &str, text: &str| {
            let path = dir.join(name);
            fs::write(&path, text).map_err(Error::io("write", &path))
        };
        // An empty status: nothing counts as installed, so the whole closure is fetched.
        write("state/status", "")?;
        write("sources.list", sources)?;
        write("apt.conf", &configuration(dir))?;
        Ok(Self { dir: dir.to_owned() })
    }

    /// Where a package's archive lies once it is fetched. apt puts it there whole and checked.
    pub fn archive(&self, package: &Package) -> PathBuf {
        self.dir.join("archives").join(&package.file)
    }

    /// Fetches the lists of packages.
    pub fn update(&self) -> Result<(), Error> {
        self.run(&["-q", "update"], |_| {}).map(drop)
    }

    /// What must be unpacked for these packages to work.
    pub fn closure_of(&self, names: &[&str]) -> Result<Vec<Package>, Error> {
        // apt leaves out what it has: let it have nothing.
        let nothing = format!("Dir::Cache::Archives={}", self.dir.join("nothing").display());
        let args = [&["-qq", "--yes", "--print-uris", "-o", &nothing, "install"], names].concat();
        let output = self.run(&args, |_| {})?;
        let packages = packages::parse(&output);
        if packages.is_empty() {
            return Err(failed("it names no package to fetch."));
        }
        Ok(packages)
    }

    /// Fetches what is missing of the packages, with a progress bar.
    pub fn download(&self, names: &[&str], packages: &[Package]) -> Result<(), Error> {
        let total: u64 = packages.iter().map(|package| package.bytes).sum();
        let there = packages.iter().filter(|package| self.has(package)).map(|package| package.bytes).sum();
        let mut progress = Progress::new("Debian's packages", total, Unit::Bytes);
        progress.set(there);
        let args = [&["-q", "--yes", "--download-only", "-o", "APT::Status-Fd=1", "install"], names].concat();
        self.run(&args, |line| {
            if let Some(percent) = packages::percent(line) {
                progress.set(there + ((total - there) as f64 * percent / 100.0) as u64);
            }
        })?;
        if let Some(missing) = packages.iter().find(|package| !self.has(package)) {
            return Err(failed(&format!("it has not fetched {}.", missing.file)));
        }
        progress.finish();
        Ok(())
    }

    /// Fetches one package without what it depends on. Gives its archive.
    pub fn download_alone(&self, package: &Package) -> Result<PathBuf, Error> {
        if !self.has(package) {
            self.run_in(&self.dir.join("archives"), &["-q", "download", package.name()], |_| {})?;
        }
        if self.has(package) {
            Ok(self.archive(package))
        } else {
            Err(failed(&format!("it has not fetched {}.", package.file)))
        }
    }

    fn has(&self, package: &Package) -> bool {
        self.archive(package).metadata().is_ok_and(|meta| meta.len() == package.bytes)
    }

    /// Runs apt-get, hands over each line of its output as it comes and gives them all.
    fn run(&self, args: &[&str], watch: impl FnMut(&str)) -> Result<String, Error> {
        self.run_in(&self.dir, args, watch)
    }

    fn run_in(&self, dir: &Path, args: &[&str], mut watch: impl FnMut(&str)) -> Result<String, Error> {
        let complaints = self.dir.join("stderr.log");
        let stderr = File::create(&complaints).map_err(Error::io("write", &complaints))?;
        let mut command = process::tied("apt-get");
        command.arg("--config-file").arg(self.dir.join("apt.conf")).args(args).current_dir(dir);
        command.env("LC_ALL", "C.UTF-8").env("DEBIAN_FRONTEND", "noninteractive");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(stderr);

        let started = children::spawn(&mut command);
        let (mut child, _listed) = started.map_err(|cause| failed(&cause.to_string()))?;
        let mut output = String::new();
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).lines() {
                let line = line.map_err(|cause| failed(&cause.to_string()))?;
                watch(&line);
                output.push_str(&line);
                output.push('\n');
            }
        }
        let status = child.wait().map_err(|cause| failed(&cause.to_string()))?;
        if status.success() { Ok(output) } else { Err(failed(&said(&complaints, status))) }
    }
}

pub(super) fn failed(why: &str) -> Error {
    Error::Program { program: "apt-get".into(), why: why.to_owned(), advice: ADVICE }
}

/// What apt complained of, its errors alone when there are any.
fn said(complaints: &Path, status: ExitStatus) -> String {
    let text = fs::read_to_string(complaints).unwrap_or_default();
    let errors: Vec<_> = text.lines().filter(|line| line.starts_with("E:")).collect();
    let lines = if errors.is_empty() { text.lines().collect() } else { errors };
    let shown: Vec<_> = lines.into_iter().take(5).collect();
    format!("{status}\n  {}", shown.join("\n  "))
}

/// Comes after the system's own configuration, so it wins.
fn configuration(dir: &Path) -> String {
    let below = |name: &str| dir.join(name).display().to_string();
    let (lists, archives) = (below("lists"), below("archives"));
    let (status, sources) = (below("state/status"), below("sources.list"));
    let (state, cache) = (below("state"), below("."));
    format!(
        r#"// Everything below this directory, and no other source than ours.
Dir::State "{state}";
Dir::State::Lists "{lists}";
Dir::State::status "{status}";
Dir::Cache "{cache}";
Dir::Cache::Archives "{archives}";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Dir::Etc::SourceList "{sources}";
Dir::Etc::SourceParts "/dev/null";
// A pin of the system's must not keep a package from us.
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
// Hooks of the system's would change the system.
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
APT::Install-Recommends "false";
APT::Install-Suggests "false";
// As root, apt would fetch as another user, who may not write here.
APT::Sandbox::User "root";
// A list that could not be fetched is an error, not a warning.
APT::Update::Error-Mode "any";
Acquire::Languages "none";
Acquire::Retries "2";
Acquire::http::Timeout "20";
Acquire::https::Timeout "20";
DPkg::Lock::Timeout "60";
"#
    )
}
