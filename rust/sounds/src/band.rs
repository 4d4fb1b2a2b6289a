//! The instruments of the tune.

use crate::envelope::Envelope;
use crate::oscillator::Shape;
use crate::voice::Voice;

/// Short, round, and with a snap at the front.
pub const BASS: Voice = Voice {
    shape: Shape::Saw,
    detune: 8.0,
    sub: 0.0,
    cutoff: 330.0,
    sweep: 2.6,
    sweep_half_life: 0.045,
    resonance: 1.3,
    vibrato: 0.0,
    envelope: Envelope { attack: 0.003, decay_half_life: 0.12, sustain: 0.55, release: 0.06 },
};

/// The bass of what should frighten: lower, duller at rest, with a bite.
pub const GROWL: Voice = Voice {
    shape: Shape::Saw,
    detune: 16.0,
    sub: 0.0,
    cutoff: 240.0,
    sweep: 3.0,
    sweep_half_life: 0.06,
    resonance: 1.8,
    vibrato: 0.0,
    envelope: Envelope { attack: 0.003, decay_half_life: 0.16, sustain: 0.5, release: 0.07 },
};

/// The glittering sixteenths behind the lead.
pub const ARPEGGIO: Voice = Voice {
    shape: Shape::Pulse(0.3),
    detune: 6.0,
    sub: 0.0,
    cutoff: 1_500.0,
    sweep: 1.2,
    sweep_half_life: 0.04,
    resonance: 1.6,
    vibrato: 0.0,
    envelope: Envelope { attack: 0.003, decay_half_life: 0.05, sustain: 0.2, release: 0.09 },
};

/// Soft chords that hold the bar together.
pub const PAD: Voice = Voice {
    shape: Shape::Saw,
    detune: 22.0,
    sub: 0.0,
    cutoff: 950.0,
    sweep: 0.0,
    sweep_half_life: 1.0,
    resonance: 0.7,
    vibrato: 0.0,
    envelope: Envelope { attack: 0.12, decay_half_life: 1.0, sustain: 0.8, release: 0.5 },
};

/// The lead of the hook and the bridge.
pub const CRISP_LEAD: Voice = Voice {
    shape: Shape::Pulse(0.25),
    detune: 11.0,
    sub: 0.3,
    cutoff: 2_300.0,
    sweep: 1.0,
    sweep_half_life: 0.07,
    resonance: 1.0,
    vibrato: 12.0,
    envelope: Envelope { attack: 0.005, decay_half_life: 0.15, sustain: 0.55, release: 0.1 },
};

/// The lead of the long line.
pub const BROAD_LEAD: Voice = Voice {
    shape: Shape::Saw,
    detune: 17.0,
    sub: 0.35,
    cutoff: 3_000.0,
    sweep: 0.7,
    sweep_half_life: 0.15,
    resonance: 0.9,
    vibrato: 20.0,
    envelope: Envelope { attack: 0.018, decay_half_life: 0.4, sustain: 0.7, release: 0.18 },
};

/// The figure of the drive: short and hollow, between bass and lead.
pub const PULSE: Voice = Voice {
    shape: Shape::Pulse(0.5),
    detune: 9.0,
    sub: 0.4,
    cutoff: 900.0,
    sweep: 1.4,
    sweep_half_life: 0.035,
    resonance: 1.2,
    vibrato: 0.0,
    envelope: Envelope { attack: 0.003, decay_half_life: 0.06, sustain: 0.3, release: 0.07 },
};

/// The lead of the title: round, slow to speak.
pub const SOFT_LEAD: Voice = Voice {
    shape: Shape::Triangle,
    detune: 12.0,
    sub: 0.3,
    cutoff: 2_000.0,
    sweep: 0.4,
    sweep_half_life: 0.2,
    resonance: 0.8,
    vibrato: 14.0,
    envelope: Envelope { attack: 0.03, decay_half_life: 0.5, sustain: 0.7, release: 0.3 },
};
