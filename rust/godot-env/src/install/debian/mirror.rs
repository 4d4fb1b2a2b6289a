//! The mirror of Debian that this machine's own apt uses.

use std::process::Command;
use std::time::Duration;

use crate::process;

const UNKNOWN: &str = "this machine's apt knows no mirror of Debian; set CREEPS_DEBIAN_MIRROR to the address of one and try again";

/// Asks apt.
///
/// # Errors
///
/// In words, when it knows none.
pub(crate) fn of_this_machine() -> Result<String, String> {
    let mut command = Command::new("apt-get");
    command.args(["indextargets", "--format", "$(ORIGIN)|$(LABEL)|$(REPO_URI)", "Created-By: Packages"]);
    let output = process::output_within(command, Duration::from_secs(20)).ok().flatten().ok_or(UNKNOWN)?;
    choose(&String::from_utf8_lossy(&output.stdout)).ok_or_else(|| UNKNOWN.to_owned())
}

/// Chooses from lines of `origin|label|address`. Where the package lists were deleted, as in container images, apt
/// knows addresses only: then the one that ends as Debian's archive does everywhere.
fn choose(lines: &str) -> Option<String> {
    let targets: Vec<_> = lines
        .lines()
        .filter_map(|line| {
            let mut fields = line.splitn(3, '|');
            Some((fields.next()?, fields.next()?, fields.next()?.trim()))
                .filter(|(_, _, address)| is_remote(address))
        })
        .collect();
    let labelled = targets.iter().find(|(origin, label, _)| *origin == "Debian" && *label == "Debian");
    let named = || targets.iter().find(|(.., address)| address.trim_end_matches('/').ends_with("/debian"));
    labelled.or_else(named).map(|(.., address)| (*address).to_owned())
}

/// A disc or a directory holds one release of Debian, and not the one that we need.
fn is_remote(address: &str) -> bool {
    !["cdrom:", "file:", "copy:"].iter().any(|local| address.starts_with(local))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_archive_is_distinguished_from_the_security_updates() {
        let lines = "Debian|Debian-Security|http://m/debian-security/\nDebian|Debian|http://m/debian/\n";
        assert_eq!(choose(lines).unwrap(), "http://m/debian/");
    }

    #[test]
    fn without_package_lists_the_address_decides() {
        let lines = "||http://m/debian-security\n||http://m/debian\n";
        assert_eq!(choose(lines).unwrap(), "http://m/debian");
    }

    #[test]
    fn other_distributions_and_discs_have_no_mirror() {
        assert_eq!(choose("Ubuntu|Ubuntu|http://m/ubuntu/\nDebian|Debian|cdrom:[Debian 12]/\n\n"), None);
    }
}
