import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeSocket } from '../../test/FakeSocket';
import type { LiveEvent } from './frames';
import { LiveClient, type LiveState, RECONNECT_BASE_MS, RECONNECT_MAX_MS, reconnectWait } from './LiveClient';

const states: LiveState[] = [];
const reasons: (string | null)[] = [];
const events: number[] = [];
const welcomes: number[] = [];
let gaps = 0;
let resets = 0;
let online = true;
let target: EventTarget;
let client: LiveClient;

function event(seq: number): LiveEvent {
  return { type: 'detector_started', topic: 'detectors', seq, id: `e${seq}`, time: '', detector_id: null, data: {} };
}

beforeEach(() => {
  vi.useFakeTimers();
  states.length = reasons.length = events.length = welcomes.length = gaps = resets = 0;
  online = true;
  target = new EventTarget();
  client = new LiveClient({
    connect: () => new FakeSocket(),
    random: () => 1,
    isOnline: () => online,
    target,
    listener: {
      onState: (state, { reason }) => {
        states.push(state);
        reasons.push(reason);
      },
      onEvent: ({ seq }) => events.push(seq),
      onGap: (reset) => {
        gaps++;
        resets += reset ? 1 : 0;
      },
      onSign: () => undefined,
      onWelcome: (seq) => welcomes.push(seq),
      onUnauthorised: () => undefined,
    },
  });
  client.start();
});

afterEach(() => {
  client.stop();
  vi.useRealTimers();
});

function reconnect() {
  vi.advanceTimersByTime(RECONNECT_MAX_MS);
  return FakeSocket.latest();
}

test('subscribes to everything from where the server stands when it is welcomed', () => {
  FakeSocket.latest().accept({ epoch: 'e1', seq: 10 });
  expect(FakeSocket.latest().sent).toEqual([
    { action: 'subscribe', topics: ['anomalies', 'detectors', 'system'], since: 10, epoch: 'e1' },
  ]);
  expect(states).toEqual(['connecting', 'live']);
});

test('fetches again what was fetched before the first subscription', () => {
  FakeSocket.latest().accept();
  expect(gaps).toBe(1);
});

test('asks for what it missed after an interruption and reports each event once', () => {
  FakeSocket.latest().accept({ seq: 10 });
  FakeSocket.latest().receive(event(11));
  FakeSocket.latest().end(1006);
  const second = reconnect();
  second.receive({ type: 'welcome', epoch: 'e1', seq: 14, heartbeat_seconds: 25 });
  expect(second.sent[0]).toMatchObject({ since: 11, epoch: 'e1' });
  second.receive({ type: 'subscribed', topics: [], recovered: true, seq: 14 });
  [11, 12, 13, 14, 14].forEach((seq) => {
    second.receive(event(seq));
  });
  expect(events).toEqual([11, 12, 13, 14]);
  expect(gaps).toBe(1);
});

test('has everything fetched again where the missed events are gone', () => {
  FakeSocket.latest().accept({ seq: 10 });
  FakeSocket.latest().end(1006);
  reconnect().accept({ seq: 90, recovered: false });
  expect(gaps).toBe(2);
  expect(resets).toBe(0);
  FakeSocket.latest().receive(event(91));
  expect(events).toEqual([91]);
});

test('does not compare sequence numbers of different epochs', () => {
  FakeSocket.latest().accept({ epoch: 'e1', seq: 5000 });
  FakeSocket.latest().end(1006);
  const second = reconnect();
  second.accept({ epoch: 'e2', seq: 3 });
  expect(second.sent[0]).toMatchObject({ since: 3, epoch: 'e2' });
  expect(gaps).toBe(2);
  expect(resets).toBe(1);
  second.receive(event(4));
  expect(events).toEqual([4]);
});

test('keeps what it knows where the server does not know its epoch yet', () => {
  FakeSocket.latest().accept({ epoch: 'e1', seq: 10 });
  FakeSocket.latest().end(1006);
  const second = reconnect();
  second.accept({ epoch: '', seq: 0 });
  expect(second.sent[0]).toMatchObject({ since: 10, epoch: 'e1' });
  second.end(1006);
  const third = reconnect();
  third.accept({ epoch: 'e1', seq: 12 });
  expect(third.sent[0]).toMatchObject({ since: 10, epoch: 'e1' });
  expect(gaps).toBe(1);
  expect(resets).toBe(0);
  expect(welcomes).toEqual([10, 12]);
});

test('takes the first epoch that it hears, and no empty one', () => {
  FakeSocket.latest().accept({ epoch: '', seq: 0 });
  expect(FakeSocket.latest().sent[0]).toEqual({
    action: 'subscribe',
    topics: ['anomalies', 'detectors', 'system'],
    since: 0,
  });
  FakeSocket.latest().end(1006);
  const second = reconnect();
  second.accept({ epoch: 'e1', seq: 7 });
  expect(second.sent[0]).toMatchObject({ since: 7, epoch: 'e1' });
  expect(gaps).toBe(2);
  expect(resets).toBe(0);
});

test('reconnects when the server has been silent for two heartbeats', () => {
  FakeSocket.latest().accept();
  const first = FakeSocket.latest();
  vi.advanceTimersByTime(50_000);
  first.receive({ type: 'heartbeat', time: '', seq: 10 });
  vi.advanceTimersByTime(50_000);
  expect(first.closed).toBe(false);
  vi.advanceTimersByTime(10_000);
  expect(first.closed).toBe(true);
  expect(states.at(-1)).toBe('reconnecting');
});

test('gives up a connection on which no welcome comes', () => {
  vi.advanceTimersByTime(11_000);
  expect(FakeSocket.all[0]?.closed).toBe(true);
  expect(FakeSocket.all).toHaveLength(2);
});

test.each([4400, 4401, 4429])('does not try again by itself after %i', (code) => {
  FakeSocket.latest().accept();
  FakeSocket.latest().end(code);
  vi.advanceTimersByTime(10 * RECONNECT_MAX_MS);
  expect(FakeSocket.all).toHaveLength(1);
  expect(states.at(-1)).toBe('refused');
  expect(reasons.at(-1)).not.toBeNull();
  client.retry();
  expect(FakeSocket.all).toHaveLength(2);
});

test('reconnects after having been too slow', () => {
  FakeSocket.latest().accept();
  FakeSocket.latest().end(4408);
  reconnect().accept();
  expect(states.at(-1)).toBe('live');
});

test('says that the browser is offline, and connects at once when it is back', () => {
  FakeSocket.latest().accept();
  online = false;
  target.dispatchEvent(new Event('offline'));
  expect(states.at(-1)).toBe('offline');
  vi.advanceTimersByTime(10 * RECONNECT_MAX_MS);
  expect(FakeSocket.all).toHaveLength(1);
  online = true;
  target.dispatchEvent(new Event('online'));
  expect(FakeSocket.all).toHaveLength(2);
});

test('waits longer with each failure, at random, and never too long', () => {
  expect(reconnectWait(0, 0)).toBe(RECONNECT_BASE_MS / 2);
  expect(reconnectWait(0, 1)).toBe(RECONNECT_BASE_MS);
  expect(reconnectWait(3, 1)).toBe(8 * RECONNECT_BASE_MS);
  expect(reconnectWait(50, 1)).toBe(RECONNECT_MAX_MS);
});

test('is not disturbed by frames it does not know', () => {
  const socket = FakeSocket.latest();
  socket.accept();
  socket.onmessage?.(new MessageEvent('message', { data: 'not json' }));
  socket.receive({ type: 'something_new' });
  socket.receive({ type: 'error', code: 'unknown_topic', message: '' });
  expect(states.at(-1)).toBe('live');
  expect(events).toEqual([]);
});
