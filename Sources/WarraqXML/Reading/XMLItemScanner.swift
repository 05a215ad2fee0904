package import WarraqCore
package import WarraqMarkup
internal import WarraqModel

/// Finds the records of an XML document: the items of a message or a feed, else the whole document.
///
/// ```swift
/// XMLItemScanner(lists: [.init(["newsMessage", "itemSet"]), .init(["rss", "channel"], "item")])
/// ```
///
/// It looks for tags on the bytes and knows comments, CDATA sections, instructions, the document
/// type and quoted attributes, so that a `<` in one of them is none. It checks nothing else: what is
/// wrong with a record is for ``XMLTree`` to say. Memory is that of a batch and one record.
///
/// The encoding is that of a byte order mark, else that of the declaration, else UTF-8. It is turned
/// into UTF-8 here where `TextEncoding` knows it; the bytes of another go to libxml2, which works
/// for every encoding that contains ASCII.
package struct XMLItemScanner: RecordScanner {
  /// Where the records of a kind of document are.
  package struct List: Sendable {
    let path: [[UInt8]]
    let items: [[UInt8]]

    /// Makes a place.
    ///
    /// - Parameters:
    ///   - path: the local names from the root to the element that holds the records.
    ///   - items: the local names of the records; without one, each element is a record.
    package init(_ path: [String], _ items: String...) {
      self.path = path.map { Array($0.utf8) }
      self.items = items.map { Array($0.utf8) }
    }
  }

  private let lists: [List]
  private let readHead: (@Sendable (XMLTree.Element) -> any Sendable)?
  private let readTree: TreeReader

  /// Makes the tree of a record.
  package typealias TreeReader =
    @Sendable (Record, inout ConversionContext) throws(ConversionError) -> XMLTree

  private var tokenizer = XMLTagTokenizer()
  private var preamble = XMLPreamble()
  private var list: List?
  private var state = State.start
  /// What was read; the first ``consumed`` bytes of it are done with.
  private var pending: [UInt8] = []
  private var consumed = 0
  /// Where what is not consumed starts in the input.
  private var offset = 0
  private var line = 1
  private var column = 1
  private var isAtEnd = false
  private var itemCount = 0
  /// Start tags and names of the elements of the path that are open.
  private var openTags: [[UInt8]] = []
  private var openNames: [[UInt8]] = []
  private var depth = 0
  private var documentType: [UInt8] = []

  private enum State {
    case start
    /// The document is one record.
    case whole
    /// Between items.
    case outside
    /// In an item that starts at this position of `pending`.
    case item(start: Int)
    /// In an item that is too large.
    case skipping
  }

  /// Makes a scanner.
  ///
  /// - Parameters:
  ///   - lists: where records are; the first one whose root fits is taken.
  ///   - head: makes what decoding needs to know from the root of the document as it is before
  ///     the first item: its header, say. It becomes ``XMLPreamble/head``.
  ///   - tree: makes the tree of that root.
  package init(
    lists: [List],
    head: (@Sendable (XMLTree.Element) -> any Sendable)? = nil,
    tree: @escaping TreeReader = { (record, context) throws(ConversionError) in
      try XMLTree(record, limits: context.limits)
    }
  ) {
    self.lists = lists
    readHead = head
    readTree = tree
  }

  /// Finds the next records.
  package mutating func scan(
    _ source: ByteSource, into batch: inout RecordBatch, context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    if case .start = state, offset == 0, pending.isEmpty { try chooseEncoding(source, &context) }
    while !batch.isFull {
      if try findNext(in: source, into: &batch, &context) { continue }
      if isAtEnd {
        if case .item(let start) = state, let end = endOfUnbalanced(start..<pending.count) {
          state = .outside
          emit(start..<end, &batch)
          continue
        }
        try finish(source, into: &batch, &context)
        setPreamble(of: &batch)
        return false
      }
      // What is being looked at grows by as much as it has, so that nothing is looked at often.
      compact()
      let count = max(RecordBatch.targetBytes, min(pending.count, 8 << 20))
      if try source.read(into: &pending, upTo: count) == 0 { isAtEnd = true }
      try checkSize(source, &context)
    }
    setPreamble(of: &batch)
    return true
  }

  private func setPreamble(of batch: inout RecordBatch) {
    guard preamble.depth > 0 || preamble.encoding != nil || preamble.head != nil else { return }
    batch.preamble = preamble
  }

  // MARK: - Encoding

  private mutating func chooseEncoding(
    _ source: ByteSource, _ context: inout ConversionContext
  ) throws(ConversionError) {
    let sample = try source.peek(1024)
    var encoding = XMLEncoding(of: sample)
    // Of a pipe no more is looked at than has to be there.
    let more = source.expectedBytes == nil ? sample : try source.peek(64 << 10)
    if let label = encoding.contradicted(by: more) {
      context.log.emit(
        .warning, .contradictedEncoding(label), at: SourceLocation(file: source.name, line: 1))
      encoding = .utf8
    }
    if encoding.mayShift, LegacyEncoding.mayShift(more), let likely = source.likelyEncoding?(more) {
      source.decode(from: likely)
      if case .utf8 = encoding {
        context.log.emit(
          .warning, .likelyEncoding(likely.name), at: SourceLocation(file: source.name))
      }
      return
    }
    switch encoding {
    case .utf8: source.mendControls()
    case .known(let encoding): source.transcode(from: encoding)
    case .named(let name): preamble.encoding = name
    }
  }

  // MARK: - Tags

  /// Looks at the next tag of `pending`; returns whether there was a whole one.
  private mutating func findNext(
    in source: ByteSource, into batch: inout RecordBatch,
    _ context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    switch state {
    case .whole: return false
    case .item(let start):
      guard let end = tokenizer.skip(in: pending, depth: &depth, to: openTags.count) else {
        return false
      }
      state = .outside
      emit(start..<(endOfUnbalanced(start..<end) ?? end), &batch)
      return true
    case .start, .outside, .skipping: break
    }
    guard let tag = tokenizer.next(in: pending) else {
      forgetWhatIsSeen()
      return false
    }
    switch tag.kind {
    case .other: break
    case .declaration:
      // Trees are read without it: it would contradict the encoding that they are in by now.
      if case .start = state { drop(upTo: tag.range.upperBound) }
    case .documentType:
      if case .start = state { documentType = Array(pending[tag.range]) }
    case .start(let isEmpty): try startTag(tag, isEmpty, source, &batch, &context)
    case .end: endTag()
    }
    return true
  }

  private mutating func startTag(
    _ tag: XMLTagTokenizer.Tag, _ isEmpty: Bool, _ source: ByteSource,
    _ batch: inout RecordBatch, _ context: inout ConversionContext
  ) throws(ConversionError) {
    switch state {
    case .start:
      let name = tag.name(in: pending)
      guard let list = lists.first(where: { name.elementsEqual($0.path[0]) }), !isEmpty else {
        state = .whole
        return
      }
      self.list = list
      state = .outside
      open(tag)
    case .whole: break
    case .outside:
      guard let list else { return }
      let name = tag.name(in: pending)
      if depth == openTags.count, depth == list.path.count,
        list.items.isEmpty || list.items.contains(where: { name.elementsEqual($0) })
      {
        if itemCount == 0 { try finishHead(source, before: tag.range.lowerBound, &context) }
        itemCount += 1
        if isEmpty {
          emit(tag.range, &batch)
        } else {
          state = .item(start: tag.range.lowerBound)
          depth += 1
        }
      } else if depth == openTags.count, depth < list.path.count,
        name.elementsEqual(list.path[depth]), !isEmpty
      {
        open(tag)
      } else if !isEmpty {
        depth += 1
      }
    case .item, .skipping: if !isEmpty { depth += 1 }
    }
  }

  private mutating func open(_ tag: XMLTagTokenizer.Tag) {
    openTags.append(Array(pending[tag.range]))
    openNames.append(Array(tag.fullName(in: pending)))
    depth += 1
  }

  private mutating func endTag() {
    depth = max(depth - 1, 0)
    switch state {
    case .start, .whole: break
    case .outside:
      if depth < openTags.count {
        openTags.removeLast()
        openNames.removeLast()
      }
    case .item: break
    case .skipping: if depth == openTags.count { state = .outside }
    }
  }

  private mutating func finishHead(
    _ source: ByteSource, before end: Int, _ context: inout ConversionContext
  ) throws(ConversionError) {
    var prefix = documentType
    for tag in openTags { prefix.append(contentsOf: tag) }
    preamble.setPrefix(prefix, closing: openNames)
    guard let readHead else { return }
    let document = pending[consumed..<end] + preamble.suffix
    var record = Record(
      bytes: document[...], file: source.name, line: line, column: column, byteOffset: offset)
    var bare = XMLPreamble()
    bare.encoding = preamble.encoding
    record.preamble = bare
    let tree = try readTree(record, &context)
    preamble.head = readHead(tree.root)
    tree.account(in: &context.log.reading, passingOver: [], isHead: true)
  }

  // MARK: - Records

  /// Where an item ends whose tags do not match: after the first end tag of its name. `nil` where
  /// that is where the tags say that it ends, or none comes before the next item.
  private mutating func endOfUnbalanced(_ range: Range<Int>) -> Int? {
    var tags = XMLTagTokenizer()
    tags.position = range.lowerBound
    guard let first = tags.next(in: pending) else { return nil }
    let name = Array(first.fullName(in: pending))
    // Nearly always the last tag is that of the item.
    if let last = pending[range].lastIndex(of: UInt8(ascii: "<")) {
      let end = pending[last..<range.upperBound].dropFirst()
      let rest = end.dropFirst(name.count + 1)
      if end.first == UInt8(ascii: "/"), end.dropFirst().starts(with: name),
        rest.first.map({ $0 <= 0x20 || $0 == UInt8(ascii: ">") }) ?? false
      {
        return nil
      }
    }
    while let tag = tags.next(in: pending) {
      switch tag.kind {
      case .end where Self.name(ofEndTag: tag, in: pending).elementsEqual(name):
        tokenizer.position = tag.range.upperBound
        depth = openTags.count
        return tag.range.upperBound
      case .start where tag.range.lowerBound >= range.upperBound:
        if tag.fullName(in: pending).elementsEqual(name) { return nil }
      default: break
      }
    }
    return nil
  }

  private static func name(
    ofEndTag tag: XMLTagTokenizer.Tag, in bytes: [UInt8]
  ) -> ArraySlice<UInt8> {
    bytes[tag.range].dropFirst(2).prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") }
  }

  /// Copies a record to the batch and is done with all before its end.
  private mutating func emit(_ range: Range<Int>, _ batch: inout RecordBatch) {
    drop(upTo: range.lowerBound)
    let start = batch.bytes.count
    batch.bytes.append(contentsOf: pending[range])
    batch.append(start..<batch.bytes.count, line: line, column: column, byteOffset: offset)
    drop(upTo: range.upperBound)
  }

  /// Is done with all before a position of `pending`.
  private mutating func drop(upTo end: Int) {
    guard end > consumed else { return }
    let (lines, lastLine) = XMLLines.count(pending, from: consumed, to: end)
    if lines > 0 { column = 1 }
    line += lines
    column += ByteScan.scalarCount(pending[lastLine..<end])
    offset += end - consumed
    consumed = end
  }

  /// Frees what is consumed.
  private mutating func compact() {
    guard consumed > 0 else { return }
    tokenizer.position -= consumed
    if case .item(let start) = state { state = .item(start: start - consumed) }
    pending.removeSubrange(..<consumed)
    consumed = 0
  }

  private mutating func forgetWhatIsSeen() {
    switch state {
    case .skipping: drop(upTo: tokenizer.position)
    case .outside: if itemCount > 0 { drop(upTo: tokenizer.position) }
    case .start, .whole, .item: break
    }
  }

  private mutating func checkSize(
    _ source: ByteSource, _ context: inout ConversionContext
  ) throws(ConversionError) {
    let limit = context.limits.maximumRecordBytes
    guard pending.count - consumed > limit else { return }
    let error = ConversionError(
      .recordTooLarge(limit: limit),
      at: SourceLocation(file: source.name, line: line, byteOffset: offset))
    switch state {
    case .start, .whole, .outside, .skipping: throw error
    case .item(let start):
      guard pending.count - start > limit else { return }
      context.log.emit(error)
      state = .skipping
    }
  }

  private mutating func finish(
    _ source: ByteSource, into batch: inout RecordBatch, _ context: inout ConversionContext
  ) throws(ConversionError) {
    switch state {
    case .start, .whole: emit(consumed..<pending.count, &batch)
    // What is cut is a record too: reading it says where it ends.
    case .item(let start): emit(start..<pending.count, &batch)
    case .skipping: break
    case .outside:
      if depth > 0 {
        context.log.emit(
          ConversionError(
            .malformedXML("the document ends inside of its root element"),
            at: SourceLocation(file: source.name, line: line, column: column)))
      } else if itemCount == 0 {
        try finishHead(source, before: pending.count, &context)
        context.log.emit(.note, .noItems, at: SourceLocation(file: source.name))
      }
    }
    pending = []
    consumed = 0
  }
}

extension Diagnostic.Message {
  static func contradictedEncoding(_ label: String) -> Self {
    Self(
      id: "xml.wrong-encoding",
      text: "says that it is in \(label.prefix(40)), and is in UTF-8; read as UTF-8")
  }

  static let noItems = Self(
    id: "xml.no-items", text: "the document is well-formed but holds no item")
}
