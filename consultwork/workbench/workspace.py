"""A workspace on disk: laying one out, and finding the one we stand in."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from consultwork import settings
from consultwork.errors import Refused
from consultwork.kinds import Kind

MARK = "consultwork.toml"
_README = """This folder is a consultwork workspace.

Start with notebooks/00_start_here.ipynb:
    consultwork -w "{name}" lab

consultwork.toml  who you are: fill this in first
notebooks/        one page for each stage, in order
templates/        the Word templates; edit them in Word
data/             question sets, codebook, asks and facts
consultwork.db    what people told you; keep it on this computer only
out/              the documents you make
"""

# JupyterLab reads this in the folder where it is started, whoever starts it.
PRE_SAVE = "FileContentsManager.pre_save_hook"
KEEP_NO_WORDS = "consultwork.workbench.lab.keep_no_words"
_SERVER = f"""# Notebooks in this workspace never save outputs: they hold what people told us.
c = get_config()  # noqa: F821 - JupyterLab gives it
c.{PRE_SAVE} = "{KEEP_NO_WORDS}"
"""


def find_workspace(start: Path) -> Path | None:
    """The nearest folder, from here upwards, that holds a consultwork.toml."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / MARK).is_file():
            return folder
    return None


def new_workspace(folder: Path, organisation: str = "Our organisation") -> Path:
    """Lay out a workspace: notebooks, templates, data, settings. The database is made when it is opened.

    Raises:
        Refused: the folder is not empty.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused(Kind.FOLDER_IS_NOT_EMPTY, where=folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("templates", "data", "notebooks"):
        source = settings.resource(name, workspace=None)
        shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("demo", ".ipynb_checkpoints", "*.pyc"))
    for notebook in (folder / "notebooks").rglob("*.ipynb"):
        _fresh(notebook)
    settings.write_default_settings(folder / MARK, organisation)
    (folder / "READ ME FIRST.txt").write_text(_README.format(name=folder), encoding="utf-8")
    (folder / "jupyter_server_config.py").write_text(_SERVER, encoding="utf-8")
    (folder / "out").mkdir()
    return folder


def _fresh(notebook: Path) -> None:
    """A notebook as an officer starts it: nothing run, and today is the real day."""
    page = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in page["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
            if "parameters" in cell.get("metadata", {}).get("tags", []):
                cell["source"] = "today = None  # None is the real day"
    notebook.write_text(json.dumps(page, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
