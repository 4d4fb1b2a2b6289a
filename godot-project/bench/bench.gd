extends Node
## Measures what a tick costs with so many creeps and as many bullets, by the designs that `cargo xtask bench` names.
##
## It is run headless with `--fixed-fps 60`: a turn of the engine's main loop is then one physics tick, and the next follows at
## once. All designs play by the same numbers on a field of the same density, and what is hit or leaves comes in again anywhere,
## so that there are always as many. The findings go to standard output; rust/xtask/src/bench reads them.

const TutorialScene = preload("res://bench/tutorial_scene.gd")
const NodeField = preload("res://bench/node_field.gd")
const OUR_MOB: PackedScene = preload("res://scenes/classic/mob.tscn")
const OUR_BULLET: PackedScene = preload("res://scenes/classic/bullet.tscn")
const TUTORIAL_MOB: GDScript = preload("res://bench/tutorial_mob.gd")
const TUTORIAL_BULLET: GDScript = preload("res://bench/tutorial_bullet.gd")
const ARCADE_SCENE: PackedScene = preload("res://scenes/arcade/arcade_scene.tscn")

## How much of the field there is for each creep, in px²: when Classic is played, ten are on 480 × 720 px.
const ROOM := 34560.0
## The field's height by its width.
const ASPECT := 1.5
## Where they are out of sight, in px beyond the field.
const CREEP_MARGIN := 36.0
const BULLET_MARGIN := 10.0
## The tutorial's speeds, in px/s.
const CREEP_SPEED := Vector2(150.0, 250.0)
const BULLET_SPEED := 200.0
## The ruleset that the Arcade scene loads: benchmark.ron, as the player's own file.
const MODE_FILE := "user://arcade.ron"

const SEED := 2023
## Warming up and measuring each end after so long, in µs, if they have lasted some ticks.
const PATIENCE := 5_000_000
const FEWEST_TICKS := 4
## A design whose tick takes longer, in µs, is measured once only.
const TOO_LONG := 200_000.0
## A design whose tick is done within this time, in µs, is measured so often in its turn: what is short is easily disturbed.
const SHORT := 10_000.0
const TIMES_IF_SHORT := 4
## How many ticks without anything are measured.
const IDLE_TICKS := 400

var _tutorial_mob := TutorialScene.of(OUR_MOB, RigidBody2D.new(), TUTORIAL_MOB)
var _tutorial_bullet := TutorialScene.of(OUR_BULLET, Area2D.new(), TUTORIAL_BULLET)


func _ready() -> void:
	print("engine: ", Engine.get_version_info().string)
	print("processor: ", OS.get_processor_name())
	print("cores: ", OS.get_processor_count())
	print("date: ", Time.get_date_string_from_system())
	var count := int(OS.get_environment("CREEPS_BENCH_COUNT"))
	var designs := OS.get_environment("CREEPS_BENCH_DESIGNS").split(",")
	print("limit: %d %s" % [count, ClassDB.class_call_static(&"BenchSimulation", &"limit", count)])
	await _measure_idle()
	for turn in int(OS.get_environment("CREEPS_BENCH_ROUNDS")):
		# In turns, so that whatever else the machine does meets all.
		for design in designs.duplicate():
			var micros := await _measure(design, count, SEED + turn)
			if micros > TOO_LONG:
				designs.remove_at(designs.find(design))
			elif micros < SHORT:
				for more in TIMES_IF_SHORT - 1:
					await _measure(design, count, SEED + turn)
	# The engine would report sounds that still play as leaks.
	for i in 10:
		OS.delay_msec(50)
		await get_tree().process_frame
	get_tree().quit()


# Prints what a turn takes with nothing on the field, in µs: every sample has it in it.
func _measure_idle() -> void:
	await _run(IDLE_TICKS)
	var began := Time.get_ticks_usec()
	var ticks := await _run(IDLE_TICKS)
	print("idle: %.3f" % ((Time.get_ticks_usec() - began) / float(ticks)))


# Prints a sample: the count and the design, then, all per tick, the µs in all, those of them that are the simulation's, and the
# hits. Gives the µs in all.
func _measure(design: String, count: int, random_seed: int) -> float:
	var field := _make(design)
	add_child(field)
	if design == "simulation":
		if not field.call(&"begin", count, MODE_FILE, random_seed):
			get_tree().quit(1)
			return 0.0
	elif design != "arcade":
		field.call(&"begin", count, random_seed)
	await _run(int(OS.get_environment("CREEPS_BENCH_WARM_UP")))

	var counts := field.has_method(&"hits")
	var hits: int = field.call(&"hits") if counts else 0
	var own: float = field.call(&"micros") if design == "simulation" else 0.0
	var began := Time.get_ticks_usec()
	var ticks := await _run(int(OS.get_environment("CREEPS_BENCH_TICKS")))
	var total := Time.get_ticks_usec() - began
	if counts:
		hits = field.call(&"hits") - hits
	if design == "simulation":
		own = field.call(&"micros") - own
	var each := [total, own, hits].map(func(sum: float) -> String: return "%.3f" % (sum / ticks))
	print("sample: %d %s %s" % [count, design, " ".join(each)])

	field.queue_free()
	await get_tree().physics_frame
	await get_tree().physics_frame
	return total / float(ticks)


# Waits for a number of ticks, or fewer if they take too long; returns how many.
func _run(ticks: int) -> int:
	var began := Time.get_ticks_usec()
	for tick in ticks:
		await get_tree().physics_frame
		if tick >= FEWEST_TICKS and Time.get_ticks_usec() - began > PATIENCE:
			return tick + 1
	return ticks


func _make(design: String) -> Node:
	var field: Node
	match design:
		"tutorial", "classic":
			field = NodeField.new()
			field.set(&"mob_scene", _tutorial_mob if design == "tutorial" else OUR_MOB)
			field.set(&"bullet_scene", _tutorial_bullet if design == "tutorial" else OUR_BULLET)
		"servers":
			# The extension has these classes when it is built with the feature `bench`.
			field = ClassDB.instantiate(&"BenchServers")
		"simulation":
			return ClassDB.instantiate(&"BenchSimulation")
		"arcade":
			# It reads from the command line how many it is to show.
			return ARCADE_SCENE.instantiate()
	var area := int(OS.get_environment("CREEPS_BENCH_COUNT")) * ROOM
	var height := sqrt(area * ASPECT)
	field.set(&"field", Vector2(area / height, height))
	field.set(&"creep_margin", CREEP_MARGIN)
	field.set(&"bullet_margin", BULLET_MARGIN)
	field.set(&"creep_speed", CREEP_SPEED)
	field.set(&"bullet_speed", BULLET_SPEED)
	return field
