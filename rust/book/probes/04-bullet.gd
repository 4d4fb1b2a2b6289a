extends "probe.gd"


func play() -> void:
	var bullet: Area2D = load("res://bullet.tscn").instantiate()
	bullet.position = Vector2(240, 600)
	main.add_child(bullet)
	await ticks(1)
	var y := bullet.position.y
	await ticks(60)
	expect(is_equal_approx(y - bullet.position.y, 200.0) and bullet.position.x == 240.0, "a bullet flies up at 200 px/s")
	# Nothing is drawn here, so the notifier notices nothing by itself.
	bullet.get_node("VisibleOnScreenNotifier2D").screen_exited.emit()
	await ticks(2)
	expect(not is_instance_valid(bullet), "a bullet that left the screen is gone")
