package io.aiops.detector.webhook;

import java.util.List;

import io.aiops.detector.json.Page;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** One page of webhooks, and how many there are in all. */
@RegisterForReflection
public record WebhookList(List<ShownWebhook> webhooks, Page.Info pagination) {}
