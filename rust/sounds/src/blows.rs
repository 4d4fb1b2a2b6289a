//! The bad news of Arcade and Horde, and the loud: shots, blows, warnings.

use crate::clip::Clip;
use crate::effects::{BELL, RATE, driven, phrase};
use crate::envelope::{Envelope, glide, strike};
use crate::filter::Filter;
use crate::math::{exp2, sin_turns};
use crate::noise::Noise;
use crate::oscillator::{Oscillator, Shape};
use crate::space::echo;
use crate::voice::Voice;

/// A creep fires. Many do: a soft, low pip that no one minds. `pitch` scales it.
fn pip(pitch: f64) -> Clip {
    let mut body = Oscillator::new(RATE, 0.0);
    let mut filter = Filter::new(RATE);
    Clip::draw(RATE, 0.11, |t| {
        let wave = body.sample(Shape::Triangle, pitch * glide(520.0, 190.0, 0.03, t));
        filter.sample(wave, glide(1_400.0, 500.0, 0.03, t), 0.7).low * strike(t, 0.006, 0.022)
    })
    .finished(0.003, 0.03, -14.0)
}

/// A creep fires.
pub fn creep_shot() -> Clip {
    pip(1.0)
}

/// The same, lower.
pub fn creep_shot_2() -> Clip {
    pip(0.88)
}

/// The same, higher.
pub fn creep_shot_3() -> Clip {
    pip(1.13)
}

/// A bullet strikes a boss: a dull clank. Heard as often as the player fires. `pitch` scales the plate, `seed` chooses the click.
fn clank(pitch: f64, seed: u64) -> Clip {
    // Parts of a struck plate do not stand in whole ratios to each other: that is what makes it metal.
    let mut plate = [1.0, 1.53, 2.31].map(|ratio| (ratio, Oscillator::new(RATE, 0.0)));
    let (mut noise, mut filter) = (Noise::new(seed), Filter::new(RATE));
    Clip::draw(RATE, 0.13, |t| {
        let hz = pitch * glide(330.0, 290.0, 0.02, t);
        let ring: f64 =
            plate.iter_mut().map(|(ratio, part)| part.sample(Shape::Sine, *ratio * hz) / *ratio).sum();
        let click = filter.sample(noise.sample(), 1_500.0, 0.8).low * strike(t, 0.000_5, 0.006);
        ring * strike(t, 0.001, 0.024) + 0.7 * click
    })
    .finished(0.001, 0.04, -9.0)
}

/// A bullet strikes a boss.
pub fn boss_hit() -> Clip {
    clank(1.0, 41)
}

/// The same, lower.
pub fn boss_hit_2() -> Clip {
    clank(0.9, 51)
}

/// The same, higher.
pub fn boss_hit_3() -> Clip {
    clank(1.11, 61)
}

/// A shield bursts: a pane that cracks, and its pieces falling.
pub fn shield_break() -> Clip {
    let (mut noise, mut crack_filter, mut fall_filter) =
        (Noise::new(42), Filter::new(RATE), Filter::new(RATE));
    let mut pieces = [(0.00, 1_410.0), (0.05, 1_130.0), (0.11, 940.0), (0.18, 700.0)]
        .map(|(start, hz)| (start, hz, Oscillator::new(RATE, 0.0)));
    let mut hum = Oscillator::new(RATE, 0.0);
    Clip::draw(RATE, 0.5, |t| {
        let hiss = noise.sample();
        let crack =
            crack_filter.sample(hiss, glide(4_200.0, 500.0, 0.03, t), 0.8).low * strike(t, 0.001, 0.022);
        let debris = fall_filter.sample(hiss, 1_500.0, 1.2).band * strike(t - 0.03, 0.02, 0.07);
        let chimes: f64 = pieces
            .iter_mut()
            .map(|(start, hz, tone)| tone.sample(Shape::Triangle, *hz) * strike(t - *start, 0.002, 0.035))
            .sum();
        let down = hum.sample(Shape::Saw, glide(520.0, 90.0, 0.09, t)) * strike(t, 0.003, 0.08);
        driven(1.1 * crack + 0.35 * debris + 0.28 * chimes + 0.25 * down)
    })
    .finished(0.001, 0.1, -3.5)
}

/// The bomb: the air is drawn in, then everything goes.
pub fn bomb() -> Clip {
    const DRAWN: f64 = 0.1; // seconds of the breath before the blow
    let mut noise = Noise::new(43);
    let (mut blast_filter, mut tail_filter) = (Filter::new(RATE), Filter::new(RATE));
    let (mut low, mut breath) = (Oscillator::new(RATE, 0.0), Oscillator::new(RATE, 0.0));
    Clip::draw(RATE, 1.1, |t| {
        let hiss = noise.sample();
        let after = t - DRAWN;
        let rise = if after < 0.0 { (t / DRAWN) * (t / DRAWN) } else { 0.0 };
        let whoop = breath.sample(Shape::Triangle, 180.0 * exp2(12.0 * t.min(DRAWN))) * rise;
        let blast = blast_filter.sample(hiss, glide(5_000.0, 300.0, 0.12, after.max(0.0)), 0.8).low
            * strike(after, 0.002, 0.13);
        let rumble = tail_filter.sample(hiss, 420.0, 0.8).low * strike(after, 0.03, 0.28);
        let boom =
            low.sample(Shape::Sine, glide(150.0, 38.0, 0.10, after.max(0.0))) * strike(after, 0.003, 0.20);
        driven(0.35 * whoop + 1.9 * blast + 1.1 * rumble + 0.5 * boom)
    })
    .finished(0.002, 0.25, -2.5)
}

/// A boss comes: a siren of two notes that do not belong together, three times.
pub fn boss_warning() -> Clip {
    let mut horns = [0.0, 0.4].map(|phase| Oscillator::new(RATE, phase));
    let (mut sub, mut filter) = (Oscillator::new(RATE, 0.0), Filter::new(RATE));
    Clip::draw(RATE, 1.2, |t| {
        let turn = (t / 0.4).fract();
        // D and the A flat above it: a tritone, which wants to go elsewhere.
        let hz = if turn < 0.5 { 293.7 } else { 207.7 };
        let [first, second] = &mut horns;
        let wave = first.sample(Shape::Pulse(0.4), hz * 0.995) + second.sample(Shape::Saw, hz * 1.006);
        let within = (turn * 2.0).fract();
        let gate = (within / 0.04).min(1.0) * ((1.0 - within) / 0.12).clamp(0.0, 1.0);
        let growl = 1.0 + 0.15 * sin_turns(31.0 * t);
        let open = 700.0 + 900.0 * (1.0 - within);
        filter.sample(wave, open, 1.2).low * gate * growl + 0.8 * sub.sample(Shape::Sine, hz * 0.5) * gate
    })
    .finished(0.004, 0.1, -5.0)
}

/// A boss dies: three blows, the last of them great, and it sinks.
pub fn boss_down() -> Clip {
    let mut noise = Noise::new(44);
    let mut blows =
        [(0.0, 0.05, 0.7), (0.22, 0.06, 0.8), (0.5, 0.2, 1.3)].map(|(start, half_life, level)| {
            (start, half_life, level, Filter::new(RATE), Oscillator::new(RATE, 0.0))
        });
    let mut hull = [0.0, 0.4].map(|phase| Oscillator::new(RATE, phase));
    let mut hull_filter = Filter::new(RATE);
    Clip::draw(RATE, 1.6, |t| {
        let hiss = noise.sample();
        let mut sum = 0.0;
        for (start, half_life, level, filter, tone) in &mut blows {
            let since = t - *start;
            if since < 0.0 {
                continue;
            }
            let blast = filter.sample(hiss, glide(4_800.0, 340.0, 1.2 * *half_life, since), 0.8).low;
            let boom = tone.sample(Shape::Sine, glide(190.0, 42.0, 0.08, since))
                * strike(since, 0.003, *half_life * 1.3);
            sum += *level * (blast * strike(since, 0.002, *half_life) + 0.4 * boom);
        }
        let hz = glide(320.0, 36.0, 0.5, t) * exp2(0.05 * sin_turns(7.0 * t));
        let [first, second] = &mut hull;
        let saws = first.sample(Shape::Saw, hz) + second.sample(Shape::Saw, hz * 1.013);
        let groan = hull_filter.sample(saws, glide(2_200.0, 420.0, 0.4, t), 1.3).low * strike(t, 0.02, 0.5);
        driven(1.2 * sum + 0.45 * groan)
    })
    .finished(0.001, 0.35, -3.0)
}

/// A part of a boss goes: one of a chain of explosions.
pub fn boss_explosion() -> Clip {
    let (mut noise, mut crack, mut body, mut boom) =
        (Noise::new(46), Filter::new(RATE), Filter::new(RATE), Oscillator::new(RATE, 0.0));
    Clip::draw(RATE, 0.6, |t| {
        let hiss = noise.sample();
        let crackle = crack.sample(hiss, glide(5_500.0, 600.0, 0.03, t), 0.8).low * strike(t, 0.001, 0.03);
        let rumble = body.sample(hiss, glide(900.0, 180.0, 0.09, t), 0.8).low * strike(t, 0.01, 0.11);
        let low = boom.sample(Shape::Sine, glide(170.0, 48.0, 0.06, t)) * strike(t, 0.003, 0.1);
        driven(1.1 * crackle + 1.2 * rumble + 0.6 * low)
    })
    .finished(0.001, 0.15, -3.0)
}

/// The boss itself goes, after the chain: the air stops, then the largest blast of the game, and its thunder.
pub fn boss_blast() -> Clip {
    const HELD: f64 = 0.09; // seconds of the breath before the blast
    let mut noise = Noise::new(47);
    let (mut blast_filter, mut thunder_filter, mut debris_filter) =
        (Filter::new(RATE), Filter::new(RATE), Filter::new(RATE));
    let (mut low, mut breath) = (Oscillator::new(RATE, 0.0), Oscillator::new(RATE, 0.0));
    let mut debris = 0.0;
    Clip::draw(RATE, 2.2, |t| {
        let hiss = noise.sample();
        let after = t - HELD;
        let rise = if after < 0.0 { (t / HELD) * (t / HELD) } else { 0.0 };
        let whoop = breath.sample(Shape::Triangle, 140.0 * exp2(14.0 * t.min(HELD))) * rise;
        let blast = blast_filter.sample(hiss, glide(6_000.0, 240.0, 0.16, after.max(0.0)), 0.8).low
            * strike(after, 0.002, 0.2);
        let roll = 1.0 + 0.35 * sin_turns(5.0 * t) * sin_turns(1.7 * t);
        let thunder = thunder_filter.sample(hiss, 300.0, 0.8).low * roll * strike(after, 0.05, 0.5);
        let boom =
            low.sample(Shape::Sine, glide(140.0, 33.0, 0.14, after.max(0.0))) * strike(after, 0.003, 0.32);
        if noise.unit() < 18.0 / f64::from(RATE) {
            debris = noise.unit();
        }
        debris *= 0.9988;
        let rattle = debris_filter.sample(hiss * debris, 1_300.0, 1.4).band * strike(after - 0.2, 0.1, 0.5);
        driven(0.3 * whoop + 1.8 * blast + 1.5 * thunder + 0.7 * boom + 0.7 * rattle)
    })
    .finished(0.002, 0.6, -3.2)
}

/// Bullets dissolve into points: small glass, falling away.
pub fn bullet_cancel() -> Clip {
    let mut drops = [(0.0, 1_568.0), (0.045, 1_318.5), (0.09, 1_174.7), (0.135, 987.8), (0.18, 880.0)]
        .map(|(start, hz)| (start, hz, Oscillator::new(RATE, 0.0)));
    let (mut noise, mut filter) = (Noise::new(48), Filter::new(RATE));
    Clip::draw(RATE, 0.42, |t| {
        let chimes: f64 = drops
            .iter_mut()
            .map(|(start, hz, tone)| tone.sample(Shape::Sine, *hz) * strike(t - *start, 0.003, 0.045))
            .sum();
        let air =
            filter.sample(noise.sample(), glide(1_600.0, 500.0, 0.1, t), 1.2).band * strike(t, 0.03, 0.07);
        0.5 * chimes + 0.3 * air
    })
    .finished(0.003, 0.12, -8.0)
}

/// A bullet passes close by: a tick and a breath of air, often.
pub fn graze() -> Clip {
    let (mut tick, mut noise, mut filter) = (Oscillator::new(RATE, 0.0), Noise::new(49), Filter::new(RATE));
    Clip::draw(RATE, 0.07, |t| {
        let tone = tick.sample(Shape::Sine, glide(1_600.0, 1_050.0, 0.006, t)) * strike(t, 0.001, 0.009);
        let air = filter.sample(noise.sample(), 800.0, 2.0).band * strike(t, 0.008, 0.012);
        tone + 0.6 * air
    })
    .finished(0.001, 0.02, -13.0)
}

/// A life is lost, but not the game: a blow, and three notes that stumble down.
pub fn life_lost() -> Clip {
    let bell = Voice {
        cutoff: 1_500.0,
        envelope: Envelope { sustain: 0.45, decay_half_life: 0.16, ..BELL.envelope },
        ..BELL
    };
    let notes = [(0.10, 0.11, 69, 0.8), (0.24, 0.11, 65, 0.8), (0.38, 0.20, 61, 0.85), (0.38, 0.20, 49, 0.5)];
    let mut clip = echo(&phrase(&bell, 0.9, &notes), 0.13, 0.22, 2);
    let (mut noise, mut filter, mut tone) = (Noise::new(45), Filter::new(RATE), Oscillator::new(RATE, 0.0));
    let blow = Clip::draw(RATE, 0.4, |t| {
        let crunch =
            filter.sample(noise.sample(), glide(3_600.0, 200.0, 0.06, t), 0.8).low * strike(t, 0.001, 0.06);
        driven(1.4 * crunch + tone.sample(Shape::Sine, glide(220.0, 55.0, 0.06, t)) * strike(t, 0.002, 0.09))
    });
    clip.mix(&blow, 0, 0.9);
    clip.finished(0.001, 0.15, -3.0)
}
