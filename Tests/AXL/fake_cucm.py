"""A Unified CM for tests: an AXL endpoint on 127.0.0.1 that refuses what a real one refuses.

It knows the objects of a fresh cluster, keeps others by their natural key, and answers with an AXL fault to: an
operation, namespace or SOAPAction that is not of its version, a body that the schema refuses (enumerations closed), an
empty wrapper, a reference to what does not exist, adding what exists, changing or removing what does not.
"""
import base64
import http.server
import threading
import uuid

from lxml import etree

from schema import NIL, SOAP, namespace

USER, PASSWORD = "axl-tester", "not-a-secret"

# Operation's rest -> type of object.
TYPES = {
    name[0].upper() + name[1:]: name
    for name in (
        "routePartition css geoLocation geoLocationFilter dateTimeGroup region callManagerGroup srst"
        " commonDeviceConfig localRouteGroup devicePool phoneSecurityProfile sipTrunk routeGroup routeList"
        " routePattern transPattern callingPartyTransformationPattern calledPartyTransformationPattern"
        " ipPhoneServices line deviceProfile user phone userGroup serviceParameter emccFeatureConfig"
        " interClusterServiceProfile remoteCluster"
    ).split()
}

# Elements of the natural keys; `name` for all others.
_PATTERN = ("pattern", "routePartitionName")
KEYS = {
    "routePattern": _PATTERN, "transPattern": _PATTERN, "line": _PATTERN,
    "callingPartyTransformationPattern": _PATTERN, "calledPartyTransformationPattern": _PATTERN,
    "ipPhoneServices": ("serviceName",), "user": ("userid",), "remoteCluster": ("clusterId",),
    "serviceParameter": ("processNodeName", "name", "service"), "emccFeatureConfig": ("parameterName",),
    "interClusterServiceProfile": ("interClusterService",),
}
# There from the start; can neither be added nor removed.
FIXED = {"serviceParameter", "emccFeatureConfig", "interClusterServiceProfile"}
# One name space.
DEVICES = ("phone", "deviceProfile", "sipTrunk", "routeList", "gateway")
_TRUNK_OR_GATEWAY = ("sipTrunk", "gateway")

# Element -> types of which one must have an object of that name. Any other element of the schema's type of references
# is refused: the endpoint would not know what to check.
REFERENCES = {
    "routePartitionName": ("routePartition",), "callingSearchSpaceName": ("css",),
    "cgpnTransformationCssName": ("css",), "cdpnTransformationCssName": ("css",),
    "adjunctCallingSearchSpace": ("css",), "emccCallingSearchSpace": ("css",),
    "shareLineAppearanceCssName": ("css",), "dateTimeSettingName": ("dateTimeGroup",),
    "callManagerGroupName": ("callManagerGroup",), "mediaResourceListName": ("mediaResourceList",),
    "regionName": ("region",), "srstName": ("srst",), "locationName": ("location",),
    "geoLocationName": ("geoLocation",), "geoLocationFilterName": ("geoLocationFilter",),
    "localRouteGroupName": ("routeGroup",), "devicePoolName": ("devicePool",),
    "commonDeviceConfigName": ("commonDeviceConfig",), "commonPhoneConfigName": ("commonPhoneConfig",),
    "sipProfileName": ("sipProfile",), "phoneTemplateName": ("phoneTemplate",),
    "softkeyTemplateName": ("softkeyTemplate",), "telecasterServiceName": ("ipPhoneServices",),
    "defaultProfileName": ("deviceProfile",), "defaultProfile": ("deviceProfile",),
    "profileName": ("deviceProfile",), "ownerUserName": ("user",), "loginUserId": ("user",), "userId": ("user",),
    "presenceGroupName": ("presenceGroup",), "device": ("phone",), "deviceName": _TRUNK_OR_GATEWAY,
    "gatewayName": _TRUNK_OR_GATEWAY, "routeListName": ("routeList",),
    "routeGroupName": ("routeGroup", "localRouteGroup"), "sipTrunkName": ("sipTrunk",),
    "digitDiscardInstructionName": ("digitDiscardInstruction",), "processNodeName": ("processNode",),
    ("sipTrunk", "securityProfileName"): ("sipTrunkSecurityProfile",),
    ("phone", "securityProfileName"): ("phoneSecurityProfile",),
    ("devicePool/localRouteGroup", "name"): ("localRouteGroup",),
    ("devicePool/localRouteGroup", "value"): ("routeGroup",),
}
_LISTS = {"member", "line", "speeddial", "addOnModule", "profileName", "localRouteGroup", "device"}
# Elements of lists that are single elsewhere, with the list.
_LISTS_OF = {("services", "service"), ("destinations", "destination")}

SYSTEM = {
    "localRouteGroup": ["Standard Local Route Group"],
    "sipProfile": [
        "Standard SIP Profile", "Standard SIP Profile For Cisco VCS", "Standard SIP Profile For TelePresence Endpoint",
        "Standard SIP Profile For TelePresence Conferencing", "Standard SIP Profile for Mobile Device",
    ],
    "sipTrunkSecurityProfile": ["Non Secure SIP Trunk Profile"],
    "commonPhoneConfig": ["Standard Common Phone Profile"],
    "location": ["Hub_None", "Phantom", "Shadow"],
    "region": ["Default"], "devicePool": ["Default"], "callManagerGroup": ["Default"], "dateTimeGroup": ["CMLocal"],
    "srst": ["Disable", "Use Default Gateway"],
    "softkeyTemplate": [
        "Standard User", "Standard Feature", "Standard Assistant", "Standard Manager", "Standard Shared Mode Manager",
        "Standard Protected Phone",
    ],
    "routePartition": ["Directory URI", "Global Learned E164 Numbers", "Global Learned E164 Patterns"],
    "presenceGroup": ["Standard Presence group"],
    "digitDiscardInstruction": ["PreDot", "PreDot Trailing-#", "Trailing-#"],
    "processNode": ["EnterpriseWideData"],
}
# Internal names and defaults of a database export of 14.0.1.
SERVICE_PARAMETERS = {
    "maxDurationEnable": "F", "maxDuration": "8:00", "EmccMaxLoginDuration": "10:00", "maxConcurrentSessions": "15",
    "multiDevHoteling": "noLogin", "alphaUserID": "T", "rememberUser": "F", "clearCallLogs": "F",
    "validateIPForLogout": "F", "trustedIPList": "", "allowProxy": "T", "EmccAllowProxy": "T",
    "emDevCacheSize": "10000",
}
EMCC_FEATURES = {
    "DefaultTFTPServerforEMCCLoginDevice": "", "DefaultBackupTFTPServerforEMCCLoginDevice": "",
    "DefaultIntervalForMaintenanceJob": "1440", "EnableRemoteServicesWhenAddingNewCluster": "F",
    "CSSForPSTNAccessSIPTrunk": "0", "EMCCGeolocationFilter": "", "EMCCRegionAudioBW": "8", "EMCCRegionVideoBW": "384",
    "EMCCRegionAudioCodecPreferenceList": "22910f2b-51ab-4a46-b606-604a28558568",
    "RSVPSIPTrunkKeepAliveTimer": "15", "DefaultServerForRemoteClusterUpdate": "",
    "BackupServerforRemoteClusterUpdate": "", "RemoteClusterUpdateInterval": "30",
}
# Of the fixed rows, by type.
DEFAULTS = {"serviceParameter": SERVICE_PARAMETERS, "emccFeatureConfig": EMCC_FEATURES}
SUPER_USERS = "Standard EM Roaming Across Clusters Super Users"


class Fault(Exception):
    """What AXL refuses, with its code where one is public."""

    def __init__(self, text, code=-1):
        super().__init__(text)
        self.code = code


def decode(element):
    """A text, None for a nil element, or a dict of the children; elements of lists are lists."""
    if element.get(NIL) in ("true", "1"):
        return None
    if not len(element):
        return element.text or ""
    decoded = {}
    for child in element:
        name, value = child.tag, decode(child)
        if name in _LISTS or (element.tag, name) in _LISTS_OF:
            decoded.setdefault(name, []).append(value)
        elif name in decoded:
            raise Fault(f"element {name} is there twice")
        else:
            decoded[name] = value
    return decoded


class Cluster:
    """The state of one cluster. `there` names what was made by other hands: type -> names."""

    def __init__(self, schema, there=()):
        self.schema = schema
        self.version = tuple(int(part) for part in schema.version.split("."))
        self.objects = {}
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
        self._kind(kind)[(name,)] = {KEYS.get(kind, ("name",))[0]: name}

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
            raise Fault(f"the specified {kind} {key} was not found", 5007)
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
        self._kind(kind)[key] = fields
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
            else:
                merged[name] = value
        self._check_meaning(kind, merged, changes)
        self._kind(kind)[key] = merged
        self.written.add((kind, key))
        return self._identity()

    @staticmethod
    def _members(group):
        return (group.get("members") or {"member": []})["member"]

    def _get(self, kind, operation, body):
        fields = decode(body)
        self._find(kind, fields)
        names = KEYS.get(kind, ("name",))
        text = etree.Element(kind, uuid=_uuid())
        for name in names:
            etree.SubElement(text, name).text = fields.get(name) or None
        return f"<return>{etree.tostring(text, encoding='unicode')}</return>"

    def _remove(self, kind, operation, body):
        key = self._find(kind, decode(body))
        if (kind, key) not in self.written:
            raise Fault(f"{kind} {key} cannot be removed")
        del self.objects[kind][key]
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
        return f"<return>{_uuid()}</return>"

    # What must hold

    def _check(self, kind, operation, element, path):
        """Every name that is referred to exists."""
        for child in element:
            here = path + [child.tag]
            if len(child):
                self._check(kind, operation, child, here)
                continue
            text = child.text or ""
            parent = "/".join([kind] + path[-1:]) if element.tag == "localRouteGroup" else kind
            targets = REFERENCES.get((parent, child.tag)) or REFERENCES.get(child.tag)
            if targets is None:
                if text and self.schema.type_of(operation, here) == "XFkType":
                    raise Fault(f"{operation}: {child.tag} is a reference that this endpoint does not know")
                continue
            if text and not any(self.has(target, text) for target in targets):
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


def _uuid():
    return "{" + str(uuid.uuid4()).upper() + "}"


class Endpoint:
    """Serves one cluster at a time at `url`; `cluster` may be replaced between requests."""

    def __init__(self):
        self.cluster = None
        endpoint = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Headers and body go out together: many small answers wait for acknowledgements otherwise.
            wbufsize = -1
            disable_nagle_algorithm = True

            def do_POST(self):
                content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, answer = endpoint.answer(self.path, self.headers, content)
                self.send_response(status)
                self.send_header("Content-Type", "text/xml; charset=utf-8")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/axl/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        """Stops serving."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path, headers, content):
        """Status and text of the answer to a request."""
        expected = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if path != "/axl/" or headers.get("Authorization") != expected:
            return 401 if path == "/axl/" else 404, b""
        try:
            envelope = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
            body = envelope.find(f"{{{SOAP}}}Body")
            if body is None or len(body) != 1:
                raise Fault("a body with one operation is expected")
            request = etree.fromstring(etree.tostring(body[0], with_tail=False))
            text = self.cluster.request(request, (headers.get("SOAPAction") or "").strip('"'))
            name = etree.QName(request)
            inner = f'<a:{name.localname}Response xmlns:a="{name.namespace}">{text}</a:{name.localname}Response>'
            status = 200
        except (Fault, etree.XMLSyntaxError) as error:
            told = etree.Element("axlmessage")
            told.text = str(error)
            message = etree.tostring(told, encoding="unicode")
            code = getattr(error, "code", -1)
            inner = (
                f"<s:Fault><faultcode>s:Client</faultcode>{message.replace('axlmessage', 'faultstring')}<detail>"
                f"<axlError><axlcode>{code}</axlcode>{message}<request/></axlError></detail></s:Fault>"
            )
            status = 500
        return status, f'<s:Envelope xmlns:s="{SOAP}"><s:Body>{inner}</s:Body></s:Envelope>'.encode()
