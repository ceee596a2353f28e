/** How long anomalies, incidents and jobs are kept after they have ended. */
package io.aiops.detector.retention;
