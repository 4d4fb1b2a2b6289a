//! Sprites as the engine draws them by the thousand: each is twelve numbers in the buffer of a multimesh.
//!
//! It is here and not in the game's crate, because that one is compiled to be small, and these are written in every tick.

/// Numbers per sprite: two rows of a transform, and the custom data for `sprite_batch.gdshader`.
pub const FLOATS: usize = 12;

/// A sprite to draw.
#[derive(Clone, Copy, Debug)]
pub struct Sprite {
    /// Its center, in px.
    pub x: f32,
    /// Its center, in px.
    pub y: f32,
    /// From there to its center one tick ago, in px. The shader interpolates between both.
    pub prev_offset: (f32, f32),
    /// Width and height, in px.
    pub size: f32,
    /// Its cell in the atlas, counted row by row from 0.
    pub cell: f32,
    /// From -1 to 1: above 0 it is blended with white, below 0 it is transparent.
    pub glow: f32,
}

/// Writes sprites into a multimesh's buffer. Those for which it has no room are dropped.
pub struct InstanceWriter<'a> {
    sprites: &'a mut [[f32; FLOATS]],
    count: &'a mut usize,
}

impl<'a> InstanceWriter<'a> {
    /// A writer into `sprites`, which counts in `count` how many it has written.
    pub fn new(sprites: &'a mut [[f32; FLOATS]], count: &'a mut usize) -> Self {
        *count = 0;
        Self { sprites, count }
    }

    /// Adds a sprite.
    #[inline]
    pub fn push(&mut self, sprite: Sprite) {
        let Sprite { x, y, prev_offset, size, cell, glow } = sprite;
        // One division, which takes longer than all else here.
        let scale = 1.0 / size;
        let (prev_x, prev_y) = (prev_offset.0 * scale, prev_offset.1 * scale);
        self.write([size, 0.0, 0.0, x, 0.0, size, 0.0, y, prev_x, prev_y, cell, glow]);
    }

    /// Adds a sprite that is rotated so that its lower side points to `down`, a unit vector.
    #[inline]
    pub fn push_rotated(&mut self, sprite: Sprite, down: (f32, f32)) {
        let Sprite { x, y, prev_offset: (dx, dy), size, cell, glow } = sprite;
        let (cos, sin) = (down.1 * size, down.0 * size);
        // The shader adds the offset before the transform, so rotate and scale it back into the sprite's own coordinates.
        let scale = 1.0 / size;
        let prev_x = (dx * down.1 - dy * down.0) * scale;
        let prev_y = (dx * down.0 + dy * down.1) * scale;
        self.write([cos, sin, 0.0, x, -sin, cos, 0.0, y, prev_x, prev_y, cell, glow]);
    }

    #[inline]
    fn write(&mut self, floats: [f32; FLOATS]) {
        if let Some(slot) = self.sprites.get_mut(*self.count) {
            *slot = floats;
            *self.count += 1;
        }
    }
}
