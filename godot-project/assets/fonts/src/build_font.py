#!/usr/bin/env python3
"""Builds creeps.ttf, the display font of "Shoot the Creeps".

Every glyph is drawn here, from scratch, as centre-line strokes and polygons on
a 1024-unit em (64 units = 1 pixel at 16 px).  Strokes are widened with mitred
corners, merged into clean outlines, and their corners are then rounded with
quadratic curves.  No outline of any other font is used.

    python build_font.py            write ../creeps.ttf
    python build_font.py --check    check ../creeps.ttf (and that it is up to date)

Licence: CC0-1.0.  Versions of the libraries: see ../README.md.
"""
import argparse
import hashlib
import io
import math
import os
import sys

from fontTools import version as FONTTOOLS
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
import shapely
from shapely import affinity
from shapely.geometry import LinearRing, LineString, Polygon, box
from shapely.geometry.polygon import orient
from shapely.ops import unary_union

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.normpath(os.path.join(HERE, "..", "creeps.ttf"))
VERSION = "1.000"
# Seconds since 1904-01-01 (2025-01-01 UTC): fixed, so that builds repeat.
TIMESTAMP = 3818534400

# --------------------------------------------------------------- proportions
UPM = 1024
ASCENT, DESCENT = 976, -272      # line box: 1248 units = 19.5 px at 16 px
CAP = 736                        # capitals and digits
ASC = 784                        # b d f h k l
XH = 544                         # small letters
DESC = -208                      # g j p q y

CV, CH = 150, 128                # capitals: upright / level stroke
LV, LH = 136, 114                # small letters: upright / level stroke
BAR = 104                        # middle bar of small letters
FANG = 40                        # slanted ends of arms
CLAW = 30                        # slanted feet of stems

CUT_OBTUSE, CUT_RIGHT, CUT_ACUTE = 36, 26, 20     # rounding of convex corners
CUT_INNER_OBTUSE, CUT_INNER = 22, 10              # rounding of concave corners

FIG = 640                        # every digit's advance


# ------------------------------------------------------------------- drawing
def _chamfer(pts, closed, default=0):
    """Cuts the corners of a polyline; a point's third item is the cut's length."""
    out, n = [], len(pts)
    for i, p in enumerate(pts):
        c = p[2] if len(p) > 2 else (default if closed else 0)
        if not c or (not closed and i in (0, n - 1)):
            out.append((p[0], p[1]))
            continue
        for q in (pts[i - 1], pts[(i + 1) % n]):
            d = math.hypot(q[0] - p[0], q[1] - p[1])
            out.append((p[0] + (q[0] - p[0]) * c / d, p[1] + (q[1] - p[1]) * c / d))
    res = [out[0]]
    for p in out[1:]:
        if math.hypot(p[0] - res[-1][0], p[1] - res[-1][1]) > 0.5:
            res.append(p)
    return res


class Glyph:
    """A drawing area; x = 0 is the left edge of the ink box."""

    def __init__(self, v=CV, h=CH):
        self.v, self.h = v, h
        self.g = Polygon()

    def add(self, geom):
        self.g = unary_union([self.g, geom])
        return self

    def cut(self, geom):
        self.g = self.g.difference(geom)
        return self

    def poly(self, *pts):
        shape = Polygon(pts)
        assert shape.is_valid, pts
        return self.add(shape)

    def line(self, *pts, a=0, b=0, v=None, h=None, clip=None):
        """An open stroke.  a, b: how far the left (+) or the right (-) edge
        sticks out at the start and at the end."""
        v, h = v or self.v, h or self.h
        k = v / h
        p = [(x, y * k) for x, y in _chamfer(pts, False)]
        shape = [LineString(p).buffer(v / 2, cap_style="flat", join_style="mitre", mitre_limit=6)]
        for (e, f), slant, side in (((p[0], p[1]), a, 1), ((p[-1], p[-2]), b, -1)):
            if not slant:
                continue
            d = math.hypot(e[0] - f[0], e[1] - f[1])
            u = ((e[0] - f[0]) / d, (e[1] - f[1]) / d)           # out of the stroke
            s = side * (1 if slant > 0 else -1)                  # which edge
            n = (u[1] * s * v / 2, -u[0] * s * v / 2)
            m = abs(slant)
            shape.append(Polygon([(e[0] + n[0], e[1] + n[1]), (e[0] - n[0], e[1] - n[1]),
                                  (e[0] - n[0] - u[0] * 9, e[1] - n[1] - u[1] * 9),
                                  (e[0] + n[0] - u[0] * 9, e[1] + n[1] - u[1] * 9),
                                  (e[0] + n[0] + u[0] * m, e[1] + n[1] + u[1] * m)]).convex_hull)
        s = affinity.scale(unary_union(shape), 1, 1 / k, origin=(0, 0))
        if clip:
            s = s.intersection(box(-5000, clip[0], 5000, clip[1]))
        return self.add(s)

    def ring(self, x0, y0, x1, y1, c, v=None, h=None):
        """A closed octagonal stroke inside the box; c: the centre line's corner cut."""
        v, h = v or self.v, h or self.h
        k = v / h
        pts = [(x0 + v / 2, y0 + h / 2), (x1 - v / 2, y0 + h / 2),
               (x1 - v / 2, y1 - h / 2), (x0 + v / 2, y1 - h / 2)]
        p = [(x, y * k) for x, y in _chamfer(pts, True, c)]
        s = LinearRing(p).buffer(v / 2, join_style="mitre", mitre_limit=6)
        return self.add(affinity.scale(s, 1, 1 / k, origin=(0, 0)))

    def stem(self, x, y0, y1, v=None):
        v = v or self.v
        return self.add(box(x - v / 2, y0, x + v / 2, y1))

    def bar(self, x0, x1, y, h=None):
        h = h or self.h
        return self.add(box(x0, y - h / 2, x1, y + h / 2))

    def claw(self, x, side, y=0, up=False, size=CLAW, v=None):
        """Slants a stem's end: side 'l' or 'r' is the edge that gets shorter."""
        v = (v or self.v) / 2 + 2
        far, near = (x - v, x + v) if side == "l" else (x + v, x - v)
        s = -1 if up else 1
        return self.cut(Polygon([(far, y - 2 * s), (near, y - 2 * s), (far, y + size * s)]))

    def oct(self, x0, y0, x1, y1, c):
        return self.poly((x0 + c, y0), (x1 - c, y0), (x1, y0 + c), (x1, y1 - c),
                         (x1 - c, y1), (x0 + c, y1), (x0, y1 - c), (x0, y0 + c))

    def clip(self, y0, y1):
        self.g = self.g.intersection(box(-5000, y0, 5000, y1))
        return self

    def flip(self, w):
        self.g = affinity.scale(self.g, -1, 1, origin=(w / 2, 0))
        return self

    def turn(self, cx, cy):
        self.g = affinity.rotate(self.g, 180, origin=(cx, cy))
        return self

    def move(self, dx, dy=0):
        self.g = affinity.translate(self.g, dx, dy)
        return self


GLYPHS = {}          # name -> (geometry placed on the baseline, advance)
CMAP = {}            # code point -> name
SOFT = {}            # name -> factor on the corner rounding


def put(name, code, g, w, lsb, rsb, soft=1.0):
    """Registers a drawing whose ink box is w wide, with its side bearings."""
    GLYPHS[name] = (affinity.translate(g.g if isinstance(g, Glyph) else g, lsb, 0), lsb + w + rsb)
    SOFT[name] = soft
    if code is not None:
        for c in code if isinstance(code, (list, tuple)) else [code]:
            c = ord(c) if isinstance(c, str) else c
            assert c not in CMAP, hex(c)
            CMAP[c] = name


S_, R_, D_ = 56, 46, 28          # side bearings of capitals: straight, round, slanted
s_, r_, d_ = 52, 42, 26          # the same for small letters


def slit(g, cx, y0, y1, w, flat=0):
    """The slit pupil of a creep's eye."""
    f = flat / 2
    return g.poly((cx - f, y0), (cx + f, y0), (cx + w / 2, y0 + w * .75), (cx + w / 2, y1 - w * .75),
                  (cx + f, y1), (cx - f, y1), (cx - w / 2, y1 - w * .75), (cx - w / 2, y0 + w * .75))


def capitals():
    hv, hh = CV / 2, CH / 2
    b, t, m, l, c, F = hh, CAP - hh, 376, hv, 104, FANG

    w = 588; r = w - hv; cx = w / 2
    g = Glyph().line((l, 0), (l, 350), (cx - 50, t), (cx + 50, t), (r, 350), (r, 0), clip=(0, CAP))
    g.bar(l, r, 218, 112).claw(l, "r").claw(r, "l")
    put("A", "A", g, w, D_ + 14, D_ + 14)

    w = 548; r = w - hv
    g = Glyph().stem(l, 0, CAP).line((l, t), (r - 26, t, c - 14), (r - 26, m + 6, c - 14), (l, m + 6))
    g.line((l, m + 6), (r, m + 6, c), (r, b, c), (l, b))
    put("B", "B", g, w, S_, R_)

    w = 528; r = w - hv
    g = Glyph().line((r, t - c), (r, t, c), (l, t, c), (l, b, c), (r, b, c), (r, b + c), a=-F, b=-F)
    put("C", "C", g, w, R_, R_ - 8)

    w = 560; r = w - hv
    g = Glyph().stem(l, 0, CAP).line((l, t), (r, t, 150), (r, b, 150), (l, b))
    put("D", "D", g, w, S_, R_)

    w = 488
    def e_arms(low):
        g = Glyph().stem(l, 0, CAP).line((l, t), (w - F, t), b=F).line((l, m), (w - 56, m), h=116)
        return g.line((l, b), (w - F, b), b=-F) if low else g
    put("E", "E", e_arms(True), w, S_, 34)
    put("F", "F", e_arms(False).claw(l, "r"), w, S_, 22)

    w = 556; r = w - hv
    g = Glyph().line((r, t - c), (r, t, c), (l, t, c), (l, b, c), (r, b, c), (r, 334), (r - 168, 334), a=-F)
    put("G", "G", g, w, R_, S_ - 6)

    w = 556; r = w - hv
    g = Glyph().stem(l, 0, CAP).stem(r, 0, CAP).bar(l, r, m)
    g.claw(l, "r").claw(r, "l")
    put("H", "H", g, w, S_, S_)

    w = 400; cx = w / 2
    g = Glyph().stem(cx, 0, CAP).bar(0, w, t).bar(0, w, b)
    put("I", "I", g, w, 44, 44)

    w = 492; r = w - hv
    g = Glyph().line((l, b + c), (l, b, c), (r, b, c), (r, t), (r - 210, t), a=-F)
    put("J", "J", g, w, 36, S_)

    w = 560; r = w - hv
    g = Glyph().stem(l, 0, CAP)
    g.line((r - 8, CAP), (r - 8, 560), (l + 170, m), (l, m)).line((l, m), (l + 170, m), (r, 186), (r, 0))
    g.claw(l, "r").claw(r, "l")
    put("K", "K", g, w, S_, 34)

    w = 476
    g = Glyph().stem(l, 0, CAP).line((l, b), (w - F, b), b=-F)
    put("L", "L", g, w, S_, 28)

    w = 720; r = w - hv; cx = w / 2
    g = Glyph().stem(l, 0, CAP).stem(r, 0, CAP)
    g.line((l + 30, CAP + 60), (cx, 336), (r - 30, CAP + 60), v=136, h=134, clip=(0, CAP))
    for e, d in ((-5, 1), (w + 5, -1)):
        g.cut(Polygon([(e, CAP + 5), (e, CAP - 104), (e + 66 * d, CAP + 5)]))
    g.claw(l, "r").claw(r, "l")
    put("M", "M", g, w, S_, S_)

    w = 588; r = w - hv
    g = Glyph().stem(l, 0, CAP).stem(r, 0, CAP).line((l - 28, CAP + 40), (r + 28, -40), v=158, clip=(0, CAP))
    g.g = g.g.intersection(box(0, 0, w, CAP))
    g.claw(l, "r").claw(r, "l", CAP, True)
    put("N", "N", g, w, S_, S_)

    w = 576
    put("O", "O", Glyph().ring(0, 0, w, CAP, 124), w, R_, R_)
    put("O.eye", None, slit(Glyph().ring(0, 0, w, CAP, 124), w / 2, 212, 524, 104, 10), w, R_, R_)

    w = 536; r = w - hv
    g = Glyph().stem(l, 0, CAP).line((l, t), (r, t, c), (r, 310, c), (l, 310)).claw(l, "r")
    put("P", "P", g, w, S_, 34)

    w = 576
    g = Glyph().ring(0, 0, w, CAP, 124)
    g.line((w / 2 + 34, 224), (w + 6, -28), v=128, h=128)
    put("Q", "Q", g, w, R_, R_)

    w = 560; r = w - hv
    g = Glyph().stem(l, 0, CAP).line((l, t), (r - 10, t, c), (r - 10, 328, c), (l, 328))
    g.line((l, 328), (r - 150, 328), (r, 184), (r, 0)).claw(l, "r").claw(r, "l")
    put("R", "R", g, w, S_, 38)

    w = 540; r = w - hv
    g = Glyph().line((r, t - c), (r, t, c), (l, t, c), (l, m - 4, c), (r, m - 4, c), (r, b, c), (l, b, c),
                     (l, b + c), a=-F, b=F)
    put("S", "S", g, w, R_ - 4, R_ - 4)

    w = 548; cx = w / 2
    g = Glyph().stem(cx, 0, CAP).line((F, t), (w - F, t), a=F, b=F).claw(cx, "r")
    put("T", "T", g, w, 24, 24)

    w = 556; r = w - hv
    put("U", "U", Glyph().line((l, CAP), (l, b, 120), (r, b, 120), (r, CAP)), w, S_, S_)

    w = 580; r = w - hv; cx = w / 2
    g = Glyph().line((l, CAP), (l, 480), (cx, 36), (r, 480), (r, CAP), clip=(0, CAP))
    g.claw(l, "r", CAP, True).claw(r, "l", CAP, True)
    put("V", "V", g, w, D_ + 6, D_ + 6)

    w = 772; r = w - hv; cx = w / 2
    g = Glyph().line((l, CAP), (l, b, c), (cx, b, c), (cx, 540)).line((r, CAP), (r, b, c), (cx, b, c), (cx, 540))
    g.claw(cx, "r", 540, True)
    g.claw(l, "r", CAP, True).claw(r, "l", CAP, True)
    put("W", "W", g, w, S_ - 6, S_ - 6)

    w = 580; r = w - hv
    g = Glyph().line((l, CAP), (l, 586), (r, 150), (r, 0)).line((r, CAP), (r, 586), (l, 150), (l, 0))
    g.claw(l, "r", CAP, True).claw(r, "l", CAP, True).claw(l, "r").claw(r, "l")
    put("X", "X", g, w, D_ + 8, D_ + 8)

    w = 572; r = w - hv; cx = w / 2
    g = Glyph().line((l, CAP), (l, 540), (cx, 300), (r, 540), (r, CAP)).stem(cx, 0, 320)
    g.claw(l, "r", CAP, True).claw(r, "l", CAP, True).claw(cx, "r")
    put("Y", "Y", g, w, D_, D_)

    w = 532; r = w - hv
    g = Glyph().line((F, t), (w, t), a=F).line((0, b), (w - F, b), b=-F)
    g.poly((w, CAP), (w, 560), (180, CH - 2), (0, 0), (0, 176), (w - 180, CAP - CH + 2))
    g.g = g.g.intersection(box(0, 0, w, CAP))
    put("Z", "Z", g, w, 38, 38)


def digits():
    hv, hh = CV / 2, CH / 2
    b, t, m, l, c, F = hh, CAP - hh, 372, hv, 104, FANG
    w = 544; r = w - hv; cx = w / 2
    sb = (FIG - w) // 2

    def fig(name, ch, g, dx=0):
        put(name, ch, g.move(dx), w, sb, sb)

    fig("zero", "0", slit(Glyph(v=140).ring(0, 0, w, CAP, 130), cx, 206, 530, 96, 10))
    x = cx + 22
    g = Glyph().stem(x, 0, CAP).bar(38, w - 10, b)
    g.poly((x - 75, CAP), (x, CAP), (x, 520), (x - 75, 560), (44, 500), (44, 622))
    fig("one", "1", g)
    g = Glyph().line((l, t - c), (l, t, c), (r, t, c), (r, 424), (l + 10, 150), (l + 10, b), a=F)
    g.bar(10, w - F, b).line((l + 10, b), (w - F, b), b=-F)
    fig("two", "2", g)
    g = Glyph().line((l, t - 104), (l, t, c), (r - 14, t, c), (r - 14, m + 6, c - 10), (172, m + 6), a=F)
    g.line((172, m + 6), (r, m + 6, c), (r, b, c), (l, b, c), (l, b + 104), b=F)
    fig("three", "3", g)
    x = r - 52
    g = Glyph().stem(x, 0, CAP).bar(0, w, 210, 124).claw(x, "r")
    g.poly((x - 75, CAP), (x, CAP), (x, 556), (150, 272), (0, 272), (0, 296))
    g.cut(Polygon([(178, 271), (x - 75, 271), (x - 75, 590)]))
    fig("four", "4", g)
    g = Glyph().line((w - F - 10, t), (l, t), (l, m + 44), (r, m + 44, c), (r, b, c), (l, b, c), (l, b + 104), a=-F, b=F)
    fig("five", "5", g)
    def six():
        return Glyph().line((r, t - 104), (r, t, c), (l, t, 120), (l, b, c), (r, b, c), (r, m + 38, c), (l, m + 38), a=-F)
    fig("six", "6", six())
    g = Glyph().line((l - 6, t - 104), (l - 6, t), (r, t), (r, 540), (cx - 30, 300), (cx - 30, 0), a=F).claw(cx - 30, "r")
    fig("seven", "7", g)
    g = Glyph().ring(22, m - 58, w - 22, CAP, 92).ring(0, 0, w, m + 70, 108)
    fig("eight", "8", g)
    fig("nine", "9", six().turn(cx, CAP / 2))


def small():
    hv, hh = LV / 2, LH / 2
    b, x, l, c, F = hh, XH - hh, hv, 88, 32
    mk = lambda: Glyph(LV, LH)

    w = 484; r = w - hv
    g = mk().line((34 + F, x), (r, x, c), (r, 0), a=F).line((r, 286), (l, 286, 64), (l, b, 74), (r, b), h=BAR)
    g.bar(l + 60, r, b, LH)
    put("a", "a", g, w, r_ - 4, s_)

    w = 500; r = w - hv
    bowl = lambda: mk().line((l, x), (r, x, c), (r, b, c), (l, b))
    put("b", "b", bowl().stem(l, 0, ASC).claw(l, "r", ASC, True), w, s_, r_)
    put("d", "d", bowl().stem(l, 0, ASC).claw(l, "r", ASC, True).flip(w), w, r_, s_)
    put("p", "p", bowl().stem(l, DESC, XH).claw(l, "r", DESC), w, s_, r_)
    put("q", "q", bowl().stem(l, DESC, XH).claw(l, "r", DESC).flip(w), w, r_, s_)

    w = 452
    g = mk().line((w - F, x), (l, x, c), (l, b, c), (w - F, b), a=-F, b=-F)
    put("c", "c", g, w, r_, 26)

    w = 496; r = w - hv
    g = mk().line((l, 270), (r, 270), (r, x, c), (l, x, c), (l, b, c), (w - F - 14, b), b=-F)
    g.cut(box(l + hv, LH, w, 218))
    put("e", "e", g, w, r_, r_ - 8)

    w = 384; sx = 76 + hv
    g = mk().line((w - F, ASC - hh), (sx, ASC - hh, 84), (sx, 0), a=-F).bar(0, w - 20, x, 108).claw(sx, "r")
    put("f", "f", g, w, 22, 14)

    w = 496; r = w - hv
    g = mk().line((r, x), (l, x, c), (l, b + 18, c), (r, b + 18)).line((r, XH), (r, DESC + hh, c), (F + 30, DESC + hh), b=F)
    put("g", "g", g, w, r_, s_)

    w = 492; r = w - hv
    arch = lambda: mk().line((l, x), (r, x, c), (r, 0)).claw(r, "l")
    put("h", "h", arch().stem(l, 0, ASC).claw(l, "r", ASC, True).claw(l, "r"), w, s_, s_)
    put("n", "n", arch().stem(l, 0, XH).claw(l, "r"), w, s_, s_)
    put("u", "u", arch().stem(l, 0, XH).claw(l, "r").turn(w / 2, XH / 2), w, s_, s_)
    g = mk().line((r, XH), (r, DESC + hh, c), (F + 30, DESC + hh), b=F).line((l, XH), (l, b + 14, c), (r, b + 14))
    g.claw(l, "r", XH, True).claw(r, "l", XH, True)
    put("y", "y", g, w, s_, s_)

    dot = lambda cx: Glyph().oct(cx - 78, 622, cx + 78, 768, 44)
    # i, j and their dotless bodies
    w = 156; cx = w / 2
    body = mk().stem(cx, 0, XH).claw(cx, "r")
    put("dotlessi", 0x131, body, w, s_ - 8, s_ - 8)
    put("i", "i", mk().add(body.g).add(dot(cx).g), w, s_ - 8, s_ - 8)
    w = 276; jx = w - 78
    g = mk().line((jx, XH), (jx, DESC + hh, c), (F, DESC + hh), b=F)
    put("j", "j", g.add(dot(jx).g), w, 2, s_ - 8)

    w = 492; r = w - hv
    g = mk().stem(l, 0, ASC).line((r - 8, XH), (r - 8, 420), (l + 160, 276), (l, 276))
    g.line((l, 276), (l + 160, 276), (r, 142), (r, 0)).claw(l, "r", ASC, True).claw(l, "r").claw(r, "l")
    put("k", "k", g, w, s_, 26)

    w = 272
    g = mk().line((l, ASC), (l, b, 84), (w - F, b), b=-F).claw(l, "r", ASC, True)
    put("l", "l", g, w, s_, 14)

    w = 752; cx = w / 2; r = w - hv
    g = mk().stem(l, 0, XH).line((l, x), (cx, x, c - 12), (cx, 0)).line((cx - 40, x), (r, x, c - 4), (r, 0))
    g.claw(l, "r").claw(cx, "r").claw(r, "l")
    put("m", "m", g, w, s_, s_)

    w = 504
    put("o", "o", mk().ring(0, 0, w, XH, 104), w, r_, r_)
    put("o.eye", None, slit(Glyph(126, LH).ring(0, 0, w, XH, 108), w / 2, 156, 388, 84, 8), w, r_, r_)

    w = 392; r = w - hv
    g = mk().stem(l, 0, XH).line((l, x), (r, x, 84), (r, x - 84), b=F).claw(l, "r")
    put("r", "r", g, w, s_, 16)

    w = 468; r = w - hv
    g = mk().line((w - 20 - F, x), (l, x, 72), (l, 274, 72), (r, 274, 72), (r, b, 72), (16 + F, b), h=112, a=-F, b=F)
    put("s", "s", g, w, 34, 34)

    w = 392; sx = 84 + hv
    g = mk().line((sx, 696), (sx, b, 84), (w - F - 8, b), b=-F).bar(0, w - 16, x, 108).claw(sx, "r", 696, True)
    put("t", "t", g, w, 22, 22)

    w = 496; r = w - hv; cx = w / 2
    g = mk().line((l, XH), (l, 372), (cx, 34), (r, 372), (r, XH), clip=(0, XH))
    g.claw(l, "r", XH, True).claw(r, "l", XH, True)
    put("v", "v", g, w, d_ + 10, d_ + 10)

    w = 716; r = w - hv; cx = w / 2
    g = mk().line((l, XH), (l, b, c), (cx, b, c), (cx, 430)).line((r, XH), (r, b, c), (cx, b, c), (cx, 430))
    g.claw(cx, "r", 430, True)
    g.claw(l, "r", XH, True).claw(r, "l", XH, True)
    put("w", "w", g, w, s_ - 6, s_ - 6)

    w = 496; r = w - hv
    g = mk().line((l, XH), (l, 428), (r, 116), (r, 0)).line((r, XH), (r, 428), (l, 116), (l, 0))
    g.claw(l, "r", XH, True).claw(r, "l", XH, True).claw(l, "r").claw(r, "l")
    put("x", "x", g, w, d_ + 8, d_ + 8)

    w = 460
    g = mk().line((F, x), (w, x), a=F).line((0, b), (w - F, b), b=-F)
    g.poly((w, XH), (w, 402), (172, LH - 2), (0, 0), (0, 142), (w - 172, XH - LH + 2))
    g.g = g.g.intersection(box(0, 0, w, XH))
    put("z", "z", g, w, 32, 32)


def extra_letters():
    hv, hh = LV / 2, LH / 2
    b, x, l, c, F = hh, XH - hh, hv, 88, 32
    mk = lambda: Glyph(LV, LH)

    # sharp s: a tall arch and an open bowl, apart from B and 8 by its open foot
    w = 532; r = w - hv
    g = mk().line((l, 0), (l, ASC - hh, 96), (r - 34, ASC - hh, 84), (r - 34, 456, 84), (232, 456), h=LH)
    g.line((232, 456), (r - 80, 456), (r, 376, 40), (r, b, c), (214, b), b=F).claw(l, "r")
    put("germandbls", "ß", g, w, s_, r_)
    # capital sharp s
    CVh, CHh = CV / 2, CH / 2
    w = 588; r = w - CVh
    g = Glyph().line((CVh, 0), (CVh, CAP - CHh, 120), (r - 20, CAP - CHh, 40), (r - 20, 560), (r - 158, 430), a=0)
    g.line((250, 422), (r, 422, 110), (r, CHh, 104), (240, CHh), b=F).claw(CVh, "r")
    put("uni1E9E", 0x1E9E, g, w, S_, R_)

    # ae, oe
    w = 768; r = w - hv; cx = w / 2
    g = mk().line((30 + F, x), (cx, x, 70), (cx, b), a=F).line((cx, 286), (l, 286, 64), (l, b, 74), (cx, b), h=BAR)
    g.bar(l + 60, cx, b, LH)
    g.line((cx, 270), (r, 270), (r, x, c), (cx - 90, x)).line((cx, b), (w - F - 10, b), b=-F)
    g.cut(box(cx + hv, LH, w, 218))
    put("ae", "æ", g, w, r_ - 4, r_ - 8)
    w = 800; r = w - hv; cx = 404
    g = mk().ring(0, 0, cx + hv, XH, 100)
    g.line((cx, 270), (r, 270), (r, x, c), (cx - 90, x)).line((cx - 90, b), (w - F - 10, b), b=-F)
    g.add(box(cx - 20, 100, cx + hv, XH - 100))
    g.cut(box(cx + hv, LH, w, 218))
    put("oe", "œ", g, w, r_, r_ - 8)

    hv, hh = CV / 2, CH / 2
    b, t, m, l, F = hh, CAP - hh, 376, hv, FANG
    w = 860; ex = 446
    g = Glyph().line((l, 0), (l, 370), (270, t), (ex, t), clip=(0, CAP)).bar(l, ex, 218, 112).stem(ex, 0, CAP)
    g.line((ex, t), (w - F, t), b=F).line((ex, m), (w - 56, m), h=116).line((ex, b), (w - F, b), b=-F).claw(l, "r")
    put("AE", "Æ", g, w, D_ + 14, 34)
    w = 880; ex = 470
    g = Glyph().line((ex, t), (l, t, 124), (l, b, 124), (ex, b)).stem(ex, 0, CAP)
    g.line((ex, t), (w - F, t), b=F).line((ex, m), (w - 56, m), h=116).line((ex, b), (w - F, b), b=-F)
    put("OE", "Œ", g, w, R_, 34)

    # slashed o
    def slash(base, w, top, over, wide, lsb):
        g = Glyph().ring(0, 0, w, top, 124) if base == "O" else mk().ring(0, 0, w, top, 104)
        k = wide / 2
        g.poly((14 - k, -over), (14 + k + 8, -over), (w - 14 + k, top + over), (w - 14 - k - 8, top + over))
        return g
    put("Oslash", "Ø", slash("O", 576, CAP, 40, 84, R_), 576, R_, R_)
    put("oslash", "ø", slash("o", 504, XH, 40, 76, r_), 504, r_, r_)

    # eth, thorn
    g = Glyph().add(affinity.translate(GLYPHS["D"][0], -S_, 0)).bar(-58, 300, m, 104)
    put("Eth", "Ð", g, 560, S_ + 22, R_)
    w = 540; r = w - hv
    g = Glyph().stem(l, 0, CAP).line((l, 576), (r, 576, 100), (r, 190, 100), (l, 190)).claw(l, "r").claw(l, "r", CAP, True)
    put("Thorn", "Þ", g, w, S_, 38)
    hv, hh = LV / 2, LH / 2
    b, x, l = hh, XH - hh, hv
    w = 500; r = w - hv
    g = mk().line((l, x), (r, x, 88), (r, b, 88), (l, b)).stem(l, DESC, ASC).claw(l, "r", DESC).claw(l, "r", ASC, True)
    put("thorn", "þ", g, w, s_, r_)
    w = 504; r = w - hv
    g = mk().ring(0, 0, w, 490, 100).line((r, 250), (r, 500), (150, 800), h=120)
    g.bar(176, 470, 632, 84).clip(-300, ASC)
    put("eth", "ð", g, w, r_, r_)


# ------------------------------------------------------------------- accents
def accent(kind, cap):
    """An accent centred on x = 0, standing on y = 0."""
    g = Glyph()
    k = 0.94 if cap else 1.0
    if kind == "acute":
        g.poly((-78, 0), (26, 0), (112, 150 * k), (-26, 150 * k))
    elif kind == "grave":
        g.poly((78, 0), (-26, 0), (-112, 150 * k), (26, 150 * k))
    elif kind == "circumflex":
        h = 150 * k
        g.poly((-172, 0), (-56, 0), (0, 58), (56, 0), (172, 0), (56, h), (-56, h))
    elif kind == "caron":
        h = 150 * k
        g.poly((-172, h), (-56, h), (0, h - 58), (56, h), (172, h), (56, 0), (-56, 0))
    elif kind == "tilde":
        g.poly((-172, 8), (-172, 92), (-112, 146), (-52, 146), (66, 84), (92, 84), (172, 146),
               (172, 60), (112, 2), (52, 2), (-66, 66), (-92, 66))
    elif kind == "dieresis":
        for cx in (-100, 100):
            g.oct(cx - 70, 6, cx + 70, 6 + 132 * k, 40)
    elif kind == "ring":
        g.ring(-118, -6, 118, 186 if cap else 200, 50, v=64, h=58)
    return g.g


ACCENTED = {
    "À": "A grave", "Á": "A acute", "Â": "A circumflex", "Ã": "A tilde", "Ä": "A dieresis", "Å": "A ring",
    "È": "E grave", "É": "E acute", "Ê": "E circumflex", "Ë": "E dieresis",
    "Ì": "I grave", "Í": "I acute", "Î": "I circumflex", "Ï": "I dieresis", "Ñ": "N tilde",
    "Ò": "O grave", "Ó": "O acute", "Ô": "O circumflex", "Õ": "O tilde", "Ö": "O dieresis",
    "Ù": "U grave", "Ú": "U acute", "Û": "U circumflex", "Ü": "U dieresis", "Ý": "Y acute", "Ÿ": "Y dieresis",
    "à": "a grave", "á": "a acute", "â": "a circumflex", "ã": "a tilde", "ä": "a dieresis", "å": "a ring",
    "è": "e grave", "é": "e acute", "ê": "e circumflex", "ë": "e dieresis",
    "ì": "dotlessi grave", "í": "dotlessi acute", "î": "dotlessi circumflex", "ï": "dotlessi dieresis",
    "ñ": "n tilde", "ò": "o grave", "ó": "o acute", "ô": "o circumflex", "õ": "o tilde", "ö": "o dieresis",
    "ù": "u grave", "ú": "u acute", "û": "u circumflex", "ü": "u dieresis", "ý": "y acute", "ÿ": "y dieresis",
    "Š": "S caron", "š": "s caron", "Ž": "Z caron", "ž": "z caron",
}


def cedilla(cx):
    return Glyph().poly((cx - 52, 20), (cx + 44, 20), (cx + 44, -40), (cx + 116, -76), (cx + 116, -168), (cx + 66, -218),
                        (cx - 112, -218), (cx - 92, -146), (cx + 14, -146), (cx + 14, -112), (cx - 52, -90))


def accents():
    for ch, spec in ACCENTED.items():
        base, kind = spec.split()
        geom, adv = GLYPHS[base]
        x0, _, x1, _ = geom.bounds
        cap = base[0].isupper()
        cx = (x0 + x1) / 2
        acc = accent(kind, cap)
        need = 12 - (cx + acc.bounds[0])          # keep wide accents inside a narrow glyph
        if need > 0:
            geom, adv, cx = affinity.translate(geom, need, 0), adv + 2 * need, cx + need
        base_y = CAP + 52 if cap else XH + 60
        if kind == "ring":
            base_y -= 14 if cap else 12
        geom = unary_union([geom, affinity.translate(acc, cx, base_y)])
        put(("i" if base == "dotlessi" else base) + kind, ch, geom, adv, 0, 0)
    for ch, base in (("Ç", "C"), ("ç", "c")):
        geom, adv = GLYPHS[base]
        x0, _, x1, _ = geom.bounds
        cx = (x0 + x1) / 2 + 6
        tail = cedilla(cx)
        put(base + "cedilla", ch, unary_union([geom, tail.g]), adv, 0, 0)


# ------------------------------------------------------ punctuation, symbols
def comma_shape(cx, top, w=156, h=270):
    """A fang-like comma hanging from y = top."""
    return Glyph().poly((cx - w / 2, top), (cx + w / 2, top), (cx + w / 2, top - 128),
                        (cx - 24, top - h), (cx - w / 2 - 8, top - h), (cx - w / 2 + 26, top - 150), (cx - w / 2, top - 150)).g


def punctuation():
    mk = Glyph
    dot = lambda cx, y=0, s=156: Glyph().oct(cx - s / 2, y, cx + s / 2, y + s, 42).g

    def pun(name, ch, g, w, sb, soft=1.0, rsb=None):
        put(name, ch, g, w, sb, sb if rsb is None else rsb, soft)

    put("space", [0x20, 0xA0], Polygon(), 0, 0, 288)
    pun("period", ".", dot(78), 156, 48)
    pun("comma", ",", comma_shape(84, 156, h=284), 168, 42)
    pun("colon", ":", unary_union([dot(78), dot(78, 350)]), 156, 52)
    pun("semicolon", ";", unary_union([comma_shape(84, 156, h=284), dot(86, 350)]), 168, 48)
    pun("ellipsis", "…", unary_union([dot(72, 0, 144), dot(312, 0, 144), dot(552, 0, 144)]), 624, 48)
    pun("periodcentered", "·", dot(78, 252), 156, 52)
    pun("bullet", "•", Glyph().oct(0, 214, 288, 502, 84), 288, 60)
    ex = lambda: Glyph().poly((0, CAP), (176, CAP), (136, 236), (40, 236)).add(dot(88))
    pun("exclam", "!", ex(), 176, 54)
    pun("exclamdown", "¡", ex().turn(88, (CAP - 176) / 2), 176, 54)

    def question():
        hv, hh = CV / 2, CH / 2
        w = 488; l, r, t, cx = hv, w - hv, CAP - hh, 236
        g = Glyph().line((l, t - 104), (l, t, 104), (r, t, 104), (r, 446), (cx, 322), (cx, 222), a=FANG)
        return g.add(dot(cx))
    pun("question", "?", question(), 488, 38)
    pun("questiondown", "¿", question().turn(244, (CAP - 176) / 2), 488, 38)

    tick = lambda cx: Glyph().poly((cx - 72, CAP + 16), (cx + 72, CAP + 16), (cx + 44, 480), (cx - 44, 480)).g
    pun("quotesingle", "'", tick(72), 144, 50)
    pun("quotedbl", '"', unary_union([tick(72), tick(282)]), 354, 50)
    q9 = lambda cx: affinity.translate(affinity.scale(comma_shape(0, 0), .9, .95, origin=(0, 0)), cx, CAP + 24)
    q6 = lambda cx: affinity.rotate(q9(cx), 180, origin=(cx, CAP + 24 - 128))
    lo = lambda cx: affinity.translate(q9(cx), 0, 140 - CAP - 24)
    for nm, one, c1, c2 in (("right", q9, "’", "”"), ("left", q6, "‘", "“"), ("base", lo, "‚", "„")):
        pun("quote" + nm, c1, one(76), 152, 42)
        pun("quotedbl" + nm, c2, unary_union([one(76), one(286)]), 362, 42)

    def chevrons(n, left):
        g = Glyph()
        for i in range(n):
            o = i * 220
            g.line((o + 214, 60), (o + 64, 272), (o + 214, 484), v=126, h=120, clip=(70, 474))
        g.clip(70, 474)
        w = g.g.bounds[2] - g.g.bounds[0]
        g.move(-g.g.bounds[0])
        return (g if left else g.flip(w)), round(w)
    for nm, ch, n, left in (("guillemotleft", "«", 2, True), ("guillemotright", "»", 2, False),
                            ("guilsinglleft", "‹", 1, True), ("guilsinglright", "›", 1, False)):
        g, w = chevrons(n, left)
        pun(nm, ch, g, w, 44)

    pun("hyphen", ["-", 0xAD, 0x2010, 0x2011], Glyph().bar(0, 296, 276, 124), 296, 44)
    pun("endash", "–", Glyph().bar(0, 464, 276, 116), 464, 40)
    pun("emdash", "—", Glyph().bar(0, 800, 276, 116), 800, 40)
    pun("underscore", "_", Glyph().bar(0, 560, -110, 108), 560, 16)
    pun("macron", "¯", Glyph().bar(0, 300, XH + 120, 96), 300, 50)

    def tube(k):
        w = 300; hv = 66
        return Glyph(132, 116).line((w, 838 - 58), (hv, 838 - 58, k), (hv, -120 + 58, k), (w, -120 + 58))
    pun("parenleft", "(", tube(140).cut(box(240, -500, 600, 1000)), 240, 54, rsb=30)
    pun("parenright", ")", tube(140).cut(box(240, -500, 600, 1000)).flip(240), 240, 30, rsb=54)
    pun("bracketleft", "[", tube(0), 300, 50, rsb=26)
    pun("bracketright", "]", tube(0).flip(300), 300, 26, rsb=50)

    def brace():
        w = 348; x = 82 + 66
        g = Glyph(132, 116).line((w, 780), (x, 780, 96), (x, 359)).line((x, 359), (x, -62, 96), (w, -62))
        return g.poly((x + 66, 359 + 140), (x - 30, 359 + 104), (0, 359 + 50), (0, 359 - 50), (x - 30, 359 - 104), (x + 66, 359 - 140))
    pun("braceleft", "{", brace(), 348, 26, rsb=26)
    pun("braceright", "}", brace().flip(348), 348, 26, rsb=26)
    pun("bar", "|", Glyph().stem(62, -140, 850, 124), 124, 84)
    pun("brokenbar", "¦", Glyph().stem(62, -140, 300, 124).stem(62, 410, 850, 124), 124, 84)
    sl = lambda: Glyph().poly((0, -80), (150, -80), (420, 816), (270, 816))
    pun("slash", "/", sl(), 420, 22)
    pun("backslash", "\\", sl().flip(420), 420, 22)

    # mathematics: all as wide as a digit
    pw = 496; sb = (FIG - pw) // 2; cy = 340
    plus = lambda: Glyph().bar(0, pw, cy, 128).add(box(pw / 2 - 68, cy - 248, pw / 2 + 68, cy + 248))
    pun("plus", "+", plus(), pw, sb)
    pun("minus", "−", Glyph().bar(0, pw, cy, 128), pw, sb)
    pun("plusminus", "±", plus().move(0, 70).bar(0, pw, 58, 116), pw, sb)
    x = Glyph()
    for s in (1, -1):
        x.line((pw / 2 - 210, cy - 210 * s), (pw / 2 + 210, cy + 210 * s), v=136, h=136)
    pun("multiply", "×", x, pw, sb)
    pun("divide", "÷", Glyph().bar(0, pw, cy, 124).add(dot(pw / 2, cy + 116, 148)).add(dot(pw / 2, cy - 264, 148)), pw, sb)
    pun("equal", "=", Glyph().bar(0, pw, cy + 118, 120).bar(0, pw, cy - 118, 120), pw, sb)
    less = lambda: Glyph().line((pw + 60, cy - 272), (76, cy), (pw + 60, cy + 272), v=140, h=128).cut(box(pw, -500, 1000, 1000)).clip(cy - 280, cy + 280)
    g = less(); dx = g.g.bounds[0]; g.move(-dx)
    pun("less", "<", g, pw - dx, sb + dx / 2)
    g = less().move(-dx).flip(pw - dx)
    pun("greater", ">", g, pw - dx, sb + dx / 2)
    pun("logicalnot", "¬", Glyph().line((0, cy), (pw - 66, cy), (pw - 66, cy - 190), v=132, h=124), pw, sb)
    pun("asciitilde", "~", Glyph().add(affinity.scale(accent("tilde", False), 1.45, 1.45, origin=(0, 74))).move(250, cy - 74), 500, 66)
    ci = Glyph().poly((0, 460), (142, 460), (226, 594), (310, 460), (452, 460), (300, CAP + 8), (152, CAP + 8))
    pun("asciicircum", "^", ci, 452, 40)
    pun("grave", "`", Glyph().poly((216, 600), (96, 600), (0, 772), (152, 772)), 216, 60)
    pun("acute", "´", Glyph().poly((0, 600), (120, 600), (216, 772), (64, 772)), 216, 60)
    pun("dieresis", "¨", Glyph().add(accent("dieresis", False)).move(170, XH + 60), 340, 40)
    pun("cedilla", "¸", cedilla(112).clip(-300, 0), 228, 60)

    # a star of three strokes
    g = Glyph()
    for a in (90, 30, 150):
        dx, dy = 196 * math.cos(math.radians(a)), 196 * math.sin(math.radians(a))
        g.line((210 - dx, 560 - dy), (210 + dx, 560 + dy), v=104, h=104)
    pun("asterisk", "*", g, 420, 40)

    g = Glyph()
    for cx in (190, 440):
        g.poly((cx - 100, 0), (cx + 32, 0), (cx + 100, CAP), (cx - 32, CAP))
    g.bar(0, 632, 488, 108).bar(0, 632, 246, 108)
    pun("numbersign", "#", g, 632, 36)

    s_geom, s_adv = GLYPHS["S"]
    s_body = affinity.scale(affinity.translate(s_geom, -(R_ - 4), 0), 1, 0.93, origin=(0, CAP / 2))
    g = Glyph().add(s_body).add(box(270 - 54, CAP - 80, 270 + 54, CAP + 84)).add(box(270 - 54, -84, 270 + 54, 80))
    pun("dollar", "$", g, 540, 50)

    g = Glyph().ring(0, 372, 330, CAP, 66, v=112, h=104).ring(486, 0, 816, 364, 66, v=112, h=104)
    g.poly((160, 0), (292, 0), (656, CAP), (524, CAP))
    pun("percent", "%", g, 816, 38)

    hv, hh = 70, 60
    w = 660
    g = Glyph(140, 120)
    g.line((w - 66, 0), (150, 520), (150, CAP - hh, 70), (430, CAP - hh, 70), (430, 530), (hv, 330), (hv, hh, 96), (380, hh), (w - hv - 20, 230), (w - hv - 20, 350),
           clip=(0, CAP))
    pun("ampersand", "&", g, w, 40)

    w = 896; x = w - 60
    g = Glyph(120, 104).line((560, 134), (x, 134), (x, 644, 150), (60, 644, 150), (60, -104, 150), (w - 170, -104), b=36)
    g.ring(226, 82, 636, 504, 74, v=116, h=100).add(box(524, 404, 636, 504)).add(box(524, 82, 636, 182)).clip(-160, CAP - 40)
    pun("at", "@", g, w, 44)

    g = Glyph().ring(0, 0, 330, 316, 78, v=100, h=92).move(0, CAP - 300)
    pun("degree", "°", g, 330, 40)

    def circled(letter):
        w = 800
        g = Glyph().ring(0, -32, w, 768, 210, v=92, h=88)
        if letter == "C":
            g.line((530, 462), (530, 518, 50), (270, 518, 60), (270, 218, 60), (530, 218, 50), (530, 274), v=104, h=96)
        else:
            g.stem(300, 180, 560, 100).line((300, 514), (510, 514, 50), (510, 378, 50), (300, 378), v=100, h=88)
            g.line((400, 378), (510, 270), (510, 180), v=100, h=88)
        return g
    pun("copyright", "©", circled("C"), 800, 44)
    pun("registered", "®", circled("R"), 800, 44)
    g = Glyph(92, 88).bar(0, 340, CAP - 44, 88).stem(170, 380, CAP, 96)
    g.stem(444, 380, CAP, 92).stem(738, 380, CAP, 92).line((440, CAP + 30), (591, 520), (742, CAP + 30), v=92, h=92, clip=(380, CAP))
    pun("trademark", "™", g, 784, 40)

    # money, each as wide as a digit
    hv, hh = CV / 2, CH / 2
    c, t, b, F = 104, CAP - hh, hh, FANG
    w = 568; l, r = hv + 70, w - hv
    g = Glyph().line((r, t - c), (r, t, c), (l, t, c), (l, b, c), (r, b, c), (r, b + c), a=-F, b=-F)
    g.bar(0, 400, 446, 92).bar(0, 400, 290, 92)
    pun("Euro", "€", g, w, (FIG - w) // 2)
    w = 540
    g = Glyph().line((w - hv, t - c), (w - hv, t, c), (190, t, c), (190, b), a=-F).bar(0, w - F, b).line((190, b), (w - F, b), b=-F)
    g.bar(20, 400, 366, 112)
    pun("sterling", "£", g, w, (FIG - w) // 2)
    w = 560
    g = Glyph().line((hv, CAP), (hv, 580), (w / 2, 380), (w - hv, 580), (w - hv, CAP)).stem(w / 2, 0, 400)
    g.bar(40, w - 40, 316, 92).bar(40, w - 40, 160, 92)
    pun("yen", "¥", g, w, (FIG - w) // 2)
    w = 476
    g = Glyph().add(affinity.translate(GLYPHS["c"][0], -r_ + 12, 80)).add(box(w / 2 - 38, XH + 50, w / 2 + 62, XH + 170)).add(box(w / 2 - 38, -10, w / 2 + 62, 100))
    pun("cent", "¢", g, w, (FIG - w) // 2)
    g = Glyph().ring(70, cy - 180, 430, cy + 180, 90, v=108, h=100)
    for sx, sy in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        g.line((250 + sx * 110, cy + sy * 110), (250 + sx * 226, cy + sy * 226), v=100, h=100)
    pun("currency", "¤", g, 500, 70)

    # section, pilcrow
    w = 460; hv = 62
    g = Glyph(124, 104).line((w - 20, CAP - 52), (hv, CAP - 52, 70), (hv, 474, 60), (w - hv, 474, 60), (w - hv, 262, 60))
    g.line((w - 80, 474), (w - hv, 474, 70), (w - hv, 240, 70), (80, 240))
    g.line((80, 474), (hv, 474, 70), (hv, 240, 70), (w - 80, 240))
    g.line((w - 140, 240), (w - hv, 240, 60), (w - hv, -28, 70), (20, -28))
    pun("section", "§", g, w, 50)
    w = 560
    g = Glyph().stem(w - 56, -120, CAP, 112).stem(w - 240, -120, CAP, 112)
    g.poly((w, CAP), (130, CAP), (0, 620), (0, 430), (130, 316), (w - 184, 316), (w - 184, 640), (w, 640))
    pun("paragraph", "¶", g, w, 40)
    # mu
    g = Glyph(LV, LH).add(affinity.translate(GLYPHS["u"][0], -s_, 0)).stem(LV / 2, DESC, 200, LV).claw(LV / 2, "r", DESC, v=LV)
    pun("mu", ["µ", 0x3BC], g, 492, s_)

    # superscripts, ordinals, fractions: drawn anew at their own weight, from the digits
    def mini(name, scale, y):
        geom, _ = GLYPHS[name]
        x0, _, x1, _ = geom.bounds
        g = affinity.scale(affinity.translate(geom, -x0, 0), scale, scale, origin=(0, 0)).buffer(9, join_style="mitre")
        return affinity.translate(g, 9, y), round((x1 - x0) * scale) + 18
    for nm, ch, src in (("onesuperior", "¹", "one"), ("twosuperior", "²", "two"), ("threesuperior", "³", "three")):
        g, w = mini(src, .56, 330)
        pun(nm, ch, g, w, 36, .6)
    for nm, ch, src in (("ordfeminine", "ª", "a"), ("ordmasculine", "º", "o")):
        g, w = mini(src, .66, 400)
        g = unary_union([g, box(10, 270, w - 10, 346)])
        pun(nm, ch, g, w, 36, .6)
    for nm, ch, n, d in (("onequarter", "¼", "one", "four"), ("onehalf", "½", "one", "two"), ("threequarters", "¾", "three", "four")):
        gn, wn = mini(n, .52, 350)
        gd, wd = mini(d, .52, 0)
        bar = Polygon([(wn - 70, 0), (wn + 22, 0), (wn + 230, CAP), (wn + 138, CAP)])
        gd = affinity.translate(gd, wn + 140, 0)
        pun(nm, ch, unary_union([gn, bar, gd]), wn + 140 + wd, 30, .6)


def symbols():
    def sym(name, ch, g, w, sb=56, soft=1.0):
        put(name, ch, g, w, sb, sb, soft)

    def arrow():                                   # to the right, 688 x 560
        return Glyph().bar(0, 420, 368, 140).poly((332, 84), (332, 652), (420, 652), (688, 400), (688, 336), (420, 84))
    sym("arrowright", "→", arrow(), 688)
    sym("arrowleft", "←", arrow().flip(688), 688)
    up = affinity.rotate(arrow().g, 90, origin=(344, 368))
    x0 = up.bounds[0]
    sym("arrowup", "↑", affinity.translate(up, -x0, 0), 568)
    sym("arrowdown", "↓", affinity.rotate(affinity.translate(up, -x0, 0), 180, origin=(284, 368)), 568)

    tri = lambda: Glyph().poly((0, -8), (0, 744), (56, 744), (632, 412), (632, 324), (56, -8))
    sym("triangleright", ["▶", 0x25B8, 0x25BA], tri(), 632, soft=1.5)
    sym("triangleleft", ["◀", 0x25C2, 0x25C4], tri().flip(632), 632, soft=1.5)
    t = affinity.rotate(tri().g, 90, origin=(316, 368))
    t = affinity.translate(t, -t.bounds[0], 0)
    sym("triangleup", ["▲", 0x25B4], t, 752, soft=1.5)
    sym("triangledown", ["▼", 0x25BE], affinity.rotate(t, 180, origin=(376, 368)), 752, soft=1.5)
    sym("pause", "⏸", Glyph().stem(108, 0, CAP, 216).stem(452, 0, CAP, 216), 560, 72, 1.4)
    sym("blacksquare", "■", Glyph().oct(0, 48, 640, 688, 90), 640, soft=1.3)
    sym("blackcircle", "●", Glyph().oct(0, 28, 680, 708, 200), 680, soft=1.5)

    # octagonal heart
    h = Glyph().poly((372, 0), (744, 372), (744, 590), (610, 724), (478, 724), (372, 618),
                     (266, 724), (134, 724), (0, 590), (0, 372))
    h.cut(Polygon([(330, -2), (414, -2), (414, 32), (330, 32)]))
    sym("heart", ["♥", 0x2764], h, 744, soft=1.4)

    pts = []
    for i in range(10):
        rad = 430 if i % 2 == 0 else 208
        a = math.radians(90 + i * 36)
        pts.append((409 + rad * math.cos(a), 344 + rad * math.sin(a)))
    sym("star", "★", Glyph().poly(*pts), 818, 44, 1.2)
    # a check mark and a cross for menus
    sym("check", "✓", Glyph().line((60, 400), (250, 180), (640, 640), v=150, h=150), 700)
    x = Glyph()
    for s in (1, -1):
        x.line((60, 368 - 270 * s), (600, 368 + 270 * s), v=150, h=150)
    sym("crossmark", "✕", x, 660)

    # buttons of gamepads: outlines for PlayStation, letters cut out of a disc for all others
    sym("whitesquare", "□", Glyph().ring(0, 28, 680, 708, 20, v=110, h=110), 680)
    sym("whitecircle", "○", Glyph().ring(0, 10, 716, 726, 190, v=110, h=110), 716)
    t = Polygon([(0, 20), (760, 20), (380, 716)])
    sym("whitetriangle", "△", Glyph().add(t).cut(t.buffer(-104, join_style="mitre")), 760)
    for letter in "ABXY":
        disc = Glyph().oct(0, -52, 840, 788, 246)
        geom = affinity.scale(GLYPHS[letter][0], .74, .74, origin=(0, 0))
        x0, y0, x1, y1 = geom.bounds
        disc.cut(affinity.translate(geom, 420 - (x0 + x1) / 2, 368 - (y0 + y1) / 2))
        sym("circled" + letter, chr(0x24B6 + ord(letter) - ord("A")), disc, 840, 40)

    # .notdef: a creep's face
    g = Glyph().ring(0, 0, 576, CAP, 40, v=96, h=88)
    g.oct(150, 390, 262, 530, 34).oct(314, 390, 426, 530, 34)
    g.poly((150, 290), (426, 290), (380, 200), (334, 270), (288, 180), (242, 270), (196, 200))
    put(".notdef", None, g, 576, 40, 40)


# -------------------------------------------------------------- outline work
def _dedupe(ring):
    pts = [(round(x), round(y)) for x, y in list(ring.coords)[:-1]]
    changed = True
    while changed and len(pts) > 3:
        changed = False
        for i in range(len(pts)):
            p, q, s = pts[i - 1], pts[i], pts[(i + 1) % len(pts)]
            a, b = (q[0] - p[0], q[1] - p[1]), (s[0] - q[0], s[1] - q[1])
            la, lb = math.hypot(*a), math.hypot(*b)
            if la < 5 or lb < 1 or abs(a[0] * b[1] - a[1] * b[0]) / max(la, lb) < 1.6 and a[0] * b[0] + a[1] * b[1] > 0:
                del pts[i]
                changed = True
                break
    return pts


def contours(geom, soft=1.0):
    """Closed contours as lists of (point, rounded start, rounded end)."""
    if geom.is_empty:
        return []
    geom = shapely.set_precision(geom, 1.0)
    geom = geom.simplify(1.0)
    polys = [p for p in (geom.geoms if hasattr(geom, "geoms") else [geom]) if isinstance(p, Polygon) and p.area > 60]
    polys.sort(key=lambda p: (round(p.bounds[0]), round(p.bounds[1]), round(p.area)))
    out = []
    for p in polys:
        p = orient(p, -1.0)                        # TrueType: filled on the right
        rings = [p.exterior] + sorted((r for r in p.interiors if Polygon(r).area > 60),
                                      key=lambda r: (round(r.bounds[0]), round(r.bounds[1])))
        for ring in rings:
            pts = _dedupe(ring)
            if len(pts) < 3:
                continue
            n, res = len(pts), []
            k = min(range(n), key=lambda i: (pts[i][1], pts[i][0]))
            pts = pts[k:] + pts[:k]                # a fixed starting point
            for i in range(n):
                p0, p1, p2 = pts[i - 1], pts[i], pts[(i + 1) % n]
                a, b = (p1[0] - p0[0], p1[1] - p0[1]), (p2[0] - p1[0], p2[1] - p1[1])
                la, lb = math.hypot(*a), math.hypot(*b)
                cross = a[0] * b[1] - a[1] * b[0]
                turn = math.degrees(math.atan2(abs(cross), a[0] * b[0] + a[1] * b[1]))
                if turn < 6:
                    res.append((p1, p1, p1))
                    continue
                if cross < 0:                      # convex: the ink is on the right
                    cut = CUT_OBTUSE if turn < 70 else CUT_RIGHT if turn < 112 else CUT_ACUTE
                else:
                    cut = CUT_INNER_OBTUSE if turn < 70 else CUT_INNER
                cut *= soft
                ca, cb = min(cut, la * .46), min(cut, lb * .46)
                res.append((p1,
                            (round(p1[0] - a[0] / la * ca), round(p1[1] - a[1] / la * ca)),
                            (round(p1[0] + b[0] / lb * cb), round(p1[1] + b[1] / lb * cb))))
            out.append(res)
    return out


def draw(geom, soft):
    pen = TTGlyphPen(None)
    for con in contours(geom, soft):
        pen.moveTo(con[0][2])
        for p, s, e in con[1:] + con[:1]:
            if s == e:
                pen.lineTo(p)
            else:
                pen.lineTo(s)
                pen.qCurveTo(p, e)
        pen.closePath()
    return pen.glyph(dropImpliedOnCurves=False)


# ------------------------------------------------------------------- kerning
KERN_CLASSES = {
    "A": "A Agrave Aacute Acircumflex Atilde Adieresis Aring",
    "O": "O C G Q Ograve Oacute Ocircumflex Otilde Odieresis Oslash OE Ccedilla",
    "D": "D O Q Eth Ograve Oacute Ocircumflex Otilde Odieresis",
    "V": "V", "W": "W", "T": "T", "L": "L", "P": "P Thorn", "F": "F", "K": "K X", "R": "R",
    "Y": "Y Yacute Ydieresis",
    "o": "o c d e q g a ograve oacute ocircumflex otilde odieresis oslash oe ccedilla egrave eacute ecircumflex "
         "edieresis agrave aacute acircumflex atilde adieresis aring ae",
    "n": "n m p r s u z ntilde ugrave uacute ucircumflex udieresis",
    "v": "v w y yacute ydieresis x",
    "r": "r", "f": "f", "k": "k x",
    "stop": "period comma ellipsis quotebase quotedblbase",
    "dash": "hyphen endash emdash",
    "quote": "quotesingle quotedbl quoteright quotedblright quoteleft quotedblleft",
}
KERN = [
    ("A", "V", -36), ("V", "A", -36), ("A", "T", -46), ("T", "A", -46), ("A", "Y", -46), ("Y", "A", -46),
    ("A", "W", -18), ("W", "A", -18), ("A", "O", -12), ("O", "A", -8), ("D", "A", -8), ("A", "v", -14), ("A", "quote", -60),
    ("L", "T", -92), ("L", "V", -62), ("L", "Y", -86), ("L", "W", -36), ("L", "quote", -120), ("L", "O", -20), ("L", "v", -36),
    ("T", "o", -84), ("T", "n", -66), ("T", "v", -56), ("T", "stop", -110), ("T", "dash", -96), ("T", "O", -16),
    ("Y", "o", -70), ("Y", "n", -44), ("Y", "v", -28), ("Y", "stop", -110), ("Y", "dash", -72), ("Y", "O", -18),
    ("V", "o", -28), ("V", "n", -14), ("V", "stop", -84), ("V", "dash", -20), ("W", "stop", -40), ("W", "o", -10),
    ("P", "A", -50), ("P", "stop", -130), ("P", "o", -16), ("P", "dash", -24), ("F", "A", -44), ("F", "stop", -120), ("F", "o", -34), ("F", "n", -18),
    ("F", "dash", -30), ("K", "O", -22), ("K", "dash", -34), ("K", "v", -24), ("K", "o", -12), ("R", "T", -14), ("R", "V", -10), ("R", "Y", -20),
    ("r", "stop", -92), ("r", "dash", -44), ("r", "o", -14), ("f", "stop", -50), ("f", "o", -16), ("f", "dash", -32),
    ("v", "stop", -40), ("k", "o", -12), ("k", "dash", -24), ("dash", "T", -96), ("dash", "Y", -72), ("dash", "V", -20),
    ("o", "v", -6), ("v", "o", -6), ("quote", "A", -60), ("D", "T", -20), ("D", "Y", -20), ("D", "V", -10), ("D", "stop", -30),
    ("o", "T", -70), ("n", "T", -60), ("o", "quote", -20),
]


def features():
    """The kerning pairs, gathered into classes of glyphs that kern alike."""
    lefts, rights = {}, {}
    for a, b, v in KERN:
        for ga in KERN_CLASSES[a].split():
            for gb in KERN_CLASSES[b].split():
                if gb not in lefts.setdefault(ga, {}):       # the first rule wins
                    lefts[ga][gb] = rights.setdefault(gb, {})[ga] = v
    lc, rc = {}, {}
    for g in sorted(GLYPHS):
        if g in lefts:
            lc.setdefault(tuple(sorted(lefts[g].items())), []).append(g)
        if g in rights:
            rc.setdefault(tuple(sorted(rights[g].items())), []).append(g)
    rnames = list(rc.values())
    rcls = {n: i for i, names in enumerate(rnames) for n in names}
    lines = []
    for sig, names in lc.items():
        for i, v in sorted({rcls[gb]: v for gb, v in sig}.items()):
            lines.append(f"    pos [{' '.join(names)}] [{' '.join(rnames[i])}] {v};")
    out = ["languagesystem DFLT dflt;", "languagesystem latn dflt;"]
    out.append("feature kern {\n" + "\n".join(lines) + "\n} kern;")
    out.append('feature ss01 {\n    featureNames { name "Creepy eyes"; };\n    sub o by o.eye;\n    sub O by O.eye;\n} ss01;')
    return "\n".join(out)


# ----------------------------------------------------------------- the font
def draw_all():
    GLYPHS.clear(), CMAP.clear(), SOFT.clear()
    capitals(); digits(); small(); extra_letters(); accents(); punctuation(); symbols()


def build():
    draw_all()
    order = [".notdef", "space"] + [n for n in GLYPHS if n not in (".notdef", "space")]
    fb = FontBuilder(UPM, isTTF=True)
    fb.setupGlyphOrder(order)
    fb.setupCharacterMap(dict(sorted(CMAP.items())))
    glyf = {n: draw(GLYPHS[n][0], SOFT[n]) for n in order}
    fb.setupGlyf(glyf)
    tab = fb.font["glyf"]
    fb.setupHorizontalMetrics({n: (int(round(GLYPHS[n][1])), getattr(tab[n], "xMin", 0) if tab[n].numberOfContours else 0)
                               for n in order})
    fb.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT, lineGap=0)
    notice = ("Original design for the game Shoot the Creeps. To the extent possible under law, its authors have "
              "waived all copyright and related or neighbouring rights to this font (CC0 1.0 Universal).")
    fb.setupNameTable({
        "copyright": notice,
        "familyName": "Creeps",
        "styleName": "Regular",
        "uniqueFontIdentifier": f"Creeps Regular {VERSION}",
        "fullName": "Creeps Regular",
        "version": f"Version {VERSION}",
        "psName": "Creeps-Regular",
        "manufacturer": "Shoot the Creeps contributors",
        "designer": "Shoot the Creeps contributors",
        "description": "Bold octagonal arcade letters with fangs, claws and slit pupils.",
        "licenseDescription": "CC0 1.0 Universal (public domain dedication).",
        "licenseInfoURL": "https://creativecommons.org/publicdomain/zero/1.0/",
        "sampleText": "Shoot the Creeps! 0123456789",
    }, mac=False)
    fb.setupOS2(version=4, usWeightClass=700, usWidthClass=5, fsType=0, achVendID="CC0 ", fsSelection=0x40 | 0x80,
                sTypoAscender=ASCENT, sTypoDescender=DESCENT, sTypoLineGap=0,
                usWinAscent=ASCENT, usWinDescent=-DESCENT, sxHeight=XH, sCapHeight=CAP,
                usDefaultChar=0, usBreakChar=32, yStrikeoutPosition=300, yStrikeoutSize=100)
    fb.setupPost(underlinePosition=-150, underlineThickness=96, isFixedPitch=0)
    fb.font["head"].created = fb.font["head"].modified = TIMESTAMP
    fb.font["head"].fontRevision = float(VERSION)
    addOpenTypeFeaturesFromString(fb.font, features())
    fb.font["OS/2"].recalcUnicodeRanges(fb.font)
    fb.font["OS/2"].recalcAvgCharWidth(fb.font)
    fb.font["OS/2"].ulCodePageRange1, fb.font["OS/2"].ulCodePageRange2 = 1, 0
    fb.font.recalcTimestamp = False
    buf = io.BytesIO()
    fb.font.save(buf)
    return buf.getvalue()


# -------------------------------------------------------------------- checks
REQUIRED = ([chr(c) for c in range(0x20, 0x7F)] + [chr(c) for c in range(0xC0, 0x100)]
            + list("ßŒœ¡¿«»„“”‘’–—…•×°©€←→↑↓▶⏸♥★\u00a0"))
SPACES = (0x20, 0xA0)


def _flat(font, name, steps=8):
    """The glyph's contours as lists of points."""
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    res, cur = [], []
    for op, args in pen.value:
        if op == "moveTo":
            cur = [args[0]]
        elif op == "lineTo":
            cur.append(args[0])
        elif op == "qCurveTo":
            p0, ctrl, end = cur[-1], args[:-1], args[-1]
            for i, c in enumerate(ctrl):
                e = end if i == len(ctrl) - 1 else ((c[0] + ctrl[i + 1][0]) / 2, (c[1] + ctrl[i + 1][1]) / 2)
                for s in range(1, steps + 1):
                    u = s / steps
                    cur.append(((1 - u) ** 2 * p0[0] + 2 * u * (1 - u) * c[0] + u * u * e[0],
                                (1 - u) ** 2 * p0[1] + 2 * u * (1 - u) * c[1] + u * u * e[1]))
                p0 = e
        elif op in ("closePath", "endPath"):
            res.append(cur)
    return res


def check(data):
    bad = []
    font = TTFont(io.BytesIO(data))
    cmap, glyf, hmtx = font.getBestCmap(), font["glyf"], font["hmtx"]
    for ch in REQUIRED:
        if ord(ch) not in cmap:
            bad.append(f"missing U+{ord(ch):04X} {ch!r}")
    for code, name in cmap.items():
        empty = not getattr(glyf[name], "numberOfContours", 0)
        if empty != (code in SPACES):
            bad.append(f"U+{code:04X} {name}: {'empty' if empty else 'not empty'}")
        if hmtx[name][0] <= 0:
            bad.append(f"{name}: no advance")
    widths = {hmtx[cmap[ord(d)]][0] for d in "0123456789"}
    if widths != {FIG}:
        bad.append(f"digits differ in width: {sorted(widths)}")
    # the easily confused must at least not share an outline (how they look is for the eye)
    for a, b in ("0O", "1l", "1I", "lI", "5S", "8B", "oO", "sS", "vV", "cC", "xX", "zZ", "wW", "2Z", "6G", "uv"):
        ga, gb = (glyf[cmap[ord(c)]] for c in (a, b))
        if ga == gb:
            bad.append(f"{a} and {b} share an outline")
    for name in font.getGlyphOrder():
        rings = _flat(font, name)
        polys = [Polygon(r) for r in rings]
        for i, p in enumerate(polys):
            if not p.is_valid:
                bad.append(f"{name}: contour {i} crosses itself")
                continue
            # how many other contours enclose it: even = ink (clockwise), odd = hole
            depth = sum(1 for j, q in enumerate(polys) if j != i and q.is_valid and q.contains(p))
            ccw = LinearRing(rings[i]).is_ccw
            if ccw != bool(depth % 2):
                bad.append(f"{name}: contour {i} is wound the wrong way")
            for j in range(i):
                if polys[j].is_valid and p.boundary.intersects(polys[j].boundary):
                    bad.append(f"{name}: contours {j} and {i} overlap")
        if rings:
            g = glyf[name]
            if g.yMax > ASCENT or g.yMin < DESCENT:
                bad.append(f"{name}: leaves the line box ({g.yMin}..{g.yMax})")
    if len(data) >= 60 * 1024:
        bad.append(f"{len(data)} bytes is too big")
    names = {r.nameID for r in font["name"].names}
    for i in (0, 1, 2, 3, 4, 5, 6, 13, 14):
        if i not in names:
            bad.append(f"name {i} is missing")
    if "GPOS" not in font or not any(f.FeatureTag == "kern" for f in font["GPOS"].table.FeatureList.FeatureRecord):
        bad.append("no kerning")
    return bad


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--check", action="store_true", help="check the built font; write nothing")
    ap.add_argument("--out", default=TARGET)
    args = ap.parse_args()
    if shapely.__version__ != "2.2.0" or FONTTOOLS != "4.68.0":
        print(f"note: made with fonttools 4.68.0 and shapely 2.2.0, this is {FONTTOOLS} and {shapely.__version__}; "
              "the bytes may differ", file=sys.stderr)
    data = build()
    if args.check:
        bad = check(data)
        if build() != data:
            bad.append("two builds differ")
        if not os.path.exists(args.out):
            bad.append(f"{args.out} is missing")
        elif open(args.out, "rb").read() != data:
            bad.append(f"{args.out} is out of date: run build_font.py")
        for line in bad:
            print("BAD", line)
        print(f"{len(GLYPHS)} glyphs, {len(CMAP)} code points, {len(data)} bytes, "
              f"sha256 {hashlib.sha256(data).hexdigest()[:16]}: {'OK' if not bad else str(len(bad)) + ' problems'}")
        return 1 if bad else 0
    with open(args.out, "wb") as f:
        f.write(data)
    print(f"wrote {args.out}: {len(GLYPHS)} glyphs, {len(CMAP)} code points, {len(data)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
