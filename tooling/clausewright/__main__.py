"""`python -m clausewright`: the same as the command."""

from .cli.main import entry

entry()
