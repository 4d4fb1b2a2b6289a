extends "probe.gd"


func play() -> void:
	await ticks(5)
	expect(of_class("Bullet").is_empty(), "nothing fires by itself")
	key(KEY_SPACE, true)
	await ticks(1)
	await ticks(10)
	var bullets := of_class("Bullet")
	expect(bullets.size() in [10, 11], "a held key fires in every tick: %d in 10" % bullets.size())
	expect(bullets[0].position.x == 240.0 and bullets[0].position.y < 640.0, "bullets start above the ship and fly up")
	key(KEY_SPACE, false)
	await ticks(2)
	var count := of_class("Bullet").size()
	await ticks(10)
	expect(of_class("Bullet").size() == count, "a released key fires nothing")
