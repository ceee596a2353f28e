package io.aiops.detector.webhook;

import java.net.URI;

/**
 * A request to be posted.
 *
 * @param id the same at every try, so that who gets it twice can tell
 */
record Message(String id, URI target, String contentType, String body) {}
