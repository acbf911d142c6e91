"""`python -m clausewright`: the same as the command."""

import sys

from .cli.main import main

sys.exit(main())
