//! Inspects a built library: whether the engine can load it, and whether a clean system has everything that it imports.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use object::macho::LC_CODE_SIGNATURE;
use object::read::macho::{FatArch as _, LoadCommandVariant, MachHeader as _, MachOFatFile32};
use object::{Endianness, Object as _, ObjectSymbol as _};

use super::target::Target;

/// What the engine calls first, as `shoot_the_creeps.gdextension` says.
const ENTRY: &str = "gdext_rust_init";

/// Windows' own libraries. `api-ms-win-…` are names for parts of them.
const WINDOWS: [&str; 13] = [
    "advapi32.dll",
    "bcrypt.dll",
    "bcryptprimitives.dll",
    "kernel32.dll",
    "msvcrt.dll",
    "ntdll.dll",
    "ole32.dll",
    "oleaut32.dll",
    "shell32.dll",
    "ucrtbase.dll",
    "user32.dll",
    "userenv.dll",
    "ws2_32.dll",
];

/// What every Linux with glibc has.
const LINUX: [&str; 7] = [
    "ld-linux-x86-64.so.2",
    "libc.so.6",
    "libdl.so.2",
    "libgcc_s.so.1",
    "libm.so.6",
    "libpthread.so.0",
    "librt.so.1",
];

/// Checks a library; gives what is worth knowing of it, in words.
///
/// # Errors
///
/// It can't be read, lacks the entry point, or imports something that a clean system does not have.
pub fn inspect(target: Target, path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
    let found = match target {
        Target::Linux => linux(&bytes),
        Target::Windows => windows(&bytes),
        Target::Macos => macos(&bytes),
        Target::Web => web(&bytes),
    };
    let found = found.with_context(|| format!("{} would not load", path.display()))?;
    Ok(format!("{:.2} MB; {found}", bytes.len() as f64 / 1e6))
}

fn linux(bytes: &[u8]) -> Result<String> {
    let file = object::File::parse(bytes).context("it is no library for Linux")?;
    has_entry(&file)?;
    let needed = needed(bytes)?;
    if let Some(other) = needed.iter().find(|name| !LINUX.contains(&name.as_str())) {
        bail!("it needs {other}, which not every Linux has");
    }
    Ok(format!("needs glibc {} or newer", glibc(bytes).unwrap_or_else(|| "of any age".into())))
}

/// The libraries that the dynamic section asks for.
fn needed(bytes: &[u8]) -> Result<Vec<String>> {
    use object::elf::{DT_NEEDED, FileHeader64};
    use object::read::elf::{Dyn as _, FileHeader as _};
    let header = FileHeader64::<Endianness>::parse(bytes)?;
    let endian = header.endian()?;
    let sections = header.sections(endian, bytes)?;
    let Some((entries, strings)) = sections.dynamic(endian, bytes)? else { return Ok(Vec::new()) };
    let strings = sections.strings(endian, bytes, strings)?;
    let names = entries.iter().filter(|entry| entry.tag(endian) == DT_NEEDED);
    names.map(|entry| Ok(String::from_utf8_lossy(entry.string(endian, strings)?).into_owned())).collect()
}

/// The newest of glibc's symbol versions that it asks for, from the names that the file lists: `GLIBC_2.34`.
fn glibc(bytes: &[u8]) -> Option<String> {
    const MARK: &[u8] = b"\0GLIBC_";
    let mut newest: Option<Vec<u32>> = None;
    for at in 0..bytes.len().saturating_sub(MARK.len()) {
        if &bytes[at..at + MARK.len()] != MARK {
            continue;
        }
        let text: String = bytes[at + MARK.len()..]
            .iter()
            .take_while(|&&byte| byte != 0)
            .take(16)
            .map(|&b| b as char)
            .collect();
        let numbers: Result<Vec<u32>, _> = text.split('.').map(str::parse).collect();
        newest = newest.max(numbers.ok());
    }
    newest.map(|numbers| numbers.iter().map(u32::to_string).collect::<Vec<_>>().join("."))
}

fn windows(bytes: &[u8]) -> Result<String> {
    let file = object::File::parse(bytes).context("it is no library for Windows")?;
    let entry = file.exports()?.iter().any(|export| export.name() == ENTRY.as_bytes());
    ensure!(entry, "it does not export {ENTRY}");
    for import in file.imports()? {
        let name = String::from_utf8_lossy(import.library()).to_lowercase();
        let is_there = WINDOWS.contains(&name.as_str()) || name.starts_with("api-ms-win-");
        ensure!(is_there, "it needs {name}, which a clean Windows does not have");
    }
    Ok("needs Windows' own libraries only".into())
}

fn macos(bytes: &[u8]) -> Result<String> {
    let fat = MachOFatFile32::parse(bytes).context("it is no universal library")?;
    let mut found = Vec::new();
    for arch in fat.arches() {
        let data = arch.data(bytes)?;
        let file = object::File::parse(data)?;
        has_entry_named(&file, "_")?;
        found.push(slice(arch.architecture(), data)?);
    }
    ensure!(found.len() == 2, "it holds the code of {} processors, not of two", found.len());
    Ok(found.join(", "))
}

/// One processor's part: the libraries it asks for, the oldest macOS, the signature.
fn slice(architecture: object::Architecture, data: &[u8]) -> Result<String> {
    use object::macho::MachHeader64;
    let header = MachHeader64::<Endianness>::parse(data, 0)?;
    let endian = header.endian()?;
    let mut commands = header.load_commands(endian, data, 0)?;
    let (mut oldest, mut signed) = (None, false);
    while let Some(command) = commands.next()? {
        if command.cmd() == LC_CODE_SIGNATURE {
            signed = true;
        }
        match command.variant()? {
            LoadCommandVariant::Dylib(dylib) => {
                let name = String::from_utf8_lossy(command.string(endian, dylib.dylib.name)?).into_owned();
                let is_there = name.starts_with("/usr/lib/") || name.starts_with("/System/Library/");
                ensure!(is_there, "it needs {name}, which a clean macOS does not have");
            }
            LoadCommandVariant::BuildVersion(version) => oldest = Some(version.minos.get(endian)),
            LoadCommandVariant::VersionMin(version) => oldest = Some(version.version.get(endian)),
            _ => {}
        }
    }
    let oldest = oldest.context("it does not say which macOS it needs")?;
    let (major, minor) = (oldest >> 16, (oldest >> 8) & 0xff);
    // Apple's own processors run nothing that is not signed, if only ad hoc; Intel's do.
    ensure!(
        signed || architecture != object::Architecture::Aarch64,
        "its code for Apple's processors is not signed"
    );
    let signature = if signed { "signed ad hoc" } else { "not signed" };
    Ok(format!("{architecture:?} from macOS {major}.{minor}, {signature}"))
}

fn web(bytes: &[u8]) -> Result<String> {
    use wasmparser::{Parser, Payload};
    let (mut entry, mut is_side_module, mut exports) = (false, false, 0);
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.context("it is no whole WebAssembly module")? {
            Payload::CustomSection(section) if section.name() == "dylink.0" => is_side_module = true,
            Payload::ExportSection(section) => {
                for export in section {
                    exports += 1;
                    entry |= export?.name == ENTRY;
                }
            }
            _ => {}
        }
    }
    ensure!(is_side_module, "it is no side module (linked without -sSIDE_MODULE)");
    ensure!(entry, "it does not export {ENTRY}");
    Ok(format!("a side module with {exports} exports"))
}

fn has_entry(file: &object::File) -> Result<()> {
    has_entry_named(file, "")
}

/// Apple's symbols begin with a `_`.
fn has_entry_named(file: &object::File, prefix: &str) -> Result<()> {
    let is_entry = |name: &[u8]| name.strip_prefix(prefix.as_bytes()).unwrap_or(name) == ENTRY.as_bytes();
    let exported = file.exports()?.iter().any(|export| is_entry(export.name()));
    let dynamic = file
        .dynamic_symbols()
        .any(|symbol| symbol.is_definition() && symbol.name_bytes().is_ok_and(is_entry));
    ensure!(exported || dynamic, "it does not export {ENTRY}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_library_would_not_load() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), "text").unwrap();
        for target in Target::ALL {
            let failure = inspect(target, file.path()).unwrap_err();
            assert!(failure.to_string().contains("would not load"), "{failure}");
        }
    }

    #[test]
    fn a_library_without_the_entry_point_would_not_load() {
        // This test's own program is one.
        let this = std::env::current_exe().unwrap();
        if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
            let failure = format!("{:#}", inspect(Target::Linux, &this).unwrap_err());
            assert!(failure.contains(ENTRY), "{failure}");
        }
    }

    #[test]
    fn the_newest_glibc_is_found_by_number() {
        assert_eq!(glibc(b"..\0GLIBC_2.9\0GLIBC_2.34\0GLIBC_2.2.5\0GLIBC_PRIVATE\0").unwrap(), "2.34");
        assert_eq!(glibc(b"nothing"), None);
    }

    #[test]
    fn a_module_that_is_no_side_module_is_rejected() {
        let failure = web(b"\0asm\x01\0\0\0").unwrap_err().to_string();
        assert!(failure.contains("side module"), "{failure}");
    }
}
