internal import WarraqCore
internal import WarraqMarkup
internal import WarraqModel

/// A stretch of the body between its blocks of other kinds: lines of text, in order.
///
/// Finds what is left of an embedded post in them: text that begins at an emoji or an opening
/// quotation mark glued to the end of a sentence, or at the start of a line, runs over line ends,
/// and ends at a `pic.twitter.com` or `t.co` link or at "— Name (@handle) Month d, yyyy".
struct TweetResidue {
  /// What stands in the body.
  enum Piece {
    case text(TextLine)
    case embed(Embed, line: Int)
  }

  /// Reads the date of an attribution.
  var date: (ArraySlice<UInt8>) -> NewsDate

  private static let maximumLines = 10
  private static let maximumScalars = 700

  /// The lines with the posts in them cut out.
  func pieces(of lines: [TextLine]) -> [Piece] {
    guard lines.contains(where: mayHoldPost) else { return lines.map { .text($0) } }
    var pieces: [Piece] = []
    // Lines that a post may still reach back into.
    var pending: [TextLine] = []
    var rest = lines[...]
    while var line = rest.popFirst() {
      if let (post, count) = address(line) ?? pagePost(line, before: rest) {
        for text in pending { pieces.append(.text(text)) }
        pending = []
        pieces.append(.embed(post, line: line.number))
        rest = rest.dropFirst(count)
        continue
      }
      while let end = end(in: line.bytes), let start = start(of: end, in: line, after: pending) {
        let kept = pending.count - start.linesBack
        for text in pending[..<kept] { pieces.append(.text(text)) }
        var parts = pending[kept...].map(\.bytes) + [line.bytes[..<end.textEnd]]
        let first = parts[0]
        let before = first[first.startIndex..<start.index].trimmed
        let firstNumber = start.linesBack > 0 ? pending[kept].number : line.number
        if !before.isEmpty { pieces.append(.text(TextLine(bytes: before, number: firstNumber))) }
        parts[0] = first[start.index...]
        pieces.append(.embed(embed(parts, end: end), line: line.number))
        pending = []
        line.bytes = line.bytes[end.end...].trimmed
      }
      if !line.bytes.isEmpty { pending.append(line) }
    }
    for text in pending { pieces.append(.text(text)) }
    return pieces
  }

  /// A quick no for most lines: every address has a slash, every attribution an @, and what pages
  /// show in the place of a post its first letter.
  private func mayHoldPost(_ line: TextLine) -> Bool {
    hasMark(line.bytes) || mayBePagePost(line)
  }

  private func hasMark(_ line: ArraySlice<UInt8>) -> Bool {
    line.firstIndex(of: UInt8(ascii: "/"), or: UInt8(ascii: "@"), from: line.startIndex)
      < line.endIndex
  }

  private func mayBePagePost(_ line: TextLine) -> Bool {
    guard line.bytes.count <= 300, let first = line.bytes.firstVisibleScalar else { return false }
    return Self.initials.contains(TextFolding.fold(first))
  }

  // MARK: - Posts without their text

  /// The address of a post or a film alone on its line.
  private func address(_ line: TextLine) -> (Embed, Int)? {
    guard line.bytes.isAddress else { return nil }
    let address = line.bytes.string
    guard let provider = EmbedProvider.ofAddress(address) else { return nil }
    return (Embed(provider: provider, url: address), 0)
  }

  /// What pages show in the place of a post of Instagram or Facebook, and how many of the lines
  /// below belong to it.
  private func pagePost(
    _ line: TextLine, before rest: ArraySlice<TextLine>
  ) -> (Embed, Int)? {
    guard mayBePagePost(line) else { return nil }
    // The phrases are shorter than this, whatever marks stand between their letters.
    func start(of bytes: ArraySlice<UInt8>) -> [UInt32] { TextFolding.folded(bytes.prefix(96)) }
    let folded = start(of: line.bytes)
    if folded.starts(with: Self.viewOnInstagram), line.bytes.wordCount <= 6 {
      var text = Array(line.bytes)
      let next = rest.first.flatMap {
        $0.bytes.count <= 300 && start(of: $0.bytes).starts(with: Self.sharedBy) ? $0 : nil
      }
      if let next { text += [0x0A] + next.bytes }
      let embed = Embed(provider: "instagram", text: String(decoding: text, as: UTF8.self))
      return (embed, next == nil ? 0 : 1)
    }
    if folded.starts(with: Self.sharedBy), line.bytes.contains(UInt8(ascii: "@")) {
      return (Embed(provider: "instagram", text: line.bytes.string), 0)
    }
    guard Self.postedBy.contains(where: { folded.starts(with: $0) }), line.bytes.wordCount <= 20,
      line.bytes.lastVisibleScalar.map(TextCharacter.isDigit) ?? false
    else { return nil }
    return (Embed(provider: "facebook", text: line.bytes.string), 0)
  }

  private static let viewOnInstagram = TextFolding.folded("View this post on Instagram".utf8)
  private static let sharedBy = TextFolding.folded("A post shared by ".utf8)
  private static let postedBy = ["Posted by ", "تم النشر بواسطة "].map {
    TextFolding.folded($0.utf8)
  }
  /// The letters with which these begin.
  private static let initials = ([viewOnInstagram, sharedBy] + postedBy).compactMap(\.first)

  // MARK: - The end of a post

  private struct End {
    /// Where its text ends.
    var textEnd: Int
    /// Where the post ends.
    var end: Int
    var media: [ArraySlice<UInt8>] = []
    var author: ArraySlice<UInt8>?
    var date: ArraySlice<UInt8>?
  }

  private func end(in line: ArraySlice<UInt8>) -> End? {
    guard hasMark(line) else { return nil }
    var index = line.startIndex
    while index < line.endIndex {
      let byte = line[index]
      let next = index + 1 < line.endIndex ? line[index + 1] : 0
      // As `pic.`, `http` and `t.co` start.
      switch (byte, next) {
      case (UInt8(ascii: "p"), UInt8(ascii: "i")), (UInt8(ascii: "h"), UInt8(ascii: "t")),
        (UInt8(ascii: "t"), UInt8(ascii: ".")):
        guard let link = link(in: line, at: index) else { break }
        return endings(in: line, first: link, at: index)
      default: break
      }
      if byte == 0xE2 || byte == UInt8(ascii: "-"), let found = attribution(in: line, at: index) {
        return found
      }
      index += 1
    }
    return nil
  }

  private struct Link {
    var end: Int
    var isPicture: Bool
  }

  private func link(in line: ArraySlice<UInt8>, at start: Int) -> Link? {
    // A link may be glued to what stands before it, but not to a letter of its own script.
    if start > line.startIndex, line[start - 1] < 0x80,
      TextCharacter.isWordPart(UInt32(line[start - 1]))
        || line[start - 1] == UInt8(ascii: "/") || line[start - 1] == UInt8(ascii: ".")
    {
      return nil
    }
    var rest = line[start...]
    for scheme in ["https://", "http://"] where rest.starts(with: scheme.utf8) {
      rest = rest.dropFirst(scheme.utf8.count)
    }
    for (host, isPicture) in [("pic.twitter.com/", true), ("pic.x.com/", true), ("t.co/", false)]
    where rest.starts(with: host.utf8) {
      let name = rest.dropFirst(host.utf8.count).prefix {
        $0 < 0x80 && TextCharacter.isWordPart(UInt32($0))
      }
      guard !name.isEmpty else { return nil }
      return Link(end: name.endIndex, isPicture: isPicture)
    }
    return nil
  }

  /// Further links and an attribution may follow the first link.
  private func endings(in line: ArraySlice<UInt8>, first: Link, at start: Int) -> End {
    var end = End(textEnd: first.isPicture ? start : first.end, end: first.end)
    if first.isPicture { end.media.append(line[start..<first.end]) }
    while true {
      var index = end.end
      while index < line.endIndex, line[index] == UInt8(ascii: " ") { index += 1 }
      guard index < line.endIndex else { return end }
      if let next = link(in: line, at: index), next.isPicture || end.media.isEmpty {
        if next.isPicture {
          end.media.append(line[index..<next.end])
        } else {
          end.textEnd = next.end
        }
        end.end = next.end
      } else if let author = attribution(in: line, at: index) {
        end.author = author.author
        end.date = author.date
        end.end = author.end
        return end
      } else {
        return end
      }
    }
  }

  /// "— Name (@handle) June 24, 2024"
  private func attribution(in line: ArraySlice<UInt8>, at start: Int) -> End? {
    let (dash, afterDash) = line.scalar(at: start)
    guard dash == 0x2014 || dash == 0x2013 || dash == 0x2D else { return nil }
    let window = line[afterDash...].prefix(300)
    guard let open = window.firstIndex(of: UInt8(ascii: "(")), open + 1 < window.endIndex,
      window[open + 1] == UInt8(ascii: "@"),
      let close = window[open...].firstIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let handle = window[(open + 2)..<close]
    let name = window[..<open].trimmed
    guard (1...30) ~= handle.count, name.scalarCount <= 60,
      handle.allSatisfy({ $0 == UInt8(ascii: "_") || TextCharacter.isWordPart(UInt32($0)) })
    else { return nil }
    // The date runs to the end of its year.
    let rest = line[(close + 1)...].prefix(80)
    var digits = 0
    var index = rest.startIndex
    while index < rest.endIndex {
      let (value, next) = rest.scalar(at: index)
      digits = TextCharacter.isDigit(value) ? digits + 1 : 0
      index = next
      if digits == 4 { break }
    }
    guard digits == 4 else {
      return End(textEnd: start, end: close + 1, author: window[..<(close + 1)].trimmed)
    }
    return End(
      textEnd: start, end: index, author: window[..<(close + 1)].trimmed,
      date: line[(close + 1)..<index].trimmed)
  }

  // MARK: - The start of a post

  private struct Start {
    var index: Int
    /// How many lines before the one with the end.
    var linesBack: Int
  }

  private func start(of end: End, in line: TextLine, after pending: [TextLine]) -> Start? {
    let own = line.bytes[..<end.textEnd]
    if let index = gluedStart(in: own) { return Start(index: index, linesBack: 0) }
    var scalars = own.scalarCount
    for back in 1...Self.maximumLines where back <= pending.count {
      let bytes = pending[pending.count - back].bytes
      if let index = gluedStart(in: bytes),
        scalars + bytes[index...].scalarCount <= Self.maximumScalars
      {
        return Start(index: index, linesBack: back)
      }
      scalars += bytes.scalarCount
      guard scalars <= Self.maximumScalars else { break }
    }
    guard own.scalarCount <= Self.maximumScalars else { return nil }
    let text = own.trimmed
    if text.isEmpty {
      // The link or the attribution has a line of its own: the post is the line before it.
      guard let last = pending.last, startsPost(last.bytes) || end.author != nil,
        last.bytes.scalarCount <= Self.maximumScalars
      else { return Start(index: own.startIndex, linesBack: 0) }
      let back = max(1, linesOfPost(pending))
      let first = pending[pending.count - back]
      return Start(index: first.bytes.startIndex, linesBack: back)
    }
    guard startsPost(own) || end.author != nil || endsWithPicture(line.bytes, end) else {
      return nil
    }
    let back = startsPost(own) ? linesOfPost(pending) : 0
    return Start(
      index: pending.suffix(back).first?.bytes.startIndex ?? own.startIndex, linesBack: back)
  }

  /// A line of a post's length that ends with the link of its picture.
  private func endsWithPicture(_ line: ArraySlice<UInt8>, _ end: End) -> Bool {
    !end.media.isEmpty && line.scalarCount <= 280 && line[end.end...].trimmed.isEmpty
  }

  /// How many of the last lines look like lines of a post.
  private func linesOfPost(_ lines: [TextLine]) -> Int {
    var count = 0
    for line in lines.suffix(Self.maximumLines).reversed() {
      guard startsPost(line.bytes), line.bytes.scalarCount <= 280 else { break }
      count += 1
    }
    return count
  }

  private func startsPost(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.firstVisibleScalar else { return false }
    return TextCharacter.isEmoji(first) || first == 0x23 || first == 0x40
      || TextCharacter.opensQuotation(first)
  }

  /// Where an emoji or an opening quotation mark follows the end of a sentence without a space.
  private func gluedStart(in bytes: ArraySlice<UInt8>) -> Int? {
    var index = bytes.startIndex
    var previous: UInt32 = 0x20
    var beforePrevious: UInt32 = 0x20
    while index < bytes.endIndex {
      let (value, next) = bytes.scalar(at: index)
      let endsSentence =
        TextCharacter.endsSentence(previous)
        || TextCharacter.closes(previous) && TextCharacter.endsSentence(beforePrevious)
      if endsSentence, index > bytes.startIndex {
        if TextCharacter.isEmoji(value) { return index }
        if TextCharacter.opensQuotation(value) || value == 0x23 || value == 0x40,
          next < bytes.endIndex, TextCharacter.isWordPart(bytes.scalar(at: next).value)
        {
          return index
        }
      }
      if TextFolding.fold(value) != 0 {
        beforePrevious = previous
        previous = value
      }
      index = next
    }
    return nil
  }

  // MARK: - The post

  private func embed(_ parts: [ArraySlice<UInt8>], end: End) -> Embed {
    var text: [UInt8] = []
    for part in parts {
      let part = part.trimmed
      guard !part.isEmpty else { continue }
      if !text.isEmpty { text.append(0x0A) }
      text.append(contentsOf: part)
    }
    return Embed(
      provider: "twitter", text: text.isEmpty ? nil : String(decoding: text, as: UTF8.self),
      author: end.author?.string, date: end.date.map(date),
      media: end.media.map { $0.starts(with: "http".utf8) ? $0.string : "https://" + $0.string })
  }
}
