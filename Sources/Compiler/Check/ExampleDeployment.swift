/// The base of all rule examples: two small clusters that work, against which a mistake is one replacement.
package enum ExampleDeployment {
  /// The documents, as one YAML stream.
  package static let text = """
    emcc: v1
    deployment: EXAMPLE
    emccGroup:
      members: [HOME, AWAY]
      mesh: full
      maxAudioBitRate: 64 kbps
    emergencyNumbers:
      US: ['911', '9911']
      GB: ['999', '112', '9999', '9112']
    everyCluster:
      geolocations:
        GEO-US: {country: US}
        GEO-GB: {country: GB}
      geolocationFilters:
        GF-EMCC: [country]
      commonDeviceConfigurations:
        CDC-EMCC: {ipAddressingMode: ipv4Only}
      partitions: [PT-EMER-US, PT-EMER-GB, PT-HABIT]
      routeLists:
        RL-EMERGENCY: [Standard Local Route Group]
      routePatterns:
        - {partition: PT-EMER-US, patterns: ['911', '9.911'], to: RL-EMERGENCY, purpose: emergency, urgentPriority: true, discardDigits: preDot}
        - {partition: PT-EMER-GB, patterns: ['999', '112', '9.999', '9.112'], to: RL-EMERGENCY, purpose: emergency, urgentPriority: true, discardDigits: preDot}
        - {partition: PT-HABIT, patterns: ['911', '999', '112', '9.911'], to: RL-EMERGENCY, purpose: emergency, urgentPriority: true, discardDigits: preDot}
      callingSearchSpaces:
        CSS-ADJ-US: [PT-EMER-US, PT-HABIT]
        CSS-ADJ-GB: [PT-EMER-GB, PT-HABIT]
    ---
    emcc: v1
    cluster: HOME
    clusterId: HOME-CUCM
    version: 14.0.1.13900-155
    securityMode: mixed
    maxPhones: 1000
    nodes:
      home-pub: {address: home-pub.example.com, role: publisher, services: [ils, bulkProvisioning]}
      home-sub: {address: home-sub.example.com, services: [callManager, extensionMobility, tftp]}
      home-sub2: {address: home-sub2.example.com, services: [callManager, extensionMobility, tftp]}
    extensionMobilityParameters: {intraclusterMaximumLoginTime: '8:00', maximumConcurrentRequests: 15}
    emccFeatureConfiguration:
      defaultTftpServer: home-sub
      backupTftpServer: home-sub2
      geolocationFilter: GF-EMCC
      remoteClusterUpdateServer: home-sub
      backupRemoteClusterUpdateServer: home-sub2
    interclusterServiceProfile:
      emcc: {active: true}
      pstnAccess: {active: true, sipTrunk: TRUNK-EMCC}
    emccTemplate:
      TEMPLATE-EMCC: {devicePool: DP-BASE, commonDeviceConfiguration: CDC-EMCC}
    emccBaseDevices: {count: 20, template: TEMPLATE-EMCC, expectedLogins: 12}
    certificates:
      tomcat: {signedBy: EXAMPLE-CA, generated: 2025-02-20, notAfter: 2027-02-20}
      callManager: {signedBy: EXAMPLE-CA, generated: 2025-02-20, notAfter: 2027-02-20}
    callManagerGroups: {CMG-HOME: [home-sub, home-sub2]}
    regions: [REG-HOME]
    dateTimeGroups: {DTG-US: America/New_York, DTG-GB: Europe/London}
    defaults:
      devicePools: {callManagerGroup: CMG-HOME, region: REG-HOME, dateTimeGroup: DTG-US}
      gateways: {callingPartyTransformationCss: CSS-CLG}
      phones: {model: Cisco 8851, protocol: SIP, devicePool: DP-NYC, css: CSS-DEV, extensionMobility: true}
      deviceProfiles: {model: Cisco 8851, protocol: SIP, phoneButtonTemplate: Standard 8851 SIP, emccCss: CSS-EMCC}
      users: {ldap: true, emcc: true}
    devicePools:
      DP-NYC: {geolocation: GEO-US, localRouteGroup: RG-NYC}
      DP-BASE: {}
      DP-ROAM-GB: {roamingFor: AWAY, dateTimeGroup: DTG-GB, geolocation: GEO-GB, adjunctCss: CSS-ADJ-GB}
    partitions: [PT-DN, PT-PSTN, PT-ABROAD, PT-CLG]
    callingSearchSpaces:
      CSS-LINE: [PT-DN]
      CSS-DEV: [PT-EMER-US, PT-ABROAD, PT-PSTN]
      CSS-EMCC: [PT-PSTN]
      CSS-IN: [PT-EMER-US, PT-ABROAD]
      CSS-CLG: [PT-CLG]
    gateways: {GW-NYC: {devicePool: DP-NYC, country: US}}
    routeGroups: {RG-NYC: [GW-NYC]}
    routeLists: {RL-HOME: [RG-NYC]}
    routePatterns:
      - {partition: PT-PSTN, patterns: ['9.1[2-9]XX[2-9]XXXXXX'], to: RL-HOME, purpose: national, discardDigits: preDot}
    translationPatterns:
      - {partition: PT-ABROAD, patterns: ['999', '112', '9999', '9112'], css: CSS-DEV, calledPartyMask: '911', purpose: emergency, urgentPriority: true}
    callingPartyTransformationPatterns:
      - {partition: PT-CLG, patterns: ['2101XXX'], mask: '+12125550XXX'}
      - {partition: PT-CLG, patterns: ['!'], mask: '+12125550100'}
    sipTrunks:
      TRUNK-EMCC: {serviceType: emcc, devicePool: DP-NYC, css: CSS-IN, sendGeolocation: true}
    phoneServices:
      Extension Mobility: {kind: extensionMobility, node: home-sub, emcc: true, enterpriseSubscription: true}
    phones:
      SEP00AA10000001: {description: Hot desk 1}
      SEP00AA10000002: {description: Hot desk 2}
    deviceProfiles:
      UDP-ADIAZ: {lines: [{dn: '2101001', partition: PT-DN, css: CSS-LINE}]}
      UDP-BKIM: {lines: [{dn: '2101002', partition: PT-DN, css: CSS-LINE}]}
    users:
      adiaz: {lastName: Diaz, controlledProfiles: [UDP-ADIAZ], primaryExtension: '2101001'}
      bkim: {lastName: Kim, controlledProfiles: [UDP-BKIM], primaryExtension: '2101002'}
    ---
    emcc: v1
    cluster: AWAY
    clusterId: AWAY-CUCM
    version: 12.5.1.14900-63
    securityMode: mixed
    nodes:
      away-pub: {address: away-pub.example.com, role: publisher, services: [ils, bulkProvisioning]}
      away-sub: {address: away-sub.example.com, services: [callManager, extensionMobility, tftp]}
      away-sub2: {address: away-sub2.example.com, services: [callManager, extensionMobility, tftp]}
    extensionMobilityParameters: {intraclusterMaximumLoginTime: '10:00', maximumConcurrentRequests: 20}
    emccFeatureConfiguration:
      defaultTftpServer: away-sub
      backupTftpServer: away-sub2
      geolocationFilter: GF-EMCC
      remoteClusterUpdateServer: away-sub
      backupRemoteClusterUpdateServer: away-sub2
    interclusterServiceProfile:
      emcc: {active: true}
      pstnAccess: {active: true, sipTrunk: TRUNK-EMCC-GB}
    emccTemplate:
      TEMPLATE-EMCC-GB: {devicePool: DP-BASE-GB, commonDeviceConfiguration: CDC-EMCC}
    emccBaseDevices: {count: 10, template: TEMPLATE-EMCC-GB, expectedLogins: 5}
    certificates:
      tomcat: {signedBy: EXAMPLE-CA, generated: 2025-03-20, notAfter: 2027-03-20}
      callManager: {signedBy: EXAMPLE-CA, generated: 2025-03-20, notAfter: 2027-03-20}
    callManagerGroups: {CMG-AWAY: [away-sub, away-sub2]}
    regions: [REG-AWAY]
    dateTimeGroups: {DTG-LON: Europe/London, DTG-NYC: America/New_York}
    defaults:
      devicePools: {callManagerGroup: CMG-AWAY, region: REG-AWAY, dateTimeGroup: DTG-LON}
      gateways: {callingPartyTransformationCss: CSS-CLG-GB}
      phones: {model: Cisco 8861, protocol: SIP, devicePool: DP-LON, css: CSS-DEV-GB, extensionMobility: true}
      deviceProfiles: {model: Cisco 8861, protocol: SIP, phoneButtonTemplate: Standard 8861 SIP, emccCss: CSS-EMCC-GB}
      users: {ldap: true, emcc: true}
    devicePools:
      DP-LON: {geolocation: GEO-GB, localRouteGroup: RG-LON}
      DP-BASE-GB: {}
      DP-ROAM-US: {roamingFor: HOME, dateTimeGroup: DTG-NYC, geolocation: GEO-US, adjunctCss: CSS-ADJ-US}
    partitions: [PT-DN-GB, PT-PSTN-GB, PT-ABROAD-GB, PT-CLG-GB]
    callingSearchSpaces:
      CSS-LINE-GB: [PT-DN-GB]
      CSS-DEV-GB: [PT-EMER-GB, PT-ABROAD-GB, PT-PSTN-GB]
      CSS-EMCC-GB: [PT-PSTN-GB]
      CSS-IN-GB: [PT-EMER-GB, PT-ABROAD-GB]
      CSS-CLG-GB: [PT-CLG-GB]
    gateways: {GW-LON: {devicePool: DP-LON, country: GB}}
    routeGroups: {RG-LON: [GW-LON]}
    routeLists: {RL-AWAY: [RG-LON]}
    routePatterns:
      - {partition: PT-PSTN-GB, patterns: ['9.0!'], to: RL-AWAY, purpose: national, discardDigits: preDot}
    translationPatterns:
      - {partition: PT-ABROAD-GB, patterns: ['911', '9911'], css: CSS-DEV-GB, calledPartyMask: '999', purpose: emergency, urgentPriority: true}
    callingPartyTransformationPatterns:
      - {partition: PT-CLG-GB, patterns: ['3101XXX'], mask: '+442079460XXX'}
      - {partition: PT-CLG-GB, patterns: ['!'], mask: '+442079460100'}
    sipTrunks:
      TRUNK-EMCC-GB: {serviceType: emcc, devicePool: DP-LON, css: CSS-IN-GB, sendGeolocation: true}
    phoneServices:
      Extension Mobility GB: {kind: extensionMobility, node: away-sub, emcc: true, enterpriseSubscription: true}
    phones:
      SEP00AA20000001: {description: Hot desk 1}
      SEP00AA20000002: {description: Hot desk 2}
    deviceProfiles:
      UDP-ESMITH: {lines: [{dn: '3101001', partition: PT-DN-GB, css: CSS-LINE-GB}]}
    users:
      esmith: {lastName: Smith, controlledProfiles: [UDP-ESMITH], primaryExtension: '3101001'}

    """
}
