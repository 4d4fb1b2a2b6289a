# Takes a picture in each frame of some parts of a game. Run by tests/film.rs with ten frames a second; PARTS is "FROM-TO FROM-TO …" in
# ticks from the program's start, and `user://film/TICK.png` are the pictures. SIZE is the window's, "WIDTHxHEIGHT".
extends SceneTree

var _parts: Array[Vector2i] = []


func _initialize() -> void:
	for part in OS.get_environment("PARTS").split(" "):
		var ends := part.split("-")
		_parts.append(Vector2i(ends[0].to_int(), ends[1].to_int()))
	DirAccess.make_dir_absolute("user://film")
	# Only what is kept is drawn.
	RenderingServer.render_loop_enabled = false
	RenderingServer.frame_post_draw.connect(_keep)
	_start.call_deferred()


func _start() -> void:
	var size := OS.get_environment("SIZE").split("x")
	root.size = Vector2i(size[0].to_int(), size[1].to_int())
	change_scene_to_file(ProjectSettings.get_setting("application/run/main_scene"))


func _process(_delta: float) -> bool:
	RenderingServer.render_loop_enabled = _is_filmed(Engine.get_physics_frames())
	return false


func _is_filmed(tick: int) -> bool:
	return _parts.any(func(part: Vector2i) -> bool: return part.x <= tick and tick < part.y)


func _keep() -> void:
	var tick := Engine.get_physics_frames()
	if _is_filmed(tick):
		root.get_texture().get_image().save_png("user://film/%06d.png" % tick)
