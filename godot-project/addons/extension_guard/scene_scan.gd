@tool
extends RefCounted
## Finds the text scenes and resources that would lose data if the editor saved them now.
##
## The files are read as text, never loaded: loading is what turns a node of an unknown class into a MissingNode.
## Nothing about this project is written down here. A file is at risk when it names a class that ClassDB does not know,
## a property or signal that a known extension class does not have, or when it builds on a file at risk.
## Binary files (.scn, .res) are not read; this project has none.

const SKIPPED_FOLDERS: PackedStringArray = ["addons"]

## Extension files (.gdextension) of the project, found on the way.
var extensions: PackedStringArray = []

var _files: Dictionary[String, ParsedFile] = {}
var _attribute := RegEx.create_from_string(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|ExtResource\("([^"]*)"\))')
var _property := RegEx.create_from_string(r"^([A-Za-z_]\w*) = ")


## Maps each file at risk to the reasons, such as "class Player" or "property Player.speed".
## An empty answer means that saving is safe everywhere.
func files_at_risk() -> Dictionary[String, PackedStringArray]:
	extensions.clear()
	_files.clear()
	_read_folder("res://")
	var at_risk: Dictionary[String, PackedStringArray] = {}
	var incomplete: Dictionary[String, bool] = {}
	for path: String in _files:
		var reasons: PackedStringArray = []
		_check_sections(path, reasons)
		_check_connections(path, reasons)
		if not reasons.is_empty():
			at_risk[path] = reasons
			if Array(reasons).any(func(reason: String) -> bool: return reason.begins_with("class ")):
				incomplete[path] = true
	_add_dependants(incomplete, at_risk)
	return at_risk


func _read_folder(folder: String) -> void:
	if FileAccess.file_exists(folder.path_join(".gdignore")):
		return
	for sub: String in DirAccess.get_directories_at(folder):
		if not sub.begins_with(".") and sub not in SKIPPED_FOLDERS:
			_read_folder(folder.path_join(sub))
	for file: String in DirAccess.get_files_at(folder):
		var path: String = folder.path_join(file)
		match file.get_extension():
			"tscn", "tres":
				_files[path] = _parse(path)
			"gdextension":
				extensions.append(path)


## Reads the section headers and the names of the properties; the values do not matter here.
func _parse(path: String) -> ParsedFile:
	var parsed := ParsedFile.new()
	var section := Section.new()
	var in_string := false
	for line: String in FileAccess.get_file_as_string(path).split("\n"):
		if not in_string:
			if line.begins_with("["):
				section = _section(line, parsed)
			else:
				var found: RegExMatch = _property.search(line)
				if found:
					section.properties.append(found.get_string(1))
		# A quoted value may span lines and may look like anything inside.
		if line.replace("\\\\", "").replace("\\\"", "").count("\"") % 2 == 1:
			in_string = not in_string
	return parsed


func _section(line: String, parsed: ParsedFile) -> Section:
	var attributes: Dictionary[String, String] = {}
	for found: RegExMatch in _attribute.search_all(line):
		attributes[found.get_string(1)] = found.get_string(2) + found.get_string(3)
	var section := Section.new()
	section.type = attributes.get("type", "")
	match line.get_slice(" ", 0).trim_prefix("[").trim_suffix("]"):
		"ext_resource":
			parsed.externals[attributes.get("id", "")] = attributes.get("path", "")
			if section.type != "PackedScene":
				parsed.builds_on.append(attributes.get("path", ""))
		"gd_resource":
			parsed.main_type = section.type
		"resource":
			section.type = parsed.main_type
			parsed.sections.append(section)
		"sub_resource":
			parsed.sections.append(section)
		"node":
			section.instance = parsed.externals.get(attributes.get("instance", ""), "")
			if section.instance:
				parsed.builds_on.append(section.instance)
			section.is_node = true
			section.node_path = "."
			if attributes.has("parent"):
				section.node_path = attributes["parent"].path_join(attributes["name"]).trim_prefix("./")
			parsed.sections.append(section)
			parsed.nodes[section.node_path] = section
		"connection":
			parsed.connections.append([attributes.get("from", "."), attributes.get("signal", "")])
	return section


func _check_sections(path: String, reasons: PackedStringArray) -> void:
	for section: Section in _files[path].sections:
		var type: String = section.type
		if section.is_node:
			type = _node_type(path, section.node_path)
		if type.is_empty():
			continue
		if not ClassDB.class_exists(type):
			_add(reasons, "class " + type)
		elif ClassDB.class_get_api_type(type) == ClassDB.API_EXTENSION and "script" not in section.properties:
			for property: String in _unknown_properties(type, section.properties):
				_add(reasons, "property %s.%s" % [type, property])


func _check_connections(path: String, reasons: PackedStringArray) -> void:
	for connection: Array in _files[path].connections:
		var type: String = _node_type(path, connection[0])
		if (
			ClassDB.class_exists(type)
			and ClassDB.class_get_api_type(type) == ClassDB.API_EXTENSION
			and not ClassDB.class_has_signal(type, connection[1])
		):
			_add(reasons, "signal %s.%s" % [type, connection[1]])


## A file that instances an incomplete scene, or holds an incomplete resource, loses data too when it is saved.
func _add_dependants(incomplete: Dictionary[String, bool], at_risk: Dictionary[String, PackedStringArray]) -> void:
	var grew := true
	while grew:
		grew = false
		for path: String in _files:
			for other: String in _files[path].builds_on:
				if incomplete.has(other) and not incomplete.has(path):
					incomplete[path] = true
					at_risk.get_or_add(path, PackedStringArray())
					_add(at_risk[path], "builds on " + other.get_file())
					grew = true


## The class of a node, looked up through instanced and inherited scenes; "" when it can't be told.
func _node_type(path: String, node_path: String) -> String:
	if not _files.has(path):
		return ""
	var nodes: Dictionary[String, Section] = _files[path].nodes
	if nodes.has(node_path):
		if nodes[node_path].type:
			return nodes[node_path].type
		if nodes[node_path].instance:
			return _node_type(nodes[node_path].instance, ".")
	# Otherwise the node comes from a scene that is instanced at one of its ancestors.
	var inner: String = ""
	var outer: String = node_path
	while outer != ".":
		inner = outer.get_file().path_join(inner).trim_suffix("/")
		outer = outer.get_base_dir() if "/" in outer else "."
		if nodes.has(outer) and nodes[outer].instance:
			return _node_type(nodes[outer].instance, inner)
	return ""


func _unknown_properties(type: String, names: PackedStringArray) -> PackedStringArray:
	var unknown: PackedStringArray = names.duplicate()
	for property: Dictionary in ClassDB.class_get_property_list(type):
		_remove(unknown, property["name"])
	if unknown.is_empty() or not ClassDB.can_instantiate(type):
		return unknown
	# A class may offer more properties than it registers: ask an object before calling anything unknown.
	var object: Object = ClassDB.instantiate(type)
	for property: Dictionary in object.get_property_list():
		_remove(unknown, property["name"])
	if object is not RefCounted:
		object.free()
	return unknown


static func _remove(names: PackedStringArray, unwanted: String) -> void:
	while names.has(unwanted):
		names.remove_at(names.find(unwanted))


static func _add(reasons: PackedStringArray, reason: String) -> void:
	if reason not in reasons:
		reasons.append(reason)


## What one .tscn or .tres file says.
class ParsedFile:
	var main_type: String = ""
	var sections: Array[Section] = []
	## Nodes by path from the root; the root is ".".
	var nodes: Dictionary[String, Section] = {}
	## [node path, signal name] of each connection.
	var connections: Array[Array] = []
	## Path of each external resource by its id.
	var externals: Dictionary[String, String] = {}
	## Files whose content becomes part of this one.
	var builds_on: PackedStringArray = []


## One bracketed section: a node, a sub-resource or the resource itself.
class Section:
	var is_node := false
	var type: String = ""
	var node_path: String = ""
	var instance: String = ""
	var properties: PackedStringArray = []
