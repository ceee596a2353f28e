import { SECOND } from '../../lib/time';
import { frameOf, type LiveEvent, type Subscribed, TOPICS, type Welcome } from './frames';

/** What the connection is doing, for a person. */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'refused';

/** The part of a WebSocket that is used here. */
export interface Socket {
  onmessage: ((event: MessageEvent<string>) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface LiveListener {
  /** The state changed; `retryAt` (epoch milliseconds) is when the next try comes, where one does. */
  onState(state: LiveState, detail: { retryAt: number | null; reason: string | null }): void;
  onEvent(event: LiveEvent): void;
  /**
   * Events may have been missed: what is shown has to be fetched again. After `reset` nothing that is
   * known counts any more, not even versions: the server has started over.
   */
  onGap(reset: boolean): void;
  /** Any frame: the server is there. */
  onSign(): void;
  /** The server does not know who asks, or not any more. */
  onUnauthorised(): void;
  /** The server said where its event stream stands. */
  onWelcome(seq: number): void;
}

export interface LiveOptions {
  connect: () => Socket;
  listener: LiveListener;
  random?: () => number;
  isOnline?: () => boolean;
  target?: EventTarget;
}

/** First wait before a new connection in milliseconds; it doubles with each failure. */
export const RECONNECT_BASE_MS = 500;
/** Longest wait between two tries in milliseconds. */
export const RECONNECT_MAX_MS = 30 * SECOND;
/** A server that is silent for so many heartbeats is taken for dead. */
export const SILENT_HEARTBEATS = 2.2;
/** Heartbeat period in seconds before the server has named its own. */
const HEARTBEAT_SECONDS = 25;
/** Longest time to `welcome` in milliseconds. */
const WELCOME_MS = 10 * SECOND;

const UNAUTHORISED = 4401;

/** Closed by these codes, a new connection would end in the same way. */
const FINAL: Record<number, string> = {
  4400: 'The server did not understand this page. Reload it to get the version that fits.',
  [UNAUTHORISED]: 'The server did not let the live connection in. Reload the page to sign in again.',
  4429: 'There are too many live connections already. Close other tabs, then connect again.',
};

/** Wait before try `attempt` (from 0): doubling up to a limit, at random between half and all of it. */
export function reconnectWait(attempt: number, random: number): number {
  const full = Math.min(RECONNECT_MAX_MS, RECONNECT_BASE_MS * 2 ** attempt);
  return full / 2 + (full / 2) * random;
}

/**
 * Keeps one subscription to all events alive. After an interruption it says the last `seq` it saw and
 * gets what it missed; where that is not possible it asks its listener to fetch everything again.
 */
export class LiveClient {
  readonly #connect: () => Socket;
  readonly #listener: LiveListener;
  readonly #random: () => number;
  readonly #isOnline: () => boolean;
  readonly #target: EventTarget;
  #socket: Socket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #epoch: string | null = null;
  #seq = 0;
  #heartbeat = HEARTBEAT_SECONDS * SECOND;
  #running = false;
  #refused = false;
  /** What was fetched before the subscription may lack what happened in between. */
  #gap = false;
  #reset = false;

  constructor({ connect, listener, random = Math.random, isOnline, target }: LiveOptions) {
    this.#connect = connect;
    this.#listener = listener;
    this.#random = random;
    this.#isOnline = isOnline ?? (() => navigator.onLine);
    this.#target = target ?? window;
  }

  start(): void {
    if (this.#running) {
      return;
    }
    this.#running = true;
    this.#target.addEventListener('online', this.#goOnline);
    this.#target.addEventListener('offline', this.#goOffline);
    this.#target.addEventListener('pageshow', this.#goOnline);
    if (this.#isOnline()) {
      this.#open();
    } else {
      this.#say('offline');
    }
  }

  stop(): void {
    this.#running = false;
    this.#target.removeEventListener('online', this.#goOnline);
    this.#target.removeEventListener('offline', this.#goOffline);
    this.#target.removeEventListener('pageshow', this.#goOnline);
    this.#drop();
  }

  /** Tries at once, also after a refusal. */
  retry(): void {
    if (this.#running && this.#socket === null) {
      this.#refused = false;
      this.#attempt = 0;
      this.#open();
    }
  }

  readonly #goOnline = () => {
    if (!this.#refused && this.#isOnline()) {
      this.retry();
    }
  };

  readonly #goOffline = () => {
    this.#drop();
    this.#say('offline');
  };

  #say(state: LiveState, retryAt: number | null = null, reason: string | null = null): void {
    this.#listener.onState(state, { retryAt, reason });
  }

  #open(): void {
    clearTimeout(this.#timer);
    this.#say(this.#epoch === null && this.#attempt === 0 ? 'connecting' : 'reconnecting');
    const socket = this.#connect();
    this.#socket = socket;
    socket.onmessage = (event) => {
      this.#receive(socket, event.data);
    };
    socket.onclose = (event) => {
      this.#closed(event.code);
    };
    this.#expectSign(WELCOME_MS);
  }

  /** Gives a connection up that stays silent: the network may be gone without a word. */
  #expectSign(within: number): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#drop();
      this.#later();
    }, within);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    if (this.#socket !== null) {
      this.#socket.onclose = null;
      this.#socket.onmessage = null;
      this.#socket.close();
      this.#socket = null;
    }
  }

  #closed(code: number): void {
    clearTimeout(this.#silence);
    this.#socket = null;
    const final = FINAL[code];
    if (final !== undefined) {
      this.#refused = true;
      this.#say('refused', null, final);
      if (code === UNAUTHORISED) {
        this.#listener.onUnauthorised();
      }
    } else if (!this.#isOnline()) {
      this.#say('offline');
    } else {
      this.#later();
    }
  }

  #later(): void {
    const wait = reconnectWait(this.#attempt, this.#random());
    this.#attempt++;
    this.#say('reconnecting', Date.now() + wait);
    this.#timer = setTimeout(() => {
      this.#open();
    }, wait);
  }

  #receive(socket: Socket, text: string): void {
    const received = frameOf(text);
    if (received.kind === 'welcome') {
      this.#heartbeat = (received.frame.heartbeat_seconds || HEARTBEAT_SECONDS) * SECOND;
    }
    this.#expectSign(this.#heartbeat * SILENT_HEARTBEATS);
    this.#listener.onSign();
    switch (received.kind) {
      case 'welcome':
        if (received.frame.epoch !== '') {
          this.#listener.onWelcome(received.frame.seq);
        }
        this.#subscribe(socket, received.frame);
        break;
      case 'subscribed':
        this.#subscribed(received.frame);
        break;
      case 'event':
        this.#event(received.frame);
        break;
      default:
    }
  }

  #subscribe(socket: Socket, welcome: Welcome): void {
    // a server that does not know its epoch yet says nothing against the one that is known here
    const epoch = welcome.epoch === '' ? this.#epoch : welcome.epoch;
    // sequence numbers of another epoch count something else
    const known = epoch !== null && this.#epoch === epoch;
    this.#gap = !known;
    this.#reset = !known && this.#epoch !== null;
    if (!known) {
      this.#epoch = epoch;
      this.#seq = welcome.seq;
    }
    socket.send(
      JSON.stringify({
        action: 'subscribe',
        topics: TOPICS,
        since: this.#seq,
        epoch: this.#epoch ?? undefined,
      }),
    );
  }

  #subscribed({ recovered, seq }: Subscribed): void {
    if (this.#gap || !recovered) {
      this.#listener.onGap(this.#reset);
    }
    if (!recovered) {
      this.#seq = seq;
    }
    this.#gap = false;
    this.#reset = false;
    this.#attempt = 0;
    this.#say('live');
  }

  #event(event: LiveEvent): void {
    if (event.seq > this.#seq) {
      this.#seq = event.seq;
      this.#listener.onEvent(event);
    }
  }
}
