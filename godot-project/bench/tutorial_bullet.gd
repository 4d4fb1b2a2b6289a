extends Area2D
## The tutorial's Bullet: moves itself, emits what it hit, and is freed when it leaves the screen.
##
## It plays by our rule (one bullet, one mob, and both are gone), or the two would not play the same game.

signal bullet_hit(mob: RigidBody2D)

@export var speed := 200.0

var _spent := false


func _physics_process(delta: float) -> void:
	position.y -= speed * delta


func _on_body_entered(body: Node2D) -> void:
	if _spent or body.is_queued_for_deletion():
		return
	_spent = true
	queue_free()
	bullet_hit.emit(body)


func _on_screen_exited() -> void:
	queue_free()
