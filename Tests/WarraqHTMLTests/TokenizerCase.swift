import Foundation
import WarraqHTML

/// A case of html5lib's tests of the tokenizer.
struct TokenizerCase {
  var description: String
  var input: String
  var states: [HTMLPageTokenizer.State]
  var lastStartTag: String?
  var expected: [String]

  static func all(in file: [UInt8]) throws -> [TokenizerCase] {
    let root = try JSONSerialization.jsonObject(with: Data(file)) as? [String: Any]
    return (root?["tests"] as? [[String: Any]] ?? []).compactMap { test in
      guard var input = test["input"] as? String, var output = test["output"] as? [[Any]] else {
        return nil
      }
      if test["doubleEscaped"] as? Bool == true {
        guard let plain = unescape(input) else { return nil }
        input = plain
        output = output.map { $0.map { ($0 as? String).flatMap(unescape) ?? $0 } }
      }
      let states = (test["initialStates"] as? [String] ?? ["Data state"]).compactMap {
        switch $0 {
        case "Data state": HTMLPageTokenizer.State.data
        case "PLAINTEXT state": .plainText
        case "RCDATA state": .rcdata
        case "RAWTEXT state": .rawText
        case "Script data state": .scriptData
        case "CDATA section state": .cdata
        default: nil
        }
      }
      return TokenizerCase(
        description: test["description"] as? String ?? "", input: input, states: states,
        lastStartTag: test["lastStartTag"] as? String, expected: output.map(line))
    }
  }

  private static func unescape(_ text: String) -> String? {
    var result = ""
    var rest = text[...]
    while let mark = rest.firstRange(of: "\\u") {
      result += rest[..<mark.lowerBound]
      let digits = rest[mark.upperBound...].prefix(4)
      guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
        return nil
      }
      result.unicodeScalars.append(scalar)
      rest = rest[digits.endIndex...]
    }
    return result + rest
  }

  private static func line(_ token: [Any]) -> String {
    let kind = token[0] as? String ?? ""
    switch kind {
    case "StartTag":
      let attributes = token[2] as? [String: String] ?? [:]
      let isSelfClosing = token.count > 3
      return "start \(token[1])"
        + attributes.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        + (isSelfClosing ? " /" : "")
    case "EndTag": return "end \(token[1])"
    case "Character": return "text \(token[1])"
    case "Comment": return "comment \(token[1])"
    default:
      let ids = token[1...3].map { $0 as? String ?? "nil" }
      return "doctype " + ids.joined(separator: "|") + " \(token[4] as? Bool == true)"
    }
  }

  /// What the tokenizer makes of the input in one of the states.
  func result(in state: HTMLPageTokenizer.State) -> [String] {
    var input = input
    return input.withUTF8 { bytes in
      HTMLTree.withLineFeeds(bytes) { bytes in tokens(bytes, state) }
    }
  }

  private func tokens(
    _ bytes: UnsafeBufferPointer<UInt8>, _ state: HTMLPageTokenizer.State
  ) -> [String] {
    var tokenizer = HTMLPageTokenizer(bytes)
    tokenizer.state = state
    if var name = lastStartTag {
      tokenizer.lastStartTag = name.withUTF8 { tokenizer.names.intern($0) }
    }
    var lines: [String] = []
    var text: [UInt8] = []
    func string(_ range: Range<Int>) -> String {
      String(decoding: tokenizer.bytes[range], as: UTF8.self)
    }
    while true {
      tokenizer.next()
      if tokenizer.kind == .characters {
        text.append(contentsOf: tokenizer.text)
        continue
      }
      if !text.isEmpty { lines.append("text " + String(decoding: text, as: UTF8.self)) }
      text = []
      switch tokenizer.kind {
      case .characters, .end: return lines
      case .comment: lines.append("comment " + string(tokenizer.data))
      case .doctype:
        let ids = [
          tokenizer.hasDoctypeName ? string(tokenizer.data) : "nil",
          tokenizer.publicID.map(string) ?? "nil", tokenizer.systemID.map(string) ?? "nil",
        ]
        lines.append("doctype " + ids.joined(separator: "|") + " \(!tokenizer.forcesQuirks)")
      case .endTag: lines.append("end " + tokenizer.names.text(tokenizer.name))
      case .startTag:
        let attributes = tokenizer.attributes.map {
          (tokenizer.names.text($0.name), string(Int($0.start)..<Int($0.end)))
        }
        lines.append(
          "start " + tokenizer.names.text(tokenizer.name)
            + attributes.sorted { $0.0 < $1.0 }.map { " \($0)=\($1)" }.joined()
            + (tokenizer.isSelfClosing ? " /" : ""))
      }
    }
  }
}
