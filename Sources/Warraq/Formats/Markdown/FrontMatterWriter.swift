internal import WarraqCore
internal import WarraqModel

/// Writes front matter as YAML 1.2 between two lines of hyphens.
///
/// Every text is in quotation marks, so that `yes`, `1.0` and `null` stay texts in any version of
/// YAML, and on one line; properties are in the flow style that JSON is.
struct FrontMatterWriter {
  private(set) var output: ByteBuffer

  init(output: consuming ByteBuffer) { self.output = output }

  mutating func write(_ article: Article, _ flavour: MarkdownWriter.Flavour) {
    let article = article.forFrontMatter
    let matter = FrontMatter(article, flavour)
    output.append("---\n")
    for (name, value) in matter.members { write(name, value) }
    if matter.hasParameters, !matter.properties.isEmpty { output.append("params:\n") }
    for property in matter.properties {
      if matter.hasParameters { output.append("  ") }
      output.append(property.name)
      output.append(": ")
      write(property, of: article)
      output.append("\n")
    }
    output.append("---\n")
  }

  private mutating func write(_ name: String, _ value: FrontMatter.Value) {
    output.append(name)
    output.append(":")
    switch value {
    case .text(let text):
      output.append(" ")
      scalar(text)
      output.append("\n")
    case .texts(let texts):
      output.append("\n")
      for text in texts {
        output.append("  - ")
        scalar(text)
        output.append("\n")
      }
    case .date(let date):
      output.append(" ")
      output.append(date)
      output.append("\n")
    case .yes: output.append(" true\n")
    }
  }

  private mutating func write(_ property: Article.Field, of article: Article) {
    let start = output.count
    CanonicalJSON.append(property, of: article, to: &output)
    // JSON holds characters that YAML does not.
    let json = String(decoding: output.bytes[start...], as: UTF8.self)
    guard json.unicodeScalars.contains(where: Self.isEscaped) else { return }
    output.truncate(to: start)
    for scalar in json.unicodeScalars { append(scalar) }
  }

  /// Writes a text between quotation marks (YAML 1.2, 7.3.1).
  private mutating func scalar(_ text: String) {
    output.append("\"")
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: output.append("\\\"")
      case 0x5C: output.append("\\\\")
      case 0x0A: output.append("\\n")
      case 0x09: output.append("\\t")
      default: append(scalar)
      }
    }
    output.append("\"")
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if Self.isEscaped(scalar) {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      output.append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    } else {
      output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  /// Whether it is not printable in YAML, or the end of a line (5.1, 5.4).
  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}

extension Article {
  /// Without what is too much for front matter: bytes of media, whole stories.
  fileprivate var forFrontMatter: Article {
    var article = self
    for index in article.media.indices {
      for rendition in article.media[index].renditions.indices {
        article.media[index].renditions[rendition].data = nil
      }
    }
    for index in article.related.indices {
      let title = article.related[index].displayTitle
      article.related[index].title = title
      article.related[index].article = nil
    }
    return article
  }
}
