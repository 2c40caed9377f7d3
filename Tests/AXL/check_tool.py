"""Sends bundles with the program that they carry, and takes everything back.

Usage: check_tool.py SCHEMAS WORK BUNDLE…
"""
import pathlib
import random
import shutil
import signal
import sys
import time

import altered
import fake_cucm
import fake_endpoint
from cluster_case import Case, differ, state
from schema import Schema
from tool import prepare

# The first phase that is not sent with --add-only by a runbook.
_ROUTES = "routeGroups"
# What a runbook's window of the dial plan sends beside the objects.
_PHASES = [
    _ROUTES, "devicePoolRouteGroups", "routeLists", "routePatterns", "translationPatterns",
    "callingPartyTransformations", "calledPartyTransformations",
]
# A larger cluster is sent and taken back, the first one only: it takes its time.
_MANY = 400


class Trials(Case):
    """What happens to one cluster."""

    def twice(self):
        """Sent twice: nothing is done twice; undone: as on the day of installation."""
        tool = self.on(self.fresh())
        before = state(self.endpoint.cluster)
        text = self.send(tool, "--dry-run")
        assert not tool.journal.exists() and state(self.endpoint.cluster) == before, "a dry run did something"
        assert "nothing was changed" in text, text
        self.send(tool)
        first, kept = state(self.endpoint.cluster), {path: path.read_text() for path in tool.journal.glob("*-*.json")}
        assert len(kept) == len([r for r in self.index["requests"] if r["mode"] != "get"]), "the journal has holes"
        assert tool.journal.stat().st_mode & 0o777 == 0o700, "others can read the journal"
        self.endpoint.cluster.counts.clear()
        text = self.send(tool, pin=False)
        written = {name for name in self.endpoint.cluster.counts if not name.startswith("get")}
        assert written <= {"doUpdateRemoteCluster"}, f"sent again: {written}"
        assert state(self.endpoint.cluster) == first and " added" not in text, text
        assert kept == {path: path.read_text() for path in kept}, "the second run changed the journal"
        self.undo(tool, before)
        return first

    def in_service(self, generator):
        """A cluster that had other values of the same objects gets them back."""
        tool = self.on(self.fresh())
        self.send(tool)
        cluster = altered.alter(self.endpoint.cluster, self.fresh(), generator)
        before = state(cluster)
        tool = self.on(cluster)
        text = self.send(tool, "--dry-run")
        assert state(cluster) == before and not tool.journal.exists(), "a dry run did something"
        assert " -> " in text, text
        self.send(tool)
        after = state(cluster)
        updated = {request["object"] for request in self.index["requests"] if request["mode"] == "addOrUpdate"}
        for kind, key in sorted(cluster.written):
            fields = cluster.objects[kind][key]
            is_ours = fields.get("description") != before.get((kind, key), {}).get("description")
            if is_ours and fields.get("description") and kind in updated:
                cluster.store(kind, key, {**fields, "description": "changed by hand"})
        # Sets the values again, and keeps those that the first run found.
        self.send(tool)
        differences = differ(after, state(cluster))
        assert not differences, f"{self.name}: the second run does not set what somebody changed: {differences[:2]}"
        self.undo(tool, before)

    def additions_first(self, generator):
        """With --add-only nothing that is there changes; what is left is sent later, and goes back before the rest."""
        tool = self.on(self.fresh())
        self.send(tool)
        cluster = altered.alter(self.endpoint.cluster, self.fresh(), generator)
        space = next((r["key"]["name"] for r in self.index["requests"] if r["object"] == "css"), None)
        if space is None:
            return
        # A list of partitions in service that must wait for the patterns.
        cluster.store("css", (space,), {"name": space})
        before = state(cluster)
        known = [phase["phase"] for phase in self.index["phases"]]
        if _ROUTES not in known:
            return
        phases = [word for phase in known[:known.index(_ROUTES)] for word in ("--phase", phase)]
        tool = self.on(cluster.copy())
        self.send(tool, *phases)
        direct = state(self.endpoint.cluster)
        tool = self.on(cluster)
        dry = self.send(tool, "--add-only", "--dry-run", *phases)
        assert state(cluster) == before and not tool.journal.exists(), "a dry run did something"
        text = self.send(tool, "--add-only", *phases)
        assert f"  - css '{space}'" in text and " left " in dry and "left for later:" in text, text
        now = state(cluster)
        assert now.keys() == direct.keys(), f"{self.name}: not all was added: {sorted(direct.keys() ^ now.keys())[:3]}"
        changed = [place for place in before if now[place] != before[place]]
        assert not changed, f"{self.name}: changed with --add-only: {changed[:3]}"
        assert " added" not in self.send(tool, "--add-only", *phases), "added twice"
        text = self.send(tool, *phases)
        assert "left for later" not in text and not differ(direct, state(cluster)), differ(direct, state(cluster))[:3]
        self.run(tool, "undo", 0, "--keep-added", *phases)
        now = state(cluster)
        assert now.keys() == direct.keys(), f"{self.name}: --keep-added removed something"
        assert not differ(before, {place: now[place] for place in before}), differ(before, now)[:3]
        text = self.undo(tool, before)
        assert "it is not needed any more" in text, text
        self._window_back(tool, before, known, phases)
        self.run(tool, "send", 2, "--keep-added")
        self.run(tool, "undo", 2, "--add-only")

    def _window_back(self, tool, before, known, objects):
        """The window of the dial plan and its way back, in the order of the runbook: nothing is refused."""
        def options(first, last):
            chosen = [name for name in _PHASES[_PHASES.index(first):_PHASES.index(last) + 1] if name in known]
            return [word for name in chosen for word in ("--phase", name)]

        routes, patterns = options(_ROUTES, "routeLists"), options("routePatterns", _PHASES[-1])
        shutil.rmtree(tool.journal)
        for phases in filter(None, (["--add-only", *objects], routes, patterns, objects)):
            text = self.send(tool, *phases)
            assert "warning" not in text, text
        for phases in filter(None, (["--keep-added", *objects], patterns, routes, objects)):
            text = self.run(tool, "undo", 0, *phases)
        assert "it is not needed any more" in text, text
        differences = differ(before, state(self.endpoint.cluster))
        assert not differences, f"{self.name}: the window is not taken back: {differences[:3]}"

    def killed(self, expected, generator, times):
        """Killed before or behind a request, continued, and taken back, which is killed and continued too."""
        total = sum(2 for r in self.index["requests"] if r["mode"] != "get")
        for number in range(times):
            tool = self.on(self.fresh())
            before = state(self.endpoint.cluster)
            for command in ("send", "undo"):
                self._kill(tool, command, generator.randrange(2, total), ("reset", "lost")[number % 2])
                if command == "send":
                    self.send(tool)
                    assert state(self.endpoint.cluster) == expected, f"{self.name}: continued, and not the same"
            self.undo(tool, before)

    def _kill(self, tool, command, moment, how):
        seen = [0]
        process = tool.start(command, self.endpoint.url)

        def trouble(_):
            seen[0] += 1
            if seen[0] < moment:
                return ""
            process.send_signal(signal.SIGKILL)
            return how

        self.endpoint.trouble = trouble
        process.communicate(timeout=600)
        self.endpoint.trouble = None

    def troubled(self, expected):
        """An endpoint that is busy and loses connections changes nothing but the time."""
        tool, count = self.on(self.fresh()), [0]
        before = state(self.endpoint.cluster)

        def trouble(_):
            count[0] += 1
            return {3: "busy", 4: "busy", 5: "busy", 9: "reset", 12: "lost"}.get(count[0] % 17, "")

        self.endpoint.trouble = trouble
        text = self.send(tool)
        assert "(503): waiting" in text and "the connection broke" in text, text
        assert state(self.endpoint.cluster) == expected, f"{self.name}: trouble made a difference"
        self.undo(tool, before)

    def by_phases(self, expected):
        """Phase after phase; undone in the same way, backwards."""
        tool, phases = self.on(self.fresh()), [phase["phase"] for phase in self.index["phases"]]
        before = state(self.endpoint.cluster)
        for phase in phases:
            text = self.send(tool, "--phase", phase)
            assert "warning" not in text, text
        assert state(self.endpoint.cluster) == expected, f"{self.name}: phases made a difference"
        for phase in reversed(phases):
            text = self.run(tool, "undo", 1 if phase == "users" and self.sets_pins else 0, "--phase", phase)
            assert phase != phases[-1] or "it is needed for" in text, text
        assert not differ(before, state(self.endpoint.cluster)), f"{self.name}: undone by phases, and not the same"

    def in_use(self):
        """What others use by now stays, and the rest goes."""
        tool = self.on(self.fresh())
        cluster, css = self.endpoint.cluster, next(
            (r for r in self.index["requests"] if r["object"] == "css"), None)
        if css is None:
            return
        self.send(tool)
        cluster.store("phone", ("SEPOFOTHERS",), {"name": "SEPOFOTHERS", "callingSearchSpaceName": css["key"]["name"]})
        text = self.run(tool, "undo", 1)
        assert f"refused   css '{css['key']['name']}'" in text and "still being referenced" in text, text
        left = {kind for kind, _ in cluster.written if kind not in fake_cucm.FIXED}
        assert left <= {"css", "routePartition", "user", "userGroup"}, left
        cluster.store("phone", ("SEPOFOTHERS",), None)
        self.run(tool, "undo", 1 if self.sets_pins else 0)
        left = {kind for kind, _ in cluster.written if kind not in fake_cucm.FIXED}
        assert left <= {"user", "userGroup", "devicePool"}, left


def main():
    schemas, work = sys.argv[1], pathlib.Path(sys.argv[2])
    known, done, count = {}, set(), 0

    def schema(version):
        if version not in known:
            known[version] = Schema(schemas, version, work)
        return known[version]

    endpoint = fake_endpoint.Endpoint()
    for given in map(pathlib.Path, sys.argv[3:]):
        bundle = prepare(given, work)
        for folder in sorted((bundle / "clusters").iterdir()):
            start = time.monotonic()
            case = Trials(endpoint, schema, bundle, folder.name, work)
            generator = random.Random(folder.name)
            is_large, version = len(case.index["requests"]) > _MANY, case.index["axlVersion"]
            if is_large and "large" in done:
                continue
            expected = case.twice()
            if not is_large:
                case.in_service(generator)
                case.additions_first(generator)
            # Starting the sender a hundred times is enough for one cluster of each version.
            if not is_large and version not in done:
                case.killed(expected, generator, 2)
                case.troubled(expected)
                case.by_phases(expected)
                case.in_use()
            done.add("large" if is_large else version)
            count += 1
            print(f"{folder.name}: sent, killed, continued and undone, {time.monotonic() - start:.1f} s", flush=True)
    endpoint.close()
    print(f"{count} clusters as they were before")


if __name__ == "__main__":
    main()
