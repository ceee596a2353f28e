// The three packaged services, each in a process of its own, on free ports and a data folder that goes with them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.js';

const JAVA = process.env.JAVA_HOME === undefined ? 'java' : join(process.env.JAVA_HOME, 'bin/java');
/** How long a service may take to start on a busy machine, in milliseconds. */
const START_MS = 90_000;
/** How long it may take to end before it is killed, in milliseconds. */
const STOP_MS = 15_000;
/** Lines of each log that a failure prints. */
const TAIL = 25;

async function freePorts(amount) {
  const servers = await Promise.all(
    Array.from({ length: amount }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => server.address().port);
  servers.forEach((server) => server.close());
  return ports;
}

/** One packaged service. */
class Service {
  #process = null;

  constructor(name, port, environment, folder) {
    this.name = name;
    this.url = `http://127.0.0.1:${port}`;
    this.log = join(folder, `${name}.log`);
    this.environment = environment;
    this.jar = fileURLToPath(new URL(`../../../${name}/target/quarkus-app/quarkus-run.jar`, import.meta.url));
  }

  start() {
    if (!existsSync(this.jar)) {
      throw new Error(`${this.jar} is missing: package the services first (mvn -DskipTests package)`);
    }
    const log = openSync(this.log, 'a');
    this.#process = spawn(JAVA, ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-jar', this.jar], {
      env: { ...process.env, ...this.environment },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    return this;
  }

  get running() {
    return this.#process !== null && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Starts it again if a test that failed has left it dead. */
  async revive() {
    if (!this.running) {
      await this.start().ready();
    }
  }

  async ready() {
    await eventually(
      async () => {
        if (!this.running) {
          throw new Error(`${this.name} has ended`);
        }
        const { ok } = await fetch(`${this.url}/q/health/ready`, { signal: AbortSignal.timeout(5000) });
        return ok;
      },
      { within: START_MS, what: `${this.name} is ready` },
    );
  }

  /** Ends it like a power cut. */
  async kill() {
    await this.#end('SIGKILL');
  }

  async stop() {
    const late = setTimeout(() => this.#process?.kill('SIGKILL'), STOP_MS);
    await this.#end('SIGTERM');
    clearTimeout(late);
  }

  async #end(signal) {
    const ending = this.#process;
    if (this.running) {
      const ended = once(ending, 'exit');
      ending.kill(signal);
      await ended;
    }
  }

  /** For the end of this process, when nothing can be waited for. */
  abandon() {
    this.#process?.kill('SIGKILL');
  }

  tail() {
    const lines = existsSync(this.log) ? readFileSync(this.log, 'utf8').trimEnd().split('\n') : [];
    return [`--- last lines of ${this.name}`, ...lines.slice(-TAIL)].join('\n');
  }
}

/** Starts all three and waits until they are ready. */
export async function startServices() {
  const folder = await mkdtemp(join(tmpdir(), 'aiops-e2e-'));
  const [gatewayPort, detectorPort, ingestPort] = await freePorts(3);
  const environment = {
    GATEWAY_PORT: String(gatewayPort),
    DETECTOR_PORT: String(detectorPort),
    INGEST_PORT: String(ingestPort),
    AIOPS_HOST: '127.0.0.1',
    DATA_DIR: folder,
    SELF_WATCH: 'false',
    PROMETHEUS_URL: '',
    LOKI_URL: '',
    INTERNAL_TOKEN: 'only-for-these-tests',
  };
  const make = (name, port) => new Service(name, port, environment, folder);
  const services = {
    detector: make('detector-service', detectorPort),
    ingest: make('ingest-service', ingestPort),
    gateway: make('gateway-service', gatewayPort),
  };
  const all = Object.values(services);
  const abandon = () => {
    all.forEach((each) => each.abandon());
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', abandon);
  const tails = () => all.map((each) => each.tail()).join('\n');
  try {
    all.forEach((each) => each.start());
    await Promise.all(all.map((each) => each.ready()));
  } catch (error) {
    process.stderr.write(`${tails()}\n`);
    abandon();
    throw error;
  }
  return {
    ...services,
    tails,
    /** Starts another gateway before the same services, which asks for tokens. */
    guarded: async (tokens) => {
      const [port] = await freePorts(1);
      const guarded = new Service('gateway-service', port, { ...environment, GATEWAY_PORT: String(port), API_TOKENS: tokens }, folder);
      all.push(guarded);
      await guarded.start().ready();
      return {
        url: guarded.url,
        stop: async () => {
          all.splice(all.indexOf(guarded), 1);
          await guarded.stop();
        },
      };
    },
    revive: () => Promise.all(all.map((each) => each.revive())),
    stop: async () => {
      // the door first: no call is let in that nobody behind it could answer
      await services.gateway.stop();
      await Promise.all([services.ingest.stop(), services.detector.stop()]);
      process.removeListener('exit', abandon);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
