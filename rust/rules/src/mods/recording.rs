//! Sounds and music of mods: what they are and how long they last, before the engine decodes them.

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 8 << 20;
/// The longest sound of an event, in s. A browser keeps it decoded in memory.
pub const MAX_SOUND_SECONDS: f64 = 10.0;
/// The longest tune, in s.
pub const MAX_TUNE_SECONDS: f64 = 600.0;

/// A format that the engine plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Ogg Vorbis.
    Ogg,
    /// WAV, not compressed.
    Wav,
}

/// What the headers of a recording say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Header {
    /// Its format.
    pub format: Format,
    /// How long it lasts, in s.
    pub seconds: f64,
}

/// Reads the headers of an Ogg Vorbis or WAV file.
///
/// # Errors
/// It is neither, too large, or longer than `max_seconds`. The message says what is allowed.
pub fn header(bytes: &[u8], max_seconds: f64) -> Result<Header, String> {
    if bytes.len() > MAX_BYTES {
        return Err(format!("the recording is {} bytes long; at most {MAX_BYTES} are allowed", bytes.len()));
    }
    let header = if bytes.starts_with(b"OggS") {
        ogg(bytes).ok_or(
            "this is not an Ogg file with a Vorbis stream of 1 or 2 channels and 8 to 96 kHz; only that, or WAV, is allowed",
        )?
    } else {
        wav(bytes).ok_or(
            "this is not a WAV file with 8 or 16 bits, 1 or 2 channels and 8 to 96 kHz; only that, or Ogg Vorbis, is allowed",
        )?
    };
    if header.seconds > max_seconds {
        return Err(format!(
            "the recording lasts {:.1} s; at most {max_seconds} s are allowed here",
            header.seconds
        ));
    }
    Ok(header)
}

fn u16_at(bytes: &[u8], index: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(index..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], index: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(index..)?.first_chunk()?))
}

/// The rate of a recording that the engine plays well, in Hz.
fn usable_rate(channels: u16, rate: u32) -> Option<f64> {
    ((1..=2).contains(&channels) && (8_000..=96_000).contains(&rate)).then_some(f64::from(rate))
}

fn ogg(bytes: &[u8]) -> Option<Header> {
    // The first page has one packet, the Vorbis identification, behind a header of 27 bytes and one length.
    let packet = bytes.get(28..)?;
    let fields = packet.strip_prefix(b"\x01vorbis")?;
    let rate = usable_rate(u16::from(*fields.get(4)?), u32_at(fields, 5)?)?;
    // The last page says how many samples there are before its end.
    let last = bytes.windows(4).rposition(|window| window == b"OggS")?;
    let samples = u64::from(u32_at(bytes, last + 6)?) | u64::from(u32_at(bytes, last + 10)?) << 32;
    Some(Header { format: Format::Ogg, seconds: samples as f64 / rate })
}

fn wav(bytes: &[u8]) -> Option<Header> {
    let mut rest = bytes.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WAVE")?;
    let mut bytes_per_second = None;
    // Each chunk is at least 8 bytes long, so the loop ends.
    while let (Some(name), Some(size)) = (rest.get(..4), u32_at(rest, 4)) {
        let body = rest.get(8..)?;
        let size = size as usize;
        match name {
            b"fmt " => {
                let (channels, rate, bits) = (u16_at(body, 2)?, u32_at(body, 4)?, u16_at(body, 14)?);
                let is_plain = u16_at(body, 0)? == 1 && matches!(bits, 8 | 16);
                let rate = usable_rate(channels, rate).filter(|_| is_plain)?;
                bytes_per_second = Some(rate * f64::from(channels) * f64::from(bits / 8));
            }
            b"data" => {
                // The engine would look for the rest of data that is cut short.
                let seconds = size as f64 / bytes_per_second?;
                return (size <= body.len()).then_some(Header { format: Format::Wav, seconds });
            }
            _ => {}
        }
        rest = body.get(size.checked_add(size % 2)?..)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn a_wav(bits: u16, rate: u32, samples: usize) -> Vec<u8> {
        let data = samples * usize::from(bits / 8);
        let mut wav = b"RIFF\0\0\0\0WAVELIST\x03\0\0\0abc\0fmt \x10\0\0\0\x01\0\x01\0".to_vec();
        wav.extend(rate.to_le_bytes());
        wav.extend((rate * u32::from(bits / 8)).to_le_bytes());
        wav.extend((bits / 8).to_le_bytes());
        wav.extend(bits.to_le_bytes());
        wav.extend(b"data");
        wav.extend((data as u32).to_le_bytes());
        wav.resize(wav.len() + data, 0);
        wav
    }

    #[test]
    fn a_wav_file_lasts_as_long_as_its_data() {
        let wav = a_wav(16, 22_050, 22_050);
        assert_eq!(header(&wav, 10.0), Ok(Header { format: Format::Wav, seconds: 1.0 }));
        assert!(header(&wav, 0.5).unwrap_err().contains("lasts 1.0 s; at most 0.5 s"));
        for wrong in [
            a_wav(24, 22_050, 9),
            a_wav(16, 7, 9),
            wav[..90].to_vec(),
            b"RIFF".to_vec(),
            b"MThd".to_vec(),
            vec![],
        ] {
            assert!(header(&wrong, 10.0).unwrap_err().contains("not a WAV file"));
        }
    }

    #[test]
    fn an_ogg_file_lasts_as_long_as_its_last_page_says() {
        let sound = include_bytes!("../../../../godot-project/assets/audio/music_title.ogg");
        let read = header(sound, MAX_TUNE_SECONDS).unwrap();
        assert!(read.format == Format::Ogg && (5.0..300.0).contains(&read.seconds), "{read:?}");
        assert!(
            header(b"OggS and nothing more of the kind at all", 10.0)
                .unwrap_err()
                .contains("not an Ogg file")
        );
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes: Vec<u8>, rest: Vec<u8>) {
            for start in [&b"OggS"[..], b"RIFF\0\0\0\0WAVE", b""] {
                let _ = header(&[start, &bytes, &rest].concat(), 10.0);
            }
        }
    }
}
