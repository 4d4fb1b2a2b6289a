//! What bytes weigh: as they are, and as servers send them, compressed as far as it goes.

use std::io::{self, Write as _};
use std::iter::Sum;
use std::ops::AddAssign;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

/// Sizes, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    pub raw: u64,
    pub gzip: u64,
    pub brotli: u64,
}

impl Size {
    /// Weighs bytes. Brotli at its strongest, as hosts use it that compress ahead of time, takes seconds a megabyte.
    pub fn of(bytes: &[u8]) -> Self {
        let mut gzip = GzEncoder::new(Count(0), Compression::best());
        let mut brotli = Count(0);
        let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
        // Counting never fails.
        let _ = gzip.write_all(bytes);
        let _ = brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &settings);
        Self { raw: bytes.len() as u64, gzip: gzip.finish().map_or(0, |count| count.0), brotli: brotli.0 }
    }
}

impl AddAssign for Size {
    fn add_assign(&mut self, other: Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

impl Sum for Size {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        sizes.fold(Self::default(), |mut sum, size| {
            sum += size;
            sum
        })
    }
}

/// Takes bytes and counts them.
struct Count(u64);

impl io::Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_weighs_little_and_least_by_brotli() {
        let size = Size::of(&vec![7; 100_000]);
        assert_eq!(size.raw, 100_000);
        assert!(size.brotli > 0 && size.brotli < size.gzip && size.gzip < 1_000, "{size:?}");
    }
}
