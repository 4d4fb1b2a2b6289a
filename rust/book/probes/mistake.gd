# Plays long enough for every mistake of the book to show.
extends "probe.gd"


func play() -> void:
	key(KEY_ENTER, true)
	await ticks(2)
	key(KEY_ENTER, false)
	await ticks(150)
	key(KEY_SPACE, true)
	await ticks(450)
