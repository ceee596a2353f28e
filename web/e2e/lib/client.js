// Another client of the same installation: what happens beside the browser.

export const NORMAL = [10, 12, 11, 13, 10, 15, 14, 12, 11, 9, 13, 12];

export class Client {
  constructor(url) {
    this.url = url;
  }

  /** A call that must succeed; gives what it answers. */
  async call(method, path, body, headers = {}) {
    const response = await this.raw(method, path, body, headers);
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
    return response.status === 204 ? null : response.json();
  }

  async raw(method, path, body, headers = {}) {
    return fetch(`${this.url}/api${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }

  /** The same, past the gateway. */
  behind(service) {
    return new Client(service.url);
  }

  create(name, more = {}) {
    return this.call('POST', '/detectors', { name, source: null, ...more });
  }

  start({ id }) {
    return this.call('POST', `/detectors/${id}/start`);
  }

  train({ id }, values = NORMAL) {
    return this.call('POST', `/detectors/${id}/train`, values);
  }

  detect({ id }, value, more = {}) {
    return this.call('POST', `/detectors/${id}/detect`, { value, ...more });
  }

  /** How many points a detector has taken so far. */
  async points({ id }) {
    return (await this.call('GET', `/detectors/${id}/status`)).points_processed;
  }

  /** A running detector that has learnt what is normal. */
  async trained(name, more) {
    const detector = await this.create(name, more);
    await this.train(detector);
    return this.start(detector);
  }

  async deleteAll() {
    for (const kind of ['detectors', 'suppressions']) {
      for (;;) {
        const { [kind]: found } = await this.call('GET', `/${kind}?limit=200`);
        if (found.length === 0) {
          break;
        }
        for (const { id } of found) {
          await this.call('DELETE', `/${kind}/${id}`);
        }
      }
    }
  }
}
