extension FormatRegistry {
  /// The formats of this library, one line each.
  public static let standard = FormatRegistry([
    .newsMLG2
  ])
}
