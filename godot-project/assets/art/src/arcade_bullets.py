"""Everything that flies and is not alive: bullets, and the power-ups that fall.

The player's bullets are cyan and point up, the creeps' are warm and point down. Each is a white core in a
colour in a dark rim: the core shines on the night sky, the rim parts it from flashes behind it.
SPDX-License-Identifier: CC0-1.0
"""
import math

from make_art import lin, n, path, rad
from arcade_drawing import around, named, polygon, star

SIDE = 128  # a bullet's cell in drawing units


def layers(shape, *steps):
    """The same outline over and over: (colour, stroke width, opacity), widest first."""
    return "".join(path(shape, colour, colour, width, opacity) for colour, width, opacity in steps)


HALO = ((36, .06), (31, .07), (26, .09), (20, .12))
COLD, WARM, HOT = "#00d8ff", "#ff7a1a", "#ff2d9a"
COLD_RIM, WARM_RIM, HOT_RIM = "#012a3c", "#3a0a00", "#36001e"


def bolt(shape, colour, rim, halo=HALO):
    return layers(shape, *((colour, w, o) for w, o in halo), (rim, 13, None))


def shot(f):
    """The ship's bolt: a capsule."""
    body = "M64 20C80 20 86 32 86 46L86 84C86 98 78 106 64 106C50 106 42 98 42 84L42 46C42 32 48 20 64 20Z"
    core = (f"M64 {(30, 24)[f]}C72 32 74 44 74 56L74 76C74 88 70 {(96, 102)[f]} 64 {(96, 102)[f]}"
            f"C58 {(96, 102)[f]} 54 88 54 76L54 56C54 44 56 32 64 {(30, 24)[f]}Z")
    grad = [lin("b", 0, 20, 0, 106, (0, "#b8fbff"), (.4, "#22e4ff"), (1, "#0090d8"))]
    return bolt(body, COLD, COLD_RIM) + path(body, "url(#b)") + path(core, "#ffffff", op=(.92, 1)[f]), grad


def pierce_shot(f):
    """A bolt that goes through: a lance with two pairs of barbs."""
    y = (0, 3)[f]
    head = "M64 19L94 68L78 62L78 70L92 96L73 87L64 109L55 87L36 96L50 70L50 62L34 68Z"
    core = f"M64 {30 + y}L74 {56 + y}L68 70L68 84L64 {98 - y}L60 84L60 70L54 {56 + y}Z"
    grad = [lin("b", 0, 14, 0, 112, (0, "#f0feff"), (.5, "#5cf0ff"), (1, "#0a9ae0"))]
    return bolt(head, COLD, COLD_RIM) + path(head, "url(#b)") + path(core, "#ffffff"), grad


def orb(name, r, colours, rim, halo, core):
    outer, middle = colours
    circle = f"M64 {n(64 - r)}A{n(r)} {n(r)} 0 1 1 63.9 {n(64 - r)}Z"
    grad = [rad(name, 64, 64, r, (0, "#ffffff"), (core, "#fff8d8"), (core + .16, middle), (1, outer))]
    return bolt(circle, halo, rim) + path(circle, f"url(#{name})"), grad


def creep_shot(f):
    """The plain answer: an orange pearl."""
    return orb(f"o{f}", (33, 36)[f], ("#ff5a0a", "#ffb82e"), WARM_RIM, WARM, (.40, .52)[f])


def aimed_shot(f):
    """Meant for the ship: a magenta drop, its point ahead."""
    drop = "M64 109C54 92 34 76 34 52C34 33 48 20 64 20C80 20 94 33 94 52C94 76 74 92 64 109Z"
    core = f"M64 {(90, 98)[f]}C58 78 48 66 48 52C48 42 55 34 64 34C73 34 80 42 80 52C80 66 70 78 64 {(90, 98)[f]}Z"
    grad = [rad("d", 64, 52, 62, (0, "#ffd0ee"), (.4, "#ff5ab8"), (1, "#d0006e"))]
    return bolt(drop, HOT, HOT_RIM) + path(drop, "url(#d)") + path(core, "#fff0fa"), grad


def boss_shot(f):
    """The heavy one: a burning star that turns."""
    spikes = star(64, 64, 47, 32, 8, 22.5 * f)
    grad = [rad("s", 64, 64, 47, (0, "#ffffff"), (.34, "#fff4c0"), (.5, "#ffae2e"), (.74, "#ff3a6a"), (1, "#c8006a"))]
    inner = star(64, 64, 27, 15, 8, 22.5 * f)
    return bolt(spikes, HOT, HOT_RIM, ((26, .12), (19, .18))) + path(spikes, "url(#s)") + path(inner, "#ffffff"), grad


def beam(f):
    """A length of a boss's beam. It repeats every 28 pixels: the game shows the middle 28 of its 32 rows.
    The outermost rows stay empty, for the sake of the neighbours."""
    def band(half, swing, colour, op=None):
        ys = [i * 8 for i in range(-1, 18)]
        side = [half + swing * math.cos(2 * math.pi * ((y - 8) / 112 + f / 2)) for y in ys]
        d = "M" + "L".join(f"{n(64 + w)} {n(min(max(y, 3), SIDE - 3))}" for y, w in zip(ys, side))
        d += "L" + "L".join(f"{n(64 - w)} {n(min(max(y, 3), SIDE - 3))}" for y, w in reversed(list(zip(ys, side)))) + "Z"
        return path(d, colour, op=op)
    return (band(53, 2, HOT, .14) + band(46, 3, HOT, .22) + band(39, 3, HOT_RIM) + band(33, 3, "#e0107e")
            + band(25, 4, "#ff5a3a") + band(18, 4, "#ffc24a") + band(11, 3, "#fffbe8")), []


BULLETS = (shot, pierce_shot, creep_shot, aimed_shot, boss_shot, beam)


def bullets():
    return [[named(kind.__name__, *small(kind, *kind(frame))) for frame in range(2)] for kind in BULLETS]


def small(kind, drawing, gradients):
    """All but the beam, which fills its cell from top to bottom, keep two pixels from the edges."""
    return (drawing if kind is beam else f'<g transform="matrix(.88 0 0 .88 7.7 7.7)">{drawing}</g>'), gradients


# --------------------------------------------------------------------------------------------------- power-ups

CELL = 192  # a power-up's cell in drawing units


def badge(f, light, deep, symbol):
    """The capsule that all power-ups share; `symbol` is white, with a dark line around it."""
    body = polygon(around(96, 96, (70, 72)[f], 8, 22.5))
    defs = [lin("r", 0, 26, 0, 166, (0, "#ffffff"), (.5, light), (1, deep)),
            rad(f"c{f}", 96, 84, 78, (0, light, 1), (.55, deep, 1), (1, "#0a0f2a", 1))]
    out = "".join(path(body, light, light, w, o) for w, o in (((30, .10), (20, .16)), ((34, .16), (22, .26)))[f])
    out += path(body, "#0a0f2a", "#0a0f2a", 12) + path(body, f"url(#c{f})", "url(#r)", 9)
    out += path("M58 54Q96 38 134 54", "none", "#ffffff", 6, (.55, .8)[f])
    edge, fill = symbol
    return out + edge + fill, defs


def inked(d, w=0, tr=None):
    """A white symbol with a dark line around it; with a width it is a line, else a shape."""
    dark, white = "#0a0f2a", "#ffffff"
    if w:
        return path(d, "none", dark, w + 12, tr=tr), path(d, "none", white, w, tr=tr)
    return path(d, dark, dark, 13, tr=tr), path(d, white, white, 2, tr=tr)


def joined(*symbols):
    return "".join(s[0] for s in symbols), "".join(s[1] for s in symbols)


def rapid():
    """Three chevrons, one after the other."""
    return joined(*(inked(f"M68 {y + 26}L96 {y}L124 {y + 26}", 13) for y in (54, 83, 112)))


def spread():
    """Three bolts that part."""
    return joined(*(inked("M96 44L105 58L105 88L87 88L87 58Z", tr=f"rotate({angle} 96 {pivot})")
                    for angle, pivot in ((-40, 142), (40, 142), (0, 134))), inked("M96 114L112 139L80 139Z"))


def pierce():
    """An arrow through a plate that breaks."""
    plate = inked("M46 112L72 104L80 115L72 127L50 130Z"), inked("M146 112L120 104L112 115L120 127L142 130Z")
    return joined(*plate, inked("M96 148L96 60M74 76L96 50L118 76", 12))


def shield():
    """A coat of arms, one half of it dark."""
    whole = inked("M96 50C108 60 122 64 136 64C138 100 126 128 96 144C66 128 54 100 56 64C70 64 84 60 96 50Z")
    return whole[0], whole[1] + path("M96 64C105 71 114 75 124 76C124 100 115 118 96 130Z", "#0a0f2a")


def bomb():
    """A round bomb with a lit fuse."""
    ball = inked("M86 78A33 33 0 1 1 85.9 78Z")
    fuse = inked("M104 84C108 70 114 66 124 66", 8)
    spark = inked(star(128, 63, 15, 6, 4, 0))
    return joined(fuse, ball, spark)[0], joined(fuse, ball, spark)[1] + path("M68 104C70 98 74 94 80 92", "none", "#0a0f2a", 7)


def slow():
    """An hourglass."""
    glass = inked("M66 54L126 54L126 66C126 84 106 88 106 97C106 106 126 110 126 128L126 140L66 140L66 128C66 110 86 106 86 97C86 88 66 84 66 66Z")
    return glass[0], glass[1] + path("M78 66L114 66C114 78 98 84 96 94C94 84 78 78 78 66ZM80 130C80 120 92 114 96 106C100 114 112 120 112 130Z", "#0a0f2a")


def life():
    """A heart."""
    return inked("M96 142C70 120 52 104 52 82C52 66 64 56 76 56C86 56 93 62 96 70C99 62 106 56 116 56C128 56 140 66 140 82C140 104 122 120 96 142Z")


POWER_UPS = ((rapid, "#ffe04a", "#a86a00"), (spread, "#ff9ae0", "#a0187c"), (pierce, "#7af0ff", "#0a6ab0"),
             (shield, "#9ab4ff", "#2a3cc0"), (bomb, "#ff9a7a", "#b02418"), (slow, "#d8b0ff", "#6a28b8"), (life, "#a8ff9a", "#1a8a3a"))


def power_ups():
    return [[named(symbol.__name__, *badge(frame, light, deep, symbol())) for frame in range(2)] for symbol, light, deep in POWER_UPS]
