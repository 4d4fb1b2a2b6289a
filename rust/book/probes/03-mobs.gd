extends "probe.gd"


func play() -> void:
	await ticks(300)
	var mobs := of_class("Mob")
	expect(mobs.size() in [9, 10], "a mob comes every half second: %d in 5 s" % mobs.size())
	var seen := {}
	for mob: RigidBody2D in mobs:
		expect(mob.linear_velocity.x == 0.0, "it flies straight down")
		expect(mob.linear_velocity.y > 149.0 and mob.linear_velocity.y < 251.0, "at 150 to 250 px/s")
		expect(mob.position.x >= 32.0 and mob.position.x <= 448.0, "within the window's width")
		seen[mob.linear_velocity.y] = true
	expect(seen.size() > 1, "each has its own speed")
	var first: RigidBody2D = mobs[0]
	var y := first.position.y
	await ticks(60)
	expect(absf(first.position.y - y - first.linear_velocity.y) < 1.0, "nothing slows it")
	# Nothing is drawn here, so the notifier notices nothing by itself.
	first.get_node("VisibleOnScreenNotifier2D").screen_exited.emit()
	await ticks(2)
	expect(not is_instance_valid(first), "a mob that left the screen is gone")
