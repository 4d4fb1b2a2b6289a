//! A sprite sheet on the field: a multimesh, and the buffer that says what it shows.

use godot::classes::mesh::{ArrayType, PrimitiveType};
use godot::classes::multi_mesh::TransformFormat;
use godot::classes::{ArrayMesh, MultiMesh, MultiMeshInstance2D, RenderingServer, ShaderMaterial};
use godot::prelude::*;

/// Floats for each sprite: two rows of a transform, and what `stage_sheet.gdshader` makes of its custom data.
const STRIDE: usize = 12;

/// Something to draw, as `stage_sheet.gdshader` reads it.
#[derive(Clone, Copy, Debug)]
pub struct Sprite {
    /// Its centre, in px.
    pub x: f32,
    /// Its centre, in px.
    pub y: f32,
    /// How far it was from there a tick ago, in px.
    pub back: (f32, f32),
    /// The side of its square, in px.
    pub size: f32,
    /// Its cell: row by row, from 0.
    pub cell: f32,
    /// Above 0 how white it flashes, below 0 how transparent it is: -1 to 1.
    pub glow: f32,
}

/// Up to so many sprites any number may be shown. Above it some phones draw nothing at all unless the number is a power of two
/// (`PowerVR` with the Compatibility renderer, Godot issue 121005): sprites of no size fill it up.
const ANY_NUMBER: usize = 256;

/// A multimesh whose buffer is handed over once a tick, in one call.
///
/// The buffer grows and shrinks with what is on the field, for all of it is uploaded, shown or not.
pub struct Sheet {
    multimesh: Gd<MultiMesh>,
    material: Option<Gd<ShaderMaterial>>,
    buffer: PackedFloat32Array,
    /// The most sprites that there may be.
    capacity: usize,
    /// How many sprites are in the buffer.
    count: usize,
    /// Behind so many sprites of the buffer all are of no size.
    used: usize,
    /// How many are shown, those of no size among them.
    shown: usize,
}

impl Sheet {
    /// The sheet of a node, with room for `capacity` sprites on a field of that size, in px.
    pub fn new(node: &Gd<MultiMeshInstance2D>, capacity: usize, field: Vector2) -> Self {
        let mut multimesh = MultiMesh::new_gd();
        multimesh.set_transform_format(TransformFormat::TRANSFORM_2D);
        multimesh.set_use_custom_data(true);
        // The mesh first: it lays the buffer out. And without a box of its own the engine would look for one in every tick.
        multimesh.set_mesh(&square());
        let margin = Vector3::new(300.0, 300.0, 1.0);
        let size = Vector3::new(field.x, field.y, 0.0) + 2.0 * margin;
        multimesh.set_custom_aabb(Aabb::new(-margin, size));
        node.clone().set_multimesh(&multimesh);
        let material = node.get_material().and_then(|material| material.try_cast().ok());
        let buffer = PackedFloat32Array::new();
        let mut sheet = Self { multimesh, material, buffer, capacity, count: 0, used: 0, shown: 0 };
        sheet.allocate(room_for(0, capacity));
        sheet
    }

    fn allocate(&mut self, room: usize) {
        self.buffer.resize(room * STRIDE);
        self.buffer.fill(0.0);
        self.multimesh.set_instance_count(i32::try_from(room).unwrap_or(i32::MAX));
        self.multimesh.set_visible_instance_count(0);
        (self.used, self.shown) = (0, 0);
    }

    /// Begins anew, and gives what up to `count` sprites are put in with.
    pub fn pen(&mut self, count: usize) -> Pen<'_> {
        let room = room_for(count, self.capacity);
        let has = self.buffer.len() / STRIDE;
        // A field that fills and empties all the time does not allocate all the time.
        if room > has || room < has / 4 {
            self.allocate(room);
        }
        self.count = 0;
        let (sprites, _) = self.buffer.as_mut_slice().as_chunks_mut();
        Pen { sprites, count: &mut self.count }
    }

    /// Hands the sprites over to be drawn.
    pub fn show(&mut self) {
        if self.count == 0 && self.shown == 0 {
            return;
        }
        let shown = padded(self.count);
        let (sprites, _) = self.buffer.as_mut_slice().as_chunks_mut::<STRIDE>();
        let used = std::mem::replace(&mut self.used, self.count);
        if let Some(padding) = sprites.get_mut(self.count..used) {
            padding.fill([0.0; STRIDE]);
        }
        if self.count > 0 {
            RenderingServer::singleton().multimesh_set_buffer(self.multimesh.get_rid(), &self.buffer);
        }
        if shown != self.shown {
            self.multimesh.set_visible_instance_count(i32::try_from(shown).unwrap_or(i32::MAX));
        }
        self.shown = shown;
    }

    /// Says how far the frame lies between the last tick and the next: 0 to 1.
    pub fn set_fraction(&mut self, fraction: f32) {
        if self.shown > 0
            && let Some(material) = &mut self.material
        {
            material.set_shader_parameter("fraction", &fraction.to_variant());
        }
    }
}

/// Puts sprites into a sheet; what is too many is left out.
pub struct Pen<'a> {
    sprites: &'a mut [[f32; STRIDE]],
    count: &'a mut usize,
}

impl Pen<'_> {
    /// Puts a sprite in.
    #[inline] // Thousands a tick come this way, in a crate that is built for size.
    pub fn put(&mut self, sprite: Sprite) {
        let Sprite { x, y, back, size, cell, glow } = sprite;
        let back = (back.0 / size, back.1 / size);
        self.write([size, 0.0, 0.0, x, 0.0, size, 0.0, y, back.0, back.1, cell, glow]);
    }

    /// Puts a sprite in that is turned so that its lower side points there, a vector of length 1.
    #[inline]
    pub fn put_turned(&mut self, sprite: Sprite, down: (f32, f32)) {
        let Sprite { x, y, back, size, cell, glow } = sprite;
        let (right, away) = (down.1 * size, down.0 * size);
        // The way back in the sprite's own measure: the shader adds it before the transform.
        let back = ((back.0 * down.1 - back.1 * down.0) / size, (back.0 * down.0 + back.1 * down.1) / size);
        self.write([right, away, 0.0, x, -away, right, 0.0, y, back.0, back.1, cell, glow]);
    }

    #[inline]
    fn write(&mut self, floats: [f32; STRIDE]) {
        if let Some(slot) = self.sprites.get_mut(*self.count) {
            *slot = floats;
            *self.count += 1;
        }
    }
}

/// How many are shown where `count` sprites are to be seen.
fn padded(count: usize) -> usize {
    if count <= ANY_NUMBER { count } else { count.next_power_of_two() }
}

/// The room that a buffer needs for `count` sprites of `capacity` at most.
fn room_for(count: usize, capacity: usize) -> usize {
    if capacity <= ANY_NUMBER { capacity } else { padded(count.clamp(ANY_NUMBER, capacity)) }
}

/// A square with sides of 1 px around 0. There is no `QuadMesh` where the engine is built for 2D only.
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
    fn more_than_256_sprites_are_shown_as_a_power_of_two() {
        for (count, shown) in
            [(0, 0), (1, 1), (255, 255), (256, 256), (257, 512), (512, 512), (10_000, 16_384)]
        {
            assert_eq!(padded(count), shown);
        }
    }

    #[test]
    fn a_buffer_has_room_for_all_that_is_shown() {
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
