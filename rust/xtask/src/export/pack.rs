//! Reads packs (`.pck`), the files with a Godot project's data, and takes them apart.

use anyhow::{Context as _, Result, ensure};

/// The versions of the format that are read: those of Godot 4.5 and later.
const VERSION: u32 = 3;
/// In the flags: offsets of files are relative to the base.
const RELATIVE: u32 = 1 << 1;
/// Where the base and the offset of the directory are, in bytes, and how long all is that is before the first file.
const BASE: usize = 24;
const HEAD: usize = BASE + 8 + 8 + 64;

/// A file in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedFile<'a> {
    /// Without `res://`.
    pub path: String,
    pub bytes: &'a [u8],
    /// Its hash and its flags, as the engine reads them.
    check: &'a [u8],
}

/// The files of a pack that is not encrypted.
///
/// # Errors
///
/// It is no pack, or of another version.
pub fn files(pack: &[u8]) -> Result<Vec<PackedFile<'_>>> {
    let mut head = Reader { pack, at: 0 };
    ensure!(head.take(4)? == b"GDPC", "this is no pack");
    let version = head.u32()?;
    ensure!(version == VERSION, "the pack has version {version} of the format, not {VERSION}");
    head.take(12)?;
    let flags = head.u32()?;
    let (base, directory) = (head.u64()?, head.u64()?);
    let base = if flags & RELATIVE == 0 { 0 } else { base };
    let mut entries = Reader { pack, at: usize::try_from(directory)? };
    let count = entries.u32()?;
    let mut files = Vec::new();
    for _ in 0..count {
        let length = entries.u32()?;
        let path = String::from_utf8_lossy(entries.take(usize::try_from(length)?)?).into_owned();
        let (offset, size) = (entries.u64()?, entries.u64()?);
        let check = entries.take(16 + 4)?;
        let mut file = Reader { pack, at: usize::try_from(base.saturating_add(offset))? };
        let bytes = file.take(usize::try_from(size)?)?;
        files.push(PackedFile { path: path.trim_end_matches('\0').to_owned(), bytes, check });
    }
    Ok(files)
}

/// Takes the files of a pack apart: into a pack of those that stay, and one of those that leave.
///
/// # Errors
///
/// It is no pack, or of another version.
pub fn split(pack: &[u8], leaves: impl Fn(&str) -> bool) -> Result<[Vec<u8>; 2]> {
    let (leaving, staying): (Vec<_>, Vec<_>) = files(pack)?.into_iter().partition(|file| leaves(&file.path));
    let head = pack.get(..BASE).context("the pack is cut short")?;
    let mut head: [u8; BASE] = head.try_into()?;
    head[BASE - 4] |= RELATIVE as u8;
    Ok([write(&head, &staying), write(&head, &leaving)])
}

/// A pack of these files. `head` is what is before the base.
fn write(head: &[u8; BASE], files: &[PackedFile]) -> Vec<u8> {
    let length: usize = files.iter().map(|file| file.bytes.len()).sum();
    let mut pack = head.to_vec();
    pack.extend((HEAD as u64).to_le_bytes());
    pack.extend(((HEAD + length) as u64).to_le_bytes());
    pack.resize(HEAD, 0);
    for file in files {
        pack.extend(file.bytes);
    }
    pack.extend((files.len() as u32).to_le_bytes());
    let mut offset = 0;
    for PackedFile { path, bytes, check } in files {
        let padded = path.len().next_multiple_of(4);
        pack.extend((padded as u32).to_le_bytes());
        pack.extend(path.as_bytes());
        pack.resize(pack.len() + padded - path.len(), 0);
        pack.extend((offset as u64).to_le_bytes());
        pack.extend((bytes.len() as u64).to_le_bytes());
        pack.extend(*check);
        offset += bytes.len();
    }
    pack
}

struct Reader<'a> {
    pack: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let end = self.at.saturating_add(length);
        let bytes = self.pack.get(self.at..end).context("the pack is cut short")?;
        self.at = end;
        Ok(bytes)
    }

    fn u32(&mut self) -> Result<u32> {
        Ok(u32::from_le_bytes(self.take(4)?.try_into()?))
    }

    fn u64(&mut self) -> Result<u64> {
        Ok(u64::from_le_bytes(self.take(8)?.try_into()?))
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A pack as the engine writes it.
    pub fn pack(files: &[(&str, &'static [u8])]) -> Vec<u8> {
        let mut head = b"GDPC".to_vec();
        for number in [VERSION, 4, 6, 3, RELATIVE] {
            head.extend(number.to_le_bytes());
        }
        let file = |(path, bytes): &(&str, &'static [u8])| PackedFile {
            path: (*path).to_owned(),
            bytes,
            check: &[7; 20],
        };
        write(&head.try_into().unwrap(), &files.iter().map(file).collect::<Vec<_>>())
    }

    #[test]
    fn the_files_of_a_pack_are_listed_with_their_bytes() {
        let pack = pack(&[("a.ctex", b"picture"), ("folder/b", b"")]);
        let files = files(&pack).unwrap();
        let listed: Vec<_> = files.iter().map(|file| (&*file.path, file.bytes)).collect();
        assert_eq!(listed, [("a.ctex", &b"picture"[..]), ("folder/b", b"")]);
    }

    #[test]
    fn a_pack_is_taken_apart() {
        let whole = pack(&[("a.ctex", b"picture"), ("music.ogg", b"a tune"), ("b", b"text")]);
        let [staying, leaving] = split(&whole, |path| path.starts_with("music")).unwrap();
        assert_eq!(staying, pack(&[("a.ctex", b"picture"), ("b", b"text")]));
        assert_eq!(leaving, pack(&[("music.ogg", b"a tune")]));
        assert!(split(&whole[..9], |_| false).is_err());
    }

    #[test]
    fn what_is_no_whole_pack_is_an_error() {
        let pack = pack(&[("a.ctex", b"picture")]);
        for length in 0..pack.len() {
            assert!(files(&pack[..length]).is_err(), "{length}");
        }
        let other = [&pack[..4], &[9, 0, 0, 0], &pack[8..]].concat();
        assert!(files(&other).unwrap_err().to_string().contains("version 9"));
    }
}
