"""The five bosses of Arcade, four pictures each: two at rest, one that winds up an attack, one in a rage.

They come in the order of their menace: a crab, a moth, a hydra, a machine, and what watches over them all.
In the third picture the weapon glows, in the fourth the outline burns red and the body cracks.
SPDX-License-Identifier: CC0-1.0
"""
import math

from make_art import MIRROR, ell, leg, lin, n, path, rad, ribbon
from arcade_drawing import Figure, around, both, eye, fangs, polygon, smooth, star

CALM, BREATH, AIM, RAGE = range(4)
EMBER = ((0, "#ffffff"), (.35, "#fff0a0"), (.65, "#ffae2e"), (1, "#ff5a1a"))


class Boss(Figure):
    """A figure four times as large as a creep, with finer lines; in a rage its rim and halo are red."""

    def __init__(self, name, frame, dark, rim, halo):
        rage = frame == RAGE
        super().__init__(name, dark, "#ff7a5a" if rage else rim, "#ff2a1a" if rage else halo, line=5, rim_w=3.5,
                         glow=1.6 if rage else 1.0)
        self.frame, self.rage = frame, rage
        self.grad(rad("ember", 0, 0, 1, *EMBER))
        self.grad(rad("flare", 0, 0, 1, (0, "#fff4c0", .95), (.25, "#ffb03a", .6), (.6, "#ff4a2a", .18), (1, "#ff2a1a", 0)))

    def hue(self, name, calm, rage):
        """A gradient in two colourings; `calm` and `rage` are functions of the name. Returns its fill."""
        name = f"{name}{1 if self.rage else 0}"
        self.grad((rage if self.rage else calm)(name))
        return f"url(#{name})"

    def ball(self, x, y, rx, ry=None, op=None):
        """A ball of fire."""
        self.add(f'<circle r="1" fill="url(#ember)" transform="translate({n(x)} {n(y)}) scale({n(rx)} {n(ry or rx)})"'
                 + (f' opacity="{op}"' if op else "") + "/>")

    def flare(self, x, y, r):
        """The glow around it."""
        self.add(f'<circle r="1" fill="url(#flare)" transform="translate({n(x)} {n(y)}) scale({n(r)})"/>')

    def cracks(self, d):
        if self.rage:
            self.add(path(d, "none", self.dark, 6.5) + path(d, "none", "#ffd24a", 3))


def three(colours, x1, y1, x2, y2):
    return lambda name: lin(name, x1, y1, x2, y2, *zip((0, .5, 1), colours))


def round_(colours, cx, cy, r):
    return lambda name: rad(name, cx, cy, r, *zip((0, .45, 1), colours))


def crab(f):
    """Boss 1. Coral, broad, with two claws that open before they fire."""
    s = Boss("crab", f, dark="#2e0612", rim="#ffb0a0", halo="#ff5a4a")
    shell = s.hue("s", round_(("#ffb49a", "#f0553e", "#8e1428"), 108, 78, 120), round_(("#ffe0a0", "#ff4a1a", "#a00808"), 108, 78, 120))
    claw = s.hue("c", three(("#c8283a", "#ff6a4e", "#ffd0a8"), 180, 160, 236, 240), three(("#e01a0a", "#ff6a1a", "#fff0a0"), 180, 160, 236, 240))
    face = s.hue("f", three(("#ffe9d0", "#ffc69a", "#d8785a"), 0, 134, 0, 206), three(("#fff0c0", "#ffb86a", "#e0502a"), 0, 134, 0, 206))
    step = (0, 4, -2, 3)[f]
    legs = (((180, 70), (214, 46), (222, 18)), ((196, 92), (236, 74), (242, 40)), ((200, 118), (240, 112), (245, 84)))
    for i, (a, b, c) in enumerate(legs):
        k = step * (-1) ** i
        s.shape(leg(a, (b[0], b[1] + k), (c[0], c[1] + k * 1.6), 21), claw, mirror=True, line=4.5)
    open_ = (0, 3, 22, 12)[f]
    for tr in ("", MIRROR):
        s.limb("M182 138C200 142 206 150 208 164", 22, "#d8384a" if not s.rage else "#e02a10", tr=tr)
        s.shape("M186 160C218 146 244 168 241 204C239 224 228 238 212 245C219 228 218 214 209 206C199 198 188 190 182 180Z", claw,
                tr=f"{tr} rotate({-open_ * .6:g} 200 164)".strip())
        s.shape("M196 178C207 190 208 204 202 216C197 227 187 234 174 236C181 222 178 211 171 201C166 190 176 176 196 178Z", claw,
                tr=f"{tr} rotate({open_} 190 180)".strip())
    spikes = "".join(polygon([(x - dx, y), (tx, ty), (x + dx, y + d)]) for x, y, dx, tx, ty, d in
                     ((128, 46, 15, 128, 16, 0), (164, 52, 14, 174, 24, 6), (196, 76, 10, 215, 58, 16)))
    s.shape(spikes, claw, mirror=True)
    low = 164 + (0, 2, 0, 0)[f]
    s.shape(both([(128, 36), (174, 44), (210, 80), (216, 120), (190, 148), (150, low), (128, low + 2)]), shell)
    s.add(path("M58 92C64 66 88 48 118 45", "none", "#fff0e4", 7, .95))
    s.add(path("M50 108Q128 142 206 108M74 66Q128 90 182 66", "none", s.dark, 4.5, .85))
    for x, y, r in ((128, 66, 7), (156, 90, 9), (186, 104, 6), (128, 108, 10)):
        s.add(ell(x, y, r, r * .8, "#ffd8a8", .85, stroke=s.dark, w=3.5), mirror=x != 128)
    s.cracks("M150 42L142 62L158 78L148 96M84 52L94 74L80 88M196 88L180 96L186 114M60 104L76 112L70 128")
    s.shape(both([(128, 130, 0), (176, 128, 0), (192, 152), (172, 186), (128, 200)]), face)
    s.add(path("M84 140Q128 134 172 140", "none", "#ffffff", 4, .8))
    eye(s, 154, 156, 17, iris="#ffd02e" if s.rage else "#ff7a1a", lid=.42)
    fangs(s, 128, 174, 50 if f != RAGE else 58, 16 if f < AIM else 22, 4)
    if f == AIM:
        for x in (66, 190):
            s.flare(x, 210, 42)
            s.ball(x, 212, 19)
    return s


def moth(f):
    """Boss 2. Magenta and violet, a queen whose four wings stare."""
    s = Boss("moth", f, dark="#25063c", rim="#f0b0ff", halo="#c040ff")
    fore = s.hue("w", three(("#7a18b8", "#d848d8", "#ffc8f0"), 146, 150, 240, 150), three(("#8a0a4a", "#ff2a5a", "#ffd8a0"), 146, 150, 240, 150))
    hind = s.hue("v", three(("#4a1090", "#9a3cf0", "#e0b8ff"), 140, 110, 214, 30), three(("#5a0a6a", "#d8287a", "#ffb0a0"), 140, 110, 214, 30))
    body = s.hue("b", three(("#3a1070", "#8a48d0", "#f0c8ff"), 0, 30, 0, 150), three(("#4a0a4a", "#b02a7a", "#ffc8b0"), 0, 30, 0, 150))
    head = s.hue("h", round_(("#f8dcff", "#b86cf0", "#5a1aa0"), 118, 176, 56), round_(("#ffe8d8", "#f05a90", "#8a0a4a"), 118, 176, 56))
    turn = (3, -4, -9, 5)[f]
    for tr in ("", MIRROR):
        t = f"{tr} rotate({turn} 140 120)".strip()
        s.shape(smooth([(140, 132, 0), (182, 112), (224, 76, 0), (222, 52), (196, 42, 0), (188, 24), (164, 18, 0), (148, 56), (134, 104, 0)]), hind, tr=t)
        u = f"{tr} rotate({-turn * .8:g} 146 150)".strip()
        torn = ((240, 134, 0), (204, 138, 0), (230, 118, 0)) if s.rage else ((240, 130, 0),)
        s.shape(smooth([(146, 178, 0), (182, 204), (222, 214, 0), (240, 190), (232, 172, 0), (243, 152), *torn, (236, 104, 0), (190, 104), (146, 132, 0)]),
                fore, tr=u)
        s.add(path("M150 136C176 116 204 92 216 78M148 120C160 84 172 50 176 30M156 168C190 184 212 192 230 190M154 142C190 130 214 118 228 112", "none", s.dark, 3, .55, t))
        for x, y, r, at in ((198, 158, 23, u), (184, 66, 15, t)):
            lit = f == AIM
            s.add(f'<g transform="{at}">' + ell(x, y, r, None, s.dark) + ell(x, y, r * .82, None, "#ffb02a" if lit or s.rage else "#ff5ab8")
                  + ell(x, y, r * .62, None, "#fff6c0" if lit else "#ffe27a") + ell(x + 1, y + 2, r * .38, r * (.42 if not s.rage else .56), "#ff3a1a" if lit else s.dark)
                  + ell(x - r * .26, y - r * .3, r * .14, None, "#fff") + "</g>")
            if lit:
                s.add(f'<g transform="{at}"><circle r="1" fill="url(#flare)" transform="translate({x} {y}) scale({r * 2})"/></g>')
    s.shape(both([(128, 20, 0), (142, 44), (154, 82), (158, 116), (148, 146), (128, 150)]), body)
    s.add(path("M116 56Q128 62 140 56M107 76Q128 86 149 76M102 98Q128 110 154 98", "none", s.dark, 6, .8))
    s.add(path("M119 44C112 58 108 74 106 90", "none", "#ffe8ff", 4.5, .8))
    for tr in ("", MIRROR):
        at = f"{tr} rotate({turn} 146 206)".strip()
        s.shape("M140 206C150 212 172 214 198 202C200 220 184 240 162 236C150 232 142 222 140 206Z", "#f0c8ff" if not s.rage else "#ffd0a8", tr=at)
        s.add(path("M148 211C160 222 174 222 190 211M162 218L160 231M174 219L176 230", "none", s.dark, 3, .7, at))
    collar = smooth([(128, 120), (152, 122, 0), (160, 134), (174, 136, 0), (174, 150), (184, 158, 0), (174, 168), (176, 180, 0), (128, 190), (80, 180, 0), (82, 168), (72, 158, 0),
                     (82, 150), (82, 136, 0), (96, 134), (104, 122, 0)])
    s.shape(collar, "#fbe4ff" if not s.rage else "#ffe0c8")
    s.add(path("M104 134L108 144M92 150L100 156M152 134L148 144M164 150L156 156", "none", "#b070d8" if not s.rage else "#d86a5a", 4, .8))
    s.shape(both([(128, 144), (158, 150), (172, 180), (156, 208), (128, 216)]), head)
    s.shape("M104 150L98 128L114 140L128 120L142 140L158 128L152 150Q128 140 104 150Z", "#ffd24a")
    s.add(ell(128, 139, 4.5, 5.5, "#ff3a6a", stroke=s.dark, w=2.5))
    eye(s, 149, 178, 16, white="#ffe27a" if s.rage else "#fff7e0", iris="#ff2a1a", lid=.4)
    fangs(s, 128, 194, 34, 15)
    s.cracks("M112 60L124 74L114 88L124 102M150 154L142 164M206 98L192 112L200 122M60 180L72 188L66 198")
    return s


def dragon(s, skin, tr, f, jaw):
    """A head of the hydra, drawn around (128, 128), looking down."""
    for t in (tr, f"{tr} {MIRROR}"):
        s.shape("M142 96C150 78 166 70 178 72C168 84 166 96 160 110Z", "#ffeec0", tr=t, line=4.5)
        s.shape("M158 116C170 112 182 118 186 128C174 126 168 132 160 136Z", skin, tr=t, line=4.5)
    s.shape(both([(128, 92), (154, 98), (168, 126), (152, 156), (146, 174), (128, 182)]), skin, tr=tr)
    s.group(tr)
    s.add(path("M106 106Q128 96 150 106", "none", "#f4ffd8", 5, .9))
    s.add(path("M128 104L133 116L128 126L123 116Z", s.dark, op=.5))
    eye(s, 147, 130, 13, white="#ffe27a", iris="#ff3a1a" if s.rage else None, lid=.42)
    s.add(ell(136, 158, 3, 2.4, s.dark), mirror=True)
    if jaw:
        s.add(path("M104 160Q128 150 152 160Q154 186 128 190Q102 186 104 160Z", s.dark))
        s.add(path("M110 160L115 172L121 158ZM146 160L141 172L135 158ZM118 186L122 176L126 187ZM138 186L134 176L130 187Z", "#fff"))
        if f == AIM:
            s.flare(128, 170, 30)
            s.ball(128, 172, 17, 14)
    else:
        s.add(path("M108 164Q128 178 148 164", "none", s.dark, 5))
        s.add(path("M112 167L116 178L121 170ZM144 167L140 178L135 170Z", "#fff"))
    s.end()


def hydra(f):
    """Boss 3. Green, three heads on long necks; before it spits, all mouths open."""
    s = Boss("hydra", f, dark="#06280e", rim="#c8ff9a", halo="#5aff3a")
    skin = s.hue("k", round_(("#d8ff9a", "#58c83a", "#0e6a2a"), 112, 104, 90), round_(("#ffe89a", "#c8a01a", "#7a2a08"), 112, 104, 90))
    back = s.hue("b", round_(("#b0f070", "#3aa83a", "#0a5226"), 104, 66, 110), round_(("#ffd86a", "#a8801a", "#5a2408"), 104, 66, 110))
    neck = s.hue("n", three(("#0e6a2a", "#4ab83a", "#9ae85a"), 0, 70, 0, 190), three(("#6a2408", "#b8861a", "#f0c84a"), 0, 70, 0, 190))
    a = f * math.pi / 2
    sway, nod = 5 * math.sin(a), 3 * math.cos(a)
    for tr in ("", MIRROR):
        wing = smooth([(146, 70, 0), (178, 34), (220, 14, 0), (228, 40), (222, 56, 0), (238, 66), (242, 92, 0), (224, 88), (206, 98, 0), (190, 92), (160, 96, 0)])
        s.shape(wing, neck, tr=f"{tr} rotate({n(sway)} 150 80)".strip())
        s.add(path("M160 76C182 62 204 42 217 22M166 84C190 78 216 78 236 84", "none", s.dark, 3.5, .7, f"{tr} rotate({n(sway)} 150 80)".strip()))
    tail = [(128 + 34 * math.sin(u * 4 + a), 56 - 34 * u) for u in (i / 5 for i in range(6))]
    s.shape(ribbon(tail, 28, 8), neck)
    necks = [[(128 + side * 20, 74), (128 + side * 52, 78), (128 + side * (74 + sway * .3), 104), (128 + side * 76 + sway, 134 + nod)] for side in (-1, 1)]
    necks.append([(128, 78), (128 - sway, 110), (128 - sway * .6, 140), (128, 172)])
    for line in necks:
        s.shape(ribbon(line, 42, 30), neck)
        for i in range(2, 9):
            u = i / 9 * (len(line) - 1)
            j = min(int(u), len(line) - 2)
            (x, y), (x2, y2) = line[j], line[j + 1]
            x, y, turn = x + (x2 - x) * (u - j), y + (y2 - y) * (u - j), math.degrees(math.atan2(x - x2, y2 - y))
            s.add(path("M-11 -3Q0 5 11 -3", "none", "#f0ffb0" if not s.rage else "#fff0a0", 3.2, .75, f"translate({n(x)} {n(y)}) rotate({n(turn)})"))
    s.shape(both([(128, 34), (160, 40), (174, 64), (164, 92), (144, 104), (128, 106)]), back)
    s.add(path("M94 66C98 54 108 46 120 43", "none", "#f4ffd8", 5.5, .9))
    for y, w in ((50, 14), (68, 16), (86, 14)):
        s.shape(f"M{128 - w} {y + 10}L128 {y - 12}L{128 + w} {y + 10}L128 {y + 3}Z", "#ffeec0", line=4)
    s.cracks("M148 46L156 60L148 72L156 84M104 56L96 72L106 84M116 118L124 128L116 138")
    jaw = f >= AIM
    for side, line in zip((-1, 1), necks):
        x, y = line[-1]
        dragon(s, skin, f"translate({n(x)} {n(y + 16)}) rotate({-side * 12}) scale(.74) translate(-128 -128)", f, jaw)
    dragon(s, skin, f"translate(128 {n(190 - nod)}) translate(-128 -128)", f, jaw)
    return s


def machine(f):
    """Boss 4. Steel, a flying skull with a gun on each side and a furnace behind its teeth."""
    s = Boss("machine", f, dark="#0a1026", rim="#b8c8f0", halo="#5a8aff")
    hull = s.hue("h", three(("#dfe6fa", "#8492bc", "#343e68"), 0, 20, 0, 176), three(("#f0d8d8", "#a07888", "#482838"), 0, 20, 0, 176))
    plate = s.hue("p", three(("#aab6da", "#5c6a98", "#262e54"), 0, 60, 0, 230), three(("#d8b0b0", "#8a5a68", "#381c2a"), 0, 60, 0, 230))
    gun = s.hue("g", three(("#a8b4d4", "#56628c", "#1e2648"), 196, 0, 240, 0), three(("#d0a8a8", "#8a5060", "#301420"), 196, 0, 240, 0))
    s.grad(lin("fl", 0, 30, 0, -2, (0, "#fff6c8"), (.45, "#ffb02e", .95), (1, "#ff4a1a", .15)))
    lit, fire = f >= AIM, ("#ff5a2a", "#ff7a3a", "#fff0a0", "#ffd24a")[f]
    jet = (34, 26, 36, 38)[f]
    for x in (96, 160):
        s.behind(path(f"M{x - 14} 36C{x - 16} {36 - jet * .5:g} {x - 3} {36 - jet * .8:g} {x} {36 - jet}C{x + 3} {36 - jet * .8:g} {x + 16} {36 - jet * .5:g} {x + 14} 36Z", "url(#fl)"))
        s.shape(f"M{x - 14} 28L{x + 14} 28L{x + 17} 56L{x - 17} 56Z", plate)
    drop = (0, 2, 12, 9)[f]
    back = (0, 1, -5, 0)[f]
    for tr in (None, MIRROR):
        s.shape("M186 88L216 96L222 128L196 138Z", plate, tr=tr)
        s.shape(f"M200 {84 + back}L228 {84 + back}L240 {104 + back}L240 {160 + back}L190 {160 + back}L190 {104 + back}Z", gun, tr=tr)
        s.shape(f"M200 {156 + back}L230 {156 + back}L230 {206 + back}L200 {206 + back}Z", gun, tr=tr)
        s.shape(f"M194 {202 + back}L236 {202 + back}L233 {226 + back}L197 {226 + back}Z", gun, tr=tr)
        det = (path(f"M196 {116 + back}L234 {116 + back}M196 {146 + back}L234 {146 + back}M206 {170 + back}L224 {170 + back}M206 {182 + back}L224 {182 + back}", "none", s.dark, 4, .8)
               + path(f"M199 {108 + back}L199 {154 + back}M206 {162 + back}L206 {198 + back}", "none", "#ffffff", 4, .6)
               + ell(215, 131 + back, 8, None, s.dark) + ell(215, 131 + back, 5, None, fire)
               + ell(215, 215 + back, 15, 8, s.dark) + ell(215, 215 + back, 11, 5.5, fire, .95 if lit else .7))
        s.add(f'<g transform="{tr}">{det}</g>' if tr else det)
    # the jaw hangs on two pistons; it drops to show the furnace
    s.shape(f"M92 150L164 150L160 {212 + drop}L96 {212 + drop}Z", "#1a1024" if not s.rage else "#3a0a0a")
    if lit:
        s.flare(128, 186 + drop * .5, 54)
    s.ball(128, 184 + drop * .4, (24, 26, 32, 30)[f], (9, 10, 20, 16)[f], (.6, .75, 1, 1)[f])
    s.shape(f"M84 {184 + drop}L100 {196 + drop}L156 {196 + drop}L172 {184 + drop}L164 {226 + drop * .6:g}L144 {238 + drop * .4:g}L112 {238 + drop * .4:g}L92 {226 + drop * .6:g}Z", plate)
    low = "".join(f"M{x} {198 + drop}L{x + 7} {182 + drop}L{x + 14} {198 + drop}Z" for x in (100, 114, 128, 142))
    s.add(path(low, "#f4f0e0", s.dark, 3.5))
    s.add(path(f"M104 {214 + drop * .8:g}L152 {214 + drop * .8:g}M118 {226 + drop * .6:g}L138 {226 + drop * .6:g}", "none", s.dark, 4, .8))
    s.shape("M128 44L168 40L200 70L206 116L186 150L164 158L160 172L96 172L92 158L70 150L50 116L56 70L88 40Z", hull)
    s.add(path("M66 78L92 50L120 53", "none", "#ffffff", 6, .95))
    s.add(path("M128 46L128 62M168 44L158 74L180 92L204 88M88 44L98 74L76 92L52 88M70 148L92 132M186 148L164 132", "none", s.dark, 4.5, .85))
    high = "".join(f"M{x} 168L{x + 8} 186L{x + 16} 168Z" for x in (96, 112, 128, 144))
    s.add(path(high, "#f4f0e0", s.dark, 3.5))
    s.add(path("M138 132L188 104L190 122L172 140L146 142Z", "#12081a", s.dark, 5), mirror=True)
    s.add(path("M149 133L182 114L180 124L168 134Z", fire), mirror=True)
    s.add(path("M134 124L190 94", "none", s.dark, 9) + path("M140 116L184 92", "none", "#f0f4ff", 3, .7), mirror=True)
    s.add(path("M128 138L137 156L119 156Z", s.dark))
    s.add(ell(128, 84, 22, None, s.dark) + ell(128, 84, 17, None, "#3a2030"))
    if f == AIM:
        s.flare(128, 84, 44)
    s.ball(128, 84, (12, 13, 17, 15)[f])
    s.add(path(polygon(around(128, 84, 22, 6, 30)), "none", "#8c9ac4" if not s.rage else "#c88a8a", 3.5))
    s.add("".join(ell(x, y, 3, None, s.dark) for x, y in ((150, 52), (190, 72), (196, 108), (178, 148))), mirror=True)
    if f == AIM:
        for x in (41, 215):
            s.flare(x, 211, 40)
            s.ball(x, 213, 13, 8)
    s.cracks("M104 58L112 72L100 84L108 100M176 56L166 70L176 82M70 112L82 122L76 136M190 130L178 122L184 112")
    return s


def watcher(f):
    """Boss 5. Night violet and gold, a crowned eye with eight arms and a ring of blades."""
    s = Boss("watcher", f, dark="#0c0420", rim="#d8a8ff", halo="#a040ff")
    skin = s.hue("s", round_(("#8a5ad8", "#4a2098", "#1a0848"), 104, 90, 110), round_(("#f06a6a", "#8a1440", "#30041c"), 104, 90, 110))
    arm = s.hue("a", three(("#341078", "#6a3cc0", "#b88af0"), 0, 110, 0, 236), three(("#5a0a34", "#b02a4a", "#ff9a7a"), 0, 110, 0, 236))
    blade = s.hue("r", three(("#fff4c0", "#e8b03a", "#7a4408"), 0, 10, 0, 240), three(("#fff0d0", "#ff8a2a", "#8a1a08"), 0, 10, 0, 240))
    horn = s.hue("o", three(("#fff8e0", "#c8a8e0", "#4a2878"), 0, 10, 0, 80), three(("#fff8e0", "#ffa07a", "#7a1438"), 0, 10, 0, 80))
    iris = s.hue("i", round_(("#fff0a0", "#ff8a1a", "#b01a2a"), 128, 116, 34), round_(("#ffffff", "#ffd02e", "#ff3a0a"), 128, 116, 34))
    a = f * math.pi / 2
    turn = (0, 11.25, 0, 11.25)[f]
    s.shape(star(128, 116, 104, 80, 16, turn), blade)
    s.add(ell(128, 116, 78, None, "#12042c" if not s.rage else "#2a0414", stroke=s.dark, w=5))
    s.add("".join(ell(x, y, 3.2, None, "#ffd86a" if not s.rage else "#ff8a3a") for x, y in around(128, 116, 84, 16, turn)))
    for x0, x1, y1, k in ((168, 232, 188, 0), (156, 206, 226, 1.2), (144, 170, 240, 2.4), (174, 238, 140, 3.4)):
        for side in (1, -1):
            points = []
            for i in range(8):
                u = i / 7
                x = x0 + (x1 - x0) * u + 9 * math.sin(4.2 * u + a + k) * u * (1 - .5 * u)
                y = 132 + (y1 - 132) * u ** .85 + 7 * math.sin(3 * u + a + k + 1) * u
                points.append((128 + side * (x - 128), min(y, 240)))
            s.shape(ribbon(points, 30, 7), arm)
            for u in (2, 3, 4, 5):
                s.add(ell(*points[u], 4.6 - u * .5, None, "#ffd8ff" if not s.rage else "#ffd8a0", .75))
    for d in ("M120 58C116 36 122 20 128 8C134 20 140 36 136 58Z", "M146 60C150 38 162 24 176 18C174 36 172 52 162 70Z",
              "M164 72C176 54 194 46 210 48C202 60 192 76 176 88Z"):
        s.shape(d, horn, mirror=not d.startswith("M120"))
    s.shape(both([(128, 46), (172, 58), (200, 100), (190, 150), (160, 186), (128, 196)]), skin)
    s.add(path("M70 92C78 70 98 58 120 56", "none", "#e8d0ff" if not s.rage else "#ffd8c8", 6, .85))
    s.add(path("M128 58L128 72M104 62L110 76M152 62L146 76", "none", s.dark, 5, .7))
    shut = (0, 3, -4, -6)[f]
    s.add(path(f"M66 116Q128 {62 + shut} 190 116Q128 {172 - shut} 66 116Z", "#ffe9e0", s.dark, 6))
    s.add(ell(128, 116, 30, 29 - max(shut, 0), iris, stroke=s.dark, w=5))
    s.add("".join(path(f"M{n(x)} {n(y)}L{n(u)} {n(v)}", "none", "#7a0a1a", 2.4, .7) for (x, y), (u, v) in zip(around(128, 116, 15, 12), around(128, 116, 27, 12))))
    if f == AIM:
        s.flare(128, 116, 74)
        s.ball(128, 116, 24)
        s.add(path(star(128, 116, 46, 7, 4), "#ffffff", op=.85))
    else:
        s.add(ell(128, 116, (10, 10, 0, 5)[f], (22, 20, 0, 25)[f], s.dark) + ell(118, 104, 6, None, "#fff"))
    s.add(path(f"M66 116Q128 {62 + shut} 190 116Q128 {46 + shut} 66 116Z", "#2a0c60" if not s.rage else "#5a0a2c", s.dark, 5))
    s.add(path(f"M88 {97 + shut * .4:g}Q128 {66 + shut} 168 {97 + shut * .4:g}", "none", "#9a6af0" if not s.rage else "#ff6a6a", 3.5, .8))
    for x, y, r in ((84, 138, 7), (66, 122, 5), (98, 152, 5.5)):
        s.add(ell(x, y + 2, r, r * .9, "#ffe27a" if f < AIM else "#fff8d8", stroke=s.dark, w=4) + ell(x, y + 2, r * .35, r * .7, "#b00a1a"), mirror=True)
    fangs(s, 128, 160, 66, 22 if f < AIM else 26, 5)
    s.cracks("M150 64L160 80L150 88M92 70L84 86L94 92M186 128L172 138L178 152M78 150L88 160L84 170")
    return s


BOSSES = (crab, moth, hydra, machine, watcher)
MIDDLE = {crab: 130, hydra: 130, machine: 132}  # the height in the drawing that becomes the middle of the cell


def rows():
    return [[boss(frame).cell(.92, MIDDLE.get(boss, 128)) for frame in range(4)] for boss in BOSSES]
