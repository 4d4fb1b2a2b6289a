extends "probe.gd"


# Adds a mob of our own: slow, and where we want it.
func mob_at(at: Vector2, velocity: Vector2) -> RigidBody2D:
	var mob: RigidBody2D = load("res://mob.tscn").instantiate()
	main.add_child(mob)
	mob.position = at
	mob.linear_velocity = velocity
	return mob


func play() -> void:
	main.get_node("MobTimer").stop()
	var player: Area2D = main.get_node("Player")
	for round in 2:
		var mob := mob_at(Vector2(240, 560), Vector2.ZERO)
		key(KEY_SPACE, true)
		await ticks(2)
		key(KEY_SPACE, false)
		await ticks(40)
		expect(not is_instance_valid(mob), "a bullet takes a mob away")
		await ticks(200)
		main.get_tree().call_group("bullets", "queue_free")
		await ticks(2)
	var killer := mob_at(Vector2(240, 560), Vector2(0, 200))
	await ticks(60)
	expect(not player.visible and player.get_node("CollisionShape2D").disabled, "a mob that meets the ship ends it")
	expect(is_instance_valid(killer), "the mob flies on")
	key(KEY_SPACE, true)
	await ticks(10)
	expect(of_class("Bullet").is_empty(), "a ship that was hit fires nothing")
