"""What sending and undoing have in common."""
import argparse
import xml.etree.ElementTree as ElementTree
from typing import Dict, List, Optional

from axl_bundle import Bundle, Record, named
from axl_cluster import Fault, Link
from axl_journal import Journal

Element = ElementTree.Element
DONE = {"add": "added", "update": "updated", "do": "done", "remove": "removed", "restore": "restored",
        "left": "left for later"}


class Work:
    """What sending and undoing have in common."""

    def __init__(self, bundle: Bundle, link: Link, journal: Journal, options: argparse.Namespace) -> None:
        self.bundle, self.link, self.journal, self.options = bundle, link, journal, options
        self.is_dry: bool = options.dry_run
        link.actions, link.action = bundle.index["soapActions"], f"CUCM:DB ver={bundle.index['axlVersion']} "
        self.counts: Dict[str, int] = {}
        self.by_hand: List[str] = []
        # Note -> objects that it is about; none for a note about all.
        self.to_know: Dict[str, List[str]] = {}
        self.failed = 0

    def look(self, request: Record) -> Optional[Element]:
        """The object on the cluster; None where it is not."""
        operation = self.bundle.operation("get", request) or ""
        try:
            found = self.link.call(operation, self.bundle.by_key(operation, request))
            return Element(request["object"]) if found is None else found
        except Fault as fault:
            if fault.is_absence:
                return None
            raise

    def tell(self, request: Record, what: str, more: str = "") -> None:
        """A line of progress."""
        print(f"{request['order']:>5}/{len(self.bundle.requests)}  {what:<9} {named(request)}{more}", flush=True)
        self.counts[what] = self.counts.get(what, 0) + 1

    def run(self) -> int:
        """Does the work; returns the exit code."""
        raise NotImplementedError

    def end(self) -> int:
        """The summary."""
        told = [f"{count} {DONE.get(what, what)}" for what, count in self.counts.items()]
        print(("nothing was changed; would be: " if self.is_dry else "") + (", ".join(told) or "nothing to do"))
        if self.by_hand:
            print("by hand:")
        for line in self.by_hand:
            print(f"  - {line}")
        if self.to_know:
            print("to know:")
        for note, objects in self.to_know.items():
            more = f" and {len(objects) - 3} more" if len(objects) > 3 else ""
            print(f"  - {', '.join(objects[:3])}{more}{': ' if objects else ''}{note}")
        return 1 if self.failed else 0
