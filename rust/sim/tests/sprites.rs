//! What a view is given to draw: each thing on the playfield once, where it is, and where it was a tick ago.
#![allow(clippy::unwrap_used)] // helpers of tests may

mod support;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use creeps_rules::sprite_atlas::SpriteAtlas;
use creeps_rules::sprites::{FLOATS, InstanceWriter, Sprite};
use creeps_sim::sprites::{HitView, KindSprite, Layer};
use creeps_sim::{Input, Ruleset, Sim, Stress, sprites};
use support::ruleset;

const SPRITE: Sprite =
    Sprite { x: 30.0, y: 40.0, prev_offset: (-3.0, 5.0), size: 20.0, cell: 7.0, glow: 0.0 };

fn written(write: impl FnOnce(&mut InstanceWriter<'_>)) -> Vec<[f32; FLOATS]> {
    let (mut buffer, mut count) = (vec![[0.0; FLOATS]; 2000], 9);
    write(&mut InstanceWriter::new(&mut buffer, &mut count));
    buffer.truncate(count);
    buffer
}

/// Where the shader draws the center of a sprite a tick ago.
fn previous_center(floats: &[f32; FLOATS]) -> (f32, f32) {
    let (right, down) = (floats[8], floats[9]);
    (floats[3] + floats[0] * right + floats[1] * down, floats[7] + floats[4] * right + floats[5] * down)
}

fn kinds(ruleset: &Ruleset) -> (Vec<KindSprite>, Vec<KindSprite>) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../godot-project/assets/art/arcade/atlas.ron");
    let atlas = SpriteAtlas::read("atlas.ron", &fs::read(file).unwrap()).unwrap();
    let find = |name: &str, size| KindSprite::find(&atlas, name, size).unwrap();
    let creeps = ruleset.creeps.iter().map(|kind| find(&kind.sprite, kind.size)).collect();
    (creeps, ruleset.bullets.iter().map(|kind| find(&kind.sprite, kind.size)).collect())
}

fn layer(kinds: &[KindSprite]) -> Layer<'_> {
    Layer { kinds, sheet: kinds[0].sprite.sheet, min_size: 0.0 }
}

#[test]
fn a_sprite_is_drawn_between_its_two_positions_however_it_is_rotated() {
    let sprites = written(|writer| {
        writer.push(SPRITE);
        writer.push_rotated(SPRITE, (0.6, 0.8));
    });
    assert_eq!(sprites.len(), 2);
    for floats in &sprites {
        let (x, y) = previous_center(floats);
        assert!((x - 27.0).abs() < 1e-4 && (y - 45.0).abs() < 1e-4, "{x}, {y}");
        assert_eq!((floats[3], floats[7], floats[10], floats[11]), (30.0, 40.0, 7.0, 0.0));
    }
    // From the center to twice the lower side: down, and to the right and down.
    let lower = |floats: &[f32; FLOATS]| (floats[1], floats[5]);
    assert_eq!(lower(&sprites[0]), (0.0, 20.0));
    let (right, down) = lower(&sprites[1]);
    assert!((right - 12.0).abs() < 1e-4 && (down - 16.0).abs() < 1e-4, "{right}, {down}");
}

#[test]
fn a_buffer_that_is_full_takes_no_more() {
    let (mut buffer, mut count) = (vec![[0.0; FLOATS]; 2], 0);
    let mut writer = InstanceWriter::new(&mut buffer, &mut count);
    (0..3).for_each(|_| writer.push(SPRITE));
    assert_eq!(count, 2);
}

#[test]
fn every_creep_and_every_bullet_is_drawn_once_where_it_is_and_was() {
    let arcade = Arc::new(ruleset("arcade"));
    let mut sim = Sim::stress(&arcade, Stress::new(1000, 800), 1);
    (0..30).for_each(|_| {
        sim.step(Input::default());
    });
    let (creep_kinds, bullet_kinds) = kinds(sim.ruleset());
    let mut bubbles = vec![];
    let creeps = written(|writer| {
        bubbles = written(|bubbles| {
            sprites::write_creeps(writer, bubbles, &sim, &layer(&creep_kinds), &HitView::default());
        });
    });
    let bullets = written(|writer| {
        sprites::write_bullets(writer, &sim.player_bullets(), &layer(&bullet_kinds), sim.tick());
    });
    let (view, shots) = (sim.creeps(), sim.player_bullets());
    assert_eq!((creeps.len(), bullets.len(), bubbles.len()), (view.x.len(), shots.x.len(), 0));
    let columns = [
        (&creeps, view.x, view.y, view.prev_x, view.prev_y),
        (&bullets, shots.x, shots.y, shots.prev_x, shots.prev_y),
    ];
    for (sprites, x, y, prev_x, prev_y) in columns {
        for (index, floats) in sprites.iter().enumerate() {
            let (was_x, was_y) = previous_center(floats);
            assert_eq!((floats[3], floats[7]), (x[index], y[index]));
            assert!((was_x - prev_x[index]).abs() < 1e-3 && (was_y - prev_y[index]).abs() < 1e-3);
        }
    }
}

#[test]
fn what_is_on_another_sheet_is_left_out_and_nothing_is_drawn_too_small() {
    let arcade = Arc::new(ruleset("arcade"));
    let mut sim = Sim::stress(&arcade, Stress::new(100, 100), 1);
    sim.step(Input::default());
    let (_, kinds) = kinds(sim.ruleset());
    let write = |layer: Layer<'_>| {
        written(|writer| sprites::write_bullets(writer, &sim.player_bullets(), &layer, sim.tick()))
    };
    let other = Layer { sheet: usize::MAX, ..layer(&kinds) };
    assert!(write(other).is_empty());
    let large = write(Layer { min_size: 500.0, ..layer(&kinds) });
    assert!(!large.is_empty() && large.iter().all(|floats| (floats[5] - 500.0).abs() < 1e-3));
}
