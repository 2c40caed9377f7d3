"""What was on the cluster before, and what was done."""
import hashlib
import json
import os
import pathlib
from typing import Iterator, Optional, Tuple

from axl_bundle import Record
from axl_messages import Stop


class Journal:
    """One file for each request: what was there before, and what was done."""

    def __init__(self, folder: pathlib.Path, cluster: str, is_dry: bool) -> None:
        self.folder, self._head = folder, {"format": 1, "clusterId": cluster}
        head = folder / "journal.json"
        try:
            if head.exists() and json.loads(head.read_text(encoding="utf-8")) != self._head:
                raise Stop(f"'{folder}' is the journal of another cluster", 2)
            if not is_dry and not head.exists():
                folder.mkdir(mode=0o700, exist_ok=True)
                self._save(head, self._head)
        except (OSError, ValueError) as error:
            raise Stop(f"the journal '{folder}' cannot be used: {error}", 3) from None

    def path(self, request: Record, part: int) -> pathlib.Path:
        """The file of a request; it is found again when other requests come between."""
        identity = json.dumps([request["phase"], request["object"], list(request["key"].items()), part])
        return self.folder / f"{request['phase']}-{hashlib.sha256(identity.encode()).hexdigest()[:16]}.json"

    def read(self, path: pathlib.Path) -> Optional[Record]:
        """What is known of a request that has not been undone."""
        if not path.exists():
            return None
        record = self._load(path)
        return None if record["state"] == "undone" else record

    def write(self, path: pathlib.Path, record: Optional[Record]) -> None:
        """Brings a record to the disk, or takes it away."""
        if record is None:
            path.unlink()
        else:
            self._save(path, record)

    def records(self) -> Iterator[Tuple[pathlib.Path, Record]]:
        """All that was sent, undone or not."""
        for path in sorted(self.folder.glob("*-*.json")):
            yield path, self._load(path)

    @staticmethod
    def _load(path: pathlib.Path) -> Record:
        try:
            record: Record = json.loads(path.read_text(encoding="utf-8"))
            return record
        except ValueError as error:
            raise Stop(f"the journal '{path}' cannot be read: {error}", 3) from None

    def _save(self, path: pathlib.Path, content: Record) -> None:
        fresh = path.with_suffix(".new")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(content, file, indent=1)
            file.flush()
            if content.get("state") == "sending":
                os.fsync(file.fileno())
        os.replace(fresh, path)
        # What has been sent since may be known too late: sending it again does no harm.
        if content.get("state") == "sending" and hasattr(os, "O_DIRECTORY"):
            place = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
            os.fsync(place)
            os.close(place)


def is_open(record: Record) -> bool:
    """True for what `undo` has something to do for."""
    return record["did"] not in ("nothing", "do") and record["state"] != "undone"
