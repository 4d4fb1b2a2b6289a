@tool
extends RefCounted
## Marks what is wrong in one RON file: with an icon and a tint at its line, a line below the word, and a bar with the message below
## the text. A click on the bar leads to the error.

const GUTTER := "ron_error"

var path: String

var _code: CodeEdit
var _bar: Button
## Where the error is, from 1; 0 for an error of the whole file.
var _line: int
var _column: int


func _init(of_path: String, code: CodeEdit) -> void:
	path = of_path
	_code = code


## Shows an error as RonChecker reports it, or none for an empty dictionary.
func show_error(error: Dictionary) -> void:
	clear()
	if error.is_empty():
		return
	_line = error["line"]
	_column = error["column"]
	_show_bar(error["message"])
	if _line > 0 and _line <= _code.get_line_count():
		var theme: Theme = EditorInterface.get_editor_theme()
		var gutter: int = _gutter()
		_code.set_gutter_draw(gutter, true)
		_code.set_line_gutter_icon(_line - 1, gutter, theme.get_icon(&"StatusError", &"EditorIcons"))
		_code.set_line_background_color(_line - 1, Color(_color(), 0.2))
		_code.draw.connect(_draw)
	_code.queue_redraw()


func clear() -> void:
	if not is_instance_valid(_code):
		return
	if is_instance_valid(_bar):
		_bar.queue_free()
	if _code.draw.is_connected(_draw):
		_code.draw.disconnect(_draw)
		var line: int = _marked_line()
		if line >= 0:
			_code.set_line_gutter_icon(line, _gutter(), null)
			_code.set_line_background_color(line, Color.TRANSPARENT)
		_code.set_gutter_draw(_gutter(), false)
		_code.queue_redraw()


func _show_bar(message: String) -> void:
	_bar = Button.new()
	_bar.name = "RonError"
	_bar.flat = true
	_bar.alignment = HORIZONTAL_ALIGNMENT_LEFT
	_bar.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	_bar.icon = EditorInterface.get_editor_theme().get_icon(&"StatusError", &"EditorIcons")
	for state: StringName in [&"font_color", &"font_hover_color", &"font_pressed_color", &"font_focus_color"]:
		_bar.add_theme_color_override(state, _color())
	_bar.text = message if _line == 0 else "Line %d, column %d: %s" % [_line, _column, message]
	_bar.pressed.connect(_go_to_error)
	_code.get_parent().add_child(_bar)


func _go_to_error() -> void:
	var line: int = _marked_line()
	if line >= 0:
		_code.set_caret_line(line)
		_code.set_caret_column(_column - 1)
		_code.center_viewport_to_caret()
	_code.grab_focus()


## Draws a line below the word with the error.
func _draw() -> void:
	var line: int = _marked_line()
	if line < 0:
		return
	var text: String = _code.get_line(line)
	var first: int = clampi(_column - 1, 0, maxi(text.length() - 1, 0))
	var end: int = first + 1
	while end < text.length() and text.substr(first, end - first + 1).is_valid_ascii_identifier():
		end += 1
	# A column's rectangle is that of the letter before it; the first one has none.
	var from: Rect2i = _code.get_rect_at_line_column(line, first)
	var to: Rect2i = _code.get_rect_at_line_column(line, end)
	if from.position.x < 0 or to.position.x < 0:
		return # It is out of sight.
	var x: int = from.position.x if first == 0 else from.end.x
	var y: int = from.end.y - 1
	_code.draw_line(Vector2(x, y), Vector2(maxi(to.end.x, x + 6), y), _color(), 2.0)


## The line with the error, from 0, which moves when lines are added above it. -1 if it was deleted.
func _marked_line() -> int:
	var gutter: int = _gutter()
	for line: int in _code.get_line_count():
		if _code.get_line_gutter_icon(line, gutter):
			return line
	return -1


func _gutter() -> int:
	for gutter: int in _code.get_gutter_count():
		if _code.get_gutter_name(gutter) == GUTTER:
			return gutter
	_code.add_gutter()
	var added: int = _code.get_gutter_count() - 1
	_code.set_gutter_name(added, GUTTER)
	_code.set_gutter_type(added, TextEdit.GUTTER_TYPE_ICON)
	_code.set_gutter_width(added, roundi(20 * EditorInterface.get_editor_scale()))
	return added


func _color() -> Color:
	return EditorInterface.get_editor_theme().get_color(&"error_color", &"Editor")
