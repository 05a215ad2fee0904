extension String {
  /// Whether two tags name one language, whatever the region.
  func isSameLanguage(as other: String) -> Bool {
    func primary(_ tag: String) -> String {
      tag.split { $0 == "-" || $0 == "_" }.first.map { $0.lowercased() } ?? ""
    }
    return primary(self) == primary(other)
  }
}
