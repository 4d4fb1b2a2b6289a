extends "probe.gd"


func play() -> void:
	expect(ProjectSettings.get_setting("physics/common/physics_interpolation"), "physics interpolation is on")
	key(KEY_ENTER, true)
	await ticks(2)
	key(KEY_ENTER, false)
	# A minute of play: the trigger held, swinging from side to side.
	key(KEY_SPACE, true)
	var best := 0
	for swing in 30:
		var direction := KEY_LEFT if swing % 2 == 0 else KEY_RIGHT
		key(direction, true)
		await ticks(120)
		key(direction, false)
		best = maxi(best, main.get_node("Hud/ScoreLabel").text.to_int())
	expect(best > 0, "somebody who swings and fires scores")
