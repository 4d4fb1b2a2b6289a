# Finds every text that players see, and hands it to `_check` of the script that extends this one. Two ways:
#
#     SCENES=1: each scene that has texts, with all of it visible, in windows of each size, in each language and in pseudo-localization
#     otherwise: the game itself, from its main scene, with the arguments after `--`, in a window with the size WINDOW (an index);
#     PSEUDO=1 shows pseudo-localized English
extends SceneTree

# The game is checked once in this many frames.
const INTERVAL := 6
# The windows, in px: as in the tutorial, a phone in both hands, a phone in one hand, a large screen.
const SIZES: Array[Vector2i] = [Vector2i(480, 720), Vector2i(844, 390), Vector2i(390, 844), Vector2i(1920, 1080)]

# Names of nodes whose texts are left out.
var _ignored: PackedStringArray = []
# What SCENES=1 goes through. The languages are locales, or "pseudo"; none stands for all.
var _sizes := SIZES
var _languages: Array[String] = []

var _plays := false
var _frame := 0
var _language := ""


func _initialize() -> void:
	_plays = not OS.has_environment("SCENES")
	if _plays:
		_play.call_deferred()
	else:
		_check_scenes.call_deferred()


func _play() -> void:
	# An engine that runs a script has a tiny window.
	root.size = SIZES[OS.get_environment("WINDOW").to_int()]
	TranslationServer.pseudolocalization_enabled = OS.has_environment("PSEUDO")
	change_scene_to_file(ProjectSettings.get_setting("application/run/main_scene"))


func _process(_delta: float) -> bool:
	_frame += 1
	if _plays and current_scene and _frame % INTERVAL == 0:
		_language = "pseudo" if TranslationServer.pseudolocalization_enabled else TranslationServer.get_locale()
		_check(_texts_below(root))
	return false


func _check_scenes() -> void:
	if not _languages:
		_languages.assign(TranslationServer.get_loaded_locales())
		_languages.append_array(["en", "pseudo"])
	for path in _scenes_below("res://scenes"):
		var scene := (load(path) as PackedScene).instantiate()
		root.add_child(scene)
		for size in _sizes:
			root.size = size
			for language in _languages:
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
	if node.name not in _ignored:
		for child in node.get_children():
			found.append_array(_texts_below(child))
	return found


# Looks at the texts that are visible now, of a scene or of the game.
func _check(_texts: Array[Control], _scene := "") -> void:
	pass
