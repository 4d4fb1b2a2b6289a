//! Clips to and from Ogg Vorbis.

use std::num::{NonZeroU8, NonZeroU32};

use vorbis_rs::{VorbisBitrateManagementStrategy, VorbisDecoder, VorbisEncoderBuilder, VorbisError};

use crate::clip::Clip;

/// The number that identifies a stream in its file. It is fixed, so that the same sound gives the same file.
const SERIAL: i32 = 1;
/// Samples per call of the encoder.
const BLOCK: usize = 4_096;

/// Encodes channels of the same rate and length. A `quality` of -0.2 makes the smallest file, 1.0 the best.
///
/// # Errors
/// There is no channel, or the encoder can't do the rate.
pub fn encode(channels: &[Clip], quality: f32) -> Result<Vec<u8>, VorbisError> {
    let rate = NonZeroU32::try_from(channels.first().map_or(0, |channel| channel.rate))?;
    let count = NonZeroU8::try_from(u8::try_from(channels.len())?)?;
    let mut builder = VorbisEncoderBuilder::new_with_serial(rate, count, Vec::new(), SERIAL);
    let strategy = VorbisBitrateManagementStrategy::QualityVbr { target_quality: quality };
    let mut encoder = builder.bitrate_management_strategy(strategy).build()?;
    let samples: Vec<Vec<f32>> = channels
        .iter()
        .map(|channel| channel.samples.iter().map(|sample| *sample as f32).collect())
        .collect();
    for start in (0..samples[0].len()).step_by(BLOCK) {
        let end = (start + BLOCK).min(samples[0].len());
        let block: Vec<&[f32]> = samples.iter().map(|channel| &channel[start..end]).collect();
        encoder.encode_audio_block(block)?;
    }
    encoder.finish()
}

/// Decodes a file.
///
/// # Errors
/// The bytes are not an Ogg Vorbis file.
pub fn decode(bytes: &[u8]) -> Result<Vec<Clip>, VorbisError> {
    let mut decoder = VorbisDecoder::<&[u8]>::new(bytes)?;
    let rate = decoder.sampling_frequency().get();
    let mut channels = vec![Clip { rate, samples: Vec::new() }; usize::from(decoder.channels().get())];
    while let Some(block) = decoder.decode_audio_block()? {
        for (channel, samples) in channels.iter_mut().zip(block.samples()) {
            channel.samples.extend(samples.iter().map(|sample| f64::from(*sample)));
        }
    }
    Ok(channels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::sin_turns;

    fn tone() -> Clip {
        Clip::draw(44_100, 0.5, |t| 0.5 * sin_turns(440.0 * t))
    }

    #[test]
    fn a_decoded_sound_has_the_length_and_the_samples_of_the_original() {
        let decoded = decode(&encode(&[tone(), tone()], 0.4).unwrap()).unwrap();
        assert_eq!(decoded.len(), 2);
        assert_eq!(decoded[0].samples.len(), tone().samples.len());
        for (made, decoded) in tone().samples.iter().zip(&decoded[1].samples) {
            assert!((made - decoded).abs() < 0.05, "{made} became {decoded}");
        }
    }

    #[test]
    fn the_same_sound_gives_the_same_file() {
        assert_eq!(encode(&[tone()], 0.1).unwrap(), encode(&[tone()], 0.1).unwrap());
    }
}
