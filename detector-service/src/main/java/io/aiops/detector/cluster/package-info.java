/** Which replica does what: leases, and the way of a call to the owner. */
package io.aiops.detector.cluster;
