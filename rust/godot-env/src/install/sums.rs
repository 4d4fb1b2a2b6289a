//! The list of checksums that comes with a release, and the check against it.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use sha2::{Digest as _, Sha512};

use crate::Error;

/// Finds the SHA-512 of a file, in lower-case hexadecimal, in a list as `sha512sum` writes it.
pub(crate) fn find(list: &str, file: &str) -> Option<String> {
    list.lines().find_map(|line| {
        let (sum, name) = line.split_once(char::is_whitespace)?;
        // A `*` marks a file that was read as binary.
        let is_it = name.trim_start().trim_start_matches('*').trim_end() == file;
        let is_sum = sum.len() == 128 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
        (is_it && is_sum).then(|| sum.to_ascii_lowercase())
    })
}

/// The SHA-512 of a file, in hexadecimal.
pub(crate) fn sha512(file: &Path) -> Result<String, Error> {
    let mut digest = Sha512::new();
    let mut open = File::open(file).map_err(Error::io("read", file))?;
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match open.read(&mut buffer).map_err(Error::io("read", file))? {
            0 => break,
            count => digest.update(&buffer[..count]),
        }
    }
    Ok(hex::encode(digest.finalize()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_file_is_found_by_its_whole_name() {
        let (one, other) = ("A1".repeat(64), "b2".repeat(64));
        let list = format!("{one}  Godot.zip.sig\n{other}  Godot.zip\r\n");
        assert_eq!(find(&list, "Godot.zip").unwrap(), other);
        assert_eq!(find(&list, "Godot.zip.sig").unwrap(), one.to_lowercase());
        assert_eq!(find(&list, "odot.zip"), None);
    }

    #[test]
    fn a_line_without_a_whole_sum_does_not_count() {
        assert_eq!(find("abc  Godot.zip", "Godot.zip"), None);
    }

    #[test]
    fn the_sum_of_nothing_is_the_known_one() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert!(sha512(file.path()).unwrap().starts_with("cf83e1357eefb8bdf1542850d66d8007"));
    }

    proptest! {
        #[test]
        fn no_list_makes_it_panic(list in "[ a-f0-9*\n\r]{0,400}", file in "[a-f ]*") {
            let _ = find(&list, &file);
        }
    }
}
