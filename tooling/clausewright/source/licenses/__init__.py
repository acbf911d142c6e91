"""Reads any license, whoever wrote it, into a document: plain text, Markdown, HTML and Word."""

from __future__ import annotations

from .reading import read_license, read_license_fully
from .words import printed, source_words, words

__all__ = ["printed", "read_license", "read_license_fully", "source_words", "words"]
