//! Creeps and bullets without nodes: each is an area of the physics server and a canvas item of the rendering server.
//!
//! It is what a good bullet plugin does. An entity costs two engine calls a tick: the area is moved, and so is the picture.
//! Its RIDs are made once; who was hit or left begins anew with the same. Pictures are animated by the rendering server.

use std::cell::RefCell;
use std::rc::Rc;

use godot::classes::{
    CapsuleShape2D, PhysicsServer2D, RandomNumberGenerator, RectangleShape2D, RenderingServer, Texture2D,
};
use godot::prelude::*;

/// Layer 2, "mobs and bullets".
const LAYER: u32 = 0b10;
/// How long a picture of a creep is shown, in s.
const FRAME: f64 = 0.2;
/// The size at which pictures are shown, in px.
const CREEP_SIZE: f32 = 64.0;
const BULLET_SIZE: f32 = 20.0;

/// An entity.
#[derive(Clone, Copy)]
struct Entity {
    area: Rid,
    picture: Rid,
    /// Where it is, in px: kept here, for asking costs as much as moving.
    x: f32,
    y: f32,
    /// How fast it flies down, in px a tick.
    speed: f32,
}

impl Entity {
    fn place(self) -> Transform2D {
        Transform2D::from_cols(Vector2::RIGHT, Vector2::new(0.0, 1.0), Vector2::new(self.x, self.y))
    }
}

/// The benchmark's field, played by engine servers. Numbers come from `bench.gd`, so that all designs have the same.
#[derive(GodotClass)]
#[class(init, base = Node2D)]
struct BenchServers {
    /// The field's size, in px.
    #[var]
    field: Vector2,
    /// How far beyond the field creeps and bullets are gone, in px.
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
    entered: Rc<RefCell<Vec<(u32, u32)>>>,
    /// Whether each began anew in this tick: what is told of it is over.
    fresh_creeps: Vec<bool>,
    fresh_bullets: Vec<bool>,
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
    /// Strews `count` creeps and as many bullets.
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
        self.fresh_creeps = vec![false; count as usize];
        self.fresh_bullets = vec![false; count as usize];
        for index in 0..count as usize {
            self.renew_creep(index);
            self.renew_bullet(index);
        }
        // Not before they have their places: else all would meet at 0.
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

/// Creeps are looked for, and look for nothing.
fn make_creep(area: Rid, index: u32) {
    let mut physics = PhysicsServer2D::singleton();
    physics.area_set_collision_layer(area, LAYER);
    physics.area_set_collision_mask(area, 0);
    physics.area_set_monitorable(area, true);
    // By this number the bullets' callbacks know it; 0 would be none.
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
        Entity { area, picture, x: 0.0, y: 0.0, speed: 0.0 }
    }

    /// Bullets look for creeps, and are not looked for.
    fn make_bullet(&self, area: Rid, index: u32) {
        let mut physics = PhysicsServer2D::singleton();
        physics.area_set_collision_layer(area, 0);
        physics.area_set_collision_mask(area, LAYER);
        physics.area_set_monitorable(area, false);
        let entered = Rc::clone(&self.entered);
        let on_area = Callable::from_fn("on_area", move |told: &[&Variant]| {
            // Whether it entered (0) or left (1), which area, the number attached to it, and the shapes.
            if let [status, _, creep, ..] = told
                && status.to::<i64>() == 0
            {
                entered.borrow_mut().push((index, (creep.to::<i64>() - 1) as u32));
            }
        });
        physics.area_set_area_monitor_callback(area, &on_area);
    }

    fn settle_hits(&mut self) {
        let mut entered = self.entered.take();
        for &(bullet, creep) in &entered {
            let (bullet, creep) = (bullet as usize, creep as usize);
            if !self.fresh_bullets[bullet] && !self.fresh_creeps[creep] {
                self.hits += 1;
                (self.fresh_bullets[bullet], self.fresh_creeps[creep]) = (true, true);
                self.renew_bullet(bullet);
                self.renew_creep(creep);
            }
        }
        for &(bullet, creep) in &entered {
            (self.fresh_bullets[bullet as usize], self.fresh_creeps[creep as usize]) = (false, false);
        }
        entered.clear();
        *self.entered.borrow_mut() = entered;
    }

    fn renew_creep(&mut self, index: usize) {
        let x = self.random.randf_range(0.0, self.field.x);
        let y = self.random.randf_range(-self.creep_margin, self.field.y);
        let speed = self.random.randf_range(self.creep_speed.x, self.creep_speed.y) / 60.0;
        let creep = &mut self.creeps[index];
        *creep = Entity { x, y, speed, ..*creep };
        place(creep);
        RenderingServer::singleton().canvas_item_reset_physics_interpolation(creep.picture);
    }

    fn renew_bullet(&mut self, index: usize) {
        let x = self.random.randf_range(0.0, self.field.x);
        let y = self.random.randf_range(0.0, self.field.y);
        let bullet = &mut self.bullets[index];
        *bullet = Entity { x, y, speed: -self.bullet_speed / 60.0, ..*bullet };
        place(bullet);
        RenderingServer::singleton().canvas_item_reset_physics_interpolation(bullet.picture);
    }
}

/// Moves an entity's area and picture to where it is.
fn place(entity: &Entity) {
    PhysicsServer2D::singleton().area_set_transform(entity.area, entity.place());
    RenderingServer::singleton().canvas_item_set_transform(entity.picture, entity.place());
}

/// Moves all by a tick.
fn fly(entities: &mut [Entity]) {
    let (mut physics, mut rendering) = (PhysicsServer2D::singleton(), RenderingServer::singleton());
    for entity in entities {
        entity.y += entity.speed;
        let place = entity.place();
        physics.area_set_transform(entity.area, place);
        rendering.canvas_item_set_transform(entity.picture, place);
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
                self.renew_creep(index);
            }
            if self.bullets[index].y < -self.bullet_margin {
                self.renew_bullet(index);
            }
        }
    }

    fn exit_tree(&mut self) {
        let (mut physics, mut rendering) = (PhysicsServer2D::singleton(), RenderingServer::singleton());
        for Entity { area, picture, .. } in self.creeps.drain(..).chain(self.bullets.drain(..)) {
            physics.free_rid(area);
            rendering.free_rid(picture);
        }
    }
}
