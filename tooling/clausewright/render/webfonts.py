"""Makes `templates/css/webfonts.css`: small cuts of the fonts, inlined, for pages that stand alone.

Run `python -m clausewright.render.webfonts` after the fonts in `templates/fonts` change. The cut
faces bear names of their own, because the Open Font License reserves "Source" for the originals.
"""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from pathlib import Path

from ..source.shipped import folder

FACES = (
    ("SourceSerif4-Regular", "Clausewright Serif", 400, "normal"),
    ("SourceSerif4-Italic", "Clausewright Serif", 400, "italic"),
    ("SourceSerif4-SemiBold", "Clausewright Serif", 600, "normal"),
    ("SourceSans3-Regular", "Clausewright Sans", 400, "normal"),
    ("SourceSans3-SemiBold", "Clausewright Sans", 600, "normal"),
)
"""File, family, weight and style of each face."""

RANGE = (
    "U+20-7E,U+A0-FF,U+131,U+152-153,U+160-161,U+178,U+17D-17E,U+2010-2015,U+2018-201E,U+2020-2022,"
    "U+2026,U+202F,U+2030,U+2032-2033,U+2039-203A,U+20AC,U+2122,U+2190-2193,U+2212,U+2260,"
    "U+2264-2265,U+2610-2611,U+2713"
)
"""Western European text, typographic punctuation and a few signs; the rest falls to the reader's fonts."""

FEATURES = ("kern", "mark", "mkmk", "liga", "lnum", "pnum", "tnum", "locl", "ccmp")


def face(file: Path, family: str) -> bytes:
    """Return one face, cut to `RANGE` and renamed to `family`, as WOFF2."""
    from fontTools import subset  # type: ignore[import-untyped]

    options = subset.Options(flavor="woff2", layout_features=list(FEATURES), hinting=False, name_IDs=["*"])
    font = subset.load_font(str(file), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(RANGE))
    cutter.subset(font)
    names = font["name"]
    style = file.stem.partition("-")[2]
    renamed = {1: family, 3: f"{family} {style}", 4: f"{family} {style}", 6: f"{family}-{style}", 16: family}
    for record in list(names.names):
        if record.nameID in renamed:
            record.string = renamed[record.nameID].replace(" ", "" if record.nameID == 6 else " ")
        elif record.nameID not in (0, 2, 5, 13, 14, 17):
            names.names.remove(record)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    out = BytesIO()
    font.flavor = "woff2"
    font.save(out)
    return out.getvalue()


def stylesheet() -> str:
    """Return the `@font-face` rules with the faces inside."""
    fonts = folder("templates") / "fonts"
    rules = [
        "/* Made by clausewright.render.webfonts from templates/fonts; do not edit.\n"
        "   Cut from Source Serif 4 and Source Sans 3, copyright Adobe and the Source Serif 4 Project\n"
        "   Authors, SIL Open Font License 1.1, and renamed as that license asks. */\n"
    ]
    for file, family, weight, style in FACES:
        data = b64encode(face(fonts / f"{file}.ttf", family)).decode("ascii")
        rules.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};font-display:swap;'
            f"src:url(data:font/woff2;base64,{data})format('woff2');unicode-range:{RANGE}}}\n"
        )
    return "".join(rules)


if __name__ == "__main__":
    target = folder("templates") / "css" / "webfonts.css"
    target.write_text(stylesheet(), encoding="utf-8", newline="\n")
