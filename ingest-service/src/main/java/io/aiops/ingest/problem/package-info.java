/** Errors as problem+json. */
package io.aiops.ingest.problem;
