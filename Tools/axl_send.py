"""Sends requests: what is not there is added, what differs is updated."""
import html
import json
import os
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree
from typing import Dict, List, Optional, Set, Tuple

from axl_bundle import Record, named
from axl_cluster import Fault
from axl_elements import alike, brief, emptied, is_empty, written
from axl_messages import Stop, clean
from axl_work import Work

Element = ElementTree.Element
# No `get` shows them, and what people have set since is not overwritten by the next run.
ONCE = ("pin", "pinCredentials")


class Sending(Work):
    """`send`: get, then add or update."""

    def run(self) -> int:
        parts: Dict[str, int] = {}
        chosen: List[Tuple[Record, pathlib.Path]] = []
        paths: Dict[int, pathlib.Path] = {}
        for request in self.bundle.requests:
            identity = json.dumps([request["phase"], request["object"], request["key"]])
            parts[identity] = parts.get(identity, 0) + 1
            paths[request["order"]] = self.journal.path(request, parts[identity])
            if request["phase"] in self.bundle.chosen:
                chosen.append((request, paths[request["order"]]))
        self._warn(chosen, paths)
        self._secrets(chosen)
        # What this run adds, and what it leaves although it differs.
        self._coming: Set[str] = set()
        self._waiting: List[str] = []
        heads = {phase["first"]: phase for phase in self.bundle.index["phases"]}
        if not self.options.phase:
            self.by_hand += self.bundle.index.get("notes", [])
        for request, path in chosen:
            head = heads.get(request["order"])
            if head:
                print(f"{head['title']} ({head['phase']})")
                if "before" in head:
                    print(f"       before: {head['before']}")
                for note in head.get("notes", []):
                    self.to_know[note] = []
            self._one(request, path)
        code = self.end()
        if self._waiting:
            print("left for later: send these phases again, without --add-only, when their changes may be seen")
        for name in dict.fromkeys(self._waiting):
            print(f"  - {name}")
        return code

    def _one(self, request: Record, path: pathlib.Path) -> None:
        earlier, losses = self.journal.read(path), self.link.losses
        try:
            self.link.persist(lambda: self._step(request, path))
        except Fault as fault:
            # Nothing was changed, unless an earlier attempt did so without an answer.
            if losses == self.link.losses and self.journal.read(path) != earlier:
                self.journal.write(path, earlier)
            text = clean(str(fault))
            for secret in request.get("secrets", []) if not self.is_dry else []:
                text = text.replace(self._pin(secret) or "\n", "…")
            raise Stop(f"stopped at request {request['order']} of phase '{request['phase']}', {named(request)}: "
                       f"{text}\nmend the cause and send again, or take back what was sent with undo", 1) from None
        for note in request.get("notes", []):
            if request["mode"] == "get" or "by hand" in note:
                self.by_hand.append(f"{named(request)}: {note}")
            else:
                self.to_know.setdefault(note, []).append(named(request))

    def _step(self, request: Record, path: pathlib.Path) -> None:
        there, mode = self.look(request), request["mode"]
        if mode == "get":
            return self.tell(request, "read only", "" if there is not None else ": is not there")
        if mode == "do":
            return self._do(request, path, there)
        if there is None and mode == "update":
            if self.is_dry and named(request) in self._coming:
                return self.tell(request, "update", ", which is added before")
            if self.is_dry:
                self.failed += 1
                return self.tell(request, "missing", ": add it to the cluster, or send the phases before")
            raise Stop(f"stopped at request {request['order']} of phase '{request['phase']}': {named(request)} is not "
                       "on the cluster; add it there, or send the phases before", 1)
        if there is None:
            return self._add(request, path)
        if mode == "add":
            return self._nothing(request, path)
        return self._update(request, path, there)

    def _must_stay(self, request: Record, path: pathlib.Path, there: Optional[Element]) -> bool:
        """True with --add-only for what was there before this run; an addition that was broken off is gone on with."""
        if not self.options.add_only or there is None or named(request) in self._coming:
            return False
        earlier = self.journal.read(path)
        return earlier is None or earlier["did"] != "add" or earlier["state"] != "sending"

    def _leave(self, request: Record, path: pathlib.Path, changed: List[str]) -> None:
        """The object is there for what comes later, so the journal knows it; a later run without the option sets it."""
        self._waiting.append(named(request))
        self._nothing(request, path, "left", ": " + ", ".join(changed) if changed else "")

    def _record(self, request: Record, path: pathlib.Path, did: str, there: Optional[Element]) -> Record:
        """What is known of a request; the values before the first sending stay."""
        earlier = self.journal.read(path)
        if earlier is None or earlier["did"] == "nothing":
            answer = None if there is None else ElementTree.tostring(there, encoding="unicode")
            earlier = {"did": did, "former": {}, "members": [], "pins": False, "answer": answer}
        same = {name: request[name] for name in ("order", "phase", "object", "key")}
        return {**same, **earlier, "order": request["order"], "state": "sending"}

    def _send(self, request: Record, path: pathlib.Path, record: Record, operation: str, body: str) -> None:
        for secret in request.get("secrets", []):
            place = f"<pin>{html.escape(secret['placeholder'], quote=False)}</pin>"
            if place in body:
                pin = self._pin(secret)
                if not pin:
                    raise Stop(f"the PIN of {named(request)} is missing", 3)
                body = body.replace(place, f"<pin>{html.escape(pin, quote=False)}</pin>")
        sets_once = any(f"<{name}>" in body for name in ONCE)
        self.journal.write(path, record)
        self.link.call(operation, body)
        self.journal.write(path, {**record, "state": "done", "pins": record["pins"] or sets_once})

    def _nothing(self, request: Record, path: pathlib.Path, what: str = "unchanged", more: str = "") -> None:
        record = self._record(request, path, "nothing", None)
        if not self.is_dry and self.journal.read(path) != {**record, "state": "done"}:
            self.journal.write(path, {**record, "state": "done"})
        self.tell(request, what, more)

    def _add(self, request: Record, path: pathlib.Path) -> None:
        self._coming.add(named(request))
        if not self.is_dry:
            record = self._record(request, path, "add", None)
            self._send(request, path, record, request["add"]["operation"], self.bundle.body(request["add"]))
        self.tell(request, "add")

    def _update(self, request: Record, path: pathlib.Path, there: Element) -> None:
        body = self.bundle.body(request["update"])
        record = self._record(request, path, "update", there)
        if record["pins"] and not self.options.pins:
            for name in ONCE:
                body = re.sub(f"<{name}>.*?</{name}>", "", body)
        ours: Dict[str, List[Element]] = {}
        for element in list(ElementTree.fromstring(body))[len(request["key"]):]:
            ours.setdefault(element.tag, []).append(element)
        changed = [name for name in ours if name in ONCE or not alike(there.findall(name), ours[name])]
        if not changed:
            return self._nothing(request, path)
        if self._must_stay(request, path, there):
            self._leave(request, path, changed)
            return self._differences(changed, there, ours) if self.is_dry else None
        if self.is_dry:
            self.tell(request, "update")
            return self._differences(changed, there, ours)
        if record["did"] == "update":
            record["former"] = self._former(record["former"], there, ours)
        self._send(request, path, record, request["update"]["operation"], body)
        return self.tell(request, "update", ": " + ", ".join(changed))

    @staticmethod
    def _differences(changed: List[str], there: Element, ours: Dict[str, List[Element]]) -> None:
        for name in changed:
            values = "" if name in ONCE else f": {brief(there.findall(name))} -> {brief(ours[name])}"
            print(f"       {name}{values}")

    @staticmethod
    def _former(known: Record, there: Element, ours: Dict[str, List[Element]]) -> Record:
        """Element -> what brings it back, in the order of the schema; what an earlier run saved stays as it is."""
        former: Record = {}
        waiting = list(known)
        for name, elements in ours.items():
            if name in known:
                # Elements that only an earlier run sent keep their place between the others.
                while waiting and waiting[0] not in ours:
                    former[waiting[0]] = known[waiting.pop(0)]
                former[name] = known[name]
                if name in waiting:
                    waiting.remove(name)
            else:
                before = [written(element) for element in there.findall(name) if not is_empty(element)]
                former[name] = {"was": before} if before else {"empty": [emptied(element) for element in elements]}
        former.update((name, known[name]) for name in waiting)
        return former

    def _do(self, request: Record, path: pathlib.Path, there: Optional[Element]) -> None:
        body = self.bundle.body(request["do"])
        named_members = [part.findtext("userId") or "" for part in ElementTree.fromstring(body).iter("member")]
        known = set() if there is None else {part.findtext("userId") or "" for part in there.iter("member")}
        missing = [member for member in named_members if member not in known]
        if named_members and not missing:
            return self._nothing(request, path)
        if self._must_stay(request, path, there):
            return self._leave(request, path, ["members"] if named_members else [])
        if not self.is_dry:
            record = self._record(request, path, "members" if named_members else "do", None)
            record["members"] = record["members"] + [name for name in missing if name not in record["members"]]
            self._send(request, path, record, request["do"]["operation"], body)
        what = f"{len(missing)} members" if named_members else request["do"]["operation"]
        return self.tell(request, "do", f": {what}")

    def _warn(self, chosen: List[Tuple[Record, pathlib.Path]], paths: Dict[int, pathlib.Path]) -> None:
        """Says what should have been sent before; the cluster has the last word."""
        missing: Dict[Tuple[str, str], int] = {}
        needs = {(request["phase"], order) for request, _ in chosen for order in request.get("dependsOn", [])}
        for phase, order in sorted(needs):
            other = self.bundle.requests[order - 1]
            if other["phase"] in self.bundle.chosen or other["mode"] == "get":
                continue
            record = self.journal.read(paths[order])
            if record is None or record["state"] != "done":
                missing[phase, other["phase"]] = missing.get((phase, other["phase"]), 0) + 1
        for (phase, before), count in missing.items():
            print(f"warning: phase '{phase}' needs phase '{before}', and the journal does not know {count} of its "
                  "requests as sent", file=sys.stderr)

    @staticmethod
    def _pin(secret: Record) -> Optional[str]:
        try:
            if "env" in secret:
                return os.environ.get(secret["env"]) or None
            return pathlib.Path(secret["file"]).read_text(encoding="utf-8").strip() or None
        except OSError:
            return None

    def _secrets(self, chosen: List[Tuple[Record, pathlib.Path]]) -> None:
        """All PINs must be there before the first request goes out."""
        missing = []
        for request, path in chosen if not self.is_dry else []:
            for secret in request.get("secrets", []):
                record = self.journal.read(path)
                is_needed = self.options.pins or record is None or not record["pins"]
                if is_needed and not self._pin(secret):
                    missing.append(f"environment variable {secret['env']}" if "env" in secret else
                                   f"file {secret['file']}")
        if missing:
            raise Stop("PINs are missing: " + ", ".join(missing), 3)
