"""Prints the right number in each citation of a page: `python -m clausewright.publish.citations FILE…`.

A citation is a link to the clause reference, `[Section 9(a)](clauses/grant.md#standard/acts)`. It stands
below a heading that names a shipped profile in code, and cites that profile's license.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from ..diagnostic import ClausewrightError
from ..document import Document, Ref, reference_text
from ..document.record import record
from ..source.index import SHIPPED
from .profiles import compose_profile

_HEADING = re.compile(r"^## `([a-z-]+)`.*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\(clauses/(?:definitions/)?([a-z-]+)\.md#([a-z-]+)(?:/([a-z0-9.-]+))?\)")


class WrongCitation(ClausewrightError):
    """Raised for a citation of what the profile's license does not have."""


@record
class Citation:
    """One citation on a page."""

    profile: str
    printed: str
    """What stands on the page."""
    right: str
    """What the license prints."""
    subject: str
    """Full id of the clause or definition."""
    variant: str
    paragraph: str
    """Id of the paragraph inside it, or an empty string."""


def citations(text: str) -> list[Citation]:
    """Return the citations of a page in order.

    Raises:
        WrongCitation: One of them cites what is not there.
    """
    found: list[Citation] = []

    def keep(citation: Citation) -> str:
        found.append(citation)
        return citation.printed

    _each(text, keep)
    return found


def corrected(text: str) -> str:
    """Return a page with every citation as the license prints it. Raises WrongCitation."""
    return _each(text, lambda citation: citation.right)


def _each(text: str, words: Callable[[Citation], str]) -> str:
    starts = [*_HEADING.finditer(text)]
    ends = [match.start() for match in starts[1:]] + [len(text)]
    out = [text[: starts[0].start()] if starts else text]
    for heading, end in zip(starts, ends, strict=True):
        document = _license(heading[1])

        def write(match: re.Match[str], profile: str = heading[1], document: Document = document) -> str:
            made = words(_citation(profile, document, match))
            return f"[{made}]{match[0][match[0].index('](') + 1 :]}"

        out.append(_LINK.sub(write, text[heading.start() : end]))
    return "".join(out)


@cache
def _license(profile: str) -> Document:
    return compose_profile(profile).document


def _citation(profile: str, document: Document, match: re.Match[str]) -> Citation:
    subject, variant, paragraph = f"{SHIPPED}:{match[2]}", match[3], match[4] or ""
    if not any(c.id == subject and c.variant == variant for c in document.choices):
        raise WrongCitation(f"`{profile}` does not have `{match[2]}={variant}`")
    target = f"{subject}/{paragraph}" if paragraph else subject
    if subject in document.terms and target not in document.labels:
        # a paragraph of a definition without a number: the definition as a whole
        target = subject
    if target not in document.labels and target not in document.ranges and target not in document.terms:
        raise WrongCitation(f"`{profile}` has no number for `{match[2]}/{paragraph}`")
    right = reference_text(document, Ref((target,), "number")).replace("\u00a0", " ")
    return Citation(profile, match[1], right, subject, variant, paragraph)


def main(paths: list[Path]) -> None:
    """Correct the citations of some pages."""
    for path in paths:
        path.write_text(corrected(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
