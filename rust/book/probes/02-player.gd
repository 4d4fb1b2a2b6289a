extends "probe.gd"


func play() -> void:
	var player: Area2D = main.get_node("Player")
	expect(player.position == Vector2(240, 660), "the ship starts at (240, 660)")
	key(KEY_LEFT, true)
	await ticks(1)
	var before := player.position.x
	await ticks(6)
	expect(is_equal_approx(before - player.position.x, 40.0), "the ship moves 400 px/s: 40 px in 6 ticks")
	expect(player.get_node("AnimatedSprite2D").animation == "right" and player.get_node("AnimatedSprite2D").flip_h, "it looks left")
	await ticks(60)
	expect(player.position == Vector2(28, 660), "the ship stops at the left edge")
	key(KEY_LEFT, false)
	key(KEY_RIGHT, true)
	await ticks(100)
	expect(player.position == Vector2(452, 660), "the ship stops at the right edge")
	key(KEY_RIGHT, false)
	await ticks(2)
	expect(player.get_node("AnimatedSprite2D").animation == "up", "at rest it looks up")
