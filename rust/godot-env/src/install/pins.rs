//! The SHA-512 that a file of a release must have: the one pinned in this repository, or else the one in the server's list.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::download::Fetcher;
use super::official::{Asset, RELEASE};
use super::{Options, sums};
use crate::progress::say;
use crate::{Error, templates};

/// The checksums that this repository knows, in the form of the release's own list.
pub(crate) const PINNED: &str = include_str!("pinned-sha512.txt");

/// Where the pinned checksums stand, below the root of the repository.
pub const PINNED_FILE: &str = "rust/godot-env/src/install/pinned-sha512.txt";

/// What a release calls its list.
pub(crate) const SUMS: &str = "SHA512-SUMS.txt";

/// The SHA-512 that `file` of the release at `url` must have, in hexadecimal.
///
/// A checksum that is pinned holds whatever the server says, and its list is not asked for. The list of the same server
/// finds a damaged download, not a server that somebody has taken over: a word says so. Where the way to the server is open
/// to anybody, too, the list is worth nothing.
///
/// # Errors
///
/// [`Error::NotPinned`] for a file that is not pinned and a server by plain `http://`; [`Error::NotInSums`], and those of
/// [`Fetcher::text`].
pub(crate) fn checksum(options: &Options, url: &str, file: &str, fetcher: &Fetcher) -> Result<String, Error> {
    if let Some(pinned) = sums::find(&options.pinned, file) {
        return Ok(pinned);
    }
    if !is_protected(url) {
        return Err(Error::NotPinned { url: url.to_owned(), file: file.to_owned() });
    }
    let list = format!("{url}/{SUMS}");
    let published = sums::find(&fetcher.text(&list)?, file)
        .ok_or_else(|| Error::NotInSums { url: list, file: file.to_owned() })?;
    say(&format!(
        "Note: no checksum of {file} is pinned in this repository. It is checked against the list of the same server, \
         which finds a damaged file, not a dishonest server."
    ));
    Ok(published)
}

/// Whether nobody between us and the server can change what it sends: HTTPS, or a server on this machine.
pub(crate) fn is_protected(url: &str) -> bool {
    let is_here = || {
        let authority = url.strip_prefix("http://").and_then(|rest| rest.split('/').next());
        let host = authority.map(|authority| authority.rsplit_once(':').map_or(authority, |(host, _)| host));
        matches!(host, Some("127.0.0.1" | "localhost" | "[::1]"))
    };
    url.starts_with("https://") || is_here()
}

/// The files of [`RELEASE`] that are fetched on any platform.
fn files() -> Vec<String> {
    let platforms = [
        ("linux", "x86_64"),
        ("linux", "aarch64"),
        ("macos", "aarch64"),
        ("windows", "x86_64"),
        ("windows", "aarch64"),
    ];
    let assets = platforms.into_iter().filter_map(|(system, processor)| Asset::of(system, processor));
    assets.map(|asset| asset.archive).chain([templates::archive_name(RELEASE)]).collect()
}

/// What [`PINNED_FILE`] must hold to pin all files of [`RELEASE`]: their checksums from the release's list, which is `list`
/// or, without one, fetched. `is_forced` allows what has been pinned to change.
///
/// # Errors
///
/// [`Error::PinChanged`]: releases do not change; [`Error::NotPinned`] when the server's list comes by plain `http://`;
/// [`Error::NotInSums`], [`Error::Io`], and those of a download.
pub fn pin(options: &Options, list: Option<&Path>, is_forced: bool) -> Result<String, Error> {
    let url = format!("{}/{RELEASE}", options.releases.trim_end_matches('/'));
    let (text, from) = match list {
        Some(file) => {
            (fs::read_to_string(file).map_err(Error::io("read", file))?, file.display().to_string())
        }
        None if is_protected(&url) => {
            let list = format!("{url}/{SUMS}");
            (Fetcher::of_releases(options).text(&list)?, list)
        }
        None => return Err(Error::NotPinned { url, file: SUMS.to_owned() }),
    };
    let comments = options.pinned.lines().filter(|line| line.starts_with('#'));
    let mut pinned = comments.fold(String::new(), |pinned, line| pinned + line + "\n");
    for file in files() {
        let sum = sums::find(&text, &file)
            .ok_or_else(|| Error::NotInSums { url: from.clone(), file: file.clone() })?;
        if let Some(before) = sums::find(&options.pinned, &file)
            && before != sum
            && !is_forced
        {
            return Err(Error::PinChanged { file, pinned: before, found: sum });
        }
        let _ = writeln!(pinned, "{sum}  {file}");
    }
    Ok(pinned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pinned_is_whole_and_of_the_release_that_is_fetched() {
        let lines = PINNED.lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let file = line.split_whitespace().nth(1).unwrap();
            assert!(
                files().contains(&file.to_owned()),
                "no file that is fetched; cargo xtask pin-godot: {line}"
            );
            assert!(sums::find(PINNED, file).is_some(), "no whole SHA-512: {line}");
        }
    }

    #[test]
    fn only_the_way_to_this_machine_is_safe_without_https() {
        for url in ["https://m.example/g", "http://127.0.0.1:8000/g", "http://localhost", "http://[::1]:80/g"]
        {
            assert!(is_protected(url), "{url}");
        }
        for url in [
            "http://m.example/g",
            "http://127.0.0.1.example/",
            "ftp://127.0.0.1/",
            "http://localhost.example:80",
        ] {
            assert!(!is_protected(url), "{url}");
        }
    }
}
