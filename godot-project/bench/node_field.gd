extends Node2D
## A field of Classic's nodes, kept full: the tutorial's with its scripts, or ours in Rust. The scenes make the difference.

const ANIMATIONS: Array[StringName] = [&"fly", &"swim", &"walk"]

var mob_scene: PackedScene
var bullet_scene: PackedScene
## The field's size, in px; margins, in px; speeds, in px/s. Set by bench.gd.
var field: Vector2
var creep_margin: float
var bullet_margin: float
var creep_speed: Vector2
var bullet_speed: float

var _count := 0
var _random := RandomNumberGenerator.new()
var _tick := 0
## What leaves the field in which tick, unless it is hit before. Nothing is drawn headless, so the nodes' notifiers are silent:
## this stands in for them.
var _leaving: Dictionary[int, Array] = {}
var _hits := 0


func begin(count: int, random_seed: int) -> void:
	process_physics_priority = -1  # before the bullets move
	_random.seed = random_seed
	_count = count
	_fill()


func hits() -> int:
	return _hits


func _physics_process(_delta: float) -> void:
	_tick += 1
	for node: Variant in _leaving.get(_tick, []):
		if is_instance_valid(node):
			(node as Node).queue_free()
	_leaving.erase(_tick)
	_fill()


func _fill() -> void:
	for i in _count - get_tree().get_node_count_in_group(&"mobs"):
		_launch_mob()
	for i in _count - get_tree().get_node_count_in_group(&"bullets"):
		_launch_bullet()


# Does what our Main and Mob do, and the tutorial's Main.
func _launch_mob() -> void:
	var mob := mob_scene.instantiate() as RigidBody2D
	var sprite: AnimatedSprite2D = mob.get_node(^"AnimatedSprite2D")
	sprite.play(ANIMATIONS[_random.randi_range(0, ANIMATIONS.size() - 1)])
	var x := _random.randf_range(0.0, field.x)
	var y := _random.randf_range(-creep_margin, field.y)
	var speed := _random.randf_range(creep_speed.x, creep_speed.y)
	mob.position = Vector2(x, y)
	mob.rotation = PI / 2
	mob.linear_velocity = Vector2(0.0, speed)
	# Only after it has its position: otherwise all that spawn in a tick would collide at 0.
	add_child(mob)
	mob.reset_physics_interpolation()
	_let_leave(mob, (field.y + creep_margin - y) / speed)


func _launch_bullet() -> void:
	var bullet := bullet_scene.instantiate() as Area2D
	bullet.connect(&"bullet_hit", _on_bullet_hit)
	bullet.position = Vector2(_random.randf_range(0.0, field.x), _random.randf_range(0.0, field.y))
	add_child(bullet)
	bullet.reset_physics_interpolation()
	_let_leave(bullet, (bullet.position.y + bullet_margin) / bullet_speed)


func _let_leave(node: Node2D, seconds: float) -> void:
	var tick := _tick + ceili(seconds * Engine.physics_ticks_per_second)
	_leaving.get_or_add(tick, []).append(node)


func _on_bullet_hit(mob: RigidBody2D) -> void:
	_hits += 1
	mob.queue_free()
