findings-title = What was found
findings-intervals = In brackets: 95 % intervals; n is what a figure rests on.
finding-answered = By { $channel }, { $share } of the enquiries to all companies were answered.
finding-median = By { $channel }, half of the enquiries delivered were answered within { $median }.
finding-no-median = By { $channel }, fewer than half of the enquiries delivered were answered while they were observed (n = { $n }).
finding-consistent = { $share } of the companies gave the same answer on every channel.
