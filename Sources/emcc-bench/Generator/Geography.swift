/// A town with sites in it.
struct City {
  /// Three letters, unique within the country.
  let code: String
  /// RFC 4119 A3, as it stands in the geolocation.
  let name: String
  /// RFC 4119 A1, or empty.
  let division: String
  /// IANA time zone.
  let zone: String

  /// The date/time group for the zone: `Europe/London` gives `DTG-LONDON`.
  var dateTimeGroup: String {
    let last = zone.split(separator: "/").last ?? ""
    return "DTG-" + last.uppercased().replacing("_", with: "-")
  }
}

/// What a dial plan and its people need to know of a country.
struct Country {
  /// ISO 3166-1 alpha-2.
  let code: String
  /// Calling code with its plus sign.
  let callingCode: String
  /// Digit for an outside line.
  let accessCode: String
  /// Emergency numbers without the access code; the first is what foreign habits are translated to.
  let emergency: [String]
  /// Route patterns for calls within the country.
  let nationalPatterns: [String]
  /// Prefix for international calls.
  let internationalPrefix: String
  /// Cisco's name of the user locale.
  let locale: String
  /// Words for a shared desk that do not fit into ASCII.
  let sharedDesk: String
  /// Towns, the largest first.
  let cities: [City]

  private init(
    _ code: String, _ callingCode: String, access: String, emergency: [String], national: [String],
    international: String, locale: String, sharedDesk: String, zone: String, cities: String
  ) {
    self.code = code
    self.callingCode = callingCode
    accessCode = access
    self.emergency = emergency
    nationalPatterns = national
    internationalPrefix = international
    self.locale = locale
    self.sharedDesk = sharedDesk
    self.cities = cities.split { $0 == "," || $0 == "\n" }.map { entry in
      let fields = entry.split(separator: ":").map(String.init)
      return City(
        code: fields[0], name: fields[1], division: fields.count > 2 ? fields[2] : "",
        zone: fields.count > 3 ? fields[3] : zone)
    }
  }

  /// Every country that the generator knows.
  static let all: [Country] = [unitedStates, britain, germany, france, australia, japan]

  /// United States: four time zones; the clusters of the country share the list town by town.
  static let unitedStates = Country(
    "US", "+1", access: "9", emergency: ["911"], national: ["9.1[2-9]XX[2-9]XXXXXX"], international: "011",
    locale: "English United States", sharedDesk: "Café desk", zone: "America/New_York",
    cities: """
      NYC:New York:NY,LAX:Los Angeles:CA:America/Los_Angeles,BOS:Boston:MA,SEA:Seattle:WA:America/Los_Angeles
      PHL:Philadelphia:PA,SFO:San Francisco:CA:America/Los_Angeles,WAS:Washington:DC,DEN:Denver:CO:America/Denver
      ATL:Atlanta:GA,PHX:Phoenix:AZ:America/Phoenix,MIA:Miami:FL,SAN:San Diego:CA:America/Los_Angeles
      CHI:Chicago:IL:America/Chicago,DAL:Dallas:TX:America/Chicago,DTW:Detroit:MI,HOU:Houston:TX:America/Chicago
      CLE:Cleveland:OH,AUS:Austin:TX:America/Chicago,PIT:Pittsburgh:PA,SLC:Salt Lake City:UT:America/Denver
      BAL:Baltimore:MD,PDX:Portland:OR:America/Los_Angeles,CLT:Charlotte:NC,SAC:Sacramento:CA:America/Los_Angeles
      BUF:Buffalo:NY,LAS:Las Vegas:NV:America/Los_Angeles,RDU:Raleigh:NC,ABQ:Albuquerque:NM:America/Denver
      TPA:Tampa:FL,SJC:San Jose:CA:America/Los_Angeles,ORL:Orlando:FL,OAK:Oakland:CA:America/Los_Angeles
      RIC:Richmond:VA,MSP:Minneapolis:MN:America/Chicago,HAR:Hartford:CT,STL:St. Louis:MO:America/Chicago
      PVD:Providence:RI,KCY:Kansas City:MO:America/Chicago,CIN:Cincinnati:OH,OMA:Omaha:NE:America/Chicago
      COL:Columbus:OH,TUL:Tulsa:OK:America/Chicago,JAX:Jacksonville:FL,OKC:Oklahoma City:OK:America/Chicago
      ROC:Rochester:NY,BOI:Boise:ID:America/Denver,NOR:Norfolk:VA,TUS:Tucson:AZ:America/Phoenix
      """)

  /// United Kingdom.
  static let britain = Country(
    "GB", "+44", access: "9", emergency: ["999", "112"], national: ["9.0[1-9]XXXXXXXXX"], international: "00",
    locale: "English United Kingdom", sharedDesk: "Café desk", zone: "Europe/London",
    cities: """
      LON:London,MAN:Manchester,BIR:Birmingham,LEE:Leeds,GLA:Glasgow,SHE:Sheffield,EDI:Edinburgh,LIV:Liverpool
      BRS:Bristol,CDF:Cardiff,LEI:Leicester,BEL:Belfast,NOT:Nottingham,NEW:Newcastle,COV:Coventry,ABE:Aberdeen
      REA:Reading,OXF:Oxford,CAM:Cambridge,SOU:Southampton,POR:Portsmouth,PLY:Plymouth,DER:Derby,YOR:York
      EXE:Exeter,BTH:Bath,SWI:Swindon,MKE:Milton Keynes,BRI:Brighton,NWC:Norwich,DUN:Dundee,SWA:Swansea
      """)

  /// Germany.
  static let germany = Country(
    "DE", "+49", access: "0", emergency: ["112", "110"], national: ["0.0[1-9]!"], international: "00",
    locale: "German Germany", sharedDesk: "Großraumbüro Platz", zone: "Europe/Berlin",
    cities: """
      BER:Berlin,HAM:Hamburg,MUC:Munich,CGN:Cologne,FRA:Frankfurt,STR:Stuttgart,DUS:Dusseldorf,LEJ:Leipzig
      DTM:Dortmund,ESS:Essen,BRE:Bremen,DRS:Dresden,HAJ:Hanover,NUE:Nuremberg,DUI:Duisburg,BOC:Bochum
      WUP:Wuppertal,BIE:Bielefeld,BNN:Bonn,MUN:Muenster,KAR:Karlsruhe,MHG:Mannheim,AUG:Augsburg,WIE:Wiesbaden
      GEL:Gelsenkirchen,AAC:Aachen,CHE:Chemnitz,KIE:Kiel,HAL:Halle,MAG:Magdeburg,FRE:Freiburg,MAI:Mainz
      """)

  /// France.
  static let france = Country(
    "FR", "+33", access: "0", emergency: ["112", "15", "17", "18"], national: ["0.0[1-9]XXXXXXXX"],
    international: "00", locale: "French France", sharedDesk: "Bureau partagé", zone: "Europe/Paris",
    cities: """
      PAR:Paris,MRS:Marseille,LYS:Lyon,TLS:Toulouse,NCE:Nice,NTE:Nantes,MPL:Montpellier,SXB:Strasbourg
      BOD:Bordeaux,LIL:Lille,RNS:Rennes,REI:Reims,TLN:Toulon,ETZ:Metz,GNB:Grenoble,DIJ:Dijon
      ANE:Angers,NIM:Nimes,CLM:Clermont-Ferrand,TUF:Tours,LIG:Limoges,AMI:Amiens,PGF:Perpignan,BSN:Besancon
      ORL:Orleans,ROU:Rouen,MLH:Mulhouse,CAE:Caen,NAN:Nancy,AVN:Avignon,POI:Poitiers,PAU:Pau
      """)

  /// Australia: five time zones.
  static let australia = Country(
    "AU", "+61", access: "0", emergency: ["000"], national: ["0.0[2-8]XXXXXXXX"], international: "0011",
    locale: "English United Kingdom", sharedDesk: "Café desk", zone: "Australia/Sydney",
    cities: """
      SYD:Sydney:NSW,MEL:Melbourne:VIC:Australia/Melbourne,BNE:Brisbane:QLD:Australia/Brisbane
      PER:Perth:WA:Australia/Perth,ADL:Adelaide:SA:Australia/Adelaide,CBR:Canberra:ACT,NTL:Newcastle:NSW
      OOL:Gold Coast:QLD:Australia/Brisbane,WOL:Wollongong:NSW,GEX:Geelong:VIC:Australia/Melbourne
      HBA:Hobart:TAS:Australia/Hobart,TSV:Townsville:QLD:Australia/Brisbane,CNS:Cairns:QLD:Australia/Brisbane
      DRW:Darwin:NT:Australia/Darwin,TWB:Toowoomba:QLD:Australia/Brisbane,BAL:Ballarat:VIC:Australia/Melbourne
      BEN:Bendigo:VIC:Australia/Melbourne,LST:Launceston:TAS:Australia/Hobart,MKY:Mackay:QLD:Australia/Brisbane
      BUN:Bunbury:WA:Australia/Perth,ABX:Albury:NSW,WGA:Wagga Wagga:NSW,ORA:Orange:NSW,DUB:Dubbo:NSW
      """)

  /// Japan.
  static let japan = Country(
    "JP", "+81", access: "0", emergency: ["110", "119"], national: ["0.0[1-9]XXXXXXXX"], international: "010",
    locale: "Japanese Japan", sharedDesk: "共有デスク", zone: "Asia/Tokyo",
    cities: """
      TYO:Tokyo,OSA:Osaka,YOK:Yokohama,NGO:Nagoya,SPK:Sapporo,FUK:Fukuoka,UKB:Kobe,KYO:Kyoto
      KAW:Kawasaki,SAI:Saitama,HIJ:Hiroshima,SDJ:Sendai,CHB:Chiba,KKJ:Kitakyushu,SAK:Sakai,KIJ:Niigata
      HMM:Hamamatsu,KMJ:Kumamoto,SAG:Sagamihara,OKJ:Okayama,SZK:Shizuoka,KOJ:Kagoshima,HJI:Himeji,UTS:Utsunomiya
      """)

  /// Netherlands: where the partner of the grown deployment is.
  static let netherlands = Country(
    "NL", "+31", access: "0", emergency: ["112"], national: ["0.0[1-9]XXXXXXXX"], international: "00",
    locale: "Dutch Netherlands", sharedDesk: "Café desk", zone: "Europe/Amsterdam", cities: "AMS:Amsterdam")
}
