"""What surrounds the play of Arcade and Horde: shields, marks, HUD pieces, the modes' badges and backdrops.

SPDX-License-Identifier: CC0-1.0
"""
import math

import arcade_bosses
import arcade_creeps
from make_art import ell, fly, lin, n, path, rad, rect, stops
from arcade_drawing import Figure, around, named, picture, polygon, smooth, star

INK = "#0a0f2a"


def shield_bubble():
    """White, so that the game can tint it: a pane of light around whoever wears it."""
    defs = rad("b", 128, 128, 116, (0, "#fff", .02), (.55, "#fff", .06), (.82, "#fff", .22), (.95, "#fff", .5), (1, "#fff", .15))
    body = "".join(ell(128, 128, 114, None, "none", stroke="#fff", w=w, op=o) for w, o in ((16, .08), (11, .14)))
    body += ell(128, 128, 114, None, "url(#b)")
    for cx, cy in [(128, 128)] + around(128, 128, 73, 6, 0):
        body += path(polygon(around(cx, cy, 40, 6, 30)), "none", "#fff", 2.5, .16)
    body += ell(128, 128, 112, None, "none", stroke="#fff", w=5, op=.95)
    body += path("M44 104C52 74 74 50 104 42", "none", "#fff", 9, .9) + path("M206 162C198 186 184 202 164 212", "none", "#fff", 6, .5)
    picture("shield_bubble", 96, 96, 256, 256, body, defs)


def life():
    """The ship in few strokes, for the HUD."""
    s = Figure("life", dark="#0e1f4d", rim="#c4e8ff", halo="#4f9dff", line=13, rim_w=9)
    s.grad(lin("w", 0, 90, 0, 216, (0, "#ffffff"), (1, "#7fa6e0")))
    s.grad(lin("h", 0, 30, 0, 220, (0, "#ffffff"), (.5, "#e2f0ff"), (1, "#8db4e6")))
    s.shape("M136 112L186 158L192 112L204 88L216 116L222 196L190 212L136 214Z", "url(#w)", mirror=True)
    s.add(path("M160 162L192 180L192 196L160 184Z", "#2f6bff"), mirror=True)
    s.shape("M128 34C146 62 158 100 160 150L156 208L128 222L100 208L96 150C98 100 110 62 128 34Z", "url(#h)")
    s.add(path("M128 98C142 112 146 134 144 152C142 166 136 172 128 172C120 172 114 166 112 152C110 134 114 112 128 98Z", "#ffc629", s.dark, 9))
    s.add(path("M114 66C108 84 105 104 104 122", "none", "#ffffff", 8))
    drawing, defs = s.cell()
    picture("life", 32, 32, 256, 256, drawing, "".join(defs))


def telegraph():
    """Look out: something will strike where this hangs."""
    s = Figure("telegraph", dark="#2e0606", rim="#ffd0a0", halo="#ff5a1a", line=10, rim_w=7, glow=1.4)
    s.grad(lin("t", 0, 50, 0, 220, (0, "#ffe27a"), (.5, "#ff9a2a"), (1, "#ff3a2a")))
    s.shape("M128 220C120 220 114 216 110 209L34 82C26 68 34 50 50 50L206 50C222 50 230 68 222 82L146 209C142 216 136 220 128 220Z", "url(#t)")
    s.add(path("M54 66L196 66", "none", "#fff8d8", 8, .9))
    s.add(path("M112 78Q128 72 144 78L136 142Q128 147 120 142Z", s.dark) + ell(128, 168, 14, None, s.dark))
    drawing, defs = s.cell()
    picture("telegraph", 64, 64, 256, 256, drawing, "".join(defs))


def combo_star():
    """Gold, beside the multiplier."""
    s = Figure("star", dark="#4a2400", rim="#fff2b8", halo="#ffb82e", line=11, rim_w=8)
    s.grad(rad("s", 112, 100, 130, (0, "#fffbe0"), (.4, "#ffd84a"), (1, "#e08a0a")))
    s.shape(star(128, 138, 96, 46, 5), "url(#s)")
    s.add(path("M120 72L106 106L72 112", "none", "#ffffff", 9, .9))
    drawing, defs = s.cell()
    picture("combo_star", 32, 32, 256, 256, drawing, "".join(defs))


def boss_bar_frame():
    """A frame to be stretched sideways: 12 pixels at each end keep their shape."""
    shape = "M10 3L118 3L125 12L118 21L10 21L3 12Z"
    defs = lin("f", 0, 2, 0, 22, (0, "#ffd0f0"), (.5, "#ff5ab8"), (1, "#8a1a6a"))
    body = path(shape, "#ff2da0", "#ff2da0", 5, .18) + path(shape, INK, INK, 4) + path(shape, INK, "url(#f)", 2)
    body += path("M3 12L7 8L11 12L7 16ZM125 12L121 8L117 12L121 16Z", "#fff0a8")
    picture("boss_bar_frame", 128, 24, 128, 24, body, defs, scale=1)


# -------------------------------------------------------------------------------------------------- mode badges

def badge(name, light, deep, drawing, defs):
    body = "".join(rect(14 - i, 14 - i, 228 + 2 * i, 228 + 2 * i, 52 + i, light, op=o) for i, o in ((7, .08), (4, .14)))
    body += rect(14, 14, 228, 228, 52, "url(#bg)") + rect(19, 19, 218, 218, 48, "none", "url(#ed)", 8) + drawing
    defs += rad("bg", 128, 118, 160, (0, deep, 1), (.7, "#0c1034"), (1, "#070a22")) + lin("ed", 0, 14, 0, 242, (0, "#ffffff"), (.3, light), (1, deep))
    picture(name, 96, 96, 256, 256, body, defs)


def placed(figure, x, y, size, turn=0):
    """A cell's drawing, its middle at (x, y) and `size` wide."""
    drawing, defs = figure
    k = size / 256
    return f'<g transform="translate({n(x)} {n(y)}) rotate({turn}) scale({k:.3f}) translate(-128 -128)">{drawing}</g>', defs


def modes():
    bug = fly(1)
    drawing, defs = placed(named("fly", bug.inner(), bug.defs), 128, 100, 172)
    cyan = "".join(rect(112 - i, 186 - i, 32 + 2 * i, 32 + 2 * i, 10 + i, "#00ffff", op=o) for i, o in ((9, .1), (5, .2)))
    cyan += rect(112, 186, 32, 32, 10, "#00d8e8", INK, 3) + rect(120, 194, 16, 16, 5, "#e8ffff")
    badge("mode_classic", "#4af0ff", "#1a4a9a", drawing + cyan, "".join(defs))

    boss, defs = placed(arcade_bosses.crab(0).cell(), 128, 100, 172)
    low, low_defs = "", []
    for x, y in ((70, 190), (128, 206), (186, 190)):
        g, low_defs = placed(arcade_creeps.drifter(0).cell(), x, y, 62)
        low += g
    badge("mode_arcade", "#ff8ad0", "#5a1a7a", boss + low, "".join(defs + low_defs))

    many = ""
    for i, (x, y, size) in enumerate(((60, 62, 62), (128, 52, 70), (196, 62, 62), (92, 104, 66), (164, 104, 66), (54, 128, 56), (202, 128, 56), (128, 148, 84), (78, 182, 62), (178, 182, 62), (128, 210, 54))):
        g, defs = placed(arcade_creeps.swarmling(i % 4).cell(), x, y, size, (i * 37) % 23 - 11)
        many += g
    badge("mode_horde", "#c8ff5a", "#2a5a1a", many, "".join(defs))


# --------------------------------------------------------------------------------------------------- backdrops
#
# Dark all over, so that creeps and bullets stand out; a sky's colour is in its veils. What catches the eye is in the right half: beside
# the playfield of a wide window only the left half is shown, again and again.

def clouds(patches):
    """Soft ellipses: x, y, two radii, turn in degrees, colour, opacity."""
    body = defs = ""
    for i, (x, y, rx, ry, a, c, op) in enumerate(patches):
        fade = stops((0, c, op), (.35, c, round(op * .62, 3)), (.7, c, round(op * .18, 3)), (1, c, 0))
        defs += f'<radialGradient id="n{i}" gradientUnits="userSpaceOnUse" cx="0" cy="0" r="1">{fade}</radialGradient>'
        body += f'<circle r="1" fill="url(#n{i})" transform="translate({x} {y}) rotate({a}) scale({rx} {ry})"/>'
    return body, defs


def backdrop_rings():
    """Far from home: a teal and violet veil, and the thin crescent of a ringed world."""
    sky = lin("sky", 0, 0, 0, 1440, (0, "#080616"), (.5, "#0a0c24"), (1, "#061522"))
    veil, defs = clouds([(760, 300, 520, 230, 38, "#5a1a6a", .36), (240, 640, 620, 190, 32, "#0c4a5e", .40), (620, 900, 600, 200, 36, "#3a1a72", .34),
                         (120, 240, 380, 220, 30, "#142a72", .34), (860, 1240, 480, 260, 20, "#0a4a52", .36), (260, 1180, 460, 200, 34, "#2a1258", .30),
                         (420, 560, 300, 70, 34, "#1a7a86", .20), (680, 380, 260, 70, 40, "#8a3a9a", .20), (540, 960, 300, 60, 36, "#5a3ab0", .18),
                         (560, 680, 320, 80, 34, "#04050e", .5), (240, 900, 300, 70, 32, "#04050e", .45), (820, 700, 260, 70, 36, "#04050e", .4)])
    # the planet's dark side is nearly as dark as the sky: its lit edge and its ring are what is seen
    x, y, r = 742, 330, 150
    defs += rad("p", x - 46, y - 54, r + 76, (0, "#0a0a20", 0), (.56, "#0a0a20", 0), (.78, "#2a4a86", .34), (.92, "#4a78b0", .5), (1, "#6aa0c8", .6))
    defs += lin("q", -280, 0, 280, 0, (0, "#6ab0c8", 0), (.25, "#6a9ac8", .40), (.5, "#8a8ac8", .24), (.75, "#a07ac8", .40), (1, "#a07ac8", 0))

    def ring(sweep):
        """The half of the ring behind the planet (1) or before it (0)."""
        arcs = "".join(f'<path d="M{-rx} 0A{rx} {n(rx * .2)} 0 0 {sweep} {rx} 0" fill="none" stroke="url(#q)" stroke-width="{w}" opacity="{op}"/>'
                       for rx, w, op in ((268, 10, .6), (246, 16, .85), (218, 8, .55)))
        return f'<g transform="translate({x} {y}) rotate(-24)">{arcs}</g>'

    body = rect(0, 0, 960, 1440, 0, "url(#sky)") + veil + ring(1)
    body += ell(x, y, r, None, "#080a1c") + ell(x, y, r, None, "url(#p)") + ring(0)
    picture("backdrop_rings", 480, 720, 960, 1440, body, sky + defs)


def backdrop_ember():
    """A reef of dust that two small suns light from behind."""
    sky = lin("sky", 0, 0, 0, 1440, (0, "#1c0708"), (.45, "#170a10"), (1, "#0b0814"))
    veil, defs = clouds([(700, 330, 560, 300, 28, "#8a2c10", .42), (220, 520, 560, 190, 40, "#6a1418", .36), (560, 760, 620, 200, 30, "#7a3a10", .28),
                         (140, 200, 420, 220, 20, "#4a1030", .36), (820, 1080, 480, 260, 24, "#5a1a14", .34), (240, 1180, 500, 220, 30, "#3a1030", .34),
                         (620, 420, 340, 70, 36, "#d0702a", .16), (300, 640, 300, 60, 42, "#c04a2a", .14),
                         (420, 560, 380, 80, 36, "#080308", .5), (700, 900, 320, 80, 30, "#080308", .45)])
    suns = ""
    for i, (x, y, r, colour) in enumerate(((742, 268, 30, "#ffb070"), (842, 344, 14, "#ff8a6a"))):
        defs += rad(f"s{i}", x, y, r * 7, (0, colour, .5), (.12, colour, .34), (.4, colour, .09), (1, colour, 0))
        suns += ell(x, y, r * 7, None, f"url(#s{i})") + ell(x, y, r, None, colour, .5) + ell(x, y, r * .7, None, "#ffe2c0", .5)
    # columns of dust before them, with an edge of light
    defs += lin("c", 0, 560, 0, 1440, (0, "#2a0d0e"), (.5, "#14070c"), (1, "#0a0610"))
    defs += lin("e", 0, 560, 0, 1440, (0, "#ffa060", .5), (.4, "#c04a2a", .22), (1, "#c04a2a", 0))
    reef = ""
    for points in (((960, 700), (918, 664), (884, 700), (872, 764), (836, 742), (806, 790), (816, 870), (778, 920), (770, 1010), (724, 1050), (716, 1160), (672, 1260), (650, 1460, 0), (980, 1460, 0)),
                   ((-20, 980), (26, 950), (54, 1000), (92, 990), (112, 1060), (100, 1130), (150, 1180), (146, 1270), (196, 1330), (210, 1460, 0), (-20, 1460, 0))):
        d = smooth(points)
        reef += path(d, "none", "url(#e)", 16, .25) + path(d, "url(#c)", "url(#e)", 4)
    picture("backdrop_ember", 480, 720, 960, 1440, rect(0, 0, 960, 1440, 0, "url(#sky)") + veil + suns + reef, sky + defs)


# Creeps and bullets must stand out from the brightest places, with every correction of colors: docs/contrast.md.
DIM = '<rect width="960" height="1440" fill="#02050a" opacity=".3"/>'


def backdrop_ice():
    """The shell of a broken moon: pale pieces that drift before a blue giant."""
    sky = lin("sky", 0, 0, 0, 1440, (0, "#040a1c"), (.5, "#071428"), (1, "#051626"))
    veil, defs = clouds([(200, 300, 540, 240, 24, "#12407a", .40), (700, 620, 620, 200, -26, "#0e5a7a", .28), (260, 860, 560, 220, -20, "#1c2a80", .36),
                         (780, 1140, 520, 280, 16, "#0c4668", .40), (240, 1260, 480, 200, 26, "#102a6a", .36),
                         (480, 660, 340, 60, -24, "#5aa0c8", .14), (420, 420, 420, 90, 22, "#030612", .45), (640, 960, 360, 80, -20, "#030612", .45)])
    x, y, r = 930, 250, 330
    defs += rad("p", x + 90, y - 100, r + 150, (0, "#0a1a38", 0), (.58, "#0a1a38", 0), (.8, "#2a6aa0", .30), (.93, "#6ab4d8", .42), (1, "#b0e4f4", .55))
    defs += rad("h", x, y, r + 70, (0, "#5ab0e0", 0), (.82, "#5ab0e0", .24), (1, "#5ab0e0", 0))
    giant = ell(x, y, r + 70, None, "url(#h)") + ell(x, y, r, None, "#061026") + ell(x, y, r, None, "url(#p)")
    pieces = ""
    for i in range(26):
        # on an arc from the upper left to the right; the farther from the giant, the smaller
        t = (i * 29 % 26) / 25
        cx, cy = 470 + 470 * t + (i * 53 % 70 - 35), 640 - 200 * t + 130 * math.sin(2.4 * t) + (i * 37 % 110 - 55)
        size = (14 + (i * 17 % 34)) * (.4 + .8 * t)
        corners = [(cx + size * (.7 + .3 * math.cos(5 * k + i)) * math.cos(k * math.tau / 6 + i), cy + size * (.6 + .3 * math.sin(3 * k + i)) * math.sin(k * math.tau / 6 + i)) for k in range(6)]
        middle = (cx - size * .12, cy - size * .16)
        pieces += path(polygon(corners), "#0b1e38", "#3a6e90", 1.5, .9)
        for k, tone in ((3, "#4a8cb0"), (4, "#6aaccc"), (5, "#2c5a80")):
            pieces += path(polygon([corners[k], corners[(k + 1) % 6], middle]), tone, None, 0, .36)
    picture("backdrop_ice", 480, 720, 960, 1440, rect(0, 0, 960, 1440, 0, "url(#sky)") + veil + giant + pieces + DIM, sky + defs)


def backdrop_deep():
    """Where creeps hatch: green light from above, and long arms with lamps."""
    sky = lin("sky", 0, 0, 0, 1440, (0, "#04140f"), (.5, "#05130f"), (1, "#03090f"))
    rays = [(120 + 180 * i, 120 + (i * 67 % 90), 620, 46 + (i * 31 % 34), 82 + (i * 5 % 14), ("#1a7a4a", "#0e5a4a", "#2a7a2a")[i % 3], .26) for i in range(6)]
    veil, defs = clouds([(560, -60, 760, 320, 0, "#1a6a44", .5), *rays, (180, 760, 460, 200, 30, "#0a4a3a", .36), (780, 900, 500, 240, -24, "#0e4a2a", .34),
                         (380, 1180, 560, 240, 10, "#0a2a4a", .38), (640, 660, 300, 70, -30, "#3a9a5a", .12),
                         (300, 520, 320, 90, 26, "#020806", .45), (620, 1060, 380, 90, -18, "#020806", .45)])
    arms = ""
    for i, (x, height, lean) in enumerate(((900, 760, -150), (800, 520, -90), (960, 540, -60), (690, 330, -70), (60, 420, 70), (0, 620, 80))):
        points = [(x + lean * (k / 9) ** 1.6 + 26 * math.sin(1.3 * k + i), 1450 - height * k / 9) for k in range(10)]
        # an outline that gets thinner towards the tip: up one side, and down the other
        widths = [20 * (1 - k / 9) * (.6 + height / 1300) for k in range(10)]
        outline = [(px - w, py) for (px, py), w in zip(points, widths)] + [(px + w, py) for (px, py), w in reversed(list(zip(points, widths)))]
        arms += path(smooth(outline), "#041510", "#0f4430", 3)
        for k in range(2, 10, 2):
            lx, ly = points[k]
            arms += ell(lx, ly, 15, None, "#7aff9a", .06) + ell(lx, ly, 8, None, "#7aff9a", .14) + ell(lx, ly, 3.2, None, "#c0ffc8", .6)
    spores = ""
    for i in range(60):
        x, y = (i * 397 % 960), (i * 611 % 1440)
        spores += ell(x, y, 1.4 + (i * 7 % 4) * .5, None, ("#8affb0", "#c8ff8a", "#6ae0c0")[i % 3], round(.18 + (i % 5) * .05, 2))
    picture("backdrop_deep", 480, 720, 960, 1440, rect(0, 0, 960, 1440, 0, "url(#sky)") + veil + arms + spores + DIM, sky + defs)


def backdrop_sun():
    """The end: a star that swallowed its light, and what falls into it."""
    sky = lin("sky", 0, 0, 0, 1440, (0, "#07030f"), (.5, "#0c0516"), (1, "#0a0410"))
    x, y, r = 690, 330, 104
    swirl = []
    for i in range(12):
        a, far = i * .62, 200 + 52 * i
        swirl.append((n(x + math.cos(a) * far), n(y + math.sin(a) * far * .8), 230 + 16 * i, 60 + 5 * i, n(math.degrees(a) + 78), ("#6a1a6a", "#3a1472", "#7a1a44")[i % 3], .30))
    veil, defs = clouds([*swirl, (200, 1100, 520, 260, 24, "#2a0e50", .38), (760, 1220, 480, 240, -16, "#3a0c34", .36), (160, 420, 380, 200, 30, "#1c1048", .36),
                         (360, 760, 360, 90, -34, "#040108", .45)])
    defs += rad("g", x, y, r * 3.4, (0, "#ff7ad0", 0), (.28, "#ff7ad0", .12), (.36, "#d04ac0", .08), (1, "#8a2aa0", 0))
    defs += lin("d", -300, 0, 300, 0, (0, "#ff5ac0", 0), (.22, "#ff8a8a", .16), (.5, "#ffe0b0", .2), (.78, "#ff8ac0", .16), (1, "#b04aff", 0))

    def disc(sweep):
        """The half of the disc behind the star (1) or before it (0)."""
        arcs = "".join(f'<path d="M{-rx} 0A{rx} {n(rx * .17)} 0 0 {sweep} {rx} 0" fill="none" stroke="url(#d)" stroke-width="{w}" opacity="{op}"/>'
                       for rx, w, op in ((286, 6, .4), (258, 12, .6), (226, 16, .8), (192, 14, .9), (164, 8, .9)))
        return f'<g transform="translate({x} {y}) rotate(-18)">{arcs}</g>'

    body = rect(0, 0, 960, 1440, 0, "url(#sky)") + veil + ell(x, y, r * 3.4, None, "url(#g)") + disc(1)
    # light that is bent around it
    body += "".join(ell(x, y, r + gap, None, "none", stroke=colour, w=w, op=op) for gap, colour, w, op in ((16, "#ff6ac0", 16, .07), (10, "#ff9ad0", 7, .14), (6, "#ffe6d0", 2.5, .7)))
    body += ell(x, y, r + 3, None, "#030106") + disc(0)
    picture("backdrop_sun", 480, 720, 960, 1440, body, sky + defs)


def backdrop_rift():
    """The rift that they pour out of: embers at the top, red streams that fan out from it, night below."""
    sky = lin("sky", 0, 0, 0, 1440, (0, "#200713"), (.35, "#160711"), (.75, "#0b0714"), (1, "#080a20"))
    streams = []
    for i, angle in enumerate((-64, -47, -31, -14, 6, 24, 41, 58, 72)):
        a, reach = math.radians(angle), (430, 520, 600, 560, 640, 540, 590, 480, 400)[i]
        x, y = 480 + math.sin(a) * reach * .9, -40 + math.cos(a) * reach * .9
        streams.append((n(x), n(y), reach, (46, 70, 40, 62)[i % 4], 90 - angle, ("#8a1a2a", "#6a1040", "#a03018")[i % 3], .30))
    veil, defs = clouds([(480, -60, 660, 330, 0, "#8a2410", .5), *streams, (480, -30, 360, 170, 0, "#e0601a", .36), (480, -20, 190, 80, 0, "#ffb85a", .30),
                         (140, 560, 420, 150, 58, "#5a0e3a", .34), (840, 600, 420, 150, -58, "#5a0e3a", .34), (300, 900, 460, 150, 24, "#2e0c48", .38),
                         (720, 1010, 460, 150, -28, "#2a0c50", .36), (480, 1280, 640, 220, 0, "#12205a", .40),
                         (480, 420, 130, 260, 0, "#040209", .42), (230, 720, 240, 70, 40, "#040209", .45), (730, 780, 240, 70, -40, "#040209", .45)])
    sparks = ""
    for i in range(70):
        a, far = math.radians(-74 + 148 * ((i * 61) % 70) / 69), 120 + 12.5 * i
        x, y = 480 + math.sin(a) * far, -40 + math.cos(a) * far
        if 0 < x < 960:
            sparks += ell(x, y, 1.2 + (i * 7 % 5) * .35, None, ("#ffb86a", "#ff7a4a", "#ff9a8a")[i % 3], round(.5 - .0055 * i, 2))
    picture("backdrop_rift", 480, 720, 960, 1440, rect(0, 0, 960, 1440, 0, "url(#sky)") + veil + sparks, sky + defs)


def draw():
    for thing in (shield_bubble, life, telegraph, combo_star, boss_bar_frame, modes, backdrop_rings, backdrop_ember, backdrop_ice, backdrop_deep,
                  backdrop_sun, backdrop_rift):
        thing()
