//! White noise from a small integer generator, so that a seed gives the same hiss everywhere.

/// A source of white noise (Weyl sequence with a mixing step).
pub struct Noise {
    state: u64,
}

impl Noise {
    /// Starts the sequence that belongs to `seed`.
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next value, evenly spread over -1.0 ..= 1.0.
    pub fn sample(&mut self) -> f64 {
        self.unit() * 2.0 - 1.0
    }

    /// The next value, evenly spread over 0.0 ..= 1.0.
    pub fn unit(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.state ^ (self.state >> 31)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        let high = (mixed ^ (mixed >> 29)).wrapping_mul(0xA24B_AED4_963E_E407) >> 32;
        f64::from(high as u32) / f64::from(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_centred_bounded_and_repeatable() {
        let mut noise = Noise::new(7);
        let values: Vec<f64> = (0..50_000).map(|_| noise.sample()).collect();
        let mean = values.iter().sum::<f64>() / 50_000.0;
        let power = values.iter().map(|v| v * v).sum::<f64>() / 50_000.0;
        assert!(mean.abs() < 0.01, "mean {mean}");
        assert!((power - 1.0 / 3.0).abs() < 0.01, "power {power}");
        assert!(values.iter().all(|v| v.abs() <= 1.0));

        let mut again = Noise::new(7);
        assert!(values.iter().all(|v| v.to_bits() == again.sample().to_bits()));
    }
}
