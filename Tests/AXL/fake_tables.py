"""What a fresh Unified CM has: types of objects, their keys, what refers to what, system objects, parameters."""

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
LISTS = {"member", "line", "speeddial", "addOnModule", "profileName", "localRouteGroup", "device"}
# Elements of lists that are single elsewhere, with the list.
LISTS_OF = {("services", "service"), ("destinations", "destination")}

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
