"""Writes docs/diagnostics.md: `python -m clausewright.diagnostic.reference > docs/diagnostics.md`."""

from __future__ import annotations

import sys

from .codes import AREAS, Code

_HEAD = """# What the complaints mean

Every complaint has a code that never changes its meaning, the place it speaks of, and a sentence on how to
mend it. This page says for each code what is wrong and why it matters, with an example that gives it and
the same example mended. `clausewright check --explain CODE` shows one entry
in a terminal.

An example is the text of a variant, the keys of a manifest, or several files, each behind a line
`==> path <==`; `@clauses/` is the manifest's own folder and `@more/` another library. Complaints are errors
where nothing else is said: nothing is written while one is left.

This page is made from the table of codes in the package; change it there.
"""


def markdown() -> str:
    """Return the page with every code, in the order of the codes."""
    out = [_HEAD]
    for area in sorted(AREAS, key=lambda name: AREAS[name][0].code):
        codes = AREAS[area]
        sentence = (sys.modules[f"{__package__}.codes.{area}"].__doc__ or "").splitlines()[0]
        out.append(f"## {sentence.removeprefix('Codes of ').rstrip('.').capitalize()}\n")
        out.extend(_entry(code) for code in sorted(codes, key=lambda code: code.code))
    return "\n".join(out)


def _entry(code: Code) -> str:
    kind = "" if code.severity == "error" else f" ({code.severity})"
    anchor = f'<a id="{code.code.lower()}"></a>'
    lines = [anchor, "", f"### {code.code}: {code.title}{kind}", "", code.why, ""]
    for label, example in (("Instead of", code.bad), ("write", code.good)):
        if example:
            lines += [f"{label}", "", "```", example, "```", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(markdown())
