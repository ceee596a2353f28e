package io.aiops.ingest.discovery;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import io.aiops.ingest.source.Page;

/** Proposed detectors, the most telling first. */
@Schema(description = "Proposed detectors, the most telling first.")
public record ProposalList(List<DetectorProposal> suggestions, Page pagination) {}
