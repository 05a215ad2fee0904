/// Members whose names have capitals in ninjs 3 only.
enum NinjsKey {
  case charCount, contentCreated, contentType, copyrightHolder, copyrightNotice, digitalSourceType
  case altIds, edNote, firstCreated, pubStatus, sizeInBytes, usageTerms, versionCreated, wordCount

  /// The name in ninjs 3.
  var camel: StaticString {
    switch self {
    case .charCount: "charCount"
    case .contentCreated: "contentCreated"
    case .contentType: "contentType"
    case .copyrightHolder: "copyrightHolder"
    case .copyrightNotice: "copyrightNotice"
    case .digitalSourceType: "digitalSourceType"
    case .altIds: "altIds"
    case .edNote: "edNote"
    case .firstCreated: "firstCreated"
    case .pubStatus: "pubStatus"
    case .sizeInBytes: "sizeInBytes"
    case .usageTerms: "usageTerms"
    case .versionCreated: "versionCreated"
    case .wordCount: "wordCount"
    }
  }

  /// The name in ninjs 1 and 2.
  var lower: StaticString {
    switch self {
    case .charCount: "charcount"
    case .contentCreated: "contentcreated"
    case .contentType: "contenttype"
    case .copyrightHolder: "copyrightholder"
    case .copyrightNotice: "copyrightnotice"
    case .digitalSourceType: "digitalsourcetype"
    case .altIds: "altids"
    case .edNote: "ednote"
    case .firstCreated: "firstcreated"
    case .pubStatus: "pubstatus"
    case .sizeInBytes: "sizeinbytes"
    case .usageTerms: "usageterms"
    case .versionCreated: "versioncreated"
    case .wordCount: "wordcount"
    }
  }
}

/// Words of `rel` and `role` that say what has no member of its own.
enum NinjsRole {
  static let author = "author"
  static let contributor = "contributor"
  static let keyword = "keyword"
  static let section = "section"
  static let provider = "provider"
  static let copyrightHolder = "copyrightHolder"
  static let creditLine = "creditLine"
  static let url = "url"
  static let id = "id"
  static let caption = "caption"
  static let altText = "altText"
  static let label = "label"

  /// Whether a person of that `rel` made the story; the others are what it is about.
  static func isMaker(_ role: String) -> Bool {
    switch role.lowercased() {
    case "author", "creator", "writer", "reporter", "editor", "photographer", "translator",
      "illustrator", "correspondent", "journalist", "cameraman", "videographer", "producer":
      true
    default: false
    }
  }

  /// A concept's URI from its scheme and code.
  static func join(_ scheme: String, _ code: String) -> String {
    switch scheme.utf8.last {
    case UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: ":"), UInt8(ascii: "="): scheme + code
    default: scheme + "/" + code
    }
  }

  /// A URI as the scheme and code of ninjs 1; `nil` when nothing would be left of either.
  static func split(_ uri: String) -> (scheme: String, code: String)? {
    let bytes = uri.utf8
    guard
      let cut = bytes.lastIndex(where: {
        $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: ":")
      })
    else { return nil }
    let code = bytes[bytes.index(after: cut)...]
    let scheme = String(Substring(bytes[...cut]))
    // "http://" alone is no address.
    guard !code.isEmpty, !scheme.hasSuffix("://") else { return nil }
    return (scheme, String(Substring(code)))
  }
}

/// Names of members, each of which occurs once.
struct NinjsNames {
  private var taken: Set<String> = []

  /// The name, with a number behind it when it is taken.
  mutating func unique(_ name: String) -> String {
    var candidate = name
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(name)-\(number)"
      number += 1
    }
    return candidate
  }

  /// The name as the patterns of ninjs 1.6 want it: it starts with an ASCII letter, a digit or `_`.
  static func legal(_ name: String) -> String {
    guard let first = name.utf8.first else { return "_" }
    switch first {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      return name
    default: return "_" + name
    }
  }
}
