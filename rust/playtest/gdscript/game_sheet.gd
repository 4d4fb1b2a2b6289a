# Takes a picture in each frame of some parts of a game, and puts all of them on a sheet, ten in a row. Run by tests/game_sheets.rs with ten
# frames a second. PARTS is "FROM-TO FROM-TO …" in ticks from the program's start; `user://film/TICK.png` are the pictures, and
# `user://sheet.png` is the sheet.
extends SceneTree

# The size of the window and of a picture on the sheet, and the gap between two, in px.
const WINDOW := Vector2i(480, 720)
const SMALL := Vector2i(160, 240)
const GAP := 2
# Ticks of a picture, and of a row.
const PICTURE := 6
const ROW := 60

var _parts: Array[Vector2i] = []
var _sheet: Image


func _initialize() -> void:
	var rows := 0
	for part in OS.get_environment("PARTS").split(" "):
		var ends := part.split("-")
		_parts.append(Vector2i(ends[0].to_int(), ends[1].to_int()))
		rows += _rows_of(_parts.back())
	var size := Vector2i(floori(float(ROW) / PICTURE), rows) * (SMALL + Vector2i(GAP, GAP))
	_sheet = Image.create_empty(size.x, size.y, false, Image.FORMAT_RGB8)
	DirAccess.make_dir_absolute("user://film")
	# Only what is kept is drawn.
	RenderingServer.render_loop_enabled = false
	RenderingServer.frame_post_draw.connect(_keep)
	_start.call_deferred()


func _start() -> void:
	root.size = WINDOW
	change_scene_to_file(ProjectSettings.get_setting("application/run/main_scene"))


func _process(_delta: float) -> bool:
	RenderingServer.render_loop_enabled = _position_of(Engine.get_physics_frames()) != null
	return false


func _finalize() -> void:
	_sheet.save_png("user://sheet.png")


func _rows_of(part: Vector2i) -> int:
	return ceili(float(part.y - part.x) / ROW)


# The column and the row of a tick's picture on the sheet, or null if it is in no part.
func _position_of(tick: int) -> Variant:
	var row := 0
	for part in _parts:
		if part.x <= tick and tick < part.y:
			var passed := tick - part.x
			return Vector2i(floori(float(passed % ROW) / PICTURE), row + floori(float(passed) / ROW))
		row += _rows_of(part)
	return null


func _keep() -> void:
	var tick := Engine.get_physics_frames()
	var position: Variant = _position_of(tick)
	if position == null:
		return
	var picture := root.get_texture().get_image()
	picture.save_png("user://film/%06d.png" % tick)
	picture.resize(SMALL.x, SMALL.y, Image.INTERPOLATE_LANCZOS)
	picture.convert(Image.FORMAT_RGB8)
	_sheet.blit_rect(picture, Rect2i(Vector2i.ZERO, SMALL), position * (SMALL + Vector2i(GAP, GAP)))
