#!/usr/bin/env python3
"""Draws every picture of Shoot the Creeps as SVG. Needs Python 3 only, no packages.

    python3 make_art.py            # writes ../*.svg, ../ui/*.svg and ../../../icon.svg

Every sprite is drawn at four times its size in the game (the game scales it by 0.25). Godot renders SVG
with ThorVG, which knows no filters: every glow here is a stack of wide, faint strokes, or a gradient.
SPDX-License-Identifier: CC0-1.0
"""
import math
from pathlib import Path

ART = Path(__file__).resolve().parent.parent
ICON = ART.parent.parent / "icon.svg"


def n(v):
    """A number as SVG text: at most one decimal, no trailing zero."""
    s = f"{v:.1f}"
    return s[:-2] if s.endswith(".0") else s


# --------------------------------------------------------------------------------------------- drawing helpers

def stops(*pairs):
    out = ""
    for offset, colour, *alpha in pairs:
        a = f' stop-opacity="{alpha[0]}"' if alpha else ""
        out += f'<stop offset="{offset}" stop-color="{colour}"{a}/>'
    return out


def lin(id_, x1, y1, x2, y2, *pairs):
    return (f'<linearGradient id="{id_}" gradientUnits="userSpaceOnUse" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}">'
            f'{stops(*pairs)}</linearGradient>')


def rad(id_, cx, cy, r, *pairs):
    return (f'<radialGradient id="{id_}" gradientUnits="userSpaceOnUse" cx="{n(cx)}" cy="{n(cy)}" r="{n(r)}">'
            f'{stops(*pairs)}</radialGradient>')


def path(d, fill="none", stroke=None, w=0, op=None, tr=None):
    s = f'<path d="{d}" fill="{fill}"'
    if stroke:
        s += f' stroke="{stroke}" stroke-width="{n(w)}" stroke-linejoin="round" stroke-linecap="round"'
    if op is not None:
        s += f' opacity="{op}"'
    if tr:
        s += f' transform="{tr}"'
    return s + "/>"


def ell(cx, cy, rx, ry=None, fill="#fff", op=None, tr=None, stroke=None, w=0):
    ry = rx if ry is None else ry
    s = f'<ellipse cx="{n(cx)}" cy="{n(cy)}" rx="{n(rx)}" ry="{n(ry)}" fill="{fill}"'
    if stroke:
        s += f' stroke="{stroke}" stroke-width="{n(w)}"'
    if op is not None:
        s += f' opacity="{op}"'
    if tr:
        s += f' transform="{tr}"'
    return s + "/>"


def rect(x, y, w, h, r, fill="none", stroke=None, sw=0, op=None):
    s = f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" rx="{n(r)}" fill="{fill}"'
    if stroke:
        s += f' stroke="{stroke}" stroke-width="{n(sw)}"'
    if op is not None:
        s += f' opacity="{op}"'
    return s + "/>"


MIRROR = "matrix(-1 0 0 1 256 0)"  # about x = 128, the middle of every 256-wide canvas


class Sprite:
    """Parts in painting order. Parts with an outline also make the silhouette: a soft halo, a bright neon rim
    and a dark line are stroked around the union of all of them before any part is filled."""

    def __init__(self, dark, rim, halo, line=7, rim_w=5, glow=1.0):
        self.dark, self.rim, self.halo = dark, rim, halo
        self.line, self.rim_w, self.glow = line, rim_w, glow
        self.defs, self.under, self.over, self.back = [], [], [], []

    def grad(self, g):
        self.defs.append(g)

    def shape(self, d, fill, mirror=False, tr=None, line=None):
        """A filled shape with the dark outline."""
        for t in ([tr, MIRROR] if mirror else [tr]):
            self.under.append((d, 0, t))
            self.over.append(path(d, fill, self.dark, self.line if line is None else line, tr=t))

    def limb(self, d, w, colour, mirror=False, tr=None, hi=None):
        """A thick stroked line with the dark outline: legs, feelers."""
        for t in ([tr, MIRROR] if mirror else [tr]):
            self.under.append((d, w, t))
            self.over.append(path(d, "none", self.dark, w + self.line, tr=t))
            self.over.append(path(d, "none", colour, w, tr=t))
            if hi:
                self.over.append(path(d, "none", hi, w * .35, tr=t))

    def add(self, s, mirror=False):
        """A detail inside the silhouette: no outline."""
        self.over.append(s)
        if mirror:
            self.over.append(f'<g transform="{MIRROR}">{s}</g>')

    def behind(self, s):
        self.back.append(s)

    def inner(self):
        out = list(self.back)
        base = self.line

        def ring(colour, extra, op):
            g = f'<g opacity="{op}">' if op < 1 else "<g>"
            for d, w, t in self.under:
                fill = colour if w == 0 else "none"
                g += path(d, fill, colour, w + base + 2 * extra, tr=t)
            return g + "</g>"

        if self.glow:
            for extra, op in ((self.rim_w + 8, .10), (self.rim_w + 4, .16)):
                out.append(ring(self.halo, extra, round(op * self.glow, 2)))
        out.append(ring(self.rim, self.rim_w, 1))
        return "".join(out + self.over)


def svg(w, h, body, defs="", scale=1):
    d = f"<defs>{defs}</defs>" if defs else ""
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}">'
            f'<!-- Shoot the Creeps. CC0-1.0. Made by src/make_art.py -->{d}{body}</svg>\n')


def save(name, text, limit=15_000):
    p = ICON if name == "icon" else ART / f"{name}.svg"
    p.write_text(text)
    size = len(text.encode())
    assert size < limit, (name, size)
    print(f"{name:16} {size:6} bytes")


def creep(name, s, forward=0):
    """Creeps are drawn as seen in the game, 256 wide, 288 tall, head down; the file has them facing right,
    a little smaller so that rim and halo stay inside, and moved forward (towards the head) into the middle."""
    k = .95
    turn = f"matrix(0 {-k:g} {k:g} 0 {n(144 * (1 - k) + forward)} {n(128 * (1 + k))})"
    save(name, svg(288, 256, f'<g transform="{turn}">{s.inner()}</g>', "".join(s.defs)))


def ribbon(pts, w0, w1):
    """A tapering shape along a smooth line of points, from width w0 to width w1, with a round tip."""
    m = len(pts)
    left, right = [], []
    for i, (x, y) in enumerate(pts):
        ax, ay = pts[max(i - 1, 0)]
        bx, by = pts[min(i + 1, m - 1)]
        length = math.hypot(bx - ax, by - ay)
        nx, ny = -(by - ay) / length, (bx - ax) / length
        w = (w0 + (w1 - w0) * i / (m - 1)) / 2
        left.append((x + nx * w, y + ny * w))
        right.append((x - nx * w, y - ny * w))

    def spline(p):
        out = ""
        for i in range(len(p) - 1):
            p0, p1, p2, p3 = p[max(i - 1, 0)], p[i], p[i + 1], p[min(i + 2, len(p) - 1)]
            out += (f"C{n(p1[0] + (p2[0] - p0[0]) / 6)} {n(p1[1] + (p2[1] - p0[1]) / 6)} "
                    f"{n(p2[0] - (p3[0] - p1[0]) / 6)} {n(p2[1] - (p3[1] - p1[1]) / 6)} {n(p2[0])} {n(p2[1])}")
        return out

    right.reverse()
    r = n(w1 / 2)
    return (f"M{n(left[0][0])} {n(left[0][1])}{spline(left)}"
            f"A{r} {r} 0 0 0 {n(right[0][0])} {n(right[0][1])}{spline(right)}Z")


# ---------------------------------------------------------------------------------------------------- creeps

def fly(frame):
    """Winged bug. Hot pink, middle lightness, the widest silhouette."""
    s = Sprite(dark="#33062c", rim="#ff86d8", halo="#ff2da0")
    s.grad(rad("h", 128, 160, 74, (0, "#ff9ad6"), (.45, "#ff3aa6"), (1, "#b80d78")))
    s.grad(lin("b", 0, 44, 0, 150, (0, "#8a0b66"), (1, "#f0309c")))
    s.grad(lin("w", 140, 150, 236, 60, (0, "#c21fa4"), (.5, "#f570e0"), (1, "#ffd6f7")))
    s.grad(lin("v", 150, 150, 232, 190, (0, "#9a1588"), (1, "#f07ae0")))
    if frame == 1:
        up = "M142 132C160 82 204 46 236 52C248 82 236 126 202 142C182 150 158 150 142 142Z"
        lo = "M146 150C184 142 218 150 232 172C224 200 190 206 166 194C154 184 146 166 146 150Z"
        veins = "M156 132C180 106 206 82 230 66M160 138C186 128 212 112 232 92"
        veins2 = "M168 162C188 162 206 166 220 174"
    else:
        up = "M142 132C142 84 164 38 202 22C226 44 224 100 192 132C176 144 156 148 142 142Z"
        lo = "M146 150C180 124 212 118 236 130C238 158 208 186 178 186C160 180 146 166 146 150Z"
        veins = "M154 126C166 96 182 66 202 40M160 132C182 112 200 90 210 66"
        veins2 = "M168 162C188 152 206 146 224 144"
    s.shape(lo, "url(#v)", mirror=True)
    s.shape(up, "url(#w)", mirror=True)
    s.add(path(veins, "none", "#7a0b6c", 4.5, .75), mirror=True)
    s.add(path(veins2, "none", "#6a0a60", 4.5, .75), mirror=True)
    # sting and abdomen
    s.shape("M128 34C134 46 166 66 166 106C166 134 150 150 128 150C106 150 90 134 90 106C90 66 122 46 128 34Z", "url(#b)")
    s.add(path("M98 82C116 92 140 92 158 82L163 98C142 109 114 109 93 98ZM92 112C114 124 142 124 164 112L161 128C142 138 114 138 95 128Z", "#4a0540", op=.85))
    s.add(path("M112 62C104 72 98 86 98 104", "none", "#ffc0ea", 6, .9))
    # feelers that bend forward into hooks
    s.limb("M168 208C190 214 196 232 186 250", 8, "#ff3aa6", mirror=True)
    # head
    big = "matrix(1.1 0 0 1.07 -12.8 -11.5)"
    s.shape("M128 128C166 128 186 152 186 180C186 214 160 236 128 236C96 236 70 214 70 180C70 152 90 128 128 128Z", "url(#h)", tr=big)
    s.add(f'<g transform="{big}">')
    s.add(path("M84 160C92 146 108 138 128 138C148 138 164 146 172 160", "none", "#ffe3f5", 6, .95))
    # eyes: slanted lids make the scowl
    s.add(path("M132 187L177 159C185 182 177 208 157 209C141 209 131 201 132 187Z", "#fff7e0", "#33062c", 6), mirror=True)
    s.add(ell(151, 191, 10, 11, "#33062c") + ell(154.5, 187, 4, 4, "#fff"), mirror=True)
    s.add(path("M131 185L178 156", "none", "#33062c", 12), mirror=True)
    # grin with two fangs
    s.add(path("M102 213Q128 225 154 213Q149 231 128 232Q107 231 102 213Z", "#33062c"))
    s.add(path("M109 215.500L116 230L123 218.500ZM147 215.500L140 230L133 218.500Z", "#fff"))
    s.add("</g>")
    return s


def swim(frame):
    """Cyclops squid. Lime, the lightest, the longest and narrowest silhouette."""
    s = Sprite(dark="#12330a", rim="#eaff8a", halo="#9dff2a")
    s.grad(rad("h", 128, 150, 112, (0, "#fbffb0"), (.4, "#d4ff3e"), (.8, "#8fe01a"), (1, "#5aa810")))
    s.grad(lin("t", 0, 14, 0, 120, (0, "#f2ff8a"), (1, "#84cc14")))
    s.grad(lin("f", 168, 160, 234, 90, (0, "#6cba12"), (1, "#f0ff7a")))
    k = 1 if frame == 1 else -1

    def tentacle(x, reach, amp, us):
        return [(x + (x - 128) * .5 * u + k * amp * math.sin(u * 4.6) * (.2 + u), 124 - reach * u) for u in us]

    arms = ((94, 88, 14), (162, 88, 14), (128, 104, 17))
    for a in arms:
        s.shape(ribbon(tentacle(*a, [i / 6 for i in range(7)]), 34, 14), "url(#t)")
    for a in arms:
        for i, (x, y) in enumerate(tentacle(*a, (.4, .6, .8))):
            s.add(ell(x, y, 4.6 - i * .6, None, "#2c6a0c", .8))
    # the fins beat in turn
    fin = "M164 122C182 98 200 86 220 82Q215 102 222 116Q205 128 205 150Q186 168 162 172Z"
    rays = "M178 142L207 104M182 154L200 134"
    for base, angle in (("", -3 if k == 1 else 19), (MIRROR, 19 if k == 1 else -3)):
        tr = f"{base} rotate({angle} 164 150)".strip()
        s.shape(fin, "url(#f)", tr=tr)
        s.add(path(rays, "none", "#2f7a0c", 5, .8, tr))
    # mantle
    s.shape("M128 84C160 84 174 108 182 150C190 198 172 266 128 266C84 266 66 198 74 150C82 108 96 84 128 84Z", "url(#h)")
    s.add(path("M92 124C98 107 110 97 128 97C146 97 158 107 164 124", "none", "#ffffff", 7, .95))
    s.add(ell(108, 122, 6, 5, "#5aa810", .8) + ell(124, 112, 4, 3.5, "#5aa810", .8) + ell(150, 122, 5, 4.5, "#5aa810", .8))
    # the eye
    s.add(ell(128, 178, 39, 39, "#fffef2", stroke="#12330a", w=7))
    s.add(ell(128, 186, 21, 22, "#ff7a1a") + ell(128, 186, 9, 19, "#1c1206") + ell(138, 175, 6.5, 6.5, "#fff"))
    s.add(path("M80 150C98 160 114 168 128 170C142 168 158 160 176 150C172 138 152 132 128 132C104 132 84 138 80 150Z", "#8fe01a", "#12330a", 7))
    s.add(path("M97 144C110 140 146 140 159 144", "none", "#f6ffb0", 5, .9))
    # saw-tooth mouth
    s.add(path("M94 224Q128 238 162 224Q158 254 128 255Q98 254 94 224Z", "#12330a"))
    s.add(path("M100 228L108 242L116 232L128 246L140 232L148 242L156 228Q128 239 100 228Z", "#fffef2"))
    return s


def leg(base, knee, tip, w):
    """A two-part leg that ends in a claw."""
    (bx, by), (kx, ky), (tx, ty) = base, knee, tip

    def off(ax, ay, cx, cy):
        length = math.hypot(cx - ax, cy - ay)
        return -(cy - ay) / length * w / 2, (cx - ax) / length * w / 2

    (ax, ay), (cx, cy) = off(bx, by, kx, ky), off(kx, ky, tx, ty)
    mx, my = (ax + cx) * .62, (ay + cy) * .62
    pts = ((bx + ax, by + ay), (kx + mx, ky + my), (tx, ty), (kx - mx, ky - my), (bx - ax, by - ay))
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in pts) + "Z"


def walk(frame):
    """Stag beetle in armour. Dark red, the darkest, broad, with legs and pincers."""
    s = Sprite(dark="#1d0503", rim="#ff8048", halo="#ff4a14")
    s.grad(lin("s", 0, 34, 0, 188, (0, "#c8341a"), (.5, "#8e1a10"), (1, "#4c0b0a")))
    s.grad(lin("k", 0, 158, 0, 240, (0, "#8a1a10"), (1, "#3a0806")))
    s.grad(lin("m", 0, 226, 0, 270, (0, "#b02a12"), (1, "#ffb84a")))
    s.grad(lin("g", 176, 0, 240, 0, (0, "#8a1a10"), (.6, "#e0481a"), (1, "#ff8a3a")))
    s.grad(rad("e", 160, 208, 26, (0, "#fff6b0"), (.5, "#ffd02e"), (1, "#ff8a1a")))
    a = (((178, 164), (216, 188), (226, 236)), ((190, 116), (226, 94), (238, 126)), ((172, 72), (204, 50), (214, 22)))
    b = (((178, 164), (222, 176), (236, 214)), ((190, 116), (230, 108), (239, 148)), ((172, 72), (212, 60), (236, 34)))
    for legs, tr in ((a, None), (b, MIRROR)) if frame == 1 else ((b, None), (a, MIRROR)):
        for joints in legs:
            s.shape(leg(*joints, 25), "url(#g)", tr=tr, line=6)
    # pincers open and shut
    jaw = "M146 222C176 220 202 232 200 251C194 268 168 275 138 268C158 263 168 257 164 251C160 246 150 246 140 248Z"
    for tr in ("", MIRROR):
        s.shape(jaw, "url(#m)", tr=f"{tr} rotate({-22 if frame == 1 else 4} 156 232)".strip())
    # head plate with burning eyes
    s.shape("M128 154C172 154 198 176 200 204C194 232 164 246 128 246C92 246 62 232 56 204C58 176 84 154 128 154Z", "url(#k)")
    s.add(path("M135 220L190 194C193 214 182 233 160 235C145 235 136 230 135 220Z", "url(#e)", "#1d0503", 6), mirror=True)
    s.add(ell(159, 218, 5.5, 10, "#1d0503"), mirror=True)
    s.add(path("M133 218L192 190", "none", "#1d0503", 12), mirror=True)
    s.add(path("M142 203L186 182", "none", "#ff7a3a", 4, .8), mirror=True)
    # armour with a spike at each shoulder
    s.shape("M128 30C166 30 192 54 198 96L214 124L196 136C188 162 164 182 128 190C92 182 68 162 60 136L42 124L58 96C64 54 90 30 128 30Z", "url(#s)")
    s.add(path("M128 34L128 188", "none", "#1d0503", 6))
    s.add(path("M68 84Q128 112 188 84M60 134Q128 166 196 134", "none", "#1d0503", 6.5, .95))
    s.add(path("M76 76C84 56 102 43 121 41M135 41C154 43 172 56 180 76", "none", "#ffc896", 7, .95))
    s.add(path("M66 96Q128 124 190 96", "none", "#ff7a3a", 5, .85))
    s.add(path("M68 147Q128 177 188 147", "none", "#ff5a26", 5, .75))
    s.add(path("M84 116L104 124L104 136L84 128ZM172 116L152 124L152 136L172 128Z", "#ffb04a"))
    s.add(ell(106, 70, 6, 6, "#ff9a4a", .85) + ell(150, 70, 6, 6, "#ff9a4a", .85))
    return s


# ---------------------------------------------------------------------------------------------------- player

def flame(x, y, w, h, hot="#fff6c8"):
    return (path(f"M{n(x - w)} {n(y)}C{n(x - w * 1.1)} {n(y + h * .45)} {n(x - w * .3)} {n(y + h * .7)} {n(x)} {n(y + h)}"
                 f"C{n(x + w * .3)} {n(y + h * .7)} {n(x + w * 1.1)} {n(y + h * .45)} {n(x + w)} {n(y)}Z", "url(#fl)")
            + path(f"M{n(x - w * .5)} {n(y)}C{n(x - w * .5)} {n(y + h * .3)} {n(x)} {n(y + h * .5)} {n(x)} {n(y + h * .62)}"
                   f"C{n(x)} {n(y + h * .5)} {n(x + w * .5)} {n(y + h * .3)} {n(x + w * .5)} {n(y)}Z", hot))


WING = "M146 116L176 154L203 172L203 134L208 110L214 96L220 110L226 134L232 212L222 240L212 220L178 224L146 244Z"
CANARD = "M148 84L176 112L178 128L150 122Z"


def player(frame, bank):
    s = Sprite(dark="#0e1f4d", rim="#c4e8ff", halo="#4f9dff")
    s.grad(lin("hull", 0, 30, 0, 250, (0, "#ffffff"), (.5, "#e2f0ff"), (1, "#8db4e6")))
    s.grad(lin("wr", 150, 130, 226, 236, (0, "#ffffff"), (.5, "#bcd9fb"), (1, "#6f97d8")))
    s.grad(lin("wd", 150, 130, 226, 236, (0, "#8fb0e2"), (1, "#3f5ea2")))
    s.grad(lin("gold", 0, 96, 0, 170, (0, "#fff3b0"), (.45, "#ffc629"), (1, "#c9750a")))
    s.grad(lin("fl", 0, 252, 0, 314, (0, "#ffe88a"), (.4, "#ffae2a", .95), (1, "#ff4a1a", 0)))
    s.grad(lin("sf", 44, 0, 4, 0, (0, "#fff6c8"), (.4, "#ffb02e", .95), (1, "#ff4a1a", 0)))
    s.grad(f'<radialGradient id="fg" gradientUnits="userSpaceOnUse" cx="0" cy="0" r="1">'
           f'{stops((0, "#ff9a1f", .6), (.5, "#ff7a1a", .2), (1, "#ff5a1a", 0))}</radialGradient>')

    def glow(x, y, rx, ry):
        return f'<circle r="1" fill="url(#fg)" transform="translate({x} {y}) scale({rx} {ry})"/>'

    hi = frame == 1
    if not bank:
        engines, cx, sides = (106, 150), 128, (("url(#wr)", None), ("url(#wr)", MIRROR))
        s.behind(glow(128, 266, 62, 46) + flame(106, 252, 14, 62 if hi else 44) + flame(150, 252, 14, 62 if hi else 44))
    else:
        # rolled to the right: the right wing dips and shortens, the left one rises; the left jet pushes
        engines, cx = (113, 150), 136
        sides = (("url(#wd)", "matrix(.5 0 0 .95 74 12)"), ("url(#wr)", "matrix(-.92 0 0 1.02 254 -7)"))
        tip = 2 if hi else 14
        s.behind(glow(131, 264, 56, 42) + flame(113, 252, 13, 56 if hi else 42) + flame(150, 252, 11, 44 if hi else 32))
        s.behind(glow(32, 184, 29, 30) + path(f"M50 170C36 166 {tip + 14} 176 {tip} 184C{tip + 14} 192 36 202 50 198Z", "url(#sf)"))
    for fill, tr in sides:
        s.shape(CANARD, fill, tr=tr)
        s.shape(WING, fill, tr=tr)
        det = (path("M206 140L214 106L222 140L222 158L206 158Z", "#ffc629")
               + path("M160 150L200 181L200 200L160 178Z", "#2f6bff", op=.9)
               + path("M152 134L176 163L200 179", "none", "#ffffff", 5, .95)
               + path("M166 216L204 210M214 170L218 226", "none", "#2f4f94", 5, .75))
        s.add(f'<g transform="{tr}">{det}</g>' if tr else det)
    for x in engines:
        s.shape(f"M{x - 17} 222L{x + 17} 222L{x + 14} 255L{x - 14} 255Z", "#3f5ea2")
        s.add(path(f"M{x - 10} 247L{x + 10} 247", "none", "#ffd76a", 6))
    # hull: the same lines, the middle shifted when it rolls
    k = cx - 128
    s.shape(f"M{128 + k * .7:g} 22C{137 + k} 42 {150 + k} 82 {154 + k} 120L{157 + k * .9:g} 196C156 220 147 240 {128 + k * .5:g} 248"
            f"C109 240 100 220 {99 + k * .4:g} 196L{102 + k * .4:g} 120C{106 + k * .4:g} 82 {119 + k * .5:g} 42 {128 + k * .7:g} 22Z", "url(#hull)")
    if not bank:
        s.add(path("M128 30C137 56 148 90 150 124L153 194C151 214 143 230 130 240C140 226 142 208 142 190L140 130C139 96 135 60 128 30Z", "#7ea6de", op=.85))
        s.add(path("M121 62C114 84 110 104 109 124L106 190", "none", "#ffffff", 6))
    else:
        s.add(path("M133 30C119 64 109 92 108 124L105 194C107 214 114 230 128 240C122 226 120 208 120 190L120 130C121 96 126 60 133 30Z", "#7ea6de", op=.9))
        s.add(path("M143 66C151 86 154 104 155 124L157 190", "none", "#ffffff", 6))
    d = f"M{128 + k} 94C{141 + k} 106 {146 + k} 130 {144 + k} 152C{142 + k} 166 {135 + k} 172 {128 + k} 172C{121 + k} 172 {114 + k} 166 {112 + k} 152C{110 + k} 130 {115 + k} 106 {128 + k} 94Z"
    s.add(path(d, "url(#gold)", "#0e1f4d", 7))
    s.add(path(f"M{121 + k} 122C{119 + k} 136 {119 + k} 146 {121 + k} 157", "none", "#fffbe0", 7, .95))
    s.add(path(f"M{108 + k * .7:g} 216L{128 + k * .7:g} 196L{148 + k * .7:g} 216L{148 + k * .7:g} 227L{128 + k * .7:g} 208L{108 + k * .7:g} 227Z", "#ffc629"))
    return svg(256, 320, s.inner(), "".join(s.defs))


# --------------------------------------------------------------------------------------- bullets and effects

def bullet():
    defs = (rad("f", 40, 40, 46, (0, "#fff"), (.4, "#fff"), (.66, "#b4b4b4"), (1, "#8c8c8c"))
            + lin("g", 0, 6, 0, 74, (0, "#ffffff"), (1, "#c4c4c4")))
    body = "".join(rect(i, i, 80 - 2 * i, 80 - 2 * i, 22 - i, "#fff", op=op) for i, op in ((0, .12), (2, .18), (4, .28)))
    body += rect(7, 7, 66, 66, 14, "url(#f)") + rect(9, 9, 62, 62, 13, "none", "url(#g)", 6)
    # four points of light towards the sides, a solid heart
    body += path("M40 10Q44 36 70 40Q44 44 40 70Q36 44 10 40Q36 36 40 10Z", "#fff", op=.9) + rect(25, 25, 30, 30, 10, "#fff")
    return svg(80, 80, body, defs)


def spark():
    return svg(32, 32, ell(16, 16, 16, 16, "url(#g)"),
               rad("g", 16, 16, 16, (0, "#fff"), (.3, "#fff", .95), (.6, "#fff", .35), (1, "#fff", 0)))


def shard():
    return svg(40, 24, path("M1 13L16 3L39 9L26 21Z", "#d8d8d8") + path("M1 13L16 3L39 9L18 11Z", "#fff"))


def ring():
    return svg(384, 384, ell(192, 192, 192, 192, "url(#g)"),
               rad("g", 192, 192, 192, (0, "#fff", 0), (.62, "#fff", 0), (.8, "#fff", .14), (.885, "#fff", .42),
                   (.91, "#fff", 1), (.93, "#fff", 1), (.955, "#fff", .3), (1, "#fff", 0)))


def flash():
    def spike(length, half, angle):
        return path(f"M128 {128 - length}Q{128 + half * .25} {128 - half} {128 + half} 128Q{128 + half * .25} {128 + half} 128 {128 + length}"
                    f"Q{128 - half * .25} {128 + half} {128 - half} 128Q{128 - half * .25} {128 - half} 128 {128 - length}Z",
                    "url(#s)", tr=f"rotate({angle} 128 128)")
    defs = (rad("g", 128, 128, 124, (0, "#fff", .95), (.22, "#fff", .55), (.5, "#fff", .16), (.75, "#fff", .04), (1, "#fff", 0))
            + rad("s", 128, 128, 126, (0, "#fff"), (.5, "#fff", .85), (1, "#fff", 0))
            + rad("c", 128, 128, 46, (0, "#fff"), (.55, "#fff", .95), (1, "#fff", 0)))
    body = ell(128, 128, 124, 124, "url(#g)") + spike(124, 22, 0) + spike(124, 22, 90) + spike(84, 18, 45) + spike(84, 18, 135)
    return svg(256, 256, body + ell(128, 128, 46, 46, "url(#c)"), defs)


# ------------------------------------------------------------------------------------------------ background

WORLD = (480, 3240, 1900)  # centre and radius of the home world, in the picture's own units


def background():
    defs = lin("sky", 0, 0, 0, 1440, (0, "#050714"), (.45, "#080d22"), (.8, "#0b1330"), (1, "#0d1838"))
    body = rect(0, 0, 960, 1440, 0, "url(#sky)")
    clouds = [(190, 330, 520, 250, -28, "#471c80", .42), (720, 520, 480, 220, -32, "#123a78", .36),
              (420, 700, 620, 190, -30, "#2a1458", .34), (860, 170, 330, 210, -20, "#1b2f7a", .30),
              (120, 960, 430, 230, -26, "#0f3560", .34), (640, 1010, 420, 180, -34, "#43165c", .32),
              (330, 500, 240, 100, -30, "#5a2a86", .22), (600, 610, 260, 80, -30, "#24509a", .22),
              (520, 330, 210, 70, -36, "#05060f", .55), (300, 800, 280, 70, -28, "#05060f", .5), (780, 760, 220, 60, -30, "#05060f", .45)]
    for i, (x, y, rx, ry, a, c, op) in enumerate(clouds):
        defs += (f'<radialGradient id="n{i}" gradientUnits="userSpaceOnUse" cx="0" cy="0" r="1">'
                 f'{stops((0, c, op), (.35, c, round(op * .62, 3)), (.7, c, round(op * .18, 3)), (1, c, 0))}</radialGradient>')
        body += f'<circle r="1" fill="url(#n{i})" transform="translate({x} {y}) rotate({a}) scale({rx} {ry})"/>'
    # the air over the home world's edge, far below
    cx, cy, r = WORLD
    defs += rad("air", cx, cy, r + 130, (0, "#1d4a9a", 0), (.934, "#2a5cb4", 0), (.936, "#2f66c4", .5),
                (round((r + 30) / (r + 130), 4), "#234f9e", .22), (1, "#16306a", 0))
    body += ell(cx, cy, r + 130, r + 130, "url(#air)")
    ground, ground_defs = world()
    return svg(960, 1440, body + ground, defs + ground_defs)


def world():
    cx, cy, r = WORLD
    return ell(cx, cy, r, r, "url(#sea)"), rad("sea", cx, cy, r, (0, "#040816"), (.965, "#050a1c"), (.99, "#0a1838"), (1, "#18386e"))


def horizon():
    """The home world alone, the same as in the background: drawn over the stars, it hides those behind it."""
    ground, defs = world()
    return svg(960, 120, f'<g transform="translate(0 -1320)">{ground}</g>', defs)


def star():
    """A star far away: a soft dot, white. The game gives stars their places, sizes and colours."""
    return svg(32, 32, ell(16, 16, 16, None, "url(#g)"), rad("g", 16, 16, 16, (0, "#fff"), (.42, "#fff"), (.58, "#fff", .4), (1, "#fff", 0)))


def star_bright():
    """A star with a glow and four rays."""
    glow = rad("g", 64, 64, 62, (0, "#fff", .5), (.4, "#fff", .14), (1, "#fff", 0))
    rays = path("M64 8L69 59L120 64L69 69L64 120L59 69L8 64L59 59Z", "#fff", op=.8)
    return svg(128, 128, ell(64, 64, 62, None, "url(#g)") + rays + ell(64, 64, 13, None, "#fff"), glow)


# ------------------------------------------------------------------------------------------------------ icon

def icon():
    """The pink creep's face in the ship's sights: few, large shapes, so that it holds at 16 pixels."""
    s = Sprite(dark="#2b0428", rim="#ffb0ea", halo="#ff2da0", line=9, rim_w=6)
    s.grad(rad("h", 128, 118, 96, (0, "#ff9ad6"), (.45, "#ff3aa6"), (1, "#b80d78")))
    s.grad(lin("w", 150, 120, 224, 40, (0, "#c21fa4"), (.5, "#f570e0"), (1, "#ffd6f7")))
    s.shape("M166 118C172 74 200 46 240 48C248 86 236 120 198 142Z", "url(#w)", mirror=True)
    s.add(path("M188 108C196 90 210 76 228 66", "none", "#7a0b6c", 6, .7), mirror=True)
    s.limb("M152 92C154 74 160 60 172 48", 9, "#ff6abf", mirror=True)
    s.shape("M162 38A12 12 0 1 1 186 38A12 12 0 1 1 162 38Z", "#ffd6f7", mirror=True, line=6)
    s.shape("M128 76C176 76 202 106 202 142C202 184 170 214 128 214C86 214 54 184 54 142C54 106 80 76 128 76Z", "url(#h)")
    s.add(path("M74 114C86 98 104 89 128 89C152 89 170 98 182 114", "none", "#ffe3f5", 8, .95))
    s.add(path("M137 152L191 114C201 142 190 174 166 176C146 176 134 166 137 152Z", "#fff7e0", "#2b0428", 5), mirror=True)
    s.add(ell(159, 154, 13, 15, "#2b0428") + ell(164, 148, 5, 5, "#fff"), mirror=True)
    s.add(path("M136 145L190 110L194 116C178 134 160 146 138 155Z", "#2b0428", "#2b0428", 8), mirror=True)
    s.add(path("M94 184Q128 200 162 184Q156 206 128 207Q100 206 94 184Z", "#2b0428"))
    s.add(path("M103 188L113 206L123 191.500ZM153 188L143 206L133 191.500Z", "#fff"))
    defs = "".join(s.defs) + rad("bg", 128, 128, 170, (0, "#3b2fb4"), (.55, "#1a1a66"), (1, "#080c2a"))
    defs += lin("ed", 0, 4, 0, 252, (0, "#8d7bff"), (1, "#2a3aa8"))
    body = rect(2, 2, 252, 252, 56, "url(#bg)") + rect(5, 5, 246, 246, 53, "none", "url(#ed)", 6)
    body += ell(128, 134, 98, 98, "none", stroke="#00ffff", w=28, op=.16) + ell(128, 134, 98, 98, "none", stroke="#00ffff", w=13)
    body += f'<g transform="translate(128 136) scale(.94) translate(-128 -134)">{s.inner()}</g>'
    ticks = "M128 20L128 54M128 218L128 240M18 140L42 140M214 140L238 140"
    body += path(ticks, "none", "#0a0f34", 26) + path(ticks, "none", "#00ffff", 15)
    return svg(256, 256, body, defs)


# -------------------------------------------------------------------------------------------------------- ui

LIGHT = "#e6f2ff"


def key(w, glyph):
    body = rect(8, 8, w - 16, 112, 22, "#0c1532", op=.75)
    body += path(f"M14 96Q{w / 2} 104 {w - 14} 96", "none", LIGHT, 5, .35)
    return svg(w, 128, body + rect(8, 8, w - 16, 112, 22, "none", LIGHT, 7) + glyph)


def ui():
    arrow = "M40 54L88 54M64 30L40 54L64 78"
    save("ui/key_left", key(128, path(arrow, "none", LIGHT, 10)))
    save("ui/key_right", key(128, path(arrow, "none", LIGHT, 10, tr="matrix(-1 0 0 1 128 0)")))
    save("ui/key_space", key(384, path("M132 48L132 68L252 68L252 48", "none", LIGHT, 10)))
    a = path("M42 88L64 34L86 88M51 70L77 70", "none", LIGHT, 10)
    save("ui/pad_a", svg(128, 128, ell(64, 64, 54, 54, "#0c1532", .75) + ell(64, 64, 54, 54, "none", stroke=LIGHT, w=7) + a))
    # For the letters of a name.
    for name, turn in (("up", 0), ("right", 90), ("down", 180), ("left", 270)):
        save(f"ui/arrow_{name}", svg(128, 128, path("M28 82L64 44L100 82", "none", LIGHT, 14, tr=f"rotate({turn} 64 64)")))
    # For replays.
    play = path("M42 26L98 64L42 102Z", LIGHT)
    bar = lambda x: rect(x, 28, 14, 72, 5, LIGHT)
    save("ui/play", svg(128, 128, play))
    save("ui/step", svg(128, 128, bar(24) + path("M54 30L104 64L54 98Z", LIGHT)))
    skip = path("M22 30L58 64L22 98ZM58 30L94 64L58 98Z", LIGHT) + bar(96)
    save("ui/skip_forward", svg(128, 128, skip))
    save("ui/skip_back", svg(128, 128, f'<g transform="matrix(-1 0 0 1 128 0)">{skip}</g>'))
    save("ui/pause", svg(128, 128, rect(34, 26, 20, 76, 7, LIGHT) + rect(74, 26, 20, 76, 7, LIGHT)))


def main():
    (ART / "ui").mkdir(exist_ok=True)
    for f in (1, 2):
        creep(f"creep_fly_{f}", fly(f))
        creep(f"creep_swim_{f}", swim(f), 4.6)
        creep(f"creep_walk_{f}", walk(f), -2.6)
        save(f"player_idle_{f}", player(f, False))
        save(f"player_move_{f}", player(f, True))
    for name, draw in (("bullet", bullet), ("spark", spark), ("shard", shard), ("ring", ring), ("flash", flash)):
        save(name, draw())
    save("background", background(), 60_000)
    save("horizon", horizon())
    save("star", star())
    save("star_bright", star_bright())
    save("icon", icon())
    ui()


if __name__ == "__main__":
    main()
