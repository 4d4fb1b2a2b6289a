//! Clips to and from 16-bit WAV files.

use std::path::Path;

use crate::clip::Clip;

/// A file's samples as they are stored.
#[derive(Debug, PartialEq, Eq)]
pub struct Stored {
    /// Samples a second.
    pub rate: u32,
    /// 1 is mono.
    pub channels: u16,
    /// 16-bit samples; full scale is 32767.
    pub samples: Vec<i16>,
}

impl Stored {
    /// Rounds a clip to 16 bits.
    pub fn from_clip(clip: &Clip) -> Self {
        Self { rate: clip.rate, channels: 1, samples: clip.samples.iter().copied().map(to_16_bits).collect() }
    }

    /// The channels as clips.
    pub fn to_clips(&self) -> Vec<Clip> {
        let count = usize::from(self.channels);
        let channel = |index| {
            let samples = self.samples.iter().skip(index).step_by(count);
            Clip { rate: self.rate, samples: samples.map(|sample| f64::from(*sample) / 32_767.0).collect() }
        };
        (0..count).map(channel).collect()
    }

    /// Reads the file at `path`.
    ///
    /// # Errors
    /// The file is missing, or not a 16-bit WAV file.
    pub fn read(path: &Path) -> Result<Self, hound::Error> {
        let mut reader = hound::WavReader::open(path)?;
        let spec = reader.spec();
        let samples = reader.samples::<i16>().collect::<Result<_, _>>()?;
        Ok(Self { rate: spec.sample_rate, channels: spec.channels, samples })
    }

    /// Writes the file at `path`, over an old one.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), hound::Error> {
        let spec = hound::WavSpec {
            channels: self.channels,
            sample_rate: self.rate,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut writer = hound::WavWriter::create(path, spec)?;
        for sample in &self.samples {
            writer.write_sample(*sample)?;
        }
        writer.finalize()
    }

    /// The largest difference between two sounds in steps of a 16-bit sample;
    /// `None` where they are not of the same kind and length.
    pub fn difference(&self, other: &Self) -> Option<u16> {
        let alike = self.rate == other.rate
            && self.channels == other.channels
            && self.samples.len() == other.samples.len();
        alike.then(|| {
            let pairs = self.samples.iter().zip(&other.samples);
            pairs.map(|(mine, theirs)| mine.abs_diff(*theirs)).max().unwrap_or(0)
        })
    }
}

fn to_16_bits(sample: f64) -> i16 {
    (sample * 32_767.0).round().clamp(-32_768.0, 32_767.0) as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_rounded_and_held_within_full_scale() {
        let clip = Clip { rate: 8_000, samples: vec![0.0, 1.0, -1.0, 7.0, -7.0] };
        assert_eq!(Stored::from_clip(&clip).samples, [0, 32_767, -32_767, 32_767, -32_768]);
    }

    #[test]
    fn sounds_of_different_length_cannot_be_compared() {
        let one = Stored { rate: 8_000, channels: 1, samples: vec![1, 2] };
        let two = Stored { rate: 8_000, channels: 1, samples: vec![1, 5] };
        let three = Stored { rate: 8_000, channels: 1, samples: vec![1] };
        assert_eq!(one.difference(&two), Some(3));
        assert_eq!(one.difference(&three), None);
    }
}
