import Domain
public import Ports
import Synchronization

/// The keys that doors speak to the house with: shown once, kept as digests.
public final class DoorKeyring: Sendable {  // A class: all requests look at one table.
    private let book: any DoorKeyBook
    private let credentials: any Credentials
    private let clock: any Clock
    private let doors: Mutex<[[UInt8]: DoorID]>

    /// - Throws: ``JournalFailure`` when the book cannot be read.
    public init(
        _ book: any DoorKeyBook, credentials: any Credentials, clock: any Clock
    ) throws(JournalFailure) {
        var known: [[UInt8]: DoorID] = [:]
        for (digest, door) in try book.doorKeys() { known[digest] = door }
        self.book = book
        self.credentials = credentials
        self.clock = clock
        doors = Mutex(known)
    }

    func door(key: String) -> DoorID? {
        let digest = credentials.digest(key)
        return doors.withLock { $0[digest] }
    }

    func hasKey(of door: DoorID) -> Bool {
        doors.withLock { $0.values.contains(door) }
    }

    func makeKey(of door: DoorID) throws(JournalFailure) -> String {
        let key = "sk_door_" + credentials.makeSecret()
        let digest = credentials.digest(key)
        try book.addDoorKey(digest: digest, of: door, at: clock.now)
        doors.withLock { $0[digest] = door }
        return key
    }

    func revoke(_ door: DoorID) throws(JournalFailure) {
        try book.removeDoorKeys(of: door)
        doors.withLock { doors in doors = doors.filter { $0.value != door } }
    }
}
