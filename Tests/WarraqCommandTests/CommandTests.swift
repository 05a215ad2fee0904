import Foundation
import TestSupport
import Testing

/// Runs the examples in `Tests/Commands`: prose, and blocks of what is typed and what comes back.
///
/// In a block, `% ` starts a command, the lines up to `^D` are its standard input, `2> ` is a line of
/// standard error (with `0.0 s` for the seconds of a run), `=> ` the exit code; all else is standard output. `$TMP` is an empty folder that
/// the commands of one file share; commands run in the root of the package.
struct CommandTests {
  private static let folder = SharedFolder.packageRoot.appending(path: "Tests/Commands")

  /// Where the command was built: the folder that holds the tests.
  static let products: URL = {
    for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
      return bundle.bundleURL.deletingLastPathComponent()
    }
    return URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  }()

  static let files: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted()
  }()

  @Test(arguments: files)
  func `the command does what its examples say`(file: String) throws {
    let text = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
    let cases = CommandCase.cases(in: text)
    #expect(!cases.isEmpty, "\(file) has no example")
    let temporary = try TemporaryFolder()
    for example in cases {
      let result = try example.run(in: temporary.root)
      #expect(
        result == example.expected, "\(file):\(example.line): % \(example.command)")
    }
  }
}

/// One example: a command and what it is to give.
private struct CommandCase {
  struct Outcome: Equatable {
    var output = ""
    var errors = ""
    var status: Int32 = 0
  }

  var line: Int
  var command: String
  var input = ""
  var expected = Outcome()

  static func cases(in text: String) -> [CommandCase] {
    var cases: [CommandCase] = []
    var isInBlock = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") {
        isInBlock.toggle()
      } else if isInBlock {
        if line.hasPrefix("% ") {
          cases.append(CommandCase(line: index + 1, command: String(line.dropFirst(2))))
        } else if var last = cases.popLast() {
          if line == "^D" {
            last.input = last.expected.output
            last.expected.output = ""
          } else if line.hasPrefix("2> ") {
            last.expected.errors += line.dropFirst(3) + "\n"
          } else if line.hasPrefix("=> ") {
            last.expected.status = Int32(line.dropFirst(3)) ?? -1
          } else {
            last.expected.output += line + "\n"
          }
          cases.append(last)
        }
      }
    }
    return cases
  }

  func run(in temporary: String) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = SharedFolder.packageRoot
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = "\(CommandTests.products.path):\(environment["PATH"] ?? "/usr/bin:/bin")"
    environment["TMP"] = temporary
    environment["SOURCE_DATE_EPOCH"] = "1704067200"
    environment["COLUMNS"] = "80"
    // Whoever runs the tests may want no colours; the examples say what they want.
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] { environment[name] = nil }
    process.environment = environment
    let (output, errors, input) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = input
    try process.run()
    input.fileHandleForWriting.write(Data(self.input.utf8))
    try input.fileHandleForWriting.close()
    let outputData = output.fileHandleForReading.readDataToEndOfFile()
    let errorData = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    func text(_ data: Data) -> String {
      var text = String(decoding: data, as: UTF8.self)
        .replacingOccurrences(of: temporary, with: "$TMP")
      if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
      return text
    }
    // How long a run took is the one thing that no two runs share.
    let seconds = #/, \d+\.\d s$/#.anchorsMatchLineEndings()
    return Outcome(
      output: text(outputData), errors: text(errorData).replacing(seconds, with: ", 0.0 s"),
      status: process.terminationStatus)
  }
}
