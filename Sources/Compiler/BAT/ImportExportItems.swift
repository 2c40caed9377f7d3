import EMBundle
import EMDSL

/// The items of an Import/Export archive of which all columns are publicly known.
struct ImportExportItems {
  /// The cluster.
  let cluster: Cluster
  /// The deployment, for what all clusters share.
  let deployment: Deployment

  /// The archive as a file of the bundle.
  var file: BundleFile {
    BundleFile(path: "clusters/\(cluster.clusterID)/bat/import-export.tar") { try $0.write(archive.bytes()) }
  }

  private var archive: ImportExportTar {
    let publisher = RunbookFacts.publisher(of: cluster)
    return ImportExportTar(
      version: cluster.version?.description ?? "", address: RunbookFacts.address(publisher) ?? "",
      items: [
        ("partition", partitions), ("css", searchSpaces), ("geolocationconfiguration", geolocations),
        ("geolocationfilter", filters), ("phoneservices", services), ("emccfeatureconfig", features),
        ("interclusterserviceprofile", profile), ("remotecluster", remoteClusters),
      ].filter { $0.1.count > 1 })
  }

  private static func columns(_ text: String) -> [String] { text.split(separator: ",").map(String.init) }

  private func byName<R>(_ section: Section<R>, _ name: KeyPath<R, Name>) -> [Entity<R>] {
    section.filter { !$0.isPoison }.sorted {
      $0[dynamicMember: name].bytes.lexicographicallyPrecedes($1[dynamicMember: name].bytes)
    }
  }

  private func flag(_ isOn: Bool?) -> String { isOn == true ? "t" : "f" }
  private func text(_ text: String?) -> String { text ?? "NULL" }

  private var partitions: [[String]] {
    [Self.columns("NAME,DESCRIPTION,TIME SCHEDULE,SPECIFIC TIME ZONE,ORIGINATING DEVICE")]
      + byName(cluster.partitions, \.name).map { [$0.name.string, text($0.description), "NULL", "NULL", "t"] }
  }

  private var searchSpaces: [[String]] {
    let rows = byName(cluster.callingSearchSpaces, \.name)
    let most = rows.map(\.partitions.count).max() ?? 0
    let numbered = (0..<most).map { "ROUTE PARTITION \($0 + 1)" }
    return [Self.columns("NAME,DESCRIPTION,TYPE OF PARTITION USAGE") + numbered]
      + rows.map { row in
        let members = row.partitions.map { member -> String in
          let partition: Entity<PartitionRow> = member.target()
          return partition.name.string
        }
        return [row.name.string, text(row.description), "General"] + members
          + Array(repeating: "NULL", count: most - members.count)
      }
  }

  private var geolocations: [[String]] {
    let fields: [GeolocationField] = [
      .nationalSubDivision, .district, .communityName, .cityDivision, .neighbourhood, .street, .leadingStreetDirection,
      .trailingStreetSuffix, .streetSuffix, .houseNumber, .houseNumberSuffix, .landmark, .location, .floor,
      .occupantName, .postalCode,
    ]
    return [Self.columns("NAME,COUNTRY,DESCRIPTION,A1,A2,A3,A4,A5,A6,PRD,POD,STS,HNO,HNS,LMK,LOC,FLR,NAM,PC")]
      + byName(cluster.geolocations, \.name).map { row in
        [row.name.string, text(row.country?.string), text(row.description)] + fields.map { text(row.text($0)?.string) }
      }
  }

  private var filters: [[String]] {
    let order: [GeolocationField] = [
      .country, .nationalSubDivision, .district, .communityName, .cityDivision, .neighbourhood, .street,
      .leadingStreetDirection, .trailingStreetSuffix, .streetSuffix, .houseNumber, .houseNumberSuffix, .landmark,
      .location, .floor, .occupantName, .postalCode,
    ]
    let columns =
      "USECOUNTRY,USEA1,USEA2,USEA3,USEA4,USEA5,USEA6,USEPRD,USEPOD,USESTS,USEHNO,USEHNS,USELMK,USELOC,USEFLR"
    return [["NAME", "DESCRIPTION"] + Self.columns(columns) + ["USENAM", "USEPC"]]
      + byName(cluster.geolocationFilters, \.name).map { row in
        let ticked = row.fields.compactMap { member -> GeolocationField? in member.word() }
        return [row.name.string, text(row.description)] + order.map { flag(ticked.contains($0)) }
      }
  }

  /// Services with an address of their own; those of `node` are left to the requests, which derive it.
  private var services: [[String]] {
    let columns = "SERVICE CATEGORY,SERVICE TYPE,SERVICE VENDOR,SERVICE VERSION,ENABLE,ENTERPRISE SUBSCRIPTION"
    return [
      Self.columns(columns) + ["SERVICE NAME", "SERVICE DESCRIPTION", "SERVICE URL", "SECURE SERVICES URL"]
    ]
      + byName(cluster.phoneServices, \.name).filter { $0.url != nil }.map { row in
        [
          "XML Service", "Standard IP Phone Service", "NULL", "NULL", flag(row.enabled ?? true),
          flag(row.enterpriseSubscription), row.name.string, text(row.description), text(row.url?.string),
          text(row.secureUrl?.string),
        ]
      }
  }

  /// Parameters that are plain numbers or truth values; those that name objects need keys of the cluster.
  private var features: [[String]] {
    guard let features = cluster.emccFeatures else { return [] }
    let group = deployment.emccGroup
    let numbers: [(String, Int?)] = [
      ("DefaultIntervalForMaintenanceJob", features.expiredDeviceMaintenanceInterval),
      ("EMCCRegionAudioBW", features.maxAudioBitRate ?? group?.maxAudioBitRate),
      ("EMCCRegionVideoBW", features.maxVideoCallBitRate ?? group?.maxVideoCallBitRate),
      ("RSVPSIPTrunkKeepAliveTimer", features.rsvpTrunkKeepAliveTimer),
      ("RemoteClusterUpdateInterval", features.remoteClusterUpdateInterval),
    ]
    let services = features.enableAllRemoteClusterServices.map {
      [["EnableRemoteServicesWhenAddingNewCluster", $0 ? "T" : "F"]]
    }
    return [["PARAMETER NAME", "PARAMETER VALUE"]] + (services ?? [])
      + numbers.compactMap { name, value in value.map { [name, "\($0)"] } }
  }

  private var profile: [[String]] {
    guard let profile = cluster.interclusterServiceProfile.first else { return [] }
    let rows: [(String, Entity<ServiceActivationRow>?)] = [
      ("EMCC", profile.emcc.first), ("PSTN Access", profile.pstnAccess.first), ("RSVP Agent", profile.rsvpAgent.first),
    ]
    return [["INTER CLUSTER SERVICE", "DEVICE", "ISACTIVATED"]]
      + rows.map { [$0.0, text($0.1?.sipTrunk?.name.string), flag($0.1?.active)] }
  }

  /// Addresses are learned by the cluster; that `NAME` is the fully qualified name is inferred.
  private var remoteClusters: [[String]] {
    let group = deployment.emccGroup?.services.first
    let service = [
      "INTER CLUSTER SERVICE TYPE", "REMOTE CLUSTER ENABLED", "REMOTEIPADDRESS1", "REMOTEIPADDRESS2",
      "REMOTEIPADDRESS3", "REMOTE ACTIVATED", "MANUALLY OVERRIDE CONFIGURATION",
    ]
    let header = ["NAME", "CLUSTERID", "DESCRIPTION"] + (1...3).flatMap { index in service.map { "\($0) \(index)" } }
    let rows = cluster.remoteClusters.filter { !$0.isPoison }.map { row -> [String] in
      let own = row.services.first
      let services: [(String, Bool)] = [
        ("EMCC", own?.emcc ?? group?.emcc ?? true), ("PSTN Access", own?.pstnAccess ?? group?.pstnAccess ?? true),
        ("RSVP Agent", own?.rsvpAgent ?? group?.rsvpAgent ?? false),
      ]
      return [text(row[dynamicMember: \.address]?.string), text(row.clusterId?.string), text(row.description)]
        + services.flatMap { [$0.0, flag($0.1), "NULL", "NULL", "NULL", "f", "f"] }
    }
    return [header] + rows.sorted { ResolvedJSON.precedes($0[1], $1[1]) }
  }
}
