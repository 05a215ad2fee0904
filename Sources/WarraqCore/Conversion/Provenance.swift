internal import WarraqModel

/// Has every article say where it was read, in ``Article/input``.
public struct Provenance: Hashable, Sendable {
  /// Folders: the names of the inputs below them are relative to the nearest.
  public var folders: Set<String>

  /// Makes one.
  public init(folders: Set<String> = []) {
    self.folders = folders
  }

  /// Makes one for the words of a command line: the folders among them, those that files lie in, and
  /// the folders of patterns before their first special character.
  package init(words: [String]) {
    folders = []
    for word in words {
      if Folders.exists(word) {
        folders.insert(word.hasSuffix("/") ? String(word.dropLast()) : word)
      } else if PathPattern.isPattern(word), Input.file(word).isMissing {
        folders.formUnion(BraceExpansion.alternatives(of: word).map { PathPattern($0).fixedFolder })
      } else {
        folders.insert(LocalFile.folder(of: word))
      }
    }
  }

  func place(of record: Record) -> InputPlace {
    InputPlace(
      name: name(of: record.file).displayedPath, record: record.number,
      byteOffset: record.packedOffset ?? record.byteOffset)
  }

  private func name(of path: String) -> String {
    var end = path.endIndex
    while let slash = path[..<end].lastIndex(of: "/") {
      let folder = slash == path.startIndex ? "/" : String(path[..<slash])
      if folders.contains(folder) { return String(path[path.index(after: slash)...]) }
      end = slash
    }
    return path
  }
}
