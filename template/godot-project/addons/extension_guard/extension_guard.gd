@tool
extends EditorPlugin
## Keeps scenes closed while the Rust library is not built, or lacks a class that they use: the editor would open them with
## placeholders in place of such nodes, and saving would lose data. (It does not notice a library that only lacks a property.)

const TEXT := """The Rust library is not built, or lacks these classes: %s.
No scene can be opened without them: saved now, it would lose data.
Close the editor, and open it by this command: cargo xtask editor"""

var _dialog: AcceptDialog


func _enter_tree() -> void:
	var missing: PackedStringArray = _missing_classes()
	if missing.is_empty() or DisplayServer.get_name() == "headless":
		return
	_dialog = AcceptDialog.new()
	_dialog.title = "Scenes are locked"
	_dialog.dialog_text = TEXT % ", ".join(missing)
	EditorInterface.get_base_control().add_child(_dialog)
	scene_changed.connect(_close_scene.unbind(1), CONNECT_DEFERRED)
	EditorInterface.get_resource_filesystem().filesystem_changed.connect(_dialog.popup_centered, CONNECT_DEFERRED)


## The editor calls this before it runs the game.
func _build() -> bool:
	if _dialog:
		_dialog.popup_centered()
	return _dialog == null


func _close_scene() -> void:
	if not EditorInterface.get_open_scenes().is_empty():
		EditorInterface.close_scene()
		_dialog.popup_centered()


## Classes that scenes use and the editor does not know. The scenes are read as text: loading them makes the placeholders.
func _missing_classes() -> PackedStringArray:
	var missing: PackedStringArray = []
	var node_type := RegEx.create_from_string(r'\[node [^\]]*\btype="(\w+)"')
	for file: String in DirAccess.get_files_at("res://scenes"):
		for found: RegExMatch in node_type.search_all(FileAccess.get_file_as_string("res://scenes/" + file)):
			if not ClassDB.class_exists(found.get_string(1)) and found.get_string(1) not in missing:
				missing.append(found.get_string(1))
	return missing
