//! Links one of Debian's programs to the loader and the libraries that were unpacked beside it, so that it starts without a wrapper.
//!
//! Godot starts itself in many places: F5 and F6 in the editor, a restart, an import. It takes `/proc/self/exe` for its
//! own program, and where it runs through a loader (`ld.so … godot`) that is the loader. So the program file is changed:
//!
//! - Its interpreter (`PT_INTERP`) becomes the unpacked loader. The kernel takes whole paths only.
//! - Its library path becomes a `DT_RPATH`. Unlike a `DT_RUNPATH` it also holds for the libraries of its libraries; unlike
//!   `LD_LIBRARY_PATH` it is not inherited by the programs that Godot starts.
//! - The loader ignores a `DT_RPATH` for a library that has a `DT_RUNPATH` of its own (libpulse, libLLVM): see [`libraries`].

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::mem::offset_of;
use std::path::{Path, PathBuf};

use object::elf::{DT_LOOS, DT_RPATH, DT_RUNPATH, FileHeader64, PT_INTERP, ProgramHeader64};
use object::read::elf::{Dyn as _, FileHeader as _, ProgramHeader as _, SectionHeader as _};
use object::{LittleEndian, ReadCache};
use object_rewrite::Rewriter;
use walkdir::WalkDir;

use crate::Error;
use crate::install::make_executable;
use crate::launcher::Layout;

type Header = FileHeader64<LittleEndian>;

/// Whether `program` is linked to the loader below `root`, which must be a canonical path.
pub(crate) fn is_program_linked(program: &Path, root: &Path, layout: &Layout) -> bool {
    let linked = || {
        let file = ReadCache::new(File::open(program).ok()?);
        let header = Header::parse(&file).ok()?;
        let endian = header.endian().ok()?;
        let mut segments = header.program_headers(endian, &file).ok()?.iter();
        segments.find_map(|segment| segment.interpreter(endian, &file).ok()?).map(<[u8]>::to_vec)
    };
    linked().is_some_and(|interpreter| interpreter == root.join(layout.loader).as_os_str().as_encoded_bytes())
}

/// Writes to `to` a copy of `program` that starts by itself, with the loader and the libraries below `root` (a canonical
/// path). The copy is tried by `try_it` under another name first; `to`, which may be `program`, stays untouched if it
/// fails.
///
/// # Errors
///
/// [`Error::Program`] when the file is no such program, [`Error::Io`], and those of `try_it`.
pub(crate) fn program(
    program: &Path,
    to: &Path,
    root: &Path,
    layout: &Layout,
    try_it: impl FnOnce(&Path) -> Result<(), Error>,
) -> Result<(), Error> {
    let bytes = fs::read(program).map_err(Error::io("read", program))?;
    let mut linked = Vec::with_capacity(bytes.len() + 64 * 1024);
    rewrite(&bytes, root, layout, &mut linked).map_err(|cause| Error::Program {
        program: program.display().to_string(),
        why: format!("it can't be linked to the loader beside it: {cause}."),
        advice: "Install it again: cargo xtask install-godot --force",
    })?;
    let fresh = with_suffix(to, ".fresh");
    fs::write(&fresh, linked).map_err(Error::io("write", &fresh))?;
    let done = make_executable(&fresh)
        .and_then(|()| try_it(&fresh))
        // Renamed over it, never written into it: another process may be running it.
        .and_then(|()| fs::rename(&fresh, to).map_err(Error::io("write", to)));
    if done.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    done
}

fn rewrite(
    bytes: &[u8],
    root: &Path,
    layout: &Layout,
    linked: &mut Vec<u8>,
) -> Result<(), object_rewrite::Error> {
    let mut rewriter = Rewriter::read(bytes)?;
    let mut interpreter = root.join(layout.loader).into_os_string().into_encoded_bytes();
    interpreter.push(0);
    rewriter.elf_set_interpreter(interpreter.clone())?;
    rewriter.elf_set_runpath(layout.library_path(root).as_encoded_bytes().to_vec())?;
    rewriter.elf_use_rpath()?;
    rewriter.write(&mut *linked)?;
    set_interpreter_size(linked, &interpreter);
    Ok(())
}

/// Puts right the size of the segment that names the interpreter. object-rewrite 0.1.1 leaves the old size where the name
/// grew and did not need to be moved, as in a program that is linked for the second time; the kernel rejects that.
fn set_interpreter_size(program: &mut [u8], interpreter: &[u8]) {
    let header = || {
        let bytes = &*program;
        let header = Header::parse(bytes).ok()?;
        let endian = header.endian().ok()?;
        let segments = header.program_headers(endian, bytes).ok()?;
        let index = segments.iter().position(|segment| segment.p_type(endian) == PT_INTERP)?;
        let is_there = bytes.get(segments[index].p_offset(endian) as usize..)?.starts_with(interpreter);
        is_there.then_some(header.e_phoff(endian) as usize + index * size_of_val(&segments[index]))
    };
    let Some(header) = header() else { return };
    let size = (interpreter.len() as u64).to_le_bytes();
    for field in [
        offset_of!(ProgramHeader64<LittleEndian>, p_filesz),
        offset_of!(ProgramHeader64<LittleEndian>, p_memsz),
    ] {
        program[header + field..][..size.len()].copy_from_slice(&size);
    }
}

/// Lets the libraries below `root` be searched for by the path of the program that loads them: a `DT_RUNPATH` that leads to
/// the system's folders is switched off, one that is relative to the library becomes a `DT_RPATH`.
///
/// # Errors
///
/// [`Error::Io`].
pub(crate) fn libraries(root: &Path, layout: &Layout) -> Result<(), Error> {
    for entry in WalkDir::new(root.join("usr/lib").join(layout.triplet)) {
        let Ok(entry) = entry else { continue };
        if entry.file_type().is_file() && entry.file_name().to_string_lossy().contains(".so") {
            let library = entry.path();
            let Some((offset, tag)) = own_search_path(library) else { continue };
            let fresh = with_suffix(library, ".fresh");
            // A copy, for the reason that `program` has.
            fs::copy(library, &fresh).map_err(Error::io("write", &fresh))?;
            let written = OpenOptions::new().write(true).open(&fresh).and_then(|mut file| {
                file.seek(SeekFrom::Start(offset))?;
                file.write_all(&u64::from(tag).to_le_bytes())
            });
            written.and_then(|()| fs::rename(&fresh, library)).map_err(Error::io("write", library))?;
        }
    }
    Ok(())
}

/// Where in a library's file the tag of its `DT_RUNPATH` stands, and the tag that replaces it. `None` for a file
/// without one, or that is no library at all (a linker script may be called `.so` too).
fn own_search_path(library: &Path) -> Option<(u64, u32)> {
    let file = ReadCache::new(File::open(library).ok()?);
    let header = Header::parse(&file).ok()?;
    let endian = header.endian().ok()?;
    let sections = header.sections(endian, &file).ok()?;
    let (entries, strings) = sections.dynamic(endian, &file).ok()??;
    let strings = sections.strings(endian, &file, strings).ok()?;
    let index = entries.iter().position(|entry| entry.tag32(endian) == Some(DT_RUNPATH))?;
    let path = strings.get(entries[index].val32(endian)?).ok()?;
    let section = sections.iter().find(|section| matches!(section.dynamic(endian, &file), Ok(Some(_))))?;
    let offset = section.sh_offset(endian) + (index * size_of_val(&entries[index])) as u64;
    // The range that DT_LOOS begins is the system's own; the loader skips a tag there that it does not know.
    Some((offset, if path.starts_with(b"$ORIGIN") { DT_RPATH } else { DT_LOOS }))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}
