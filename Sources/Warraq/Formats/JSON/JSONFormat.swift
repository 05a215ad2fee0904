public import WarraqCore

extension Format {
  /// JSON (RFC 8259): the canonical form of articles, and other people's.
  public static let json = Format(
    name: "json",
    title: "JSON",
    extensions: ["json"],
    mediaTypes: ["application/json"],
    sniff: { JSONSample($0).isJSON },
    reader: FormatDirection(
      settings: JSONReader.Options.settings, defaults: JSONReader.Options()
    ) { options throws(ConversionError) in
      JSONReader(.array, options)
    },
    writer: FormatDirection(
      settings: JSONWriter.Options.settings, defaults: JSONWriter.Options()
    ) { options throws(ConversionError) in
      JSONWriter(.array, options)
    },
    checker: JSONChecker(.array))

  /// JSON Lines: one article a line, <https://jsonlines.org>.
  public static let jsonl = Format(
    name: "jsonl",
    title: "JSON Lines",
    aliases: ["ndjson", "jsonlines"],
    extensions: ["jsonl", "ndjson"],
    mediaTypes: ["application/jsonl", "application/x-ndjson"],
    sniff: { JSONSample($0).isJSONLines },
    reader: FormatDirection(
      settings: JSONReader.Options.settings, defaults: JSONReader.Options()
    ) { options throws(ConversionError) in
      JSONReader(.lines, options)
    },
    writer: FormatDirection(
      settings: [Setting<JSONWriter.Options>](), defaults: JSONWriter.Options()
    ) { _ throws(ConversionError) in
      JSONWriter(.lines)
    },
    checker: JSONChecker(.lines))
}

/// What the start of an input tells about its layout.
private struct JSONSample {
  /// Whether it may be JSON.
  let isJSON: Likelihood
  /// Whether it may be JSON Lines.
  let isJSONLines: Likelihood

  init(_ sample: ContentSample) {
    if JSONScript.headLength(of: sample.trimmed) > 0 {
      (isJSON, isJSONLines) = (.likely, .no)
      return
    }
    let bytes = sample.trimmed
    let second = bytes.dropFirst().first { $0 > 0x20 }
    let isNamedJSON = Format.json.extensions.contains(sample.fileExtension)
    let isNamedLines = Format.jsonl.extensions.contains(sample.fileExtension)
    switch (bytes.first, second) {
    case (UInt8(ascii: "["), UInt8(ascii: "{")), (UInt8(ascii: "["), UInt8(ascii: "]")):
      (isJSON, isJSONLines) = (.likely, .no)
    case (UInt8(ascii: "{"), UInt8(ascii: "\"")), (UInt8(ascii: "{"), UInt8(ascii: "}")):
      switch Self.firstLine(of: bytes) {
      // Not certain: formats whose objects say what they are come one a line too.
      case .holds(true): (isJSON, isJSONLines) = (.possible, .likely)
      // A bad second line is one bad line, in a file that is named so.
      case .holds(false):
        (isJSON, isJSONLines) = isNamedLines ? (.possible, .likely) : (.likely, .no)
      case .isCut: (isJSON, isJSONLines) = (.likely, .no)
      case .isUnknown:
        // The JSON reader takes objects one after another too, so it is right for both.
        (isJSON, isJSONLines) = isNamedLines ? (.possible, .likely) : (.likely, .possible)
      }
    case (UInt8(ascii: "["), _) where isNamedJSON: (isJSON, isJSONLines) = (.likely, .no)
    // "{\\rtf1": a document of RTF.
    case (UInt8(ascii: "{"), UInt8(ascii: "\\")): (isJSON, isJSONLines) = (.no, .no)
    case (UInt8(ascii: "{"), _): (isJSON, isJSONLines) = (.possible, .no)
    // Other values are no articles, but who names a file so is better served by an error that
    // says it than by a story whose headline is '5'.
    default:
      (isJSON, isJSONLines) = (isNamedJSON ? .possible : .no, isNamedLines ? .possible : .no)
    }
  }

  private enum FirstLine {
    /// It is one complete object, and whether the next line starts another.
    case holds(Bool)
    /// It ends inside an object.
    case isCut
    /// It is longer than the sample, or the only line.
    case isUnknown
  }

  private static func firstLine(of bytes: ArraySlice<UInt8>) -> FirstLine {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for (index, byte) in zip(bytes.indices, bytes) {
      if isEscaped {
        isEscaped = false
      } else if isInString {
        if byte == UInt8(ascii: "\\") { isEscaped = true }
        if byte == UInt8(ascii: "\"") { isInString = false }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          if depth == 0 { return lineAfter(bytes[(index + 1)...]) }
        case UInt8(ascii: "\n"): return .isCut
        default: break
        }
      }
    }
    return .isUnknown
  }

  private static func lineAfter(_ rest: ArraySlice<UInt8>) -> FirstLine {
    guard let next = rest.firstIndex(where: { $0 > 0x20 }) else { return .isUnknown }
    let hasLineEnd = rest[..<next].contains(UInt8(ascii: "\n"))
    return .holds(hasLineEnd && rest[next] == UInt8(ascii: "{"))
  }
}
