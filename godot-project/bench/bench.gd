extends Node
## Measures what a tick costs with the tutorial's nodes in GDScript on the field, and with ours in Rust.
##
## `cargo xtask bench` runs this headless with `--fixed-fps 60`: a turn of the engine's main loop is then one physics tick, and
## the next follows at once. All but the nodes' scripts is the same for both sides: scenes, seed, and this script, which keeps
## the field full. The findings go to standard output; rust/xtask/src/bench reads them.

const TutorialScene = preload("res://bench/tutorial_scene.gd")
const OUR_MOB: PackedScene = preload("res://scenes/mob.tscn")
const OUR_BULLET: PackedScene = preload("res://scenes/bullet.tscn")
const TUTORIAL_MOB: GDScript = preload("res://bench/tutorial_mob.gd")
const TUTORIAL_BULLET: GDScript = preload("res://bench/tutorial_bullet.gd")

## The game's field, in px.
const FIELD := Vector2(480.0, 720.0)
## Ten mobs are on the game's field when Classic is played. More mobs get a wider one, so that the density, and with it how
## often there is a hit, stays what it is in play.
const WIDTH_PER_MOB := 48.0

## Where they come in, in px from the top: mobs above the upper edge, bullets above the ship.
const MOB_START := -36.0
const BULLET_START := 640.0
## Where they are out of sight. Nothing is drawn headless, so their notifiers are silent: this script stands in for them, a little
## before our Bullet does so itself, or the bullets of one side would live a tick longer now and then.
const MOB_END := FIELD.y + 36.0
const BULLET_END := -6.0

## The tutorial's speeds, in px/s.
const MOB_SPEED_MIN := 150.0
const MOB_SPEED_MAX := 250.0
const BULLET_SPEED := 200.0
const ANIMATIONS: Array[StringName] = [&"fly", &"swim", &"walk"]

const SEED := 2023
const DEFAULT_ROUNDS := 15
## Until they are over, what was strewn on the field has given way to what flew in.
const WARM_UP_TICKS := 240
const SAMPLE_TICKS := 300


## One of the two that are compared.
class Contender:
	var name: String
	var mob: PackedScene
	var bullet: PackedScene

	func _init(contender_name: String, mob_scene: PackedScene, bullet_scene: PackedScene) -> void:
		name = contender_name
		mob = mob_scene
		bullet = bullet_scene


var _contenders: Array[Contender] = [
	Contender.new(
		"gdscript",
		TutorialScene.of(OUR_MOB, RigidBody2D.new(), TUTORIAL_MOB),
		TutorialScene.of(OUR_BULLET, Area2D.new(), TUTORIAL_BULLET)
	),
	Contender.new("rust", OUR_MOB, OUR_BULLET),
]
var _contender := _contenders[0]
## As many mobs as bullets are on the field.
var _count := 0
var _width := 0.0
var _random := RandomNumberGenerator.new()

var _tick := 0
## What leaves the field in which tick, unless it is hit before.
var _leaving: Dictionary[int, Array] = {}
var _hits := 0
## When this tick's bullets began to move, and how long the bullets of all ticks took, in µs.
var _moving_since := 0
var _moving := 0

@onready var _field: Node2D = $Field


func _ready() -> void:
	process_physics_priority = 1000  # after all bullets: see _physics_process
	print("engine: ", Engine.get_version_info().string)
	print("processor: ", OS.get_processor_name())
	print("cores: ", OS.get_processor_count())
	print("date: ", Time.get_date_string_from_system())
	var rounds := DEFAULT_ROUNDS
	if OS.has_environment("CREEPS_BENCH_ROUNDS"):
		rounds = int(OS.get_environment("CREEPS_BENCH_ROUNDS"))

	await _measure_row(0, FIELD.x, rounds)
	for count: int in [10, 50, 100, 200]:
		await _measure_row(count, WIDTH_PER_MOB * count, rounds)
	# And a crowd: on the game's own field so many hardly fly, they come and are hit.
	await _measure_row(50, FIELD.x, rounds)
	get_tree().quit()


# The last callback of a tick.
func _physics_process(_delta: float) -> void:
	_moving += Time.get_ticks_usec() - _moving_since


func _measure_row(count: int, width: float, rounds: int) -> void:
	_count = count
	_width = width
	for turn in rounds:
		# In turns, so that whatever else the machine does meets both.
		for contender in _contenders:
			_contender = contender
			_random.seed = SEED + turn
			await _measure()


# Prints a sample: the field and the side, then, all per tick, the µs in all, those of them that putting mobs and bullets on the
# field took, those that the bullets' own movement took, and the hits.
func _measure() -> void:
	for i in _count:
		_launch_mob(_random.randf_range(MOB_START, MOB_END))
		_launch_bullet(_random.randf_range(BULLET_END, BULLET_START))
	for i in WARM_UP_TICKS:
		await get_tree().physics_frame
		_begin_tick()

	_hits = 0
	_moving = 0
	var filling := 0
	var began := Time.get_ticks_usec()
	for i in SAMPLE_TICKS:
		await get_tree().physics_frame
		filling += _begin_tick()
	var total := Time.get_ticks_usec() - began
	var sums: Array[int] = [total, filling, _moving, _hits]
	var values: PackedStringArray = []
	for sum in sums:
		values.append("%.2f" % (sum / float(SAMPLE_TICKS)))
	print("sample: %d %d %s %s" % [_count, _width, _contender.name, " ".join(values)])

	for node in _field.get_children():
		node.queue_free()
	_leaving.clear()
	await get_tree().physics_frame


# Takes off the field what left it and fills it up again, before the bullets move. Gives the µs this took.
func _begin_tick() -> int:
	var began := Time.get_ticks_usec()
	_tick += 1
	for node: Variant in _leaving.get(_tick, []):
		if is_instance_valid(node):
			(node as Node).queue_free()
	_leaving.erase(_tick)
	for i in _count - get_tree().get_node_count_in_group(&"mobs"):
		_launch_mob(MOB_START)
	for i in _count - get_tree().get_node_count_in_group(&"bullets"):
		_launch_bullet(BULLET_START)
	_moving_since = Time.get_ticks_usec()
	return _moving_since - began


# Does what our Main and Mob do, and the tutorial's Main.
func _launch_mob(y: float) -> void:
	var mob := _contender.mob.instantiate() as RigidBody2D
	_field.add_child(mob)
	var speed := _random.randf_range(MOB_SPEED_MIN, MOB_SPEED_MAX)
	var sprite: AnimatedSprite2D = mob.get_node(^"AnimatedSprite2D")
	sprite.play(ANIMATIONS[_random.randi_range(0, ANIMATIONS.size() - 1)])
	mob.position = Vector2(_random.randf_range(0.0, _width), y)
	mob.rotation = PI / 2
	mob.linear_velocity = Vector2(0.0, speed)
	mob.reset_physics_interpolation()
	_let_leave(mob, (MOB_END - y) / speed)


func _launch_bullet(y: float) -> void:
	var bullet := _contender.bullet.instantiate() as Area2D
	bullet.connect(&"bullet_hit", _on_bullet_hit)
	_field.add_child(bullet)
	bullet.position = Vector2(_random.randf_range(0.0, _width), y)
	bullet.reset_physics_interpolation()
	_let_leave(bullet, (y - BULLET_END) / BULLET_SPEED)


func _let_leave(node: Node2D, seconds: float) -> void:
	var tick := _tick + ceili(seconds * Engine.physics_ticks_per_second)
	_leaving.get_or_add(tick, []).append(node)


func _on_bullet_hit(mob: RigidBody2D) -> void:
	_hits += 1
	mob.queue_free()
