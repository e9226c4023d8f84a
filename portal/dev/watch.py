"""Notices that code changed."""

from pathlib import Path

from portal.dev import ROOT

PACKAGES = ("portal", "accounts", "programs", "applications", "notifications")


class Watch:
    """Django's reloader looks after the web process; this is for the worker."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.seen = self._look()

    def has_changed(self) -> bool:
        """Since it was asked last."""
        before, self.seen = self.seen, self._look()
        return before != self.seen

    def _look(self) -> dict[Path, int]:
        found = {}
        for package in PACKAGES:
            for path in (self.root / package).rglob("*.py"):
                try:
                    found[path] = path.stat().st_mtime_ns
                except FileNotFoundError:  # an editor's passing file
                    continue
        return found
