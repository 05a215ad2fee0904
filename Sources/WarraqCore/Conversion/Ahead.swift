internal import Dispatch
internal import Synchronization

/// Values that are made on other threads, a little ahead of the one who takes them in order.
///
/// ```swift
/// let pages = Ahead(count: 300, jobs: 2) { number throws(ConversionError) in try page(number) }
/// for _ in 0..<300 { try write(pages.next()) }
/// ```
///
/// Whoever takes them makes some too rather than wait, so of one job all are made there. What is not
/// taken is not made, but for the few that are ahead.
package final class Ahead<Value: Sendable>: Sendable {
  private struct State {
    var started = 0
    /// How many are being made on other threads.
    var running = 0
    var taken = 0
    var results: [Int: Result<Value, ConversionError>] = [:]
  }

  /// What is to do for the next value.
  private enum Step {
    case take(Result<Value, ConversionError>)
    case make(Int)
    case wait
  }

  private let count: Int
  private let jobs: Int
  private let maker: @Sendable (Int) throws(ConversionError) -> Value
  private let state = Mutex(State())
  private let progress = DispatchSemaphore(value: 0)

  /// How many values may be made and not taken.
  private var room: Int { 4 * jobs }

  /// Starts the work on `count` values, which have the numbers from 0 on.
  ///
  /// - Parameter jobs: how many threads do it, that of whoever takes the values among them.
  package init(
    count: Int, jobs: Int, _ maker: @escaping @Sendable (Int) throws(ConversionError) -> Value
  ) {
    self.count = count
    self.jobs = max(jobs, 1)
    self.maker = maker
    startOthers()
  }

  /// The next value.
  ///
  /// - Precondition: there is one.
  /// - Throws: what the making of the value throws.
  package func next() throws(ConversionError) -> Value {
    while true {
      let step: Step = state.withLock { state in
        precondition(state.taken < count, "all values are taken")
        if let result = state.results.removeValue(forKey: state.taken) {
          state.taken += 1
          return .take(result)
        }
        return claim(&state).map { .make($0) } ?? .wait
      }
      switch step {
      case .take(let result):
        startOthers()
        return try result.get()
      case .make(let number): make(number, isElsewhere: false)
      case .wait: progress.wait()
      }
    }
  }

  /// Claims the number of the next value that no worker makes yet.
  private func claim(_ state: inout State) -> Int? {
    guard state.started < min(count, state.taken + room) else { return nil }
    state.started += 1
    return state.started - 1
  }

  private func startOthers() {
    while true {
      let number: Int? = state.withLock { state in
        guard state.running < jobs - 1, let number = claim(&state) else { return nil }
        state.running += 1
        return number
      }
      guard let number else { return }
      DispatchQueue.global().async { [self] in
        make(number, isElsewhere: true)
        progress.signal()
        startOthers()
      }
    }
  }

  private func make(_ number: Int, isElsewhere: Bool) {
    let result = Result { () throws(ConversionError) in try maker(number) }
    state.withLock { state in
      state.results[number] = result
      if isElsewhere { state.running -= 1 }
    }
  }
}
