#!/usr/bin/env python3
"""Draws the pictures and plays the sounds of the mods in godot-project/mods, and the picture of `cargo xtask mod new`. It needs Pillow; nothing else of the game uses it.

    python3 godot-project/assets/art/src/make_mods.py
"""

import math
import random
import struct
import wave
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

MODS = Path(__file__).resolve().parents[3] / "mods"
CELL = 96
RATE = 22050

# Two frames of each marcher, drawn by hand for this game. "#" is a pixel of its color, "o" an eye.
MARCHERS = {
    "lantern": ((255, 214, 92), """
....##....
..######..
.########.
###o##o###
##########
..##..##..
.##.##.##.
#........#
""", """
....##....
..######..
.########.
###o##o###
##########
...####...
..#.##.#..
.##....##.
"""),
    "crabling": ((255, 104, 178), """
...####...
.########.
.##oooo##.
###oooo###
##########
.########.
##.#..#.##
#..#..#..#
""", """
...####...
.########.
.##oooo##.
###oooo###
##########
.########.
.##.##.##.
.#..##..#.
"""),
    "moth": ((110, 236, 255), """
##......##
###.##.###
.########.
..#o##o#..
..######..
.###..###.
##..##..##
....##....
""", """
....##....
##..##..##
##########
###o##o###
..######..
..##..##..
.##.##.##.
....##....
"""),
    "saucer": ((255, 92, 84), """
....##....
...####...
..#o##o#..
.########.
##########
#.##..##.#
..........
..........
""", """
....##....
...####...
..##oo##..
.########.
##########
##..##..##
..........
..........
"""),
}


SKELETON = {
    "blob": ((150, 240, 120), """
..........
...####...
..######..
.########.
.##o##o##.
.########.
.########.
..######..
""", """
...####...
..######..
.########.
.##o##o##.
.########.
..######..
..######..
...####...
"""),
}


def draw_sheet(path, kinds):
    sheet = Image.new("RGBA", (CELL * 2, CELL * len(kinds)))
    for row, (color, *frames) in enumerate(kinds.values()):
        for column, frame in enumerate(frames):
            lines = frame.split()
            pixel = 8
            left, top = (CELL - pixel * len(lines[0])) // 2, (CELL - pixel * len(lines)) // 2
            solid = Image.new("RGBA", (CELL, CELL))
            draw = ImageDraw.Draw(solid)
            for y, line in enumerate(lines):
                for x, letter in enumerate(line):
                    box = (left + x * pixel, top + y * pixel, left + (x + 1) * pixel - 1, top + (y + 1) * pixel - 1)
                    if letter == "#":
                        shade = 1.0 - 0.35 * y / len(lines)
                        draw.rectangle(box, fill=tuple(int(part * shade) for part in color) + (255,))
                    elif letter == "o":
                        draw.rectangle(box, fill=(16, 12, 40, 255))
            glow = Image.new("RGBA", (CELL, CELL), color + (0,))
            glow.putalpha(solid.getchannel("A").filter(ImageFilter.GaussianBlur(5)).point(lambda alpha: alpha // 2))
            sheet.paste(Image.alpha_composite(glow, solid), (column * CELL, row * CELL))
    sheet.save(path, optimize=True)


def sky(path, top, bottom, seed, hills):
    chance = random.Random(seed)
    width, height = 480, 720
    picture = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(picture)
    for y in range(height):
        part = y / height
        draw.line((0, y, width, y), fill=tuple(int(a + (b - a) * part) for a, b in zip(top, bottom)))
    for _ in range(260):
        x, y, light = chance.randrange(width), chance.randrange(height), chance.randrange(40, 150)
        draw.point((x, y), fill=tuple(min(255, part + light) for part in picture.getpixel((x, y))))
    for layer in range(hills):
        base, phase = height - 120 + 40 * layer, chance.random() * 6
        shade = tuple(int(part * (0.5 - 0.16 * layer)) for part in bottom)
        points = [(x, base + 26 * math.sin(x / (46 + 18 * layer) + phase) + 9 * math.sin(x / 15 + phase)) for x in range(width + 1)]
        draw.polygon([(0, height), *points, (width, height)], fill=shade)
    picture.quantize(128, dither=Image.Dither.FLOYDSTEINBERG).save(path, optimize=True)


def write(path, samples):
    samples = samples + [0.0] * (len(samples) % 2)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(bytes(int(128 + 120 * max(-1, min(1, sample))) for sample in samples))


def tone(seconds, pitch, volume, shape):
    """A tone whose pitch and volume follow its time, from 0 to 1."""
    samples, turn = [], 0.0
    for index in range(int(seconds * RATE)):
        part = index / (seconds * RATE)
        turn += pitch(part) / RATE
        samples.append(volume(part) * shape(turn % 1))
    return samples


def square(turn):
    return 0.5 if turn < 0.5 else -0.5


def triangle(turn):
    return 4 * abs(turn - 0.5) - 1


def sounds():
    noise = random.Random(5)
    folder = MODS / "march"
    write(folder / "zap.wav", tone(0.14, lambda t: 1500 * math.exp(-3 * t), lambda t: 0.5 * (1 - t), square))
    write(folder / "pop.wav", tone(0.18, lambda t: 320 * math.exp(-3 * t), lambda t: 0.8 * (1 - t) ** 2, lambda turn: square(turn) * 0.4 + noise.uniform(-0.6, 0.6)))
    # Four steps down, again and again: the march.
    step = 0.32
    march = []
    for pitch in (98.0, 87.3, 77.8, 73.4):
        note = tone(0.16, lambda t, pitch=pitch: pitch * (1 - 0.15 * t), lambda t: 0.9 * (1 - t) ** 1.5, triangle)
        march += note + [0.0] * (int(step * RATE) - len(note))
    write(folder / "march.wav", march)


if __name__ == "__main__":
    draw_sheet(MODS / "march" / "marchers.png", MARCHERS)
    draw_sheet(Path(__file__).resolve().parents[4] / "rust" / "xtask" / "src" / "mods" / "creep.png", SKELETON)
    sky(MODS / "march" / "sky.png", (8, 4, 26), (34, 18, 66), 3, 2)
    sky(MODS / "boss_rush" / "sky.png", (26, 4, 12), (70, 16, 22), 8, 3)
    sounds()
