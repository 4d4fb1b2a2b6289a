# Lists the colors of every text and of what is behind it, and keeps the pictures of skies and things. Run by tests/contrast.rs;
# `texts.gd` says how. A line behind "text: " is JSON: where a text is, its state, its colors, and those of the boxes behind it,
# from the back to the front. The pictures are PNG files in `user://contrast`.
extends "texts.gd"

# The states of a button: its color, and its box.
const STATES: Dictionary[String, String] = {
	"font_color": "normal",
	"font_hover_color": "hover",
	"font_pressed_color": "pressed",
	"font_hover_pressed_color": "hover_pressed",
	"font_focus_color": "normal",
	"font_disabled_color": "disabled",
}
const ART := "res://assets/art"

var _listed: Dictionary[String, bool] = {}


func _initialize() -> void:
	_sizes = [SIZES[0]]
	_languages = ["en"]
	if OS.has_environment("PICTURES"):
		DirAccess.make_dir_absolute("user://contrast")
		_keep_pictures(ART)
		_keep_pictures(ART + "/arcade")
	super()


func _keep_pictures(folder: String) -> void:
	for file in ResourceLoader.list_directory(folder):
		if file.get_extension() == "svg":
			# Without a display, the game draws none of them.
			var image := Image.new()
			image.load_svg_from_string(FileAccess.get_file_as_string(folder.path_join(file)))
			image.save_png("user://contrast/%s.png" % file.get_basename())


func _check(texts: Array[Control], scene := "") -> void:
	for text in texts:
		var below := _boxes_below(text)
		if text is Label:
			_list(text, scene, "normal", _font_color(text, "font_color"), below + _box(text, "normal"))
			continue
		for color in STATES:
			var state := STATES[color]
			if (state == "hover_pressed" and not (text as Button).toggle_mode) or not text.has_theme_color(color):
				continue
			_list(text, scene, color.trim_prefix("font_").trim_suffix("color").trim_suffix("_"), _font_color(text, color), below + _box(text, state))


func _list(text: Control, scene: String, state: String, color: Color, boxes: Array[Color]) -> void:
	var settings: LabelSettings = text.get("label_settings")
	var outline := settings.outline_size if settings else text.get_theme_constant("outline_size")
	var outline_color := settings.outline_color if settings else text.get_theme_color("font_outline_color")
	var line := JSON.stringify({
		"scene": scene.get_file().get_basename() if scene else "game",
		"node": text.name,
		"state": state if state else "normal",
		"size": settings.font_size if settings else text.get_theme_font_size("font_size"),
		"color": color.to_html(false),
		"outline": outline,
		"outline_color": (outline_color * _modulate(text)).to_html(false),
		"boxes": boxes.map(func(box: Color) -> String: return box.to_html()),
	})
	if not _listed.has(line):
		_listed[line] = true
		print("text: ", line)


func _font_color(text: Control, color: String) -> Color:
	var settings: LabelSettings = text.get("label_settings")
	return (settings.font_color if settings else text.get_theme_color(color)) * _modulate(text)


# The product of all that colors a node. What fades is listed with the color that it has before.
func _modulate(node: CanvasItem) -> Color:
	var product := node.self_modulate
	var item: Node = node
	while item is CanvasItem:
		product *= (item as CanvasItem).modulate
		item = item.get_parent()
	return product


# What is drawn before a text where it is, on its layer.
func _boxes_below(text: Control) -> Array[Color]:
	var found: Array[Color] = []
	var layer: Node = text.get_canvas_layer_node()
	_collect(layer if layer else text.get_tree().root, text, text.get_global_rect().get_center(), found)
	return found


# Whether the text is reached: what comes after it is drawn above it.
func _collect(node: Node, text: Control, point: Vector2, found: Array[Color]) -> bool:
	if node == text:
		return true
	var item := node as CanvasItem
	if item and not item.visible:
		return false
	var control := node as Control
	if control and control.get_global_rect().has_point(point):
		if control is ColorRect and not control.material:
			found.append((control as ColorRect).color * _modulate(control))
		elif control is Panel or control is PanelContainer:
			found.append_array(_box(control, "panel"))
		elif control is ProgressBar:
			# It may be full.
			found.append_array(_box(control, "background") + _box(control, "fill"))
		elif control is Button:
			found.append_array(_box(control, "normal"))
	for child in node.get_children():
		if (not child is CanvasLayer or child == node) and _collect(child, text, point, found):
			return true
	return false


func _box(control: Control, name: String) -> Array[Color]:
	var box := control.get_theme_stylebox(name) as StyleBoxFlat
	if not box or not box.draw_center or is_zero_approx(box.bg_color.a):
		return []
	return [box.bg_color * _modulate(control)]
