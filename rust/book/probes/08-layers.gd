extends "probe.gd"


func play() -> void:
	main.get_node("MobTimer").stop()
	var player: Area2D = main.get_node("Player")
	var bullets: Array[Area2D] = []
	for index in 2:
		var bullet: Area2D = load("res://bullet.tscn").instantiate()
		bullet.set_physics_process(false)
		bullet.position = player.position
		main.add_child(bullet)
		bullet.set_physics_process(false)
		bullets.append(bullet)
	await ticks(3)
	expect(player.get_overlapping_areas().is_empty(), "the ship isn't told about bullets")
	expect(bullets[0].get_overlapping_areas().is_empty(), "bullets aren't told about the ship or each other")
	expect(player.visible, "bullets don't hurt the ship")
	for node in bullets:
		node.queue_free()

	var mobs: Array[RigidBody2D] = []
	for index in 2:
		var mob: RigidBody2D = load("res://mob.tscn").instantiate()
		main.add_child(mob)
		mob.position = Vector2(240 + index, 400)
		mobs.append(mob)
	var bullet: Area2D = load("res://bullet.tscn").instantiate()
	bullet.position = Vector2(100, 450)
	main.add_child(bullet)
	await ticks(30)
	expect(mobs[0].position.x == 240.0 and mobs[1].position.x == 241.0, "mobs don't push each other")
	bullet.position = Vector2(240, 450)
	await ticks(20)
	expect(not is_instance_valid(bullet), "a bullet meets mobs")
	var killer: RigidBody2D = load("res://mob.tscn").instantiate()
	main.add_child(killer)
	killer.position = player.position - Vector2(0, 100)
	killer.linear_velocity = Vector2(0, 200)
	await ticks(60)
	expect(not player.visible, "the ship meets mobs")
