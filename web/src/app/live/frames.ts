export type Topic = 'anomalies' | 'detectors' | 'system';

export const TOPICS: Topic[] = ['anomalies', 'detectors', 'system'];

/** Something that happened; `data` is the resource it is about. */
export interface LiveEvent {
  type: string;
  topic: Topic;
  seq: number;
  id: string;
  time: string;
  detector_id: string | null;
  data: Record<string, unknown>;
}

export interface Welcome {
  type: 'welcome';
  epoch: string;
  seq: number;
  heartbeat_seconds: number;
}

export interface Subscribed {
  type: 'subscribed';
  topics: Topic[];
  recovered: boolean;
  seq: number;
}

export interface Failure {
  type: 'error';
  code: string;
  message: string;
}

export type Frame =
  | { kind: 'welcome'; frame: Welcome }
  | { kind: 'subscribed'; frame: Subscribed }
  | { kind: 'event'; frame: LiveEvent }
  | { kind: 'error'; frame: Failure }
  | { kind: 'sign' };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Reads a frame of the server; what is not understood is at least a sign of life. */
export function frameOf(text: string): Frame {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { kind: 'sign' };
  }
  if (!isRecord(content)) {
    return { kind: 'sign' };
  }
  if (content.type === 'welcome' && typeof content.epoch === 'string') {
    return { kind: 'welcome', frame: content as unknown as Welcome };
  }
  if (content.type === 'subscribed') {
    return { kind: 'subscribed', frame: content as unknown as Subscribed };
  }
  if (content.type === 'error') {
    return { kind: 'error', frame: content as unknown as Failure };
  }
  if (typeof content.seq === 'number' && typeof content.topic === 'string' && isRecord(content.data)) {
    return { kind: 'event', frame: content as unknown as LiveEvent };
  }
  return { kind: 'sign' };
}
