import type { Labels, Page, Severity } from './types';

export type WebhookKind = 'cloudevents' | 'alertmanager' | 'slack';

export interface WebhookFilter {
  detector_id: string | null;
  min_severity: Severity | null;
  labels: Labels;
}

/** What became of the tries to tell a webhook. */
export interface WebhookState {
  /** The last success. */
  last_delivery_at: string | null;
  /** HTTP status of the last try; null without an answer. */
  last_status: number | null;
  last_error: string | null;
  failing_since: string | null;
  /** Events that wait. */
  pending: number;
}

/** Somebody who is told what happens. The secret never comes, of the address only what may be seen. */
export interface Webhook {
  id: string;
  name: string;
  url: string;
  kind: WebhookKind;
  events: string[];
  filter: WebhookFilter;
  has_secret: boolean;
  enabled: boolean;
  created_at: string;
  updated_at: string;
  version: number;
  state: WebhookState;
}

/** What a person decides; an absent secret and an address as it is shown stay what they are. */
export interface WebhookInput {
  name: string;
  url: string;
  kind: WebhookKind;
  events: string[];
  filter: WebhookFilter;
  secret?: string;
  enabled: boolean;
}

export interface WebhookPage {
  webhooks: Webhook[];
  pagination: Page;
}

export interface WebhookTest {
  delivered: boolean;
  status: number | null;
  latency_ms: number;
  error: string | null;
}

/** One try to tell a webhook of an event. */
export interface WebhookAttempt {
  id: string;
  event_id: string;
  event_type: string;
  attempt: number;
  status: number | null;
  latency_ms: number;
  error: string | null;
  at: string;
  next_attempt_at: string | null;
}

export interface WebhookAttempts {
  deliveries: WebhookAttempt[];
}
