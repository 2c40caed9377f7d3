import EMDSL
import EMDiagnostics

extension Cluster {
  /// Phones of a cluster and how many it holds.
  struct Capacity {
    /// Phones that are written, and those that are registered without being written.
    var phones: Int
    /// The most phones and twice the base devices.
    var maximum: Int
    /// Where the maximum is written.
    var maximumPlace: Place?
    /// Where the phones that are not written are counted.
    var unmanagedPlace: Place?
  }

  /// The cluster's capacity; nil where a number cannot be read.
  var capacity: Capacity? {
    guard !parts.contains(where: { $0.isDamaged(\.maxPhones) || $0.isDamaged(\.unmanagedPhones) }),
      !hasDamaged(\.phones),
      let maximum = setting(\.maxPhones, { $0.maxPhones }),
      let unmanaged = setting(\.unmanagedPhones, { $0.unmanagedPhones })
    else { return nil }
    return Capacity(
      phones: self.phones.count + unmanaged.value, maximum: maximum.value, maximumPlace: maximum.place,
      unmanagedPlace: unmanaged.place)
  }
}
