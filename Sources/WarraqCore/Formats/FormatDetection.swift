/// Tells what an input is from its first bytes.
package enum FormatDetection {
  /// The format of an input, unpacked where it is compressed, as a conversion tells it.
  ///
  /// - Throws: `ConversionError` `input.…` when it cannot be opened or told.
  package static func format(
    of input: Input, in registry: FormatRegistry
  ) throws(ConversionError) -> Format {
    let source = try input.open()
    try unpack(source, with: registry, limits: Limits())
    return try format(
      of: source, encoding: encoding(of: source), in: registry, option: "--from"
    ) { $0.reader != nil }
  }

  /// Unpacks what is read of an input that is compressed.
  ///
  /// - Throws: `ConversionError` when there is no memory to unpack it.
  static func unpack(
    _ source: ByteSource, with registry: FormatRegistry, limits: Limits
  ) throws(ConversionError) {
    let start = registry.codecs.isEmpty ? [] : try source.peek(FormatRegistry.signatureBytes)
    if let codec = registry.codec(startingWith: start) {
      try source.unpack(codec, limits: limits)
    }
  }

  /// What the first bytes look like: all of a small file, so that one letter in a code page is not
  /// missed, and of a pipe no more than has to be there.
  static func encoding(of source: ByteSource) throws(ConversionError) -> TextEncodingGuess {
    let count = source.expectedBytes == nil ? FormatRegistry.sampleBytes : 64 << 10
    let bytes: ArraySlice<UInt8>
    do throws(ConversionError) {
      bytes = try source.peek(count)
    } catch {
      // It comes again to the reader, who may know what to do.
      guard source.isDamaged else { throw error }
      return .text(.utf8)
    }
    return bytes.withUnsafeBufferPointer {
      TextEncoding.detect($0, isComplete: bytes.count < count)
    }
  }

  /// The format of an input among those that may be it.
  ///
  /// Where the input is compressed and damaged at its beginning the name says what it is.
  ///
  /// - Throws: `ConversionError` `input.empty`, `input.binary`, `input.unknown-encoding` and what
  ///   ``FormatRegistry/detect(_:name:)`` throws.
  static func format(
    of source: ByteSource, encoding: TextEncodingGuess, in registry: FormatRegistry,
    option: String, where isCandidate: (Format) -> Bool
  ) throws(ConversionError) -> Format {
    do throws(ConversionError) {
      return try format(
        byContentOf: source, encoding: encoding, in: registry, option: option, where: isCandidate)
    } catch {
      let path = String(registry.unpackedPath(of: source.name))
      let fileExtension = FormatRegistry.fileExtension(of: path)
      let named = registry.formats.filter {
        $0.extensions.contains(fileExtension) && isCandidate($0)
      }
      guard source.isDamaged, named.count == 1 else { throw error }
      return named[0]
    }
  }

  private static func format(
    byContentOf source: ByteSource, encoding: TextEncodingGuess, in registry: FormatRegistry,
    option: String, where isCandidate: (Format) -> Bool
  ) throws(ConversionError) -> Format {
    var bytes = try source.peek(FormatRegistry.sampleBytes)
    guard !bytes.isEmpty else {
      throw ConversionError(.emptyInput(option), at: SourceLocation(file: source.name))
    }
    let isComplete = bytes.count < FormatRegistry.sampleBytes
    let path = String(registry.unpackedPath(of: source.name))
    let fileExtension = FormatRegistry.fileExtension(of: path)
    if case .text(let encoding) = encoding, encoding != .utf8 {
      // What is no text may look like one, and begins with the mark of its format.
      let sample = ContentSample(
        bytes: bytes, isComplete: isComplete, fileExtension: fileExtension)
      for format in registry.formats where isCandidate(format) && format.sniff(sample) == .certain {
        if try format.reader?.make().readsText == false { return format }
      }
      var text: [UInt8] = []
      var transcoder = Transcoder(from: encoding)
      bytes.withUnsafeBufferPointer { transcoder.append($0, to: &text) }
      if isComplete { transcoder.finish(into: &text) }
      bytes = text[...]
    }
    if case .text(.utf8) = encoding, let likely = likelyEncoding(of: bytes, encoding, in: registry)
    {
      bytes = likely.decoded(bytes)[...]
    }
    let sample = ContentSample(
      bytes: bytes, isComplete: isComplete, fileExtension: fileExtension)
    do throws(ConversionError) {
      return try registry.detect(
        sample, name: source.name, option: option, where: isCandidate)
    } catch {
      if case .invalidUTF8 = encoding {
        // Bytes that are wrong in a text are for its reader to put right.
        var text: [UInt8] = []
        if let likely = likelyEncoding(of: bytes, encoding, in: registry) {
          text = likely.decoded(bytes)
        } else {
          var transcoder = Transcoder(from: .utf8)
          bytes.withUnsafeBufferPointer { transcoder.append($0, to: &text) }
        }
        let sample = ContentSample(
          bytes: text[...], isComplete: isComplete, fileExtension: fileExtension)
        let found = try? registry.detect(
          sample, name: source.name, option: option,
          where: { isCandidate($0) && ((try? $0.reader?.make().readsText) ?? false) == true })
        if let found { return found }
      }
      switch encoding {
      case .binary(let kind): throw ConversionError(.binary(kind), at: error.location)
      case .invalidUTF8(let offset):
        throw ConversionError(
          .unknownEncoding(offset), at: SourceLocation(file: source.name, byteOffset: offset))
      case .text: throw error
      }
    }
  }

  /// The encoding that bytes seem to be in which are in none of ``TextEncoding``.
  static func likelyEncoding(
    of bytes: ArraySlice<UInt8>, _ guess: TextEncodingGuess, in registry: FormatRegistry
  ) -> LegacyEncoding? {
    guard let likely = registry.likelyEncoding else { return nil }
    switch guess {
    case .text(.windows1252):
      // Letters of Central Europe are Western ones there.
      return likely(bytes).flatMap { $0.name == TextEncoding.windows1252.rawValue ? nil : $0 }
    case .text(.utf8): return LegacyEncoding.mayShift(bytes) ? likely(bytes) : nil
    case .text, .binary: return nil
    case .invalidUTF8: break
    }
    let isOther = bytes.withUnsafeBufferPointer { UTF8Validation.isMostlyIllFormed($0) }
    return isOther ? likely(bytes) : nil
  }
}
