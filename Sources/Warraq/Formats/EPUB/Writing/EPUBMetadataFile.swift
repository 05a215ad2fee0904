import WarraqCore
import WarraqModel

/// A metadata file, JSON or YAML, reduced to names and values.
enum EPUBMetadataFile {
  struct Field {
    var name: String
    var values: [String]
    /// What people did, by their names, where the file says it.
    var roles: [String: String] = [:]
    /// Whether a value is no text, which only a key that is not used may have.
    var hasOtherValues = false
    var place: (line: Int, column: Int)?

    func error(_ text: String) -> ConversionError {
      ConversionError(
        .badMetadata(text),
        at: SourceLocation(
          file: EPUBMetadataFile.name, line: place?.line, column: place?.column))
    }
  }

  private static let name = "--metadata"

  /// The keys of pandoc's metadata (https://pandoc.org/MANUAL.html#epub-metadata) that have other
  /// names here.
  private static let names = [
    "lang": "language", "author": "creators", "creator": "creators", "subject": "subjects",
    "keywords": "subjects", "contributor": "contributors",
  ]

  /// The options that do what keys of pandoc do.
  static let options = [
    "cover-image": "cover", "css": "css", "stylesheet": "css", "epub-fonts": "embed-font",
  ]

  static func fields(of bytes: [UInt8]) throws(ConversionError) -> [Field] {
    let sample = ContentSample(bytes: bytes[...], isComplete: true).trimmed
    guard String(validating: sample, as: UTF8.self) != nil else {
      throw Field(name: "", values: []).error("the file is not UTF-8")
    }
    let document = YAMLDocument(bytes[...], recovers: false)
    guard let problem = document.problems.first else {
      return try fields(of: document.members, places: document.places)
    }
    if sample.first == UInt8(ascii: "{") {
      return try fields(of: Record(bytes: bytes[...], file: name).jsonMembers(), places: [])
    }
    throw Field(name: "", values: [], place: (problem.line, problem.column)).error(
      "this is no YAML: \(problem.reason)")
  }

  private static func fields(
    of members: [ExtraMember], places: [(line: Int, column: Int)]
  ) throws(ConversionError) -> [Field] {
    var fields: [Field] = []
    func add(_ field: Field) {
      if let known = fields.firstIndex(where: { $0.name == field.name }) {
        fields[known].values += field.values
        fields[known].roles.merge(field.roles) { first, _ in first }
      } else {
        fields.append(field)
      }
    }
    for (index, member) in members.enumerated() {
      let place = index < places.count ? places[index] : nil
      var field = Field(name: names[member.name] ?? member.name, values: [], place: place)
      for value in member.value.elements ?? [member.value] where value != .null {
        // A person or a title with its role, as pandoc has it: {role: author, text: Ann Reed}.
        let parts = value.members ?? [ExtraMember("text", value)]
        func part(_ name: String) -> String? {
          parts.first { $0.name == name }?.value.text?.visible
        }
        guard let text = part("text") ?? part("name") else {
          field.hasOtherValues = true
          continue
        }
        if let role = part("role") { field.roles[text] = role }
        if field.name == "title", part("type") == "subtitle" {
          add(Field(name: "subtitle", values: [text], place: place))
        } else {
          field.values.append(text)
        }
      }
      // A key without a value says nothing.
      if !field.values.isEmpty || field.hasOtherValues { add(field) }
    }
    return fields
  }
}

extension Diagnostic.Message {
  fileprivate static func badMetadata(_ text: String) -> Self {
    Self(id: "epub.metadata", text: text)
  }
}
