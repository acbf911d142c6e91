"""Reads libraries, manifests and finished licenses into typed objects that keep file, line and column."""
