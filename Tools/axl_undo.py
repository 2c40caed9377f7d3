"""Takes back what was sent."""
import html
import pathlib
from typing import List, Tuple

from axl_bundle import Record, named
from axl_cluster import Fault
from axl_journal import is_open
from axl_messages import clean
from axl_work import Work


class Undoing(Work):
    """`undo`: the journal backwards."""

    def run(self) -> int:
        pending = sorted(self.journal.records(), key=lambda pair: int(pair[1]["order"]), reverse=True)
        if self.options.phase:
            pending = [pair for pair in pending if pair[1]["phase"] in self.bundle.chosen]
        for _, record in pending:
            # Of a run that was broken off.
            if record["state"] == "undone" and "left" in record:
                self._left(record, record["left"])
        pending = [pair for pair in pending if is_open(pair[1])]
        if self.options.keep_added:
            added = {named(record) for _, record in self.journal.records()
                     if record["did"] == "add" and is_open(record)}
            pending = [pair for pair in pending if named(pair[1]) not in added]
        self._going = {named(record) for _, record in pending if record["did"] == "add"}
        # What one request refuses because of another one's object is tried again when that is gone.
        while pending:
            refused: List[Tuple[pathlib.Path, Record, str]] = []
            for path, record in pending:
                try:
                    self.link.persist(lambda record=record, path=path: self._step(path, record))  # type: ignore[misc]
                except Fault as fault:
                    refused.append((path, record, clean(str(fault))))
            if len(refused) == len(pending):
                break
            pending = [(path, record) for path, record, _ in refused]
        for _, record, reason in refused if pending else []:
            self.tell(record, "refused", f": {reason}")
            self._left(record, f"{'remove' if record['did'] == 'add' else 'restore'} it by hand: {reason}")
        code = self.end()
        if not code and not self.is_dry:
            rest = sorted({record["phase"] for _, record in self.journal.records() if is_open(record)})
            print(f"'{self.journal.folder}' keeps what was done; " +
                  (f"it is needed for {', '.join(rest)}" if rest else "it is not needed any more"))
        return code

    def _left(self, record: Record, text: str) -> None:
        self.failed += 1
        record["left"] = text
        self.by_hand.append(f"{named(record)}: {text}")

    def _step(self, path: pathlib.Path, record: Record) -> None:
        what = {"add": self._remove, "update": self._restore, "members": self._remove_members}[record["did"]](record)
        if not self.is_dry:
            self.journal.write(path, {**record, "state": "undone"})
        self.tell(record, what, ": " + ", ".join(record["former"]) if what == "restore" and record["former"] else "")

    def _change(self, operation: str, body: str) -> None:
        if not self.is_dry:
            self.link.call(operation, body)

    def _remove(self, record: Record) -> str:
        operation = self.bundle.operation("remove", record)
        if self.look(record) is None:
            return "gone"
        if operation is None:
            self._left(record, "AXL cannot remove it: remove it by hand")
            return "by hand"
        self._change(operation, self.bundle.by_key(operation, record))
        return "remove"

    def _restore(self, record: Record) -> str:
        operation = self.bundle.operation("update", record) or ""
        if self.look(record) is None:
            if named(record) not in self._going:
                self._left(record, "it is not there any more")
            return "gone"
        former = {name: known for name, known in record["former"].items() if name != "pin"}
        lost = [name for name, known in record["former"].items() if name == "pin" or known.get("empty") == [""]]
        reason = ""
        all_of_it = "".join(text for known in former.values() for text in known.get("was") or known["empty"])
        kept = "".join(text for known in former.values() for text in known.get("was", []))
        try:
            if all_of_it:
                self._change(operation, self.bundle.by_key(operation, record, all_of_it))
        except Fault as fault:
            if kept == all_of_it:
                raise
            reason = f" ({clean(str(fault))})"
            # What was not there before cannot always be emptied.
            if kept:
                self._change(operation, self.bundle.by_key(operation, record, kept))
            lost += [name for name, known in former.items() if any(known.get("empty", []))]
        if lost and named(record) not in self._going:
            self._left(record, f"no request brings back {', '.join(lost)}: set by hand what was there before{reason}")
        return "restore"

    def _remove_members(self, record: Record) -> str:
        operation = self.bundle.operation("update", record) or ""
        there = self.look(record)
        known = set() if there is None else {part.findtext("userId") for part in there.iter("member")}
        members = [member for member in record["members"] if member in known]
        if members:
            content = "".join(f"<member><userId>{html.escape(name, quote=False)}</userId></member>" for name in members)
            self._change(operation, self.bundle.by_key(
                operation, record, f"<removeMembers>{content}</removeMembers>"))
        return "restore"
