public import WarraqCore
public import WarraqModel

extension EPUBWriter {
  /// What a book says of itself where that does not follow from its stories.
  ///
  /// ```swift
  /// var metadata = EPUBWriter.Metadata()
  /// metadata.title = "The Week"
  /// metadata.issue = "25"
  /// ```
  public struct Metadata: Hashable, Sendable {
    /// The title; `nil` for the headline of the only story, or for "News" with the days that the
    /// stories are from.
    public var title: String?
    /// The line below the title.
    public var subtitle: String?
    /// The day the book came out; `nil` for the newest day of its stories.
    public var date: NewsDate?
    /// The number of the issue in the series that ``title`` names, such as `25` or `98.4`.
    public var issue: String?
    /// Who publishes the book; `nil` for the publishers that the stories name.
    public var publisher: String?
    /// The main language, a BCP 47 tag; `nil` for the language that most stories are in.
    public var language: String?
    /// What the book is about, in a sentence or two.
    public var description: String?
    /// How the book may be used; `nil` for what the stories say.
    public var rights: String?
    /// Those who made the book; empty for those who made the stories.
    public var creators: [String] = []
    /// What the book is about, in words to find it by; empty for the keywords of the stories.
    public var subjects: [String] = []

    /// Makes metadata that says nothing.
    public init() {}

    /// Reads a metadata file: a JSON object, or lines of `key: value`.
    ///
    /// The keys are the names of the properties. In lines, a value may stand in quotation marks, `#`
    /// at the start of a line begins a comment, `---` is passed over, and a list is a key without a
    /// value followed by lines that begin with `- `. That much of YAML is understood, and the rest is
    /// refused.
    ///
    /// - Throws: `ConversionError` `epub.metadata` with the line, `json.…` for JSON that is not whole.
    public init(reading bytes: [UInt8]) throws(ConversionError) {
      let fields = try EPUBMetadataFile.fields(of: bytes)
      for field in fields { try set(field) }
    }

    /// These values, and where they are missing those of `other`.
    func filled(from other: Metadata) -> Metadata {
      var result = self
      result.title = title ?? other.title
      result.subtitle = subtitle ?? other.subtitle
      result.date = date ?? other.date
      result.issue = issue ?? other.issue
      result.publisher = publisher ?? other.publisher
      result.language = language ?? other.language
      result.description = description ?? other.description
      result.rights = rights ?? other.rights
      if creators.isEmpty { result.creators = other.creators }
      if subjects.isEmpty { result.subjects = other.subjects }
      return result
    }

    private static let texts: [String: any WritableKeyPath<Metadata, String?> & Sendable] = [
      "title": \.title, "subtitle": \.subtitle, "issue": \.issue, "publisher": \.publisher,
      "description": \.description, "rights": \.rights,
    ]
    private static let lists: [String: any WritableKeyPath<Metadata, [String]> & Sendable] = [
      "creators": \.creators, "subjects": \.subjects,
    ]

    private mutating func set(_ field: EPUBMetadataFile.Field) throws(ConversionError) {
      if let path = Self.lists[field.name] {
        self[keyPath: path] = field.values
        return
      }
      let names = Array(Self.texts.keys) + ["date", "language"]
      guard names.contains(field.name) else {
        let known = (names + Self.lists.keys).sorted().joined(separator: ", ")
        throw field.error("no key is named '\(field.name)'; there are \(known)")
      }
      guard field.values.count == 1, let value = field.values.first else {
        throw field.error("'\(field.name)' takes one value")
      }
      switch field.name {
      case "date":
        guard let date = Self.date(value) else {
          throw field.error("'\(value)' is no date; write 2024-06-24")
        }
        self.date = date
      case "language":
        guard let tag = LanguageTag.known(value) else {
          throw field.error("'\(value)' is no language; write a BCP 47 tag such as ar or en-GB")
        }
        language = tag
      default:
        if let path = Self.texts[field.name] { self[keyPath: path] = value }
      }
    }

    /// A date to the day, or less where less is said.
    static func date(_ text: String) -> NewsDate? {
      let date = NewsDateParser().newsDate(text).date
      guard date.isResolved else { return nil }
      var plain = date.wholeDay
      plain.text = nil
      return plain
    }
  }
}

/// The two forms of a metadata file, reduced to names and values.
enum EPUBMetadataFile {
  struct Field {
    var name: String
    var values: [String]
    var line: Int?

    func error(_ text: String) -> ConversionError {
      ConversionError(
        .badMetadata(text), at: SourceLocation(file: EPUBMetadataFile.name, line: line))
    }
  }

  fileprivate static let name = "--metadata"

  static func fields(of bytes: [UInt8]) throws(ConversionError) -> [Field] {
    let sample = ContentSample(bytes: bytes[...], isComplete: true).trimmed
    if sample.first == UInt8(ascii: "{") { return try fields(ofJSON: sample) }
    guard let text = String(validating: sample, as: UTF8.self) else {
      throw Field(name: "", values: []).error("the file is not UTF-8")
    }
    return try fields(ofLines: text)
  }

  // MARK: - JSON

  private static func fields(
    ofJSON bytes: ArraySlice<UInt8>
  ) throws(ConversionError) -> [Field] {
    let record = Record(bytes: bytes, file: name)
    let members: [ExtraMember]
    do throws(JSONError) {
      members = try record.bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
        var cursor = try JSONCursor(bytes, maximumDepth: 8)
        let members = try cursor.members()
        try cursor.finish()
        return members
      }
    } catch {
      throw error.conversionError(in: record)
    }
    var fields: [Field] = []
    for member in members {
      var field = Field(name: member.name, values: [])
      for value in member.value.elements ?? [member.value] {
        guard let text = value.text?.visible else {
          throw field.error("'\(member.name)' takes words or a list of them")
        }
        field.values.append(text)
      }
      fields.append(field)
    }
    return fields
  }

  // MARK: - Lines

  private static func fields(ofLines text: String) throws(ConversionError) -> [Field] {
    var fields: [Field] = []
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in lines.enumerated() {
      let content = line.drop { $0 == " " || $0 == "\t" }
      guard !content.isEmpty, !content.hasPrefix("#"), line != "---" else { continue }
      var field = Field(name: "", values: [], line: index + 1)
      if content.hasPrefix("- ") {
        guard var list = fields.popLast(), list.line != nil else {
          throw field.error("a list item stands below its key")
        }
        list.values.append(try value(content.dropFirst(2), of: field))
        fields.append(list)
        continue
      }
      guard content.startIndex == line.startIndex else {
        throw field.error("nested values are not understood; start the line with its key")
      }
      guard let colon = content.firstIndex(of: ":") else {
        throw field.error("write 'key: value'")
      }
      field.name = String(content[..<colon])
      let rest = content[content.index(after: colon)...]
      if rest.contains(where: { $0 != " " && $0 != "\t" }) {
        field.values = [try value(rest, of: field)]
      }
      fields.append(field)
    }
    return fields
  }

  private static func value(
    _ text: Substring, of field: Field
  ) throws(ConversionError) -> String {
    guard let text = String(text).visible else { throw field.error("the value is missing") }
    for mark: Character in ["\"", "'"] where text.hasPrefix(String(mark)) {
      guard text.count > 2, text.last == mark else {
        throw field.error("the quotation mark is not closed")
      }
      return String(text.dropFirst().dropLast())
    }
    if let first = text.first, "[{|>&*!%@`".contains(first) {
      throw field.error(
        "values that begin with '\(first)' are not understood; put it in quotation marks, or list "
          + "items on lines that begin with '- '")
    }
    return text
  }
}

extension Diagnostic.Message {
  fileprivate static func badMetadata(_ text: String) -> Self {
    Self(id: "epub.metadata", text: text)
  }
}
