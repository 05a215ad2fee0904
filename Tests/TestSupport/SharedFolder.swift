public import Foundation

/// The folder of official schemas and real files that lies beside the project.
///
/// Tests that need it are enabled only where it is, so that a run without it reports them as
/// skipped.
public enum SharedFolder {
  /// The folder, `nil` where there is none: `WARRAQ_SHARED`, else `../shared` beside the package.
  public static let url: URL? = {
    let named = ProcessInfo.processInfo.environment["WARRAQ_SHARED"].map { URL(filePath: $0) }
    let url = named ?? packageRoot.deletingLastPathComponent().appending(path: "shared")
    return FileManager.default.fileExists(atPath: url.path) ? url : nil
  }()

  /// Whether it is there.
  public static var isPresent: Bool { url != nil }

  /// The root of the package.
  public static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The path of a file in it; the path itself where there is no folder.
  public static func path(_ path: String) -> String {
    url?.appending(path: path).path ?? path
  }

  /// The bytes of a file in it.
  public static func bytes(_ path: String) throws -> [UInt8] {
    guard let url else { throw CocoaError(.fileNoSuchFile) }
    return Array(try Data(contentsOf: url.appending(path: path)))
  }

  /// The bytes of every file in a folder of it, in the order of their names.
  public static func files(_ folder: String) throws -> [[UInt8]] {
    guard let url else { throw CocoaError(.fileNoSuchFile) }
    let path = url.appending(path: folder)
    return try FileManager.default.contentsOfDirectory(atPath: path.path).sorted().map {
      Array(try Data(contentsOf: path.appending(path: $0)))
    }
  }
}
