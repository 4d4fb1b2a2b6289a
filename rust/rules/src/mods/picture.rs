//! PNG pictures of mods: their size, before the engine unpacks them.

/// The largest picture file, in bytes.
pub const MAX_BYTES: usize = 8 << 20;
/// The largest width and height of a picture, in px. Larger ones don't work on every phone.
pub const MAX_SIDE: u32 = 4096;
/// The most pixels of all pictures of a mod together: 64 MiB of graphics memory.
pub const MAX_PIXELS: u64 = 4096 * 4096;

/// Width and height of a PNG file, in px, as its header says.
///
/// # Errors
/// It is no PNG file, or larger than [`MAX_SIDE`] or [`MAX_BYTES`]. A few bytes can stand for gigabytes, so ask before unpacking it.
pub fn png_size(bytes: &[u8]) -> Result<(u32, u32), String> {
    if bytes.len() > MAX_BYTES {
        return Err(format!("the picture is {} bytes long; at most {MAX_BYTES} are allowed", bytes.len()));
    }
    let (width, height) = header(bytes).ok_or("this is not a PNG picture; only those are allowed here")?;
    if !(1..=MAX_SIDE).contains(&width) || !(1..=MAX_SIDE).contains(&height) {
        return Err(format!(
            "the picture has {width} × {height} px; 1 × 1 to {MAX_SIDE} × {MAX_SIDE} are allowed"
        ));
    }
    Ok((width, height))
}

fn header(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(4..16)?.strip_prefix(b"IHDR")?;
    let (width, rest) = header.split_first_chunk()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*rest.first_chunk()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_of_a_png_file_has_its_size() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\0\0\0\x01\0".to_vec();
        assert_eq!(png_size(&png), Ok((512, 256)));
        assert!(png_size(&png[..20]).unwrap_err().contains("not a PNG"), "cut short");
        png[16] = 0x20; // the header of 8 + 8 bytes, then the width
        assert!(png_size(&png).unwrap_err().contains("536871424 × 256 px; 1 × 1 to 4096 × 4096"), "huge");
        png[0] = b'G';
        assert!(png_size(&png).is_err());
        assert!(png_size(b"").is_err());
    }
}
