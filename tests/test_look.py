"""Promises of the style sheets and scripts that can be counted."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parent.parent / "static"
TEXT, LARGE = 7.0, 3.0

# What is read, and what it is read on.
PAIRS = [
    ("ink", ["paper", "surface", "sunken", "action-tint", "attention-tint"]),
    ("ink-soft", ["paper", "surface", "sunken", "quiet-tint"]),
    ("action", ["paper", "surface", "sunken", "action-tint"]),
    ("action-strong", ["paper", "surface", "action-tint"]),
    ("on-action", ["action", "action-strong"]),
    ("on-action", ["bad", "bad-strong"]),
    ("good", ["paper", "surface", "good-tint"]),
    ("attention", ["paper", "surface", "attention-tint"]),
    ("bad", ["paper", "surface", "bad-tint"]),
]
SHAPES = [("line-strong", ["paper", "surface"]), ("focus-edge", ["gold"]), ("azure", ["paper", "surface"])]


def tokens(name):
    text = (STATIC / "css" / name).read_text()
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});", text))


THEMES = {"light": tokens("tokens.css"), "dark": tokens("dark.css")}


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [(front, back, TEXT) for front, backs in PAIRS for back in backs]
    + [(front, back, LARGE) for front, backs in SHAPES for back in backs],
)
def test_colours_can_be_told_apart(theme, front, back, least):
    colours = THEMES[theme]
    assert contrast(colours[front], colours[back]) >= least


def test_the_dark_theme_has_every_colour():
    assert set(THEMES["dark"]) | {"ornament"} >= set(THEMES["light"])


def test_the_applicants_style_sheets_and_scripts_are_small():
    sheets = [path for path in (STATIC / "css").glob("*.css") if path.name not in {"staff.css", "admin.css"}]
    scripts = list((STATIC / "js").glob("*.js"))
    packed = {path.name: len(gzip.compress(path.read_bytes())) for path in (*sheets, *scripts)}
    assert sum(packed[path.name] for path in sheets) < 14_000
    assert sum(packed[path.name] for path in scripts) < 10_000
    assert sum(packed.values()) < 60_000


def test_the_class_names_of_the_readme_exist():
    styles = " ".join(path.read_text() for path in (STATIC / "css").glob("*.css"))
    readme = (STATIC / "css" / "README.md").read_text()
    table = re.findall(r"^\| (`.+?) \|", readme, flags=re.MULTILINE)
    names = {name for cell in table for code in re.findall(r"`([^`]+)`", cell) for name in code.split() if name != "…"}
    missing = {name for name in names if not re.search(rf"\.{re.escape(name)}\b", styles)}
    assert not missing
