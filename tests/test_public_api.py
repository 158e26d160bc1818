"""The promise: what `import interview_coder` offers."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest

import interview_coder as ic


def typed_names() -> dict[str, str]:
    """
    Return name to module, as type checkers see the package.
    """
    tree = ast.parse(Path(ic.__file__).read_text(encoding="utf-8"))
    imports = [
        node
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
    ]
    return {alias.name: str(node.module) for node in imports for alias in node.names}


def test_all_is_sorted_and_whole() -> None:
    """
    `__all__` has every public name once, in order, and `dir` shows the same.
    """
    assert ic.__all__ == sorted(set(ic.__all__))
    assert dir(ic) == ic.__all__
    assert set(ic.__all__) == set(typed_names())


@pytest.mark.parametrize("name", ic.__all__)
def test_names_can_be_imported(name: str) -> None:
    """
    Each name is what type checkers take it for, and says in its docstring what it does.
    """
    found = getattr(ic, name)

    assert found is getattr(import_module(typed_names()[name]), name)
    assert found.__name__ == name
    assert inspect.getdoc(found)


@pytest.mark.parametrize("name", ["Decision", "Reasons", "read_decisions"])
def test_decisions_are_offered(name: str) -> None:
    """
    Whoever reviews codings in a program finds everything for it at the top.
    """
    assert name in ic.__all__


def test_star_import() -> None:
    """
    A star import brings the public names and no others.
    """
    names: dict[str, object] = {}

    exec("from interview_coder import *", names)

    assert set(names) - {"__builtins__"} == set(ic.__all__)


def test_unknown_name() -> None:
    """
    A name that is not there is an AttributeError that says which, as of any module.
    """
    with pytest.raises(AttributeError, match="'interview_coder' has no attribute 'analyse'"):
        ic.analyse  # noqa: B018
    assert not hasattr(ic, "analyse")


def test_the_package_is_typed() -> None:
    """
    The marker that lets type checkers read the package is there.
    """
    assert (Path(ic.__file__).parent / "py.typed").is_file()
