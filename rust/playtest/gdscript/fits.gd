# Checks that every text fits: in its box, in the window, and beside its neighbors. Run by tests/texts.rs in two ways:
#
#     SCENES=1: in windows of each size, each scene that has texts, with all of it visible, in each language and in pseudo-localization
#     otherwise: the game itself, from its main scene, with the arguments after `--`, in a window with the size WINDOW
#
# Each text that does not fit is printed once, in a line behind "too long: ".
extends SceneTree

# In px. The engine rounds sizes of boxes.
const TOLERANCE := 1.5
# The game is checked once in this many frames.
const INTERVAL := 6
# The windows, in px: as in the tutorial, a phone in both hands, a phone in one hand, a large screen.
const SIZES: Array[Vector2i] = [Vector2i(480, 720), Vector2i(844, 390), Vector2i(390, 844), Vector2i(1920, 1080)]
# Texts of the game that may leave the window: points rise from where they were scored.
const ANYWHERE: PackedStringArray = ["PopUps"]

var _plays := false
var _frame := 0
var _language := ""
var _told: Dictionary[String, bool] = {}


func _initialize() -> void:
	_plays = not OS.has_environment("SCENES")
	if _plays:
		_play.call_deferred()
	else:
		_check_scenes.call_deferred()


func _play() -> void:
	# An engine that runs a script has a tiny window.
	root.size = SIZES[OS.get_environment("WINDOW").to_int()]
	change_scene_to_file(ProjectSettings.get_setting("application/run/main_scene"))


func _process(_delta: float) -> bool:
	_frame += 1
	if _plays and current_scene and _frame % INTERVAL == 0:
		_language = TranslationServer.get_locale()
		_check(_texts_below(root))
	return false


func _check_scenes() -> void:
	var languages := TranslationServer.get_loaded_locales()
	for path in _scenes_below("res://scenes"):
		var scene := (load(path) as PackedScene).instantiate()
		root.add_child(scene)
		for size in SIZES:
			root.size = size
			for language: String in Array(languages) + ["en", "pseudo"]:
				_language = language
				TranslationServer.pseudolocalization_enabled = language == "pseudo"
				TranslationServer.set_locale("en" if language == "pseudo" else language)
				_show(scene)
				# Pages fit themselves to the window as it changes.
				root.size_changed.emit()
				await process_frame
				await process_frame
				_check(_texts_below(scene), path)
		scene.free()
	quit()


func _scenes_below(folder: String) -> PackedStringArray:
	var paths: PackedStringArray = []
	for file in DirAccess.get_files_at(folder):
		var path := folder.path_join(file.trim_suffix(".remap"))
		if path.get_extension() == "tscn" and not ResourceLoader.get_dependencies(path).is_empty():
			var type := (load(path) as PackedScene).get_state().get_node_type(0)
			# Other scenes start games, which are checked as they are played.
			if ClassDB.is_parent_class(type, &"CanvasLayer") or ClassDB.is_parent_class(type, &"Control"):
				paths.append(path)
	for child in DirAccess.get_directories_at(folder):
		paths.append_array(_scenes_below(folder.path_join(child)))
	return paths


func _show(node: Node) -> void:
	if node is CanvasLayer:
		(node as CanvasLayer).show()
	elif node is Control:
		(node as Control).show()
	for child in node.get_children():
		_show(child)


func _texts_below(node: Node) -> Array[Control]:
	var found: Array[Control] = []
	var control := node as Control
	if node is Window and not (node as Window).visible:
		return found
	if control and not control.is_visible_in_tree():
		return found
	# A text that is scaled itself is in motion.
	if (node is Label or node is Button) and control.scale == Vector2.ONE:
		if not str(node.get("text")).strip_edges().is_empty():
			found.append(control)
	if node.name not in ANYWHERE:
		for child in node.get_children():
			found.append_array(_texts_below(child))
	return found


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
