/** Users' webhooks: who is told of what, in which words, and what became of it. */
package io.aiops.detector.webhook;
