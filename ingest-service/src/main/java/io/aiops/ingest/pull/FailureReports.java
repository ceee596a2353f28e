package io.aiops.ingest.pull;

import org.jboss.logging.Logger;

import io.aiops.ingest.delivery.DetectorClient;
import io.aiops.ingest.delivery.LeasedPull;
import io.aiops.ingest.source.FailureCode;

/** Logs and reports the failures of one pull, once for each change. */
final class FailureReports {

  private static final Logger LOG = Logger.getLogger(FailureReports.class);

  private final DetectorClient client;
  private String logged = "";
  private String reported = "";

  FailureReports(DetectorClient client) {
    this.client = client;
  }

  /** The source gave no points, or none that detector-service takes. */
  void source(LeasedPull pull, FailureCode code, String message) {
    log(pull, code.text(), message);
    String failure = code + " " + message;
    if (!failure.equals(reported) && client.fail(pull, code, message)) {
      reported = failure;
    }
  }

  /** Points could not be delivered: nobody to report to, so it is only logged. */
  void delivery(LeasedPull pull, String message) {
    log(pull, "delivery", message);
  }

  /** A batch was delivered, which clears the failure on the other side as well. */
  void clear(LeasedPull pull) {
    if (!logged.isEmpty()) {
      LOG.infof("Points are delivered again. pull=%s source=%s", pull.id(), pull.source());
    }
    logged = "";
    reported = "";
  }

  private void log(LeasedPull pull, String code, String message) {
    String failure = code + " " + message;
    if (!failure.equals(logged)) {
      LOG.warnf(
          "A pull makes no progress: %s pull=%s source=%s code=%s",
          message, pull.id(), pull.source(), code);
      logged = failure;
    }
  }
}
