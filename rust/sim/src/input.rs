//! What a player does in a tick, small enough for a byte.

/// What a player does in a tick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Input {
    /// How fast to move: from `-Input::FULL` (left) to `Input::FULL` (right). What is beyond counts as full.
    pub steer: i8,
    /// Whether fire is held.
    pub fire: bool,
    /// Whether a bomb is let off; a held button lets off one.
    pub bomb: bool,
}

impl Input {
    /// Full speed. A key or a digital pad steers by this or not at all; a stick or a finger also in between.
    pub const FULL: i8 = 8;

    /// The input with steering from -1 (left) to 1 (right), to the nearest of the 17 steps that a replay keeps.
    pub fn new(steer: f32, fire: bool, bomb: bool) -> Self {
        // A cast of NaN gives 0.
        let steer = (steer.clamp(-1.0, 1.0) * f32::from(Self::FULL)).round() as i8;
        Self { steer, fire, bomb }
    }

    /// The input as a byte: steering in the lower five bits, then fire, then bomb.
    pub fn to_byte(self) -> u8 {
        (self.steps() + Self::FULL).cast_unsigned() | u8::from(self.fire) << 5 | u8::from(self.bomb) << 6
    }

    /// The input that a byte means; none for a byte that no input gives.
    pub fn from_byte(byte: u8) -> Option<Self> {
        let steer = (byte & 0x1f).cast_signed() - Self::FULL;
        (steer <= Self::FULL && byte < 0x80).then_some(Self {
            steer,
            fire: byte & 0x20 != 0,
            bomb: byte & 0x40 != 0,
        })
    }

    /// Steering within its bounds.
    pub(crate) fn steps(self) -> i8 {
        self.steer.clamp(-Self::FULL, Self::FULL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_one_input_or_none() {
        let inputs: Vec<Input> = (0..=u8::MAX).filter_map(Input::from_byte).collect();
        assert_eq!(inputs.len(), 17 * 4);
        for byte in 0..=u8::MAX {
            assert!(Input::from_byte(byte).is_none_or(|input| input.to_byte() == byte), "byte {byte}");
        }
    }

    #[test]
    fn sticks_are_rounded_and_nonsense_stands_still() {
        assert_eq!(Input::new(0.5, false, false).steer, 4);
        assert_eq!(Input::new(-7.0, false, false).steer, -8);
        assert_eq!(Input::new(f32::NAN, false, false).steer, 0);
        assert_eq!(
            Input { steer: i8::MIN, ..Input::default() }.to_byte(),
            Input { steer: -8, ..Input::default() }.to_byte()
        );
    }
}
