#!/usr/bin/env python3
"""Makes tests/Plaudit.Tests/Golden/text_unicode.json: how Python lowercases every code point there is.

lower:  runs [first, last, step, difference] of the code points that str.lower() maps to one other code point.
longer: those it maps to several, with the result.
sigma:  runs [first, last, class] over all code points, where class says how the character counts beside a capital sigma:
        "ignored", "cased" or "other", read off from what str.lower() does; "unassigned" in this Python's Unicode version, and so not comparable.

Usage: python3 tools/golden/text_unicode.py      (made with Python 3.11)
"""
import json
import pathlib
import unicodedata

OUTPUT = pathlib.Path(__file__).parents[2] / "tests/Plaudit.Tests/Golden/text_unicode.json"
CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]


def lower_runs():
    mapped = [(c, ord(chr(c).lower())) for c in CODE_POINTS if len(chr(c).lower()) == 1 and chr(c).lower() != chr(c)]
    runs = []
    start = 0
    while start < len(mapped):
        first, difference = mapped[start][0], mapped[start][1] - mapped[start][0]
        longest = (1, 1)
        for step in (1, 2):
            length = 1
            while start + length < len(mapped) and mapped[start + length] == (first + step * length, first + step * length + difference):
                length += 1
            longest = max(longest, (length, -step))
        length, step = longest[0], abs(longest[1])
        runs.append([first, mapped[start + length - 1][0], step, difference])
        start += length
    return runs


def sigma_class(c):
    if unicodedata.category(chr(c)) == "Cn":
        return "unassigned"
    at_end = ("A\u03a3" + chr(c)).lower()[1] == "\u03c2"
    before_letter = ("A\u03a3" + chr(c) + "a").lower()[1] == "\u03c2"
    if at_end and not before_letter:
        return "ignored"
    return "other" if at_end else "cased"


def sigma_runs():
    runs = []
    for c in CODE_POINTS:
        kind = sigma_class(c)
        if runs and runs[-1][2] == kind and runs[-1][1] == c - 1:
            runs[-1][1] = c
        else:
            runs.append([c, c, kind])
    return runs


def rows(runs):
    return "[\n" + ",\n".join(", ".join(json.dumps(run) for run in runs[i:i + 8]) for i in range(0, len(runs), 8)) + "\n]"


def main():
    longer = {chr(c): chr(c).lower() for c in CODE_POINTS if len(chr(c).lower()) > 1}
    OUTPUT.write_text(
        f'{{\n"unicode": "{unicodedata.unidata_version}",\n"lower": {rows(lower_runs())},\n"longer": {json.dumps(longer)},\n"sigma": {rows(sigma_runs())}\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
