import Kernel

/// A number mixed so that each of its bits depends on all of what went in: the same everywhere.
///
/// One step of SplitMix64: Steele, Lea and Flood 2014, OOPSLA.
func mixed(_ number: UInt64, seed: UInt64) -> UInt64 {
    var first = SplitMix64(seed: number)
    var second = SplitMix64(seed: first.next() ^ seed)
    return second.next()
}
