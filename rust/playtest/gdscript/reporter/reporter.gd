# Writes what the editor shows to res://report.json, again and again: where to click, which text files are open, what is marked in them,
# and what the preview plays. It presses nothing itself. Put into a copy of the project by src/editor.rs.
@tool
extends EditorPlugin

const FILE := "res://report.json"

var _count: int


func _enter_tree() -> void:
	var timer := Timer.new()
	timer.timeout.connect(_report)
	add_child(timer)
	timer.start(0.1)


func _report() -> void:
	_count += 1
	var report := {"count": _count, "points": {}, "files": {}, "preview": {}}
	_report_files(report)
	_report_pages(report)
	_report_preview(report)
	# Renamed, so that nobody reads half of it.
	var file := FileAccess.open(FILE + ".tmp", FileAccess.WRITE)
	file.store_string(JSON.stringify(report))
	file.close()
	DirAccess.rename_absolute(FILE + ".tmp", FILE)


# The items of the FileSystem dock that are in sight, by their paths.
func _report_files(report: Dictionary) -> void:
	for tree: Tree in EditorInterface.get_file_system_dock().find_children("*", "Tree", true, false):
		if not tree.is_visible_in_tree() or tree.get_root() == null:
			continue
		var items: Array[TreeItem] = [tree.get_root()]
		while not items.is_empty():
			var item: TreeItem = items.pop_back()
			if not item.collapsed:
				items.append_array(item.get_children())
			var area: Rect2 = tree.get_item_area_rect(item)
			var at: Vector2 = area.get_center()
			if item.get_metadata(0) is String and Rect2(Vector2.ZERO, tree.size).has_point(at):
				report["points"][item.get_metadata(0)] = _on_screen(tree, at)


# The text files that are open in the script editor, and what is marked in them.
func _report_pages(report: Dictionary) -> void:
	var script_editor: ScriptEditor = EditorInterface.get_script_editor()
	for page: ScriptEditorBase in script_editor.get_open_script_editors():
		var code := page.get_base_editor() as CodeEdit
		if code == null or page.get_class() != "TextEditor":
			continue
		var file := {"lines": code.get_line_count(), "marked": 0, "bar": ""}
		for gutter: int in code.get_gutter_count():
			if code.get_gutter_name(gutter) == "ron_error" and code.is_gutter_drawn(gutter):
				for line: int in code.get_line_count():
					if code.get_line_gutter_icon(line, gutter):
						file["marked"] = line + 1
		for bar: Button in code.get_parent().find_children("RonError*", "Button", true, false):
			if not bar.is_queued_for_deletion():
				file["bar"] = bar.text
		report["files"][code.get_line(0)] = file
		report["points"]["text"] = _on_screen(code, Vector2(200, 10))


func _report_preview(report: Dictionary) -> void:
	var base: Control = EditorInterface.get_base_control()
	for bar: TabBar in base.find_children("*", "TabBar", true, false):
		for tab: int in bar.tab_count:
			if bar.is_visible_in_tree() and bar.get_tab_title(tab) == "Ruleset":
				report["points"]["tab"] = _on_screen(bar, bar.get_tab_rect(tab).get_center())
	for preview: Node in base.find_children("RulesetPreview", "RulesetPreview", true, false):
		if not preview.is_visible_in_tree():
			continue
		report["preview"] = preview.state()
		for part: String in ["Wave", "Play", "Step", "Restart"]:
			var control: Control = preview.get_node("%" + part)
			report["points"][part] = _on_screen(control, Vector2(minf(control.size.x / 2.0, 40.0), control.size.y / 2.0))


# The test has put the editor's window into the corner of the screen.
func _on_screen(control: Control, at: Vector2) -> Array:
	var point: Vector2 = control.get_global_transform_with_canvas() * at
	return [roundi(point.x), roundi(point.y)]
