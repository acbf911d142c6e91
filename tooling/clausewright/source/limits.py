"""Every limit on what is read, in one table."""

from __future__ import annotations

FRAGMENT_BYTES = 256 * 1024
MANIFEST_BYTES = 64 * 1024
LIBRARY_BYTES = 20 * 1024 * 1024
LIBRARY_FILES = 20_000
DOCUMENT_CHARACTERS = 10 * 1024 * 1024
YAML_DEPTH = 20
YAML_NODES = 20_000
"""Nodes of one YAML file, each alias counted as often as it is used."""
LIST_DEPTH = 6
PROFILE_DEPTH = 20
LIKE_DEPTH = 20
STRING_CHARACTERS = 2_000
"""Length of one parameter value or name."""
LIST_ENTRIES = 200
NUMBER_DIGITS = 60
"""Digits of a number as written out in full."""
PATTERNS = 4_096
"""Combinations of conditions tried when the spans of one paragraph are checked."""
CONDITION_LITERALS = 12
DIAGNOSTICS = 500
"""Complaints kept from one run; the rest is counted."""
