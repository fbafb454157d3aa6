"""What the console ships is what its sources build, and nothing asks for what is not there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "api/pages"
STATIC = PAGES / "static"


def test_every_shipped_file_carries_a_hash_and_every_name_leads_to_one() -> None:
    manifest: dict[str, str] = json.loads((STATIC / "manifest.json").read_text())
    assert all((STATIC / file).is_file() for file in manifest.values())
    plain = {"manifest.json", "THIRD-PARTY.txt"}
    assert [
        path.name
        for path in STATIC.iterdir()
        if path.name not in plain and not re.search(r"\.[A-Z0-9]{8}\.", path.name)
    ] == []


def test_every_icon_of_the_templates_is_in_the_sprite() -> None:
    manifest: dict[str, str] = json.loads((STATIC / "manifest.json").read_text())
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / manifest["icons.svg"]).read_text()))
    texts = [*(PAGES / "templates").glob("*.html"), *PAGES.glob("*.py")]
    used = {name for path in texts for name in re.findall(r'icon\("([\w-]+)"', path.read_text())}
    assert used - sprite == set()


def test_the_licences_of_what_others_made_are_shipped() -> None:
    notices = (STATIC / "THIRD-PARTY.txt").read_text()
    for name in (
        "htmx.org",
        "IBM Plex Sans",
        "IBM Plex Mono",
        "Lucide",
        "Natural Earth",
        "SIL OPEN FONT LICENSE",
    ):
        assert name in notices


def test_the_first_visit_fits_a_bad_line() -> None:
    manifest: dict[str, str] = json.loads((STATIC / "manifest.json").read_text())
    gzip = shutil.which("gzip")
    assert gzip
    small = sum(
        len(subprocess.run([gzip, "-c", STATIC / manifest[name]], capture_output=True, check=True).stdout)
        for name in ("console.js", "style.css", "icons.svg")
    )
    assert small < 40_000


def test_the_shipped_files_are_what_the_sources_build() -> None:
    node = shutil.which("node")
    if node is None or not (ROOT / "node_modules/esbuild").is_dir():
        pytest.skip("needs node and node_modules: scripts/assets --check installs and compares")
    done = subprocess.run(
        [node, "api/pages/assets/build.mjs", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_catalogue_holds_every_text_of_the_console() -> None:
    if not (ROOT / ".venv/bin/pybabel").exists():
        pytest.skip("needs the virtualenv of scripts/setup")
    done = subprocess.run(
        [ROOT / "scripts/catalogue", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
