import Foundation

/// Files that are there whole after a power cut, and entries that tell when they are not.
enum DoorFile {
    static let headByteCount = 8
    static let sumByteCount = 8
    /// The largest file that is read.
    static let byteCountMax = 256 << 20

    /// - Returns: `nil` when there is none.
    static func read(_ file: URL) throws(DoorDiskFailure) -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        guard let handle = FileHandle(forReadingAtPath: file.path),
            let data = try? handle.read(upToCount: byteCountMax + 1) ?? Data(),
            data.count <= byteCountMax
        else { throw .broken(errno) }
        return Array(data)
    }

    /// Replaces a file as a whole: sync, rename, sync the folder.
    static func replace(_ file: URL, with bytes: [UInt8]) throws(DoorDiskFailure) {
        let fresh = file.path + ".new"
        let descriptor = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .broken(errno) }
        let isWritten = write(bytes, to: descriptor, at: 0) && fsync(descriptor) == 0
        let failure = errno
        close(descriptor)
        guard isWritten else { throw .broken(failure) }
        guard rename(fresh, file.path) == 0 else { throw .broken(errno) }
        let folder = open(file.deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw .broken(errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .broken(errno) }
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32, at offset: Int) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
                let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }

    // MARK: Entries

    /// Count, content, sum. The sum is over the generation too: what is left of an older log in
    /// the same blocks is no entry of this one.
    static func framed(_ content: [UInt8], _ generation: UInt64) -> [UInt8] {
        Array(bytes(UInt64(content.count)).prefix(4)) + content
            + sum(bytes(generation) + content)
    }

    /// - Returns: An entry's content, and where the next begins; `nil` where none is whole.
    static func entry(
        _ log: [UInt8], at place: Int, _ generation: UInt64
    ) -> (content: ArraySlice<UInt8>, next: Int)? {
        guard place + 4 <= log.count else { return nil }
        let count = log[place..<(place + 4)].reversed().reduce(0) { $0 << 8 | Int($1) }
        let end = place + 4 + count + sumByteCount
        guard (1...DoorDisk.entryByteCountMax).contains(count), end <= log.count else {
            return nil
        }
        let content = log[(place + 4)..<(place + 4 + count)]
        guard sum(bytes(generation) + content) == Array(log[(end - sumByteCount)..<end]) else {
            return nil
        }
        return (content, end)
    }

    /// The first whole entry from a place on, wherever it begins. Linear: few places look like the
    /// beginning of one.
    static func firstEntry(
        _ log: [UInt8], from place: Int, _ generation: UInt64
    ) -> (content: ArraySlice<UInt8>, next: Int)? {
        var place = place
        while place + 4 + sumByteCount < log.count {
            if let entry = entry(log, at: place, generation) { return entry }
            place += 1
        }
        return nil
    }

    static func number(_ bytes: [UInt8], at place: Int) -> UInt64? {
        guard place + 8 <= bytes.count else { return nil }
        return bytes[place..<(place + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    static func bytes(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
    }

    /// Tells a torn write from a whole one; no guard against anybody (FNV-1a, 64 bits).
    static func sum(_ content: [UInt8]) -> [UInt8] {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in content { sum = (sum ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return bytes(sum)
    }
}
