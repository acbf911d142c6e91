"""How to apply the terms: the notice for a model card, a weights file, a repository and a service.

It follows the license and is no part of it: the license is its plain text, whose hash stands in every notice.
Blanks are allowed only here. What must be said is taken from the provisions of the document, so a license
that asks for no lineage says nothing of one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..document import Document, Paragraph, Provision, Ref, blocks, language, reference_text
from ..source.hashing import sha256
from . import plaintext
from .markdown_inlines import escape
from .options import Options
from .templates import render as fill

if TYPE_CHECKING:
    from markupsafe import Markup

TEMPLATE = "apply/how-to-apply.md.j2"
_CONVEY = frozenset({"convey", "convey-copy", "publish"})
_SERVE = frozenset({"serve", "serve-public"})
_OUTPUTS = frozenset({"publish-outputs"})
_DONE = frozenset({"same-license", "no-further-restrictions", "keep-limits"})
"""Duties that are no handing over of anything."""
_SAID = frozenset({"model-name", "notices", "license-text", "lineage"})
"""Materials that a service gives by what stands on its page; others it hands over."""


def render(document: Document, options: Options) -> bytes:
    """Return the page on how to apply the license, as Markdown in UTF-8.

    Args:
        document: The composed license.
        options: `templates` is a folder of the user's own templates.

    Raises Refused where a template of the user's own is at fault.
    """
    text = fill(TEMPLATE, context(document), options)
    if options.draft:
        text = f"**{language(document.language).label('draft')}**\n\n{text}"
    # templates leave blank lines where nothing stands
    return (re.sub(r"\n{3,}", "\n\n", text).strip() + "\n").encode("utf-8", "replace")


def canonical(document: Document) -> bytes:
    """Return the text of the license whose hash is published: the plain text in UTF-8, 72 columns wide."""
    return plaintext.render(document, Options())


def slug(document: Document) -> str:
    """Return the name of the license as the Hub takes it: small letters, digits, hyphens and stops."""
    name = document.license.id.removeprefix("LicenseRef-").lower()
    return re.sub(r"[^a-z0-9.-]+", "-", name).lstrip(".-") or "license"


def context(document: Document) -> dict[str, Any]:
    """Return what the templates see."""
    info = document.license
    digest = sha256(canonical(document)).hexdigest()
    convey = _duties(document, _CONVEY, frozenset({"conveyor", "licensee"}))
    serve = _duties(document, _SERVE, frozenset({"operator"}))
    terms = _duties(document, _SERVE, frozenset({"licensee"}))
    lineage = any("lineage" in row["materials"] for row in convey)
    return {
        "license": {
            "name": _words(info.name),
            "version": _words(info.version),
            "title": _words(info.title),
            "code_title": _code(info.title),
            "date": _words(info.date),
            "steward": _words(info.steward),
            "id": _code(info.id),
            "file": _code(f"{info.id.removeprefix('LicenseRef-')}.txt"),
            "slug": slug(document),
            "sha256": digest,
        },
        "safetensors": _code(_safetensors(document, digest, lineage)),
        "lineage": lineage,
        "later": _later(document),
        "convey": convey,
        "serve": _service(document, serve),
        "service_terms": [row for row in terms if "keep-limits" in row["materials"]],
        "outputs": _duties(document, _OUTPUTS, frozenset({"conveyor", "licensee"})),
    }


def _words(text: str) -> Markup:
    """Return words in which no sign is Markdown."""
    from markupsafe import Markup

    return Markup(escape(text))  # noqa: S704 - escaped


def _code(text: str) -> Markup:
    """Return words for a block of code, as they are."""
    from markupsafe import Markup

    return Markup(re.sub(r"[\x00-\x09\x0b-\x1f\x7f-\x9f`]", " ", text))  # noqa: S704 - in Markdown, code is plain


def _safetensors(document: Document, digest: str, lineage: bool) -> str:
    entries = {
        "license": document.license.id,
        "license_name": document.license.title,
        "license_link": "LICENSE",
        "license_sha256": digest,
        **({"lineage": "[the Lineage Record, or the address of its file]"} if lineage else {}),
    }
    return json.dumps(entries, indent=2, ensure_ascii=False)


def _later(document: Document) -> str:
    """Return who can decide on later versions by a licensor's notice: `steward`, `proxy` or nobody."""
    variants = {c.id.partition(":")[2]: c.variant for c in document.choices if c.kind == "clause"}
    return {"steward-may-publish": "steward", "proxy": "proxy"}.get(variants.get("later-versions", ""), "")


def _duties(document: Document, acts: frozenset[str], who: frozenset[str]) -> list[dict[str, Any]]:
    """Return what some acts bring, in the order of the license; what two paragraphs ask for stands once."""
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for section in document.sections:
        for block in blocks(section):
            if isinstance(block, Paragraph) and block.id in document.labels:
                for provision in block.provisions:
                    if (key := _owed(provision, acts, who)) is not None:
                        found.setdefault(key, []).append(block.id)
    return [
        {
            "of": of,
            "materials": materials,
            "cite": _words(reference_text(document, Ref(tuple(dict.fromkeys(ids)), "number"))),
            "ids": tuple(ids),
        }
        for (of, materials), ids in found.items()
    ]


def _owed(
    provision: Provision, acts: frozenset[str], who: frozenset[str]
) -> tuple[str, tuple[str, ...]] | None:
    """Return for which weights a provision asks what, or None where it asks nothing for these acts."""
    when = provision.slots.get("when")
    if provision.verb != "requires" or provision.slots.get("who") not in who:
        return None
    if not isinstance(when, Mapping) or not acts & set(_names(when.get("act"))):
        return None
    owed = _names(provision.slots.get("material")) or tuple(n for n in _names(provision.value) if n in _DONE)
    return (str(when.get("of", "")), owed) if owed else None


def _names(value: object) -> tuple[str, ...]:
    """Return one name or several as several."""
    if isinstance(value, str):
        return (value,)
    return tuple(str(name) for name in value) if isinstance(value, (tuple, list)) else ()


def _service(document: Document, rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return what a service says and hands over, or None where it owes nothing."""
    if not rows:
        return None
    materials = list(dict.fromkeys(name for row in rows for name in row["materials"]))
    ids = tuple(dict.fromkeys(id for row in rows for id in row["ids"]))
    return {
        "cite": _words(reference_text(document, Ref(ids, "number"))),
        "several": len(ids) > 1,
        "told": [name for name in materials if name in _SAID],
        "handed": [name for name in materials if name not in _SAID],
    }
