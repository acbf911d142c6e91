"""A document made by hand that holds every node type and every option of the tree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from clausewright.document import (
    Block,
    Break,
    Bullets,
    Choice,
    Definiendum,
    Definition,
    Document,
    Emphasis,
    Inline,
    Level,
    LibraryInfo,
    LicenseInfo,
    Link,
    Notice,
    Origin,
    Paragraph,
    Part,
    Provision,
    Ref,
    Section,
    Span,
    Strong,
    Term,
    Text,
    Value,
)

NBSP = "\u00a0"


def where(id: str, line: int = 1) -> Origin:
    """Return a plausible origin for an id."""
    return Origin(f"{id.split('/')[0]}/variant.md", line, 1)


def para(id: str, *content: Inline | str, **more: Any) -> Paragraph:
    """Return a plain paragraph; strings become text."""
    return Paragraph(id, inline(*content), where(id), **more)


def item(id: str, *content: Inline | str, **more: Any) -> Paragraph:
    """Return a numbered paragraph; strings become text."""
    return para(id, *content, numbered=True, **more)


def inline(*content: Inline | str) -> tuple[Inline, ...]:
    """Return inline nodes; strings become text."""
    return tuple(Text(node) if isinstance(node, str) else node for node in content)


def section(id: str, heading: str | None, *blocks: Block, **more: Any) -> Section:
    """Return a section."""
    return Section(id, heading, blocks, Origin("core:forms/sample.yaml", 1), **more)


def weights(text: str = "Covered Weights") -> Term:
    """Return a use of the term Covered Weights."""
    return Term("core:covered-weights", (Text(text),))


def sample() -> Document:
    """Return the document: a preamble, two parts of sections, and every inline node."""
    return Document(
        license=LicenseInfo(
            "Aurora Weights Public License", "LicenseRef-AWPL-1.0", "1.0", "2026-11-23", "Aurora Lab"
        ),
        language="en",
        form="core:sample",
        body=(
            _preamble(),
            _definitions(),
            Part(
                "sample:part-grants",
                "Part One: What You may do",
                (_service(), _sharing()),
                Origin("core:forms/sample.yaml", 9),
            ),
            Part(
                "sample:part-general",
                "Part Two: General",
                (_termination(), _disclaimer()),
                Origin("core:forms/sample.yaml", 20),
            ),
            _closing(),
        ),
        numbering=(Level("decimal"), Level("lower-alpha"), Level("lower-roman"), Level("upper-alpha")),
        labels=_LABELS,
        within=_WITHIN,
        ranges=_RANGES,
        terms={
            "core:covered-weights": "Covered Weights",
            "core:derivative-weights": "Derivative Weights",
            "core:operator": "Operator",
        },
        choices=_choices(),
        omitted=("core:use-restrictions",),
        libraries=(LibraryInfo("core", "1.0.0", "0" * 64), LibraryInfo("mine", "0.1", "f" * 64)),
        forms={
            "core:covered-weights": ("Covered Weights",),
            "core:derivative-weights": ("Derivative Weights",),
            "core:operator": ("Operator", "Operators"),
        },
        profile="strong-copyleft",
    )


def _preamble() -> Section:
    return section(
        "sample:preamble",
        "Preamble",
        para(
            "core:api-disclosure/preamble",
            "If you let others use this model over a network, they can get it. This is a ",
            Emphasis((Text("license"),)),
            ", not a contract.",
        ),
        para(
            "core:purpose/preamble",
            Value("license.name", "Aurora Weights Public License", "Aurora Weights Public License"),
            " keeps weights open.",
        ),
        numbered=False,
        plain=True,
    )


def _definitions() -> Section:
    covered = Definition(
        "core:covered-weights",
        "Covered Weights",
        (
            para(
                "core:covered-weights/def",
                Definiendum("core:covered-weights", "Covered Weights"),
                " means the Original Weights and all ",
                Term("core:derivative-weights", (Text("Derivative Weights"),)),
                ".",
            ),
        ),
        where("core:covered-weights"),
    )
    derivative = Definition(
        "core:derivative-weights",
        "Derivative Weights",
        (
            para(
                "core:derivative-weights/def",
                Definiendum("core:derivative-weights", "Derivative Weights"),
                " means Weights that are made by any of these acts:",
                items=(
                    item("core:derivative-weights/training", "Training that starts from ", weights(), "."),
                    item(
                        "core:derivative-weights/adapter",
                        "Training of an Adapter, of either kind:",
                        items=(
                            item("core:derivative-weights/low-rank", "A low-rank one."),
                            item("core:derivative-weights/prompt", "A soft prompt."),
                        ),
                    ),
                    # taken from a slot: the paragraph of another clause
                    item("core:merging/merged", "A merge."),
                ),
                wrap_up=para("core:derivative-weights/steps", "in one step or in many."),
            ),
            para(
                "core:derivative-weights/independent",
                "Weights are not ",
                Term("core:derivative-weights", (Text("Derivative Weights"),)),
                " only because they have the same architecture.",
            ),
        ),
        where("core:derivative-weights"),
    )
    operator = Definition(
        "core:operator",
        "Operator",
        (
            para(
                "core:operator/def",
                Definiendum("core:operator", "Operator"),
                " means one who does one of these for others:",
                items=(
                    Bullets(
                        "core:operator/serves",
                        (para("core:operator/serves", "serves;"), para("core:operator/hosts", "hosts.")),
                        where("core:operator"),
                    ),
                ),
            ),
            Notice(
                "core:operator/notice",
                "Note to readers:\n  an Operator & its staff <are> one.\n\n"
                "(c) 2026 *Aurora* Lab\n1. No markup here.",
                where("core:operator"),
            ),
        ),
        where("core:operator"),
    )
    return section("sample:definitions", "Definitions", covered, derivative, operator)


def _service() -> Section:
    offer = item(
        "core:api-disclosure/offer",
        "If You are the ",
        Term("core:operator", (Text("Operator"),)),
        " of a Covered Service, You must give the ",
        Term("core:covered-weights", (Text("Covered "), Emphasis((Text("Weights"),)))),
        " to each Service User within ",
        Value("offer_days", 30, f"30{NBSP}days"),
        " of the request, for ",
        Value("fee", Decimal("0.50"), "0.50 euros"),
        " at most, or ",
        Value("part", Fraction(1, 3), "one third"),
        " of the cost, until ",
        Value("until", date(2027, 1, 31), "31 January 2027"),
        ", by ",
        Value("ways", ("post", "wire"), "post and wire"),
        Span(
            "core:api-disclosure/exception",
            (Text(", except as "), Ref(("core:merging/keep",)), Text(" says")),
        ),
        ".",
        provisions=(
            Provision(
                "core:api-disclosure/offer",
                "requires",
                "provide",
                {
                    "who": "operator",
                    "when": {"act": "serve-public", "of": "derived"},
                    "material": ("weights-as-run", "notices"),
                    "within": {"parameter": "offer_days", "from": "request"},
                    "condition": True,
                },
            ),
        ),
    )
    end = item(
        "core:api-disclosure/end",
        "The duty in ",
        Ref(("core:api-disclosure/offer",)),
        " ends ",
        Value("keep_days", 365, f"365{NBSP}days"),
        " after You last Served those ",
        weights(),
        ".",
    )
    not_reached = item(
        "core:api-disclosure/not-reached",
        "Nothing in ",
        Ref(("core:api-disclosure",)),
        " or ",
        Ref(("core:merging",)),
        " reaches any of these:",
        items=(
            item("core:api-disclosure/software", "Software with which You run the service."),
            item(
                "core:api-disclosure/data",
                "Data with which You run the service, which is all of these:",
                items=(
                    item("core:api-disclosure/logs", "Logs."),
                    item(
                        "core:api-disclosure/prompts",
                        "Prompts, of these kinds:",
                        items=(
                            Bullets(
                                "core:api-disclosure/system-prompts",
                                (
                                    para("core:api-disclosure/system-prompts", "system prompts;"),
                                    para("core:api-disclosure/user-prompts", "prompts of users."),
                                ),
                                where("core:api-disclosure"),
                            ),
                        ),
                        wrap_up=para("core:api-disclosure/prompts-end", "whoever wrote them."),
                    ),
                ),
            ),
            item("core:api-disclosure/models", "Other models."),
        ),
        wrap_up=para("core:api-disclosure/not-reached-end", "as far as You keep them apart."),
    )
    return section("sample:service", "Serving the Model", offer, end, not_reached)


def _sharing() -> Section:
    return section(
        "sample:sharing",
        "Sharing & “merging”",
        item("core:merging/merge", "You may merge ", weights(), "."),
        item("core:merging/keep", "You must keep ", Ref(("core:derivative-weights/adapter",)), " in mind."),
        item("core:notices/give", "You must pass on this notice:"),
        Notice(
            "core:notices/text",
            "Copyright 2026 Aurora Lab\nAll weights under AWPL 1.0",
            where("core:notices"),
        ),
        Bullets(
            "core:notices/paper",
            (
                para("core:notices/paper", "On paper."),
                para("core:notices/file", "In a file next to the weights."),
            ),
            where("core:notices"),
        ),
        para(
            "core:notices/ways",
            "Ways that will do:",
            items=(
                item("core:notices/way-one", "A file."),
                item(
                    "core:notices/way-two",
                    "A page at ",
                    Link("https://example.org/a_b?c=d&e=f", (Text("our site"),)),
                    ".",
                ),
            ),
        ),
    )


def _termination() -> Section:
    return section(
        "sample:termination",
        None,
        item(
            "core:termination/ends",
            "Your permission ends if You break ",
            Ref(("core:api-disclosure/offer", "core:api-disclosure/end", "sample:termination")),
            ", or ",
            Ref(("core:covered-weights",)),
            " or ",
            Ref(("core:api-disclosure/end", "core:derivative-weights/low-rank")),
            " change.",
        ),
    )


def _disclaimer() -> Section:
    return section(
        "sample:disclaimer",
        "Disclaimer and limitation",
        para(
            "core:warranty/none",
            "The weights come ",
            Strong((Text("as they are"),)),
            ", without warranty of any kind, große Haftung included. See ",
            Ref(("core:api-disclosure/offer",)),
            " and ",
            Link("https://example.org/", (Text("https://example.org/"),)),
            ".",
            conspicuous=True,
        ),
        item(
            "core:liability/none",
            "Nobody owes You any of these:",
            conspicuous=True,
            items=(
                item("core:liability/lost", "Lost profit.", conspicuous=True),
                item("core:liability/lost-data", "Lost ", Emphasis((Text("data"),)), ".", conspicuous=True),
            ),
        ),
    )


def _closing() -> Section:
    return section(
        "sample:closing",
        None,
        para(
            "core:closing/address",
            "Write to:",
            Break(),
            "Aurora Lab",
            Break(),
            Link("mailto:legal@example.org", (Text("legal@example.org"),)),
        ),
        para(
            "core:closing/end",
            "End of the ",
            Strong((Text("terms and "), Emphasis((Text("conditions"),)))),
            ".",
        ),
        numbered=False,
    )


def _choices() -> tuple[Choice, ...]:
    return (
        Choice(
            "clause",
            "core:api-disclosure",
            "weights-to-users",
            {
                "offer_days": 30,
                "fee": Decimal("0.50"),
                "part": Fraction(1, 3),
                "until": date(2027, 1, 31),
                "ways": ("post", "wire"),
                "note": "free",
            },
            where("core:api-disclosure"),
            "manifest",
            "Users of a service may obtain the weights that answer them.",
        ),
        Choice("clause", "core:merging", "keep", {}, where("core:merging"), "form"),
        Choice(
            "definition", "core:covered-weights", "all", {}, where("core:covered-weights"), "only-variant"
        ),
        Choice(
            "clause", "core:notices", "short", {}, where("mine:notices"), "strong-copyleft", "Short.", True
        ),
    )


_LABELS = {
    "sample:definitions": (1,),
    "core:derivative-weights/training": (1,),
    "core:derivative-weights/adapter": (2,),
    "core:derivative-weights/low-rank": (2, 1),
    "core:derivative-weights/prompt": (2, 2),
    "core:merging/merged": (3,),
    "sample:service": (2,),
    "core:api-disclosure/offer": (2, 1),
    "core:api-disclosure/end": (2, 2),
    "core:api-disclosure/not-reached": (2, 3),
    "core:api-disclosure/software": (2, 3, 1),
    "core:api-disclosure/data": (2, 3, 2),
    "core:api-disclosure/logs": (2, 3, 2, 1),
    "core:api-disclosure/prompts": (2, 3, 2, 2),
    "core:api-disclosure/models": (2, 3, 3),
    "sample:sharing": (3,),
    "core:merging/merge": (3, 1),
    "core:merging/keep": (3, 2),
    "core:notices/give": (3, 3),
    "core:notices/way-one": (3, 4),
    "core:notices/way-two": (3, 5),
    "sample:termination": (4,),
    "core:termination/ends": (4, 1),
    "sample:disclaimer": (5,),
    "core:liability/none": (5, 1),
    "core:liability/lost": (5, 1, 1),
    "core:liability/lost-data": (5, 1, 2),
}

_DEFINED = {
    "core:covered-weights": ("core:covered-weights/def",),
    "core:derivative-weights": (
        "core:derivative-weights/def",
        "core:derivative-weights/training",
        "core:derivative-weights/adapter",
        "core:derivative-weights/low-rank",
        "core:derivative-weights/prompt",
        "core:merging/merged",
        "core:derivative-weights/steps",
        "core:derivative-weights/independent",
    ),
    "core:operator": (
        "core:operator/def",
        "core:operator/serves",
        "core:operator/hosts",
        "core:operator/notice",
    ),
}

_WITHIN = {id: owner for owner, ids in _DEFINED.items() for id in ids}

_RANGES = {
    "core:api-disclosure": ("sample:service", "sample:service"),
    "core:merging": ("core:merging/merge", "core:merging/keep"),
    "core:notices": ("core:notices/give", "core:notices/way-two"),
    "core:termination": ("sample:termination", "sample:termination"),
    "core:liability": ("core:liability/none", "core:liability/none"),
}
