"""The tree of a composed license and the types of provisions. No I/O, no third-party import."""

from __future__ import annotations

from .blocks import Block, Bullets, Definition, Notice, Origin, Paragraph, Part, Section
from .document import Choice, Document, LibraryInfo, LicenseInfo
from .inlines import Break, Definiendum, Emphasis, Inline, Link, Ref, Span, Strong, Term, Text, Value
from .labels import anchor, citation, from_anchor, number, reference_parts, reference_text
from .language import LANGUAGES, Language, Style, language
from .level import Level
from .provision import VERBS, Provision
from .walk import blocks, inlines, plain

__all__ = [
    "LANGUAGES",
    "VERBS",
    "Block",
    "Break",
    "Bullets",
    "Choice",
    "Definiendum",
    "Definition",
    "Document",
    "Emphasis",
    "Inline",
    "Language",
    "Level",
    "LibraryInfo",
    "LicenseInfo",
    "Link",
    "Notice",
    "Origin",
    "Paragraph",
    "Part",
    "Provision",
    "Ref",
    "Section",
    "Span",
    "Strong",
    "Style",
    "Term",
    "Text",
    "Value",
    "anchor",
    "blocks",
    "citation",
    "from_anchor",
    "inlines",
    "language",
    "number",
    "plain",
    "reference_parts",
    "reference_text",
]
