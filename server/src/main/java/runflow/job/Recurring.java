package runflow.job;

import java.time.Duration;

/** Work that one node of all does at a fixed pace. */
public record Recurring(String name, Duration interval, Runnable work) {}
