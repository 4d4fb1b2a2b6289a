extends "probe.gd"


func play() -> void:
	expect(main.get_class() == "Main", "the root of main.tscn is of the Rust class Main")
	await ticks(10)
