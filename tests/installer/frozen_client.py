"""Builds the workstation client once for each state of its sources."""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.architecture.tree import ROOT, relative, walk

CLIENT = ("app", "views", "models", "local_store", "sync_client", "printing", "resources")
CACHE = ROOT / ".almoner" / "frozen"
BUILD_TIMEOUT_S = 600


def fingerprint() -> str:
    """What a build is made from: sources, plan, packages, interpreter."""
    made_from = hashlib.sha256(f"{platform.platform()} {sys.version}".encode())
    plan = [ROOT / "installer" / "almoner.spec", ROOT / "requirements.lock"]
    for path in [*plan, *(path for folder in CLIENT for path in walk(ROOT / folder))]:
        made_from.update(f"{relative(path)}\0".encode() + path.read_bytes() + b"\0")
    return made_from.hexdigest()[:16]


def frozen_client() -> Path:
    """The program of the build that belongs to the present sources, made now if there is none."""
    built = CACHE / fingerprint()
    if not built.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        for older in CACHE.iterdir():
            shutil.rmtree(older)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            build(Path(folder))
            (Path(folder) / "dist").rename(built)
    return built / "almoner" / ("almoner.exe" if os.name == "nt" else "almoner")


def build(folder: Path) -> None:
    """Run PyInstaller; what it says is shown only if it fails."""
    plan = ROOT / "installer" / "almoner.spec"
    where = ["--distpath", str(folder / "dist"), "--workpath", str(folder / "work")]
    outcome = subprocess.run(
        [sys.executable, "-m", "PyInstaller", str(plan), *where, "--log-level", "WARN"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=BUILD_TIMEOUT_S,
    )
    assert outcome.returncode == 0, outcome.stderr
