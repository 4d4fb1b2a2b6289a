//! The limit that the memory sets: no tick is shorter than this machine needs to copy what a tick must touch.

use std::hint::black_box;
use std::time::Instant;

/// Bytes of a creep that each tick must read or write, whatever the design: where it is and was (4 numbers), how it flies and sways (7),
/// its kind and its layer.
const CREEP_BYTES: f64 = 46.0;
/// Of a bullet: where it is and was (4 numbers), how it flies (2), its kind.
const BULLET_BYTES: f64 = 25.0;
/// Of a sprite, which the view writes for each: twelve numbers.
const SPRITE_BYTES: f64 = 48.0;

/// Bytes that a tick must touch with so many creeps and as many bullets.
pub fn simulation_bytes(count: u32) -> f64 {
    f64::from(count) * (CREEP_BYTES + BULLET_BYTES)
}

/// Bytes that must be written to draw them.
pub fn view_bytes(count: u32) -> f64 {
    f64::from(count) * 2.0 * SPRITE_BYTES
}

/// Bytes a second that this machine copies, each counted as it is read and as it is written. Takes a tenth of a second, and 256 MiB.
///
/// The best of many pieces of a block that no cache holds: a piece is copied before another program interrupts.
pub fn copy_bandwidth() -> f64 {
    const BLOCK: usize = 128 << 20;
    const PIECE: usize = 1 << 20;
    let from = vec![1_u8; BLOCK];
    let mut to = vec![2_u8; BLOCK];
    let pieces = to.chunks_mut(PIECE).zip(from.chunks(PIECE)).map(|(to, from)| {
        let began = Instant::now();
        to.copy_from_slice(black_box(from));
        black_box(to);
        began.elapsed().as_secs_f64()
    });
    2.0 * PIECE as f64 / pieces.fold(f64::MAX, f64::min)
}
