# What the probes share: starts the main scene, presses keys, counts ticks.
extends SceneTree

const CLEAN := "played to the end"

var main: Node


func _initialize() -> void:
	for script in DirAccess.get_files_at("res://gdscript"):
		if script.ends_with(".gd"):
			expect(load("res://gdscript/" + script) != null, "the GDScript %s compiles" % script)
	change_scene_to_file(ProjectSettings.get_setting("application/run/main_scene"))
	await process_frame
	await physics_frame
	main = current_scene
	await play()
	main.queue_free()
	await process_frame
	print(CLEAN)
	quit()


# Each probe has its own.
func play() -> void:
	pass


func expect(holds: bool, what: String) -> void:
	if not holds:
		printerr("ERROR: not so: ", what)


func ticks(count: int) -> void:
	for tick in count:
		await physics_frame


func key(physical_key: Key, pressed: bool) -> void:
	var event := InputEventKey.new()
	event.physical_keycode = physical_key
	event.keycode = physical_key
	event.pressed = pressed
	Input.parse_input_event(event)


func of_class(type: String) -> Array[Node]:
	return main.get_children().filter(func(node: Node) -> bool: return node.is_class(type) and not node.is_queued_for_deletion())
