#!/usr/bin/env python3
"""Draws the pictures of Arcade and Horde as SVG. Needs Python 3 only, no packages.

    python3 make_stage.py          # writes ../arcade/*.svg

Classic's pictures, and the helpers that all share, are in make_art.py.
SPDX-License-Identifier: CC0-1.0
"""
import stage_bosses
import stage_bullets
import stage_creeps
import stage_screen
from stage_kit import sheet


def main():
    sheet("creeps", 64, stage_creeps.rows())
    sheet("bosses", 192, stage_bosses.rows(), scale=1.5)
    sheet("bullets", 32, stage_bullets.bullets(), stage_bullets.SIDE)
    sheet("powerups", 48, stage_bullets.power_ups(), stage_bullets.CELL)
    stage_screen.draw()


if __name__ == "__main__":
    main()
