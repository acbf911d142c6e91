"""Codes of the text language."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-TXT-001",
        "A variant without text",
        "A variant that is chosen gives words. To leave a clause out, omit it.",
        ("==> grant/plain raw <==\n---\nsummary: Nothing.\n---"),
        ("==> grant/plain raw <==\n---\nsummary: Use.\n---\n1. You may use Weights. {#use}"),
    ),
    Code(
        "CW-TXT-002",
        "Markup that is not part of the text language",
        (
            "Headings, HTML, code, tables, images, entities and rules have no place in a clause, or mean "
            "different things to different programs."
        ),
        "1. You may use <b>all</b> Weights. {#use}",
        "1. You may use **all** Weights. {#use}",
    ),
    Code(
        "CW-TXT-003",
        "A bracket or brace by itself",
        "It is what is left of a span, a value or attributes with a slip of the pen.",
        "1. You may use Weights [and share them. {#use}",
        "1. You may use Weights \\[and share them\\]. {#use}",
    ),
    Code(
        "CW-TXT-004",
        "An unknown attribute",
        "The table of attributes is closed: whatever is not in it would be passed over.",
        '1. You may use Weights. {#use when="service"}',
        '1. You may use Weights. {#use if="service"}',
    ),
    Code(
        "CW-TXT-005",
        "Not an id",
        "Ids stand in addresses and in other files: small letters, digits and hyphens.",
        "1. You may use Weights. {#Use_1}",
        "1. You may use Weights. {#use-1}",
    ),
    Code(
        "CW-TXT-006",
        "Neither a value nor a reference",
        (
            'Braces hold a name with a filter, or `ref("…")`. There are no statements and no other '
            "expressions."
        ),
        "1. You may use Weights {{ 2 + 2 }} times. {#use}",
        "1. You may use Weights four times. {#use}",
    ),
    Code(
        "CW-TXT-007",
        "Not an address to link to",
        "A license links to pages that anyone can open.",
        "1. See [the list](list.html). {#use}",
        "1. See [the list](https://example.org/list). {#use}",
    ),
    Code(
        "CW-TXT-008",
        "A list without a blank line before it",
        "Without the blank line, some programs read the list as part of the paragraph.",
        ("Each of these is permitted: {#use}\n1. Printing. {#print}"),
        ("Each of these is permitted: {#use}\n\n1. Printing. {#print}"),
    ),
    Code(
        "CW-TXT-009",
        "Lists nested too deep",
        "Nobody can cite a seventh level.",
    ),
    Code(
        "CW-TXT-010",
        "A list that does not start at 1",
        (
            "The compiler numbers. A list that starts elsewhere goes on after something that was meant to "
            "stand in it."
        ),
        "2. You may use Weights. {#use}",
        "1. You may use Weights. {#use}",
    ),
    Code(
        "CW-TXT-011",
        "Items with different indents",
        "Programs differ on whether such an item stands beside the one above or below it.",
        ("1. You may use Weights. {#use}\n 2. You may share Weights. {#share}"),
        ("1. You may use Weights. {#use}\n2. You may share Weights. {#share}"),
    ),
    Code(
        "CW-TXT-012",
        "A second paragraph in an item",
        "An item holds one paragraph, so that a number cites one thing.",
        ("1. You may use Weights. {#use}\n\n   You may share Weights. {#share}"),
        ("1. You may use Weights. {#use}\n2. You may share Weights. {#share}"),
    ),
    Code(
        "CW-TXT-013",
        "A paragraph without an id",
        "Permalinks, provisions, redlines and translations stand on ids.",
        "1. You may use Weights.",
        "1. You may use Weights. {#use}",
    ),
    Code(
        "CW-TXT-014",
        "A paragraph without words",
        "An id alone says nothing.",
        ("1. You may use Weights. {#use}\n\n{#share}"),
        "1. You may use Weights. {#use}",
    ),
    Code(
        "CW-TXT-015",
        "A line of a Notice without its mark",
        "Programs differ on whether the line belongs to the Notice.",
        ("1. Keep this notice. {#use}\n\n> Weights of the Lab,\nall rights reserved. {#notice}"),
        ("1. Keep this notice. {#use}\n\n> Weights of the Lab,\n> all rights reserved. {#notice}"),
    ),
    Code(
        "CW-TXT-016",
        "A lead-in without a colon",
        "The words before a list say how its items count, and end in a colon.",
        ("1. You may do these. {#use}\n\n   1. Print Weights. {#print}"),
        ("1. You may do all of these: {#use}\n\n   1. Print Weights. {#print}"),
    ),
    Code(
        "CW-TXT-017",
        "A colon without a list",
        "The paragraph promises items that do not come.",
        "1. You may do all of these: {#use}",
        "1. You may use Weights. {#use}",
    ),
    Code(
        "CW-TXT-018",
        "An item without a full stop",
        "Items are sentences or stand as such, so that each can be cited, moved or left out.",
        "1. You may use Weights {#use}",
        "1. You may use Weights. {#use}",
    ),
    Code(
        "CW-TXT-019",
        "A list that can lose items, and does not say how they count",
        "“and” and “or” before the last item would be lost with it.",
        (
            "1. You may do as follows: {#use}\n"
            "\n"
            "   1. Print Weights. {#print}\n"
            '   2. Serve Weights. {#serve if="service"}'
        ),
        (
            "1. You may do all of these: {#use}\n"
            "\n"
            "   1. Print Weights. {#print}\n"
            '   2. Serve Weights. {#serve if="service"}'
        ),
        severity="warning",
    ),
    Code(
        "CW-TXT-020",
        "A paragraph that can lose all its words",
        "Its number would stand alone.",
        '1. [You may use Weights.]{if="ending"} {#use}',
        "1. You may use Weights. {#use}",
    ),
    Code(
        "CW-TXT-021",
        "A space before punctuation",
        "Where a span falls away, its space stays.",
        '1. You may use Weights [and serve them]{if="service"}. {#use}',
        '1. You may use Weights[ and serve them]{if="service"}. {#use}',
    ),
    Code(
        "CW-TXT-022",
        "A sentence that begins with a small letter",
        "Where a span at its head falls away, the rest begins the sentence.",
        '1. [If asked, ]{if="service"}you may use Weights. {#use}',
        '1. [If asked, you]{if="service"}[You]{if="not service"} may use Weights. {#use}',
    ),
    Code(
        "CW-TXT-023",
        "A numbered list below a bullet",
        "A bullet has no number, so nobody could cite what stands below it.",
        ("- All of these: {#use}\n\n  1. Printing. {#print}"),
        ("- All of these: {#use}\n\n  - Printing. {#print}"),
    ),
    Code(
        "CW-TXT-024",
        "An attribute that stands twice",
        "One of the two would be lost.",
        '1. You may use Weights. {#use if="service" if="grant"}',
        '1. You may use Weights. {#use if="service and grant"}',
    ),
    Code(
        "CW-TXT-025",
        "Attributes inside a paragraph",
        "Attributes belong to the paragraph at whose end they stand.",
        "1. You may use {#use} Weights. {#use}",
        "1. You may use Weights. {#use}",
    ),
    Code(
        "CW-TXT-026",
        "Items out of order",
        "The compiler numbers; a jump in the source is mostly a lost item.",
        ("1. You may use Weights. {#use}\n3. You may share Weights. {#share}"),
        ("1. You may use Weights. {#use}\n2. You may share Weights. {#share}"),
    ),
    Code(
        "CW-TXT-027",
        "A paragraph with too much markup",
        "A limit keeps the time bounded that matching brackets and stars takes.",
    ),
    Code(
        "CW-TXT-028",
        "A tab or a character that is no text",
        "Tabs have no fixed width, and control characters cannot be seen.",
        "1. You may use	Weights. {#use}",
        "1. You may use Weights. {#use}",
    ),
    Code(
        "CW-TXT-029",
        "An item without words of its own",
        "A list, a Notice or nothing stands where the words of the item should.",
        "1. - Printing. {#print}",
        ("1. All of these: {#use}\n\n   - Printing. {#print}"),
    ),
)
