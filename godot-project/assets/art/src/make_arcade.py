#!/usr/bin/env python3
"""Draws the pictures of Arcade and Horde as SVG. Needs Python 3 only, no packages.

    python3 make_arcade.py          # writes ../arcade/*.svg

Classic's pictures, and the helpers that all share, are in make_art.py.
SPDX-License-Identifier: CC0-1.0
"""
import arcade_bosses
import arcade_bullets
import arcade_creeps
import arcade_screen
from arcade_drawing import ARCADE, sheet

# What each row shows, from the top: the sprite's name and what else atlas.ron says of it.
CREEPS = {
    "drifter": "tint: Violet",
    "weaver": "tint: Pink",
    "diver": "",
    "splitter": "tint: Green",
    "splinter": "tint: Green",
    "shielded": "tint: Blue",
    "shooter": "tint: Red",
    "carrier": "",
    "tank": "tint: Red",
    "swarmling": "tint: Green",
}
BOSSES = [f"boss_{number}" for number in range(1, 6)]
BULLETS = {
    "shot": "facing: Up",
    "pierce_shot": "facing: Up",
    "creep_shot": "",
    "aimed_shot": "facing: Down",
    "boss_shot": "",
    "beam": "",
}
# The backdrops, and the colour of their stars, of the playfield's edge and of their title card.
BACKDROPS = {
    "rings": (90, 191, 242),
    "ember": (255, 160, 96),
    "ice": (160, 220, 255),
    "deep": (120, 240, 160),
    "sun": (240, 130, 220),
    "rift": (255, 128, 96),
}
POWER_UPS = ["rapid", "spread", "pierce", "shield", "bomb", "slow", "life"]

ATLAS_HEADER = """\
// The sheets of pictures that Arcade and Horde draw from, and the sprites on them. make_arcade.py writes this file.
//
// A sheet is a picture beside this file, divided into columns x rows cells of equal size, counted row by row from 0.
// Of a sprite it says:
//   cell, frames, frame_rate   its first cell, how many there are, and how many are shown per second (0.1 to 60)
//   attack_cell, rage_cell     a boss's pictures before an attack, and now and then once it is hurt
//   facing                     where the picture points, if it turns in the direction of flight: Up or Down
//   tint                       its sparks and explosion: Gold, Violet, Pink, Cyan, Green, Red, White or Blue
//   death                      Burst, or Shock with a second ring
//
// A backdrop is a picture behind the playfield, of its shape. `accent` is the color of its stars, of the playfield's edge and of its title
// card: red, green and blue, 0 to 255.
"""


def atlas():
    """Writes atlas.ron: which sprite is in which cells."""
    def row(number, columns, name, frames, rate, more=""):
        fields = [f'name: "{name}"', f"cell: {number * columns}", f"frames: {frames}", f"frame_rate: {rate}"]
        return f"            ({', '.join(fields + [more] * bool(more))}),\n"

    def atlas_sheet(name, columns, rows):
        return (f'        (\n            texture: "{name}.svg",\n            columns: {columns},\n            rows: {len(rows)},\n'
                f"            sprites: [\n{''.join('    ' + row for row in rows)}            ],\n        ),\n")

    sheets = [
        atlas_sheet("creeps", 4, [row(i, 4, name, 4, 10, more) for i, (name, more) in enumerate(CREEPS.items())]),
        atlas_sheet("bosses", 4, [row(i, 4, name, 2, 2, f"attack_cell: {4 * i + 2}, rage_cell: {4 * i + 3}, tint: Red")
                                  for i, name in enumerate(BOSSES)]),
        atlas_sheet("bullets", 2, [row(i, 2, name, 2, 20 if name == "beam" else 15, more)
                                   for i, (name, more) in enumerate(BULLETS.items())]),
        atlas_sheet("powerups", 2, [row(i, 2, name, 2, 5, "tint: Cyan") for i, name in enumerate(POWER_UPS)]),
    ]
    backdrops = "".join(f'        (name: "{name}", texture: "backdrop_{name}.svg", accent: {accent}),\n' for name, accent in BACKDROPS.items())
    (ARCADE / "atlas.ron").write_text(f"{ATLAS_HEADER}(\n    sheets: [\n{''.join(sheets)}    ],\n    backdrops: [\n{backdrops}    ],\n)\n")


def main():
    sheet("creeps", 64, arcade_creeps.rows())
    sheet("bosses", 192, arcade_bosses.rows(), scale=1.5)
    sheet("bullets", 32, arcade_bullets.bullets(), arcade_bullets.SIDE)
    sheet("powerups", 48, arcade_bullets.power_ups(), arcade_bullets.CELL)
    arcade_screen.draw()
    atlas()


if __name__ == "__main__":
    main()
