package import WarraqModel

extension Record {
  /// The members of the object of JSON that the record is.
  ///
  /// - Parameter warnings: is given what was read, but not as it stands, also where the rest fails.
  /// - Throws: `ConversionError` `json.…` with its place for what is no JSON or no object.
  package func jsonMembers(
    maximumDepth: Int, warnings: inout [JSONWarning]
  ) throws(ConversionError) -> [ExtraMember] {
    do throws(JSONError) {
      return try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
        var cursor = try JSONCursor(bytes, maximumDepth: maximumDepth)
        defer { warnings = cursor.warnings }
        guard try cursor.peek() == UInt8(ascii: "{") else { throw cursor.wrongShape(.object) }
        let members = try cursor.members()
        try cursor.finish()
        return members
      }
    } catch {
      throw error.conversionError(in: self)
    }
  }

  /// The members of the object of JSON that a setting is.
  ///
  /// - Throws: `ConversionError` `json.…` with its place for what is no JSON or no object.
  package func jsonMembers() throws(ConversionError) -> [ExtraMember] {
    var warnings: [JSONWarning] = []
    return try jsonMembers(maximumDepth: 8, warnings: &warnings)
  }
}
