extends SceneTree
## Plays the real game by key presses and checks what happens: cargo xtask test.

var main: Node = load("res://scenes/main.tscn").instantiate()
var ship: Node2D = main.get_node("Player")
var score: Label = main.get_node("Hud/Score")
var message: Label = main.get_node("Hud/Message")
var failures := 0


func _initialize() -> void:
	main.set("seed", 7)
	root.add_child(main)
	await ticks(120)
	expect(count("Rock") == 0 and not ship.visible, "nothing moves before a game starts")
	await hold(KEY_ENTER, 2)
	expect(ship.visible and not message.visible, "Enter starts a game")
	await ticks(55)
	expect(count("Rock") == 1, "a rock comes within a second")

	await hold(KEY_RIGHT, 10)
	expect(ship.position.x > 240 + 50, "the right arrow flies to the right")
	await hold(KEY_RIGHT, 60)
	expect(ship.position.x == 480 - 26, "the ship stops inside the playfield")
	await hold(KEY_SPACE, 26)
	expect(count("Bullet") == 3, "one bullet leaves per 12 ticks")

	put_rock(ship.position + Vector2(0, -200))
	await hold(KEY_SPACE, 30)
	expect(score.text == "10\nBest 10", "a rock that is shot scores")
	put_rock(ship.position)
	await ticks(3)
	expect(message.text == "Game over" and message.visible and not ship.visible, "a rock ends the game")
	await hold(KEY_ENTER, 2)
	expect(score.text == "0\nBest 10" and count("Rock") == 0, "only the best score outlives a game")

	main.queue_free()
	await process_frame
	print("Played to the end, %d failures." % failures)
	quit(mini(failures, 1))


func put_rock(position: Vector2) -> void:
	var rock: Node2D = load("res://scenes/rock.tscn").instantiate()
	rock.position = position
	main.add_child(rock)


func count(type: String) -> int:
	return main.get_children().filter(func(node: Node) -> bool: return node.is_class(type)).size()


func ticks(number: int) -> void:
	for tick in number:
		await physics_frame


func hold(key: Key, number: int) -> void:
	for pressed: bool in [true, false]:
		var event := InputEventKey.new()
		event.physical_keycode = key
		event.pressed = pressed
		Input.parse_input_event(event)
		await ticks(number if pressed else 1)


func expect(holds: bool, what: String) -> void:
	print("ok: " if holds else "NOT SO: ", what)
	failures += int(not holds)
