#!/usr/bin/env python3
"""Sends the AXL requests of one cluster to its publisher, and takes them back.

    python3 tools/axl.py send clusters/ID --server HOST --user NAME [--phase PHASE]... [--add-only] [--dry-run]
    python3 tools/axl.py undo clusters/ID --server HOST --user NAME [--phase PHASE]... [--keep-added] [--dry-run]

Before anything is changed, the journal takes what the cluster shows of the object; `undo` brings that back. The
password is AXL_PASSWORD, else it is asked for. Exit codes: 0 all is done; 1 the cluster refused something, or something
is left to undo by hand; 2 wrong usage; 3 the cluster, the bundle or the journal cannot be used; 130 interrupted.
"""
import argparse
import base64
import functools
import getpass
import hashlib
import html
import http.client
import json
import os
import pathlib
import re
import ssl
import sys
import time
import urllib.parse
import xml.etree.ElementTree as ElementTree
from typing import Any, Callable, Dict, Iterator, List, Optional, Set, Tuple

Element = ElementTree.Element
Record = Dict[str, Any]
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NIL = f"{{{XSI}}}nil"
DONE = {"add": "added", "update": "updated", "do": "done", "remove": "removed", "restore": "restored",
        "left": "left for later"}
# With pauses of 1, 2, 4 … seconds, a service that restarts is waited for about three minutes.
TRIES, LONGEST_PAUSE = 9, 60.0
# No `get` shows them, and what people have set since is not overwritten by the next run.
ONCE = ("pin", "pinCredentials")
# What an answer has and no update takes, by the element around it.
READ_ONLY = {
    "member": ("dialPlanWizardGenId",), "line": ("dialPlanWizardId",),
    "service": ("phoneService", "phoneServiceCategory", "vendor", "version", "priority"),
    **{name: ("remoteIpAddress1", "remoteIpAddress2", "remoteIpAddress3")
       for name in ("emcc", "pstnAccess", "rsvpAgent", "tftp", "lbm", "uds")},
}
# Of these the empty text is no value; of all others it is, while some may not be nil.
NIL_ONLY = {"networkLocale", "userLocale", "userlocale", "dndRingSetting", "userHoldMohAudioSourceId",
            "networkHoldMohAudioSourceId", "sigDigits"}


class Stop(Exception):
    """Ends the program with a message and an exit code."""

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text)
        self.code = code


class Lost(Exception):
    """The connection broke: whether the request was carried out is unknown."""


class Fault(Exception):
    """What the cluster refuses."""

    def __init__(self, text: str, code: str) -> None:
        super().__init__(f"{text} (axlcode {code})" if code else text)
        # Only this says that something is not there; no right, no memory and no database are faults too.
        self.is_absence = code == "5007" or "was not found" in text or "Item not valid" in text


def clean(text: str) -> str:
    """A text of others on one line, without what moves the cursor."""
    return "".join(c if c.isprintable() else " " for c in text).strip()


def named(request: Record) -> str:
    """Type and key of an object, for people."""
    return " ".join([request["object"]] + [f"'{clean(value)}'" for value in request["key"].values() if value])


class Link:
    """A connection to the AXL service; it is kept open, for logging in takes longer than most requests."""

    def __init__(self, server: str, user: str, password: str, ca_file: Optional[str], timeout: float, pause: float):
        url = urllib.parse.urlsplit(server if "://" in server else f"https://{server}/axl/")
        self._host, self._path = url.hostname or "", url.path or "/axl/"
        try:
            port = url.port
        except ValueError:
            port = -1
        if url.scheme == "http" and self._host not in ("127.0.0.1", "localhost"):
            raise Stop("--server: without TLS everybody on the way can read the password", 2)
        if url.scheme not in ("http", "https") or not self._host or port == -1:
            raise Stop(f"--server: '{server}' is neither HOST nor HOST:PORT", 2)
        if url.scheme == "https":
            try:
                context = ssl.create_default_context(cafile=ca_file)
            except (OSError, ssl.SSLError) as error:
                raise Stop(f"--ca-file: '{ca_file}' cannot be used: {error}", 3) from None
            self._connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                self._host, port or 8443, timeout=timeout, context=context)
        else:
            self._connection = http.client.HTTPConnection(self._host, port or 80, timeout=timeout)
        self._login = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        self._pause, self._answered = pause, False
        # Each is a request that may have been carried out.
        self.losses = 0
        # Of operations, and how those begin that only an older bundle of the cluster needed.
        self.actions: Dict[str, str] = {}
        self.action = ""

    def rest(self, attempt: int, why: str) -> None:
        """Waits before the next attempt, longer each time."""
        if attempt + 1 >= TRIES:
            raise Stop(f"{self._host} does not answer: {why}; send again later, the journal knows what is done", 3)
        pause = min(self._pause * 2 ** attempt, LONGEST_PAUSE)
        print(f"     {why}: waiting {pause:g} s", flush=True)
        time.sleep(pause)

    def persist(self, step: Callable[[], None]) -> None:
        """Carries out a step that looks first what is there, again when the connection breaks."""
        for attempt in range(TRIES):
            try:
                return step()
            except Lost as loss:
                self.rest(attempt, str(loss))

    def call(self, operation: str, body: str) -> Optional[Element]:
        """The object in the answer of a `get`; None where the answer has none."""
        text = f'<s:Envelope xmlns:s="{SOAP}"><s:Body>{body}</s:Body></s:Envelope>'
        action = self.actions.get(operation) or self.action + operation
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{action}"', "Authorization": self._login}
        for attempt in range(TRIES):
            status, answer = self._post(text.encode(), headers)
            if status != 503:
                return self._read(status, answer)
            self.rest(attempt, "the cluster is asked too much at once (503)")
        return None

    def _post(self, content: bytes, headers: Dict[str, str]) -> Tuple[int, bytes]:
        try:
            self._connection.request("POST", self._path, content, headers)
            response = self._connection.getresponse()
            status, answer = response.status, response.read()
        except ssl.SSLCertVerificationError as error:
            raise Stop(f"the certificate of {self._host} is not trusted: {error.verify_message}; name the certificate "
                       "of its CA in --ca-file, and the server as the certificate does", 3) from None
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            if not self._answered and not isinstance(error, ConnectionResetError):
                raise Stop(f"{self._host} cannot be reached: {error}", 3) from None
            self.losses += 1
            raise Lost(f"the connection broke ({clean(str(error))})") from None
        self._answered = True
        return status, answer

    def _read(self, status: int, answer: bytes) -> Optional[Element]:
        told = {
            401: "the cluster does not take this user and password",
            403: "the user may not use AXL: it needs the role 'Standard AXL API Access'",
            404: "there is no AXL service: activate 'Cisco AXL Web Service' on the publisher",
        }
        if status in told:
            raise Stop(told[status], 3)
        try:
            root = ElementTree.fromstring(answer)
        except ElementTree.ParseError:
            raise Stop(f"the answer is not AXL's: HTTP {status}: {clean(answer[:200].decode('utf-8', 'replace'))}",
                       3) from None
        parts = {part.tag.rsplit("}", 1)[-1]: part for part in root.iter()}
        if "Fault" in parts:
            texts = {name: clean(parts[name].text or "") for name in ("axlmessage", "faultstring", "axlcode")
                     if name in parts}
            raise Fault(texts.get("axlmessage") or texts.get("faultstring") or "no reason", texts.get("axlcode", ""))
        if status != 200:
            raise Stop(f"the answer is not AXL's: HTTP {status}", 3)
        found = parts.get("return")
        return found[0] if found is not None and len(found) else None


# What an element says, whatever else the cluster says about it.


def is_empty(element: Element) -> bool:
    """True for a nil element and for one without content."""
    return element.get(NIL) in ("true", "1") or not len(element) and not (element.text or "").strip()


def says(there: Element, ours: Element) -> bool:
    """True where the cluster's element has all that ours has; lists must have as many members."""
    if is_empty(ours) or not len(ours):
        one, other = (ours.text or "").strip(), (there.text or "").strip()
        if one in ("true", "false"):
            other = {"t": "true", "f": "false", "1": "true", "0": "false"}.get(other, other)
        return is_empty(ours) and is_empty(there) or not len(there) and one == other
    return all(alike(there.findall(name), ours.findall(name)) for name in {child.tag for child in ours})


def alike(there: List[Element], ours: List[Element]) -> bool:
    """True where each of ours has one of the cluster's, and none is left over; numbers in them tell the order."""
    # A name without a value, such as that of a local route group, is listed by the cluster for all that have none.
    rest = [element for element in there if element.find("value") is None or element.findtext("value")]
    if all(is_empty(element) for element in ours):
        return all(is_empty(element) for element in rest)
    for element in ours:
        found = next((other for other in rest if says(other, element)), None)
        if found is None:
            return False
        rest.remove(found)
    return not rest


def brief(elements: List[Element]) -> str:
    """What elements say, for people."""
    words = [clean(text) for element in elements for text in element.itertext() if clean(text)]
    text = " ".join(words)
    return f"'{text}'" if 0 < len(text) < 60 else f"'{text[:56]} …'" if text else "nothing"


def emptied(ours: Element) -> str:
    """The element that takes back what ours sets; no text where nothing does: a truth value is never empty."""
    if ours.text in ("true", "false"):
        return ""
    if ours.find("name") is not None and ours.find("value") is not None:
        return f"<{ours.tag}><name>{html.escape(ours.findtext('name') or '', quote=False)}</name><value/></{ours.tag}>"
    nil = f' xmlns:xsi="{XSI}" xsi:nil="true"' if ours.tag in NIL_ONLY else ""
    return f"<{ours.tag}{nil}/>"


def written(there: Element) -> str:
    """An element of an answer as an update takes it."""
    copy = ElementTree.fromstring(ElementTree.tostring(there))
    copy.tail = None
    for part in copy.iter():
        for name in ("uuid", "ctiid"):
            part.attrib.pop(name, None)
        for child in list(part):
            # Of a destination there is one.
            if child.tag in READ_ONLY.get(part.tag, ()) or part.tag == "destination" and is_empty(child):
                part.remove(child)
    return ElementTree.tostring(copy, encoding="unicode")


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


def main() -> int:
    """Reads the arguments and does what they say."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("command", choices=["send", "undo"])
    parser.add_argument("directory", type=pathlib.Path, help="clusters/ID of the bundle")
    parser.add_argument("--server", required=True, help="the publisher: HOST or HOST:PORT")
    parser.add_argument("--user", required=True, help="a user with the role 'Standard AXL API Access'")
    parser.add_argument("--phase", action="append", default=[], help="only these requests; may be repeated")
    parser.add_argument("--add-only", action="store_true", help="send: add what is not there, and leave what is")
    parser.add_argument("--keep-added", action="store_true", help="undo: restore what was updated, and remove nothing")
    parser.add_argument("--dry-run", action="store_true", help="change nothing, and say what would change")
    parser.add_argument("--ca-file", help="certificates to trust, instead of the system's")
    parser.add_argument("--journal", type=pathlib.Path, help="directory of the journal; else journal-ID")
    parser.add_argument("--pins", action="store_true", help="set PINs again that an earlier run has set")
    parser.add_argument("--timeout", type=float, default=120, help="seconds to wait for an answer; else 120")
    parser.add_argument("--pause", type=float, default=1, help="seconds before the first new attempt; else 1")
    options = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a name must not end the run.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        if options.add_only if options.command == "undo" else options.keep_added:
            raise Stop("--add-only is for send, --keep-added for undo", 2)
        bundle = Bundle(options.directory, options.phase)
        cluster = bundle.index["clusterId"]
        folder = options.journal or pathlib.Path(f"journal-{cluster}")
        if options.command == "undo" and not (folder / "journal.json").exists():
            raise Stop(f"there is no journal '{folder}': name the one of the run in --journal", 3)
        password = os.environ.get("AXL_PASSWORD")
        if password is None:
            if not sys.stdin.isatty():
                raise Stop("no password: set AXL_PASSWORD, or start this on a terminal", 2)
            password = getpass.getpass(f"Password of {options.user}: ")
        link = Link(options.server, options.user, password, options.ca_file, options.timeout, options.pause)
        journal = Journal(folder, cluster, options.dry_run)
        work = Sending if options.command == "send" else Undoing
        return work(bundle, link, journal, options).run()
    except Stop as stop:
        sys.stdout.flush()
        print(f"axl.py: {stop}", file=sys.stderr)
        return stop.code
    except OSError as error:
        print(f"axl.py: {error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("axl.py: stopped; send again to go on", file=sys.stderr)
        return 130


if __name__ == "__main__":
    ElementTree.register_namespace("xsi", XSI)
    sys.exit(main())
