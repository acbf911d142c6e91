"""Complaints about a user's own templates and about what a page may load."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-TPL-001",
        "a template that is not there",
        "A page cannot be made from a template that neither your folder nor the shipped one has.",
        '{% include "html/fotoer.html.j2" %}',
        '{% include "html/footer.html.j2" %}',
    ),
    Code(
        "CW-TPL-002",
        "a template that cannot be read",
        "A tag is not closed, or is written in a way that Jinja does not know.",
        "{% for heading in body %}{{ heading.title }}",
        "{% for heading in body %}{{ heading.title }}{% endfor %}",
    ),
    Code(
        "CW-TPL-003",
        "a name that is not there",
        "What is missing would otherwise vanish from the page without a word.",
        "{{ license.nmae }}",
        "{{ license.name }}",
    ),
    Code(
        "CW-TPL-004",
        "something that a template may not do",
        "Template folders can come from strangers, so templates reach the words of the document and nothing "
        "of the program behind them.",
        "{{ license.__class__ }}",
        "{{ license.name }}",
    ),
    Code(
        "CW-TPL-005",
        "a template that goes past a limit",
        "Loops, strings, output and depth are bounded, so that no template can take the machine down.",
        "{% for i in range(1000000000) %}…{% endfor %}",
        "{% for heading in body %}…{% endfor %}",
    ),
    Code(
        "CW-TPL-006",
        "a template that failed",
        "An expression cannot be worked out with the values that it got.",
        '{{ license.name - "x" }}',
        '{{ license.name | replace("x", "") }}',
    ),
    Code(
        "CW-TPL-007",
        "a template outside its folder",
        "Reading a template never reads a file elsewhere: no absolute path, no `..`, no symbolic link.",
        '{% include "../../etc/passwd" %}',
        '{% include "html/footer.html.j2" %}',
    ),
    Code(
        "CW-TPL-008",
        "an address that is not served",
        "While a PDF is made, only files of the template folders are loaded: the network and the rest of the "
        "disk stay closed.",
        '<img src="https://example.org/logo.png">',
        '<img src="asset:images/logo.png" alt="…">',
    ),
    Code(
        "CW-TPL-009",
        "a PDF engine that cannot start",
        "WeasyPrint needs Pango, a native library that pip does not bring.",
    ),
)
