/** Log lines: templates mined from them while they stream by. */
package io.aiops.detector.model.log;
