# Plays the game from its main scene, with the arguments after `--`, and writes every frame into the file FILM: red, green and blue of each
# pixel. WIDTH and HEIGHT are the frames' size in px. Run by `Run::film`.
#
# The engine's own Movie Maker always films the window that the project asks for, and takes ten times as long for its PNG files.
extends SceneTree

var _size := Vector2i(OS.get_environment("WIDTH").to_int(), OS.get_environment("HEIGHT").to_int())
var _film: FileAccess


func _initialize() -> void:
	_film = FileAccess.open(OS.get_environment("FILM"), FileAccess.WRITE)
	_play.call_deferred()


func _play() -> void:
	change_scene_to_file(ProjectSettings.get_setting("application/run/main_scene"))
	RenderingServer.frame_post_draw.connect(_keep)


func _keep() -> void:
	var image := root.get_texture().get_image()
	image.convert(Image.FORMAT_RGB8)
	if image.get_size() != _size:
		image.resize(_size.x, _size.y, Image.INTERPOLATE_BILINEAR)
	_film.store_buffer(image.get_data())
	# The game gives its window the size that suits the screen, and a small one is drawn faster.
	if root.size != _size:
		root.min_size = Vector2i.ZERO
		root.size = _size
