/** Root of detector-service. */
package io.aiops.detector;
