/// A field of a geolocation, in the order of the form; the raw value is the key in YAML.
package enum CivicField: String, Sendable, Hashable, CaseIterable {
  /// RFC 4119 country.
  case country
  /// RFC 4119 A1: state or province.
  case nationalSubDivision
  /// RFC 4119 A2: county or parish.
  case district
  /// RFC 4119 A3: city or township.
  case communityName
  /// RFC 4119 A4: borough.
  case cityDivision
  /// RFC 4119 A5.
  case neighbourhood
  /// RFC 4119 A6.
  case street
  /// RFC 4119 PRD.
  case leadingStreetDirection
  /// RFC 4119 POD.
  case trailingStreetSuffix
  /// RFC 4119 STS.
  case streetSuffix
  /// RFC 4119 HNO.
  case houseNumber
  /// RFC 4119 HNS.
  case houseNumberSuffix
  /// RFC 4119 LMK.
  case landmark
  /// RFC 4119 LOC.
  case location
  /// RFC 4119 FLR.
  case floor
  /// RFC 4119 NAM.
  case occupantName
  /// RFC 4119 PC.
  case postalCode
}

/// A geolocation.
package struct RuntimeGeolocation: Named, Sendable, Hashable {
  /// Where a phone has it from (Technical note 213965: in this order).
  package enum Origin: Sendable, Hashable {
    /// The phone names it.
    case phone
    /// The phone's device pool names it.
    case devicePool
    /// It is the enterprise parameter Default Geolocation.
    case enterpriseParameter
  }

  /// Its name.
  package var name: String
  /// What is filled in.
  package var texts: [CivicField: String]

  /// Makes a geolocation.
  package init(name: String, texts: [CivicField: String]) {
    self.name = name
    self.texts = texts
  }
}
