@tool
extends EditorPlugin
## Makes the editor a workplace for RON files: they are in the FileSystem dock and open in the script editor, what is wrong in
## them is marked when they are saved (ron_markers.gd), and a dock plays rulesets (the Rust class RulesetPreview).
##
## Without the extension the files can be edited all the same, unchecked. In headless runs (import, export, tests) it does nothing.

const RonMarkers = preload("ron_markers.gd")
# Loaded, not preloaded: its class is missing while the extension is not built.
const PREVIEW := "res://addons/ruleset_editor/ruleset_preview.tscn"
const TEXT_FILES := "docks/filesystem/textfile_extensions"

var _dock: EditorDock


func _enter_tree() -> void:
	if DisplayServer.get_name() == "headless":
		return
	_show_ron_files()
	add_child(RonMarkers.new())
	GDExtensionManager.extension_loaded.connect(_fill_dock.unbind(1), CONNECT_DEFERRED)
	# The preview has forgotten everything when another build of the extension was loaded.
	GDExtensionManager.extensions_reloaded.connect(_fill_dock, CONNECT_DEFERRED)
	_fill_dock()


func _exit_tree() -> void:
	if _dock:
		remove_dock(_dock)
		_dock.queue_free()


## A setting of the editor, not of the project, so it is set once for each user. A change makes the editor scan all files again, and
## a scan before the end of the first one, which plugins are loaded in, would load them twice.
func _show_ron_files() -> void:
	if "ron" not in _text_files():
		EditorInterface.get_resource_filesystem().sources_changed.connect(
			_add_ron_files.unbind(1), CONNECT_ONE_SHOT | CONNECT_DEFERRED
		)


func _add_ron_files() -> void:
	EditorInterface.get_editor_settings().set_setting(TEXT_FILES, ",".join(_text_files() + PackedStringArray(["ron"])))
	# As the dialog of the settings does: the script editor and the dock read the setting when they are told of it.
	get_tree().root.propagate_notification(EditorSettings.NOTIFICATION_EDITOR_SETTINGS_CHANGED)
	EditorInterface.get_resource_filesystem().scan()


func _text_files() -> PackedStringArray:
	return str(EditorInterface.get_editor_settings().get_setting(TEXT_FILES)).split(",", false)


## Puts a new preview into the dock, once the extension is there.
func _fill_dock() -> void:
	if not ClassDB.class_exists(&"RulesetPreview"):
		return
	if _dock == null:
		_dock = EditorDock.new()
		_dock.title = "Ruleset"
		_dock.icon_name = &"Play"
		# Wide enough for its name, below the script editor, and not played until somebody opens it.
		_dock.default_slot = EditorDock.DOCK_SLOT_BOTTOM
		_dock.available_layouts = EditorDock.DOCK_LAYOUT_ALL
		add_dock(_dock)
	for old: Node in _dock.get_children():
		old.queue_free()
	_dock.add_child((load(PREVIEW) as PackedScene).instantiate())
