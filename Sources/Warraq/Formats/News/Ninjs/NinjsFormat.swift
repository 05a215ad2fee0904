public import WarraqCore

extension Format {
  /// ninjs, the IPTC's news in JSON (https://iptc.org/standards/ninjs/).
  public static let ninjs = Format(
    name: "ninjs",
    title: "ninjs 3.1",
    extensions: ["json"],
    mediaTypes: ["application/json"],
    sniff: { NinjsSample.likelihood(of: $0) },
    reader: FormatDirection(
      settings: [Setting<NinjsReader.Options>](), defaults: NinjsReader.Options()
    ) { _ throws(ConversionError) in
      NinjsReader()
    },
    writer: FormatDirection(
      settings: NinjsWriter.Options.settings, defaults: NinjsWriter.Options()
    ) { options throws(ConversionError) in
      NinjsWriter(options)
    },
    checker: NinjsChecker())
}

/// What the first object of an input tells.
private struct NinjsSample {
  static func likelihood(of sample: ContentSample) -> Likelihood {
    let names = topLevelNames(sample.trimmed)
    let namesStandard = names.contains { $0 == "standard" || $0 == "$standard" }
    if namesStandard, sample.contains("ninjs") { return .certain }
    // No canonical article has a `uri` of its own, so the pair says it; JSON would be a tie.
    return names.contains("uri") && names.contains(where: isOfNinjs) ? .certain : .no
  }

  private static func isOfNinjs(_ name: String) -> Bool {
    switch name {
    case "versioncreated", "versionCreated", "firstcreated", "firstCreated", "contentcreated",
      "contentCreated", "bodies", "headlines", "descriptions", "renditions", "associations",
      "infosource", "infosources", "infoSources", "pubstatus", "pubStatus", "representationtype",
      "representationType", "eventDetails", "plannedCoverage":
      true
    default:
      name.utf8.starts(with: "body_".utf8) || name.utf8.starts(with: "description_".utf8)
        || name.utf8.starts(with: "headline_".utf8)
    }
  }

  /// The names of the members of the first object, as far as the bytes go.
  private static func topLevelNames(_ bytes: ArraySlice<UInt8>) -> [String] {
    var level = 1
    switch bytes.first {
    case UInt8(ascii: "{"): break
    case UInt8(ascii: "["): level = 2
    default: return []
    }
    var names: [String] = []
    var depth = 0
    var last = bytes.startIndex..<bytes.startIndex
    var index = bytes.startIndex
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        let start = index + 1
        index = start
        while index < bytes.endIndex, bytes[index] != UInt8(ascii: "\"") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        last = start..<min(index, bytes.endIndex)
      case UInt8(ascii: ":") where depth == level:
        names.append(String(decoding: bytes[last], as: UTF8.self))
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth < level { return names }
      default: break
      }
      index += 1
    }
    return names
  }
}
