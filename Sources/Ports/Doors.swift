public import Domain
public import Kernel

/// Signs what doors are told, with the one key of the house.
public protocol DoorSigner: Sendable {
    /// The 32 bytes that doors know the house by (Ed25519, RFC 8032).
    var publicKey: [UInt8] { get }
    /// - Throws: When there is no memory for it.
    func seal(_ word: DoorWord) throws -> [UInt8]
}

/// What the house tells a door.
public enum DoorWord: Equatable, Sendable {
    case snapshot(DoorSnapshot)
    case change(DoorChange)

    public var door: DoorID {
        switch self {
        case .snapshot(let snapshot): snapshot.door
        case .change(let change): change.door
        }
    }

    public var version: UInt64 {
        switch self {
        case .snapshot(let snapshot): snapshot.version
        case .change(let change): change.version
        }
    }
}

/// Opens what the house sealed, at a door.
public protocol DoorSealReader: Sendable {
    /// - Parameter sealed: From anybody.
    /// - Throws: ``DoorSealFailure``.
    func open(_ sealed: [UInt8]) throws(DoorSealFailure) -> DoorWord
}

/// Why a word is not believed. In this order.
public enum DoorSealFailure: Error, Equatable, Sendable {
    case unreadable
    /// Not signed with the house's key.
    case forged
}

/// Checks the cryptography of what somebody showed, and nothing else.
public protocol CredentialReader: Sendable {
    func read(_ text: String, by snapshot: DoorSnapshot?) -> PresentedKey
}

/// Who is told that keys or rights have moved, once that is on disk.
public protocol KeyFeed: Sendable {
    func keysMoved(to version: UInt64)
}

/// Which keys doors speak to the house with, kept durably and as digests only.
public protocol DoorKeyBook: Sendable {
    func doorKeys() throws(JournalFailure) -> [(digest: [UInt8], door: DoorID)]
    func addDoorKey(digest: [UInt8], of door: DoorID, at now: Instant) throws(JournalFailure)
    func removeDoorKeys(of door: DoorID) throws(JournalFailure)
}

/// The line from a door to its house.
public protocol HouseLine: Sendable {
    /// Waits for news.
    ///
    /// - Parameters:
    ///   - version: What the door decides from; 0: it has nothing.
    ///   - base: The snapshot that it keeps changes of.
    ///   - seconds: How long the house may wait before it says that nothing is new.
    /// - Returns: A sealed word, not believed yet.
    func news(
        after version: UInt64, base: UInt64, waitSeconds seconds: Int
    ) async throws(HouseLineFailure) -> [UInt8]

    /// Tells records, oldest first.
    ///
    /// - Returns: Up to which number the house has them, for ever.
    func tell(_ records: [DoorRecord]) async throws(HouseLineFailure) -> UInt64

    /// Up to which number the house has records of this door.
    func heard() async throws(HouseLineFailure) -> UInt64
}

/// Why the house did not answer as it should. It is asked again later, whatever it was.
public enum HouseLineFailure: Error, Equatable, Sendable {
    /// Nobody answers: the code of the library that asks.
    case away(Int)
    /// The house answered with a status other than 200: 401 when the key was taken back.
    case refused(Int)
    case unreadable
}
