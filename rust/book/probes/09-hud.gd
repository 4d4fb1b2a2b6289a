extends "probe.gd"


func mobs() -> Array[Node]:
	return of_class("Mob")


func tap(physical_key: Key) -> void:
	key(physical_key, true)
	await ticks(2)
	key(physical_key, false)
	await ticks(2)


func mob_above_the_ship() -> void:
	var mob: RigidBody2D = load("res://mob.tscn").instantiate()
	main.add_child(mob)
	mob.position = Vector2(240, 560)
	mob.linear_velocity = Vector2(0, 150)


func play() -> void:
	var player: Area2D = main.get_node("Player")
	var score: Label = main.get_node("Hud/ScoreLabel")
	var message: Label = main.get_node("Hud/MessageLabel")
	var button: Button = main.get_node("Hud/StartButton")
	await ticks(60)
	expect(not player.visible and button.visible and message.text == "Shoot the\nCreeps!", "there is a title first")
	expect(mobs().is_empty(), "no mob comes before the game")

	await tap(KEY_ENTER)
	expect(player.visible and not button.visible and message.text == "Get Ready", "Enter starts the game")
	await ticks(100)
	expect(mobs().is_empty(), "the first 2 seconds are quiet")
	await ticks(60)
	expect(not mobs().is_empty() and not message.visible, "then mobs come")

	main.get_node("MobTimer").stop()
	for mob in mobs():
		mob.queue_free()
	mob_above_the_ship()
	await tap(KEY_SPACE)
	await ticks(30)
	expect(score.text == "1", "a mob that is shot scores: " + score.text)

	mob_above_the_ship()
	await ticks(60)
	expect(not player.visible and message.text == "Game Over" and not button.visible, "a hit ends the game")
	await ticks(125)
	expect(message.text == "Shoot the\nCreeps!", "then comes the title")
	await ticks(60)
	expect(button.visible, "and then the button")

	await tap(KEY_SPACE)
	expect(score.text == "0" and player.visible and mobs().is_empty(), "a new game starts clean")
