//! Creeps and bullets without nodes: each is an area of the physics server and a canvas item of the rendering server.
//!
//! Good bullet plugins work like this. An entity costs two engine calls per tick: one moves the area, one the canvas item.
//! The RIDs are created once; an entity that was hit or left the field respawns with the same ones. The rendering server animates.

use std::cell::RefCell;
use std::rc::Rc;

use godot::classes::{
    CapsuleShape2D, PhysicsServer2D, RandomNumberGenerator, RectangleShape2D, RenderingServer, Texture2D,
};
use godot::prelude::*;

/// Layer 2, "mobs and bullets".
const LAYER: u32 = 0b10;
/// How long a frame of a creep's animation is shown, in s.
const FRAME: f64 = 0.2;
/// Sizes on the field, in px.
const CREEP_SIZE: f32 = 64.0;
const BULLET_SIZE: f32 = 20.0;

/// An entity.
#[derive(Clone, Copy)]
struct Entity {
    area: Rid,
    canvas_item: Rid,
    /// Its position, in px. Kept here, because an engine call to read it costs as much as one to move it.
    x: f32,
    y: f32,
    /// Its speed downwards, in px per tick.
    speed: f32,
}

impl Entity {
    fn transform(self) -> Transform2D {
        Transform2D::from_cols(Vector2::RIGHT, Vector2::new(0.0, 1.0), Vector2::new(self.x, self.y))
    }
}

/// The benchmark's field on engine servers. `bench.gd` sets the numbers, so that all designs use the same.
#[derive(GodotClass)]
#[class(init, base = Node2D)]
struct BenchServers {
    /// The field's size, in px.
    #[var]
    field: Vector2,
    /// How far outside the field creeps and bullets despawn, in px.
    #[var]
    creep_margin: f32,
    #[var]
    bullet_margin: f32,
    /// Speeds, in px/s.
    #[var]
    creep_speed: Vector2,
    #[var]
    bullet_speed: f32,
    creeps: Vec<Entity>,
    bullets: Vec<Entity>,
    /// Which bullet entered which creep since the last tick.
    overlaps: Rc<RefCell<Vec<(u32, u32)>>>,
    /// Whether each respawned in this tick. Overlaps of its old position no longer count.
    respawned_creeps: Vec<bool>,
    respawned_bullets: Vec<bool>,
    hits: i64,
    #[init(val = OnReady::manual())]
    random: OnReady<Gd<RandomNumberGenerator>>,
    #[init(val = OnReady::manual())]
    capsule: OnReady<Gd<CapsuleShape2D>>,
    #[init(val = OnReady::manual())]
    square: OnReady<Gd<RectangleShape2D>>,
    pictures: Vec<Gd<Texture2D>>,
    base: Base<Node2D>,
}

#[godot_api]
impl BenchServers {
    /// Scatters `count` creeps and as many bullets.
    #[func]
    fn begin(&mut self, count: u32, seed: i64) {
        self.random.init(RandomNumberGenerator::new_gd());
        self.random.set_seed(seed.cast_unsigned());
        let mut capsule = CapsuleShape2D::new_gd();
        capsule.set_radius(24.0);
        capsule.set_height(56.0);
        self.capsule.init(capsule);
        let mut square = RectangleShape2D::new_gd();
        square.set_size(Vector2::splat(BULLET_SIZE));
        self.square.init(square);
        self.pictures = ["creep_fly_1", "creep_fly_2", "bullet"]
            .map(|name| load(&format!("res://assets/art/{name}.svg")))
            .into();
        for index in 0..count {
            let creep = self.make(self.capsule.get_rid(), CREEP_SIZE, &[0, 1]);
            make_creep(creep.area, index);
            self.creeps.push(creep);
            let bullet = self.make(self.square.get_rid(), BULLET_SIZE, &[2]);
            self.make_bullet(bullet.area, index);
            self.bullets.push(bullet);
        }
        self.respawned_creeps = vec![false; count as usize];
        self.respawned_bullets = vec![false; count as usize];
        for index in 0..count as usize {
            self.respawn_creep(index);
            self.respawn_bullet(index);
        }
        // Only after they have their positions: otherwise all would collide at 0.
        if let Some(world) = self.base().get_world_2d() {
            let mut physics = PhysicsServer2D::singleton();
            for entity in self.creeps.iter().chain(&self.bullets) {
                physics.area_set_space(entity.area, world.get_space());
            }
        }
    }

    /// The hits so far.
    #[func]
    fn hits(&self) -> i64 {
        self.hits
    }
}

/// Creeps are found by bullets and detect nothing themselves.
fn make_creep(area: Rid, index: u32) {
    let mut physics = PhysicsServer2D::singleton();
    physics.area_set_collision_layer(area, LAYER);
    physics.area_set_collision_mask(area, 0);
    physics.area_set_monitorable(area, true);
    // The number tells the bullets' callbacks which creep it is. 0 would mean none.
    physics.area_attach_object_instance_id(area, u64::from(index) + 1);
}

impl BenchServers {
    fn make(&self, shape: Rid, size: f32, pictures: &[usize]) -> Entity {
        let (mut physics, mut rendering) = (PhysicsServer2D::singleton(), RenderingServer::singleton());
        let area = physics.area_create();
        physics.area_add_shape(area, shape);
        let picture = rendering.canvas_item_create();
        rendering.canvas_item_set_parent(picture, self.base().get_canvas_item());
        let square = Rect2::new(Vector2::splat(-0.5 * size), Vector2::splat(size));
        let length = FRAME * pictures.len() as f64;
        for (index, &shown) in pictures.iter().enumerate() {
            if pictures.len() > 1 {
                let begin = FRAME * index as f64;
                rendering.canvas_item_add_animation_slice(picture, length, begin, begin + FRAME);
            }
            rendering.canvas_item_add_texture_rect(picture, square, self.pictures[shown].get_rid());
        }
        Entity { area, canvas_item: picture, x: 0.0, y: 0.0, speed: 0.0 }
    }

    /// Bullets detect creeps and are not detectable themselves.
    fn make_bullet(&self, area: Rid, index: u32) {
        let mut physics = PhysicsServer2D::singleton();
        physics.area_set_collision_layer(area, 0);
        physics.area_set_collision_mask(area, LAYER);
        physics.area_set_monitorable(area, false);
        let entered = Rc::clone(&self.overlaps);
        let on_area = Callable::from_fn("on_area", move |arguments: &[&Variant]| {
            // The arguments: entered (0) or left (1), the area, the number attached to it, the shapes.
            if let [status, _, creep, ..] = arguments
                && status.to::<i64>() == 0
            {
                entered.borrow_mut().push((index, (creep.to::<i64>() - 1) as u32));
            }
        });
        physics.area_set_area_monitor_callback(area, &on_area);
    }

    fn settle_hits(&mut self) {
        let mut entered = self.overlaps.take();
        for &(bullet, creep) in &entered {
            let (bullet, creep) = (bullet as usize, creep as usize);
            if !self.respawned_bullets[bullet] && !self.respawned_creeps[creep] {
                self.hits += 1;
                (self.respawned_bullets[bullet], self.respawned_creeps[creep]) = (true, true);
                self.respawn_bullet(bullet);
                self.respawn_creep(creep);
            }
        }
        for &(bullet, creep) in &entered {
            (self.respawned_bullets[bullet as usize], self.respawned_creeps[creep as usize]) = (false, false);
        }
        entered.clear();
        *self.overlaps.borrow_mut() = entered;
    }

    fn respawn_creep(&mut self, index: usize) {
        let x = self.random.randf_range(0.0, self.field.x);
        let y = self.random.randf_range(-self.creep_margin, self.field.y);
        let speed = self.random.randf_range(self.creep_speed.x, self.creep_speed.y) / 60.0;
        let creep = &mut self.creeps[index];
        *creep = Entity { x, y, speed, ..*creep };
        move_to_position(creep);
        RenderingServer::singleton().canvas_item_reset_physics_interpolation(creep.canvas_item);
    }

    fn respawn_bullet(&mut self, index: usize) {
        let x = self.random.randf_range(0.0, self.field.x);
        let y = self.random.randf_range(0.0, self.field.y);
        let bullet = &mut self.bullets[index];
        *bullet = Entity { x, y, speed: -self.bullet_speed / 60.0, ..*bullet };
        move_to_position(bullet);
        RenderingServer::singleton().canvas_item_reset_physics_interpolation(bullet.canvas_item);
    }
}

/// Moves an entity's area and canvas item to its position.
fn move_to_position(entity: &Entity) {
    PhysicsServer2D::singleton().area_set_transform(entity.area, entity.transform());
    RenderingServer::singleton().canvas_item_set_transform(entity.canvas_item, entity.transform());
}

/// Moves all entities by a tick.
fn fly(entities: &mut [Entity]) {
    let (mut physics, mut rendering) = (PhysicsServer2D::singleton(), RenderingServer::singleton());
    for entity in entities {
        entity.y += entity.speed;
        let transform = entity.transform();
        physics.area_set_transform(entity.area, transform);
        rendering.canvas_item_set_transform(entity.canvas_item, transform);
    }
}

#[godot_api]
impl INode2D for BenchServers {
    fn physics_process(&mut self, _delta: f64) {
        self.settle_hits();
        fly(&mut self.creeps);
        fly(&mut self.bullets);
        let below = self.field.y + self.creep_margin;
        for index in 0..self.creeps.len() {
            if self.creeps[index].y > below {
                self.respawn_creep(index);
            }
            if self.bullets[index].y < -self.bullet_margin {
                self.respawn_bullet(index);
            }
        }
    }

    fn exit_tree(&mut self) {
        let (mut physics, mut rendering) = (PhysicsServer2D::singleton(), RenderingServer::singleton());
        for Entity { area, canvas_item, .. } in self.creeps.drain(..).chain(self.bullets.drain(..)) {
            physics.free_rid(area);
            rendering.free_rid(canvas_item);
        }
    }
}
