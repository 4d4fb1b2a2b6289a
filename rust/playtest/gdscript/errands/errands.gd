# Does in the editor what a person does, and quits: reads the help of each of our classes (F1), opens each scene and saves it
# (Ctrl+S). Put into a copy of the project by tests/editor.rs.
@tool
extends EditorPlugin


func _enter_tree() -> void:
	_run.call_deferred()


func _run() -> void:
	while EditorInterface.get_resource_filesystem().is_scanning():
		await get_tree().process_frame
	for name in ClassDB.get_class_list():
		if ClassDB.class_get_api_type(name) == ClassDB.API_EXTENSION:
			await _read_help(name)
	for folder in DirAccess.get_directories_at("res://scenes"):
		for file in DirAccess.get_files_at("res://scenes/" + folder):
			await _save(folder.path_join(file))
	get_tree().quit()


func _read_help(name: String) -> void:
	EditorInterface.get_script_editor().goto_help("class_name:" + name)
	await get_tree().process_frame
	await get_tree().process_frame
	for page in EditorInterface.get_base_control().find_children(name, "EditorHelp", true, false):
		var text: RichTextLabel = page.find_children("*", "RichTextLabel", true, false)[0]
		print("help: %s: %s" % [name, text.get_parsed_text().replace("\n", " ")])


func _save(file: String) -> void:
	EditorInterface.open_scene_from_path("res://scenes/" + file)
	await get_tree().process_frame
	await get_tree().process_frame
	EditorInterface.mark_scene_as_unsaved()
	print("saved: %s %d" % [file, EditorInterface.save_scene()])
	await get_tree().process_frame
