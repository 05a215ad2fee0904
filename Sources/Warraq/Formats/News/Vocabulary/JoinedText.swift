extension String? {
  /// Appends a text to the one that is there, in its place: copying each time what was joined before would
  /// take quadratic time.
  mutating func join(_ text: String, by separator: String) {
    guard self != nil else {
      self = text
      return
    }
    self?.append(separator)
    self?.append(text)
  }
}
