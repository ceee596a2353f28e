package io.aiops.detector.detector;

import java.util.List;

import io.aiops.detector.json.Page;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** One page of detectors, and how many there are in all. */
@RegisterForReflection
public record DetectorList(List<Detector> detectors, Page.Info pagination) {}
