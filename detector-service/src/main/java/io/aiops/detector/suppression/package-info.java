/**
 * Maintenance windows and silencing rules: which anomalies are kept from people for a while. They
 * are found and recorded all the same.
 */
package io.aiops.detector.suppression;
