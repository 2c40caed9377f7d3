"""Compares the state of a cluster after all requests with the model of the same bundle, resolved.json."""
import json
import pathlib

from fake_values import normal
from state_tables import PATTERNS, SECTIONS


def read(path):
    """A JSON file of the bundle."""
    return json.loads(pathlib.Path(path).read_text("utf-8"))


def existing(model):
    """What is referred to and was made by other hands, and what the runbook adds by hand: type -> names."""
    there = {
        "gateway": set(model.get("gateways", ())), "callManagerGroup": set(model.get("callManagerGroups", ())),
        "processNode": {node.get("address") or name for name, node in model.get("nodes", {}).items()},
        "user": {name for name, user in model.get("users", {}).items() if user.get("ldap")},
    }
    references = {
        "location": "location", "mediaResourceGroupList": "mediaResourceList", "softkeyTemplate": "softkeyTemplate",
        "sipProfile": "sipProfile", "commonPhoneProfile": "commonPhoneConfig", "phoneButtonTemplate": "phoneTemplate",
        "partition": "routePartition", "css": "css", "devicePool": "devicePool", "region": "region",
    }
    declared = {kind: set(model.get(section, ())) for section, (kind, _) in SECTIONS.items()}

    def note(kind, name):
        if isinstance(name, str) and name not in declared.get(kind, ()):
            there.setdefault(kind, set()).add(name)

    def walk(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in references:
                    note(references[key], inner)
                elif key == "partitions" and isinstance(inner, list):
                    for name in inner:
                        note("routePartition", name)
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    for section in list(SECTIONS) + list(PATTERNS):
        walk(model.get(section, {}))
    for kind, names in _securities(model).items():
        for name in names:
            note(kind, name)
    return {kind: sorted(names) for kind, names in there.items()}


def _securities(model):
    return {
        "sipTrunkSecurityProfile": {t.get("securityProfile") for t in model.get("sipTrunks", {}).values()},
        "phoneSecurityProfile": {p.get("securityProfile") for p in model.get("phones", {}).values()},
    }


def differences(expected, state):
    """What the two disagree about, as lines of text."""
    found = []
    for kind in sorted(set(expected) | set(state)):
        wanted, there = expected.get(kind, {}), state.get(kind, {})
        for key in sorted(set(wanted) | set(there)):
            if key not in there:
                found.append(f"{kind} {key} is missing")
            elif key not in wanted:
                found.append(f"{kind} {key} was not asked for")
            else:
                found += _compare(kind, key, sets(kind, normal(wanted[key])), sets(kind, normal(there[key])))
    return found


def sets(kind, fields):
    """Members of groups, named local route groups and associated phones are sets."""
    if kind == "userGroup" and "members" in fields:
        fields["members"] = sorted(member["userId"] for member in fields["members"]["member"])
    if kind == "devicePool" and "localRouteGroup" in fields:
        fields["localRouteGroup"] = sorted(fields["localRouteGroup"], key=lambda group: group["name"])
    return fields


def _compare(kind, key, wanted, there):
    found = []
    for name in sorted(set(wanted) | set(there)):
        one, other = wanted.get(name), there.get(name)
        any_does = one is ... and other or isinstance(one, set) and other in one
        if not any_does and one != other:
            found.append(f"{kind} {key}: {name} is {other!r}, not {one!r}")
    return found
