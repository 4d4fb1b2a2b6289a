//! The list of packages that apt would fetch.

/// A package's archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Package {
    /// The name that apt gives the file.
    pub file: String,
    pub bytes: u64,
}

impl Package {
    /// The package's name: `name` of `name_2.1-3_all.deb`.
    pub fn name(&self) -> &str {
        self.file.split('_').next().unwrap_or(&self.file)
    }

    /// Debian's version, if this is the package of that name: `2.1-3` of `name_2.1-3_all.deb`.
    pub fn version_of(&self, name: &str) -> Option<&str> {
        let rest = self.file.strip_prefix(name)?.strip_prefix('_')?;
        rest.split('_').next()
    }
}

/// Reads the output of `apt-get --print-uris`: lines of `'address' file bytes checksum`.
pub(crate) fn parse(output: &str) -> Vec<Package> {
    output.lines().filter_map(parse_line).collect()
}

fn parse_line(line: &str) -> Option<Package> {
    let (_, rest) = line.strip_prefix('\'')?.split_once("' ")?;
    let mut fields = rest.split(' ');
    let (file, bytes) = (fields.next()?, fields.next()?.parse().ok()?);
    // It becomes part of a path: no name may lead elsewhere.
    let is_name = file.strip_suffix(".deb").is_some_and(|stem| !stem.contains('/'));
    is_name.then(|| Package { file: file.to_owned(), bytes })
}

/// The share done, in percent, from a line of apt's status: `dlstatus:4:17.9762:Retrieving file 4 of 5`.
pub(crate) fn percent(line: &str) -> Option<f64> {
    line.strip_prefix("dlstatus:")?.split(':').nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_archives_are_listed_with_their_sizes() {
        let output = "Reading package lists...\n\
            'http://m/debian/pool/main/g/godot/godot_4.6.3%2bds-2_amd64.deb' godot_4.6.3+ds-2_amd64.deb 38676 SHA256:7d\n\
            'http://m/debian/a.deb' ../a.deb 3 SHA256:00\n";
        assert_eq!(parse(output), [Package { file: "godot_4.6.3+ds-2_amd64.deb".into(), bytes: 38_676 }]);
    }

    #[test]
    fn the_version_stands_in_the_files_name() {
        let package = Package { file: "emscripten_6.0.5+dfsg-2_all.deb".into(), bytes: 1 };
        assert_eq!(package.version_of("emscripten"), Some("6.0.5+dfsg-2"));
        assert_eq!(package.version_of("emscript"), None);
    }

    #[test]
    fn the_share_is_read_from_a_status_line() {
        assert_eq!(percent("dlstatus:4:17.5:Retrieving file 4 of 5"), Some(17.5));
        assert_eq!(percent("Get:1 http://m/debian forky InRelease [151 kB]"), None);
    }

    proptest! {
        #[test]
        fn no_output_makes_it_panic(output in "(dlstatus|[':. /é0-9\n]){0,40}") {
            let _ = (parse(&output), percent(&output));
        }
    }
}
