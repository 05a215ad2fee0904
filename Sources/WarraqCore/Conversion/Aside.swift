internal import Dispatch
internal import Synchronization

/// Work that goes on beside what its owner does.
///
/// ```swift
/// let lists = Aside { () throws(ConversionError) in try packedLists() }
/// ...
/// for list in try lists.value() { ... }
/// ```
package final class Aside<Value: Sendable>: Sendable {
  private let group = DispatchGroup()
  private let result = Mutex<Result<Value, ConversionError>?>(nil)

  /// Starts the work on another thread.
  package init(_ work: @escaping @Sendable () throws(ConversionError) -> Value) {
    DispatchQueue.global().async(group: group) { [self] in
      let done = Result { () throws(ConversionError) in try work() }
      result.withLock { $0 = done }
    }
  }

  /// Waits for the work.
  ///
  /// - Throws: what the work throws.
  package func value() throws(ConversionError) -> Value {
    group.wait()
    guard let done = result.withLock({ $0 }) else {
      preconditionFailure("the work left its group without a result")
    }
    return try done.get()
  }
}
