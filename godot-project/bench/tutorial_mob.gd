extends RigidBody2D
## The tutorial's Mob: without a callback a tick, and gone when it has left the screen.


func _on_screen_exited() -> void:
	queue_free()
