import type { Socket } from '../app/live/LiveClient';

/** A WebSocket whose server is the test. */
export class FakeSocket implements Socket {
  static all: FakeSocket[] = [];
  onmessage: ((event: MessageEvent<string>) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  sent: Record<string, unknown>[] = [];
  closed = false;

  constructor() {
    FakeSocket.all.push(this);
  }

  static latest(): FakeSocket {
    const socket = FakeSocket.all.at(-1);
    if (socket === undefined) {
      throw new Error('nobody has connected');
    }
    return socket;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }

  close(): void {
    this.closed = true;
  }

  receive(frame: object): void {
    this.onmessage?.(new MessageEvent('message', { data: JSON.stringify(frame) }));
  }

  /** The server greets and accepts the subscription. */
  accept({ epoch = 'e1', seq = 10, recovered = true } = {}): void {
    this.receive({ type: 'welcome', epoch, seq, heartbeat_seconds: 25 });
    this.receive({ type: 'subscribed', topics: ['anomalies', 'detectors', 'system'], recovered, seq });
  }

  end(code: number): void {
    this.onclose?.(new CloseEvent('close', { code }));
  }
}
