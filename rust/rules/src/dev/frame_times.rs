//! How even the frames of a run were: its stutter report.

use std::fmt;

use crate::trace::TraceEvent;

/// How far a frame may be from the median, in µs.
const TOLERANCE: f32 = 1000.0;
/// How many of the longest frames the report lists.
const WORST: usize = 10;
/// How many ticks before a frame what happened may still be why it was long.
const AFTERMATH: u64 = 3;
/// Frames at the start of a run that don't count: everything is made then.
const WARM_UP: usize = 60;

/// The times of a run's frames, and what happened meanwhile.
#[derive(Clone, Debug, Default)]
pub struct FrameTimes {
    /// Each with the tick before it, and in µs.
    frames: Vec<(u64, f32)>,
    /// What happened in which tick.
    happened: Vec<(u64, &'static str)>,
}

impl FrameTimes {
    /// With room for so many frames: to make room takes time, too.
    pub fn new(frames: usize) -> Self {
        Self { frames: Vec::with_capacity(frames), happened: Vec::with_capacity(frames) }
    }

    /// A frame took so many µs; `tick` is the one before it.
    pub fn add(&mut self, tick: u64, micros: f32) {
        self.frames.push((tick, micros));
    }

    /// Notes what may make a frame long.
    pub fn note(&mut self, tick: u64, event: &TraceEvent) {
        let what = match event {
            TraceEvent::GameStarted { .. } => "a game starts",
            TraceEvent::WaveStarted { .. } => "a wave starts",
            TraceEvent::SkyShown { .. } => "another sky",
            TraceEvent::BossEntered { .. } => "a boss enters, the music changes",
            TraceEvent::BossKilled { .. } => "a boss is killed, the music changes",
            TraceEvent::BombUsed => "a bomb",
            TraceEvent::LivesLeft { .. } => "a life is lost",
            TraceEvent::PowerUpCaught { .. } => "a power-up",
            TraceEvent::ReplaySaved { .. } | TraceEvent::HighScoreSaved { .. } => "a file is saved",
            TraceEvent::ScreenShown(_) => "another screen",
            _ => return,
        };
        self.happened.push((tick, what));
    }

    /// The report. None of a run that was too short.
    pub fn report(&self) -> Option<StutterReport> {
        let frames = self.frames.get(WARM_UP..).filter(|frames| !frames.is_empty())?;
        let mut sorted: Vec<(u64, f32)> = frames.to_vec();
        sorted.sort_by(|a, b| a.1.total_cmp(&b.1));
        let at = |share: f32| sorted[((sorted.len() - 1) as f32 * share).round() as usize].1;
        let median = at(0.5);
        let even = frames.iter().filter(|(_, micros)| (micros - median).abs() <= TOLERANCE).count();
        let worst = sorted.iter().rev().take(WORST).map(|&(tick, micros)| {
            let what = self.happened.iter().filter(|(when, _)| (*when..=*when + AFTERMATH).contains(&tick));
            let mut what: Vec<&str> = what.map(|(_, what)| *what).collect();
            what.dedup();
            (tick, micros, what.join(", "))
        });
        Some(StutterReport {
            frames: frames.len(),
            median,
            longest_but_a_thousandth: at(0.999),
            even: even as f32 / frames.len() as f32,
            worst: worst.collect(),
        })
    }
}

/// How even the frames of a run were. Times are in µs.
#[derive(Clone, Debug, PartialEq)]
pub struct StutterReport {
    /// How many frames there were, without those of the warm-up.
    pub frames: usize,
    /// The time of the frame in the middle.
    pub median: f32,
    /// 99.9 % of the frames took no longer.
    pub longest_but_a_thousandth: f32,
    /// The share of frames within 1 ms of the median, from 0 to 1.
    pub even: f32,
    /// The longest frames: the tick before each, its time, and what happened.
    pub worst: Vec<(u64, f32, String)>,
}

impl fmt::Display for StutterReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { frames, median, longest_but_a_thousandth, even, worst } = self;
        writeln!(
            f,
            "frames: {frames}, median {median:.0} µs, 99.9 % within {longest_but_a_thousandth:.0} µs, {:.3} % within 1 ms of the median",
            even * 100.0
        )?;
        for (tick, micros, what) in worst {
            let what = if what.is_empty() { "nothing of note" } else { what };
            writeln!(f, "  {micros:>7.0} µs after tick {tick:>6}: {what}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run() -> FrameTimes {
        let mut times = FrameTimes::default();
        for tick in 0..2060 {
            // The warm-up is long, and doesn't count.
            times.add(tick, if tick < 60 { 50_000.0 } else { 100.0 });
        }
        times
    }

    #[test]
    fn even_frames_are_all_within_a_millisecond() {
        let report = run().report().unwrap();
        assert_eq!((report.frames, report.median, report.even), (2000, 100.0, 1.0));
    }

    #[test]
    fn a_long_frame_is_listed_with_what_happened_just_before() {
        let mut times = run();
        times.note(500, &TraceEvent::BombUsed);
        times.note(2060, &TraceEvent::WaveStarted { number: 2, score: 0 });
        times.note(2061, &TraceEvent::BulletLeft { y: 0.0 });
        times.add(2062, 9_000.0);
        times.add(2063, 1_050.0);
        let report = times.report().unwrap();
        assert_eq!(report.worst[0], (2062, 9_000.0, "a wave starts".to_owned()));
        assert!((report.even - 2001.0 / 2002.0).abs() < 1e-6, "{}", report.even);
        let text = report.to_string();
        assert!(text.contains("9000 µs after tick   2062: a wave starts"), "{text}");
        assert!(text.contains("100 µs after tick   2059: nothing of note"), "{text}");
    }

    #[test]
    fn a_run_without_frames_has_no_report() {
        assert_eq!(FrameTimes::default().report(), None);
    }
}
