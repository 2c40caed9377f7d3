"""A Unified CM for tests: refuses what a real one refuses.

It knows the objects of a fresh cluster, keeps others by their natural key, shows what it keeps, and answers with an AXL
fault to: an operation, namespace or SOAPAction that is not of its version, a body that the schema refuses (enumerations
closed), an empty wrapper, a reference to what does not exist, adding what exists, changing or removing what does not,
removing what others refer to.
"""
import collections
import copy

from lxml import etree

from fake_tables import DEVICES, EMCC_FEATURES, FIXED, KEYS, SERVICE_PARAMETERS, SUPER_USERS, SYSTEM, TYPES
from fake_values import Fault, decode, encode, identity, normal, references, targets
from schema import namespace


class Cluster:
    """The state of one cluster. `there` names what was made by other hands: type -> names."""

    def __init__(self, schema, there=()):
        self.schema = schema
        self.version = tuple(int(part) for part in schema.version.split("."))
        self.objects = {}
        self._uses = collections.Counter()
        self.written = set()
        self.updated_remotes = set()
        self.counts = {}
        for names in (SYSTEM, dict(there)):
            for kind, members in names.items():
                for name in members:
                    self.put(kind, name)
        for name, value in SERVICE_PARAMETERS.items():
            key = ("EnterpriseWideData", name, "Cisco Extension Mobility")
            self._kind("serviceParameter")[key] = {"value": value}
        for name, value in EMCC_FEATURES.items():
            self._kind("emccFeatureConfig")[(name,)] = {"value": value}
        services = ["EMCC", "PSTN Access", "RSVP Agent", "TFTP"] + (["LBM", "UDS"] if self.version >= (9, 1) else [])
        for name in services:
            self._kind("interClusterServiceProfile")[(name,)] = {"isActivated": "false"}
        if self.version >= (12, 0):
            self.put("userGroup", SUPER_USERS)

    def _kind(self, kind):
        return self.objects.setdefault(kind, {})

    def put(self, kind, name):
        """Makes an object by other means than AXL."""
        flags = ("enableEmcc", "homeCluster") if self.version >= (9, 1) else ("enableEmcc",)
        more = {flag: "false" for flag in flags} if kind == "user" else {}
        self.store(kind, (name,), {KEYS.get(kind, ("name",))[0]: name, **more})

    def store(self, kind, key, fields):
        """Keeps an object's fields, whatever was there before; None removes it."""
        for known, name in references(kind, self._kind(kind).pop(key, {})):
            self._uses.subtract((target, name) for target in known)
        if fields is not None:
            self._kind(kind)[key] = fields
            for known, name in references(kind, fields):
                self._uses.update((target, name) for target in known)

    def is_sound(self, kind, fields):
        """True where everything that fields refer to is there."""
        return all(
            any(name in self.objects.get(target, {}) or len(name) == 1 and self.has(target, name[0])
                for target in known)
            for known, name in references(kind, fields))

    def snapshot(self):
        """All that there is; what is empty is not there."""
        return {(kind, key): normal(value) for kind, objects in self.objects.items() for key, value in objects.items()}

    def has(self, kind, name):
        """True where an object of the type has the name."""
        if (name,) in self.objects.get(kind, {}):
            return True
        if kind == "phoneTemplate":
            return name.startswith("Standard ")
        if kind == "phoneSecurityProfile":
            return name.endswith((" - Standard SIP Non-Secure Profile", " - Standard SCCP Non-Secure Profile"))
        if kind == "userGroup":
            return name.startswith("Standard ") and name != SUPER_USERS
        return False

    def copy(self):
        """Another cluster in the same state."""
        other = copy.copy(self)
        other.objects, other._uses = copy.deepcopy(self.objects), collections.Counter(self._uses)
        other.written, other.updated_remotes = set(self.written), set(self.updated_remotes)
        other.counts = {}
        return other

    def state(self):
        """What was written, and the fixed rows: type -> key -> fields."""
        return {
            kind: {
                key: value for key, value in objects.items()
                if (kind, key) in self.written or kind in FIXED
            }
            for kind, objects in sorted(self.objects.items())
        }

    # Requests

    def request(self, body, action):
        """Carries out one operation and returns the content of its response, as XML text."""
        name = etree.QName(body)
        operation = name.localname
        if name.namespace != namespace(self.schema.version):
            raise Fault(f"namespace {name.namespace} is not that of {self.schema.version}")
        if not self.schema.has(operation):
            raise Fault(f"operation {operation} is unknown")
        if action != f"CUCM:DB ver={self.schema.version} {operation}":
            raise Fault(f"SOAPAction '{action}' does not belong to {operation}")
        fault = self.schema.fault(body)
        if fault:
            raise Fault(f"{operation}: {fault}")
        self.counts[operation] = self.counts.get(operation, 0) + 1
        if operation == "doUpdateRemoteCluster":
            return self._update_remote(decode(body))
        for verb in ("add", "update", "get", "remove"):
            kind = TYPES.get(operation[len(verb):])
            if operation.startswith(verb) and kind:
                return getattr(self, "_" + verb)(kind, operation, body)
        raise Fault(f"operation {operation} is not known to this endpoint")

    def _key(self, kind, fields):
        return tuple(fields.get(name) or "" for name in KEYS.get(kind, ("name",)))

    def _find(self, kind, fields):
        key = self._key(kind, fields)
        if key not in self.objects.get(kind, {}) and not (len(key) == 1 and self.has(kind, key[0])):
            raise Fault(f"Item not valid: The specified {kind} {key} was not found", 5007)
        return key

    def _add(self, kind, operation, body):
        if kind in FIXED or not len(body) or not len(body[0]):
            raise Fault(f"{operation}: the wrapper is empty")
        fields = decode(body[0])
        key = self._key(kind, fields)
        if key in self.objects.get(kind, {}) or len(key) == 1 and self.has(kind, key[0]):
            raise Fault(f"{kind} {key} exists", -239)
        if kind in DEVICES and any(self.has(other, key[0]) for other in DEVICES):
            raise Fault(f"a device is named {key[0]}", -239)
        self._check(kind, operation, body, [])
        self._check_meaning(kind, fields, fields)
        self.store(kind, key, fields)
        self.written.add((kind, key))
        return self._identity()

    def _update(self, kind, operation, body):
        fields = decode(body)
        if isinstance(fields, str):
            raise Fault(f"{operation}: the wrapper is empty")
        key = self._find(kind, fields)
        self._check(kind, operation, body, [])
        changes = {name: value for name, value in fields.items() if name not in KEYS.get(kind, ("name",))}
        merged = dict(self._kind(kind).get(key) or zip(KEYS.get(kind, ("name",)), key))
        for name, value in changes.items():
            if name == "addMembers":
                merged["members"] = {"member": self._members(merged) + [
                    member for member in value["member"] if member not in self._members(merged)]}
            elif name == "removeMembers":
                merged["members"] = {"member": [m for m in self._members(merged) if m not in value["member"]]}
            elif name == "localRouteGroup":
                # Those without a value are there all the same.
                merged[name] = [group for group in value if group and group.get("value")]
            else:
                merged[name] = value
        self._check_meaning(kind, merged, changes)
        self.store(kind, key, merged)
        self.written.add((kind, key))
        return self._identity()

    @staticmethod
    def _members(group):
        return (group.get("members") or {"member": []})["member"]

    def _get(self, kind, operation, body):
        key = self._find(kind, decode(body))
        names = KEYS.get(kind, ("name",))
        fields = {**dict(zip(names, key)), **self.objects.get(kind, {}).get(key, {})}
        if kind == "devicePool" and self.version >= (10, 0):
            known = {group["name"] for group in fields.get("localRouteGroup") or ()}
            fields["localRouteGroup"] = (fields.get("localRouteGroup") or []) + [
                {"name": name, "value": ""} for (name,) in self.objects["localRouteGroup"] if name not in known]
        holder = etree.Element("return")
        encode(kind, {name: value for name, value in fields.items() if name not in ("pin", "password")}, holder)
        holder[0].set("uuid", identity())
        return etree.tostring(holder, encoding="unicode")

    def _remove(self, kind, operation, body):
        key = self._find(kind, decode(body))
        if (kind, key) not in self.written:
            raise Fault(f"{kind} {key} cannot be removed")
        if self._uses[kind, key] > 0:
            raise Fault(f"Could not delete {kind} {key}: it is still being referenced", -692)
        self.store(kind, key, None)
        self.written.discard((kind, key))
        return self._identity()

    def _update_remote(self, fields):
        if (fields["clusterId"],) not in self.objects.get("remoteCluster", {}):
            raise Fault(f"remote cluster {fields['clusterId']} was not found", 5007)
        if not self.has("processNode", fields["server"]):
            raise Fault(f"server {fields['server']} was not found", 5007)
        self.updated_remotes.add(fields["clusterId"])
        return self._identity()

    @staticmethod
    def _identity():
        return f"<return>{identity()}</return>"

    # What must hold

    def _check(self, kind, operation, element, path):
        """Every name that is referred to exists."""
        for child in element:
            here = path + [child.tag]
            if len(child):
                self._check(kind, operation, child, here)
                continue
            text = child.text or ""
            known = targets(kind, element.tag, child.tag)
            if known is None:
                if text and self.schema.type_of(operation, here) == "XFkType":
                    raise Fault(f"{operation}: {child.tag} is a reference that this endpoint does not know")
                continue
            if text and not any(self.has(target, text) for target in known):
                raise Fault(f"{operation}: {child.tag} '{text}' was not found", 5007)

    def _check_meaning(self, kind, fields, changes):
        """What more than one element has a part in."""
        for line in (changes.get("lines") or {"line": []})["line"]:
            self._check_line(line["dirn"]["pattern"], line["dirn"].get("routePartitionName"))
        extension = changes.get("primaryExtension") if kind == "user" else None
        if extension:
            number = (extension["pattern"], extension.get("routePartitionName") or "")
            self._check_line(*number)
            if number not in self._numbers(fields):
                raise Fault(f"primary extension {number} is on no phone or profile of the user")
        if kind == "interClusterServiceProfile" and fields.get("sipTrunkName"):
            trunk = self.objects["sipTrunk"][(fields["sipTrunkName"],)]
            if trunk.get("sipTrunkType") not in (None, "Extension Mobility Cross Cluster"):
                raise Fault(f"trunk {fields['sipTrunkName']} is not for EMCC")

    def _check_line(self, pattern, partition):
        if (pattern, partition or "") not in self.objects.get("line", {}):
            raise Fault(f"line {pattern} in '{partition or ''}' was not found", 5007)

    def _numbers(self, user):
        numbers = set()
        for kind, names in (
            ("deviceProfile", (user.get("phoneProfiles") or {}).get("profileName", [])),
            ("phone", (user.get("associatedDevices") or {}).get("device", [])),
        ):
            for name in names:
                device = self.objects.get(kind, {}).get((name,), {})
                for line in (device.get("lines") or {"line": []})["line"]:
                    numbers.add((line["dirn"]["pattern"], line["dirn"].get("routePartitionName") or ""))
        return numbers
