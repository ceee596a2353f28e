/** What people say of anomalies, and what that changes in what is known about their entities. */
package io.aiops.detector.feedback;
