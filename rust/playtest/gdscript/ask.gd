# Answers questions about the project as the engine loads it. Run by tests/scenes.rs:
#
#     godot --headless --path godot-project --script .../ask.gd -- QUESTIONS
#
# QUESTIONS is a file with a GDScript expression a line, in which `node("mob", "CollisionShape2D")` is a node of a scene,
# and `setting("display/window/…")` a project setting. The answers come out in order, a line each, behind "answer: ".
extends SceneTree

var _scenes: Dictionary[String, Node] = {}


func _initialize() -> void:
	var file := FileAccess.open(OS.get_cmdline_user_args()[0], FileAccess.READ)
	for question in file.get_as_text().split("\n", false):
		var expression := Expression.new()
		var answer: Variant = "this can't be parsed"
		if expression.parse(question) == OK:
			answer = expression.execute([], self)
		print("answer: ", var_to_str(answer).replace("\n", "\\n"))
	for scene: Node in _scenes.values():
		scene.free()
	quit()


func node(scene: String, path: String) -> Node:
	if not _scenes.has(scene):
		_scenes[scene] = (load("res://scenes/%s.tscn" % scene) as PackedScene).instantiate()
	return _scenes[scene].get_node(path)


func setting(name: String) -> Variant:
	return ProjectSettings.get_setting(name)


# The keys, pad buttons and pad axes of an action, as text. Keys by label and keys by position differ.
func bindings(action: String) -> String:
	var texts: PackedStringArray = []
	for event: InputEvent in ProjectSettings.get_setting("input/" + action).events:
		if event is InputEventKey:
			var alt := "Alt+" if event.alt_pressed else ""
			if event.physical_keycode:
				texts.append(alt + OS.get_keycode_string(event.physical_keycode))
			else:
				texts.append("label " + alt + OS.get_keycode_string(event.keycode))
		elif event is InputEventJoypadButton:
			texts.append("Pad %d" % event.button_index)
		elif event is InputEventJoypadMotion:
			texts.append("Axis %d%+d" % [event.axis, int(event.axis_value)])
	return ", ".join(texts)


# The effects of an audio bus that are on, as text.
func bus_effects(name: String) -> String:
	var texts: PackedStringArray = []
	var bus := AudioServer.get_bus_index(name)
	for effect in AudioServer.get_bus_effect_count(bus):
		if AudioServer.is_bus_effect_enabled(bus, effect):
			texts.append(AudioServer.get_bus_effect(bus, effect).get_class())
	return ", ".join(texts)


# The first effect of an audio bus, on or off.
func first_effect(name: String) -> String:
	return AudioServer.get_bus_effect(AudioServer.get_bus_index(name), 0).get_class()


# A sprite's animations with the number of their frames, as text.
func animations(sprite: AnimatedSprite2D) -> String:
	var texts: PackedStringArray = []
	for animation in sprite.sprite_frames.get_animation_names():
		texts.append("%s %d" % [animation, sprite.sprite_frames.get_frame_count(animation)])
	return ", ".join(texts)


# By how many samples the second round of a loop comes late or early, as the engine plays it: 0 when it is gapless.
func loop_shift(name: String) -> int:
	var stream: AudioStreamOggVorbis = load("res://assets/audio/%s.ogg" % name)
	var length := roundi(stream.get_length() * AudioServer.get_mix_rate())
	var playback := stream.instantiate_playback()
	playback.start()
	var frames: PackedVector2Array = []
	while frames.size() < length + 4000:
		frames.append_array(playback.mix_audio(1.0, 4096))
	var best := INF
	var best_shift := 0
	for shift in range(-300, 301):
		var difference := 0.0
		for frame in range(2000, 2300):
			difference += frames[frame].distance_squared_to(frames[frame + length + shift])
		if difference < best:
			best = difference
			best_shift = shift
	return best_shift


# A text with plural forms, in a language.
func plural(language: String, one: String, many: String, count: int) -> String:
	TranslationServer.set_locale(language)
	return TranslationServer.translate_plural(one, many, count)


# The letters of a translation that neither the game's font nor another one has.
func missing_letters(language: String, other_font: String) -> String:
	var letters := (load("res://assets/fonts/creeps.ttf") as FontFile).get_supported_chars()
	if other_font:
		letters += (load("res://assets/fonts/" + other_font) as FontFile).get_supported_chars()
	var missing := ""
	for text in (load("res://locale/%s.po" % language) as Translation).get_translated_message_list():
		for letter in text.replace("\n", ""):
			if letter not in letters and letter not in missing:
				missing += letter
	return missing
