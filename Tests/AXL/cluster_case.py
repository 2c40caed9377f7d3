"""One cluster of a bundle: what it looks like before and behind a run of the sender."""
import shutil

from lxml import etree

import check_state
import fake_cucm
from fake_tables import TYPES
from fake_values import decode, normal, references
from tool import Tool


class Case:
    """A cluster, and runs of the sender for it."""

    def __init__(self, endpoint, schema, bundle, cluster, work):
        self.endpoint, self._schema, self._work = endpoint, schema, work
        self.name, self._bundle = cluster, bundle
        folder = bundle / "clusters" / cluster
        self.index = check_state.read(folder / "axl" / "requests.json")
        self.model = check_state.read(folder / "resolved.json")
        self._there = self._found(folder / "axl")
        self._runs = 0
        # Of users that are there already.
        self.sets_pins = any(r["mode"] == "update" and r.get("secrets") for r in self.index["requests"])

    def _found(self, folder):
        """What requests refer to and none adds: type -> names."""
        there = {kind: set(names) for kind, names in check_state.existing(self.model).items()}
        added = {(r["object"], value) for r in self.index["requests"] if "add" in r for value in r["key"].values()}
        there.setdefault("user", set()).update(
            r["key"]["userid"] for r in self.index["requests"] if r["mode"] == "update" and "userid" in r["key"]
            and ("user", r["key"]["userid"]) not in added)
        for path in folder.glob("*.xml"):
            for body in etree.parse(str(path)).getroot():
                operation = etree.QName(body).localname
                kind = TYPES.get(operation[len("add" if operation.startswith("add") else "update"):])
                for known, name in references(kind, decode(body[0] if operation.startswith("add") else body)):
                    if len(name) == 1 and not any((target, name[0]) in added for target in known):
                        there.setdefault(known[0], set()).add(name[0])
        return {kind: sorted(names) for kind, names in there.items()}

    def fresh(self):
        """A cluster on which only other hands have worked."""
        return fake_cucm.Cluster(self._schema(self.index["axlVersion"]), self._there)

    def on(self, cluster):
        """A sender without a journal, and a cluster to send to."""
        self._runs += 1
        self.endpoint.cluster, self.endpoint.trouble = cluster, None
        journal = self._work / "journals" / f"{self.name}-{self._runs}"
        shutil.rmtree(journal, ignore_errors=True)
        journal.parent.mkdir(exist_ok=True)
        return Tool(self._bundle, self.name, journal)

    def send(self, tool, *more, code=0, **how):
        """A run of `send`; returns what was printed."""
        return self.run(tool, "send", code, *more, **how)

    def undo(self, tool, before):
        """A run of `undo` that must bring a cluster back; only people know the PINs that were there before."""
        has_pin = any("pin" in user for name, user in self.endpoint.cluster.objects.get("user", {}).items()
                      if ("user", name) in before)
        text = self.run(tool, "undo", 1 if has_pin else 0)
        assert has_pin == ("no request brings back pin:" in text), text
        differences = differ(before, state(self.endpoint.cluster))
        assert not differences, f"{self.name}: not as before: {differences[:5]}\n{text}"
        return text

    def run(self, tool, command, code, *more, **how):
        """A run that must end with an exit code; returns what was printed."""
        done, output, errors = tool.run(command, self.endpoint.url, *more, **how)
        assert done == code, f"{self.name}: {command} {more} ends with {done}:\n{output[-6000:]}{errors}"
        return output + errors


def state(cluster):
    """All objects but what no answer shows; standard groups are there whether they were touched or not."""
    shown = {place: fields for place, fields in cluster.snapshot().items()
             if place[0] != "userGroup" or list(fields) != ["name"] or not place[1][0].startswith("Standard ")}
    return {place: {name: value for name, value in fields.items() if name != "pin"} for place, fields in shown.items()}


def differ(before, after):
    """What two states disagree about; the order of lists that are sets does not count."""
    found = []
    for place in sorted(before.keys() | after.keys(), key=str):
        one, other = before.get(place), after.get(place)
        if one is None or other is None or check_state.sets(place[0], normal(one)) != check_state.sets(
                place[0], normal(other)):
            found.append(f"{place}: {one} became {other}")
    return found
