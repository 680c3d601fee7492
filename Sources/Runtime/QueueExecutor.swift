import Dispatch

/// Runs an actor on a thread queue of its own, so that it may wait for the disk without holding
/// one of the few threads that all requests share. A class because an executor is an identity.
final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) { queue = DispatchQueue(label: label) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
