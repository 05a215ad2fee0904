import Foundation
import TestSupport
import Testing
import WarraqCore

/// The JSON Schema of what the command reports.
struct ReportSchemaTests {
  private func breaches(_ text: String) throws -> [JSONSchema.Breach] {
    let path = SharedFolder.packageRoot.appending(
      path: "Sources/WarraqCommand/diagnostics.schema.json")
    let schema = try JSONSchema(
      Array(try Data(contentsOf: path)), name: "diagnostics.schema.json")
    let node = try Array(text.utf8).withUnsafeBufferPointer {
      try JSONNode($0, maximumDepth: 256)
    }
    return schema.breaches(of: node)
  }

  @Test(arguments: [
    #"{"id": "input.unreadable", "severity": "error", "message": "m", "file": "none.json"}"#,
    #"{"id": "a.b-c", "severity": "note", "message": "m", "output": "o.csv", "file": "x", "line": 1, "column": 1, "byteOffset": 0}"#,
    #"{"inputs": [], "errors": 0, "warnings": 0, "notes": 0, "skipped": {".pdf": 1}, "valid": true}"#,
  ])
  func `the schema takes what the command writes`(text: String) throws {
    #expect(try breaches(text).isEmpty)
  }

  @Test(arguments: [
    #"{"code": "input.unreadable", "input": "none.json", "message": "m"}"#,
    #"{"id": "a.b", "severity": "fatal", "message": "m"}"#,
    #"{"inputs": [{"file": "x", "findings": [{"rule": "a.b"}]}], "errors": 0, "warnings": 0, "notes": 0, "skipped": {}, "valid": true}"#,
  ])
  func `the schema refuses other names`(text: String) throws {
    #expect(try !breaches(text).isEmpty)
  }

  @Test func `a report, its errors and findings are as the schema says`() throws {
    let folder = try TemporaryFolder()
    try folder.write("bad\n{\"titel\": \"a\"}\n", to: "in/x.jsonl")
    try folder.write("x", to: "in/x.pdf")
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.currentDirectoryURL = URL(filePath: folder.root)
    process.arguments = [
      "-c",
      """
      "$1" in -o x.csv -o x.jsonl -q --report report.json --errors errors.jsonl 2>/dev/null
      "$1" validate in --json > findings.json; true
      """, "sh", CommandTests.products.appending(path: "warraq").path,
    ]
    try process.run()
    process.waitUntilExit()
    for name in ["report.json", "errors.jsonl", "findings.json"] {
      let text = try String(contentsOfFile: folder.path(name), encoding: .utf8)
      #expect(!text.isEmpty)
      let found = try breaches(text)
      #expect(found.isEmpty, "\(name): \(found)")
    }
  }
}
