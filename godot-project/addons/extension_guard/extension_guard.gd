@tool
extends EditorPlugin
## Keeps scenes safe while the Rust extension is not built, or is older than the scenes.
##
## Without the extension the editor opens our scenes with MissingNode in place of our classes. Saving such a scene, which
## running it does too, silently drops signal connections, changed properties of instances and resources of our classes
## (seen in Godot 4.6.3, see README.md). While there are files at risk (scene_scan.gd finds them), this plugin
## - closes each such scene as soon as it opens,
## - keeps every such file from being written, whatever asks for it,
## - refuses to run the project,
## - says so in a dialog, with the command that builds the extension, and notices when that has been done.
## Otherwise it is silent. In headless runs (import, export, tests) it does nothing at all.

const SceneScan = preload("scene_scan.gd")
const LockedSaver = preload("locked_saver.gd")
const LockedDialog = preload("locked_dialog.gd")

const BUILD := (
	"In a terminal, in the repository:\n\n    [code]cargo xtask build[/code]\n\n"
	+ "Then come back to this window. [code]cargo xtask editor[/code] does both: it builds first."
)
const RUN_BUILD := "Run: cargo xtask build"
const RESTART := "Restart the editor: menu Project, Reload Current Project."

## Reasons by file, as SceneScan gives them.
var _at_risk: Dictionary[String, PackedStringArray] = {}
## The last message: its files and its diagnosis.
var _announced: Dictionary[String, PackedStringArray] = {}
var _said: String = ""
## Scenes that were open while they came to be at risk, or ceased to be. They may hold unsaved work, so they are not
## closed; they may have lost data on being loaded, so they can't be saved until they have been closed and opened again.
var _kept: PackedStringArray = []
## Scenes that were closed here, to be opened again once that is safe.
var _refused: PackedStringArray = []
## Modification time of each library when it was last tried, so that a bad one is tried once.
var _tried: Dictionary[String, int] = {}
## The extension was built, but this session of the editor can't take it.
var _restart_needed := false
## The user chose to edit regardless, until the editor restarts.
var _unlocked := false
var _scan := SceneScan.new()
var _saver := LockedSaver.new()
var _dialog: LockedDialog


func _enter_tree() -> void:
	if DisplayServer.get_name() == "headless":
		return
	_saver.blocked.connect(_on_save_blocked)
	scene_changed.connect(_on_scene_changed)
	scene_closed.connect(_on_scene_closed)
	GDExtensionManager.extension_loaded.connect(_check_later.unbind(1))
	GDExtensionManager.extensions_reloaded.connect(_check_later)
	# Emitted at the end of the first scan too, when the editor is up and a dialog can be shown.
	EditorInterface.get_resource_filesystem().filesystem_changed.connect(_check_later)
	EditorInterface.get_resource_filesystem().script_classes_updated.connect(_stand_guard)
	# Lock at once: the editor is about to open the scenes of the last session.
	_set_at_risk(_scan.files_at_risk())


func _exit_tree() -> void:
	_saver.stand_down()
	if _dialog:
		_dialog.queue_free()


func _notification(what: int) -> void:
	# The user comes back from a terminal, where the extension may have been built, or scenes pulled that are newer than it.
	if what == NOTIFICATION_APPLICATION_FOCUS_IN:
		_check_later()


## Called right before a scene is saved.
func _apply_changes() -> void:
	_stand_guard()


## The editor asks before it runs the project, which could only fail without its classes.
func _build() -> bool:
	if not _at_risk.is_empty():
		_show_dialog()
	return _at_risk.is_empty()


func _check_later() -> void:
	_check.call_deferred()


## Checks again which files are at risk, and shows the user what changed since the last message.
func _check() -> void:
	if _unlocked or not is_inside_tree():
		return
	if not _at_risk.is_empty():
		_load_new_libraries()
	_set_at_risk(_scan.files_at_risk())
	var diagnosis: String = "" if _at_risk.is_empty() else _diagnosis()
	if _at_risk == _announced and diagnosis == _said:
		return
	_announced = _at_risk
	_said = diagnosis
	if _at_risk.is_empty():
		_announce_unlocked()
	else:
		print("%s Files locked: %d. %s" % [diagnosis, _at_risk.size(), RESTART if _restart_needed else RUN_BUILD])
		_show_dialog()
		_close_tabs()


func _set_at_risk(now: Dictionary[String, PackedStringArray]) -> void:
	for path: String in EditorInterface.get_open_scenes():
		if now.has(path) != _at_risk.has(path) and path not in _kept:
			_kept.append(path)
	_at_risk = now
	_update_saver()


func _update_saver() -> void:
	_saver.locked = PackedStringArray(_at_risk.keys())
	for path: String in _kept:
		if path not in _saver.locked:
			_saver.locked.append(path)
	_stand_guard()


func _stand_guard() -> void:
	if not _saver.locked.is_empty():
		_saver.stand_guard()


## Loads what was built since the editor came up. (A library that is loaded already is reloaded by the editor itself.)
func _load_new_libraries() -> void:
	for extension: String in _scan.extensions:
		var library: String = _library_of(extension)
		if GDExtensionManager.is_extension_loaded(extension) or not FileAccess.file_exists(library):
			continue
		var modified: int = FileAccess.get_modified_time(library)
		if _tried.get(library, 0) != modified:
			_tried[library] = modified
			_restart_needed = GDExtensionManager.load_extension(extension) != GDExtensionManager.LOAD_STATUS_OK


## The library that an extension file names for this editor: the entry with the most matching feature tags.
func _library_of(extension: String) -> String:
	var config := ConfigFile.new()
	if config.load(extension) != OK or not config.has_section("libraries"):
		return ""
	var library: String = ""
	var most_tags: int = 0
	for key: String in config.get_section_keys("libraries"):
		var tags: PackedStringArray = key.split(".")
		if tags.size() > most_tags and Array(tags).all(func(tag: String) -> bool: return OS.has_feature(tag)):
			most_tags = tags.size()
			library = config.get_value("libraries", key)
	if library.is_relative_path():
		library = extension.get_base_dir().path_join(library)
	return ProjectSettings.globalize_path(library).simplify_path()


func _on_scene_changed(root: Node) -> void:
	if root and _at_risk.has(root.scene_file_path) and root.scene_file_path not in _kept:
		_close.call_deferred(root.scene_file_path)


func _close(path: String) -> void:
	var root: Node = EditorInterface.get_edited_scene_root()
	if root == null or root.scene_file_path != path:
		return
	EditorInterface.close_scene()
	if path not in _refused:
		_refused.append(path)
	_show_dialog()
	_close_tabs()


## Brings forward a tab that the editor restored from its last session, so that it is closed like any other.
func _close_tabs() -> void:
	for path: String in EditorInterface.get_open_scenes():
		if _at_risk.has(path) and path not in _kept:
			EditorInterface.open_scene_from_path(path)
			return


func _on_scene_closed(path: String) -> void:
	if path in _kept:
		_kept.remove_at(_kept.find(path))
		_update_saver()


func _on_save_blocked(path: String) -> void:
	print("Not saved, because it would lose data: ", path)
	_after_blocked_save.call_deferred(path)


func _after_blocked_save(path: String) -> void:
	var root: Node = EditorInterface.get_edited_scene_root()
	if root and root.scene_file_path == path:
		EditorInterface.mark_scene_as_unsaved()
	_show_dialog()


func _announce_unlocked() -> void:
	if _dialog:
		_dialog.hide()
	var message := "The Rust extension is loaded. All scenes can be opened."
	if not _kept.is_empty():
		message += " Close these and open them again: " + ", ".join(_kept)
	print(message)
	EditorInterface.get_editor_toaster().push_toast(message)
	_reopen_refused()


func _reopen_refused() -> void:
	for path: String in _refused:
		EditorInterface.open_scene_from_path(path)
	_refused.clear()


func _unlock() -> void:
	_dialog.hide()
	_unlocked = true
	_at_risk = {}
	_kept.clear()
	_update_saver()
	_reopen_refused()


func _diagnosis() -> String:
	if _restart_needed:
		return "The Rust extension was built, but could not be loaded into the running editor."
	for extension: String in _scan.extensions:
		if not GDExtensionManager.is_extension_loaded(extension):
			return "The Rust extension is not built."
	return "The Rust extension does not match the scenes: it lacks something they use."


func _show_dialog() -> void:
	if _dialog == null:
		_dialog = LockedDialog.new()
		_dialog.confirmed.connect(_check_later)
		_dialog.unlock_pressed.connect(_unlock)
		EditorInterface.get_base_control().add_child(_dialog)
	var reasons: Dictionary[String, PackedStringArray] = {}
	for path: String in _saver.locked:
		reasons[path] = _at_risk.get(path, PackedStringArray(["was open before; close it and open it again"]))
	_dialog.show_reasons(_diagnosis(), RESTART if _restart_needed else BUILD, reasons)
