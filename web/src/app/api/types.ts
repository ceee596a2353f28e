/** Shapes of the public REST API; times are RFC 3339 in UTC. */

export type DetectorStatus = 'created' | 'training' | 'running' | 'stopped' | 'failed';
export type HealthState = 'healthy' | 'degraded' | 'stale' | 'unhealthy';
export type Severity = 'low' | 'medium' | 'high' | 'critical';
export type AnomalyState = 'open' | 'resolved';
export type ModelType =
  | 'auto'
  | 'statistical'
  | 'seasonal'
  | 'isolation_forest'
  | 'random_cut_forest'
  | 'ensemble'
  | 'log_patterns';
export type Phase = 'warming_up' | 'ready';
export type Labels = Record<string, string>;

/** What a person decides about a detector; all but `name` have defaults. */
export interface DetectorDefinition {
  name: string;
  description: string;
  model: { type: ModelType; parameters: Record<string, unknown> };
  source: { name: string; query: string } | null;
  features: string[];
  interval: string;
  delay: string;
  alert_budget_per_week: number;
  direction: 'both' | 'above' | 'below';
  min_deviation: { absolute: number | null; relative: number | null };
  consecutive_points: number;
  missing: 'ignore' | 'zero' | 'anomaly';
  retrain: { every: string; on_drift: boolean };
  labels: Labels;
}

export type DetectorInput = Partial<DetectorDefinition> & { name: string };

export interface Detector extends DetectorDefinition {
  id: string;
  status: DetectorStatus;
  status_reason: string | null;
  /** Comes from a file of the installation and cannot be changed here. */
  provisioned: boolean;
  created_at: string;
  updated_at: string;
  version: number;
  /** Present in the answer to a change that threw away what the model had learnt. */
  state_reset?: boolean;
}

export interface Page {
  page: number;
  limit: number;
  total: number;
  pages: number;
}

export interface DetectorPage {
  detectors: Detector[];
  pagination: Page;
}

export interface Progress {
  percent: number;
  eta_seconds: number | null;
}

export interface DetectorState {
  id: string;
  status: DetectorStatus;
  phase: Phase;
  progress: Progress;
  started_at: string | null;
  last_point_at: string | null;
  lag_seconds: number | null;
  entities: number;
  memory_bytes: number;
  points_processed: number;
  anomalies_detected: number;
  open_anomalies: number;
  detect_latency_ms: { p50: number | null; p99: number | null } | null;
  model: { type: string; trained_at: string | null; sample_count: number } | null;
}

export interface HealthReason {
  code: string;
  message: string;
  since: string;
}

export interface DetectorHealth {
  id: string;
  health: HealthState;
  reasons: HealthReason[];
  last_point_at: string | null;
  checked_at: string;
}

/** One series of a detector with its last point. */
export interface Entity {
  entity: Labels;
  last_point_at: string | null;
  value: number | null;
  score: number | null;
  phase: Phase;
  progress: { percent: number };
  open_anomaly_id: string | null;
}

export interface EntityPage {
  entities: Entity[];
  pagination: Page;
}

/** A number of a point, or one for each feature of a multivariate detector. */
export type Cell = number | null | (number | null)[];

/** The columns of a chart: what came, what was expected, and the band around it. */
export interface Columns {
  timestamps: (string | number)[];
  values: Cell[];
  expected: Cell[];
  lower: Cell[];
  upper: Cell[];
  scores: (number | null)[];
}

export interface Contribution {
  name: string;
  share: number;
}

export interface Detection {
  detector_id: string;
  timestamp: string;
  value: Cell;
  is_anomaly: boolean;
  score: number;
  alarm_score: number;
  threshold: number;
  severity: Severity | null;
  expected: number | null;
  lower: number | null;
  upper: number | null;
  direction: string | null;
  contributions: Contribution[];
  explanation: string;
  phase?: Phase;
  progress?: Progress;
  late?: boolean;
}

export interface Training {
  detector_id: string;
  status: string;
  model: string;
  sample_count: number;
  training_time: string;
  training_time_ms: number;
  threshold: number;
  metrics: Record<string, number>;
}

export interface Validation {
  valid: boolean;
  errors: Violation[];
  warnings: Violation[];
  /** Missing where the definition is not valid. */
  estimate: { entities: number; memory_bytes: number; points_per_day: number } | null;
}

export type Verdict = 'anomaly' | 'expected' | 'not_anomaly' | 'new_normal';

export interface Anomaly {
  id: string;
  detector_id: string;
  detector_name: string;
  entity: Labels;
  state: AnomalyState;
  severity: Severity;
  score: number;
  direction: string | null;
  class: string;
  started_at: string;
  detected_at: string;
  peak_at: string | null;
  ended_at: string | null;
  value: number | null;
  expected: number | null;
  lower: number | null;
  upper: number | null;
  contributions: Contribution[];
  explanation: string;
  incident_id: string | null;
  acknowledged: boolean;
  /** The latest verdict. */
  feedback: Verdict | null;
  historical: boolean;
  /** Nobody is to be bothered with it: it falls under a suppression, as of its last point. */
  suppressed: boolean;
  suppressed_by: string | null;
  version: number;
}

export interface AnomalyPage {
  anomalies: Anomaly[];
  pagination: Page;
}

/** One anomaly with the points around it. */
export interface AnomalyDetail extends Anomaly {
  points: Columns;
}

/** One anomaly of an incident as the cause of the others. */
export interface Cause {
  anomaly_id: string;
  /** 1 is the most probable. */
  rank: number;
  /** What speaks for it, in one sentence; its parts are separated by semicolons. */
  why: string;
}

/** Anomalies of several series that belong together. */
export interface Incident {
  id: string;
  state: AnomalyState;
  severity: Severity;
  title: string;
  started_at: string;
  ended_at: string | null;
  /** Ids of its anomalies, in the order in which they began. */
  members: string[];
  /** The most probable first. */
  probable_cause: Cause[];
  labels: Labels;
  acknowledged: boolean;
  version: number;
}

export interface IncidentPage {
  incidents: Incident[];
  pagination: Page;
}

/** Something that happened in the course of an incident. */
export interface Moment {
  at: string;
  kind: string;
  anomaly_id: string;
  text: string;
}

/** An incident with its anomalies, in the order in which they began, and what happened, oldest first. */
export interface IncidentDetail extends Incident {
  anomalies: Anomaly[];
  timeline: Moment[];
}

/** A kind of line that a log detector has found. */
export interface Template {
  id: string;
  template: string;
  /** A line of it; what varies and what is secret is masked. */
  example: string;
  /** Lines so far. */
  count: number;
  /** Mean of the recent intervals; null before the first one has ended. */
  rate_per_minute: number | null;
  first_seen_at: string | null;
  last_seen_at: string | null;
  /** Of its rate, from 0 to 1. */
  score: number | null;
  open_anomaly_id: string | null;
}

export interface TemplatePage {
  templates: Template[];
  pagination: Page;
}

/** What a verdict has taught: a deviation of this size is no alarm any more, in half-widths of the band. */
export interface Tolerance {
  class: string;
  direction: string | null;
  feature: string | null;
  size: number;
  up_to: number;
}

/** A verdict that was given on an anomaly of a detector, and what came of it. */
export interface FeedbackEntry {
  anomaly_id: string;
  entity: Labels;
  verdict: Verdict;
  comment: string | null;
  at: string;
  effect: 'none' | 'tolerance' | 'taught' | 'known_pattern';
  taught_points: number | null;
  tolerance: Tolerance | null;
  /** False once it was replaced or taken back, or its model was trained anew. */
  in_effect: boolean;
  ended_at: string | null;
  ended_by: 'taken_back' | 'replaced' | null;
}

export interface FeedbackPage {
  feedback: FeedbackEntry[];
  pagination: Page;
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** Windows that come again every week; up to `from`, `to` is of the next day. */
export interface Schedule {
  weekdays: Weekday[];
  from: string;
  to: string;
  time_zone: string;
}

/** What a person decides about a suppression; all but `name` have defaults. */
export interface SuppressionInput {
  name: string;
  comment: string;
  /** In Alertmanager's syntax; all must match. */
  matchers: string[];
  detector_id: string | null;
  starts_at: string | null;
  ends_at: string | null;
  schedule: Schedule | null;
  enabled: boolean;
}

export interface Suppression extends SuppressionInput {
  id: string;
  /** Whether it counts now. */
  active: boolean;
  /** When that changes by itself; null where it never will. */
  next_change_at: string | null;
  created_at: string;
  updated_at: string;
  version: number;
}

export interface SuppressionPage {
  suppressions: Suppression[];
  pagination: Page;
}

/** What a suppression would do, before it is saved. */
export interface SuppressionPreview {
  active: boolean;
  next_change_at: string | null;
  /** Open anomalies that it matches, whether it counts now or not. */
  matching: number;
  anomalies: Anomaly[];
}

export interface Source {
  name: string;
  kind: string;
  url: string;
  reachable: boolean | null;
  latency_ms: number | null;
  last_error: string | null;
  checked_at: string | null;
}

export interface Violation {
  field: string;
  message: string;
}

export interface SourcePage {
  sources: Source[];
  pagination: Page;
}

/** What a query of a source gave, in columns; null where a value is not a finite number. */
export interface QueryAnswer {
  series: { labels: Labels; timestamps: (string | number)[]; values: (number | null)[] }[];
  step: string;
  warnings: string[];
  truncated: boolean;
}

/** A detector that a source proposes; a body for its creation as it stands. */
export interface Suggestion {
  name: string;
  description: string;
  model: { type: ModelType };
  source: { name: string; query: string };
  interval: string;
  delay: string;
  labels: Labels;
}

export interface SuggestionPage {
  suggestions: Suggestion[];
  pagination: Page;
}

/** Work that goes on after its call was answered. */
export interface Job {
  id: string;
  /** Null for a preview. */
  detector_id: string | null;
  kind: 'analysis' | 'preview' | 'train';
  state: 'queued' | 'running' | 'finished' | 'failed' | 'cancelled';
  progress: { percent: number; points: number };
  /** The history that it is about. */
  from: string | null;
  to: string | null;
  created_at: string;
  finished_at: string | null;
  /** Why it failed; while it is under way, what hinders it. */
  error: string | null;
  /** By its kind; missing before the end, and in lists for a preview. */
  result?: unknown;
}

export interface JobPage {
  jobs: Job[];
  pagination: Page;
}

/** An anomaly that a definition would have announced. */
export type PreviewedAnomaly = Pick<
  Anomaly,
  'started_at' | 'ended_at' | 'severity' | 'score' | 'direction' | 'class' | 'value' | 'expected' | 'lower' | 'upper' | 'explanation'
>;

/** One series as a definition would have judged it; only the worst ones have points. */
export interface PreviewedSeries extends Columns {
  labels: Labels;
  anomaly_count: number;
  anomalies: PreviewedAnomaly[];
}

/** The result of a preview: how a definition would have judged history, worst series first. */
export interface PreviewResult {
  from: string;
  to: string;
  entities: PreviewedSeries[];
  entity_count: number;
  point_count: number;
  anomaly_count: number;
  /** Null where nothing was judged. */
  anomalies_per_week: number | null;
  truncated: boolean;
}

/** The result of an analysis. */
export interface AnalysisResult {
  points: number;
  entities: number;
  anomalies: number;
  by_severity: Record<Severity, number>;
  by_entity: { labels: Labels; anomalies: number; severity: Severity }[];
  seconds: number;
  truncated: boolean;
}

/** Who is signed in, as `/api/session` says. */
export interface Session {
  authenticated: boolean;
  /** Whether calls need a token or a session at all. */
  required: boolean;
  name: string | null;
  role: Role | null;
  /** When the session ends if nothing more is called. */
  expires_at: string | null;
}

/** What somebody may do: a viewer changes nothing. */
export type Role = 'viewer' | 'operator';

/** State of a part of the pipeline, as `system_health` events tell it. */
export interface SystemHealth {
  component: 'source' | 'service';
  name: string;
  state: 'up' | 'down';
  message: string | null;
  since: string;
  version: number;
}
