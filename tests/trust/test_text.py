"""Hostile text: what looks like code, what takes time to parse, and what is not text at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausewright.document import Document, Inline, Link, Text, Value, blocks, inlines, plain
from trust.place import CLAUSE, FORM, LICENSE, MANIFEST, compose, compose_apart, fragment, place

pytestmark = pytest.mark.timeout(60)

PARAMETER = "parameters:\n  who: {type: string, about: a name}\n"


def said(document: Document) -> str:
    """All words of a document, paragraph by paragraph."""
    return "\n".join(plain(document, b.content) for b in blocks(document) if hasattr(b, "content"))


def nodes(document: Document) -> list[Inline]:
    return [n for b in blocks(document) if hasattr(b, "content") for n in inlines(b.content)]


# -- text that looks like code ----------------------------------------------------------------

TEMPLATES = (
    "{{ x.__class__ }}",
    "{{ license.__class__ }}",
    "{{ license.name.__class__.__mro__ }}",
    "{{ license._name }}",
    "{{ self._TemplateReference__context }}",
    "{% for x in range(10**9) %}a{% endfor %}",
    "{% import os %}",
    '{{ "a"*10**9 }}',
    "{{ 10**10**10 }}",
    "{{ range(10**9)|list }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ ''.join(['a']) }}",
    '{{ ref("use", x=1) }}',
    '{{ ref("../../etc/passwd") }}',
    "{{ ref(open('/etc/passwd')) }}",
    "{{ lipsum }}",
    "{{}}",
    "{{ }}",
    "{# comment #}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "{{ who | attr('__class__') }}",
    "{{ who | safe }}",
    "{{ who | }}",
    "{{{ who }}}",
    "{{ who }",
)


@pytest.mark.parametrize("code", TEMPLATES)
def test_template_code_in_a_text_is_refused(tmp_path: Path, code: str) -> None:
    outcome = compose(place(tmp_path, f"1. Words {code} here. {{#use}}\n", PARAMETER))
    assert outcome.errors
    assert all(code.startswith(("CW-TXT-", "CW-VAL-")) for code in outcome.errors), outcome.diagnostics


VALUES = (
    *TEMPLATES,
    "*stars* **strong** _under_ \\\\ [a](https://a.example) [b]{#c} {#use}",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</style><style>*{display:none}</style>",
    "1. an item",
    "> a notice",
    "# a heading",
    "&lt;b&gt; &#x3c;",
    "[x](javascript:alert(1))",
    "'); DROP TABLE clauses; --",
    "$(touch /tmp/owned) `id`",
    "License Section Words",
)


@pytest.mark.parametrize("value", VALUES)
def test_a_value_stays_text(tmp_path: Path, value: str) -> None:
    quoted = value.replace("\\\\", "\\").replace("'", "''")
    manifest = MANIFEST.replace("said}", "{variant: said, who: '" + quoted + "'}}")
    outcome = compose(place(tmp_path, "1. Ask {{ who }} first. {#use}\n", PARAMETER, manifest=manifest))
    assert outcome.composition, outcome.diagnostics
    document = outcome.composition.document
    value = value.replace("\\\\", "\\")
    assert said(document) == f"Ask {value} first."
    assert [type(n) for n in nodes(document)] == [Text, Value, Text]


@pytest.mark.parametrize("value", VALUES)
def test_the_name_of_the_license_stays_text(tmp_path: Path, value: str) -> None:
    quoted = "'" + value.replace("'", "''") + "'"
    manifest = MANIFEST.replace("name: Test License", f"name: {quoted}").replace("Test Lab", f"{quoted}")
    outcome = compose(
        place(tmp_path, "1. {{ license.name }} by {{ license.steward }}. {#use}\n", manifest=manifest)
    )
    assert outcome.composition, outcome.diagnostics
    document = outcome.composition.document
    assert document.license.name == document.license.steward == value
    assert said(document) == f"{value} by {value}."


@pytest.mark.parametrize(
    "heading", ["</h2><style>*{display:none}</style>", "{{ license.name }}", "A\\n\\n# B", "<b>x</b>"]
)
def test_a_heading_stays_one_line_of_text(tmp_path: Path, heading: str) -> None:
    form = FORM.replace("heading: Words", f'heading: "{heading}"')
    outcome = compose(place(tmp_path, more={"forms/plain.yaml": form}))
    if outcome.composition:
        found = outcome.composition.document.sections[0].heading
        assert found is not None
        assert found == " ".join(heading.replace("\\n", "\n").split())


@pytest.mark.parametrize("html", ["<script>alert(1)</script>", "<b>", "</p>", "<!-- x -->", "<?php ?>", "<https://a.example>",
                                  "<a href='javascript:x'>", "&lt;script&gt;", "&#60;", "&#x3c;", "`code`"])  # fmt: skip
def test_html_is_refused(tmp_path: Path, html: str) -> None:
    outcome = compose(place(tmp_path, f"1. Words {html} here. {{#use}}\n"))
    assert not outcome.composition
    assert any(code.startswith("CW-TXT") for code in outcome.errors)


@pytest.mark.parametrize(
    "sign", ["\\<b>", "a < b", "a \\& b", "AT&T", "\\`x\\`", "\\{\\{ x \\}\\}", "\\[x\\]", "\\*x\\*"]
)
def test_an_escaped_sign_is_a_sign(tmp_path: Path, sign: str) -> None:
    outcome = compose(place(tmp_path, f"1. Words {sign} here. {{#use}}\n"))
    assert outcome.composition, outcome.diagnostics
    assert said(outcome.composition.document) == f"Words {sign.replace(chr(92), '')} here."


ADDRESSES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example/x", "/etc/passwd",
    "../x", "ftp://a.example/", "vbscript:x", "https:evil", " https://a.example", "https://a.example/ title", "#words",
    "https://a.example/\\\"onclick=x", "https://a.example/<script>", "about:blank", "blob:https://x", "HTTPS://a.example/{{x}}",
    "", "\u202ehttps://a.example/",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_link_leads_to_the_web_or_to_mail_alone(tmp_path: Path, address: str) -> None:
    outcome = compose(place(tmp_path, f"1. See [words]({address}) here. {{#use}}\n"))
    assert not outcome.composition
    assert any(code.startswith("CW-TXT") for code in outcome.errors)


@pytest.mark.parametrize("address", ["https://a.example/x?y=1#z", "http://a.example/", "mailto:a@b.example"])
def test_a_link_to_the_web_stands(tmp_path: Path, address: str) -> None:
    outcome = compose(place(tmp_path, f"1. See [words]({address}) here. {{#use}}\n"))
    assert outcome.composition, outcome.diagnostics
    assert [n.href for n in nodes(outcome.composition.document) if isinstance(n, Link)] == [address]


# -- text that takes time ---------------------------------------------------------------------

BOMBS = {
    "open brackets": "[" * 250_000,
    "closing brackets": "]" * 250_000,
    "bracket pairs": "[]" * 120_000,
    "as many brackets as a paragraph may hold": "[" * 3_990,
    "nested spans": "[" * 1_900 + "a" + "]{#b}" * 300,
    "spans beyond the depth of the parser": "[" * 25 + "word" + "]{#a}" * 25,
    "stars": "*" * 250_000,
    "stars apart": "* a " * 60_000,
    "nested emphasis": "*a " * 1_900 + "b* " * 1_900,
    "nested strong emphasis": "**a " * 900 + "b** " * 900,
    "mixed emphasis": "*_**__" * 600,
    "underscores": "_" * 250_000,
    "underscores apart": "_a" * 120_000,
    "nested notices": ">" * 250_000 + " a",
    "nested notices on lines": "".join(">" * n + " a\n" for n in range(1, 600)),
    "nested numbered lists": "1. " * 80_000 + "a",
    "nested bullets": "- " * 120_000 + "a",
    "indented lists": "".join("   " * n + f"1. a. {{#a{n}}}\n\n" for n in range(200)),
    "backslashes": "\\" * 250_000,
    "backslashes and stars": "\\*" * 120_000,
    "a hundred thousand spans": "[a]{#b} " * 30_000,
    "unmatched values": "{{ " * 80_000,
    "unmatched ends of values": "}}" * 120_000,
    "braces": "{" * 250_000,
    "links": "[a](https://a.example/" * 1_900,
    "images": "![" * 1_900,
    "a star and a field of spaces": "***" + " " * 250_000 + "x",
    "a dash and a field of spaces": "---" + " " * 250_000 + "x",
    "an item mark and a field of spaces": "1." + " " * 250_000 + "x",
    "many lines": "a\n" * 120_000,
    "many lines that break": "a\\\n" * 1_900,
    "many blank lines": "\n" * 250_000,
    "spaces": " " * 250_000 + "x",
    "pipes": "| " * 120_000,
    "digits": "1" * 250_000 + ".",
    "attributes": "words {" + "#a " * 80_000 + "}",
    "an endless attribute": "words {#" + "a-" * 120_000 + "}",
    "attributes without end": "words " + "{#a " * 60_000,
    "a long condition": 'words {if="' + " and ".join(["words"] * 20_000) + '"}',
    "a condition that is nearly an id": 'words {if="' + "a-" * 120_000 + '"}',
    "a condition with thousands of variants": 'words {if="words=' + "a," * 120_000 + '"}',
    "quotation marks": "\"'" * 120_000,
    "paragraphs with one id": "a. {#a}\n\n" * 25_000,
    "items with one id": "1. a. {#a}\n" * 20_000,
    "combining marks": "a" + "\u0301" * 120_000,
    "filters": "{{ a" + " | b" * 60_000 + " }}",
    "a reference with thousands of targets": "{{ ref(" + ", ".join(f'"a{n}"' for n in range(20_000)) + ") }}",
    "a reference without end": '{{ ref("' + "a" * 250_000,
    "entities": "&amp" * 60_000,
    "tags": "<a" * 120_000,
    "backticks": "`" * 250_000,
    "tildes": "~" * 250_000,
    "headings": "# a\n\n" * 50_000,
    "ruled lines": "---\n\n" * 50_000,
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_text_that_is_hard_to_parse_takes_little(tmp_path: Path, name: str) -> None:
    found = compose_apart(place(tmp_path, BOMBS[name] + "\n"))
    assert not found["document"]
    assert found["errors"]
    assert found["count"] < 600
    assert found["megabytes"] < 400


def test_ten_thousand_references_in_one_text_compose(tmp_path: Path) -> None:
    text = (
        "1. One. {#one}\n2. Two"
        + "".join(f'\n   {{{{ ref("one") }}}}{"," if n else "."}' for n in range(990))
        + ". {#two}\n"
    )
    found = compose_apart(place(tmp_path, text))
    assert found["document"], found
    lines = "\n\n".join(f'Words{{{{ ref("one") }}}}. {{#p{n}}}' for n in range(5_000))
    found = compose_apart(place(tmp_path, f"1. One. {{#one}}\n\n{lines}\n"))
    assert found["document"], found


def test_ten_thousand_references_in_one_paragraph_are_refused(tmp_path: Path) -> None:
    found = compose_apart(place(tmp_path, "1. " + '{{ ref("use") }} ' * 10_000 + ". {#use}\n"))
    assert found["errors"]


def test_ten_thousand_references_to_nothing_are_told_of_soon(tmp_path: Path) -> None:
    lines = "\n\n".join(f'Words{{{{ ref("x{n}") }}}}. {{#p{n}}}' for n in range(5_000))
    found = compose_apart(place(tmp_path, lines + "\n"))
    assert "CW-REF-001" in found["errors"]
    assert found["count"] < 600


# -- what is no text --------------------------------------------------------------------------

NO_TEXT = {
    "not UTF-8": b"1. Words \xff\xfe. {#use}\n",
    "half a character": b"1. Words \xe2\x82. {#use}\n",
    "an encoded surrogate": b"1. Words \xed\xa0\x80. {#use}\n",
    "an overlong slash": b"1. Words \xc0\xaf. {#use}\n",
    "beyond Unicode": b"1. Words \xf5\x80\x80\x80. {#use}\n",
    "UTF-16": "1. Words. {#use}\n".encode("utf-16"),
    "NUL": b"1. Words \x00. {#use}\n",
    "a bell": b"1. Words \x07. {#use}\n",
    "an escape": b"1. Words \x1b[31m. {#use}\n",
    "delete": b"1. Words \x7f. {#use}\n",
    "form feed": b"1. Words \x0c. {#use}\n",
    "vertical tab": b"1. Words \x0b. {#use}\n",
    "file separator": b"1. Words \x1c. {#use}\n",
    "next line": "1. Words \x85. {#use}\n".encode(),
    "another C1 control": "1. Words \x9b31m. {#use}\n".encode(),
    "line separator": "1. Words \u2028. {#use}\n".encode(),
    "paragraph separator": "1. Words \u2029. {#use}\n".encode(),
    "the object replacement character": "1. Words \ufffc. {#use}\n".encode(),
    "a tab": b"1. Words\there. {#use}\n",
}


@pytest.mark.parametrize("name", NO_TEXT)
def test_what_is_no_text_is_refused(tmp_path: Path, name: str) -> None:
    outcome = compose(place(tmp_path, NO_TEXT[name]))
    assert not outcome.composition
    assert outcome.errors


ODD = {
    "bidi override": "\u202eesu yam uoY\u202c",
    "bidi isolates": "\u2066a\u2069",
    "zero width": "wo\u200brd\u200c\u200d\u2060",
    "homoglyphs": "Licеnsе",
    "combining flood": "e" + "\u0301" * 500,
    "private use": "\ue000\uf8ff\U0010fffd",
    "unassigned": "\u0378\U000e0fff",
    "tags": "a\U000e0041\U000e007f",
    "byte order mark inside": "a\ufeffb",
    "replacement character": "a\ufffdb",
    "noncharacters": "a\ufdd0\uffffb",
    "non-breaking spaces": "a\u00a0b\u2007c\u202fd",
    "wide spaces": "a\u3000b\u2003c",
    "emoji with joiners": "\U0001f469\u200d\U0001f4bb",
    "letters that grow in capitals": "ŉ ß ŉ ﬃ İ ı ẞ ſ",
    "digits of other scripts": "٣ ३ ௩ ①",
    "right to left": "שלום عليكم",
    "soft hyphens": "a\u00adb",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_letters_stay_as_they_are(tmp_path: Path, name: str) -> None:
    outcome = compose(place(tmp_path, f"1. Words {ODD[name]} here. {{#use}}\n"))
    if outcome.composition:
        assert said(outcome.composition.document).replace(" ", "") == f"Words{ODD[name]}here.".replace(
            " ", ""
        )


@pytest.mark.parametrize("name", ODD)
def test_odd_letters_in_terms_ids_and_values(tmp_path: Path, name: str) -> None:
    odd = ODD[name]
    more = {
        "definitions/odd/definition.yaml": f'term: "Odd{odd}"\nforms: ["Odd{odd}", "{odd}Odds"]\n',
        "definitions/odd/plain.md": fragment("means what is odd. {#def}\n"),
    }
    head = f'parameters: {{who: {{type: string, about: a name, default: "{odd}"}}}}\n'
    compose(place(tmp_path, f"1. Words of Odd{odd} and {{{{ who }}}} here. {{#use}}\n", head, more))
    compose(place(tmp_path, f"1. Words. {{#{odd}}}\n"))
    compose(place(tmp_path, f'1. Words {{{{ ref("{odd}") }}}}. {{#use if="{odd}"}}\n'))
    compose(place(tmp_path, more={"words/clause.yaml": CLAUSE.format(odd)}))
    manifest = MANIFEST.replace(
        LICENSE, LICENSE.replace("Test License", f'"{odd}"').replace('1.0"', f'1.0{odd}"')
    )
    compose(place(tmp_path, manifest=manifest))


def test_terms_are_found_whatever_letters_do_to_each_other_in_another_case(tmp_path: Path) -> None:
    # "İ".lower() has two characters, "ß".upper() too, and the Kelvin sign folds to k
    more = {
        "definitions/odd/definition.yaml": 'term: "Straße"\nforms: ["Straße", "İstanbul", "K Kelvin", "ſet"]\n',
        "definitions/odd/plain.md": fragment("means what is odd. {#def}\n"),
    }
    for words in (
        "Straße",
        "STRASSE",
        "straße",
        "İstanbul",
        "i̇stanbul",
        "istanbul",
        "\u212a Kelvin",
        "k kelvin",
        "set",
        "SET",
        "ſet",
    ):
        compose(place(tmp_path, f"1. Words {words} here. {{#use}}\n", more=more))
