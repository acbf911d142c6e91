"""Who reviewed the text of a license: a record that speaks of one text only, known by its hash."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

NAME = "REVIEW.json"


def matching(reviews: Sequence[Mapping[str, str]], digest: str) -> list[Mapping[str, str]]:
    """Return the reviews of the text with a hash."""
    return [review for review in reviews if review["text"] == digest]


def review_record(reviews: Sequence[Mapping[str, str]], digest: str) -> bytes:
    """Return the record of all reviews as JSON.

    Args:
        reviews: Each with `text`, `by`, `capacity` and `date`, from the manifest.
        digest: The SHA-256 of the text of this license.
    """
    ours = matching(reviews, digest)
    data = {
        "text": digest,
        # it says that somebody reviewed it, never that it is good, or that a lawyer approved it
        "status": "reviewed" if ours else "draft",
        "reviews": ours,
        "reviews_of_other_texts": [review for review in reviews if review not in ours],
    }
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()
