extension RandomDeployment {
  /// The document of one cluster.
  func clusterText(_ index: Int) -> String {
    let cluster = clusters[index]
    let handle = cluster.handle
    let peers = clusters.indices.filter { $0 != index }
    return """
      emcc: v1
      cluster: \(handle)
      clusterId: \(handle)-CUCM
      version: \(cluster.version)
      securityMode: \(isMixed ? "mixed" : "nonSecure")
      nodes:
        \(handle)-pub: {address: pub.\(handle).example.com, role: publisher, services: [ils, bulkProvisioning]}
        \(handle)-sub: {address: sub.\(handle).example.com, services: [callManager, extensionMobility, tftp]}
        \(handle)-sub2: {address: sub2.\(handle).example.com, services: [callManager, extensionMobility, tftp]}
      extensionMobilityParameters: {intraclusterMaximumLoginTime: '8:00', multipleLoginBehavior: \(cluster.multipleLogins)}
      emccFeatureConfiguration:
        defaultTftpServer: \(handle)-sub
        backupTftpServer: \(handle)-sub2
        pstnAccessTrunkCss: \(cluster.usesOriginalCSS ? "originalDeviceCss" : "trunkCss")
        geolocationFilter: GF-EMCC
        remoteClusterUpdateServer: \(handle)-sub
        backupRemoteClusterUpdateServer: \(handle)-sub2
      interclusterServiceProfile:
        emcc: {active: true}
        pstnAccess: {active: true, sipTrunk: TRUNK-EMCC-\(handle)}
      \(hasMesh ? "" : "remoteClusters:\n" + peers.map { "  \(clusters[$0].handle): {address: sub.\(clusters[$0].handle).example.com}" }.joined(separator: "\n"))
      emccTemplate:
        TEMPLATE-\(handle): {devicePool: DP-BASE-\(handle), commonDeviceConfiguration: CDC-EMCC}
      emccBaseDevices: {count: 20, template: TEMPLATE-\(handle)}
      certificates:
        tomcat: {signedBy: EXAMPLE-CA, generated: 2025-02-20, notAfter: 2027-02-20}
        callManager: {signedBy: EXAMPLE-CA, generated: 2025-02-20, notAfter: 2027-02-20}
      callManagerGroups: {CMG: [\(handle)-sub, \(handle)-sub2]}
      regions: [REG]
      dateTimeGroups: {DTG: Europe/London}
      \(dialPlan(index, peers))
      \(hasSuperUser ? "ils: {role: hub}" : "")
      phoneServices:
        EM \(handle): {kind: extensionMobility, node: \(handle)-sub, emcc: true, \(cluster.loginType.map { "loginType: \($0), " } ?? "")enterpriseSubscription: true}
      \(people(index))
      """
  }

  private func dialPlan(_ index: Int, _ peers: [Int]) -> String {
    let cluster = clusters[index]
    let handle = cluster.handle
    let codes = cluster.countries.map(\.code)
    let own = codes.map { "PT-EMER-\($0)" }
    let abroad = peers.flatMap { peer in clusters[peer].countries.map { (peer, $0.code) } }
    var pools = codes.map { "  DP-\($0): {geolocation: GEO-\($0), localRouteGroup: RG-\($0)}" }
    pools.append("  DP-BASE-\(handle): {}")
    pools += unique(abroad.map(\.1)).filter { !codes.contains($0) }.map { code in
      "  DP-ROAM-\(code): {roamingFor: \(firstPeer(with: code, peers)), geolocation: GEO-\(code), adjunctCss: CSS-ADJ-\(code)}"
    }
    return """
      defaults:
        devicePools: {callManagerGroup: CMG, region: REG, dateTimeGroup: DTG}
        phones: {model: Cisco 8851, protocol: SIP, extensionMobility: true}
        deviceProfiles: {model: Cisco 8851, protocol: SIP, phoneButtonTemplate: Standard 8851 SIP, emccCss: CSS-EMCC-\(handle)}
        users: {ldap: true, emcc: true}
      devicePools:
      \(pools.joined(separator: "\n"))
      partitions: [\((["PT-DN-\(handle)", "PT-CALLER"] + codes.flatMap { ["PT-PSTN-\($0)", "PT-ABROAD-\($0)"] }).joined(separator: ", "))]
      callingSearchSpaces:
        CSS-LINE-\(handle): [PT-DN-\(handle)]
        CSS-EMCC-\(handle): [PT-PSTN-\(codes[0])]
        CSS-CALLER: [PT-CALLER]
        CSS-IN-\(handle): [\(own.joined(separator: ", ")), PT-ABROAD-\(codes[0])]
      \(codes.map { "  CSS-DEV-\($0): [PT-EMER-\($0), PT-ABROAD-\($0), PT-PSTN-\($0)]" }.joined(separator: "\n"))
      callingPartyTransformationPatterns:
        - {partition: PT-CALLER, patterns: ['!'], mask: '55500'}
      gateways:
      \(codes.map { "  GW-\(handle)-\($0): {devicePool: DP-\($0), country: \($0), callingPartyTransformationCss: CSS-CALLER}" }.joined(separator: "\n"))
      routeGroups:
      \(codes.map { "  RG-\($0): [GW-\(handle)-\($0)]" }.joined(separator: "\n"))
      routeLists:
      \(codes.map { "  RL-\($0): [RG-\($0)]" }.joined(separator: "\n"))
      routePatterns:
      \(cluster.countries.map { "  - {partition: PT-PSTN-\($0.code), patterns: ['\($0.national)'], to: RL-\($0.code), purpose: national, discardDigits: preDot}" }.joined(separator: "\n"))
      \(internalPatterns(index, peers).joined(separator: "\n"))
      translationPatterns:
      \(cluster.countries.map(translation).joined(separator: "\n"))
      sipTrunks:
        TRUNK-EMCC-\(handle): {serviceType: emcc, devicePool: DP-\(codes[0]), css: CSS-IN-\(handle), sendGeolocation: true}
      \(trunks(index, peers).joined(separator: "\n"))
      """
  }

  /// Ordinary trunks to the other clusters.
  private func trunks(_ index: Int, _ peers: [Int]) -> [String] {
    guard clusters[index].hasTrunks else { return [] }
    return peers.map { peer in
      "  ICT-\(clusters[peer].handle): {devicePool: DP-\(clusters[index].countries[0].code), "
        + "css: CSS-LINE-\(clusters[index].handle), destinations: [sub.\(clusters[peer].handle).example.com]}"
    }
  }

  /// Patterns to the extensions of the other clusters.
  private func internalPatterns(_ index: Int, _ peers: [Int]) -> [String] {
    guard clusters[index].hasTrunks else { return [] }
    return peers.map { peer in
      "  - {partition: PT-DN-\(clusters[index].handle), patterns: ['\(peer + 2)01XXXX'], "
        + "to: ICT-\(clusters[peer].handle), purpose: internal}"
    }
  }

  /// Foreign numbers, in both forms, become the country's first one.
  private func translation(_ country: Country) -> String {
    let local = Set(country.emergency + country.emergency.map { country.outside + $0 })
    let all = countries.flatMap { other in
      other.emergency + countries.flatMap { habit in other.emergency.map { habit.outside + $0 } }
    }
    let foreign = unique(all + ["112"]).filter { !local.contains($0) }
    let patterns = foreign.isEmpty ? ["90909"] : foreign
    return "  - {partition: PT-ABROAD-\(country.code), patterns: \(list(patterns)), css: CSS-DEV-\(country.code), "
      + "calledPartyMask: '\(country.emergency[0])', purpose: emergency, urgentPriority: true}"
  }

  /// The first peer with a site in a country.
  private func firstPeer(with code: String, _ peers: [Int]) -> String {
    let peer = peers.first { clusters[$0].countries.contains { $0.code == code } }
    return clusters[peer ?? 0].handle
  }

  private func people(_ index: Int) -> String {
    let cluster = clusters[index]
    let phones = cluster.countries.enumerated().flatMap { site, country in
      (1...2).map { number in
        "  SEP00AA\(index)\(site)00000\(number): {devicePool: DP-\(country.code), css: CSS-DEV-\(country.code)}"
      }
    }
    let users = (1...cluster.users).map { "u\(index)x\($0)" }
    // Seven digits, or five that begin with 8, next to the numbers for an outside line.
    let range = cluster.hasLongExtensions ? "8\(index)00" : "\(index + 2)01000"
    var profiles = users.enumerated().map { number, user in
      "  UDP-\(user): {lines: [{dn: '\(range)\(number)', partition: PT-DN-\(cluster.handle), "
        + "css: CSS-LINE-\(cluster.handle)}]}"
    }
    var people = users.enumerated().map { number, user in
      "  \(user): {lastName: Person, controlledProfiles: [UDP-\(user)], primaryExtension: '\(range)\(number)', "
        + "selfServiceId: '\(range)\(number)', homeCluster: true}"
    }
    if hasSuperUser {
      // The same user, profile and number everywhere.
      profiles.append(
        "  UDP-roamer: {lines: [{dn: '7701000', partition: PT-DN-\(cluster.handle), css: CSS-LINE-\(cluster.handle)}]}")
      people.append(
        "  roamer: {lastName: Person, emcc: false, controlledProfiles: [UDP-roamer], primaryExtension: '7701000', "
          + "selfServiceId: '7701000', accessControlGroups: [Standard EM Roaming Across Clusters Super Users]}")
    }
    return """
      phones:
      \(phones.joined(separator: "\n"))
      deviceProfiles:
      \(profiles.joined(separator: "\n"))
      users:
      \(people.joined(separator: "\n"))

      """
  }
}
