//! Loudness as ears have it (EBU R 128), by the crate `ebur128`.

use ebur128::{EbuR128, Error, Mode};

use crate::clip::{Clip, count};

fn meter(channels: &[Clip], mode: Mode) -> Result<EbuR128, Error> {
    let rate = channels.first().map_or(0, |channel| channel.rate);
    EbuR128::new(channels.len() as u32, rate, mode)
}

fn planes(channels: &[Clip], start: usize, end: usize) -> Vec<&[f64]> {
    channels.iter().map(|channel| &channel.samples[start..end]).collect()
}

/// The loudness of the whole in LUFS: for music.
///
/// # Errors
/// There is no channel, or the rate is out of range.
pub fn integrated(channels: &[Clip]) -> Result<f64, Error> {
    let mut meter = meter(channels, Mode::I)?;
    let samples = channels.first().map_or(0, |channel| channel.samples.len());
    meter.add_frames_planar_f64(&planes(channels, 0, samples))?;
    meter.loudness_global()
}

/// The loudness of the loudest 400 ms in LUFS: for effects, most of which are shorter than that. A mono sound counts as the engine plays
/// it, from both speakers.
///
/// # Errors
/// There is no channel, or the rate is out of range.
pub fn loudest_moment(channels: &[Clip]) -> Result<f64, Error> {
    let mut stereo = channels.to_vec();
    if let [only] = channels {
        stereo.push(only.clone());
    }
    let mut meter = meter(&stereo, Mode::M)?;
    let length = stereo.first().map_or(0, |channel| channel.samples.len());
    let hop = count(meter.rate(), 0.05);
    // Silence after it, so that a sound shorter than the window is measured at all.
    for channel in &mut stereo {
        channel.samples.resize(length + 8 * hop, 0.0);
    }
    let mut loudest = f64::NEG_INFINITY;
    for start in (0..length + 7 * hop).step_by(hop) {
        let end = (start + hop).min(length + 8 * hop);
        meter.add_frames_planar_f64(&planes(&stereo, start, end))?;
        loudest = loudest.max(meter.loudness_momentary()?);
    }
    Ok(loudest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::sin_turns;

    #[test]
    fn a_tone_of_full_scale_in_both_channels_is_as_loud_as_the_standard_says() {
        let tone = Clip::draw(48_000, 3.0, |t| sin_turns(997.0 * t));
        assert!((integrated(&[tone.clone(), tone.clone()]).unwrap() - 0.0).abs() < 0.1);
        assert!((loudest_moment(&[tone]).unwrap() - 0.0).abs() < 0.1);
    }

    #[test]
    fn a_short_sound_is_quieter_than_a_long_one() {
        let tone = |seconds| Clip::draw(48_000, seconds, |t| sin_turns(997.0 * t));
        let [short, long] = [0.1, 1.0].map(|seconds| loudest_moment(&[tone(seconds)]).unwrap());
        assert!((long - short - 6.0).abs() < 0.5, "{short} and {long}");
    }
}
