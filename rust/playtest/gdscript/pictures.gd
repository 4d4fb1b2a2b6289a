# Takes pictures of the game in windows of several shapes while an input script plays it. Run by tests/contact_sheet.rs:
# STOPS is "TICK:NAME TICK:NAME …"; at each stop it saves `user://pictures/NAME-WIDTHxHEIGHT.png`, as small as a sheet needs it.
extends SceneTree

# The windows, and how wide their pictures are, in px.
const SIZES: Dictionary[Vector2i, int] = {
	Vector2i(480, 720): 264,
	Vector2i(390, 844): 264,
	Vector2i(844, 390): 464,
	Vector2i(1920, 1080): 464,
}
# Frames until a page has arranged itself.
const SETTLING := 4
# Frames until the window has its new size, at most.
const RESIZING := 50

var _stops: Array[PackedStringArray] = []
var _is_busy := false


func _initialize() -> void:
	for stop in OS.get_environment("STOPS").split(" "):
		_stops.append(stop.split(":"))
	DirAccess.make_dir_absolute("user://pictures")
	# Only what is kept is drawn.
	RenderingServer.render_loop_enabled = false
	_start.call_deferred()


func _start() -> void:
	root.size = SIZES.keys()[0]
	change_scene_to_file(ProjectSettings.get_setting("application/run/main_scene"))


func _process(_delta: float) -> bool:
	if not _is_busy and _stops and Engine.get_physics_frames() >= _stops[0][0].to_int():
		_is_busy = true
		_take(_stops.pop_front()[1])
	return false


func _take(name: String) -> void:
	for size: Vector2i in SIZES:
		root.size = size
		# Frames that are not drawn take no time, but the window's new size does.
		for frame in RESIZING:
			if Vector2i(root.get_texture().get_size()) == size and DisplayServer.window_get_size() == size:
				break
			OS.delay_msec(10)
			await process_frame
		for frame in SETTLING:
			await process_frame
		# What is drawn for the first time may be late by a frame.
		RenderingServer.render_loop_enabled = true
		await RenderingServer.frame_post_draw
		await RenderingServer.frame_post_draw
		RenderingServer.render_loop_enabled = false
		var image := root.get_texture().get_image()
		var width := SIZES[size]
		image.resize(width, roundi(float(width) * image.get_height() / image.get_width()), Image.INTERPOLATE_LANCZOS)
		image.save_png("user://pictures/%s-%dx%d.png" % [name, size.x, size.y])
	root.size = SIZES.keys()[0]
	_is_busy = false
