/// Seeds that once failed: they run for ever.
let failedSeeds: [UInt64] = [132, 99, 155, 1424, 1538]
