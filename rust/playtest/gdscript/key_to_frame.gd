# Presses the arrow keys at many moments, and writes to `user://frames.txt` how many frames later the drawn ship moves, one number for
# each press: 1 is the first frame that begins after the press. Run by tests/latency.rs; SHIP is the ship's picture, as a node's name and
# its child's, and PRESSES how often to press.
extends SceneTree

# From the program's start until the game runs, in ticks.
const START := 240


func _initialize() -> void:
	_start.call_deferred()


func _start() -> void:
	change_scene_to_file(ProjectSettings.get_setting("application/run/main_scene"))
	root.add_child(Presser.new())


class Presser extends Node:
	# A key is held for this long, and released for as long, in s.
	const HELD := 0.25

	var _presses := OS.get_environment("PRESSES").to_int()
	var _ship := OS.get_environment("SHIP").split("/")
	var _counts: PackedStringArray = []
	var _key := KEY_LEFT
	# Frames since the last press or release.
	var _frames := 0
	var _is_held := false
	var _has_moved := false
	var _x := 0.0

	func _init() -> void:
		# After all nodes of the game: what it sees is what is drawn in this frame.
		process_priority = 1000

	func _process(delta: float) -> void:
		if Engine.get_physics_frames() < START or _counts.size() >= _presses:
			return
		var ship: Node2D = get_tree().current_scene.find_child(_ship[0], true, false).get_node(_ship[1])
		_frames += 1
		# Less is what is left of the ship's way back after the last release.
		if _is_held and not _has_moved and absf(ship.global_position.x - _x) > 0.01:
			_has_moved = true
			_counts.append(str(_frames))
		# The frames between two presses differ, so that they come at all moments of a tick.
		if _frames >= HELD / delta + _counts.size() % 7:
			_is_held = not _is_held
			if _is_held:
				_key = KEY_LEFT if _key == KEY_RIGHT else KEY_RIGHT
			_press()
			_x = ship.global_position.x
			_frames = 0
			_has_moved = false
		if _counts.size() == _presses:
			var file := FileAccess.open("user://frames.txt", FileAccess.WRITE)
			file.store_string(" ".join(_counts))

	func _press() -> void:
		var event := InputEventKey.new()
		event.physical_keycode = _key
		event.keycode = _key
		event.pressed = _is_held
		Input.parse_input_event(event)
