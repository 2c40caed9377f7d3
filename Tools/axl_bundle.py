"""The requests that a bundle has for one cluster."""
import functools
import html
import json
import pathlib
import sys
from typing import Any, Callable, Dict, List, Optional, Set

from axl_messages import Stop, clean

Record = Dict[str, Any]


def named(request: Record) -> str:
    """Type and key of an object, for people."""
    return " ".join([request["object"]] + [f"'{clean(value)}'" for value in request["key"].values() if value])


class Bundle:
    """The requests of one cluster."""

    def __init__(self, folder: pathlib.Path, phases: List[str]) -> None:
        self._folder = folder / "axl"
        try:
            self.index = json.loads((self._folder / "requests.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise Stop(f"'{folder}' is no cluster's directory of a bundle: {error}", 3) from None
        if self.index.get("format") != 1:
            raise Stop(f"'{folder}' has another format than this program reads", 3)
        self.requests: List[Record] = self.index["requests"]
        known = [phase["phase"] for phase in self.index["phases"]]
        self.chosen: Set[str] = set(phases or known) & set(known)
        for phase in phases:
            if phase not in known:
                print(f"note: this cluster has no requests of phase '{clean(phase)}'", file=sys.stderr)
        if known and not self.chosen:
            raise Stop(f"--phase: none of these; there are {', '.join(known)}", 2)
        self._lines: Callable[[str], List[str]] = functools.lru_cache(4)(
            lambda name: (self._folder / name).read_text(encoding="utf-8").split("\n"))

    def body(self, place: Record) -> str:
        """The text of a body, with placeholders."""
        line: int = place["line"]
        return self._lines(place["file"])[line - 1]

    def operation(self, verb: str, request: Record) -> Optional[str]:
        """The name of an operation on an object; None where AXL has none."""
        name = verb + request["object"][0].upper() + request["object"][1:]
        known: Dict[str, str] = self.index["objects"].get(request["object"], {verb: name})
        return name if verb == "update" else known.get(verb)

    def by_key(self, operation: str, request: Record, content: str = "") -> str:
        """A body that begins with the key of a request's object."""
        key = "".join(f"<{name}>{html.escape(value or '', quote=False)}</{name}>"
                      for name, value in request["key"].items())
        return f'<axl:{operation} xmlns:axl="{self.index["namespace"]}">{key}{content}</axl:{operation}>'
