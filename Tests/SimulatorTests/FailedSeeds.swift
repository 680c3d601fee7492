/// Seeds that once failed: they run for ever.
let failedSeeds: [UInt64] = [132]
