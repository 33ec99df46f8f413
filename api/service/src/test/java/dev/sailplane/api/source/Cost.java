package dev.sailplane.api.source;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a call took of this thread: time on a processor, so that a busy machine does not count, and memory allocated.
 */
record Cost(double seconds, long bytes) {
    static Cost of(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long nanoseconds = threads.getCurrentThreadCpuTime();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        call.run();
        return new Cost(
                (threads.getCurrentThreadCpuTime() - nanoseconds) / 1e9,
                threads.getCurrentThreadAllocatedBytes() - bytes);
    }
}
