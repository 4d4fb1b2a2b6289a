# Chooses files in the page of replays as a player would in the system's dialogs, which no test can see. Run by tests/replays.rs with the
# folder FILES:
#
#     save:PATH chooses PATH in the dialog that saves, open:PATH in the one that opens; drop:PATH drops it on the window
#
# What the page says then is printed behind "said: ".
extends SceneTree


func _initialize() -> void:
	_play.call_deferred()


func _play() -> void:
	root.size = Vector2i(480, 720)
	change_scene_to_file(ProjectSettings.get_setting("application/run/main_scene"))
	await _frames(30)
	current_scene.get_node("MainMenu/Page/More/Replays").pressed.emit()
	await _frames(10)
	var page := current_scene.get_node("ReplaysPage")
	for choice in OS.get_environment("FILES").split("\n"):
		var path := choice.substr(choice.find(":") + 1)
		match choice.get_slice(":", 0):
			"save": (page.get_node("SaveDialog") as FileDialog).file_selected.emit(path)
			"open": (page.get_node("OpenDialog") as FileDialog).file_selected.emit(path)
			"drop": root.files_dropped.emit(PackedStringArray([path]))
		await _frames(3)
		var notice := page.get_node("Lines/Notice") as Label
		print("said: ", notice.text if notice.is_visible_in_tree() else "nothing")


func _frames(count: int) -> void:
	for i in count:
		await process_frame
