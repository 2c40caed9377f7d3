/// First and last names, in plain letters because a phone's keypad must type the user ID.
enum Names {
  /// The name of the person with a number; the numbers of all clusters together give user IDs that never repeat.
  static func person(_ number: Int) -> (first: String, last: String, userID: String) {
    let pairs = first.count * last.count
    let pair = number % pairs * 2731 % pairs
    let firstName = first[pair / last.count]
    let lastName = last[pair % last.count]
    let round = number / pairs
    let userID = firstName.lowercased() + lastName.lowercased() + (round == 0 ? "" : String(round + 1))
    return (firstName, lastName, userID)
  }

  /// The department of a team.
  static func department(_ team: Int) -> String { departments[team % departments.count] }

  private static let first = words(
    """
    Anna Bruno Carla David Elena Fritz Grace Hugo Irene Jonas Karin Louis Maria Niels Olga Peter Quinn Rosa Simon
    Tanja Ulrich Vera Walter Xenia Yuki Zoe Aiko Ben Chloe Denis Emma Felix Greta Haruto Ines Jack Kenji Lena Marc
    Nora Oscar Paul Rita Sam Tom Ursula Victor Wendy Yves Yoko
    """)

  private static let last = words(
    """
    Adams Bauer Clark Diaz Evans Fischer Garcia Hayashi Ito Jones Kim Lambert Meyer Nakamura Olsen Perez Quentin Roux
    Sato Tanaka Underwood Vogel Wagner Xavier Yamada Zimmermann Allen Becker Cooper Dubois Edwards Fournier Green
    Hoffmann Inoue Jackson Keller Lefebvre Moreau Nguyen Ortiz Petit Quinlan Richter Schmidt Thomas Ueda Vincent Weber
    Young Ziegler Abbott Bertrand Carter Dietrich Ellis Ford Girard Hughes Ishikawa Jung Kobayashi Lewis Martin Neumann
    Owens Parker Reed Schneider Takahashi Uhl Vidal White Yoshida Zhang Andre Brown Chevalier Davies Ernst Foster
    Gauthier Hill Irving James Kato Lang Morris Nelson Ogawa Phillips Robert Smith Taylor Urban Voigt Walker Yamamoto
    Bell Collins Duval Engel Franke Gray Harris Jensen Kuhn Laurent Miller Nicolas Otto Peters Roberts Schulz Turner
    Watanabe Wood Arnold Berger Cox Dupont Fuchs Graf Hall Jordan Kraus Leroy Mercier Noel Pohl Ross Simon Thompson
    Winter Wright Baker Braun Campbell Dumas Fontaine Gunther Heinrich Huber King Lorenz Mason Morgan Philippe Rogers
    Sommer Stewart Vogt Watson Wolf
    """)

  private static let departments = [
    "Sales", "Support", "Finance", "Logistics", "Legal", "Purchasing", "Research", "Trading", "Service desk",
    "Human resources", "Claims", "Marketing",
  ]

  private static func words(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "\n" }.map(String.init)
  }
}
