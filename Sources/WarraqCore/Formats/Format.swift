/// A format: one row of the table of formats.
public struct Format: Sendable {
  /// The name on the command line, such as `newsml`.
  public let name: String
  /// The full name with the version, such as "NewsML-G2 2.35".
  public let title: String
  /// Other names it answers to.
  public let aliases: [String]
  /// File name extensions without the dot, the preferred one first.
  public let extensions: [String]
  /// Media types (RFC 6838), the preferred one first.
  public let mediaTypes: [String]
  /// How likely it is that an input that starts with these bytes is of this format.
  public let sniff: @Sendable (ContentSample) -> Likelihood
  /// How to read it; `nil` when it cannot be read.
  public let reader: FormatDirection<any ArticleReader>?
  /// How to write it; `nil` when it cannot be written.
  public let writer: FormatDirection<any ArticleWriter>?
  /// What finds faults in its documents; `nil` when there is nothing to check.
  public let checker: (any FormatChecker)?

  /// Makes a row.
  public init(
    name: String, title: String, aliases: [String] = [], extensions: [String],
    mediaTypes: [String], sniff: @escaping @Sendable (ContentSample) -> Likelihood,
    reader: FormatDirection<any ArticleReader>? = nil,
    writer: FormatDirection<any ArticleWriter>? = nil,
    checker: (any FormatChecker)? = nil
  ) {
    self.name = name
    self.title = title
    self.aliases = aliases
    self.extensions = extensions
    self.mediaTypes = mediaTypes
    self.sniff = sniff
    self.reader = reader
    self.writer = writer
    self.checker = checker
  }

  /// Whether its documents are text, which a terminal can show, by its first media type.
  package var isText: Bool {
    guard let type = mediaTypes.first?.lowercased() else { return true }
    return type.hasPrefix("text/")
      || ["json", "xml", "jsonl", "ndjson"].contains { type.hasSuffix("/\($0)") }
      || type.hasSuffix("+json") || type.hasSuffix("+xml") || type.contains("json")
  }

  /// Makes its reader; values of options that it does not have are ignored.
  ///
  /// - Throws: `ConversionError` `usage.not-readable` when the format cannot be read, and
  ///   `usage.option-value` for a value that an option cannot take.
  public func makeReader(
    _ settings: [SettingValue] = []
  ) throws(ConversionError) -> any ArticleReader {
    guard let reader else { throw ConversionError(.notReadable(name)) }
    return try reader.make(settings)
  }

  /// Makes its writer; values of options that it does not have are ignored.
  ///
  /// - Throws: `ConversionError` `usage.not-writable` when the format cannot be written, and
  ///   `usage.option-value` for a value that an option cannot take.
  public func makeWriter(
    _ settings: [SettingValue] = []
  ) throws(ConversionError) -> any ArticleWriter {
    guard let writer else { throw ConversionError(.notWritable(name)) }
    return try writer.make(settings)
  }
}

extension Diagnostic.Message {
  package static func notReadable(_ format: String) -> Self {
    Self(id: "usage.not-readable", text: "\(format) can be written but not read")
  }

  package static func notWritable(_ format: String) -> Self {
    Self(id: "usage.not-writable", text: "\(format) can be read but not written")
  }
}

/// One direction of a format, reading or writing: its options and how it is made from them.
public struct FormatDirection<Product>: Sendable {
  /// The options it takes.
  public let settings: [SettingInfo]
  private let parse: @Sendable ([SettingValue]) throws(ConversionError) -> Void
  private let build: @Sendable ([SettingValue]) throws(ConversionError) -> Product

  /// Makes a direction.
  ///
  /// - Parameters:
  ///   - settings: one row per option.
  ///   - defaults: the options where nothing is said.
  ///   - make: makes the reader or writer.
  public init<Options: Sendable>(
    settings: [Setting<Options>], defaults: Options,
    make: @escaping @Sendable (Options) throws(ConversionError) -> Product
  ) {
    self.settings = settings.map(\.info)
    let options = { @Sendable (values: [SettingValue]) throws(ConversionError) -> Options in
      var options = defaults
      for value in values {
        guard let setting = settings.first(where: { $0.info.name == value.name }) else { continue }
        try setting.set(&options, value)
      }
      return options
    }
    parse = { values throws(ConversionError) in _ = try options(values) }
    build = { values throws(ConversionError) in try make(options(values)) }
  }

  /// Finds values that an option cannot take, without making anything.
  ///
  /// - Throws: `ConversionError` `usage.option-value`.
  package func check(_ values: [SettingValue]) throws(ConversionError) {
    try parse(values)
  }

  /// Makes the reader or writer; values of options it does not have are passed over.
  ///
  /// - Throws: `ConversionError` `usage.option-value` and what the format finds wrong.
  public func make(_ values: [SettingValue] = []) throws(ConversionError) -> Product {
    try build(values)
  }
}

/// A value for an option of a format.
public struct SettingValue: Hashable, Sendable {
  /// The option's name without the dashes.
  public let name: String
  /// The value as bytes: those of its text, the contents for a file.
  public let bytes: [UInt8]
  /// The path of the file that the bytes are from, which errors name; `nil` without one.
  public let file: String?

  /// The value: `true` or `false` for a flag, the contents for a file.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Makes a value.
  public init(_ name: String, _ text: String) {
    self.init(name, bytes: Array(text.utf8))
  }

  /// Makes a value of the contents of a file, which need not be text.
  public init(_ name: String, bytes: [UInt8], file: String? = nil) {
    self.name = name
    self.bytes = bytes
    self.file = file
  }
}

/// How likely an input is of a format.
public enum Likelihood: Int, Hashable, Sendable, Comparable {
  /// It is not.
  case no
  /// Nothing speaks against it.
  case possible
  /// It looks like it.
  case likely
  /// It says so itself.
  case certain

  /// Orders unlikely before likely.
  public static func < (a: Likelihood, b: Likelihood) -> Bool { a.rawValue < b.rawValue }
}

/// The start of an input, to tell its format from.
public struct ContentSample: Sendable {
  /// Up to 4,096 bytes, in UTF-8 where the input is text.
  public let bytes: ArraySlice<UInt8>
  /// Whether this is all there is.
  public let isComplete: Bool
  /// The extension of the file's name in lower case; empty when there is none.
  public let fileExtension: String

  /// Makes a sample.
  public init(bytes: ArraySlice<UInt8>, isComplete: Bool, fileExtension: String = "") {
    self.bytes = bytes
    self.isComplete = isComplete
    self.fileExtension = fileExtension
  }

  /// The bytes after a byte order mark and white space.
  public var trimmed: ArraySlice<UInt8> {
    var rest = bytes
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    return rest.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
  }

  /// The name of the first element, with its prefix, where the bytes are XML.
  var rootName: String? {
    var rest = trimmed
    guard rest.first == UInt8(ascii: "<") else { return nil }
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[(start + 1)...]
      let name = rest.prefix {
        $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || 0x30...0x39 ~= $0 || $0 >= 0x80
          || [0x2D, 0x2E, 0x3A, 0x5F].contains($0)
      }
      if !name.isEmpty { return String(decoding: name.prefix(60), as: UTF8.self) }
    }
    return nil
  }

  /// Whether the bytes hold the ASCII text.
  public func contains(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { needle in
      guard let first = needle.first else { return true }
      var position = bytes.startIndex
      while let index = bytes[position...].firstIndex(of: first) {
        if bytes[index...].starts(with: needle) { return true }
        position = index + 1
      }
      return false
    }
  }
}
