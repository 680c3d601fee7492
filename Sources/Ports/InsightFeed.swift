public import Domain

/// Who is told about whom something moved that measures over all people rest on: wishes, leave,
/// names. Once it is on disk.
public protocol InsightFeed: Sendable {
    /// Called on the sequencer's thread: it must not wait. May name some of whom nothing moved.
    func moved(_ about: [RecordSubject])
    /// Something moved that touches everybody.
    func movedForAll()
}
