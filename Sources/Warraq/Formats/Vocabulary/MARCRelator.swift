/// Codes of the MARC list of relators (https://id.loc.gov/vocabulary/relators.html).
enum MARCRelator {
  static func code(for role: String?) -> String? {
    switch role?.lowercased() {
    case "author", "writer": "aut"
    case "editor": "edt"
    case "photographer": "pht"
    case "translator": "trl"
    case "illustrator": "ill"
    case "reporter", "correspondent": "rpt"
    default: nil
    }
  }

  static func role(for code: String) -> String? {
    switch code.lowercased() {
    case "aut": "author"
    case "edt": "editor"
    case "pht": "photographer"
    case "trl": "translator"
    case "ill": "illustrator"
    case "rpt": "reporter"
    default: nil
    }
  }

  /// A text where it has the form of a code: three letters of ASCII; `nil` for others.
  static func known(code: String) -> String? {
    let code = code.lowercased()
    return code.utf8.count == 3 && code.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) ? code : nil
  }
}
