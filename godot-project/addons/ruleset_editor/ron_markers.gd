@tool
extends Node
## Marks what is wrong in the RON files that are open in the script editor, when they are opened and whenever they are saved.
##
## The extension checks them (its class RonChecker); without it nothing is marked. The editor has no signal for a saved text
## file, so the files are compared with what they were half a second ago. That notices other programs' changes, too.

const RonMarker = preload("ron_marker.gd")
const CHECKER := &"RonChecker"
const POLL_TIME := 0.5

## By the script editor's page.
var _markers: Dictionary[ScriptEditorBase, RonMarker] = {}
## The contents of the open files when they were last checked, by path.
var _checked: Dictionary[String, String] = {}


func _ready() -> void:
	var timer := Timer.new()
	timer.timeout.connect(_look)
	add_child(timer)
	timer.start(POLL_TIME)


func _exit_tree() -> void:
	for page: ScriptEditorBase in _markers:
		if is_instance_valid(page):
			_markers[page].clear()


func _look() -> void:
	for page: ScriptEditorBase in _markers.keys():
		if not is_instance_valid(page):
			_markers.erase(page)
	for page: ScriptEditorBase in EditorInterface.get_script_editor().get_open_script_editors():
		if page not in _markers and page.get_class() == "TextEditor" and page.get_base_editor() is CodeEdit:
			var path: String = _path_of(page)
			if path.get_extension() == "ron":
				_markers[page] = RonMarker.new(path, page.get_base_editor())
	var contents: Dictionary[String, String] = {}
	for marker: RonMarker in _markers.values():
		contents[marker.path] = FileAccess.get_md5(marker.path)
	# All of them: what is wrong in one file may be wrong because of another.
	if contents != _checked and ClassDB.class_exists(CHECKER):
		_checked = contents
		for marker: RonMarker in _markers.values():
			marker.show_error(ClassDB.class_call_static(CHECKER, &"check", marker.path))


## The path of a page with a text file. Only the list of open files has it: as the tooltip of the page's item.
func _path_of(page: ScriptEditorBase) -> String:
	var pages := page.get_parent() as TabContainer
	if pages == null:
		return ""
	for list: ItemList in EditorInterface.get_script_editor().find_children("*", "ItemList", true, false):
		for item: int in list.item_count:
			var index: Variant = list.get_item_metadata(item)
			if index is int and pages.get_tab_control(index) == page:
				return list.get_item_tooltip(item)
	return ""
