package import EMDSL
import EMDiagnostics

/// Phones for visitors that are the same to an emergency call: of one device pool, at one geolocation, and with one
/// calling search space where the cluster looks numbers up in that of the phone.
package struct VisitorSite: Sendable {
  /// The cluster of the phones.
  package let cluster: Cluster
  /// Their device pool.
  package let pool: Entity<DevicePoolRow>
  /// Where they stand: phone, then device pool, then enterprise parameter; nil where none says it.
  package let geolocation: Entity<GeolocationRow>?
  /// Their own calling search space; nil with `trunkCss`, where it does not count.
  package let css: Entity<CallingSearchSpaceRow>?
  /// Where that is written on the first phone; else the phone.
  let cssPlace: Place?
  /// The phones.
  private(set) var phones: Sample

  /// Two-letter country; nil where it is not known.
  package var country: String? {
    guard let geolocation, geolocation.isKnown else { return nil }
    return geolocation.country?.string
  }

  /// How many phones.
  package var phoneCount: Int { phones.count }

  /// The sites of a cluster, in the order of the first phone of each; phones whose pool or geolocation cannot be read
  /// are left out.
  package static func all(of cluster: Cluster) -> [VisitorSite] {
    let looksIntoPhones = cluster.looksIntoPhones
    let fallback = cluster.defaultGeolocation
    var sites: [VisitorSite] = []
    var slots: [Key: Int] = [:]
    var last: (key: Key, slot: Int)?
    for phone in cluster.visitorPhones {
      guard let pool = phone.devicePool, pool.isKnown else { continue }
      let geolocation = phone.geolocation ?? pool.geolocation ?? fallback
      let css = looksIntoPhones ? phone.css : nil
      let key = Key(pool: pool.index, geolocation: geolocation?.index ?? .max, css: css?.index ?? .max)
      if let last, last.key == key {
        sites[last.slot].phones.add(phone)
        continue
      }
      if let geolocation, !geolocation.isKnown { continue }
      let slot = slots[key] ?? sites.count
      if slot == sites.count {
        slots[key] = slot
        sites.append(
          VisitorSite(
            cluster: cluster, pool: pool, geolocation: geolocation, css: css, cssPlace: phone.place(\.css),
            phones: Sample()))
      }
      sites[slot].phones.add(phone)
      last = (key, slot)
    }
    return sites
  }

  private struct Key: Hashable {
    var pool: UInt32
    var geolocation: UInt32
    var css: UInt32
  }
}

extension Cluster {
  /// True where numbers that arrive for a visitor's phone are looked up in the phone's own calling search space, not
  /// in that of the EMCC trunk (Seeds 000, table 2).
  var looksIntoPhones: Bool { emccFeatures?.pstnAccessTrunkCss == .originalDeviceCss }
}

extension Entity<CallingSearchSpaceRow> {
  /// True where calls that search it can be followed, if only to the point where it decides and is not known.
  var isFollowed: Bool { !isPoison && !head.marks.contains(.damaged) }

  /// True where all that it reaches is written here: only then can be said what it lacks.
  var isReadable: Bool {
    isKnown
      && self.partitions.allSatisfy { member in
        let partition: Entity<PartitionRow> = member.target()
        return !partition.isPoison && partition.head.marks.isDisjoint(with: [.damaged, .existing])
      }
  }
}
