internal import WarraqModel

/// Comments and document types.
extension HTMLPageTokenizer {
  // MARK: Declarations

  mutating func openDeclaration() -> Bool {
    if index + 1 < count, base[index] == 0x2D, base[index + 1] == 0x2D {
      index += 2
      readComment()
    } else if isWord("doctype") {
      index += 7
      readDoctype()
    } else if allowsCDATA, isWord("[CDATA[") {
      index += 7
      state = .cdata
      nextCDATA()
    } else {
      readBogusComment()
    }
    return true
  }

  /// Whether a word stands here, its letters in any case but capitals of the word itself.
  private func isWord(_ word: StaticString) -> Bool {
    guard index + word.utf8CodeUnitCount <= count else { return false }
    return word.withUTF8Buffer { word in
      for place in word.indices {
        let byte = base[index + place]
        guard byte == word[place] || byte.lowercased == word[place] else { return false }
      }
      return true
    }
  }

  private mutating func appendData(_ start: Int, _ end: Int) {
    let from = bytes.count
    var place = start
    while place < end {
      let stop = ByteScan.first(0, in: base, from: place, to: end) ?? end
      bytes.append(contentsOf: UnsafeBufferPointer(start: base + place, count: stop - place))
      if stop < end { bytes.appendScalar(0xFFFD) }
      place = stop + 1
    }
    data = from..<bytes.count
  }

  mutating func readBogusComment() {
    let end = ByteScan.first(0x3E, in: base, from: index, to: count) ?? count
    appendData(index, end)
    index = min(count, end + 1)
    kind = .comment
  }

  private mutating func readComment() {
    kind = .comment
    let start = index
    if start < count, base[start] == 0x3E {
      index += 1
      return appendData(start, start)
    }
    if start + 1 < count, base[start] == 0x2D, base[start + 1] == 0x3E {
      index += 2
      return appendData(start, start)
    }
    var place = start
    while let dash = ByteScan.first(0x2D, in: base, from: place, to: count) {
      place = dash
      guard place + 2 < count else { break }
      if base[place + 1] == 0x2D {
        if base[place + 2] == 0x3E {
          index = place + 3
          return appendData(start, place)
        }
        if base[place + 2] == 0x21, place + 3 < count, base[place + 3] == 0x3E {
          index = place + 4
          return appendData(start, place)
        }
      }
      place += 1
    }
    // The page ends in the comment: what could begin its end is not part of it.
    index = count
    for end in [[0x2D, 0x2D, 0x21], [0x2D, 0x2D], [0x2D]] as [[UInt8]]
    where count - start >= end.count && source[(count - end.count)...].elementsEqual(end) {
      return appendData(start, count - end.count)
    }
    appendData(start, count)
  }

  private mutating func skipSpaces() {
    while index < count, base[index].isHTMLSpace { index += 1 }
  }

  private mutating func readDoctype() {
    kind = .doctype
    hasDoctypeName = false
    publicID = nil
    systemID = nil
    forcesQuirks = false
    data = bytes.count..<bytes.count
    skipSpaces()
    guard index < count else { return forcesQuirks = true }
    if base[index] == 0x3E {
      index += 1
      return forcesQuirks = true
    }
    let from = bytes.count
    while index < count, !base[index].isHTMLSpace, base[index] != 0x3E {
      if base[index] == 0 {
        bytes.appendScalar(0xFFFD)
      } else {
        bytes.append(base[index].lowercased)
      }
      index += 1
    }
    data = from..<bytes.count
    hasDoctypeName = true
    skipSpaces()
    guard index < count else { return forcesQuirks = true }
    if base[index] == 0x3E {
      index += 1
      return
    }
    if isWord("public") {
      index += 6
      guard let range = readIdentifier() else { return }
      publicID = range
      skipSpaces()
      guard index < count else { return forcesQuirks = true }
      if base[index] == 0x3E {
        index += 1
        return
      }
      guard base[index] == 0x22 || base[index] == 0x27 else {
        forcesQuirks = true
        return skipDoctype()
      }
      guard let range = readIdentifier(isPublic: false) else { return }
      systemID = range
    } else if isWord("system") {
      index += 6
      guard let range = readIdentifier(isPublic: false) else { return }
      systemID = range
    } else {
      forcesQuirks = true
      return skipDoctype()
    }
    skipSpaces()
    guard index < count else { return forcesQuirks = true }
    // What follows the identifiers is an error without consequences.
    skipDoctype()
  }

  private mutating func skipDoctype() {
    let end = ByteScan.first(0x3E, in: base, from: index, to: count) ?? count
    index = min(count, end + 1)
  }

  /// Reads a quoted identifier; `nil` where the doctype ends with it, its quirks set.
  private mutating func readIdentifier(isPublic: Bool = true) -> Range<Int>? {
    skipSpaces()
    guard index < count else {
      forcesQuirks = true
      return nil
    }
    let quote = base[index]
    guard quote == 0x22 || quote == 0x27 else {
      forcesQuirks = true
      skipDoctype()
      return nil
    }
    index += 1
    let from = bytes.count
    while index < count, base[index] != quote, base[index] != 0x3E {
      if base[index] == 0 { bytes.appendScalar(0xFFFD) } else { bytes.append(base[index]) }
      index += 1
    }
    let range = from..<bytes.count
    if index < count, base[index] == quote {
      index += 1
      return range
    }
    if isPublic { publicID = range } else { systemID = range }
    forcesQuirks = true
    index = min(count, index + 1)
    return nil
  }
}
