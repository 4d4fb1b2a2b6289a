"""The creeps of Arcade and Horde, ten kinds with four frames each, seen as they fly: head down.

Every kind has an outline of its own (umbrella, boomerang, arrow, two lobes, crumb, shield, spider, honeycomb,
boulder, trefoil) as well as a hue and a lightness of its own, so that any one of the three is enough.
SPDX-License-Identifier: CC0-1.0
"""
import math

from make_art import MIRROR, ell, leg, lin, n, path, rad, ribbon
from arcade_drawing import Figure, around, both, eye, fangs, polygon, smooth


def wave(frame, shift=0.0):
    """Swings once in four frames: -1 ..= 1. `shift` in quarter turns."""
    return math.sin((frame + shift) * math.pi / 2)


def drifter(f):
    """Jellyfish. Violet, an umbrella with trailing arms; the bell pumps."""
    s = Figure("drifter", dark="#150a3c", rim="#cdb8ff", halo="#7c4dff")
    s.grad(rad("b", 112, 150, 112, (0, "#d9c8ff"), (.4, "#9a70ff"), (1, "#4a1fc0")))
    s.grad(lin("t", 0, 20, 0, 140, (0, "#d0baff"), (1, "#6a3be0")))
    arms = ((70, 86, 0), (109, 100, 1.3), (147, 100, 2.6), (186, 86, 3.9))
    for x, reach, k in arms:
        points = [(x + (x - 128) * .12 * u + 13 * u * math.sin(f * math.pi / 2 - 4.4 * u + k), 146 - reach * 1.12 * u)
                  for u in (i / 6 for i in range(7))]
        s.shape(ribbon(points, 25, 12), "url(#t)")
    w, low = 90 + 4 * wave(f), 226 - 4 * wave(f)
    step = w / 2
    skirt = "".join(f"Q{n(128 + w - step * (i + .5))} 108 {n(128 + w - step * (i + 1))} 134" for i in range(4))
    s.shape(f"M{n(128 - w)} 134C{n(128 - w)} 190 {n(128 - w * .62)} {n(low)} 128 {n(low)}"
            f"C{n(128 + w * .62)} {n(low)} {n(128 + w)} 190 {n(128 + w)} 134{skirt}Z", "url(#b)")
    s.add(path(f"M{n(128 - w + 14)} 146C{n(128 - w + 18)} 160 {n(128 - w + 22)} 168 {n(128 - w + 30)} 178", "none", "#ffffff", 9, .9))
    s.add(path(f"M{n(128 - w + 20)} 137Q{n(128 - step)} 124 {n(128 - step * .3)} 134M{n(128 + step * .3)} 134Q{n(128 + step)} 124 {n(128 + w - 20)} 137",
               "none", "#efe6ff", 6, .8))
    eye(s, 158, 172, 25)
    fangs(s, 128, 198, 44, 18)
    return s


def weaver(f):
    """Manta moth. Pink, a boomerang as wide as its cell; the wings beat, the tail lashes."""
    s = Figure("weaver", dark="#33062c", rim="#ffa0e2", halo="#ff2da0")
    s.grad(lin("w", 140, 190, 226, 70, (0, "#b0127c"), (.55, "#ff4fb4"), (1, "#ffd0f0")))
    s.grad(rad("h", 128, 168, 62, (0, "#ffa8dc"), (.5, "#ff3aa6"), (1, "#b00d72")))
    beat = wave(f) * 13
    tail = [(128 + 17 * u * math.sin(f * math.pi / 2 + 3.6 * u), 140 - 104 * u) for u in (i / 6 for i in range(7))]
    s.shape(ribbon(tail, 26, 9), "#d81f8e")
    tx, ty = tail[-1]
    s.shape(f"M{n(tx)} {n(ty + 16)}L{n(tx + 13)} {n(ty + 6)}L{n(tx)} {n(ty - 12)}L{n(tx - 13)} {n(ty + 6)}Z", "#ffd0f0", line=7)
    wing = smooth([(136, 222, 0), (184, 196), (216, 152 + beat * .3), (227, 88 + beat, 0), (204, 104 + beat * .6), (186, 98 + beat * .4, 0),
                   (172, 118), (150, 112, 0), (136, 128, 0)])
    s.shape(wing, "url(#w)", mirror=True)
    s.add(path(f"M152 186C180 168 204 140 217 {n(112 + beat)}", "none", "#7a0b5c", 6, .7), mirror=True)
    s.add(ell(190, 141 + beat * .3, 13, 15, "#33062c") + ell(190, 141 + beat * .3, 6, 7, "#fff0a8"), mirror=True)
    s.limb("M146 208C152 220 150 228 143 233", 11, "#ff7cc8", mirror=True)
    s.shape(both([(128, 112), (158, 128), (168, 168), (158, 204), (128, 218)]), "url(#h)")
    s.add(path("M102 134C112 124 144 124 154 134", "none", "#ffe3f5", 8, .95))
    eye(s, 147, 172, 19, lid=.4)
    fangs(s, 128, 194, 30, 14)
    return s


def diver(f):
    """Wasp. Yellow and black, an arrow that points down; wings buzz, the drill turns."""
    s = Figure("diver", dark="#2a1600", rim="#fff2a0", halo="#ffc81e")
    s.grad(lin("b", 84, 0, 172, 0, (0, "#fff09a"), (.45, "#ffd824"), (1, "#e09a00")))
    s.grad(lin("d", 104, 0, 152, 0, (0, "#ffffff"), (.5, "#ffe6b0"), (1, "#b8781a")))
    s.grad(lin("w", 140, 120, 214, 40, (0, "#d8a020"), (.5, "#ffeeb0"), (1, "#fffdf0")))
    spread = (0, 10, 18, 8)[f]
    s.shape(smooth([(144, 128, 0), (176, 120), (222, 104 - spread, 0), (210, 66 - spread * .4), (184, 38 - spread * .1, 0), (158, 72), (144, 96, 0)]),
            "url(#w)", mirror=True)
    s.add(path(f"M156 112L204 {n(90 - spread * .7)}M154 98L184 {n(60 - spread * .3)}", "none", "#9a6a00", 6, .75), mirror=True)
    s.shape("M100 170L156 170L136 222L128 232L120 222Z", "url(#d)")
    turn = f * 14 / 4
    for y in (178, 192, 206):
        k = y + turn - 170
        s.add(path(f"M{n(104 + k * .37)} {n(y + turn - 5)}L{n(152 - k * .37)} {n(y + turn + 4)}", "none", "#a8641a", 5.5))
    s.shape(both([(128, 26, 0), (146, 56), (170, 92), (180, 132), (164, 172), (128, 186)]), "url(#b)")
    s.add(path("M108 62C119 69 137 69 148 62L161 82C142 91 114 91 95 82Z", "#2a1600"))
    s.add(path("M113 48C107 54 101 66 97 72M86 108C82 118 80 128 81 138", "none", "#fffdf0", 7, .95))
    s.add(path("M83 102C110 112 146 112 173 102", "none", "#2a1600", 9))
    eye(s, 153, 142, 23, pupil="#8a0a00", lid=.4)
    s.add(path("M113 171Q128 178 143 171", "none", "#2a1600", 6))
    return s


GREEN = {"dark": "#032a1c", "rim": "#a8ffd0", "halo": "#18d880"}


def splitter(f):
    """A cell about to divide. Emerald, two lobes with an eye each; they pull apart."""
    s = Figure("splitter", **GREEN)
    s.grad(rad("c", 84, 104, 96, (0, "#d8ffea"), (.3, "#5cf0a8"), (.75, "#16b46a"), (1, "#08784a")))
    wide = 50 - 2 * wave(f)
    x, tall = 226 - wide, 72 + 4 * wave(f)
    tr = f"rotate({n(8 * wave(f, 1))} 128 128)"
    k = .56
    lobe = (f"M124 108C138 112 {n(x - wide * k - 4)} {n(128 - tall)} {n(x)} {n(128 - tall)}"
            f"C{n(x + wide * k)} {n(128 - tall)} 226 {n(128 - tall * k)} 226 128"
            f"C226 {n(128 + tall * k)} {n(x + wide * k)} {n(128 + tall)} {n(x)} {n(128 + tall)}"
            f"C{n(x - wide * k - 4)} {n(128 + tall)} 138 144 124 148Z")
    s.shape(lobe, "#16b46a", mirror=True, tr=tr)
    s.group(tr)
    for mirror in ("", f' transform="{MIRROR}"'):
        s.add(f'<g{mirror}>' + ell(256 - x, 128, wide - 4, tall - 4, "url(#c)") + "</g>")
    s.add(path("M112 118L144 118L144 138L112 138Z", "#16b46a"))
    s.add(path("M128 104L118 116L138 128L118 140L128 153", "none", s.dark, 10))
    s.add(path("M128 106L119 117L137 128L119 139L128 151", "none", "#f0ff9a", 4.5))
    s.add(path(f"M{n(x - 30)} {n(128 - tall * .5)}Q{n(x - 20)} {n(128 - tall * .82)} {n(x + 4)} {n(128 - tall * .8)}", "none", "#ffffff", 10, .9), mirror=True)
    s.add(ell(x + 20, 176, 9, None, "#0a7a4a", .75) + ell(x - 22, 180, 6, None, "#0a7a4a", .75) + ell(x + 30, 94, 6, None, "#0a7a4a", .75), mirror=True)
    eye(s, x - 2, 130, 29, iris="#ff5a3a", lid=.34)
    s.add(path(f"M{n(x - 16)} 178Q{n(x)} 169 {n(x + 15)} 178", "none", s.dark, 8), mirror=True)
    s.end()
    return s


def splinter(f):
    """Half of a splitter. Pale green, a crumb with a torn edge; it tumbles."""
    s = Figure("splinter", dark="#032a1c", rim="#d8ffe8", halo="#5cffb0")
    s.grad(rad("c", 116, 140, 100, (0, "#f0fff4"), (.4, "#98f8c0"), (.85, "#34cc84"), (1, "#12905a")))
    tr = f"rotate({n(11 * wave(f))} 128 134)"
    s.shape("M50 100L78 66L100 98L124 40L148 94L176 62L206 100C232 150 200 222 128 222C56 222 24 150 50 100Z", "url(#c)", tr=tr)
    s.group(tr)
    s.add(path("M62 108L80 88L100 118L124 72L148 114L176 86L194 108", "none", "#0c8a54", 7, .75))
    s.add(path("M58 128C54 150 58 172 70 188", "none", "#ffffff", 10, .9))
    s.add(ell(190, 182, 9, None, "#12905a", .8) + ell(172, 200, 6, None, "#12905a", .8))
    eye(s, 128, 154, 40, iris="#ff5a3a", lid=0, mirror=False)
    s.add(path("M84 124L172 124", "none", s.dark, 20))
    s.end()
    return s


def shielded(f):
    """A trooper behind its shield. Steel, a broad plate below, a horned helmet above."""
    s = Figure("shielded", dark="#0a1030", rim="#b4c4ff", halo="#5a78ff")
    s.grad(lin("p", 0, 120, 0, 226, (0, "#e8eeff"), (.35, "#93a6d8"), (1, "#3c4c8c")))
    s.grad(lin("h", 0, 40, 0, 130, (0, "#8c9cd0"), (1, "#38447e")))
    s.grad(lin("i", 0, 120, 0, 226, (0, "#56679f"), (1, "#243066")))
    bob = 4 * wave(f)
    s.shape(leg((168, 100), (210, 82 + bob), (214, 44 + bob), 26), "url(#h)", mirror=True)
    s.shape(both([(128, 34 + bob), (162, 44 + bob), (178, 84 + bob), (172, 132), (128, 146)]), "url(#h)")
    s.add(path(f"M98 {n(58 + bob)}C108 {n(47 + bob)} 148 {n(47 + bob)} 158 {n(58 + bob)}", "none", "#e4eaff", 8, .95))
    s.add(path(f"M92 {n(80 + bob)}L128 {n(98 + bob)}L164 {n(80 + bob)}L158 {n(106 + bob)}L128 {n(118 + bob)}L98 {n(106 + bob)}Z", "#0a1030"))
    s.add(path(f"M103 {n(91 + bob)}L124 {n(102 + bob)}L122 {n(109 + bob)}L106 {n(104 + bob)}Z", "#ff9a3a"), mirror=True)
    lift = -2 * wave(f, 1)
    plate = both([(128, 122 + lift, 0), (176, 114 + lift), (220, 122 + lift, 0), (218, 164 + lift), (188, 204 + lift, 0), (128, 226 + lift, 0)])
    s.shape(plate, "url(#p)")
    s.add(path(both([(128, 142 + lift, 0), (172, 134 + lift), (199, 139 + lift, 0), (197, 162 + lift), (174, 191 + lift, 0), (128, 206 + lift, 0)]), "url(#i)", s.dark, 5))
    s.add(path(f"M128 {n(150 + lift)}L148 {n(168 + lift)}L128 {n(196 + lift)}L108 {n(168 + lift)}Z", ("#ff9a3a", "#ffb45a", "#ffd08a", "#ffb45a")[f], s.dark, 5))
    s.add(path(f"M50 {n(132 + lift)}C52 {n(150 + lift)} 56 {n(164 + lift)} 68 {n(182 + lift)}", "none", "#ffffff", 7, .9))
    s.add("".join(ell(x, y + lift, 5, None, "#16204e") for x, y in ((205, 131), (190, 190))), mirror=True)
    return s


def shooter(f):
    """A gun on legs. Red, a spider's cross with a barrel below; the muzzle glows."""
    s = Figure("shooter", dark="#2c0208", rim="#ff9c88", halo="#ff3a2a")
    s.grad(rad("b", 112, 92, 92, (0, "#ffb09a"), (.4, "#ff4e3a"), (1, "#a80c1c")))
    s.grad(lin("l", 150, 0, 226, 0, (0, "#a80c1c"), (1, "#ff7a5c")))
    s.grad(lin("g", 100, 0, 156, 0, (0, "#8c7484"), (.4, "#5a4252"), (1, "#2a1622")))
    a, b = 6 * wave(f), 6 * wave(f, 2)
    for k, tr in ((a, None), (b, MIRROR)):
        s.shape(leg((160, 84), (204, 62 + k), (222, 28 + k * .6), 26), "url(#l)", tr=tr)
        s.shape(leg((164, 126), (214, 132 - k), (222, 184 - k), 26), "url(#l)", tr=tr)
    recoil = (0, 3, 6, 2)[f]
    s.shape(f"M102 150L154 150L150 {225 - recoil}L106 {225 - recoil}Z", "url(#g)")
    s.shape(f"M94 {196 - recoil}L162 {196 - recoil}L158 {228 - recoil}L98 {228 - recoil}Z", "url(#g)")
    s.add(ell(128, 213 - recoil, 21, 10, "#1a0408") + ell(128, 213 - recoil, (13, 15, 18, 15)[f], (5, 6, 8, 6)[f], ("#ff8a2a", "#ffb03a", "#fff0a0", "#ffb03a")[f]))
    s.add(path(f"M110 {n(168 - recoil)}L111 {n(190 - recoil)}", "none", "#c8b0bc", 6, .8))
    s.shape(both([(128, 48), (168, 60), (186, 104), (168, 150), (128, 166)]), "url(#b)")
    s.add(path("M88 84C96 68 110 60 128 60C146 60 160 68 168 84", "none", "#ffe4dc", 8, .95))
    s.add(ell(128, 112, 36, 33, "#fff7e0", stroke=s.dark, w=9))
    s.add(ell(128, 118, 19, 20, "#ffb02a") + ell(128, 119, 8, 15, s.dark) + ell(136, 110, 6, None, "#fff"))
    s.add(path("M90 84L128 97L166 84", "none", s.dark, 17))
    return s


def carrier(f):
    """A flying hive. Amber, a honeycomb of six cells; the brood glows in turn."""
    s = Figure("carrier", dark="#2a1000", rim="#ffcf80", halo="#ff9a1e")
    s.grad(rad("c", 128, 96, 120, (0, "#ffd47a"), (.5, "#e8942a"), (1, "#9a5210")))
    s.grad(rad("e", 0, -4, 30, (0, "#fffff0"), (.5, "#ffec90"), (1, "#ffae3a")))
    s.grad(rad("h", 128, 164, 70, (0, "#ffb85a"), (1, "#a85408")))
    cells = [(128, 60), (58, 98), (198, 98), (128, 134), (66, 172), (190, 172)]
    for cx, cy in cells:
        s.shape(polygon(around(cx, cy, 42 if cx == 128 else 38, 6, 90)), "url(#c)", tr=None)
    for i, (cx, cy) in enumerate(cells[:3] + cells[4:]):
        bright = (1, .8, .62, .8)[(f + i) % 4]
        s.add(f'<g transform="translate({cx} {cy})">' + ell(0, 0, 26, 25, "#5a2a00") + ell(0, 0, 23, 22, "url(#e)", bright)
              + path("M-9 8C-12 -4 -4 -12 4 -9C11 -6 11 4 5 6C1 7 -1 4 1 1", "none", "#7a3a00", 6, .8) + "</g>")
    sway = 5 * wave(f)
    s.limb(f"M152 214C166 216 {n(170 + sway)} 226 {n(156 + sway)} 232", 12, "#ffb85a", mirror=True)
    s.shape(both([(128, 120, 0), (168, 126, 0), (186, 164, 0), (164, 208, 0), (128, 222, 0)]), "url(#h)")
    s.add(path("M96 137L160 137", "none", "#ffe9b8", 8, .9))
    eye(s, 152, 168, 22, white="#fff7e0", pupil="#8a0a00", lid=.4)
    fangs(s, 128, 192, 40, 17)
    return s


def tank(f):
    """A walking boulder. Charcoal with embers in its cracks, square, the darkest of all."""
    s = Figure("tank", dark="#0e060c", rim="#ff8a4a", halo="#ff5a1a", line=10)
    s.grad(lin("s", 0, 40, 0, 200, (0, "#7a6674"), (.45, "#4a3844"), (1, "#20141e")))
    s.grad(lin("f", 0, 160, 0, 226, (0, "#5c4854"), (1, "#2a1a24")))
    s.grad(lin("k", 0, 30, 0, 220, (0, "#a08c98"), (1, "#5a4452")))
    a = 5 * wave(f)
    for tr, k in ((None, a), (MIRROR, -a)):
        s.shape(f"M176 {n(56 + k)}L214 {n(38 + k)}L226 {n(72 + k)}L198 {n(96 + k)}Z", "url(#k)", tr=tr)
        s.shape(f"M184 {n(150 - k)}L222 {n(146 - k)}L224 {n(186 - k)}L190 {n(196 - k)}Z", "url(#k)", tr=tr)
        s.add(path(f"M216 {n(46 + k)}L222 {n(66 + k)}M219 {n(154 - k)}L220 {n(178 - k)}", "none", "#d8c8d0", 6, .7, tr=tr))
    s.shape("M86 36L170 36L206 76L206 150L176 192L80 192L50 150L50 76Z", "url(#s)")
    s.add(path("M92 42L164 42L180 60L146 92L110 92L76 60Z", "#94808c", op=.55))
    s.add(path("M60 82L86 50L124 50", "none", "#efe2e8", 7, .9))
    glow_ = ("#ff7a2a", "#ff9a3a", "#ffc46a", "#ff9a3a")[f]
    crack = "M110 92L100 116L118 128L106 150M146 92L158 112L146 124M78 62L66 92L76 110M188 84L176 104L190 124"
    s.add(path(crack, "none", "#0e060c", 13) + path(crack, "none", glow_, 6.5))
    s.shape(both([(128, 140, 0), (170, 136, 0), (184, 168, 0), (172, 214, 0), (146, 228, 0), (128, 224, 0)]), "url(#f)")
    s.add(path("M80 154L128 166L176 154", "none", "#bca8b4", 7, .85))
    s.add(path("M138 186L172 174L170 194L150 200Z", glow_, s.dark, 5), mirror=True)
    s.add(path("M157 180L165 180L163 194L156 195Z", "#fff6c8"), mirror=True)
    s.add(path("M104 211L116 206L128 211L140 206L152 211", "none", s.dark, 7))
    return s


def swarmling(f):
    """A gnat. Lime, the lightest: one big head, two round wings. Made to be seen by the thousand."""
    s = Figure("swarmling", dark="#12330a", rim="#f0ff9a", halo="#9dff2a", line=11, rim_w=10)
    s.grad(rad("h", 118, 146, 76, (0, "#f8ffb0"), (.45, "#c8ff2e"), (1, "#68b80e")))
    s.grad(lin("w", 140, 120, 214, 40, (0, "#6cba12"), (.6, "#dcff7a"), (1, "#fbffe0")))
    turn = (0, 13, 22, 11)[f]
    for tr in (f"rotate({-turn} 156 116)", f"{MIRROR} rotate({-turn} 156 116)"):
        s.shape("M146 124C146 78 168 50 202 54C228 62 224 110 196 130C178 140 156 138 146 124Z", "url(#w)", tr=tr)
        s.add(path("M162 112L202 74", "none", "#4a9a0c", 8, .8, tr=tr))
    s.shape(both([(128, 90), (172, 104), (192, 150), (174, 202), (128, 218)]), "url(#h)")
    s.add(path("M86 122C96 106 112 102 128 102C144 102 160 106 170 122", "none", "#ffffff", 9, .95))
    eye(s, 157, 158, 28, lid=.36)
    fangs(s, 128, 188, 42, 18)
    return s


KINDS = (drifter, weaver, diver, splitter, splinter, shielded, shooter, carrier, tank, swarmling)


FIT = {weaver: (.93, 132), carrier: (.93, 133)}  # scale, and the height that becomes the middle of the cell


def rows():
    return [[kind(frame).cell(*FIT.get(kind, (.95,))) for frame in range(4)] for kind in KINDS]
