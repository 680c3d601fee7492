import Crypto
public import Foundation
public import Kernel
public import Ports

/// The folder that holds everything one house knows, locked for one process.
///
/// Beside it, not in it, lies the master key: who steals the folder reads nothing.
public final class DataDirectory: Sendable {  // A class: it holds the lock until it goes.
    public let folder: URL
    let masterKey: SymmetricKey
    private let lock: Int32

    /// - Parameters:
    ///   - folder: Made when it does not exist. Its owner alone may look into it from then on.
    ///   - keyFile: 32 random bytes; made when neither it nor the folder exists.
    /// - Throws: ``JournalFailure/inUse`` when another process holds the folder;
    ///   ``JournalFailure/unavailable(_:)`` with what to do.
    public init(folder: URL, keyFile: URL) throws(JournalFailure) {
        self.folder = folder
        // A first start that was cut short leaves no database: then there is nothing to lose yet.
        let isNew = !FileManager.default.fileExists(
            atPath: folder.appendingPathComponent("senang.db").path)
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unavailable("cannot make the data folder \(folder.path)")
        }
        try Self.keepToOwner(folder)
        let lock = open(
            folder.appendingPathComponent("lock").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw .unavailable("cannot write in \(folder.path)") }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw .inUse
        }
        self.lock = lock
        do {
            masterKey = try Self.masterKey(in: keyFile, mayMake: isNew)
        } catch {
            close(lock)
            throw error
        }
    }

    deinit { close(lock) }

    public var database: URL { folder.appendingPathComponent("senang.db") }

    /// Takes from everybody else what a folder that was there before lets them do.
    ///
    /// A folder that is another's, or where anybody may write as in /tmp, is left as it is.
    private static func keepToOwner(_ folder: URL) throws(JournalFailure) {
        var found = stat()
        guard stat(folder.path, &found) == 0 else { throw failure() }
        guard found.st_mode & 0o077 != 0 else { return }
        guard found.st_uid == geteuid(), found.st_mode & mode_t(S_ISVTX) == 0,
            chmod(folder.path, 0o700) == 0
        else {
            throw .unavailable(
                "others can look into \(folder.path). Choose a folder of your own, or run: chmod 700 \(folder.path)"
            )
        }
    }

    private static func masterKey(
        in file: URL, mayMake: Bool
    ) throws(JournalFailure) -> SymmetricKey {
        if let bytes = try? Data(contentsOf: file) {
            guard bytes.count == 32 else {
                throw .unavailable("\(file.path) is not a master key: it must have 32 bytes")
            }
            let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
            let rights = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
            guard rights & 0o077 == 0 else {
                throw .unavailable("others can read \(file.path); run: chmod 600 \(file.path)")
            }
            return SymmetricKey(data: bytes)
        }
        guard mayMake else {
            throw .unavailable(
                "the master key \(file.path) is missing; without it the data cannot be read. Put it back from where you keep it."
            )
        }
        let key = SymmetricKey(size: .bits256)
        do throws(JournalFailure) {
            try writeDurably(key.withUnsafeBytes { Data($0) }, to: file)
        } catch {
            throw .unavailable("cannot write the master key \(file.path)")
        }
        return key
    }

    /// Writes a file so that it is there, whole, after a power cut: sync, rename, sync the folder.
    ///
    /// - Parameter reserve: What must stay free on the disk.
    static func writeDurably(
        _ data: Data, to file: URL, beside reserve: DiskReserve? = nil
    ) throws(JournalFailure) {
        let fresh = file.appendingPathExtension("new")
        let descriptor = open(fresh.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
        if let reserve, !reserve.allot(data.count, to: descriptor) {
            close(descriptor)
            unlink(fresh.path)
            throw .diskFull
        }
        var written = 0
        while written < data.count {
            let count = data.withUnsafeBytes {
                write(descriptor, $0.baseAddress! + written, data.count - written)  // Not empty.
            }
            guard count > 0 else {
                let failure = failure()
                close(descriptor)
                unlink(fresh.path)
                throw failure
            }
            written += count
        }
        guard fsync(descriptor) == 0 else {
            close(descriptor)
            throw .broken(code: errno)
        }
        close(descriptor)
        guard rename(fresh.path, file.path) == 0 else { throw failure() }
        try syncFolder(of: file)
    }

    static func syncFolder(of file: URL) throws(JournalFailure) {
        let folder = open(file.deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw failure() }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .broken(code: errno) }
    }

    private static func failure() -> JournalFailure {
        errno == ENOSPC || errno == EDQUOT
            ? .diskFull : .unavailable(String(cString: strerror(errno)))
    }
}

/// Our clock: the machine's.
public struct SystemClock: Clock {
    public init() {}

    public var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
