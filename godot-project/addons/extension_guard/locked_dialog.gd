@tool
extends ConfirmationDialog
## Explains which files are locked, why, and what to do. "Check Again" is its OK button (signal [signal confirmed]).

## The user wants to edit the locked files regardless.
signal unlock_pressed

## Files listed before the text says how many more there are.
const MAX_FILES := 12

var _text := RichTextLabel.new()


func _init() -> void:
	title = "Scenes are locked"
	ok_button_text = "Check Again"
	cancel_button_text = "Close"
	dialog_hide_on_ok = false
	# Exclusive windows conflict with the editor's own dialogs.
	exclusive = false
	add_button("Unlock until Restart").pressed.connect(unlock_pressed.emit)
	_text.bbcode_enabled = true
	_text.selection_enabled = true
	_text.context_menu_enabled = true
	_text.add_theme_font_override("mono_font", EditorInterface.get_editor_theme().get_font("source", "EditorFonts"))
	add_child(_text)


## Shows the dialog, or changes its text if it is open. [param reasons] are by file.
func show_reasons(diagnosis: String, remedy: String, reasons: Dictionary[String, PackedStringArray]) -> void:
	var lines: PackedStringArray = ["[b]%s[/b]\n\n%s\n" % [diagnosis, remedy]]
	lines.append("Until then these files are locked. Opened or saved now, they would lose nodes, properties or signals:\n")
	for path: String in reasons.keys().slice(0, MAX_FILES):
		lines.append("    [code]%s[/code]  (%s)" % [path, ", ".join(reasons[path])])
	if reasons.size() > MAX_FILES:
		lines.append("    and %d more" % (reasons.size() - MAX_FILES))
	lines.append("\nUse “Unlock until Restart” if you removed a class or property in Rust and now fix the scenes.")
	_text.text = "\n".join(lines)
	if not visible:
		popup_centered(Vector2i(Vector2(720, 480) * EditorInterface.get_editor_scale()))
