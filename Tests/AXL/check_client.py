"""Sends the AXL requests of bundles to fake clusters with two clients and compares what they become with the model.

Usage: check_client.py SCHEMAS WORK BUNDLE…
"""
import collections
import pathlib
import random
import shutil
import sys
import time

import zeep

import check_state
import fake_cucm
import fake_endpoint
from expected_state import Expected
from fake_tables import DEFAULTS, FIXED
from schema import Schema
from send_bundle import Bundle, Client, Sender
from tool import Tool, prepare

# Of clusters with more requests, zeep sends one of each version, and each client sends once: it takes its time.
_MANY = 400


class Check:
    """Clients and schemas, made once for each version."""

    def __init__(self, schemas, work):
        self._schemas, self._work = schemas, pathlib.Path(work)
        self._known, self._clients, self._large = {}, {}, set()
        self.endpoint = fake_endpoint.Endpoint()
        self.failed = 0

    def schema(self, version):
        """The schema of a version."""
        if version not in self._known:
            self._known[version] = Schema(self._schemas, version, self._work)
        return self._known[version]

    def service(self, version):
        """zeep's view of the endpoint."""
        if version not in self._clients:
            client = Client(self.schema(version))
            self._clients[version] = client.connect(self.endpoint.url, fake_endpoint.USER, fake_endpoint.PASSWORD)
        return self._clients[version]

    def fail(self, text):
        """Notes what is wrong."""
        self.failed += 1
        if self.failed <= 40:
            print(f"check-axl-client: {text}")

    def fresh(self, model, version):
        """A cluster on which only other hands have worked."""
        self.endpoint.cluster = fake_cucm.Cluster(self.schema(version), check_state.existing(model))
        return self.endpoint.cluster

    def cluster(self, folder, deployment):
        """Checks the requests of one cluster; returns a line of counts."""
        start = time.monotonic()
        bundle = Bundle(folder / "axl")
        model = check_state.read(folder / "resolved.json")
        version = bundle.index["axlVersion"]
        name = folder.name
        expected = Expected(model, deployment, bundle.index, DEFAULTS).objects
        states = []
        is_large = len(bundle.requests) > _MANY
        passes = ("first",) if is_large else ("first", "second")
        cluster = self.fresh(model, version)
        for pass_name in passes if not is_large or version not in self._large else ():
            sender = Sender(bundle, self.service(version))
            self._all(name, sender, bundle.requests)
            states.append((f"zeep, {pass_name} time", cluster.state()))
        if is_large:
            self._large.add(version)
        else:
            self._shuffled(name, bundle, model, version, states)
            self._reverse(name, bundle, model, version)
        cluster = self.fresh(model, version)
        tool = self.tool(folder)
        for pass_name in passes:
            code, output, errors = tool.run("send", self.endpoint.url)
            if code:
                self.fail(f"{name}, tools/axl.py ends with {code}: {output[-500:]}{errors}")
            states.append((f"tools/axl.py, {pass_name} time", cluster.state()))
        told = set()
        for what, state in states:
            for difference in check_state.differences(expected, state):
                if difference not in told:
                    self.fail(f"{name}, {what}: {difference}")
                told.add(difference)
        updates = {r["key"]["clusterId"] for r in bundle.requests if r["phase"] == "remoteClusterUpdates"
                   and r["mode"] == "do"}
        if cluster.updated_remotes != updates:
            self.fail(f"{name}: remote clusters updated: {sorted(cluster.updated_remotes)}")
        objects = sum(len(keys) for kind, keys in states[-1][1].items() if kind not in FIXED)
        return (f"{name}: AXL {version}, {len(bundle.requests)} requests, {objects} objects as the model has them,"
                f" {len(states)} ways, {time.monotonic() - start:.1f} s")

    def _all(self, name, sender, requests):
        for request in requests:
            try:
                sender.send(request)
            except zeep.exceptions.Error as error:
                self.fail(f"{name}, request {request['order']} {request['object']} {request['key']}: {error}")

    def _shuffled(self, name, bundle, model, version, states):
        """Any order that respects dependsOn must do: nothing is missing there."""
        generator = random.Random(name)
        waiting = collections.Counter({r["order"]: len(r.get("dependsOn", ())) for r in bundle.requests})
        followers = collections.defaultdict(list)
        for request in bundle.requests:
            for order in request.get("dependsOn", ()):
                if order >= request["order"]:
                    self.fail(f"{name}, request {request['order']} depends on a later one")
                followers[order].append(request["order"])
        ready = [order for order, count in waiting.items() if not count]
        sender = Sender(bundle, self.service(version))
        cluster = self.fresh(model, version)
        requests = []
        while ready:
            order = ready.pop(generator.randrange(len(ready)))
            requests.append(bundle.requests[order - 1])
            for follower in followers[order]:
                waiting[follower] -= 1
                if not waiting[follower]:
                    ready.append(follower)
        self._all(f"{name}, any order", sender, requests)
        states.append(("any order", cluster.state()))

    def _reverse(self, name, bundle, model, version):
        """The wrong order must fail: the endpoint looks."""
        self.fresh(model, version)
        sender = Sender(bundle, self.service(version))
        refused = 0
        for request in reversed(bundle.requests):
            try:
                sender.send(request)
            except zeep.exceptions.Fault as fault:
                refused += "was not found" in fault.message
        needy = sum(1 for request in bundle.requests if request.get("dependsOn"))
        if refused < needy // 2:
            self.fail(f"{name}: only {refused} of {needy} requests were refused in the wrong order")

    def tool(self, folder):
        """The sender of a cluster's bundle, with a new journal."""
        journal = self._work / f"journal-{folder.parent.parent.name}-{folder.name}"
        shutil.rmtree(journal, ignore_errors=True)
        return Tool(folder.parent.parent, folder.name, journal)


def main():
    check = Check(sys.argv[1], sys.argv[2])
    count = 0
    for bundle in (prepare(given, sys.argv[2]) for given in sys.argv[3:]):
        deployment = check_state.read(bundle / "runtime" / "deployment.json")
        for folder in sorted((bundle / "clusters").iterdir()):
            print(check.cluster(folder, deployment), flush=True)
            count += 1
    check.endpoint.close()
    print(f"{count} clusters sent, {check.failed} failures")
    sys.exit(1 if check.failed or not count else 0)


if __name__ == "__main__":
    main()
