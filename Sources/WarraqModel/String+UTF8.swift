/// What gives its UTF-8 where it lies.
package protocol UTF8Text {
  /// Gives the UTF-8 to `body`.
  func withUTF8Bytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result
}

extension String: UTF8Text {
  /// Gives the UTF-8 to `body` where it lies.
  ///
  /// `withUTF8` needs a copy of a constant, which costs two counts of references each time.
  @inlinable
  @inline(__always)
  package func withUTF8Bytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    var copy = self
    return copy.withUTF8(body)
  }
}

extension String {
  /// Whether the bytes occur in the text.
  package func hasASCII(_ needle: StaticString) -> Bool {
    needle.withUTF8Buffer { needle in
      withUTF8Bytes { ByteScan.first(needle, in: $0) != nil }
    }
  }

  /// A copy of bytes that are known to be UTF-8.
  ///
  /// Letters of ASCII alone are found out, so that the text is compared by its bytes later and not
  /// character by character.
  package init(validUTF8 bytes: UnsafeBufferPointer<UInt8>) {
    var span = UTF8Span(unchecked: bytes.span)
    _ = span.checkForASCII()
    self.init(copying: span)
  }
}
