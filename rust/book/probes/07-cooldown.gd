extends "probe.gd"


func play() -> void:
	main.get_node("MobTimer").stop()
	key(KEY_SPACE, true)
	var fired: Array[int] = []
	var known := {}
	for tick in 120:
		await ticks(1)
		for bullet in of_class("Bullet"):
			if not known.has(bullet.get_instance_id()):
				known[bullet.get_instance_id()] = true
				fired.append(tick)
	var pauses := {}
	for index in range(1, fired.size()):
		pauses[fired[index] - fired[index - 1]] = true
	print("Ticks between two bullets: ", ", ".join(pauses.keys()))
	expect(fired.size() == 8, "a held key fires four times a second: %d in 2 s" % fired.size())
	expect(pauses.keys() == [15], "the cooldown is 15 ticks")
