"""Compares the state of a cluster after all requests with the model of the same bundle, resolved.json.

The tables say which of our keys is which element of AXL; what neither side of a table names makes the check fail.
"""
import json
import pathlib

# What AXL asks for and the model does not describe.
CONSTANTS = {
    "dateTimeGroup": {"separator": "-", "dateformat": "Y/M/D", "timeFormat": "24-hour"},
    "srst": {"port": "2000", "SipPort": "5060"},
    "routeList": {"routeListEnabled": "true"},
    "routePattern": {"networkLocation": "OnNet"},
    "transPattern": {"usage": "Translation"},
    "ipPhoneServices": {"serviceCategory": "XML Service", "serviceType": "Standard IP Phone Service"},
    "line": {"usage": "Device"},
    "deviceProfile": {"class": "Device Profile", "protocolSide": "User"},
    "phone": {
        "class": "Phone", "protocolSide": "User", "useTrustedRelayPoint": "Default", "builtInBridgeStatus": "Default",
        "packetCaptureMode": "None", "certificateOperation": "No Pending Operation", "deviceMobilityMode": "Default",
    },
    "sipTrunk": {
        "product": "SIP Trunk", "class": "Trunk", "protocol": "SIP", "protocolSide": "Network",
        "presenceGroupName": "Standard Presence group",
    },
}
_GEOLOCATION = (
    "country nationalSubDivision district communityName cityDivision neighbourhood street leadingStreetDirection"
    " trailingStreetSuffix streetSuffix houseNumber houseNumberSuffix landmark location floor occupantName postalCode"
).split()
_MLPP = {"domain": "mlppDomainId", "indication": "mlppIndicationStatus", "preemption": "preemption"}
_DISTURB = {"option": "dndOption", "alert": "dndRingSetting", "enabled": "dndStatus"}
_BUTTONS = {
    "singleButtonBarge": "singleButtonBarge", "joinAcrossLines": "joinAcrossLines", "userLocale": "userLocale",
    "softkeyTemplate": "softkeyTemplateName", "description": "description", "model": "product", "protocol": "protocol",
}
_PATTERN = {
    "description": "description", "block": "blockEnable", "calledPartyMask": "calledPartyTransformationMask",
    "callingPartyMask": "callingPartyTransformationMask", "useExternalMask": "useCallingPartyPhoneMask",
    "callingPartyPrefix": "callingPartyPrefixDigits", "discardDigits": "digitDiscardInstructionName",
    "urgentPriority": "patternUrgency", "calledPartyPrefix": "prefixDigitsOut",
}
# Section -> (type, our key -> element); keys of `None` are ours alone or are set by hand, those of `...` have their own
# function below.
SECTIONS = {
    "partitions": ("routePartition", {"description": "description"}),
    "callingSearchSpaces": ("css", {"description": "description", "partitions": ...}),
    "geolocations": ("geoLocation", {"description": "description", **{name: name for name in _GEOLOCATION}}),
    "geolocationFilters": ("geoLocationFilter", {"description": "description", "fields": ...}),
    "dateTimeGroups": ("dateTimeGroup", {"timeZone": "timeZone"}),
    "regions": ("region", {}),
    "srstReferences": ("srst", {"address": "ipAddress"}),
    "commonDeviceConfigurations": ("commonDeviceConfig", {
        "softkeyTemplate": "softkeyTemplateName", "userLocale": "userLocale", "ipAddressingMode": "ipAddressingMode",
        "networkHoldMohAudioSource": "networkHoldMohAudioSourceId", "mlpp": _MLPP,
        "userHoldMohAudioSource": "userHoldMohAudioSourceId",
    }),
    "localRouteGroups": ("localRouteGroup", {"description": "description"}),
    "devicePools": ("devicePool", {
        "dateTimeGroup": "dateTimeSettingName", "callManagerGroup": "callManagerGroupName", "region": "regionName",
        "mediaResourceGroupList": "mediaResourceListName", "networkLocale": "networkLocale", "srst": ...,
        "location": "locationName", "singleButtonBarge": "singleButtonBarge", "joinAcrossLines": "joinAcrossLines",
        "callingPartyTransformationCss": "cgpnTransformationCssName", "roamingFor": None,
        "calledPartyTransformationCss": "cdpnTransformationCssName", "geolocation": "geoLocationName",
        "geolocationFilter": "geoLocationFilterName", "adjunctCss": "adjunctCallingSearchSpace",
        "localRouteGroup": ..., "localRouteGroups": ...,
    }),
    "phoneSecurityProfiles": ("phoneSecurityProfile", {
        "model": "phoneType", "protocol": "protocol", "deviceSecurityMode": "deviceSecurityMode",
        "tftpEncryptedConfig": "tftpEncryptedConfig",
    }),
    "sipTrunks": ("sipTrunk", {
        "description": "description", "css": "callingSearchSpaceName", "devicePool": "devicePoolName",
        "commonDeviceConfiguration": "commonDeviceConfigName", "location": "locationName",
        "mediaResourceGroupList": "mediaResourceListName", "securityProfile": "securityProfileName",
        "sipProfile": "sipProfileName", "geolocation": "geoLocationName", "sendGeolocation": "sendGeoLocation",
        "unattendedPort": "unattendedPort", "mtpRequired": "mtpRequired", "destinationIsSrv": "destAddrIsSrv",
        "significantDigits": "sigDigits", "prefixDigits": "prefixDn", "serviceType": "sipTrunkType",
        "callingPartyTransformationCss": ..., "calledPartyTransformationCss": ..., "destinations": ...,
    }),
    "routeGroups": ("routeGroup", {"distribution": "distributionAlgorithm", "members": ...}),
    "routeLists": ("routeList", {"description": "description", "callManagerGroup": ..., "members": ...}),
    "phoneServices": ("ipPhoneServices", {
        "description": "serviceDescription", "enabled": "enabled", "enterpriseSubscription": "enterpriseSubscription",
        "kind": ..., "node": ..., "emcc": ..., "loginType": ..., "url": ..., "secureUrl": ...,
    }),
    "deviceProfiles": ("deviceProfile", {
        **_BUTTONS, "userHoldMohAudioSource": "userHoldMohAudioSourceId", "mlpp": _MLPP, "lines": ...,
        "phoneButtonTemplate": "phoneTemplateName", "speedDials": ..., "modules": ..., "doNotDisturb": _DISTURB,
        "ignorePresentationIndicators": "ignorePresentationIndicators", "emccCss": "emccCallingSearchSpace",
        "alwaysUsePrimeLine": "alwaysUsePrimeLine", "privacy": "callInfoPrivacyStatus", "services": ...,
        "alwaysUsePrimeLineForVoiceMessage": "alwaysUsePrimeLineForVoiceMessage", "loginUser": "loginUserId",
    }),
    "phones": ("phone", {
        **_BUTTONS, "css": "callingSearchSpaceName", "devicePool": "devicePoolName",
        "commonDeviceConfiguration": "commonDeviceConfigName", "commonPhoneProfile": "commonPhoneConfigName",
        "location": "locationName", "mediaResourceGroupList": "mediaResourceListName", "mlpp": _MLPP,
        "securityProfile": ..., "geolocation": "geoLocationName", "lines": ..., "phoneButtonTemplate": ...,
        "modules": ..., "services": ..., "logoutProfile": "defaultProfileName", "owner": "ownerUserName",
        "extensionMobility": "enableExtensionMobility", "doNotDisturb": _DISTURB,
    }),
    "users": ("user", {
        "firstName": ..., "lastName": ..., "ldap": None, "maximumLoginTime": ..., "pinFrom": ..., "mail": ...,
        "department": ..., "telephoneNumber": ..., "directoryUri": ..., "userLocale": "userLocale",
        "controlledProfiles": ..., "defaultProfile": "defaultProfile", "emcc": "enableEmcc", "homeCluster": ...,
        "selfServiceId": ..., "associatedDevices": ..., "primaryExtension": ..., "pinMustChange": ...,
        "accessControlGroups": ...,
    }),
}
PATTERNS = {
    "routePatterns": ("routePattern", {**_PATTERN, "to": ..., "purpose": None}),
    "translationPatterns": ("transPattern", {**_PATTERN, "css": "callingSearchSpaceName", "purpose": None}),
    "callingPartyTransformationPatterns": ("callingPartyTransformationPattern", {
        "description": "description", "mask": "callingPartyTransformationMask", "prefix": "callingPartyPrefixDigits",
        "useExternalMask": "useCallingPartyPhoneMask", "discardDigits": "digitDiscardInstructionName",
    }),
    "calledPartyTransformationPatterns": ("calledPartyTransformationPattern", {
        "description": "description", "mask": "calledPartyTransformationMask", "prefix": "calledPartyPrefixDigits",
        "discardDigits": "digitDiscardInstructionName",
    }),
}
# Sections that AXL does not write: by hand, or for our own use.
BY_HAND = {
    "format", "cluster", "clusterId", "version", "securityMode", "maxPhones", "unmanagedPhones", "nodes",
    "enterpriseParameters", "emccTemplate", "emccBaseDevices", "ils", "emergencyResponder", "certificates", "gateways",
    "callManagerGroups",
}
# Defaults that the guides do not state: the model assumes False, an export of 14.0.1 shows T. Unless they are written,
# the cluster keeps its own.
ASSUMED = {"allowProxy", "EmccAllowProxy"}
# Key -> internal name; None where AXL cannot set it.
EM_PARAMETERS = {
    "enforceIntraclusterMaximumLoginTime": "maxDurationEnable", "intraclusterMaximumLoginTime": "maxDuration",
    "interclusterMaximumLoginTime": "EmccMaxLoginDuration", "maximumConcurrentRequests": "maxConcurrentSessions",
    "multipleLoginBehavior": "multiDevHoteling", "alphanumericUserId": "alphaUserID",
    "rememberLastUser": "rememberUser", "clearCallLogs": "clearCallLogs", "validateIpAddress": "validateIPForLogout",
    "trustedIps": "trustedIPList", "allowProxy": "allowProxy", "emccAllowProxy": "EmccAllowProxy",
    "cacheSize": "emDevCacheSize",
}
EMCC_FEATURES = {
    "expiredDeviceMaintenanceInterval": "DefaultIntervalForMaintenanceJob",
    "enableAllRemoteClusterServices": "EnableRemoteServicesWhenAddingNewCluster",
    "pstnAccessTrunkCss": "CSSForPSTNAccessSIPTrunk", "maxAudioBitRate": "EMCCRegionAudioBW",
    "maxVideoCallBitRate": "EMCCRegionVideoBW", "rsvpTrunkKeepAliveTimer": "RSVPSIPTrunkKeepAliveTimer",
    "remoteClusterUpdateInterval": "RemoteClusterUpdateInterval",
    # Values whose form is not public.
    "defaultTftpServer": None, "backupTftpServer": None, "geolocationFilter": None, "linkLossType": None,
    "remoteClusterUpdateServer": None, "backupRemoteClusterUpdateServer": None, "audioCodecPreferenceList": None,
}
WORDS = {
    "default": "Default", "on": "On", "off": "Off", "barge": "Barge", "cBarge": "CBarge", "disabled": "Disabled",
    "forceful": "Forceful", "nonSecure": "Non Secure", "authenticated": "Authenticated", "encrypted": "Encrypted",
    "ipv4Only": "IPv4 Only", "ipv6Only": "IPv6 Only", "ipv4AndIpv6": "IPv4 and IPv6", "topDown": "Top Down",
    "circular": "Circular", "intercluster": "None(Default)", "emcc": "Extension Mobility Cross Cluster",
    "preDot": "PreDot", "preDotTrailingHash": "PreDot Trailing-#", "trailingHash": "Trailing-#",
    "ringerOff": "Ringer Off", "callReject": "Call Reject", "beepOnly": "Beep Only", "flashOnly": "Flash Only",
    "useCommonPhoneProfileSetting": "Use Common Phone Profile Setting", "disable": "Disable",
}
# Elements whose values are words of ours; all else is written as it stands.
_WORDED = {
    "singleButtonBarge", "joinAcrossLines", "mlppIndicationStatus", "preemption", "deviceSecurityMode",
    "ipAddressingMode", "distributionAlgorithm", "sipTrunkType", "digitDiscardInstructionName", "dndOption",
    "dndRingSetting", "alwaysUsePrimeLine", "alwaysUsePrimeLineForVoiceMessage", "callInfoPrivacyStatus",
}


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


class Expected:
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

    def _add(self, kind, key, fields):
        self.objects.setdefault(kind, {})[key] = fields

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

    @staticmethod
    def _word(element, value):
        if element == "useCallingPartyPhoneMask":
            return "On" if value else "Default"
        if isinstance(value, bool):
            return "true" if value else "false"
        if element == "dndRingSetting" and value in (None, "none"):
            return None
        if element in _WORDED and value is not None:
            return WORDS[value]
        return None if value is None else str(value)

    # One type at a time

    def _css(self, name, row, fields):
        fields["members"] = {"member": [
            {"routePartitionName": partition, "index": str(index)}
            for index, partition in enumerate(row.get("partitions", ()), 1)]}

    def _geoLocationFilter(self, name, row, fields):
        for key in _GEOLOCATION:
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

    def _rows(self, defaults):
        def letter(value):
            return ("T" if value else "F") if isinstance(value, bool) else str(value)

        values = dict(defaults["serviceParameter"])
        row = self.model.get("extensionMobilityParameters", {})
        for key, value in row.items():
            if key == "multipleLoginBehavior":
                continue  # the default, or by hand
            name = EM_PARAMETERS[key]
            if name not in ASSUMED or ("EnterpriseWideData", name, "Cisco Extension Mobility") in self.sent:
                values[name] = ";".join(value) if isinstance(value, list) else letter(value)
        if "intraclusterMaximumLoginTime" in row and "enforceIntraclusterMaximumLoginTime" not in row:
            values["maxDurationEnable"] = "T"
        for name, value in values.items():
            self._add("serviceParameter", ("EnterpriseWideData", name, "Cisco Extension Mobility"), {"value": value})
        values = dict(defaults["emccFeatureConfig"])
        row = {key: self.common[key] for key in ("maxAudioBitRate", "maxVideoCallBitRate") if key in self.common}
        row.update(self.model.get("emccFeatureConfiguration", {}))
        for key, value in row.items():
            name = EMCC_FEATURES[key]
            if name and key != "pstnAccessTrunkCss":
                values[name] = letter(value)
        for name, value in values.items():
            self._add("emccFeatureConfig", (name,), {"value": value})
        profile = self.model.get("interclusterServiceProfile", {})
        services = {"emcc": "EMCC", "pstnAccess": "PSTN Access", "rsvpAgent": "RSVP Agent"}
        for name in list(services.values()) + ["TFTP"] + (["LBM", "UDS"] if self.version >= (9, 1) else []):
            self._add("interClusterServiceProfile", (name,), {"isActivated": "false"})
        for key, activation in profile.items():
            self._add("interClusterServiceProfile", (services[key],), {
                "isActivated": self._word("isActivated", activation.get("active", False)),
                "sipTrunkName": activation.get("sipTrunk"),
            })

    def _remotes(self):
        agreed = self.group.get("services", {})
        for name, row in self.model.get("remoteClusters", {}).items():
            own = row.get("services", {})
            names = {"emcc": True, "pstnAccess": True, "rsvpAgent": False}
            if self.version >= (10, 5):
                names |= {"tftp": False, "lbm": False, "uds": False}
            identity = row.get("clusterId") or name
            self._add("remoteCluster", (identity,), {
                "clusterId": identity, "description": row.get("description"), "fullyQualifiedName": row["address"],
                **{
                    key: {"enabled": "true" if own.get(key, agreed.get(key, default)) else "false"}
                    for key, default in names.items()
                },
            })


def normal(value):
    """Without what says nothing: nil, empty texts, empty lists; text where order matters not."""
    if isinstance(value, dict):
        inner = {key: normal(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in (None, "", {}, [], set())}
    if isinstance(value, list):
        return [normal(item) for item in value]
    return value


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
                found += _compare(kind, key, _sets(kind, normal(wanted[key])), _sets(kind, normal(there[key])))
    return found


def _sets(kind, fields):
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
