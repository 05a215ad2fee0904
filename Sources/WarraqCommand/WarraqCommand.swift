public import ArgumentParser
internal import CMalloc
internal import Warraq

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The command `warraq`.
public struct WarraqCommand: AsyncParsableCommand {
  /// What the help says.
  public static let configuration = CommandConfiguration(
    commandName: "warraq",
    abstract:
      "Convert news articles between the formats they arrive in and the formats readers need.",
    discussion: """
      EXAMPLES
        One story as canonical JSON, on standard output:
          warraq story.txt --to json
        A folder of stories as one EPUB (the extension names the format):
          warraq stories/ -o week.epub
        One NewsML-G2 file a story:
          warraq stories.jsonl --to newsml --split 'out/{date}/{slug}.xml'
        A table for a spreadsheet:
          warraq stories.jsonl -o stories.csv --columns id,published,headline --bom
        From a pipe to a pipe:
          zcat all.json.gz | warraq - --from json --to jsonl | wc -l
        What is in a story, and what an EPUB of it would lose:
          warraq inspect story.txt --to epub
        What is wrong with what an agency sent:
          warraq validate incoming/ --strict

      'warraq formats' lists the formats. 'warraq help WORD' explains a command, a
      format, an option, a rule, 'patterns', 'environment' or 'exit-status'; 'warraq
      help convert' lists all options.
      """,
    version: Version.current,
    subcommands: [
      ConvertCommand.self, ValidateCommand.self, FormatsCommand.self, InspectCommand.self,
      ColumnsCommand.self, CompletionsCommand.self,
    ],
    defaultSubcommand: ConvertCommand.self)

  /// Makes the command.
  public init() {}

  /// Runs the command with the arguments of the process, and ends the process.
  public static func start() async {
    Surroundings.keepStandardDescriptors()
    let line: CommandLineWords
    do throws(ConversionError) {
      guard let taken = try taken(Surroundings.arguments) else { return }
      line = taken
    } catch {
      guard error.message.id.hasPrefix("usage.") else {
        Terminal().show(error.diagnostic)
        exit(withError: ExitStatus.failed.code)
      }
      Terminal().complain(error)
      exit(withError: ExitStatus.usage.code)
    }
    keepMemory()
    leaveTimeZone()
    do {
      var command = try command(of: line)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      complain(error)
    }
  }

  /// The command of a line.
  ///
  /// The parser is given the command alone, not the tree of all: it would make the options of the
  /// default command twice and those of completion scripts as well, a tenth of a short run. Only help
  /// and versions are of the tree.
  private static func command(of line: CommandLineWords) throws -> any ParsableCommand {
    let options = line.words.prefix { $0 != "--" }
    guard line.command != .help, !options.contains(where: ["-h", "--help", "--version"].contains)
    else { return try parseAsRoot(line.words) }
    let isNamed = line.words.first == line.command.rawValue
    return try line.command.type.parseAsRoot(Array(line.words.dropFirst(isNamed ? 1 : 0)))
  }

  /// The words as the parser takes them; `nil` when there is nothing left to do.
  private static func taken(_ arguments: [String]) throws(ConversionError) -> CommandLineWords? {
    switch arguments.first {
    case nil:
      Terminal().show(HelpTopic.usage)
      exit(withError: ExitStatus.usage.code)
    case "--version" where arguments.count == 1: try Surroundings.print(Version.current + "\n")
    case "help" where !arguments.dropFirst().contains { $0.hasPrefix("-h") || $0 == "--help" }:
      try Surroundings.print(HelpTopic.text(for: arguments.dropFirst()))
    default: return try CommandLineWords(arguments)
    }
    return nil
  }

  /// Ends the process with an error, in the words of this command where the parser has its own.
  private static func complain(_ error: any Error) -> Never {
    guard !(error is ExitCode), exitCode(for: error) == .validationFailure else {
      if !(error is ExitCode), exitCode(for: error) == .success {
        // Help that was asked for has to arrive as any other answer.
        let help = fullMessage(for: error) + "\n"
        let isPrinted = (try? Surroundings.answer { help }) != nil
        exit(withError: isPrinted ? nil : ExitStatus.failed.code)
      }
      exit(withError: error)
    }
    var text = message(for: error)
    if text.hasSuffix(".") { text.removeLast() }
    text = text.prefix(1).lowercased() + text.dropFirst().replacing(". Please", with: "; please")
    Terminal().complain(ConversionError(Diagnostic.Message(id: "usage.arguments", text: text)))
    exit(withError: ExitStatus.usage.code)
  }

  /// Has the C library take UTC for the zone of this machine.
  ///
  /// Before 1.8, libzip takes the time of an entry through the local zone and back, which moves a
  /// time that the zone leaves out in spring, and looks for the file of the zone at each entry.
  private static func leaveTimeZone() {
    setenv("TZ", "UTC0", 1)
  }

  /// Has the memory of a batch kept for the next one. By default glibc gives blocks of that size back
  /// to the system each time: a tenth of the time of a conversion went into getting them again.
  private static func keepMemory() {
    warraq_keep_memory(64 << 20)
  }
}

/// The version of the command and the library.
package enum Version {
  package static let current = "0.1.0"
  /// The day of the version, as manual pages name it.
  package static let date = "2026-11-29"
}
