"""Writes docs/provisions.md: `python -m clausewright.document.vocabulary.reference > docs/provisions.md`."""

from __future__ import annotations

import sys

from . import COMMON, GROUPS, SLOTS, VERB_SHAPES
from .circumventions import CIRCUMVENTIONS
from .shapes import Flag, Keys, Number, Shape, Slot, Words
from .words import ACTIVITIES

_HEAD = """# The words of provisions

The front matter of a variant says what its paragraphs permit, require, forbid or reach. The text binds; a
provision describes it, in the closed vocabulary of this page. A word, slot or shape that is not here is an
error in every library.

```yaml
provisions:
  - {at: offer, requires: provide, who: operator, when: {act: serve-public, of: covered-service},
     material: [corresponding-materials], to: service-user, within: {parameter: offer_days, from: request},
     fee: none, condition: true}
```

Each provision has `at`, one verb and the slots that its words call for. Where a slot takes several words, a
single one may stand without brackets. The id of a definition that the text sees can stand wherever this
page says *a definition*; the provision then means what that definition's chosen variant covers.

This page is made from the tables of the package, in `clausewright.document.vocabulary`; change it there.
"""


def markdown() -> str:
    """Return the page: verbs, slots, every group of words, and the known ways round."""
    out = [_HEAD, "## Verbs\n"]
    out += [_verb(name) for name in VERB_SHAPES]
    out += ["## Slots beside every verb\n", *_table(COMMON), "## Slots\n", *_table(SLOTS)]
    for group in GROUPS.values():
        out.append(f"## {group.name.replace('-', ' ').capitalize()}\n\n{group.about}\n")
        out.append(_activities() if group.name == "activities" else _words(group.words))
    out.append(
        "## Ways round\n\nWhat `circumventions` in front matter can name: known ways to keep the words and "
        "miss the aim.\n"
    )
    out.append(_words(CIRCUMVENTIONS).rstrip("\n"))
    return "\n".join(out) + "\n"


def _verb(name: str) -> str:
    verb = VERB_SHAPES[name]
    needs = f" Needs {_and(verb.required)}." if verb.required else ""
    return f"- **`{name}`** ({_shape(verb.shape)}): {verb.about}{needs}\n"


def _table(slots: dict[str, Slot]) -> list[str]:
    lines = [
        f"- **`{slot.name}`** ({_shape(slot.shape)}): {slot.about}"
        + (f" Beside {_and(slot.verbs)}." if slot.verbs else "")
        for slot in slots.values()
    ]
    return ["\n".join(lines) + "\n"]


def _words(words: dict[str, str]) -> str:
    return "\n".join(f"- `{word}`: {about}" for word, about in words.items()) + "\n"


def _activities() -> str:
    lines = []
    for branch, (about, leaves) in ACTIVITIES.items():
        lines.append(f"- `{branch}`: {about}")
        lines += [f"  - `{leaf}`: {line}" for leaf, line in leaves.items()]
    return "\n".join(lines) + "\n"


def _shape(shape: Shape) -> str:
    if isinstance(shape, Flag):
        return "`true`" if shape.only else "`true` or `false`"
    if isinstance(shape, Number):
        return "a whole number" if shape.whole else "a number"
    if isinstance(shape, Keys):
        inner = "; ".join(f"`{key}`: {_shape(value)}" for key, value in shape.keys.items())
        instead = f"{_shape(shape.word)}, or " if shape.word else ""
        return f"{instead}a mapping with {inner}"
    if isinstance(shape, Words):
        kinds = [f"[{name.replace('-', ' ')}](#{name})" for name in shape.groups]
        kinds += ["a definition"] if shape.definitions else []
        kinds += ["ids of paragraphs"] if shape.paragraphs else []
        return ("" if shape.many else "one of ") + ", ".join(kinds)
    return shape.about


def _and(names: tuple[str, ...]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


if __name__ == "__main__":
    sys.stdout.write(markdown())
