#!/usr/bin/env python3
"""Makes the tables of the cleaning step "normalize", and what Python makes of texts that try them.

src/Plaudit/Text/canonical-forms.txt   Unicode's canonical decompositions and combining classes, hexadecimal:
                                       "C0 41 300"    U+00C0 decomposes into U+0041 U+0300, which compose again;
                                       "-958 915 93C" decomposes, and is not composed again;
                                       "=E6 300 314"  U+0300 to U+0314 have the combining class 230.
                                       Hangul syllables are left out: they are calculated.
src/Plaudit/Text/html-entities.txt     HTML 5's named characters, but for those of two code points: "rsquo 2019".
tests/Plaudit.Tests/Golden/text_normal_form.json
                                       composed: random sequences and their normalization form C; hash: SHA-256 of the form C of all code points, each
                                       between "x" and U+0301, with line feeds between them, as UTF-8.

Usage: python3 tools/golden/text_normal_form.py      (made with Python 3.11, Unicode 14)
"""
import hashlib
import html.entities
import json
import pathlib
import random
import unicodedata

ROOT = pathlib.Path(__file__).parents[2]
CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]


def canonical_forms():
    lines = []
    for c in CODE_POINTS:
        parts = unicodedata.decomposition(chr(c))
        if parts and not parts.startswith("<"):
            composes = unicodedata.normalize("NFC", chr(c)) == chr(c)
            lines.append(f"{'' if composes else '-'}{c:X} {' '.join(f'{int(part, 16):X}' for part in parts.split())}")
    start = 0
    classes = [unicodedata.combining(chr(c)) for c in range(0x110000)]
    for c in range(1, 0x110001):
        if c == 0x110000 or classes[c] != classes[start]:
            if classes[start]:
                lines.append(f"={classes[start]:X} {start:X} {c - 1:X}")
            start = c
    return lines


def html_entities():
    return [f"{name[:-1]} {ord(text):X}" for name, text in sorted(html.entities.html5.items()) if name.endswith(";") and len(text) == 1]


def sequences(count=600):
    chance = random.Random(16)
    marks = [c for c in CODE_POINTS if unicodedata.combining(chr(c))]
    composed = [c for c in CODE_POINTS if unicodedata.normalize("NFD", chr(c)) != chr(c) and not 0xAC00 <= c < 0xD7A4]
    kinds = [lambda: chance.choice(marks), lambda: chance.choice(marks[:80]), lambda: chance.choice(composed), lambda: chance.randrange(0x41, 0x7B),
             lambda: chance.randrange(0x1100, 0x1200), lambda: chance.randrange(0xAC00, 0xD7A4), lambda: chance.choice([0x9BE, 0x9C7, 0x1F600, 0x3B1, 0x20])]
    texts = ["".join(chr(chance.choice(kinds)()) for _ in range(chance.randrange(1, 10))) for _ in range(count)]
    return [[text, unicodedata.normalize("NFC", text)] for text in texts]


def main():
    (ROOT / "src/Plaudit/Text/canonical-forms.txt").write_text("\n".join(canonical_forms()) + "\n", encoding="ascii")
    (ROOT / "src/Plaudit/Text/html-entities.txt").write_text("\n".join(html_entities()) + "\n", encoding="ascii")
    every = "\n".join(unicodedata.normalize("NFC", f"x{chr(c)}\u0301") for c in CODE_POINTS if c != 0x0A)
    golden = {"hash": hashlib.sha256(every.encode()).hexdigest().upper(), "composed": sequences()}
    (ROOT / "tests/Plaudit.Tests/Golden/text_normal_form.json").write_text(json.dumps(golden, indent=0) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
