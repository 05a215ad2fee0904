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
    /// What tells the book from all others, such as an ISBN; `nil` for one made from its stories.
    public var identifier: String?
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
    /// Those who helped to make the book; empty for those who helped with the stories.
    public var contributors: [String] = []
    /// What ``creators`` and ``contributors`` did, by their names: a code of the MARC relators such
    /// as `ill`, or a word that stands for one.
    public var roles: [String: String] = [:]
    /// What the book is about, in words to find it by; empty for the keywords of the stories.
    public var subjects: [String] = []
    /// The keys of a metadata file that say nothing of the book.
    var unused: [String] = []

    /// Makes metadata that says nothing.
    public init() {}

    /// Reads a metadata file: a JSON object or YAML.
    ///
    /// The keys are the names of the properties, or those of pandoc: `lang`, `author`, `creator`,
    /// `contributor`, `subject` and `keywords`. Values are words or lists of them; a title or a
    /// person may be an object with its words as `text`. Other keys are said when the book begins,
    /// but one that is nearly a name is an error.
    ///
    /// - Throws: `ConversionError` `epub.metadata` with the line, `json.…` for JSON that is not whole.
    public init(reading bytes: [UInt8]) throws(ConversionError) {
      let fields = try EPUBMetadataFile.fields(of: bytes)
      for field in fields { try set(field) }
    }

    /// These values, and where they are missing those of `other`.
    func filled(from other: Metadata) -> Metadata {
      var result = self
      result.identifier = identifier ?? other.identifier
      result.title = title ?? other.title
      result.subtitle = subtitle ?? other.subtitle
      result.date = date ?? other.date
      result.issue = issue ?? other.issue
      result.publisher = publisher ?? other.publisher
      result.language = language ?? other.language
      result.description = description ?? other.description
      result.rights = rights ?? other.rights
      if creators.isEmpty { result.creators = other.creators }
      if contributors.isEmpty { result.contributors = other.contributors }
      result.roles.merge(other.roles) { mine, _ in mine }
      if subjects.isEmpty { result.subjects = other.subjects }
      return result
    }

    private static let texts: [String: any WritableKeyPath<Metadata, String?> & Sendable] = [
      "identifier": \.identifier, "title": \.title, "subtitle": \.subtitle, "issue": \.issue,
      "publisher": \.publisher,
      "description": \.description, "rights": \.rights,
    ]
    private static let lists: [String: any WritableKeyPath<Metadata, [String]> & Sendable] = [
      "creators": \.creators, "contributors": \.contributors, "subjects": \.subjects,
    ]

    private mutating func set(_ field: EPUBMetadataFile.Field) throws(ConversionError) {
      let names = Array(Self.texts.keys) + ["date", "language"]
      guard names.contains(field.name) || Self.lists[field.name] != nil else {
        let known = (names + Self.lists.keys).sorted()
        guard let nearest = Spelling.near(field.name, in: known) else {
          unused.append(field.name)
          return
        }
        throw field.error(
          "no key is named '\(field.name)'; did you mean '\(nearest)'? "
            + "(keys: \(known.joined(separator: ", ")))")
      }
      guard !field.hasOtherValues else {
        throw field.error("'\(field.name)' takes words or a list of them")
      }
      if let path = Self.lists[field.name] {
        self[keyPath: path] = field.values
        roles.merge(field.roles) { first, _ in first }
        return
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
