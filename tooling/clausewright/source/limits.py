"""Every limit on what is read, in one table."""

from __future__ import annotations

FRAGMENT_BYTES = 256 * 1024
MANIFEST_BYTES = 64 * 1024
CONFIRMED_BYTES = 4 * 1024 * 1024
LIBRARY_BYTES = 20 * 1024 * 1024
LIBRARY_FILES = 20_000
DOCUMENT_CHARACTERS = 10 * 1024 * 1024
YAML_DEPTH = 20
YAML_NODES = 20_000
"""Nodes of one YAML file, each alias counted as often as it is used."""
LIST_DEPTH = 6
INLINE_DEPTH = 18
"""Emphasis, links and spans inside each other; the parser itself stops at 20."""
LIBRARIES = 40
"""Libraries of one manifest."""
LIBRARY_PARAGRAPHS = 50_000
"""Paragraphs of all variants of one library, those included that `like` inherits."""
CACHE_BYTES = 400 * 1024 * 1024
PROFILE_DEPTH = 20
LIKE_DEPTH = 20
STRING_CHARACTERS = 2_000
"""Length of one parameter value or name."""
FORM_CHARACTERS = 200
"""Length of a defined term and of each of its forms."""
LIST_ENTRIES = 200
NUMBER_DIGITS = 60
"""Digits of a number as written out in full."""
PATTERNS = 4_096
"""Combinations of conditions tried when the spans of one paragraph are checked."""
CONDITION_LITERALS = 12
CONDITIONS = 200
"""Conditions in one list of `requires` or `conflicts`."""
CONDITIONAL_SPANS = 40
"""Spans with a condition in one paragraph."""
SAME_ID = 40
"""Paragraphs of one text that share an id because they exclude each other."""
STYLE_CHARACTERS = 20_000
"""Characters of one paragraph that the drafting rules look at."""
STEPS = 20_000_000
"""Work on checking what can stand together in one library: conditions tested, characters read."""
SPACE_STEPS = 2_000_000
"""Work on proving one library: places walked, circles unrolled, questions asked."""
SPACE_COUNT = 1_000_000
"""Work on counting the selections of one form: constraints looked at."""
SPACE_CONFLICTS = 200_000
"""Conflicts that the solver may meet in one question of a proof."""
SUGGESTIONS = 300
"""Names among which the nearest to an unknown one is looked for."""
DIAGNOSTICS = 500
"""Complaints kept from one run."""
LICENSE_BYTES = 64 * 1024 * 1024
"""Bytes of a license file that are looked at at all, so that what is wrong with it can be said."""
LICENSE_CHARACTERS = 4 * 1024 * 1024
"""Bytes of a license as text; the longest of the SPDX list has 130,000."""
WORD_PARTS = 2_000
"""Members of a Word document."""
WORD_BYTES = 48 * 1024 * 1024
"""Bytes of one part of a Word document that is read, unpacked."""
WORD_RATIO = 200
"""How many times larger than packed a part may be that is larger than a megabyte."""
LICENSE_PIECES = 20_000
"""Paragraphs, headings and items of one license."""
LICENSE_LINES = 100_000
"""Lines of one license."""
LICENSE_DEPTH = 200
"""Elements inside each other in HTML or Word."""
LINEAGE_BYTES = 256 * 1024 * 1024
"""Bytes of a lineage file; a step takes a hundred or two."""
CARD_BYTES = 16 * 1024 * 1024
"""Bytes of a model card, a configuration or a bill of materials."""
LINEAGE_LINES = 2_000_000
"""Lines of a lineage in JSON Lines."""
BUNDLE_FILES = 4_000
"""Files of one bundle."""
BUNDLE_FILE_BYTES = 64 * 1024 * 1024
BUNDLE_BYTES = 192 * 1024 * 1024
"""Bytes of all files of one bundle, and of its archive."""
