//! A batch of sprites from one texture atlas: a multimesh, and the buffer with its instances. The shader interpolates them between ticks.

use godot::classes::mesh::{ArrayType, PrimitiveType};
use godot::classes::multi_mesh::TransformFormat;
use godot::classes::{ArrayMesh, MultiMesh, MultiMeshInstance2D, RenderingServer, ShaderMaterial};
use godot::prelude::*;

/// Floats per sprite: two rows of a transform, and the custom data for `sprite_batch.gdshader`.
const STRIDE: usize = 12;

/// A sprite to draw, as `sprite_batch.gdshader` needs it.
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

/// The largest number of instances that every phone draws. With more, some phones draw nothing unless the number is a power of two
/// (`PowerVR` with the Compatibility renderer, Godot issue 121005), so sprites of size 0 fill it up.
const MAX_UNPADDED: usize = 256;

/// A multimesh whose buffer is uploaded once per tick, in one call.
///
/// The buffer grows and shrinks with the number of sprites, because all of it is uploaded, visible or not.
pub struct SpriteBatch {
    multimesh: Gd<MultiMesh>,
    material: Option<Gd<ShaderMaterial>>,
    buffer: PackedFloat32Array,
    /// The maximum number of sprites.
    capacity: usize,
    /// The number of sprites in the buffer.
    count: usize,
    /// The number of sprites at the last upload. All after them have size 0.
    used: usize,
    /// The number of visible instances, with the padding.
    visible: usize,
}

impl SpriteBatch {
    /// A batch on a node, for at most `capacity` sprites on a field of this size, in px.
    pub fn new(node: &Gd<MultiMeshInstance2D>, capacity: usize, field: Vector2) -> Self {
        let mut multimesh = MultiMesh::new_gd();
        multimesh.set_transform_format(TransformFormat::TRANSFORM_2D);
        multimesh.set_use_custom_data(true);
        // The mesh must be set before the buffer, because it decides the buffer's layout. The custom bounding box keeps the engine
        // from computing one in every tick.
        multimesh.set_mesh(&square());
        let margin = Vector3::new(300.0, 300.0, 1.0);
        let size = Vector3::new(field.x, field.y, 0.0) + 2.0 * margin;
        multimesh.set_custom_aabb(Aabb::new(-margin, size));
        node.clone().set_multimesh(&multimesh);
        let material = node.get_material().and_then(|material| material.try_cast().ok());
        let buffer = PackedFloat32Array::new();
        let mut batch = Self { multimesh, material, buffer, capacity, count: 0, used: 0, visible: 0 };
        batch.allocate(room_for(0, capacity));
        batch
    }

    fn allocate(&mut self, room: usize) {
        self.buffer.resize(room * STRIDE);
        self.buffer.fill(0.0);
        self.multimesh.set_instance_count(i32::try_from(room).unwrap_or(i32::MAX));
        self.multimesh.set_visible_instance_count(0);
        (self.used, self.visible) = (0, 0);
    }

    /// Empties the batch and returns a writer for up to `count` sprites.
    pub fn writer(&mut self, count: usize) -> InstanceWriter<'_> {
        let room = room_for(count, self.capacity);
        let current = self.buffer.len() / STRIDE;
        // The buffer shrinks only below a quarter, so that a field that fills and empties does not allocate all the time.
        if room > current || room < current / 4 {
            self.allocate(room);
        }
        self.count = 0;
        let (sprites, _) = self.buffer.as_mut_slice().as_chunks_mut();
        InstanceWriter { sprites, count: &mut self.count }
    }

    /// Uploads the sprites to the rendering server.
    pub fn upload(&mut self) {
        if self.count == 0 && self.visible == 0 {
            return;
        }
        let visible = padded(self.count);
        let (sprites, _) = self.buffer.as_mut_slice().as_chunks_mut::<STRIDE>();
        let used = std::mem::replace(&mut self.used, self.count);
        if let Some(padding) = sprites.get_mut(self.count..used) {
            padding.fill([0.0; STRIDE]);
        }
        if self.count > 0 {
            RenderingServer::singleton().multimesh_set_buffer(self.multimesh.get_rid(), &self.buffer);
        }
        if visible != self.visible {
            self.multimesh.set_visible_instance_count(i32::try_from(visible).unwrap_or(i32::MAX));
        }
        self.visible = visible;
    }

    /// Sets the frame's position between the last two ticks (0 to 1), for interpolation.
    pub fn set_alpha(&mut self, alpha: f32) {
        if self.visible > 0
            && let Some(material) = &mut self.material
        {
            material.set_shader_parameter("interpolation_alpha", &alpha.to_variant());
        }
    }
}

/// Writes instances into a batch's buffer. Sprites beyond its capacity are dropped.
pub struct InstanceWriter<'a> {
    sprites: &'a mut [[f32; STRIDE]],
    count: &'a mut usize,
}

impl InstanceWriter<'_> {
    /// Adds a sprite.
    #[inline] // Called thousands of times per tick, in a crate that is optimized for size.
    pub fn push(&mut self, sprite: Sprite) {
        let Sprite { x, y, prev_offset, size, cell, glow } = sprite;
        let (prev_x, prev_y) = (prev_offset.0 / size, prev_offset.1 / size);
        self.write([size, 0.0, 0.0, x, 0.0, size, 0.0, y, prev_x, prev_y, cell, glow]);
    }

    /// Adds a sprite that is rotated so that its lower side points to `down`, a unit vector.
    #[inline]
    pub fn push_rotated(&mut self, sprite: Sprite, down: (f32, f32)) {
        let Sprite { x, y, prev_offset: (dx, dy), size, cell, glow } = sprite;
        let (cos, sin) = (down.1 * size, down.0 * size);
        // The shader adds the offset before the transform, so rotate and scale it back into the sprite's own coordinates.
        let prev_x = (dx * down.1 - dy * down.0) / size;
        let prev_y = (dx * down.0 + dy * down.1) / size;
        self.write([cos, sin, 0.0, x, -sin, cos, 0.0, y, prev_x, prev_y, cell, glow]);
    }

    #[inline]
    fn write(&mut self, floats: [f32; STRIDE]) {
        if let Some(slot) = self.sprites.get_mut(*self.count) {
            *slot = floats;
            *self.count += 1;
        }
    }
}

/// The number of instances to show for `count` sprites.
fn padded(count: usize) -> usize {
    if count <= MAX_UNPADDED { count } else { count.next_power_of_two() }
}

/// The number of instances in a buffer for `count` of at most `capacity` sprites.
fn room_for(count: usize, capacity: usize) -> usize {
    if capacity <= MAX_UNPADDED { capacity } else { padded(count.clamp(MAX_UNPADDED, capacity)) }
}

/// A square of 1 px around the origin. `QuadMesh` is missing where the engine is built without 3D.
fn square() -> Gd<ArrayMesh> {
    let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)];
    let at = |x: f32, y: f32| Vector2::new(x, y);
    let vertices: PackedVector2Array = corners.iter().map(|&(x, y)| at(x, y)).collect();
    let uvs: PackedVector2Array = corners.iter().map(|&(x, y)| at(x + 0.5, y + 0.5)).collect();
    let mut arrays = VarArray::new();
    arrays.resize(ArrayType::MAX.ord() as usize, &Variant::nil());
    arrays.set(ArrayType::VERTEX.ord() as usize, &vertices.to_variant());
    arrays.set(ArrayType::TEX_UV.ord() as usize, &uvs.to_variant());
    arrays.set(ArrayType::INDEX.ord() as usize, &PackedInt32Array::from([0, 1, 2, 0, 2, 3]).to_variant());
    let mut mesh = ArrayMesh::new_gd();
    mesh.add_surface_from_arrays(PrimitiveType::TRIANGLES, &arrays);
    mesh
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_256_sprites_are_padded_to_a_power_of_two() {
        for (count, shown) in
            [(0, 0), (1, 1), (255, 255), (256, 256), (257, 512), (512, 512), (10_000, 16_384)]
        {
            assert_eq!(padded(count), shown);
        }
    }

    #[test]
    fn a_buffer_has_room_for_all_visible_instances() {
        for capacity in [1, 96, 256, 480, 10_000] {
            for count in 0..=capacity {
                let room = room_for(count, capacity);
                assert!(
                    padded(count) <= room && room <= capacity.next_power_of_two(),
                    "{count} of {capacity}"
                );
            }
        }
    }
}
