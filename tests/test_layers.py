from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_imports_run_one_way(monkeypatch):
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    monkeypatch.chdir(ROOT)
    # What breaks a contract is printed, and pytest shows it.
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


def test_every_module_has_its_layer():
    # A module that no layer names may import what it likes.
    layers = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("layers = [")[2]
    named = set(re.findall(r"chargesheet\.pipeline\.(\w+)", layers.partition("\n]")[0]))
    modules = {path.stem for path in (ROOT / "pipeline").glob("*.py")} - {"__init__"} | {"readers", "statistics"}
    assert named == modules
    assert "(chargesheet" not in layers


def test_every_module_is_on_the_map():
    listed = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("```")[2].partition("```")[0]
    names = re.findall(r"[a-z_]+\*?", listed)
    for path in (ROOT / "pipeline").glob("*.py"):
        assert path.stem == "__init__" or any(
            path.stem == name or (name.endswith("*") and path.stem.startswith(name[:-1])) for name in names
        ), path.stem


def test_every_package_is_in_the_wheel():
    # An editable install finds packages that the wheel forgot.
    wanted = {
        path.parent.relative_to(ROOT)
        for top in ("pipeline", "schemas", "patterns")
        for path in (ROOT / top).rglob("__init__.py")
    }
    named = re.findall(
        r'^    "chargesheet\.([\w.]+)",$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert wanted <= {Path(*name.split(".")) for name in named}


def test_help_imports_nothing_heavy():
    code = (
        "import sys; sys.argv = ['chargesheet', '--help']\n"
        "from chargesheet.pipeline.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'polars', 'pandera', 'quantulum3', 'numpy'} & sys.modules.keys()\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_process_that_hands_out_work_imports_nothing_heavy():
    code = (
        "import sys, chargesheet.pipeline.report\n"
        "heavy = {'spacy', 'polars', 'pandera', 'quantulum3', 'numpy', 'trafilatura', 'lxml'} & sys.modules.keys()\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
