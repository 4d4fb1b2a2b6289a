"""What the sheets of Arcade and Horde share: cells, eyes, smooth shapes, and the file of a sheet.

SPDX-License-Identifier: CC0-1.0
"""
import math
import re

from make_art import ART, Sprite, ell, n, path, svg

UNIT = 256  # side of a cell in drawing units; its middle is (128, 128)
SCALE = 2   # file pixels for each pixel in the game

ARCADE = ART / "arcade"


def named(name, drawing, gradients):
    """A drawing and its gradients with `name` before the gradients' own names."""
    def prefixed(text):
        return re.sub(r'(url\(#|id=")', rf"\g<1>{name}-", text)
    return prefixed(drawing), [prefixed(g) for g in gradients]


class Figure(Sprite):
    """A sprite whose gradients are named after it, so that all cells of a sheet can share one file."""

    def __init__(self, name, dark, rim, halo, line=9, rim_w=7, glow=1.0):
        super().__init__(dark, rim, halo, line, rim_w, glow)
        self.name = name

    def cell(self, scale=.95, middle=128):
        """The finished drawing and its gradients, a little smaller so that halos keep clear of the neighbours;
        `middle` is the height in the drawing that becomes the middle of the cell."""
        shift = n(UNIT / 2 * (1 - scale)), n(UNIT / 2 - middle * scale)
        drawing = f'<g transform="matrix({scale:g} 0 0 {scale:g} {shift[0]} {shift[1]})">{self.inner()}</g>'
        return named(self.name, drawing, self.defs)

    def group(self, transform):
        """Everything that is added from here to the matching `end` is moved by `transform`."""
        self.over.append(f'<g transform="{transform}">')

    def end(self):
        self.over.append("</g>")


def sheet(name, cell, rows, unit=UNIT, scale=SCALE, limit=600_000):
    """Writes arcade/NAME.svg: one row a figure, one column a frame. `cell` is a cell's side in game pixels."""
    columns = len(rows[0])
    body, defs = "", []
    for row, frames in enumerate(rows):
        assert len(frames) == columns, name
        for column, (drawing, gradients) in enumerate(frames):
            body += f'<g transform="translate({column * unit} {row * unit})">{drawing}</g>\n'
            defs += [g for g in gradients if g not in defs]
    ids = [re.search('id="([^"]+)"', g)[1] for g in defs]
    assert len(set(ids)) == len(ids), [i for i in ids if ids.count(i) > 1]
    picture(name, columns * cell, len(rows) * cell, columns * unit, len(rows) * unit, body, "".join(defs), limit, scale)


def picture(name, width, height, units_x, units_y, body, defs="", limit=60_000, scale=SCALE):
    """Writes arcade/NAME.svg, `width` x `height` game pixels, drawn in `units_x` x `units_y`."""
    text = svg(units_x, units_y, body, defs).replace("make_art", "make_arcade").replace(
        f'width="{units_x}" height="{units_y}"', f'width="{n(width * scale)}" height="{n(height * scale)}"', 1)
    size = len(text.encode())
    assert size < limit, (name, size)
    ARCADE.mkdir(exist_ok=True)
    (ARCADE / f"{name}.svg").write_text(text)
    print(f"arcade/{name:18} {size:7} bytes")


def smooth(points, closed=True):
    """A soft line through points (Catmull-Rom); a point given as (x, y, 0) is a corner."""
    m = len(points)

    def tangent(i):
        if len(points[i]) > 2 or (not closed and i in (0, m - 1)):
            return 0, 0
        (ax, ay), (bx, by) = points[(i - 1) % m][:2], points[(i + 1) % m][:2]
        return (bx - ax) / 6, (by - ay) / 6

    out = f"M{n(points[0][0])} {n(points[0][1])}"
    for i in range(m if closed else m - 1):
        j = (i + 1) % m
        (x, y), (u, v) = points[i][:2], points[j][:2]
        (tx, ty), (ux, uy) = tangent(i), tangent(j)
        out += f"C{n(x + tx)} {n(y + ty)} {n(u - ux)} {n(v - uy)} {n(u)} {n(v)}"
    return out + ("Z" if closed else "")


def both(points, middle=128):
    """A closed outline from its right half, given from top to bottom; points on the middle line count once."""
    left = [(2 * middle - p[0], *p[1:]) for p in reversed(points) if p[0] != middle]
    return smooth(points + left)


def polygon(points):
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + "Z"


def around(cx, cy, r, count, turn=0.0, ry=None):
    """`count` points on a circle, the first at the top, `turn` in degrees."""
    ry = r if ry is None else ry
    angles = [math.radians(turn + 360 * i / count) for i in range(count)]
    return [(cx + r * math.sin(a), cy - ry * math.cos(a)) for a in angles]


def star(cx, cy, r, inner, count, turn=0.0):
    """A star with `count` points."""
    outer, dents = around(cx, cy, r, count, turn), around(cx, cy, inner, count, turn + 180 / count)
    return polygon([p for pair in zip(outer, dents) for p in pair])


def eye(s, x, y, r, white="#fff7e0", pupil=None, look=(0, .12), lid=.35, mirror=True, iris=None, squash=1.1):
    """A glaring eye with a slanted lid that falls towards the middle of the face."""
    px, py = x + look[0] * r, y + look[1] * r
    s.add(ell(x, y, r, r * squash, white, stroke=s.dark, w=r * .3), mirror)
    if iris:
        s.add(ell(px, py, r * .62, r * .68, iris), mirror)
    s.add(ell(px, py, r * (.3 if iris else .44), r * (.52 if iris else .5), pupil or s.dark), mirror)
    s.add(ell(px + r * .2, py - r * .28, r * .17, None, "#fff"), mirror)
    if lid:
        s.add(path(f"M{n(x - r * 1.15)} {n(y - r * (.62 - lid))}L{n(x + r * 1.1)} {n(y - r * (.62 + lid))}",
                   "none", s.dark, r * .62), mirror)


def fangs(s, cx, y, w, h, count=2):
    """A grin as wide as `w` with `count` teeth that hang from its upper edge."""
    d = f"M{n(cx - w / 2)} {n(y)}Q{n(cx)} {n(y + h * .35)} {n(cx + w / 2)} {n(y)}" \
        f"Q{n(cx + w * .42)} {n(y + h)} {n(cx)} {n(y + h * 1.1)}Q{n(cx - w * .42)} {n(y + h)} {n(cx - w / 2)} {n(y)}Z"
    s.add(path(d, s.dark))
    step = w / (count + 1)
    teeth = ""
    for i in range(count):
        x = cx - w / 2 + step * (i + 1)
        top = y + h * .30 * (1 - abs(x - cx) / (w / 2)) ** .7
        teeth += f"M{n(x - step * .34)} {n(top)}L{n(x)} {n(y + h * .78)}L{n(x + step * .34)} {n(top)}Z"
    s.add(path(teeth, "#fff"))
