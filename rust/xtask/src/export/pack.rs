//! Reads the list of files in a pack (`.pck`), the file with a Godot project's data.

use anyhow::{Context as _, Result, ensure};

/// The versions of the format that are read: those of Godot 4.5 and later.
const VERSION: u32 = 3;
/// In the flags: offsets of files are relative to the base.
const RELATIVE: u32 = 1 << 1;

/// A file in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedFile<'a> {
    /// Without `res://`.
    pub path: String,
    pub bytes: &'a [u8],
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
        entries.take(16 + 4)?;
        let mut file = Reader { pack, at: usize::try_from(base.saturating_add(offset))? };
        let bytes = file.take(usize::try_from(size)?)?;
        files.push(PackedFile { path: path.trim_end_matches('\0').to_owned(), bytes });
    }
    Ok(files)
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
    pub fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut pack = b"GDPC".to_vec();
        for number in [VERSION, 4, 6, 3, RELATIVE] {
            pack.extend(number.to_le_bytes());
        }
        let base = 4 + 20 + 16 + 64;
        let length: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
        pack.extend((base as u64).to_le_bytes());
        pack.extend(((base + length) as u64).to_le_bytes());
        pack.extend([0; 64]);
        pack.extend(files.iter().flat_map(|(_, bytes)| bytes.to_vec()));
        pack.extend(u32::try_from(files.len()).unwrap().to_le_bytes());
        let mut offset = 0_u64;
        for (path, bytes) in files {
            let padded = path.len().next_multiple_of(4);
            pack.extend(u32::try_from(padded).unwrap().to_le_bytes());
            pack.extend(path.as_bytes());
            pack.extend(vec![0; padded - path.len()]);
            pack.extend(offset.to_le_bytes());
            pack.extend((bytes.len() as u64).to_le_bytes());
            pack.extend([0; 20]);
            offset += bytes.len() as u64;
        }
        pack
    }

    #[test]
    fn the_files_of_a_pack_are_listed_with_their_bytes() {
        let pack = pack(&[("a.ctex", b"picture"), ("folder/b", b"")]);
        let files = files(&pack).unwrap();
        let listed: Vec<_> = files.iter().map(|file| (&*file.path, file.bytes)).collect();
        assert_eq!(listed, [("a.ctex", &b"picture"[..]), ("folder/b", b"")]);
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
