internal import WarraqModel

// The canonical form of a story that is in slices.
extension CanonicalJSON {
  /// Appends a story as one object on one line, without a line end.
  package static func append(_ story: borrowing RecordIndex, to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "{"))
    var rest = story.present
    while rest != 0 {
      if let field = Article.Field(rawValue: UInt8(rest.trailingZeroBitCount)) {
        buffer.append(jsonName: field.member)
        append(field, of: story, to: &buffer)
      }
      rest &= rest - 1
    }
    buffer.append(UInt8(ascii: "}"))
  }

  /// Appends the value of one property, without its name, which the story has.
  package static func append(
    _ property: Property, of story: borrowing RecordIndex, to buffer: inout ByteBuffer
  ) {
    let places = story.range(of: property)
    switch property.kind {
    case .identifier, .text, .direction, .status, .date:
      buffer.append(json: story[places.lowerBound])
    case .integer, .number: buffer.append(story[places.lowerBound])
    case .keywords:
      buffer.append(UInt8(ascii: "["))
      for place in places {
        if place > places.lowerBound { buffer.append(UInt8(ascii: ",")) }
        buffer.append(json: story[place])
      }
      buffer.append(UInt8(ascii: "]"))
    case .blocks where !story.blocks.isEmpty: append(story.blocks, to: &buffer)
    case .blocks: append(blocks: places, of: story, to: &buffer)
    case .party:
      guard let shape = property.kind.shape else { return }
      append(shape, at: places.lowerBound, of: story, to: &buffer)
    case .roleTexts, .contributors, .sources, .concepts, .assets, .relatedItems:
      guard let shape = property.kind.shape else { return }
      buffer.append(UInt8(ascii: "["))
      for place in stride(from: places.lowerBound, to: places.upperBound, by: shape.stride) {
        if place > places.lowerBound { buffer.append(UInt8(ascii: ",")) }
        append(shape, at: place, of: story, to: &buffer)
      }
      buffer.append(UInt8(ascii: "]"))
    case .extraMembers:
      buffer.append(contentsOf: story.extra.bytes)
      buffer.append(UInt8(ascii: "}"))
    // The index takes no records with them.
    case .inputPlace, .derived: buffer.append("null")
    }
  }

  private static func append(
    _ shape: PartShape, at place: Int, of story: borrowing RecordIndex, to buffer: inout ByteBuffer
  ) {
    buffer.append(UInt8(ascii: "{"))
    append(shape, 0..<shape.outer, at: place, of: story, to: &buffer)
    let inner = shape.outer..<shape.stride
    if inner.contains(where: { story[place + $0].isPresent }) {
      buffer.append(jsonName: shape.array)
      buffer.append("[{")
      append(shape, inner, at: place, of: story, to: &buffer)
      buffer.append("}]")
    }
    buffer.append(UInt8(ascii: "}"))
  }

  private static func append(
    _ shape: PartShape, _ members: Range<Int>, at place: Int, of story: borrowing RecordIndex,
    to buffer: inout ByteBuffer
  ) {
    for index in members {
      let text = story[place + index]
      guard text.isPresent else { continue }
      let member = shape.members[index]
      buffer.append(jsonName: member.name)
      switch member.value {
      case .text, .assetKind, .conceptKind: buffer.append(json: text)
      case .oneText:
        buffer.append(UInt8(ascii: "["))
        buffer.append(json: text)
        buffer.append(UInt8(ascii: "]"))
      case .integer: buffer.append(text)
      }
    }
  }

  private static func append(
    blocks places: Range<Int>, of story: borrowing RecordIndex, to buffer: inout ByteBuffer
  ) {
    buffer.append(UInt8(ascii: "["))
    var place = places.lowerBound
    while place < places.upperBound {
      if place > places.lowerBound { buffer.append(UInt8(ascii: ",")) }
      let level = story[place].run
      if level == TextSlice.Run.paragraph.rawValue {
        buffer.append("{\"type\":\"paragraph\"")
      } else {
        buffer.append("{\"type\":\"heading\",\"level\":")
        buffer.append(decimal: Int(level))
      }
      let isAlone =
        place + 1 == places.upperBound
        || story[place + 1].run != TextSlice.Run.afterBreak.rawValue
      buffer.append(isAlone ? ",\"text\":" : ",\"content\":[")
      buffer.append(json: story[place])
      place += 1
      while place < places.upperBound, story[place].run == TextSlice.Run.afterBreak.rawValue {
        buffer.append(",{\"type\":\"lineBreak\"},")
        buffer.append(json: story[place])
        place += 1
      }
      buffer.append(isAlone ? "}" : "]}")
    }
    buffer.append(UInt8(ascii: "]"))
  }
}

extension ByteBuffer {
  /// Appends a text.
  @inline(__always)
  package mutating func append(_ text: TextSlice) {
    guard let base = text.bytes.baseAddress else { return }
    append(count: text.count) { $0.update(from: base, count: text.count) }
  }

  /// Appends a text as a JSON string; what had no escapes in JSON needs none.
  package mutating func append(json text: TextSlice) {
    guard !text.hasEscapes, let base = text.bytes.baseAddress else {
      return append(jsonUTF8: text.bytes)
    }
    let count = text.count
    append(count: count + 2) { target in
      target[0] = UInt8(ascii: "\"")
      (target + 1).update(from: base, count: count)
      target[count + 1] = UInt8(ascii: "\"")
    }
  }

  /// Appends the body as plain text, as that of an `Article`.
  package mutating func append(plainTextOf story: borrowing RecordIndex) {
    guard story.blocks.isEmpty else { return story.blocks.appendPlainText(to: &bytes) }
    let start = count
    var needsGap = false
    for place in story.range(of: .body) {
      let text = story[place]
      let isAfterBreak = text.run == TextSlice.Run.afterBreak.rawValue
      if !isAfterBreak { needsGap = true }
      guard isAfterBreak || !text.isEmpty else { continue }
      if needsGap, count > start { append("\n\n") }
      needsGap = false
      if isAfterBreak { append(UInt8(ascii: "\n")) }
      append(text)
    }
  }
}
