import Testing
import TestSupport
import WarraqCore
import WarraqMarkup
import WarraqXML

struct XMLSchemaValidatorTests {
  private static let path = SharedFolder.path(
    "schemas/newsml-g2/NewsML-G2_2.35-spec-All-Power.xsd")

  private static let start = """
    <?xml version="1.0"?>
    <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="x" standard="NewsML-G2"
      standardversion="2.35"
    """
  private static let end = """
    >
      <itemMeta><itemClass/><provider/><versionCreated>2024-05-01T10:00:00Z</versionCreated></itemMeta>
    </newsItem>
    """

  @Test(.enabled(if: SharedFolder.isPresent))
  func `a valid document has no problems, an invalid one has a line`() throws {
    let validator = try XMLSchemaValidator(schemaPath: Self.path)
    #expect(validator.validate(Array((Self.start + Self.end).utf8)).isEmpty)
    let problems = validator.validate(
      Array((Self.start + " dir=\"auto\"" + Self.end).utf8), name: "a.xml")
    let problem = try #require(problems.first)
    #expect(problem.message.id == "xml.invalid")
    #expect(problem.location?.file == "a.xml")
    // Where the tag starts, not where it ends.
    #expect(problem.location?.line == 2)
    #expect(problem.location?.column == 1)
  }

  @Test(.enabled(if: SharedFolder.isPresent))
  func `a malformed document has a line and a column`() throws {
    let validator = try XMLSchemaValidator(schemaPath: Self.path)
    let problems = validator.validate(Array("<a>\n  <b></c>\n</a>".utf8), name: "a.xml")
    // What stands before the fault is checked too.
    #expect(problems.map(\.message.id) == ["xml.invalid", "xml.malformed"])
    #expect(problems.last?.location?.line == 2)
    #expect(problems.last?.location?.column != nil)
    #expect(validator.validate([]).map(\.message.id) == ["xml.malformed"])
  }

  @Test(.enabled(if: SharedFolder.isPresent))
  func `a document cannot name schemas or load files`() throws {
    let validator = try XMLSchemaValidator(schemaPath: Self.path)
    let located =
      Self.start + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
      + " xsi:schemaLocation=\"urn:x /etc/passwd\"" + Self.end
    #expect(validator.validate(Array(located.utf8)).isEmpty)
    let entity = "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>"
    #expect(!validator.validate(Array(entity.utf8)).contains { $0.message.text.contains("root:") })
  }

  @Test(.enabled(if: SharedFolder.isPresent))
  func `one validator serves many tasks`() async throws {
    let validator = try XMLSchemaValidator(schemaPath: Self.path)
    let good = Array((Self.start + Self.end).utf8)
    let bad = Array((Self.start + " dir=\"auto\"" + Self.end).utf8)
    await withTaskGroup { group in
      for index in 0..<64 {
        group.addTask {
          validator.validate(index % 2 == 0 ? good : bad).isEmpty == (index % 2 == 0)
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func `a missing schema is an error`() {
    #expect(throws: ConversionError.self) { try XMLSchemaValidator(schemaPath: "/nowhere.xsd") }
  }
}
