"""The settings and remote clusters that a model asks for."""
from state_tables import ASSUMED, EMCC_FEATURES, EM_PARAMETERS, WORDED, WORDS


class ExpectedSettings:
    """Rows that are there from the start, and remote clusters; the objects are in expected_state."""

    def _add(self, kind, key, fields):
        self.objects.setdefault(kind, {})[key] = fields

    @staticmethod
    def _word(element, value):
        if element == "useCallingPartyPhoneMask":
            return "On" if value else "Default"
        if isinstance(value, bool):
            return "true" if value else "false"
        if element == "dndRingSetting" and value in (None, "none"):
            return None
        if element in WORDED and value is not None:
            return WORDS[value]
        return None if value is None else str(value)

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
