"""The objects that a model, resolved.json, asks for."""
from expected_settings import ExpectedSettings
from state_tables import BY_HAND, CONSTANTS, GEOLOCATION, PATTERNS, SECTIONS


class Expected(ExpectedSettings):
    """The objects that a model asks for: type -> key -> fields."""

    def __init__(self, model, deployment, index, defaults):
        version = index["axlVersion"]
        self.model = model
        self.sent = {tuple(request["key"].values()) for request in index["requests"]}
        self.group = deployment.get("emccGroup", {})
        member = model["cluster"] in self.group.get("members", ())
        self.common = self.group if member else {}
        self.version = tuple(int(part) for part in version.split("."))
        self.objects = {}
        known = BY_HAND | set(SECTIONS) | set(PATTERNS) | {
            "directoryNumbers", "accessControlGroups", "extensionMobilityParameters", "emccFeatureConfiguration",
            "interclusterServiceProfile", "remoteClusters",
        }
        unknown = set(model) - known
        assert not unknown, f"the tables do not know {sorted(unknown)}"
        for section, (kind, table) in SECTIONS.items():
            if kind == "localRouteGroup" and self.version < (10, 0):
                continue
            for name, row in model.get(section, {}).items():
                key = {"ipPhoneServices": "serviceName", "user": "userid"}.get(kind, "name")
                fields = {key: name, **self._fields(kind, row, table)}
                if kind != "user" or not row.get("ldap"):
                    fields.update(CONSTANTS.get(kind, {}))
                getattr(self, "_" + kind, lambda *_: None)(name, row, fields)
                self._add(kind, (name,), fields)
        self._patterns()
        self._lines()
        self._groups()
        self._rows(defaults)
        self._remotes()

    def _fields(self, kind, row, table):
        unknown = set(row) - set(table) - {"partition", "patterns"}
        assert not unknown, f"the table of {kind} does not know {sorted(unknown)}"
        fields = {}
        for key, value in row.items():
            element = table.get(key)
            if isinstance(element, dict):
                fields.update(self._fields(kind, value, element))
            elif isinstance(element, str):
                fields[element] = self._word(element, value)
        return fields

    # One type at a time

    def _css(self, name, row, fields):
        fields["members"] = {"member": [
            {"routePartitionName": partition, "index": str(index)}
            for index, partition in enumerate(row.get("partitions", ()), 1)]}

    def _geoLocationFilter(self, name, row, fields):
        for key in GEOLOCATION:
            fields["use" + key[0].upper() + key[1:]] = "true" if key in row.get("fields", ()) else "false"

    def _devicePool(self, name, row, fields):
        fields["srstName"] = row.get("srst") or "Disable"
        named = {"Standard Local Route Group": row.get("localRouteGroup")}
        if self.version < (10, 0):
            fields["localRouteGroupName"] = row.get("localRouteGroup")
            return
        for group, target in row.get("localRouteGroups", {}).items():
            named[group] = target.get("routeGroup")
        fields["localRouteGroup"] = [
            {"name": group, "value": target} for group, target in named.items() if target]

    def _sipTrunk(self, name, row, fields):
        if self.version >= (9, 1):
            fields["callingAndCalledPartyInfoFormat"] = "Deliver DN only in connected party"
        fields.setdefault("securityProfileName", "Non Secure SIP Trunk Profile")
        fields.setdefault("sipProfileName", "Standard SIP Profile")
        fields.setdefault("locationName", "Hub_None")
        if row.get("serviceType") == "emcc":
            for element in ("unattendedPort", "mtpRequired", "destAddrIsSrv"):
                fields.pop(element, None)
        else:
            fields["destinations"] = {"destination": [
                {"addressIpv4": address, "port": "5060", "sortOrder": str(index)}
                for index, address in enumerate(row.get("destinations", ()), 1)]}
        for key, stem in (("callingPartyTransformationCss", "Cgpn"), ("calledPartyTransformationCss", "Cdpn")):
            if row.get(key):
                fields[stem.lower() + "TransformationCssName"] = row[key]
                fields[f"useDevicePool{stem}TransformCss"] = "false"

    def _routeGroup(self, name, row, fields):
        fields["members"] = {"member": [
            {"deviceSelectionOrder": str(index), "deviceName": device, "port": "0"}
            for index, device in enumerate(row.get("members", ()), 1)]}

    def _routeList(self, name, row, fields):
        # A list that names no group gets any: AXL asks for one.
        fields["callManagerGroupName"] = row.get("callManagerGroup") or set(self.model.get("callManagerGroups", ()))
        fields["members"] = {"member": [
            {"routeGroupName": group, "selectionOrder": str(index), "useFullyQualifiedCallingPartyNumber": "Default"}
            for index, group in enumerate(row.get("members", ()), 1)]}

    def _ipPhoneServices(self, name, row, fields):
        fields["asciiServiceName"] = "".join(c if c.isascii() else "?" for c in name)
        tail = {
            "extensionMobility": "/emapp/EMAppServlet?device=#DEVICENAME#"
            + ("&EMCC=#EMCC#" if row.get("emcc") else "")
            + (f"&loginType={row['loginType']}" if row.get("loginType") else ""),
            "changeCredential": "/changecredential/ChangeCredentialServlet?device=#DEVICENAME#",
        }.get(row.get("kind"))
        plain, secure = row.get("url"), row.get("secureUrl")
        if not plain and not secure and tail and row.get("node"):
            node = self.model["nodes"][row["node"]]
            host = node.get("address") or row["node"]
            plain, secure = f"http://{host}:8080{tail}", f"https://{host}:8443{tail}"
        fields["serviceUrl"], fields["secureServiceUrl"] = plain, secure

    def _device(self, row, fields):
        fields["lines"] = {"line": [self._line(index, line) for index, line in enumerate(row.get("lines", ()), 1)]}
        fields["services"] = {"service": [
            {"telecasterServiceName": service, "name": service} for service in row.get("services", ())]}
        fields["addOnModules"] = {"addOnModule": [
            {"loadInformation": None, "model": model, "index": str(index)}
            for index, model in enumerate(row.get("modules", ()), 1)]}
        if self.version < (9, 1):
            fields["userlocale"] = fields.pop("userLocale", None)

    def _line(self, index, line):
        table = {
            "dn": ..., "partition": ..., "css": None, "alertingName": None, "ilsAdvertise": None, "label": "label",
            "display": "display", "externalMask": "e164Mask", "maximumCalls": "maxNumCalls",
            "busyTrigger": "busyTrigger",
        }
        fields = self._fields("line of a device", line, table)
        fields["index"] = str(index)
        fields["dirn"] = {"pattern": line["dn"], "routePartitionName": line.get("partition")}
        if (10, 0) <= self.version <= (11, 0):
            fields["recordingMediaSource"] = "Gateway Preferred"
        return fields

    def _deviceProfile(self, name, row, fields):
        self._device(row, fields)
        fields["speeddials"] = {"speeddial": [
            {"dirn": dial["number"], "label": dial.get("label"), "index": str(index)}
            for index, dial in enumerate(row.get("speedDials", ()), 1)]}

    def _phone(self, name, row, fields):
        self._device(row, fields)
        model, protocol = row["model"], row["protocol"]
        fields["securityProfileName"] = row.get("securityProfile") or (
            f"{model} - Standard {protocol} Non-Secure Profile")
        fields["phoneTemplateName"] = row.get("phoneButtonTemplate") or (
            f"Standard {model.removeprefix('Cisco ')} {protocol}")
        if protocol == "SIP":
            fields["sipProfileName"] = "Standard SIP Profile"

    def _user(self, name, row, fields):
        for key, element in (("controlledProfiles", "phoneProfiles"), ("associatedDevices", "associatedDevices")):
            inner = "profileName" if key == "controlledProfiles" else "device"
            fields[element] = {inner: list(row.get(key, ()))}
        # What LDAP owns is not written.
        if not row.get("ldap"):
            fields["presenceGroupName"] = "Standard Presence group"
            for key, element in (
                ("firstName", "firstName"), ("lastName", "lastName"), ("mail", "mailid"), ("department", "department"),
                ("telephoneNumber", "telephoneNumber"),
            ):
                fields[element] = row.get(key)
            if self.version >= (9, 1):
                fields["directoryUri"] = row.get("directoryUri")
        if self.version >= (12, 5) and row.get("maximumLoginTime"):
            hours, minutes = row["maximumLoginTime"].split(":")
            fields["emMaxLoginTime"] = str(int(hours) * 60 + int(minutes))
        if self.version >= (9, 1):
            fields["homeCluster"] = self._word("homeCluster", row.get("homeCluster"))
        if self.version >= (10, 0):
            fields["selfService"] = row.get("selfServiceId")
        if row.get("pinFrom"):
            fields["pin"] = ...
        if row.get("pinMustChange"):
            fields["pinCredentials"] = {"pinCredUserMustChange": "true"}
        number = row.get("primaryExtension")
        if number:
            fields["primaryExtension"] = {"pattern": number, "routePartitionName": self._partition(number, row)}

    def _partition(self, number, user):
        for section, names in (("deviceProfiles", "controlledProfiles"), ("phones", "associatedDevices")):
            for name in user.get(names, ()):
                for line in self.model[section].get(name, {}).get("lines", ()):
                    if line["dn"] == number:
                        return line.get("partition")
        return None

    # What is not one object for one row

    def _patterns(self):
        for section, (kind, table) in PATTERNS.items():
            for row in self.model.get(section, ()):
                if kind == "routePattern" and not row.get("to"):
                    continue  # needs a target that the model does not name: by hand
                for pattern in row["patterns"]:
                    fields = {
                        "pattern": pattern, "routePartitionName": row.get("partition"),
                        **self._fields(kind, row, table), **CONSTANTS.get(kind, {}),
                    }
                    if "block" in table:
                        fields.setdefault("blockEnable", "false")
                        fields.setdefault("patternUrgency", "false")
                    if "useExternalMask" in table:
                        fields.setdefault("useCallingPartyPhoneMask", "Default")
                    if kind == "routePattern":
                        is_list = row["to"] in self.model.get("routeLists", {})
                        fields["destination"] = {"routeListName" if is_list else "gatewayName": row["to"]}
                    self._add(kind, (pattern, row.get("partition") or ""), fields)

    def _lines(self):
        shared = {(row["dn"], row.get("partition") or ""): row for row in self.model.get("directoryNumbers", ())}
        rows = [
            line for section in ("deviceProfiles", "phones") for device in self.model.get(section, {}).values()
            for line in device.get("lines", ())
        ] + list(shared.values())
        candidates = {}
        for row in rows:
            candidates.setdefault((row["dn"], row.get("partition") or ""), []).append(row)
        for key, lines in candidates.items():
            own = shared.get(key, {})
            # Lines of one number agree, or the linter has said so.
            fields = {
                "pattern": key[0], "routePartitionName": key[1], **CONSTANTS["line"],
                "description": own.get("description"),
                "alertingName": own.get("alertingName") or lines[0].get("alertingName"),
                "shareLineAppearanceCssName": own.get("css") or lines[0].get("css"),
            }
            self._add("line", key, fields)

    def _groups(self):
        members = {name: [] for name in self.model.get("accessControlGroups", ())}
        for name, user in self.model.get("users", {}).items():
            for group in user.get("accessControlGroups", ()):
                members.setdefault(group, []).append(name)
        for group, names in members.items():
            self._add("userGroup", (group,), {
                "name": group, "members": {"member": [{"userId": name} for name in names]}})
