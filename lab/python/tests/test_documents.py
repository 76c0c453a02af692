"""The page's examples, the types of the calls, the documentation, and the notebook."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
import typing
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

import dtao_lab
from conftest import ROOT

HERE = Path(__file__).resolve().parents[1]
NOTEBOOK = HERE / "examples" / "sn28.ipynb"


def test_the_examples_of_the_page_run(tmp_path: Path) -> None:
    text = (HERE / "README.md").read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(examples) == 5
    (tmp_path / "lab").symlink_to(ROOT)
    script = tmp_path / "page.py"
    script.write_text("".join(examples), encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "price-not-cap" / "summary.json").exists()


def test_the_examples_of_the_documentation_run() -> None:
    import doctest

    failures, tried = doctest.testmod(dtao_lab, optionflags=doctest.ELLIPSIS)
    assert (failures, tried) == (0, 4)


def test_the_types_of_the_calls_are_those_of_the_runtime() -> None:
    done = subprocess.run([sys.executable, str(HERE / "stubs.py")], capture_output=True, text=True, check=True)
    installed = Path(dtao_lab.__file__).with_name("_methods.pyi")
    assert done.stdout == installed.read_text(encoding="utf-8"), "run stubs.py"


def test_the_package_and_its_use_have_sound_types(tmp_path: Path) -> None:
    program = tmp_path / "use.py"
    program.write_text(
        "from dtao_lab import Agent, Call, Chain, Result, calls\n"
        "chain = Chain()\n"
        "result: Result = chain.add_stake('//Dave', hotkey='//Bob//hotkey', netuid=1, amount_staked=0.5)\n"
        "call: Call = calls.Balances.transfer_keep_alive('//Dave', dest='//Bob', value=1)\n"
        "def decide(block: int, view: Chain) -> list[Call]:\n"
        "    return [call]\n"
        "chain.run(blocks=1, agents=[Agent(decide)])\n",
        encoding="utf-8",
    )
    config = str(HERE / "pyproject.toml")
    mypy = [sys.executable, "-m", "mypy", "--config-file", config, "--cache-dir", str(tmp_path / "cache")]
    good = subprocess.run([*mypy, str(program)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert good.returncode == 0, good.stdout
    program.write_text("from dtao_lab import Chain\nChain().add_stake('//Dave', netid=1)\nChain().ad_stake()\n", encoding="utf-8")
    bad = subprocess.run([*mypy, str(program)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "netid" in bad.stdout and "ad_stake" in bad.stdout, bad.stdout
    package = subprocess.run([*mypy, "-p", "dtao_lab"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert package.returncode == 0, package.stdout


def public(of: Any) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in vars(of).items() if not name.startswith("_")]


def test_everything_public_has_documentation() -> None:
    missing = []
    for name in dtao_lab.__all__:
        value = getattr(dtao_lab, name)
        if inspect.isclass(value):
            missing += [name] if not value.__doc__ else []
            for member, inner in public(value):
                if (callable(inner) or isinstance(inner, property)) and not inspect.getdoc(inner):
                    missing.append(f"{name}.{member}")
        elif callable(value) and typing.get_origin(value) is None and not inspect.getdoc(value):
            missing.append(name)
    assert missing == []


# Weeks of a chain with 64 subnets.
@pytest.mark.timeout(3_600)
def test_the_notebook_runs_and_has_no_outputs(tmp_path: Path) -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in cells), "strip the outputs"
    lines = [line for cell in cells for line in cell.source.splitlines() if line.strip()]
    assert len(lines) <= 32
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    NotebookClient(notebook, timeout=3_000, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    shown = [output for cell in cells for output in cell.outputs]
    assert any("image/png" in output.get("data", {}) for output in shown), "there is no chart"
    assert not [output for output in shown if output.output_type == "error"]
