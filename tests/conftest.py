"""Settings of every test."""

from __future__ import annotations

import importlib
import os
import pkgutil
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import clausewright

# what the tests start as commands may keep its compiled code, as an installed package does
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# The same examples on every run: a red run is a fault of the change, and not of the dice. `make test-all`
# throws them anew.
settings.register_profile(
    "same", derandomize=True, deadline=None, max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
settings.register_profile("new", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("new" if os.environ.get("CLAUSEWRIGHT_TEST_ALL") else "same")

# Hypothesis draws from the constants of the modules that are loaded: with all of them loaded, a test gets the
# same examples alone as beside others
for module in pkgutil.walk_packages(clausewright.__path__, "clausewright."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Give a headless Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is missing; `tooling/setup.sh test` installs it"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()
