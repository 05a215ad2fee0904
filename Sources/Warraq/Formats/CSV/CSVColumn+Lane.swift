internal import WarraqCore
internal import WarraqModel

// Cells of a story that is in slices, the same as those of its article.
extension CSVColumn {
  /// Whether cells can be made of slices.
  func writesSlices(style: CSVStyle) -> Bool {
    switch content {
    case .count: false
    case .body: style.body != .markdown
    case .date: style.dates == .text
    case .text, .word, .integer, .list, .party, .json, .role, .plainText, .html: true
    }
  }

  /// Appends the content of the cell, not quoted; returns `false` where it needs an article.
  func append(
    _ story: borrowing RecordIndex, to buffer: inout ByteBuffer, style: CSVStyle
  ) -> Bool {
    guard story.has(field) else {
      // A number that is always there.
      if case .integer = field.kind { buffer.append(decimal: 1) }
      return true
    }
    let places = story.range(of: field)
    switch content {
    case .text, .word, .integer, .date:
      if field == .url, !AddressScheme.allows(story[places.lowerBound]) { return false }
      buffer.append(story[places.lowerBound])
    case .list(let list):
      if style.lists == .json, isPartOf == nil {
        CanonicalJSON.append(field, of: story, to: &buffer)
      } else {
        let names = SliceNames(
          texts: story.texts(of: field), stride: field.kind.shape?.stride ?? 1,
          isConcept: list == .concepts)
        list.append(names, to: &buffer, separator: style.separator)
      }
    case .party:
      let (name, iri) = (story[places.lowerBound], story[places.lowerBound + 1])
      guard !name.starts(with: "{") else { return false }
      if !iri.isPresent, !name.isEmpty {
        buffer.append(name)
      } else {
        CanonicalJSON.append(field, of: story, to: &buffer)
      }
    case .json: CanonicalJSON.append(field, of: story, to: &buffer)
    case .body where style.body == .json: CanonicalJSON.append(field, of: story, to: &buffer)
    case .body, .plainText, .html: buffer.append(plainTextOf: story)
    case .role(let role):
      var chosen = places.lowerBound
      for place in stride(from: chosen, to: places.upperBound, by: 2) {
        guard role.withUTF8Bytes({ $0.elementsEqual(story[place].bytes) }) else { continue }
        chosen = place
        break
      }
      buffer.append(story[chosen + 1])
    // Made of articles only.
    case .count: return false
    }
    return true
  }
}

/// The names of what is in a list.
private struct SliceNames: Collection {
  let texts: UnsafeBufferPointer<TextSlice>
  let stride: Int
  let isConcept: Bool

  var startIndex: Int { 0 }
  var endIndex: Int { texts.count / stride }
  func index(after index: Int) -> Int { index + 1 }

  subscript(index: Int) -> TextSlice {
    let place = index * stride
    guard isConcept else { return texts[place] }
    // The name of a concept, else its code, else its IRI.
    for member in [1, 3, 4] where texts[place + member].isPresent { return texts[place + member] }
    return .absent
  }
}
