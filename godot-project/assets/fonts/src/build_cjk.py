"""Cuts the Japanese and Chinese letters that the game's texts use out of Noto Sans CJK Bold.

See ../README.md for where that font comes from and how to run this.
"""

import argparse
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent
LOCALE = FONTS.parent.parent / "locale"
# Each font: its file, the translation whose letters it has, the font's number in the collection, its name.
CUTS = [
    ("creeps_ja.otf", "ja.po", 0, "Creeps Japanese"),
    ("creeps_zh_cn.otf", "zh_CN.po", 2, "Creeps Chinese"),
]
# The list of languages shows each by its own name.
NAMES = "日本語简体中文"
# All kana and the punctuation around them: 200 glyphs that nearly every new Japanese text needs.
KANA = "".join(map(chr, [*range(0x3001, 0x3003), *range(0x300C, 0x3010), *range(0x3041, 0x3097), *range(0x30A1, 0x30FD)]))
# As in creeps.ttf, so that a line is as high in every language: parts of an em.
ASCENT, DESCENT = 976 / 1024, -272 / 1024
# 2026-01-01, in seconds since 1904, as fonts count: the build repeats byte for byte.
MODIFIED = 3849984000


def letters(translation: str, known: set[int]) -> list[int]:
    """The code points of a translation that creeps.ttf lacks."""
    text = (LOCALE / translation).read_text(encoding="utf-8") + NAMES
    if translation == "ja.po":
        text += KANA
    return sorted({ord(letter) for letter in text if ord(letter) > 0xFF} - known)


def cut(collection: str, number: int, name: str, wanted: list[int]) -> TTFont:
    font = TTFont(collection, fontNumber=number, recalcTimestamp=False)
    missing = set(wanted) - set(font.getBestCmap())
    if missing:
        sys.exit(f"{name}: {collection} lacks {' '.join(map(chr, sorted(missing)))}")
    options = subset.Options(
        layout_features=[],
        drop_tables=["BASE", "GPOS", "GSUB", "VORG", "vhea", "vmtx"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14],
        hinting=False,
        notdef_outline=True,
        recalc_timestamp=False,
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 4):
            record.string = name
        elif record.nameID in (3, 6):
            record.string = name.replace(" ", "") + "-Bold"
    em = font["head"].unitsPerEm
    font["head"].modified = MODIFIED
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = round(ASCENT * em), round(DESCENT * em), 0
    os2 = font["OS/2"]
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = font["hhea"].ascent, font["hhea"].descent, 0
    os2.usWinAscent, os2.usWinDescent = font["hhea"].ascent, -font["hhea"].descent
    return font


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collection", help="NotoSansCJK-Bold.ttc")
    known = set(TTFont(FONTS / "creeps.ttf").getBestCmap())
    collection = parser.parse_args().collection
    for file, translation, number, name in CUTS:
        wanted = letters(translation, known)
        cut(collection, number, name, wanted).save(FONTS / file)
        print(f"{file}: {len(wanted)} letters, {(FONTS / file).stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
