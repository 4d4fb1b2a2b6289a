extends RefCounted
## Builds the tutorial's scene from ours: the same parts, below a plain root with a script instead of our class.
##
## A scene file beside ours would drift away from it; so art, shapes and layers are the same for as long as there is a
## benchmark.


static func of(ours: PackedScene, root: Node2D, script: Script) -> PackedScene:
	var original := ours.instantiate()
	for property: Dictionary in root.get_property_list():
		if property.usage & PROPERTY_USAGE_STORAGE and property.name != "script":
			root.set(property.name, original.get(property.name))
	for group in original.get_groups():
		root.add_to_group(group, true)
	for part in original.get_children():
		# Without signals: what ours are connected to is not there.
		var copy := part.duplicate(Node.DUPLICATE_GROUPS)
		root.add_child(copy)
		copy.owner = root
	root.set_script(script)
	_connect(root.get_node(^"VisibleOnScreenNotifier2D"), &"screen_exited", root)
	if root is Area2D:
		# The tutorial leaves it at its default: its bullets look for each other too.
		root.monitorable = true
		_connect(root, &"body_entered", root)
	var scene := PackedScene.new()
	if scene.pack(root) != OK:
		push_error("the tutorial's scene can't be made from " + ours.resource_path)
	original.free()
	root.free()
	return scene


# As the editor's Node dock does it: the connection becomes part of the scene.
static func _connect(source: Node, signal_name: StringName, root: Node) -> void:
	source.connect(signal_name, Callable(root, "_on_" + signal_name), CONNECT_PERSIST)
