"""A redline as one page that stands alone: inline or side by side, by keyboard from change to change."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from ..render.options import Options
from ..render.templates import render as fill
from .comparison import Comparison
from .options import ShowOptions
from .view import context

TEMPLATE = "html/redline.html.j2"

SCRIPT = """\
(function () {
  "use strict";
  var at = -1, said = document.getElementById("page.said");
  function places() {
    return Array.prototype.filter.call(document.querySelectorAll("[data-change]"), function (one) {
      return one.getClientRects().length > 0;
    });
  }
  function go(step) {
    var all = places();
    if (!all.length) { return; }
    var here = all.indexOf(document.activeElement);
    at = here >= 0 ? here + step : at < 0 && step < 0 ? all.length - 1 : at + step;
    at = (at + all.length) % all.length;
    all[at].setAttribute("tabindex", "-1");
    all[at].focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "center" });
    said.textContent = "Change " + (at + 1) + " of " + all.length;
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "n") { go(1); } else if (event.key === "p") { go(-1); }
  });
  document.documentElement.className = "keys";
}());
"""
"""For the keys n and p; the page reads without it."""


def render(comparison: Comparison, options: ShowOptions) -> bytes:
    """Return the comparison as one HTML file in UTF-8."""
    from markupsafe import Markup

    names = context(comparison)
    names["script"] = Markup(SCRIPT)  # noqa: S704 - our own words
    names["script_hash"] = f"sha256-{b64encode(sha256(SCRIPT.encode()).digest()).decode()}"
    return fill(TEMPLATE, names, Options()).encode()
