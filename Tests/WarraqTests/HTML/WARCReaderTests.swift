import Synchronization
import TestSupport
import Testing
import Warraq
import WarraqCompression

@Suite struct WARCReaderTests {
  private func read(
    _ archive: [UInt8], limits: Limits = Limits()
  ) throws -> (articles: [Article], diagnostics: [Diagnostic]) {
    var context = ConversionContext.fixed
    context.limits = limits
    var articles: [Article] = []
    do {
      articles = try WARCReader().articles(in: archive, context: &context)
    } catch {
      context.log.emit(error)
    }
    return (articles, context.log.diagnostics)
  }

  private func page(_ headline: String, head: String = "") -> String {
    """
    <!DOCTYPE html><html lang="en"><head>\(head)<title>\(headline)</title></head><body><nav><a href="/">Home</a></nav>
    <article><h1>\(headline)</h1><p>The town of Lintown has painted its only bridge green, as was \
    asked for by the children of the school beside it.</p><p>The paint was a gift of the works down \
    the river, and two men needed a week for it, because it rained every afternoon.</p></article></body></html>
    """
  }

  private func record(
    _ type: String, uri: String = "https://www.lintown.example/a", fields: [String] = [],
    block: [UInt8], length: Int? = nil
  ) -> [UInt8] {
    let head =
      ["WARC/1.0", "WARC-Type: \(type)", "WARC-Target-URI: \(uri)"] + fields
      + ["Content-Length: \(length ?? block.count)", "", ""]
    return Array(head.joined(separator: "\r\n").utf8) + block + Array("\r\n\r\n".utf8)
  }

  private func response(
    uri: String = "https://www.lintown.example/a", status: String = "200 OK",
    fields: [String] = ["Content-Type: text/html; charset=utf-8"], body: [UInt8],
    length: Int? = nil
  ) -> [UInt8] {
    let head = ["HTTP/1.1 \(status)"] + fields + ["", ""]
    return record(
      "response", uri: uri, fields: ["Content-Type: application/http; msgtype=response"],
      block: Array(head.joined(separator: "\r\n").utf8) + body, length: length)
  }

  @Test func `pages of an archive become articles in order`() throws {
    let archive =
      record("warcinfo", block: Array("software: x\r\n".utf8))
      + record("request", block: Array("GET /a HTTP/1.1\r\n\r\n".utf8))
      + response(body: Array(page("Bridge is green").utf8))
      + record("revisit", block: Array("HTTP/1.1 200 OK\r\n\r\n".utf8))
      + response(
        uri: "<https://www.lintown.example/b>", body: Array(page("Bridge is blue").utf8))
    let (articles, diagnostics) = try read(archive)
    #expect(articles.map(\.headline) == ["Bridge is green", "Bridge is blue"])
    #expect(
      articles.map(\.url) == ["https://www.lintown.example/a", "https://www.lintown.example/b"])
    #expect(diagnostics.allSatisfy { $0.severity == .note })
  }

  @Test func `a page is unpacked as the server packed it, or as the crawler left it`() throws {
    let body = Array(page("Bridge is green").utf8)
    let packed = try Codec.gzip.compress(body)
    let chunks =
      Array("5;x=1\r\n".utf8) + packed[..<5]
      + Array("\r\n\(String(packed.count - 5, radix: 16))\r\n".utf8)
      + packed[5...] + Array("\r\n0\r\nTrailer: x\r\n\r\n".utf8)
    let html = "Content-Type: text/html"
    let archive =
      response(fields: [html, "Content-Encoding: gzip"], body: packed)
      + response(
        fields: [html, "Content-Encoding: gzip", "Transfer-Encoding: chunked"], body: chunks)
      + response(
        fields: [html, "Content-Encoding: gzip", "Transfer-Encoding: chunked"], body: body)
      + response(
        fields: [html, "Content-Encoding: zstd"], body: try Codec.zstandard.compress(body))
      + response(fields: [html, "Content-Encoding: br"], body: body)
    let (articles, _) = try read(archive)
    #expect(articles.map(\.headline) == Array(repeating: "Bridge is green", count: 5))
  }

  @Test func `what is no page is left out with a note`() throws {
    let body = Array(page("Bridge is green").utf8)
    let archive =
      response(status: "404 Not Found", body: body)
      + response(fields: ["Content-Type: image/png"], body: [0x89, 0x50])
      + response(body: [])
      + record("response", uri: "dns:lintown.example", block: Array("20240624\n".utf8))
    let (articles, diagnostics) = try read(archive)
    #expect(articles.isEmpty)
    #expect(diagnostics.map(\.message.id) == Array(repeating: "warc.left-out", count: 4))
    #expect(diagnostics.first?.message.text.contains("404") == true)
  }

  @Test func `a page that is packed by brotli is read where the system can`() throws {
    let body = Array(page("Bridge is green").utf8)
    // RFC 7932, 9.2: one block that is not compressed, and the end.
    let head = (body.count - 1) << 4 | 1 << 20
    let packed = [UInt8(head & 255), UInt8(head >> 8 & 255), UInt8(head >> 16)] + body + [3]
    let fields = ["Content-Type: text/html", "Content-Encoding: br"]
    let archive =
      response(fields: fields, body: packed) + response(fields: fields, body: [0xFF, 0xFF])
      + response(body: Array(page("Bridge is blue").utf8))
    let (articles, diagnostics) = try read(archive)
    let errors = diagnostics.filter { $0.severity == .error }
    if WireContent.readsBrotli {
      #expect(articles.map(\.headline) == ["Bridge is green", "Bridge is blue"])
      #expect(errors.map(\.message.id) == ["warc.damaged"])
    } else {
      #expect(articles.map(\.headline) == ["Bridge is blue"])
      #expect(errors.map(\.message.id) == ["warc.brotli", "warc.brotli"])
    }
    #expect(
      errors.allSatisfy { $0.location?.file.hasSuffix("/https://www.lintown.example/a") == true })
  }

  @Test func `a wrong length costs no other record`() throws {
    let body = Array(page("Bridge is green").utf8)
    let archive =
      record("metadata", block: Array("a: 1\r\nbb".utf8), length: 4)
      + record("metadata", block: [], length: nil) + Array("WARC/1.0\r\nno length\r\n\r\n".utf8)
      + response(body: body)
    let (articles, diagnostics) = try read(archive)
    #expect(articles.count == 1)
    #expect(diagnostics.contains { $0.message.id == "warc.no-record" })
  }

  /// The articles and warnings of an archive that comes in pieces.
  private func scan(
    _ archive: [UInt8], pieces: Int, limits: Limits = Limits()
  ) throws -> (headlines: [String?], diagnostics: [Diagnostic]) {
    let source = ByteSource(name: "a.warc", bytes: archive)
    source.maximumBlockBytes = pieces
    var context = ConversionContext.fixed
    context.limits = limits
    let reader = WARCReader()
    var scanner = reader.makeScanner()
    var articles: [Article] = []
    var hasMore = true
    while hasMore {
      var batch = RecordBatch()
      batch.beginFile("a.warc")
      hasMore = try scanner.scan(source, into: &batch, context: &context)
      for index in 0..<batch.count {
        try reader.decode(batch[index], into: &articles, context: &context)
      }
    }
    return (articles.map(\.headline), context.log.diagnostics.filter { $0.severity > .note })
  }

  @Test(arguments: [10, 300, 3_000, 500_000, Int.max], [7, 100, 4096, Int.max])
  func `a length that is too large hides no record`(excess: Int, pieces: Int) throws {
    let body = Array(page("Bridge is green").utf8)
    func length(_ count: Int) -> Int { excess == .max ? .max : count + excess }
    for isPage in [true, false] {
      var archive = response(body: body)
      let place = archive.count
      archive +=
        isPage
        ? response(body: Array(page("Bridge is blue").utf8), length: length(2_000))
        : record("metadata", block: Array("a: 1\r\n".utf8), length: length(6))
      let next = archive.count
      archive += response(body: Array(page("Bridge is red").utf8))
      archive += record("request", block: Array("GET /a\r\n".utf8))
      archive += response(body: Array(page("Bridge is grey").utf8))
      let (headlines, diagnostics) = try scan(archive, pieces: pieces)
      #expect(
        headlines == ["Bridge is green"] + (isPage ? ["Bridge is blue"] : [])
          + ["Bridge is red", "Bridge is grey"])
      #expect(diagnostics.map(\.message.id) == ["warc.length"])
      #expect(diagnostics.first?.location?.byteOffset == place)
      #expect(diagnostics.first?.message.text.hasSuffix("byte \(next)") == true)
    }
  }

  @Test(arguments: ["abc", "", "-5", "1,000", "0x10"], [7, 4096, Int.max])
  func `a length that is no number costs no page`(length: String, pieces: Int) throws {
    func archive(_ headline: String) -> [UInt8] {
      let whole = String(
        decoding: response(body: Array(page(headline).utf8), length: 4321), as: UTF8.self)
      return Array(whole.replacing("Content-Length: 4321", with: "Content-Length: \(length)").utf8)
    }
    let found = try scan(
      archive("Bridge is green") + response(body: Array(page("Bridge is blue").utf8))
        + archive("Bridge is grey"), pieces: pieces)
    #expect(found.headlines == ["Bridge is green", "Bridge is blue", "Bridge is grey"])
    #expect(found.diagnostics.map(\.message.id) == ["warc.length", "warc.length"])
  }

  @Test(arguments: [0, 1, 40, 300, 400], [7, 100, 4096, Int.max])
  func `a length that is too small costs no page`(length: Int, pieces: Int) throws {
    let green = response(body: Array(page("Bridge is green").utf8))
    let blue = page("Bridge is blue")
    // One that holds what looks like the end of a record.
    let odd = blue.replacing("<p>The paint", with: "\r\n\r\nWARC/ \r\nWARC/1.0 is here<p>The paint")
    for body in [blue, odd] {
      let short = response(body: Array(body.utf8), length: length)
      let request = record("request", block: Array("GET /a\r\n".utf8))
      let archives: [([UInt8], [String?])] = [
        (green + short + green, ["Bridge is green", "Bridge is blue", "Bridge is green"]),
        (short + request, ["Bridge is blue"]),
        (green + short + short, ["Bridge is green", "Bridge is blue", "Bridge is blue"]),
        (Array(short.dropLast(3)), ["Bridge is blue"]),
      ]
      for (archive, expected) in archives {
        let (headlines, diagnostics) = try scan(archive, pieces: pieces)
        #expect(headlines == expected)
        let wrong = Array(
          repeating: "warc.length", count: expected.count { $0 == "Bridge is blue" })
        #expect(diagnostics.map { $0.message.id } == wrong)
      }
    }
  }

  @Test func `the last words of a page whose length is too small are read`() throws {
    let body = Array(page("Bridge is green").utf8)
    let whole = try read(response(body: body))
    for length in [0, 1, 200, body.count + 20] {
      #expect(try read(response(body: body, length: length)).articles == whole.articles)
    }
    // It is given twice, and the first is wrong.
    let twice = String(decoding: response(body: body, length: 4321), as: UTF8.self)
    for lengths in ["Content-Length: 12\r\nContent-Length: 900", "Content-Length: 12, 900"] {
      let archive = Array(twice.replacing("Content-Length: 4321", with: lengths).utf8)
      #expect(try read(archive).articles == whole.articles)
    }
  }

  @Test(arguments: [7, 4096, Int.max])
  func `what lies between records belongs to none`(pieces: Int) throws {
    let green = response(body: Array(page("Bridge is green").utf8))
    let (headlines, diagnostics) = try scan(
      green + Array("some words\r\n".utf8) + green + record("response", block: []) + green,
      pieces: pieces)
    #expect(headlines == Array(repeating: "Bridge is green", count: 3))
    #expect(diagnostics.map(\.message.id) == ["warc.no-record"])
  }

  @Test func `what a wrong length adds to a record has a bound`() throws {
    var limits = Limits()
    limits.maximumRecordBytes = 2000
    let noise = Array(repeating: UInt8(ascii: "x"), count: 20_000)
    let green = response(body: Array(page("Bridge is green").utf8))
    let found = try scan(
      response(body: noise, length: 100) + green, pieces: 512, limits: limits)
    #expect(found.headlines == ["Bridge is green"])
    #expect(found.diagnostics.map(\.message.id) == ["input.record-too-large", "warc.no-record"])
  }

  @Test(arguments: [7, 4096, Int.max])
  func `an archive that is cut off in a head is an error`(pieces: Int) throws {
    let whole = response(body: Array(page("Bridge is green").utf8))
    let found = try scan(whole + whole.prefix(60), pieces: pieces)
    #expect(found.headlines == ["Bridge is green"])
    #expect(found.diagnostics.map(\.message.id) == ["warc.cut"])
    #expect(found.diagnostics.map(\.severity) == [.error])
    #expect(found.diagnostics.map { $0.location?.byteOffset } == [whole.count])
  }

  @Test func `content that is cut off where it was packed is said to be`() throws {
    let body = Array(page("Bridge is green").utf8)
    let packed = try Codec.gzip.compress(body)
    func chunk(_ size: Int) -> [UInt8] {
      Array("\(String(size, radix: 16))\r\n".utf8) + body + Array("\r\n".utf8)
    }
    for (fields, block) in [
      (["Content-Encoding: gzip"], Array(packed.dropLast(12))),
      (["Content-Encoding: gzip"], Array(packed.dropLast(1))),
      (["Transfer-Encoding: chunked"], chunk(body.count + 40)),
      (["Transfer-Encoding: chunked"], chunk(body.count)),
      (["Transfer-Encoding: chunked"], chunk(body.count) + Array("<p>no chunk".utf8)),
    ] {
      let (articles, diagnostics) = try read(
        response(fields: ["Content-Type: text/html; charset=utf-8"] + fields, body: block))
      #expect(articles.count == 1)
      #expect(
        diagnostics.filter { $0.severity == .warning }.map(\.message.id) == ["warc.cut-content"])
    }
    let (_, diagnostics) = try read(
      response(fields: ["Content-Type: text/html", "Content-Encoding: gzip"], body: packed))
    #expect(!diagnostics.contains { $0.message.id == "warc.cut-content" })
  }

  @Test(arguments: [7, 4096, Int.max])
  func `lengths that are all too large hide no record and cost no more time`(pieces: Int) throws {
    let count = 60
    let archive = (0..<count).flatMap { number in
      response(body: Array(page("Bridge \(number)").utf8), length: 40_000)
    }
    let (headlines, diagnostics) = try scan(archive, pieces: pieces)
    #expect(headlines == (0..<count).map { "Bridge \($0)" })
    #expect(diagnostics.map(\.message.id) == Array(repeating: "warc.length", count: count))
  }

  @Test(arguments: [100, 4096, Int.max])
  func `an archive in an archive is one record`(pieces: Int) throws {
    let body = Array(page("Bridge is green").utf8)
    let inner = response(body: Array(page("Bridge is inside").utf8))
    let archive =
      response(fields: ["Content-Type: application/warc"], body: inner + inner)
      + record("metadata", block: inner + inner) + response(body: body)
      + response(body: body + inner)
    let (headlines, diagnostics) = try scan(archive, pieces: pieces)
    #expect(headlines == ["Bridge is green", "Bridge is green"])
    #expect(diagnostics.isEmpty)
    // What the bound leaves no room for is believed.
    var limits = Limits()
    limits.maximumRecordBytes = 1000
    let (_, kept) = try scan(
      record("metadata", block: inner) + record("metadata", block: []), pieces: pieces,
      limits: limits)
    #expect(kept.isEmpty)
  }

  @Test func `an archive that is cut off gives what is there and an error`() throws {
    let body = Array(page("Bridge is green").utf8)
    let archive = response(body: body) + response(body: body).dropLast(40)
    let (articles, diagnostics) = try read(archive)
    #expect(articles.map(\.headline) == ["Bridge is green", "Bridge is green"])
    let errors = diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.message.id) == ["warc.cut"])
  }

  @Test func `a record that is too large is an error with a place`() throws {
    var limits = Limits()
    limits.maximumRecordBytes = 2000
    let archive =
      response(body: Array(repeating: 0x20, count: 5000))
      + response(body: Array(page("Bridge is green").utf8))
    let (articles, diagnostics) = try read(archive, limits: limits)
    #expect(articles.count == 1)
    #expect(diagnostics.first?.message.id == "input.record-too-large")
  }

  @Test func `what the server says of the encoding counts unless it is its default`() throws {
    // "café" in windows-1252 and, with the same byte for another letter, in windows-1256.
    let western = page("Bridge is green").replacing("green,", with: "green at the caf\u{E9},")
    let bytes = western.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let (plain, _) = try read(
      response(fields: ["Content-Type: text/html; charset=\"windows-1251\""], body: bytes))
    #expect(plain.first?.body.plainText.contains("cafй") == true)
    let head = Array("<meta charset=windows-1251>".utf8)
    let (unasked, _) = try read(
      response(fields: ["Content-Type: text/html; charset=iso-8859-1"], body: head + bytes))
    #expect(unasked.first?.body.plainText.contains("cafй") == true)
  }

  @Test func `an archive whose pages are packed is told from text`() async throws {
    // Enough NULs in odd places for UTF-16.
    let archive =
      response(
        fields: ["Content-Type: image/x-raw"],
        body: (0..<4000).flatMap { [UInt8(0x20 + $0 % 90), 0] })
      + response(body: Array(page("Bridge is green").utf8))
    let folder = try TemporaryFolder()
    let path = try folder.write(archive, to: "crawl.bin")
    var headlines: [String?] = []
    for try await article in FormatRegistry.standard.articles(from: .file(path)) {
      headlines.append(article.headline)
    }
    #expect(headlines == ["Bridge is green"])
  }

  @Test(arguments: [Codec.gzip, Codec.zstandard])
  func `a story says at which byte of the archive its compressed record begins`(
    codec: Codec
  ) async throws {
    var archive: [UInt8] = []
    var starts: [Int] = []
    for number in 0..<40 {
      archive += try codec.compress(record("request", block: Array("GET /\(number)\r\n".utf8)))
      starts.append(archive.count)
      archive += try codec.compress(response(body: Array(page("Bridge \(number)").utf8)))
    }
    let folder = try TemporaryFolder()
    let path = try folder.write(archive, to: "crawl.warc.\(codec.extensions[0])")
    var converter = Converter(registry: .standard, writer: JSONWriter(.lines))
    converter.provenance = Provenance(folders: [folder.path("")])
    _ = try await converter.convert([.file(path)], to: .file(folder.path("out.jsonl")))
    var context = ConversionContext.fixed
    let back = try JSONReader().articles(in: folder.read("out.jsonl"), context: &context)
    #expect(back.map { $0.input?.byteOffset } == starts)
    #expect(back.map { $0.input?.record } == Array(1...40))
    // Packed as one, all begin in the unpacked bytes.
    let whole = response(body: Array(page("Bridge is green").utf8))
    let second = try folder.write(
      try codec.compress(whole + whole), to: "all.warc.\(codec.extensions[0])")
    _ = try await converter.convert([.file(second)], to: .file(folder.path("out.jsonl")))
    let places = try JSONReader().articles(in: folder.read("out.jsonl"), context: &context)
    #expect(places.map { $0.input?.byteOffset } == [0, whole.count])
  }

  /// Headlines and errors of a compressed archive.
  private func convert(
    _ archive: [UInt8], _ codec: Codec
  ) async throws -> (headlines: [String?], errors: [Diagnostic]) {
    let folder = try TemporaryFolder()
    let path = try folder.write(archive, to: "crawl.warc.\(codec.extensions[0])")
    let converter = Converter(registry: .standard, writer: JSONWriter(.lines))
    let errors = Mutex<[Diagnostic]>([])
    let report = try await converter.convert(
      [.file(path)], to: .file(folder.path("out.jsonl")),
      onDiagnostic: { new in
        if new.severity == .error { errors.withLock { $0.append(new) } }
      })
    #expect(!report.isComplete)
    var context = ConversionContext.fixed
    let articles = try JSONReader().articles(in: folder.read("out.jsonl"), context: &context)
    return (articles.map(\.headline), errors.withLock { $0 })
  }

  @Test(arguments: [Codec.gzip, Codec.zstandard], [1, 120])
  func `a damaged member costs its own record only`(codec: Codec, scale: Int) async throws {
    let members = try (0..<6).map { number in
      // Numbers that do not pack, so that the member is larger than a piece that is read.
      var state = UInt64(number + 1)
      let noise = (0..<scale * 1_000).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Array("!#$%&()*+,-./0123456789:;ABCDEFG".utf8)[Int(state >> 59)]
      }
      return try codec.compress(
        response(body: Array(page("Bridge \(number)").utf8) + Array("<!--".utf8) + noise))
    }
    func headlines(_ numbers: [Int]) -> [String?] { numbers.map { "Bridge \($0)" } }
    for damage in [0, 20, 300, members[2].count / 2, members[2].count - 9] {
      var damaged = members
      for index in 0..<8 { damaged[2][damage + index] ^= 0xFF }
      let (found, errors) = try await convert(damaged.flatMap { $0 }, codec)
      // What comes before the damage may be a whole page.
      #expect(found.filter { $0 != "Bridge 2" } == headlines([0, 1, 3, 4, 5]), "\(damage)")
      #expect(errors.first?.message.id == "input.corrupt")
    }
    // Nothing of the first one unpacks.
    var first = members
    for index in 9..<40 { first[0][index] = 0xFF }
    let (others, damages) = try await convert(first.flatMap { $0 }, codec)
    #expect(others == headlines([1, 2, 3, 4, 5]))
    #expect(damages.map(\.message.id) == ["input.corrupt"])
    // The crawler was killed and started again.
    var cut = members
    cut[2] = Array(cut[2].dropLast(cut[2].count / 3))
    let (resumed, errors) = try await convert(cut.flatMap { $0 }, codec)
    #expect(resumed.filter { $0 != "Bridge 2" } == headlines([0, 1, 3, 4, 5]))
    #expect(errors.first?.message.id == "input.corrupt")
  }

  @Test(arguments: [Codec.gzip, Codec.zstandard])
  func `a member that is cut off at the end costs its own record only`(
    codec: Codec
  ) async throws {
    let members = try (0..<3).map {
      try codec.compress(response(body: Array(page("Bridge \($0)").utf8)))
    }
    for count in [1, 9, 40, members[2].count / 2, members[2].count - 1] {
      let archive = members[0] + members[1] + members[2].prefix(count)
      let (found, errors) = try await convert(archive, codec)
      #expect(found.prefix(2) == ["Bridge 0", "Bridge 1"])
      #expect(errors.map(\.message.id) == ["input.truncated"], "\(count)")
    }
  }

  @Test func `what there is of a page in a cut member is read`() async throws {
    // Numbers that do not pack, so that the cut is felt.
    var state: UInt64 = 1
    let words = (0..<2_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return String(state >> 20, radix: 36)
    }
    let long = page("Bridge 1").replacing(
      "</article>", with: "<p>\(words.joined(separator: " ")).</p></article>")
    let first = try Codec.gzip.compress(response(body: Array(page("Bridge 0").utf8)))
    let second = try Codec.gzip.compress(response(body: Array(long.utf8)))
    for part in [2, 3, 10] {
      let cut = second.dropLast(second.count / part)
      let (found, errors) = try await convert(first + cut, .gzip)
      #expect(found == ["Bridge 0", "Bridge 1"])
      #expect(errors.map(\.message.id) == ["input.truncated"])
    }
  }

  @Test(arguments: [7, 4096, Int.max])
  func `a page in several records is joined where they follow one another`(pieces: Int) throws {
    let answer =
      Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".utf8)
      + Array(page("Bridge is green").utf8)
    func segment(_ number: Int, _ range: Range<Int>, isLast: Bool) -> [UInt8] {
      var fields = ["WARC-Segment-Number: \(number)"]
      fields.append("\(number == 1 ? "WARC-Record-ID" : "WARC-Segment-Origin-ID"): <urn:x:1>")
      if isLast { fields.append("WARC-Segment-Total-Length: \(answer.count)") }
      return record(
        number == 1 ? "response" : "continuation", fields: fields, block: Array(answer[range]))
    }
    let parts = [
      segment(1, 0..<300, isLast: false), segment(2, 300..<410, isLast: false),
      segment(3, 410..<answer.count, isLast: true),
    ]
    let request = record("request", block: Array("GET /a\r\n".utf8))
    let other = response(body: Array(page("Bridge is blue").utf8))
    let last = ["Bridge is green", "Bridge is blue"]
    // What is no page may stand between.
    let whole = try scan(parts[0] + request + parts[1] + parts[2] + other, pieces: pieces)
    #expect(whole.headlines == last)
    #expect(whole.diagnostics.isEmpty)
    #expect(try scan(other + parts.flatMap { $0 }, pieces: pieces).headlines == last.reversed())
    // Other pages stand between, and the order is another.
    for archive in [
      parts[0] + parts[1] + other + parts[2], parts[0] + other + parts[1] + parts[2],
      parts[0] + other + parts[2] + parts[1], parts[2] + other + parts[1] + parts[0],
    ] {
      let (headlines, diagnostics) = try scan(archive, pieces: pieces)
      #expect(headlines == last.reversed())
      #expect(diagnostics.isEmpty)
    }
    // One is missing.
    for (archive, lone) in [
      (parts[0] + parts[2] + other, 1), (parts[0] + other, 0), (parts[0] + parts[1] + other, 0),
    ] {
      let (headlines, diagnostics) = try scan(archive, pieces: pieces)
      #expect(headlines.contains("Bridge is blue"))
      let ids = diagnostics.map(\.message.id)
      #expect(ids.contains("warc.segment"))
      #expect(ids.count { $0 == "warc.lone-segment" } == lone)
    }
    var limits = Limits()
    limits.maximumRecordBytes = parts.map(\.count).max() ?? 0
    let (_, diagnostics) = try scan(
      parts[0] + record("metadata", block: []) + parts[1] + parts[2], pieces: pieces, limits: limits
    )
    #expect(diagnostics.contains { $0.message.id == "warc.lone-segment" })
  }

  @Test func `the form before WARC is read`() throws {
    let answer =
      Array("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n".utf8)
      + Array(page("Bridge is green").utf8)
    let archive =
      Array("filedesc://x.arc 0.0.0.0 20240624090000 text/plain 5\n1 0 x\n".utf8)
      + Array(
        "https://www.lintown.example/a 192.0.2.1 20240624090000 text/html \(answer.count)\n".utf8)
      + answer + [0x0A]
    let (articles, _) = try read(archive)
    #expect(articles.map(\.url) == ["https://www.lintown.example/a"])
  }
}
