/// Names the files that lie beside a target until it is complete.
///
/// Two targets never share such a file: its name holds the whole name of the target, or a digest of
/// it where the system allows no name that long.
package struct UnfinishedFile {
  /// The folder of the target with its slash; empty for the current folder.
  package let folder: String
  private let name: String

  /// The longest name of a file in bytes, on the file systems in use.
  private static let maximumNameBytes = 255

  /// Names the files beside a target.
  package init(target: String) {
    // Bytes, as a combining mark and the slash before it are one character.
    let start = target.utf8.lastIndex(of: UInt8(ascii: "/")).map(target.utf8.index(after:))
    folder = String(decoding: target.utf8[..<(start ?? target.startIndex)], as: UTF8.self)
    name = String(decoding: target.utf8[(start ?? target.startIndex)...], as: UTF8.self)
  }

  /// The path of the file with an ending of its own.
  package func path(ending: String) -> String {
    let whole = ".\(name).warraq-\(ending)"
    guard whole.utf8.count > Self.maximumNameBytes else { return folder + whole }
    // The ending differs as well, so that no shorter name can be equal.
    let tail = ".\(SHA1.hexadecimal(of: Array(name.utf8))).warraq-digest-\(ending)"
    var head = name
    while 1 + head.utf8.count + tail.utf8.count > Self.maximumNameBytes { head.removeLast() }
    return "\(folder).\(head)\(tail)"
  }
}
