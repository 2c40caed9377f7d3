"""Carries out a bundle's runbook.json on fake clusters, step by step, and looks before each whether it can be done.

Usage: run_runbook.py SCHEMAS WORK BUNDLE…

Fake clusters are fresh: gateways, users out of LDAP and what other teams run appear only when a step says so. Requests
are sent by the bundle's tools/axl.py; what a person does changes the cluster as its effect below says. A step without
an effect here fails.
"""
import collections
import re
import sys

import check_state
import fake_cucm
from check_client import Check
from expected_state import Expected
from fake_tables import DEFAULTS
from send_bundle import Bundle
from tool import prepare

# Words of the table of what must exist -> types of AXL.
_KINDS = {
    "access control group": "userGroup", "calling search space": "css", "common device configuration":
    "commonDeviceConfig", "common phone profile": "commonPhoneConfig", "date/time group": "dateTimeGroup",
    "device pool": "devicePool", "device profile": "deviceProfile", "gateway": "gateway", "geolocation": "geoLocation",
    "geolocation filter": "geoLocationFilter", "local route group": "localRouteGroup", "location": "location",
    "media resource group list": "mediaResourceList", "partition": "routePartition", "phone": "phone",
    "phone button template": "phoneTemplate", "phone security profile": "phoneSecurityProfile",
    "phone service": "ipPhoneServices", "region": "region", "route group": "routeGroup", "route list": "routeList",
    "SIP profile": "sipProfile", "SIP trunk": "sipTrunk", "SIP trunk security profile": "sipTrunkSecurityProfile",
    "softkey template": "softkeyTemplate", "SRST reference": "srst", "Unified CM group": "callManagerGroup",
    "user": "user",
}
# Steps that change nothing which another step needs.
_NO_EFFECT = {
    "backup", "auto-registration", "enterprise-parameters", "locales", "phone-features", "bat-inserts",
    "reset-phones", "pins", "emergency-responder", "verify-logins", "verify-emergency", "removed-objects", "contacts",
    "letters", "names", "firewall", "arrange-tests", "health", "phone-security", "certificates-directory",
    "verify-failures", "verify-network-loss", "verify-roaming", "open", "back-out", "certificates-renewed",
    "axl-access", "dial-plan-back-out", "emergency-today", "dial-plan-check", "phones-check", "peers-late",
    "certificates-decide", "verify-failover", "verify-peers", "back-out-roaming", "emcc-test-users",
}


class Place:
    """A fake cluster, what people did to it, and its requests."""

    def __init__(self, check, folder):
        self.model = check_state.read(folder / "resolved.json")
        self.bundle = Bundle(folder / "axl")
        self.tool = check.tool(folder)
        self.version = self.bundle.index["axlVersion"]
        there = check_state.existing(self.model)
        self.ldap_users = there["user"]
        self.cluster = fake_cucm.Cluster(check.schema(self.version), {"processNode": there["processNode"]})
        self.services = collections.defaultdict(set)
        self.done = set()
        self.sent = set()
        self.template = None
        self.templates, self.base_devices = set(), 0


class Run:
    """One runbook."""

    def __init__(self, check, bundle):
        self._check = check
        self._name = bundle.name
        self._runbook = check_state.read(bundle / "runbook.json")
        self._places = {}
        for folder in sorted((bundle / "clusters").iterdir()):
            place = Place(check, folder)
            self._places[place.model["cluster"]] = place
        self._deployment = check_state.read(bundle / "runtime" / "deployment.json")
        self._peers = {step["id"]: step for peer in self._runbook["peers"] for step in peer["steps"]}
        self._done, self._exported, self._consolidated = set(), set(), False
        self._step = None

    def _fail(self, text):
        self._check.fail(f"{self._name}, step {self._step}: {text}")

    def _need(self, condition, text):
        if not condition:
            self._fail(text)

    def run(self):
        """Carries out all steps; returns a line of counts."""
        steps = [step for window in self._runbook["windows"] for step in window["steps"]]
        for step in steps:
            self._step = step["id"]
            for other in step["after"]:
                self._peer(other)
                self._need(other in self._done, f"'{other}' must be done before, and is not")
            self._carry_out(step)
            self._done.add(step["id"])
        for handle, place in self._places.items():
            self._step = f"the end of {handle}"
            unsent = {r["phase"] for r in place.bundle.requests} - place.sent
            self._need(not unsent, f"phases {sorted(unsent)} were sent by no step")
            expected = Expected(place.model, self._deployment, place.bundle.index, DEFAULTS).objects
            for difference in check_state.differences(expected, place.cluster.state()):
                self._fail(difference)
        return f"{self._name}: {len(steps)} steps of the runbook on {len(self._places)} clusters"

    def _peer(self, identity):
        """Peers work at the same time: what they are asked for is done as soon as it can be."""
        step = self._peers.get(identity)
        if step and identity not in self._done:
            for other in step["after"]:
                self._peer(other)
            if set(step["after"]) <= self._done:
                self._done.add(identity)

    def _carry_out(self, step):
        what = step["id"].rsplit(".", 1)[-1]
        handle = step.get("cluster")
        place = self._places.get(handle)
        sends = False
        for part in step["do"]:
            if "requests" in part:
                sends = True
                self._send(place, part["phases"], part.get("addOnly", False))
        effect = getattr(self, "_do_" + what.replace("-", "_"), None)
        if effect:
            effect(handle, place, [part for part in step["do"] if "rows" in part])
        else:
            self._need(sends or what in _NO_EFFECT, "this test does not know what the step does")

    # Requests

    def _send(self, place, phases, is_add_only):
        self._need(any("Cisco AXL Web Service" in names for names in place.services.values()), "AXL is not activated")
        self._check.endpoint.cluster = place.cluster
        # A step names all phases of its kind, and sends those that the cluster has.
        chosen = sorted({request["phase"] for request in place.bundle.requests} & set(phases))
        if not chosen:
            return
        for request in place.bundle.requests:
            if request["phase"] in chosen:
                self._before(place, request)
        if not is_add_only:
            place.sent.update(chosen)
        options = [word for phase in chosen for word in ("--phase", phase)] + ["--add-only"] * is_add_only
        before = place.cluster.snapshot() if is_add_only else {}
        code, output, errors = place.tool.run("send", self._check.endpoint.url, *options)
        self._need(not code, f"tools/axl.py ends with {code}: {output[-500:]}{errors}")
        self._need("warning" not in errors, errors.strip())
        now = place.cluster.snapshot() if is_add_only else {}
        changed = [key for key in before if now.get(key) != before[key]]
        self._need(not changed, f"{changed[:3]} changed before the patterns are there")

    def _before(self, place, request):
        """What AXL does not look at and a login does."""
        phase = request["phase"]
        if phase == "callManagerGroups":
            name = request["key"]["name"]
            if not place.cluster.has("callManagerGroup", name):
                self._fail(f"no step before says to add Unified CM group '{name}', which no request can add")
                # So that the rest can be judged.
                place.cluster.put("callManagerGroup", name)
        if phase == "routePatterns" and request["mode"] == "get":
            told = str([s["do"] for w in self._runbook["windows"] for s in w["steps"]
                        if s.get("cluster") == place.model["cluster"]])
            pattern = request["key"]["pattern"]
            self._need(repr(pattern)[1:-1] in told, f"no step says to add '{pattern}', which no request can add")
        if phase == "interclusterServices" and place.model["interclusterServiceProfile"].get("emcc", {}).get("active"):
            self._need(place.base_devices, "EMCC is activated before there are base devices")
        if phase == "remoteClusterUpdates":
            others = [other for other in self._places.values()
                      if other.model["clusterId"] == request["key"]["clusterId"]]
            for other in others:
                identity = (place.model["clusterId"],)
                self._need(identity in other.cluster.objects.get("remoteCluster", {}),
                           f"{other.model['cluster']} does not know {identity[0]} yet")
                self._need(place.done >= {"certificates-import"} or not self._has("certificates-import", place),
                           "certificates have not been imported")

    def _has(self, what, place):
        return any(step["id"] == f"{place.model['cluster']}.{what}"
                   for window in self._runbook["windows"] for step in window["steps"])

    # What people do

    @staticmethod
    def _names(cell):
        return re.findall(r"'([^']*)'", cell) or [cell]

    def _do_services(self, handle, place, tables):
        for server, _, services in tables[0]["rows"]:
            self._need(place.cluster.has("processNode", server), f"'{server}' is no node")
            place.services[server] |= set(services.split(", "))

    def _do_existing(self, handle, place, tables):
        for kind, names, *_ in tables[0]["rows"]:
            for name in self._names(names):
                place.cluster.put(_KINDS[kind], name)

    _do_callmanager_groups = _do_existing

    def _do_ldap(self, handle, place, tables):
        for name in place.ldap_users:
            place.cluster.put("user", name)

    def _do_gateways(self, handle, place, tables):
        for row in tables[0]["rows"]:
            fields = dict(zip(tables[0]["columns"], row))
            for column, kind in (
                ("Device Pool", "devicePool"), ("Calling Search Space (inbound)", "css"),
                ("Calling Party Transformation CSS", "css"), ("Called Party Transformation CSS", "css"),
            ):
                name = fields[column]
                self._need(name in ("–", "< None >") or place.cluster.has(kind, name), f"{kind} '{name}' does not exist yet")
            place.cluster.put("gateway", row[0])

    def _do_certificates_export(self, handle, place, tables):
        self._exported.add(handle)

    def _do_certificates_consolidate(self, handle, place, tables):
        peers = {identity.split(".")[1] for identity in self._peers if identity.endswith(".certificates-export")}
        asked = {step["cluster"] for window in self._runbook["windows"] for step in window["steps"]
                 if step["id"].endswith(".certificates-export")}
        done = {identity.split(".")[1] for identity in self._done if identity.startswith("peer.")
                and identity.endswith(".certificates-export")}
        self._need(asked <= self._exported and peers <= done, "not every cluster has exported its certificates")
        self._consolidated = True

    def _do_certificates_import(self, handle, place, tables):
        self._need(self._consolidated, "certificates have not been consolidated")
        place.done.add("certificates-import")

    def _do_emcc_template(self, handle, place, tables):
        for row in tables[0]["rows"]:
            fields = dict(zip(tables[0]["columns"], row))
            for column, kind in (
                ("Device Pool", "devicePool"), ("SIP Profile", "sipProfile"),
                ("Common Device Configuration", "commonDeviceConfig"), ("Common Phone Profile", "commonPhoneConfig"),
            ):
                self._need(place.cluster.has(kind, fields[column]), f"{kind} '{fields[column]}' does not exist yet")
            place.templates.add(fields["Template Name"])

    def _do_default_template(self, handle, place, tables):
        place.template = place.model["emccBaseDevices"].get("template")
        self._need(place.template in place.templates, f"template '{place.template}' does not exist yet")

    def _do_base_devices_insert(self, handle, place, tables):
        self._need(place.template, "there is no default EMCC template")
        self._need(any("Cisco Bulk Provisioning Service" in names for names in place.services.values()),
                   "Cisco Bulk Provisioning Service is not activated")
        place.base_devices = place.model["emccBaseDevices"]["count"]

    def _do_ils(self, handle, place, tables):
        fields = dict(tables[0]["rows"])
        self._need(any("Cisco Intercluster Lookup Service" in names for names in place.services.values()),
                   "Cisco Intercluster Lookup Service is not activated")
        if "TLS" in fields.get("ILS Authentication", ""):
            self._need("certificates-import" in place.done or not self._has("certificates-import", place),
                       "certificates have not been imported")
        hubs = [other for other in self._places.values()
                if other.cluster.has("processNode", fields["Registration Server"])]
        for hub in hubs:
            self._need("ils" in hub.done, "the hub is not set up yet")
        place.done.add("ils")


def main():
    check = Check(sys.argv[1], sys.argv[2])
    for bundle in (prepare(given, sys.argv[2]) for given in sys.argv[3:]):
        print(Run(check, bundle).run(), flush=True)
    check.endpoint.close()
    print(f"{len(sys.argv) - 3} runbooks carried out, {check.failed} failures")
    sys.exit(1 if check.failed else 0)


if __name__ == "__main__":
    main()
