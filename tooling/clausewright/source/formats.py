"""The YAML formats that authors write: what stands where, and the JSON Schemas that follow from it."""

from __future__ import annotations

from typing import Any

from ..document import LANGUAGES
from ..document.labels import MARKS
from .limits import FORM_CHARACTERS
from .provision_formats import PROVISION, WAY_ROUND
from .schema import (
    ID,
    NAME,
    Boolean,
    Either,
    Integer,
    Key,
    ListOf,
    Loose,
    MapOf,
    OneOf,
    Raw,
    Record,
    Spec,
    String,
)

PARAMETER_TYPES = ("string", "integer", "decimal", "fraction", "date", "choice", "list", "term")
RESERVED_PARAMETERS = frozenset({"variant", "after", "section", "license", "ref"})
NUMBERING_KINDS = (
    "decimal",
    "decimal-from-0",
    "decimal-path",
    "lower-alpha",
    "upper-alpha",
    "lower-roman",
    "upper-roman",
)
QUALIFIED = rf"(?:{ID}:)?{ID}"
VARIANT = rf"{ID}"
_id = String(pattern=ID, hint="Use small letters, digits and hyphens, beginning with a letter.")
_form = String(maximum=FORM_CHARACTERS)
_line = String(about="One sentence.")
_conditions = ListOf(item=String(about='A condition, such as `"weights-share-alike=every-derivative"`.'))

PARAMETER = Record(
    about="A typed value that the text takes.",
    keys={
        "type": Key(OneOf(words=PARAMETER_TYPES, about="The type of the value."), required=True),
        "minimum": Key(
            Raw(
                schema={"type": ["number", "string"]},
                about="The least value; for a list, the fewest entries.",
            )
        ),
        "maximum": Key(
            Raw(
                schema={"type": ["number", "string"]},
                about="The greatest value; for a list, the most entries.",
            )
        ),
        "choices": Key(
            ListOf(item=String(), minimum=1, about="The words to choose from, for the type choice.")
        ),
        "default": Key(Raw(about="The value where the manifest gives none.")),
        "about": Key(
            String(about="What the value means, its unit, and why the default is what it is."), required=True
        ),
    },
)

FRONT_MATTER = Record(
    about="The head of a variant's file.",
    keys={
        "summary": Key(String(about="The effect of the variant in one line."), required=True),
        "like": Key(String(pattern=ID, about="Another variant whose text this one changes.")),
        "drop": Key(
            ListOf(item=_id, about="Ids of paragraphs of the other variant that are left out."), default=()
        ),
        "parameters": Key(MapOf(value=PARAMETER, key=NAME, what="parameter"), default={}),
        "requires": Key(_conditions, default=()),
        "conflicts": Key(_conditions, default=()),
        "provisions": Key(ListOf(item=PROVISION), default=()),
        "tradeoffs": Key(
            Record(
                keys={"freedom": Key(_line), "adoption": Key(_line)}, about="What the variant costs and buys."
            ),
            default={},
        ),
        "circumventions": Key(ListOf(item=WAY_ROUND, about="Known ways round the variant."), default=()),
        "seen-in": Key(ListOf(item=String(), about="Where a like term is seen."), default=()),
        "contested": Key(
            Raw(
                schema={"type": ["boolean", "string"]},
                about="Whether reviewers of record object, or their objection.",
            )
        ),
        "verbatim": Key(
            Boolean(about="Whether the words are another's and stay so: rules of drafting do not apply."),
            default=False,
        ),
        "aspirational": Key(
            ListOf(item=_id, about="Paragraphs that reach further than any right."), default=()
        ),
    },
)

CLAUSE = Record(
    about="A clause: one question with its possible answers.",
    keys={
        "title": Key(String(about="The default heading."), required=True),
        "question": Key(String(about="The question that the clause answers, in plain words."), required=True),
        "choose": Key(
            OneOf(words=("one", "any"), about="Whether several variants can stand side by side."),
            default="one",
        ),
        "variants": Key(ListOf(item=_id, minimum=1, about="The variants in their order."), required=True),
        "omit": Key(Boolean(about="Whether a license may do without the clause."), default=True),
        "after": Key(
            String(pattern=QUALIFIED, about="Clause that this one follows where the form does not place it.")
        ),
        "section": Key(
            String(
                pattern=ID,
                about="Section of the form that takes the clause where the form does not place it.",
            )
        ),
        "retired": Key(
            ListOf(item=String(), about="Paragraph ids that were released once and are never used again."),
            default=(),
        ),
    },
)

DEFINITION = Record(
    about="A defined term.",
    keys={
        "term": Key(
            String(maximum=FORM_CHARACTERS, about="The term as it stands in its definition."), required=True
        ),
        "forms": Key(ListOf(item=_form, minimum=1, about="All forms that count as the term."), required=True),
        "ordinary": Key(
            ListOf(item=_form, about="Lower-case words that may stand as plain words."), default=()
        ),
        "variants": Key(ListOf(item=_id, minimum=1, about="The variants in their order.")),
        "retired": Key(ListOf(item=String()), default=()),
    },
)

_plain_section = {
    "id": Key(String(pattern=ID, about="Id of the section."), required=True),
    "heading": Key(String(about="The heading; without it, that of its only clause.")),
    "no-heading": Key(Boolean(about="Whether the section has no heading."), default=False),
    "numbered": Key(Boolean(about="Whether the section has a number."), default=True),
    "plain": Key(Boolean(about="Whether the text is plain words: terms are not marked."), default=False),
    "slot": Key(String(pattern=ID, about="The slot whose paragraphs make up the section.")),
    "clauses": Key(
        ListOf(item=String(pattern=QUALIFIED), about="The clauses of the section, in order."), default=()
    ),
    "definitions": Key(Boolean(about="Whether the section takes the definitions."), default=False),
}
SECTION = Record(keys=_plain_section, about="A section of the form.")
PART_OR_SECTION = Record(
    about="A section, or a part that groups sections.",
    keys={
        **{name: Key(key.spec, False, key.default) for name, key in _plain_section.items()},
        "part": Key(String(pattern=ID, about="Id of a part that groups sections.")),
        "sections": Key(ListOf(item=SECTION, minimum=1, about="The sections of the part."), default=()),
    },
)

CLAUSE_CHOICE = Either(
    scalar=String(about="A variant, or `omit`."),
    mapping=Record(
        about="A variant with parameters; without `variant`, parameters for the inherited choice.",
        open=True,
        keys={
            "variant": Key(String(pattern=ID, about="The variant.")),
            "after": Key(String(pattern=QUALIFIED, about="Clause that this one follows.")),
            "section": Key(String(pattern=ID, about="Section that takes the clause.")),
        },
    ),
    sequence=ListOf(
        minimum=1,
        about="Several variants, for a clause with `choose: any`.",
        item=Either(
            scalar=String(),
            mapping=Record(open=True, keys={"variant": Key(String(pattern=ID), required=True)}),
        ),
    ),
)
DEFINITION_CHOICE = Either(
    scalar=String(about="A variant of the definition."),
    mapping=Record(open=True, keys={"variant": Key(String(pattern=ID))}),
)
_clauses = MapOf(value=CLAUSE_CHOICE, key=QUALIFIED, what="clause", about="The clauses that are chosen.")
_definitions = MapOf(
    value=DEFINITION_CHOICE, key=QUALIFIED, what="definition", about="The definitions' variants."
)

LEVEL = Record(
    about="A kind of number, and how it stands before its text.",
    keys={
        "kind": Key(OneOf(words=NUMBERING_KINDS), required=True),
        "mark": Key(OneOf(words=MARKS, about="How it stands, with `#` for the number."), required=True),
    },
)
FORM = Record(
    about="The ordered skeleton of a kind of license.",
    keys={
        "summary": Key(String(about="One line on the form.")),
        "numbering": Key(
            ListOf(
                item=Either(scalar=OneOf(words=NUMBERING_KINDS), mapping=LEVEL),
                minimum=1,
                about="The kind of number on each level.",
            ),
            required=True,
        ),
        "sections": Key(ListOf(item=PART_OR_SECTION, minimum=1), required=True),
        "drops": Key(ListOf(item=_id, about="Slots whose text this form leaves out."), default=()),
        "defaults": Key(
            Record(keys={"clauses": Key(_clauses, default={}), "definitions": Key(_definitions, default={})}),
            default={},
        ),
    },
)

LIBRARY = Record(
    about="The head of a library.",
    keys={
        "id": Key(_id, required=True),
        "version": Key(Loose(pattern=r"[0-9]+(\.[0-9]+){0,2}", hint='Write `"1.0.0"`.'), required=True),
        "language": Key(OneOf(words=tuple(LANGUAGES)), default="en"),
        "uses": Key(
            ListOf(item=_id, about="Libraries whose clauses and definitions this one sees."), default=()
        ),
        "title": Key(String()),
    },
)

STYLE = Record(
    about="Places of a library that may break a drafting rule, each with its reason.",
    keys={
        "exceptions": Key(
            ListOf(
                item=Record(
                    about="One paragraph that may break one drafting rule.",
                    keys={
                        "rule": Key(String(pattern=ID, about="The drafting rule."), required=True),
                        "at": Key(
                            String(
                                pattern=rf"(?:{ID}:)?{ID}(?:/[a-z0-9.-]+)?",
                                hint="Write `clause/paragraph`, or a clause or definition alone.",
                                about="`clause/paragraph`, or a clause or definition as a whole.",
                            ),
                            required=True,
                        ),
                        "reason": Key(String(about="Why the place may break the rule."), required=True),
                    },
                )
            ),
            default=(),
        )
    },
)

_common = {
    "clausewright": Key(
        Integer(minimum=1, maximum=1, about="The version of the manifest format."), required=True
    ),
    "form": Key(String(pattern=QUALIFIED, about="The form.")),
    "extends": Key(String(pattern=QUALIFIED, about="The profile that this one starts from.")),
    "clauses": Key(_clauses, default={}),
    "definitions": Key(_definitions, default={}),
}
PROFILE = Record(
    about="A partial manifest that others extend.",
    keys={
        **_common,
        "clausewright": Key(Integer(minimum=1, maximum=1), default=1),
        "summary": Key(_line, required=True),
    },
)
LICENSE = Record(
    about="The names of the license.",
    keys={
        "name": Key(String(about="The name, without the version."), required=True),
        "id": Key(
            String(
                pattern=r"LicenseRef-[A-Za-z0-9.-]+",
                hint="Write `LicenseRef-` and then letters, digits, `.` and `-`.",
                about="The SPDX license reference, such as `LicenseRef-AWPL-1.0`.",
            ),
            required=True,
        ),
        "version": Key(
            Loose(pattern=r"[0-9A-Za-z][0-9A-Za-z.+-]{0,30}", hint='Write `"1.0"`.'), required=True
        ),
        "date": Key(
            String(
                pattern=r"[0-9]{4}-[0-9]{2}-[0-9]{2}", hint="Write the date as 2026-11-23.", about="ISO date."
            ),
            required=True,
        ),
        "steward": Key(String(about="Who publishes the license."), default=""),
        "short": Key(String(about="A short name for running heads.")),
    },
)
REVIEW = Record(
    about="One review of a text. It says nothing of a text with another hash.",
    keys={
        "text": Key(
            String(
                pattern=r"[0-9a-f]{64}",
                hint="Write the SHA-256 of the LICENSE file that was reviewed.",
                about="The SHA-256 of the text that was reviewed, in small hexadecimal digits.",
            ),
            required=True,
        ),
        "by": Key(String(about="Who reviewed it."), required=True),
        "capacity": Key(
            String(about="In which capacity: counsel of the steward, a user, ..."), required=True
        ),
        "date": Key(
            String(
                pattern=r"[0-9]{4}-[0-9]{2}-[0-9]{2}", hint="Write the date as 2026-11-23.", about="ISO date."
            ),
            required=True,
        ),
    },
)
MANIFEST = Record(
    about="The choices that make up a license.",
    keys={
        **_common,
        "libraries": Key(
            MapOf(
                value=String(), what="library", about="Libraries: a version of an installed one, or a folder."
            ),
            default={},
        ),
        "license": Key(LICENSE, required=True),
        "reviews": Key(ListOf(item=REVIEW, about="Who reviewed which text."), default=()),
    },
)

_hub_id = String(pattern=r"[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)?", hint="Write `owner/name`.")
WORK = Record(
    about="The work that a license is put on.",
    keys={
        "name": Key(String(about="The name of the weights."), required=True),
        "licensor": Key(String(about="Who offers them."), required=True),
        "copyright": Key(String(about="Year and holder, such as 2026 Aurora Lab."), required=True),
        "base_models": Key(
            ListOf(item=_hub_id, about="What they were made from, as the Hub names it."), default=()
        ),
        "relation": Key(
            OneOf(words=("adapter", "merge", "quantized", "finetune"), about="How they were made from it.")
        ),
        "link": Key(
            String(pattern=r"https?://\S+", hint="Write an address.", about="Address of the license text.")
        ),
        "covers": Key(ListOf(item=String(), minimum=1, about="Paths that the license covers, for REUSE.")),
    },
)

FORMATS: dict[str, Spec] = {
    "manifest": MANIFEST,
    "profile": PROFILE,
    "form": FORM,
    "library": LIBRARY,
    "clause": CLAUSE,
    "definition": DEFINITION,
    "variant": FRONT_MATTER,
    "style": STYLE,
    "work": WORK,
}
"""Every YAML format by name."""


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a format.

    Raises:
        KeyError: There is no such format.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Clausewright {name}",
        **FORMATS[name].json_schema(),
    }
