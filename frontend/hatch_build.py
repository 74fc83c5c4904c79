"""Build the page's script while a wheel is made, where npm is at hand; the page works without it too."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PageScript(BuildHookInterface):
    """Runs `npm ci` and `npm run build` unless the script has been built already."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if (root / "src/marsad/publish/static/page.js").exists():
            return
        npm = shutil.which("npm")
        if npm is None or not (root / "frontend/package.json").exists():
            self.app.display_warning("npm was not found: the page is made without its script")
            return
        for command in ([npm, "ci", "--no-audit", "--no-fund"], [npm, "run", "build"]):
            subprocess.run(command, cwd=root / "frontend", check=True)
