internal import CVectors
package import WarraqModel

/// That a record holds something unusual, so that it is read into an `Article`.
package struct LeavesLane: Error {
  /// Makes one.
  package init() {}
}

/// A record of JSON, checked once, with the place of every text of the story in it.
///
/// ```swift
/// try index.begin(bytes)
/// try index.beginObject()
/// while let name = try index.nextName() { … }
/// try index.finish()
/// ```
///
/// One index serves all records of a batch, one after the other; nothing is allocated for a usual
/// record. Texts stay where they are in the record, those with escapes are decoded beside it. The
/// bytes of the record have to stay where they are while the index is used.
///
/// It takes what is correct and usual. Everything else throws ``LeavesLane``, and tells nothing
/// about it: the record is read again in the ordinary way, which does.
package struct RecordIndex: ~Copyable {
  /// Records above this size go the ordinary way, so that memory for them is not kept twice.
  package static let maximumBytes = 4 << 20
  // The fewest levels that the shapes of the lane need; who allows fewer takes the ordinary way.
  package static let maximumDepth = 8

  var base: UnsafePointer<UInt8>
  var end = 0
  var position = 0
  var expectsComma = false
  private let isWide = ByteScan.isWide

  /// The fields that have a value, by their number.
  package internal(set) var present: UInt64 = 0
  // Canonical properties that were met, be they `null`.
  private var noted: UInt64 = 0
  // Fields for which a member under another name was met, be it empty.
  private var tried: UInt64 = 0
  /// What there is to say about the record, which is on the lane all the same.
  package var warnings: [JSONWarning] = []
  /// Values that were read in part and are kept, too, once all others are read.
  package var unfinished: [(name: TextSlice, value: Int, rank: Int)] = []
  /// What of the values is a feature of its own.
  package var details: Loss.FeatureSet = []

  // Not arrays: these would be looked at for sharing with every text.
  private var items: UnsafeMutablePointer<TextSlice>
  var itemCount = 0
  private var itemCapacity = 128
  private let ranges: UnsafeMutablePointer<Span>
  // Those that are set, by their field.
  private let dates: UnsafeMutablePointer<NewsDate?>

  // Texts that are not in the record as they are. Never moved while the index of a record is used.
  private var scratch: UnsafeMutablePointer<UInt8>
  var scratchUsed = 0
  private var scratchBytes: Int
  /// The body, where it is more than paragraphs and headings of plain text.
  package private(set) var blocks: [Block] = []
  /// Values without a place in the model, as an object in JSON.
  package private(set) var extra = ByteBuffer()
  /// Their names.
  package private(set) var extraNames: [TextSlice] = []
  /// Whether who writes the story found that it needs an article.
  package var wantsToLeave = false
  /// What no input may exceed.
  package let limits: Limits
  // What is made of a record beside its texts, such as the names of roles and of media.
  private static let roomForOthers = 4096

  private struct Span {
    var start: Int32 = 0
    var end: Int32 = 0
  }

  /// Makes an index without a record.
  package init(limits: Limits) {
    self.limits = limits
    scratchBytes = Self.roomForOthers * 4
    scratch = .allocate(capacity: scratchBytes)
    base = UnsafePointer(scratch)
    items = .allocate(capacity: itemCapacity)
    ranges = .allocate(capacity: UInt64.bitWidth)
    ranges.initialize(repeating: Span(), count: UInt64.bitWidth)
    dates = .allocate(capacity: UInt64.bitWidth)
    dates.initialize(repeating: nil, count: UInt64.bitWidth)
  }

  deinit {
    scratch.deallocate()
    items.deallocate()
    ranges.deallocate()
    dates.deinitialize(count: UInt64.bitWidth)
    dates.deallocate()
  }

  /// Forgets the record before and starts with another.
  package mutating func begin(_ bytes: UnsafeBufferPointer<UInt8>) throws(LeavesLane) {
    guard let start = bytes.baseAddress, bytes.count <= Self.maximumBytes,
      UTF8Validation.firstInvalidByte(in: bytes) == nil
    else { throw LeavesLane() }
    base = start
    end = bytes.count
    position = 0
    expectsComma = false
    present = 0
    noted = 0
    tried = 0
    details = []
    itemCount = 0
    if !blocks.isEmpty { blocks = [] }
    if !warnings.isEmpty { warnings = [] }
    if !unfinished.isEmpty { unfinished = [] }
    if !extraNames.isEmpty {
      extraNames.removeAll(keepingCapacity: true)
      extra.truncate(to: 0)
    }
    scratchUsed = 0
    wantsToLeave = false
    if scratchBytes < end + Self.roomForOthers {
      scratch.deallocate()
      scratchBytes = end + end / 2 + Self.roomForOthers
      scratch = .allocate(capacity: scratchBytes)
    }
  }

  // MARK: Fields

  /// Whether the field has a value.
  @inline(__always)
  package func has(_ field: Article.Field) -> Bool { present >> UInt64(field.rawValue) & 1 == 1 }

  /// Notes that a canonical property occurs; returns whether it is the only member for the field so
  /// far.
  package mutating func note(_ field: Article.Field) -> Bool {
    let bit: UInt64 = 1 << UInt64(field.rawValue)
    defer { noted |= bit }
    return (noted | tried | present) & bit == 0
  }

  /// Notes that a member under another name occurs for a field; returns whether it is the first that
  /// says something. Of two, what becomes of one depends on their order, even where it is empty.
  package mutating func tryOther(_ field: Article.Field) -> Bool {
    let bit: UInt64 = 1 << UInt64(field.rawValue)
    defer { tried |= bit }
    return (tried | present) & bit == 0
  }

  /// The one text of a field.
  package func text(_ field: Article.Field) -> TextSlice {
    has(field) ? items[Int(ranges[Int(field.rawValue)].start)] : .absent
  }

  /// The places of the texts of a field, those of one element after those of another; empty without
  /// a value.
  package func range(of field: Article.Field) -> Range<Int> {
    guard has(field) else { return 0..<0 }
    let range = ranges[Int(field.rawValue)]
    return Int(range.start)..<Int(range.end)
  }

  /// The texts of a field; empty without a value.
  package func texts(of field: Article.Field) -> UnsafeBufferPointer<TextSlice> {
    let range = range(of: field)
    return UnsafeBufferPointer(start: items + range.lowerBound, count: range.count)
  }

  /// The text at a place.
  @inline(__always)
  package subscript(place: Int) -> TextSlice { items[place] }

  /// Where the next text is put.
  package var nextPlace: Int { itemCount }

  /// Puts another text at a place.
  @inline(__always)
  package mutating func replace(at place: Int, with text: TextSlice) { items[place] = text }

  /// Adds a text of the field that is being read.
  @inline(__always)
  package mutating func append(_ text: TextSlice) {
    if itemCount == itemCapacity { grow() }
    items[itemCount] = text
    itemCount &+= 1
  }

  /// Adds several texts that are not there.
  package mutating func appendAbsent(_ count: Int) {
    while itemCapacity &- itemCount < count { grow() }
    (items + itemCount).update(repeating: .absent, count: count)
    itemCount &+= count
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<TextSlice>.allocate(capacity: 2 * itemCapacity)
    larger.update(from: items, count: itemCount)
    items.deallocate()
    items = larger
    itemCapacity *= 2
  }

  /// Says that the texts from a place on are the value of a field; none are no value.
  package mutating func set(_ field: Article.Field, from start: Int) {
    guard itemCount > start else { return }
    present |= 1 << UInt64(field.rawValue)
    ranges[Int(field.rawValue)] = Span(
      start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: itemCount))
  }

  /// Takes the value of a field away.
  package mutating func remove(_ field: Article.Field) {
    present &= ~(1 << UInt64(field.rawValue))
  }

  /// Gives the story a body that is more than texts; an empty one is none.
  package mutating func setBody(_ blocks: [Block]) {
    guard !blocks.isEmpty else { return }
    self.blocks = blocks
    details.formUnion(Loss.FeatureSet(of: blocks))
    present |= 1 << UInt64(Article.Field.body.rawValue)
    ranges[Int(Article.Field.body.rawValue)] = Span()
  }

  /// Keeps the next value, which has no place in the model, under its name.
  package mutating func keep(_ name: TextSlice) throws(LeavesLane) {
    try beginKeeping(name)
    try keepValue(depth: 1)
  }

  /// Keeps a text that has no place in the model under its name.
  package mutating func keep(_ text: TextSlice, named name: TextSlice) throws(LeavesLane) {
    try beginKeeping(name)
    extra.append(json: text)
  }

  private mutating func beginKeeping(_ name: TextSlice) throws(LeavesLane) {
    guard extraNames.count < Self.maximumMembers, !extraNames.contains(where: { $0 == name })
    else { throw LeavesLane() }
    extra.append(UInt8(ascii: extraNames.isEmpty ? "{" : ","))
    extraNames.append(name)
    extra.append(json: name)
    extra.append(UInt8(ascii: ":"))
    present |= 1 << UInt64(Article.Field.extra.rawValue)
  }

  // Names of members are compared with each other; who has more has a use for a table.
  private static let maximumMembers = 32

  /// Copies the next value, whatever it is, as the canonical form has it.
  private mutating func keepValue(depth: Int) throws(LeavesLane) {
    guard depth < Self.maximumDepth else { throw LeavesLane() }
    let first = try peek()
    switch first {
    case UInt8(ascii: "\""): extra.append(json: try text())
    case UInt8(ascii: "{"):
      extra.append(first)
      var names: [TextSlice] = []
      try beginObject()
      while let name = try nextName() {
        guard names.count < Self.maximumMembers, !names.contains(where: { $0 == name }) else {
          throw LeavesLane()
        }
        if !names.isEmpty { extra.append(UInt8(ascii: ",")) }
        names.append(name)
        extra.append(json: name)
        extra.append(UInt8(ascii: ":"))
        try keepValue(depth: depth + 1)
      }
      extra.append(UInt8(ascii: "}"))
    case UInt8(ascii: "["):
      extra.append(first)
      var isFirst = true
      try beginArray()
      while try nextElement() {
        if !isFirst { extra.append(UInt8(ascii: ",")) }
        isFirst = false
        try keepValue(depth: depth + 1)
      }
      extra.append(UInt8(ascii: "]"))
    case UInt8(ascii: "t"): extra.append(try word("true"))
    case UInt8(ascii: "f"): extra.append(try word("false"))
    case UInt8(ascii: "n"): extra.append(try word("null"))
    default: extra.append(try number())
    }
  }

  /// Gives a field one text.
  package mutating func set(_ field: Article.Field, _ text: TextSlice) {
    let start = itemCount
    append(text)
    set(field, from: start)
  }

  /// The date of a field.
  package func date(_ field: Article.Field) -> NewsDate? {
    has(field) ? dates[Int(field.rawValue)] : nil
  }

  /// Gives a field a date that is written like that.
  mutating func set(_ field: Article.Field, _ date: NewsDate, as text: TextSlice) {
    dates[Int(field.rawValue)] = date
    set(field, text)
  }

  /// How many words and characters the body has.
  package var bodyCount: TextCount {
    guard blocks.isEmpty else { return TextCount(of: blocks) }
    var count = TextCount()
    for text in texts(of: .body) { count.countLine(text.bytes) }
    return count
  }

  /// The features of the model that the story uses.
  package var features: Loss.FeatureSet {
    Article.Field.features(ofFields: present).union(details)
  }

  // MARK: Memory beside the record

  /// A text that lies in the record as it is, whatever is in it.
  package func text(in bytes: UnsafeBufferPointer<UInt8>) -> TextSlice {
    TextSlice(bytes.baseAddress, count: bytes.count, hasEscapes: true)
  }

  /// Adds bytes beside the record, `count` at most, which `write` puts where it is told to; it
  /// returns how many.
  package mutating func make(
    atMost count: Int, _ write: (UnsafeMutableBufferPointer<UInt8>) -> Int
  ) throws(LeavesLane) -> TextSlice {
    guard count <= scratchBytes - scratchUsed else { throw LeavesLane() }
    let start = scratch + scratchUsed
    let written = write(UnsafeMutableBufferPointer(start: start, count: count))
    scratchUsed += written
    return TextSlice(start, count: written, hasEscapes: true)
  }

  /// A copy of a text beside the record.
  package mutating func make(_ text: String) throws(LeavesLane) -> TextSlice {
    try make(atMost: text.utf8.count) { target in
      text.withUTF8Bytes { target.update(fromContentsOf: $0) }
    }
  }

  // MARK: Structure

  @inline(__always)
  private mutating func skipWhitespace() {
    JSONText.skipWhitespace(base, &position, end)
  }

  /// The first byte of the next value, white space passed.
  @inline(__always)
  package mutating func peek() throws(LeavesLane) -> UInt8 {
    skipWhitespace()
    guard position < end else { throw LeavesLane() }
    return base[position]
  }

  @inline(__always)
  private mutating func take(_ byte: UInt8) throws(LeavesLane) {
    guard try peek() == byte else { throw LeavesLane() }
    position &+= 1
  }

  /// Steps into an object.
  package mutating func beginObject() throws(LeavesLane) {
    try take(UInt8(ascii: "{"))
    expectsComma = false
  }

  /// The next name of the object, or `nil` when it ends.
  package mutating func nextName() throws(LeavesLane) -> TextSlice? {
    guard try isNotAtEnd(UInt8(ascii: "}")) else { return nil }
    guard base[position] == UInt8(ascii: "\"") else { throw LeavesLane() }
    // Names are short.
    let start = position &+ 1
    let stop = ByteScan.endOfPlainRun(base, from: start, to: end)
    guard stop < end, base[stop] == UInt8(ascii: "\"") else { throw LeavesLane() }
    position = stop &+ 1
    try take(UInt8(ascii: ":"))
    expectsComma = true
    return TextSlice(base + start, count: stop &- start)
  }

  /// Steps into an array.
  package mutating func beginArray() throws(LeavesLane) {
    try take(UInt8(ascii: "["))
    expectsComma = false
  }

  /// Whether the array has another element.
  package mutating func nextElement() throws(LeavesLane) -> Bool {
    try isNotAtEnd(UInt8(ascii: "]"))
  }

  /// Passes the comma before the next member or element, or the bracket that closes them.
  @inline(__always)
  private mutating func isNotAtEnd(_ closing: UInt8) throws(LeavesLane) -> Bool {
    let byte = try peek()
    if byte == closing {
      position &+= 1
      expectsComma = true
      return false
    }
    guard expectsComma else { return true }
    guard byte == UInt8(ascii: ",") else { throw LeavesLane() }
    position &+= 1
    // After a comma nothing may end.
    guard try peek() != closing else { throw LeavesLane() }
    return true
  }

  /// Whether the next value is an array that starts with an object.
  package mutating func isArrayOfObjects() throws(LeavesLane) -> Bool {
    guard try peek() == UInt8(ascii: "[") else { return false }
    let start = position
    defer { position = start }
    position &+= 1
    return try peek() == UInt8(ascii: "{")
  }

  /// Whether the next value is a string, or an array that starts with one.
  package mutating func isTexts() throws(LeavesLane) -> Bool {
    guard try peek() == UInt8(ascii: "[") else { return base[position] == UInt8(ascii: "\"") }
    let start = position
    defer { position = start }
    position &+= 1
    return try peek() == UInt8(ascii: "\"")
  }

  /// Checks that nothing but white space follows.
  package mutating func finish() throws(LeavesLane) {
    skipWhitespace()
    guard position == end else { throw LeavesLane() }
  }

  // MARK: Values

  /// The next value, a string.
  package mutating func text() throws(LeavesLane) -> TextSlice {
    guard try peek() == UInt8(ascii: "\"") else { throw LeavesLane() }
    let start = position &+ 1
    var stop = start
    var notes: UInt32 = 0
    if isWide { stop &+= Int(warraq_plain_run(base + start, end &- start, &notes)) }
    // What is left at the end of a record, or all of it.
    if stop >= end || !Self.endsPlainRun(base[stop]) {
      notes = UInt32(TextSlice.Notes.unknown.rawValue)
      stop = ByteScan.endOfPlainRun(base, from: stop, to: end)
    }
    expectsComma = true
    guard stop < end else { throw LeavesLane() }
    guard base[stop] == UInt8(ascii: "\"") else { return try decoded(from: start, to: stop) }
    position = stop &+ 1
    return TextSlice(
      base + start, count: stop &- start,
      notes: TextSlice.Notes(rawValue: UInt8(truncatingIfNeeded: notes)))
  }

  @inline(__always)
  private static func endsPlainRun(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20
  }

  /// Passes `null`; returns whether it stood there.
  @inline(__always)
  package mutating func skipNull() throws(LeavesLane) -> Bool {
    guard try peek() == UInt8(ascii: "n") else { return false }
    _ = try word("null")
    return true
  }

  /// The next value, a word.
  private mutating func word(_ word: StaticString) throws(LeavesLane) -> TextSlice {
    let text = TextSlice(base + position, count: min(word.utf8CodeUnitCount, end - position))
    guard word ~= text else { throw LeavesLane() }
    position &+= text.count
    expectsComma = true
    return text
  }

  /// The next value, a number as it stands (RFC 8259, 6).
  package mutating func number() throws(LeavesLane) -> TextSlice {
    _ = try peek()
    let start = position
    func skipDigits(_ index: inout RecordIndex) -> Bool {
      let start = index.position
      while index.position < index.end, index.base[index.position] &- 0x30 < 10 {
        index.position &+= 1
      }
      return index.position > start
    }
    func skip(_ byte: UInt8, _ index: inout RecordIndex) -> Bool {
      guard index.position < index.end, index.base[index.position] == byte else { return false }
      index.position &+= 1
      return true
    }
    _ = skip(UInt8(ascii: "-"), &self)
    if !skip(UInt8(ascii: "0"), &self) {
      guard skipDigits(&self) else { throw LeavesLane() }
    }
    if skip(UInt8(ascii: "."), &self) {
      guard skipDigits(&self) else { throw LeavesLane() }
    }
    if skip(UInt8(ascii: "e"), &self) || skip(UInt8(ascii: "E"), &self) {
      if !skip(UInt8(ascii: "+"), &self) { _ = skip(UInt8(ascii: "-"), &self) }
      guard skipDigits(&self) else { throw LeavesLane() }
    }
    try endNumber()
    return TextSlice(base + start, count: position &- start)
  }

  /// Checks that a number is not followed by what makes it something else.
  private mutating func endNumber() throws(LeavesLane) {
    guard position < end else { throw LeavesLane() }
    switch base[position] {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x20, 0x09, 0x0A, 0x0D: break
    default: throw LeavesLane()
    }
    expectsComma = true
  }

  /// The digits of the next value, a whole number as an `Int` would be written.
  package mutating func digits() throws(LeavesLane) -> TextSlice {
    let first = try peek()
    let start = position
    while position < end, base[position] &- 0x30 < 10 { position &+= 1 }
    let count = position &- start
    guard 1...18 ~= count, first != 0x30 || count == 1 else { throw LeavesLane() }
    try endNumber()
    return TextSlice(base + start, count: count)
  }

  /// Decodes a string with escapes beside the record.
  ///
  /// - Parameters:
  ///   - start: after its opening quotation mark.
  ///   - firstStop: where the first run of it ends that needs no decoding.
  @inline(never)
  private mutating func decoded(
    from start: Int, to firstStop: Int
  ) throws(LeavesLane) -> TextSlice {
    let text = scratch + scratchUsed
    let room = scratchBytes - scratchUsed
    var count = 0
    var runStart = start
    var stop = firstStop
    while true {
      let run = stop - runStart
      guard stop < end, count + run + 4 <= room else { throw LeavesLane() }
      (text + count).update(from: base + runStart, count: run)
      count += run
      if base[stop] == UInt8(ascii: "\"") { break }
      guard base[stop] == UInt8(ascii: "\\"), stop + 1 < end else { throw LeavesLane() }
      runStart = stop + 2
      switch base[stop + 1] {
      case UInt8(ascii: "\""): text[count] = 0x22
      case UInt8(ascii: "\\"): text[count] = 0x5C
      case UInt8(ascii: "/"): text[count] = 0x2F
      case UInt8(ascii: "b"): text[count] = 0x08
      case UInt8(ascii: "f"): text[count] = 0x0C
      case UInt8(ascii: "n"): text[count] = 0x0A
      case UInt8(ascii: "r"): text[count] = 0x0D
      case UInt8(ascii: "t"): text[count] = 0x09
      case UInt8(ascii: "u"):
        let scalar = try unicodeEscape(at: stop, next: &runStart)
        count += JSONCursor.write(scalar, to: text + count) - 1
      default: throw LeavesLane()
      }
      count += 1
      stop = ByteScan.endOfPlainRun(base, from: runStart, to: end)
    }
    position = stop + 1
    scratchUsed += count
    return TextSlice(text, count: count, hasEscapes: true)
  }

  /// The scalar of an escape with digits; half of a pair is unusual.
  private func unicodeEscape(at backslash: Int, next: inout Int) throws(LeavesLane) -> UInt32 {
    guard backslash + 6 <= end,
      let unit = JSONCursor.hexadecimal(in: base, at: backslash + 2)
    else { throw LeavesLane() }
    next = backslash + 6
    guard 0xD800..<0xE000 ~= unit else {
      // HTML loses a NUL, which is to be said; controls stand for something else.
      if unit == 0 || 0x80..<0xA0 ~= unit { throw LeavesLane() }
      return unit
    }
    guard unit < 0xDC00, next + 6 <= end, base[next] == UInt8(ascii: "\\"),
      base[next + 1] == UInt8(ascii: "u"),
      let low = JSONCursor.hexadecimal(in: base, at: next + 2), 0xDC00..<0xE000 ~= low
    else { throw LeavesLane() }
    next += 6
    return 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
  }
}
