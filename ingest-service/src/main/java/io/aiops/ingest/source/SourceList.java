package io.aiops.ingest.source;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Sources, in the order of their names. */
@Schema(description = "Sources, in the order of their names.")
public record SourceList(List<SourceView> sources, Page pagination) {}
