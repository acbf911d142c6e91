"""Clausewright: an authoring and templating toolkit for licenses over AI model weights."""
__version__ = "0.1.0"
