internal import WarraqCommand

@main
struct Main {
  static func main() async {
    await WarraqCommand.start()
  }
}
