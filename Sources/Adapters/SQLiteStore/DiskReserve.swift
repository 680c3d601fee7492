import Foundation
import Synchronization

/// Room kept free for what was let in already and for staff's doings: a file that is deleted when
/// the disk is full. Signals and snapshots are turned away before that.
final class DiskReserve: Sendable {  // A class: the reserve is used up once.
    /// What the reserve holds on a disk that is large enough.
    static let byteCountMax: Int64 = 64 << 20

    private let folder: URL
    private let byteCount: Int64
    private let asked: Mutex<(at: UInt64, free: Int64)>

    init(_ folder: URL) {
        self.folder = folder
        var disk = statvfs()
        let total =
            statvfs(folder.path, &disk) == 0 ? Int64(disk.f_blocks) * Int64(disk.f_frsize) : 0
        byteCount = min(Self.byteCountMax, total / 20)
        asked = Mutex((0, 0))
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        // Without room for it there is no reserve now; `hasRoom` is false then, and says so.
        _ = posix_fallocate(descriptor, 0, off_t(byteCount))
        close(descriptor)
    }

    private var file: URL { folder.appendingPathComponent("reserve") }

    /// Whether so many bytes of signals fit beside as much again as the reserve. They are written
    /// twice, to the log and to the database. The disk is asked ten times a second at most; what is
    /// let in meanwhile is taken off.
    func hasRoom(for wanted: Int) -> Bool {
        let cost = Int64(2 * wanted) + 65_536
        return asked.withLock { take(cost, from: &$0) }
    }

    /// Gives a file that can wait its room on the disk, beside as much again as the reserve. No
    /// signal is let in for that room from then on.
    ///
    /// - Returns: `false` when there is none, or when the disk refuses.
    func allot(_ byteCount: Int, to descriptor: Int32) -> Bool {
        asked.withLock { asked in
            take(Int64(byteCount), from: &asked)
                && posix_fallocate(descriptor, 0, off_t(byteCount)) == 0
        }
    }

    private func take(_ cost: Int64, from asked: inout (at: UInt64, free: Int64)) -> Bool {
        let now = DispatchTime.now().uptimeNanoseconds
        if now &- asked.at >= 100_000_000 {
            var disk = statvfs()
            let isKnown = statvfs(folder.path, &disk) == 0
            asked.free = isKnown ? Int64(disk.f_bavail) * Int64(disk.f_frsize) : .max / 2
            asked.at = now
        }
        guard asked.free - cost > byteCount else { return false }
        asked.free -= cost
        return true
    }

    /// Gives the reserve back to the disk.
    ///
    /// - Returns: `false` when it was given back before.
    func release() -> Bool { unlink(file.path) == 0 }
}
