# Checks that every text fits: in its box, in the window, and beside its neighbors. Run by tests/texts.rs; `texts.gd` says how.
# Each text that does not fit is printed once, in a line behind "too long: ".
extends "texts.gd"

# In px. The engine rounds sizes of boxes.
const TOLERANCE := 1.5
# Texts of the game that may leave the window: points rise from where they were scored.
const ANYWHERE: PackedStringArray = ["PopUps"]

var _told: Dictionary[String, bool] = {}


func _initialize() -> void:
	_ignored = ANYWHERE
	super()


func _check(texts: Array[Control], scene := "") -> void:
	for text in texts:
		var problem := _problem(text)
		if problem:
			_tell(text, problem, scene)
	for index in texts.size():
		for other in texts.slice(index + 1):
			var shared := _seen(texts[index]).intersection(_seen(other)).size
			if _are_neighbors(texts[index], other) and minf(shared.x, shared.y) > 2.0 * TOLERANCE:
				_tell(texts[index], "lies over %s" % other.name, scene)


func _tell(text: Control, problem: String, scene: String) -> void:
	var place := "%s at %d x %d" % [scene if scene else "in the game", root.size.x, root.size.y]
	var line := "too long: %s, %s, %s %s: %s" % [place, _language, root.get_path_to(text), problem, JSON.stringify(text.get("text"))]
	if not _told.has(line):
		_told[line] = true
		print(line)


# While the game runs, all that is visible is meant to be; in a scene with all of it visible only what is on one button.
func _are_neighbors(text: Control, other: Control) -> bool:
	# A container arranges its own children, and may let their line spacing overlap.
	if text.get_parent() is Container and text.get_parent() == other.get_parent():
		return false
	if text.is_ancestor_of(other) or other.is_ancestor_of(text):
		return false
	if not _plays:
		return text.get_parent() is BaseButton and text.get_parent() == other.get_parent()
	return text.get_canvas_layer_node() == other.get_canvas_layer_node()


func _problem(text: Control) -> String:
	var width := text.size.x + TOLERANCE
	var label := text as Label
	if label:
		if label.get_visible_line_count() < label.get_line_count():
			return "shows %d of %d lines" % [label.get_visible_line_count(), label.get_line_count()]
		# Japanese and Chinese lines may end anywhere.
		if label.autowrap_mode != TextServer.AUTOWRAP_OFF and not _language in ["ja", "zh_CN"] and _widest(label, " ") > width:
			return "has a word that is wider than its box"
		if label.clip_text and _widest(label, "\n") > width:
			return "is cut off"
	elif (text as Button).clip_text and _widest(text, "\n") > width:
		return "is cut off"

	var rect := _rect(text)
	var leaves := ""
	var parent := text.get_parent()
	while parent is Control:
		var outer := (parent as Control).get_global_rect().grow(TOLERANCE)
		if parent is ScrollContainer:
			# What scrolls may be as long as it likes.
			return "" if rect.position.x >= outer.position.x and rect.end.x <= outer.end.x else "is wider than what scrolls"
		if not leaves and (parent is Container or parent is BaseButton) and not outer.encloses(rect):
			leaves = "leaves %s" % parent.name
		parent = parent.get_parent()
	if leaves:
		return leaves
	return "" if text.get_viewport_rect().grow(TOLERANCE).encloses(rect) else "leaves the window"


# Where the text is drawn: its box may be much larger.
func _rect(text: Control) -> Rect2:
	var rect := text.get_global_rect()
	var label := text as Label
	if not label or label.autowrap_mode != TextServer.AUTOWRAP_OFF or label.clip_text:
		return rect
	var size := label.get_minimum_size() * label.get_global_transform().get_scale()
	var free := rect.size - size
	var shift := Vector2.ZERO
	if label.horizontal_alignment == HORIZONTAL_ALIGNMENT_CENTER:
		shift.x = free.x / 2.0
	elif label.horizontal_alignment == HORIZONTAL_ALIGNMENT_RIGHT:
		shift.x = free.x
	if label.vertical_alignment == VERTICAL_ALIGNMENT_CENTER:
		shift.y = free.y / 2.0
	elif label.vertical_alignment == VERTICAL_ALIGNMENT_BOTTOM:
		shift.y = free.y
	return Rect2(rect.position + shift, size)


# The part of it that nothing cuts off: text that scrolls is seen only in its box.
func _seen(text: Control) -> Rect2:
	var rect := _rect(text)
	var parent := text.get_parent()
	while parent is Control:
		if parent is ScrollContainer:
			rect = rect.intersection((parent as Control).get_global_rect())
		parent = parent.get_parent()
	return rect


# The width of the widest part of a text between separators.
func _widest(text: Control, separator: String) -> float:
	var settings: LabelSettings = text.get("label_settings")
	var font := settings.font if settings and settings.font else text.get_theme_font("font")
	var size := settings.font_size if settings else text.get_theme_font_size("font_size")
	var width := 0.0
	for part in text.atr(str(text.get("text"))).replace("\n", separator).split(separator):
		width = maxf(width, font.get_string_size(part, HORIZONTAL_ALIGNMENT_LEFT, -1, size).x)
	return width
