package io.aiops.detector.webhook;

import java.util.List;

/**
 * The body of a call that makes or replaces a webhook.
 *
 * @param url http or https, without user info and fragment
 * @param events types of events; by default the beginning and end of anomalies and incidents
 * @param secret {@code whsec_} and the base64 of 24 to 64 bytes; where it is absent the present one
 *     stays, the empty text takes it away
 * @param enabled by default true
 */
record WrittenWebhook(
    String name,
    String url,
    Kind kind,
    List<String> events,
    EventFilter filter,
    String secret,
    boolean enabled) {}
