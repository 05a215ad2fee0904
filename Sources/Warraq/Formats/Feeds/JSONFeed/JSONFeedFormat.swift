public import WarraqCore

extension Format {
  /// JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
  public static let jsonFeed = Format(
    name: "jsonfeed",
    title: "JSON Feed 1.1",
    aliases: ["json-feed"],
    extensions: ["json"],
    mediaTypes: ["application/feed+json"],
    sniff: { saysItsVersion($0.trimmed) ? .certain : .no },
    reader: FormatDirection(
      settings: [Setting<JSONFeedReader.Options>](), defaults: JSONFeedReader.Options()
    ) { _ throws(ConversionError) in
      JSONFeedReader()
    },
    writer: FormatDirection(
      settings: JSONFeedWriter.Options.settings, defaults: JSONFeedWriter.Options()
    ) { options throws(ConversionError) in
      JSONFeedWriter(options)
    },
    checker: JSONFeedChecker())

  /// Whether an object has a version that is an address of JSON Feed, slashes escaped or not.
  private static func saysItsVersion(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.first == UInt8(ascii: "{") else { return false }
    let name = Array("\"version\"".utf8)
    let host = Array("jsonfeed.org".utf8)
    var rest = bytes
    while let quote = rest.firstIndex(of: UInt8(ascii: "\"")) {
      rest = rest[quote...]
      guard rest.starts(with: name) else {
        rest = rest.dropFirst()
        continue
      }
      rest = rest.dropFirst(name.count).drop { $0 <= 0x20 || $0 == UInt8(ascii: ":") }
      guard rest.starts(with: "\"http".utf8) else { continue }
      var value = rest.dropFirst().prefix { $0 != UInt8(ascii: "\"") }
      while !value.isEmpty {
        if value.starts(with: host) { return true }
        value = value.dropFirst()
      }
    }
    return false
  }
}
