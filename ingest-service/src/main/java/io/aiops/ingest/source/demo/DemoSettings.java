package io.aiops.ingest.source.demo;

import java.time.Instant;

/**
 * What a simulated shop depends on.
 *
 * @param seed another one makes another noise and another order of incidents
 * @param incidentsFrom the time before is calm; the first incident comes a minute later
 */
public record DemoSettings(long seed, Instant incidentsFrom) {}
