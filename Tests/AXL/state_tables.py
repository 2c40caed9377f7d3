"""Which of our keys is which element of AXL; what no table names makes the check fail."""

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
GEOLOCATION = (
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
    "geolocations": ("geoLocation", {"description": "description", **{name: name for name in GEOLOCATION}}),
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
WORDED = {
    "singleButtonBarge", "joinAcrossLines", "mlppIndicationStatus", "preemption", "deviceSecurityMode",
    "ipAddressingMode", "distributionAlgorithm", "sipTrunkType", "digitDiscardInstructionName", "dndOption",
    "dndRingSetting", "alwaysUsePrimeLine", "alwaysUsePrimeLineForVoiceMessage", "callInfoPrivacyStatus",
}
