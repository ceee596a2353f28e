/**
 * Incidents: anomalies of several series that start together and share labels, with what probably
 * caused them.
 */
package io.aiops.detector.incident;
