# Plays long enough for every mistake of the book to show.
extends "probe.gd"


func play() -> void:
	key(KEY_ENTER, true)
	await ticks(2)
	key(KEY_ENTER, false)
	await ticks(150)
	key(KEY_SPACE, true)
	await ticks(450)
	key(KEY_SPACE, false)
	# Until the last bullet has left the screen.
	await ticks(240)
	# Whether a mob meets the ship is up to chance: this one does.
	if ResourceLoader.exists("res://mob.tscn") and main.has_node("Player"):
		var mob: RigidBody2D = load("res://mob.tscn").instantiate()
		main.add_child(mob)
		mob.position = main.get_node("Player").position - Vector2(0, 100)
		mob.linear_velocity = Vector2(0, 200)
	await ticks(60)
