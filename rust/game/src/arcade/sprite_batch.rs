//! A batch of sprites from one texture atlas: a multimesh, and the buffer with its instances. The shader interpolates them between ticks.

use creeps_rules::sprites::{FLOATS, InstanceWriter};
use godot::classes::mesh::{ArrayType, PrimitiveType};
use godot::classes::multi_mesh::TransformFormat;
use godot::classes::{ArrayMesh, MultiMesh, MultiMeshInstance2D, Os, RenderingServer, ShaderMaterial};
use godot::prelude::*;

/// The largest number of instances that every phone draws. With more, some phones draw nothing unless the number is a power of two
/// (`PowerVR` with the Compatibility renderer, Godot issue 121005), so sprites of size 0 fill it up there.
const MAX_UNPADDED: usize = 256;

/// How many instances a buffer has, and how many of them are visible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Padding {
    /// On phones, and in browsers, which may be on phones: a power of two.
    PowerOfTwo,
    /// Elsewhere no more than are needed: the engine copies and converts the whole buffer.
    None,
}

impl Padding {
    fn here() -> Self {
        let os = Os::singleton();
        if ["mobile", "web"].iter().any(|feature| os.has_feature(*feature)) {
            Self::PowerOfTwo
        } else {
            Self::None
        }
    }

    /// The number of instances to show for `count` sprites.
    fn visible(self, count: usize) -> usize {
        if self == Self::None || count <= MAX_UNPADDED { count } else { count.next_power_of_two() }
    }

    /// The number of instances in a buffer for `count` of at most `capacity` sprites.
    fn room(self, count: usize, capacity: usize) -> usize {
        if capacity <= MAX_UNPADDED {
            return capacity;
        }
        let count = count.clamp(MAX_UNPADDED, capacity);
        match self {
            Self::PowerOfTwo => self.visible(count),
            // A little more, so that a growing number does not allocate in every tick.
            Self::None => count.next_multiple_of(count.next_power_of_two() / 8).min(capacity),
        }
    }
}

/// A multimesh whose buffer is uploaded once per tick, in one call.
///
/// The buffer grows and shrinks with the number of sprites, because all of it is uploaded, visible or not.
pub struct SpriteBatch {
    multimesh: Gd<MultiMesh>,
    material: Option<Gd<ShaderMaterial>>,
    /// The name of the shader's parameter: to make it anew in every frame would cost as much as to set it.
    alpha_name: StringName,
    /// The frame's position between the last two ticks that the shader has.
    alpha: f32,
    padding: Padding,
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
        let padding = Padding::here();
        let mut batch = Self {
            multimesh,
            material,
            alpha_name: "interpolation_alpha".into(),
            alpha: f32::NAN,
            padding,
            buffer,
            capacity,
            count: 0,
            used: 0,
            visible: 0,
        };
        batch.allocate(padding.room(0, capacity));
        batch
    }

    fn allocate(&mut self, room: usize) {
        self.buffer.resize(room * FLOATS);
        self.buffer.fill(0.0);
        self.multimesh.set_instance_count(i32::try_from(room).unwrap_or(i32::MAX));
        self.multimesh.set_visible_instance_count(0);
        (self.used, self.visible) = (0, 0);
    }

    /// Empties the batch and returns a writer for up to `count` sprites.
    pub fn writer(&mut self, count: usize) -> InstanceWriter<'_> {
        let room = self.padding.room(count, self.capacity);
        let current = self.buffer.len() / FLOATS;
        // The buffer shrinks only below a quarter, so that a field that fills and empties does not allocate all the time.
        if room > current || room < current / 4 {
            self.allocate(room);
        }
        let (sprites, _) = self.buffer.as_mut_slice().as_chunks_mut();
        InstanceWriter::new(sprites, &mut self.count)
    }

    /// Uploads the sprites to the rendering server.
    pub fn upload(&mut self) {
        if self.count == 0 && self.visible == 0 {
            return;
        }
        let visible = self.padding.visible(self.count);
        let (sprites, _) = self.buffer.as_mut_slice().as_chunks_mut::<FLOATS>();
        let used = std::mem::replace(&mut self.used, self.count);
        if let Some(padding) = sprites.get_mut(self.count..used) {
            padding.fill([0.0; FLOATS]);
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
            && self.alpha.to_bits() != alpha.to_bits()
            && let Some(material) = &mut self.material
        {
            self.alpha = alpha;
            material.set_shader_parameter(&self.alpha_name, &alpha.to_variant());
        }
    }
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
    fn phones_show_a_power_of_two_of_more_than_256_sprites_and_others_no_more_than_there_are() {
        for (count, shown) in
            [(0, 0), (1, 1), (255, 255), (256, 256), (257, 512), (512, 512), (10_000, 16_384)]
        {
            assert_eq!(Padding::PowerOfTwo.visible(count), shown);
            assert_eq!(Padding::None.visible(count), count);
        }
        assert_eq!(Padding::PowerOfTwo.room(10_000, 50_000), 16_384);
        assert_eq!(Padding::None.room(10_000, 50_000), 10_240);
    }

    #[test]
    fn a_buffer_has_room_for_all_visible_instances() {
        for (padding, capacity) in [Padding::PowerOfTwo, Padding::None]
            .into_iter()
            .flat_map(|padding| [1, 96, 256, 480, 10_000].map(|capacity| (padding, capacity)))
        {
            for count in 0..=capacity {
                let room = padding.room(count, capacity);
                assert!(
                    padding.visible(count) <= room && room <= capacity.next_power_of_two(),
                    "{count} of {capacity}, {padding:?}"
                );
            }
        }
    }
}
