public import WarraqModel

/// Gives a field of every article one value, whatever the input says.
///
/// Needs no memory.
public struct Assignment: Transform {
  private let field: ArticleField
  private let values: Article

  /// Reads `field=value`: a text, a number, a date, or JSON for what is made of more
  /// (`keywords=["a","b"]`). An empty value removes the field.
  ///
  /// - Throws: `ConversionError` `usage.unknown-field`, or `usage.option-value` for a value that
  ///   the field cannot have.
  public init(_ text: String) throws(ConversionError) {
    let name = text.prefix { $0 != "=" }
    guard name.count < text.count, !name.isEmpty else {
      throw ConversionError(.badSetting("set", text, expected: "FIELD=VALUE"))
    }
    let field = try ArticleField.named(String(name), option: "set")
    let value = String(text.dropFirst(name.count + 1))
    switch field.property {
    case .dateDetails, .keywordConfidence:
      throw ConversionError(.badSetting("set", text, expected: "a field that stands by itself"))
    case .id where value.isEmpty:
      throw ConversionError(.badSetting("set", text, expected: "an identifier"))
    default: break
    }
    guard let values = value.isEmpty ? Article() : Self.read(value, as: field) else {
      throw ConversionError(
        .badSetting("set", text, expected: "a value as '\(name)' has it in the canonical JSON"))
    }
    self.field = field
    self.values = values
  }

  /// Sets the field; keeps every article.
  public func apply(to article: inout Article, context: inout ConversionContext) -> Bool {
    field.copy(from: values, to: &article)
    return true
  }

  /// An article with the value in its field; `nil` when the field cannot have it.
  private static func read(_ value: String, as field: ArticleField) -> Article? {
    var quoted = ByteBuffer()
    quoted.append(json: value)
    var shape = quoted.bytes
    switch field.kind {
    case .text where field.property != .body, .date: break
    // One keyword stands for a list of one.
    case .list where field.property == .keywords && !value.hasPrefix("["):
      shape = Array("[".utf8) + quoted.bytes + Array("]".utf8)
    case .text, .list, .number, .other: shape = Array(value.utf8)
    }
    var draft = ArticleDraft()
    // Why a value is not JSON says less than what a value is to look like.
    let isRead = try? shape.withUnsafeBufferPointer { bytes throws(JSONError) in
      var cursor = try JSONCursor(bytes, maximumDepth: Limits().maximumDepth)
      guard try draft.read(field.property, from: &cursor) else { return false }
      try cursor.finish()
      return true
    }
    return isRead == true ? draft.finish() : nil
  }
}
