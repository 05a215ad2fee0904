import WarraqCore
import WarraqModel

/// A metadata file, JSON or YAML, reduced to names and values.
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

  private static let name = "--metadata"

  /// The keys of pandoc's metadata (https://pandoc.org/MANUAL.html#epub-metadata) that have other
  /// names here.
  private static let names = [
    "lang": "language", "author": "creators", "creator": "creators", "subject": "subjects",
    "keywords": "subjects",
  ]

  static func fields(of bytes: [UInt8]) throws(ConversionError) -> [Field] {
    let sample = ContentSample(bytes: bytes[...], isComplete: true).trimmed
    if sample.first == UInt8(ascii: "{") { return try fields(ofJSON: sample) }
    guard String(validating: sample, as: UTF8.self) != nil else {
      throw Field(name: "", values: []).error("the file is not UTF-8")
    }
    return try fields(ofYAML: document(in: bytes))
  }

  private static func fields(
    ofJSON bytes: ArraySlice<UInt8>
  ) throws(ConversionError) -> [Field] {
    let record = Record(bytes: bytes, file: name)
    return try fields(of: record.jsonMembers(), lines: [])
  }

  private static func fields(
    ofYAML text: ArraySlice<UInt8>
  ) throws(ConversionError) -> [Field] {
    var document = YAMLDocument(text)
    let members = document.members()
    if let line = document.problems.first {
      throw Field(name: "", values: [], line: line).error(
        "this is no YAML; write 'key: value', with the value in quotation marks")
    }
    return try fields(of: members, lines: document.keyLines)
  }

  /// The first document of a file of YAML, its mark a line without words.
  private static func document(in bytes: [UInt8]) -> ArraySlice<UInt8> {
    var bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.replaceSubrange(0..<3, with: "   ".utf8) }
    var start = 0
    var hasBegun = false
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      var line = bytes[start..<end].drop { $0 <= 0x20 }
      while let last = line.last, last <= 0x20 { line.removeLast() }
      if line.elementsEqual("...".utf8) || hasBegun && line.elementsEqual("---".utf8) {
        return bytes[..<start]
      }
      if line.elementsEqual("---".utf8) {
        for index in line.indices { bytes[index] = UInt8(ascii: " ") }
      }
      if !line.isEmpty { hasBegun = true }
      start = end + 1
    }
    return bytes[...]
  }

  private static func fields(
    of members: [ExtraMember], lines: [Int]
  ) throws(ConversionError) -> [Field] {
    var fields: [Field] = []
    func add(_ field: Field) {
      if let known = fields.firstIndex(where: { $0.name == field.name }) {
        fields[known].values += field.values
      } else {
        fields.append(field)
      }
    }
    for (index, member) in members.enumerated() {
      let line = index < lines.count ? lines[index] : nil
      var field = Field(name: names[member.name] ?? member.name, values: [], line: line)
      for value in member.value.elements ?? [member.value] {
        // A person or a title with its role, as pandoc has it: {role: author, text: Ann Reed}.
        let parts = value.members ?? [ExtraMember("text", value)]
        func part(_ name: String) -> String? {
          parts.first { $0.name == name }?.value.text?.visible
        }
        guard let text = part("text") else {
          throw field.error("'\(member.name)' takes words or a list of them")
        }
        if let role = part("role"), role != "aut", role != "author" {
          throw field.error("the role '\(role)' has no place; name authors only")
        }
        if field.name == "title", part("type") == "subtitle" {
          add(Field(name: "subtitle", values: [text], line: line))
        } else {
          field.values.append(text)
        }
      }
      add(field)
    }
    return fields
  }
}

extension Diagnostic.Message {
  fileprivate static func badMetadata(_ text: String) -> Self {
    Self(id: "epub.metadata", text: text)
  }
}
