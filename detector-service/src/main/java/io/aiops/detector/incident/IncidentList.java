package io.aiops.detector.incident;

import java.util.List;

import io.aiops.detector.json.Page;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** One page of incidents, and how many there are in all. */
@RegisterForReflection
public record IncidentList(List<Incident> incidents, Page.Info pagination) {}
