import Foundation
import TestSupport
import Testing

/// The page that prints every message, so that they can be read in one go.
struct MessagePageTests {
  @Test func `the page of the messages is that of the sources`() throws {
    try GoldenFile(path: "Sources/Warraq/Documentation.docc/Messages.md")
      .expect(Array(try Self.page().utf8))
  }

  @Test func `a message is lower case without a full stop`() throws {
    for message in try Self.messages() where !message.text.isEmpty {
      #expect(!message.text.hasSuffix("."), "\(message.id)")
      let first = message.text.prefix { $0 != " " }
      let isCapitalised = first.wholeMatch(of: #/A|[A-Z][a-z]+/#) != nil
      #expect(!isCapitalised || first == "Atom", "\(message.id): \(message.text)")
    }
  }

  @Test func `messages use the words of the field`() throws {
    let dialect = [
      "gone on with", "go on with", "goes on with", "no place", "told by", "told from",
      "told apart",
      "nobody", "whatever",
    ]
    for message in try Self.messages() {
      for words in dialect {
        #expect(!message.text.contains(words), "\(message.id): \(message.text)")
      }
    }
  }

  private static func page() throws -> String {
    var text = """
      # Messages

      What warnings, errors and notes say, area by area.

      ## Overview

      A message is printed as `file:line:column: severity: message [identifier]`. Identifiers do not
      change between releases; texts may. Words in capitals stand for what differs from case to case,
      a stroke for one text or another. What `warraq validate` reports besides is in
      <doc:ValidationRules>. This page is made from the sources; a test compares the two.

      """
    var area: Substring = ""
    for message in try messages() where !message.text.isEmpty {
      let own = message.id.prefix { $0 != "." }
      if own != area { text += "\n### \(own)\n" }
      area = own
      text += "\n`\(message.id)`: \(message.text)\n"
    }
    return text
  }

  private struct Message: Hashable {
    var id: String
    var text: String
  }

  private static func messages() throws -> [Message] {
    let folder = SharedFolder.packageRoot.appending(path: "Sources")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var found: Set<Message> = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let source = try String(contentsOf: file, encoding: .utf8)
      let start = #/id: "([a-z0-9]+(?:\.[a-z0-9-]+)+)",\s*text:\s*/#
      for match in source.matches(of: start) {
        var words = SourceWords(rest: source[match.range.upperBound...])
        found.insert(Message(id: String(match.1), text: words.argument()))
      }
    }
    return found.sorted { ($0.id, $0.text) < ($1.id, $1.text) }
  }
}

/// Reads the texts in an argument of Swift.
private struct SourceWords {
  var rest: Substring

  /// The texts up to the end of the argument: those that `+` joins as one, others with a stroke
  /// between them.
  mutating func argument() -> String {
    var result = ""
    var depth = 0
    var isJoined = true
    // The source since the last text.
    var before = ""
    while let character = rest.first {
      switch character {
      case "\"":
        let text = literal()
        if before.hasSuffix("separator: ") {
          result += "…"
        } else {
          if !isJoined, !result.isEmpty { result += " / " }
          result += text
          isJoined = false
        }
        before = ""
        continue
      case "(", "[": depth += 1
      case ")", "]", ",":
        if depth == 0 { return result }
        if character != "," { depth -= 1 }
      case "+": isJoined = true
      case "?": isJoined = true
      default: break
      }
      before.append(character)
      rest.removeFirst()
    }
    return result
  }

  /// Reads a text whose quotation marks come next.
  private mutating func literal() -> String {
    let isLong = rest.hasPrefix("\"\"\"")
    rest = rest.dropFirst(isLong ? 3 : 1)
    var result = ""
    while let character = rest.popFirst() {
      if character == "\"", !isLong || rest.hasPrefix("\"\"") {
        rest = rest.dropFirst(isLong ? 2 : 0)
        break
      }
      guard character == "\\", let escaped = rest.popFirst() else {
        result.append(character == "\n" ? " " : character)
        continue
      }
      switch escaped {
      case "(": result += Self.placeholder(interpolation())
      case "n", "\n": result += " "
      default: result.append(escaped)
      }
    }
    return isLong ? result.split(separator: " ").joined(separator: " ") : result
  }

  /// The source between the parentheses of an interpolation.
  private mutating func interpolation() -> String {
    var depth = 1
    var source = ""
    while let character = rest.popFirst() {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if depth == 0 { break }
      source.append(character)
    }
    return source
  }

  /// What stands for a value: its name where it has one.
  private static func placeholder(_ source: String) -> String {
    guard let name = source.wholeMatch(of: #/(?:\w+\.)*?(\w+)(?:\.(?:shortened|name|rawValue))?/#)
    else { return "…" }
    return name.1.uppercased()
  }
}
