# Prints the licences of the engine and of all that is in it, as their terms ask whoever hands out a game.
extends SceneTree

func _init() -> void:
	print("Godot Engine\n\n", Engine.get_license_text())
	for component: Dictionary in Engine.get_copyright_info():
		print("- ", component.name)
		for part: Dictionary in component.parts:
			for holder: String in part.copyright:
				print("    (c) ", holder)
			print("    ", part.license)
	var texts := Engine.get_license_info()
	for name: String in texts:
		print("\n== ", name, "\n\n", texts[name])
	quit()
