"""Codes of the readers of finished documents: rendered Markdown, the document tree as JSON, any license."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-READ-001",
        "Not a rendered license",
        "A rendered license begins with its name as a heading and a line with version, date, steward and "
        "identifier. Without them the document has no identity.",
        "Aurora License\n\nYou may use the weights.",
        "# Aurora License\n\nVersion 1.0 · 2026-11-23 · Identifier: LicenseRef-Aurora-1.0",
    ),
    Code(
        "CW-READ-002",
        "Text that cannot be read",
        "The text is not UTF-8, is longer than the limit, or holds tabs or control characters, which "
        "readers of Markdown treat in different ways.",
    ),
    Code(
        "CW-READ-003",
        "No anchor, or one of another shape",
        "Every paragraph, item, section and notice has an id, and in Markdown the id stands in an anchor on "
        "the line before. Comparison, provisions and permalinks stand on it.",
        "You may use the weights.",
        '<a id="grant/use"></a>\nYou may use the weights.',
    ),
    Code(
        "CW-READ-004",
        "An id stands twice",
        "An id names one paragraph. A copied paragraph needs an id of its own.",
        '<a id="grant/use"></a>\nOne.\n\n<a id="grant/use"></a>\nTwo.',
        '<a id="grant/use"></a>\nOne.\n\n<a id="grant/copy"></a>\nTwo.',
    ),
    Code(
        "CW-READ-005",
        "Markup that a license does not use",
        "HTML, code, images, tables, footnotes and reference links have no place in the tree of a license; "
        "reading over them would lose words or change them.",
        "Give notice to [the Steward].",
        "Give notice to \\[the Steward\\].",
    ),
    Code(
        "CW-READ-006",
        "An emphasis sign without its partner",
        "A star or underscore that opens or closes nothing, or crosses another, is read differently by "
        "different programs.",
        "A *sign.",
        "A \\*sign.",
    ),
    Code(
        "CW-READ-007",
        "A number out of order",
        "Numbers in rendered Markdown are literal text. They must be those that the place gives, because "
        "references are worked out from the place.",
        "(a) One.\n\n(c) Two.",
        "(a) One.\n\n(b) Two.",
    ),
    Code(
        "CW-READ-008",
        "A block out of place",
        "Headings, lists, quotations and wrap-ups stand in a fixed order with a blank line between them, so "
        "that every program sees the same structure.",
    ),
    Code(
        "CW-READ-009",
        "A definition without its term",
        "Two anchors on a line begin a definition, and its text begins with the term in quotation marks.",
        '<a id="operator"></a><a id="operator/def"></a>\nOperator means one who serves.',
        '<a id="operator"></a><a id="operator/def"></a>\n**“Operator”** means one who serves.',
    ),
    Code(
        "CW-READ-010",
        "A link that goes nowhere",
        "A link goes to an anchor of this text, or to an address that begins with https:, http: or mailto:.",
        "[Section 9](#no-such-id)",
        "[Section 9](#sample:general)",
    ),
    Code(
        "CW-READ-011",
        "A reference that says something else than its link",
        "References are worked out from the place to which they link. Where the printed words do not fit, "
        "they are kept as plain words and no longer follow the numbering.",
        severity="warning",
    ),
    Code(
        "CW-READ-012",
        "Too deep",
        "Lists are nested more deeply than any license needs; a limit keeps the time and memory bounded.",
    ),
    Code(
        "CW-READ-021",
        "Not the JSON of a document",
        "The data is not JSON, is too long or too deep, or repeats a key.",
    ),
    Code(
        "CW-READ-022",
        "JSON of another shape",
        "The published JSON Schema says which fields a node has. Unknown and missing fields are refused, so "
        "that nothing is lost without a word.",
    ),
    Code(
        "CW-READ-023",
        "A document that contradicts itself",
        "Numbers, references and definitions in a document depend on each other: what is numbered has a "
        "counter, and what is referred to is there.",
    ),
    Code(
        "CW-READ-031",
        "No words",
        "The file is empty, or nothing in it is text: there is no license to read.",
    ),
    Code(
        "CW-READ-032",
        "Not text",
        "The file holds bytes that no text has: zero bytes, control characters, or bytes that are neither "
        "UTF-8 nor Windows-1252. Guessing would change words.",
    ),
    Code(
        "CW-READ-033",
        "Too long for a license",
        "A limit keeps the time and memory bounded; the longest license of the SPDX list is thirty times "
        "shorter.",
    ),
    Code(
        "CW-READ-034",
        "The encoding was guessed",
        "Text without a byte order mark that is not UTF-8 is read as Windows-1252. Letters with accents and "
        "quotation marks deserve a look.",
        severity="warning",
    ),
    Code(
        "CW-READ-035",
        "Encrypted, or an old format",
        "A Word document with a password, or one of before 2007, cannot be read.",
    ),
    Code(
        "CW-READ-036",
        "A damaged Word document",
        "The archive or one of its parts is not as the standard (ECMA-376) says; words might be missing.",
    ),
    Code(
        "CW-READ-037",
        "Macros",
        "The document carries a program. It is never run, and the words are read; a license needs none.",
        severity="warning",
    ),
    Code(
        "CW-READ-038",
        "A document that unpacks too far",
        "A small file that grows to gigabytes, holds thousands of parts or declares entities is made to fill "
        "the memory of those who open it.",
    ),
)
