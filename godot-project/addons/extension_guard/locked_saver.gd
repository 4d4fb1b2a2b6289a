@tool
extends ResourceFormatSaver
## Is called before the engine's own savers and discards writes to locked files.
##
## The engine tries the next saver after one that fails, so refusing means to report success and to write nothing.

## Emitted instead of the save, with the path that was left alone.
signal blocked(path: String)

## Paths of the files that must not be written.
var locked: PackedStringArray = []

var _was_asked := false


## Registers itself before all other savers, if it is not registered. Call it repeatedly: the editor drops the
## savers written in GDScript whenever it updates its list of script classes.
func stand_guard() -> void:
	if not _is_registered():
		ResourceSaver.add_resource_format_saver(self, true)


func stand_down() -> void:
	if _is_registered():
		ResourceSaver.remove_resource_format_saver(self)


## The engine keeps no public list of its savers, but it asks each of them for file extensions.
func _is_registered() -> bool:
	_was_asked = false
	ResourceSaver.get_recognized_extensions(Resource.new())
	return _was_asked


func _recognize(_resource: Resource) -> bool:
	_was_asked = true
	return true


func _recognize_path(_resource: Resource, path: String) -> bool:
	return path in locked


func _get_recognized_extensions(_resource: Resource) -> PackedStringArray:
	_was_asked = true
	return []


func _save(_resource: Resource, path: String, _flags: int) -> Error:
	blocked.emit(path)
	return OK
