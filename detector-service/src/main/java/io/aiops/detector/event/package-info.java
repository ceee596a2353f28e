/** The outbox: events as they are stored, who is told about them, and the telling. */
package io.aiops.detector.event;
