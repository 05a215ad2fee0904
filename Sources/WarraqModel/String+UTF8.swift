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
