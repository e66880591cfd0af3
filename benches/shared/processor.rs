//! Time on the processor.

use std::time::Instant;

/// Seconds that this thread was on a processor: other work on the machine does not count. Where the system does
/// not tell, seconds since `began`.
pub fn cpu_seconds(began: Instant) -> f64 {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|stat| stat.split(' ').next()?.parse::<f64>().ok())
        .map_or_else(|| began.elapsed().as_secs_f64(), |nanos| nanos / 1e9)
}
