import Warraq

/// Runs one fuzz target, named by the environment variable `WARRAQ_FUZZ_TARGET`.
///
/// The arguments are libFuzzer's: options such as `-max_total_time=60`, then folders of inputs. With
/// `--targets` alone it prints the names of the targets.
@main
enum Main {
  static func main() {
    if CommandLine.arguments.dropFirst().first == "--targets" {
      for name in Target.names { print(name) }
      return
    }
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = runFuzzer(&count, &arguments) { bytes, count in
      Target.chosen.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
      return 0
    }
  }
}

/// The driver of libFuzzer (`LLVMFuzzerRunDriver`), which takes over the arguments and returns when
/// it has run out of time or inputs.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: inout CInt, _ arguments: inout UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
