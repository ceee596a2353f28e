/** The frame around every page. */
export class Shell {
  constructor(page) {
    this.page = page;
  }

  get title() {
    return this.page.getByRole('heading', { level: 1 });
  }

  /** The button that says how live the page is. */
  connection(state) {
    return this.page.getByRole('banner').getByRole('button', { name: new RegExp(`^${state}`) });
  }

  get banner() {
    return this.page.getByRole('status').filter({ hasText: 'live connection' });
  }

  link(name) {
    return this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name });
  }

  notice(text) {
    return this.page.getByRole('alert').filter({ hasText: text });
  }

  dialog(name) {
    return this.page.getByRole('dialog', { name });
  }

  get spoken() {
    return this.page.getByRole('log', { name: 'New anomalies' });
  }

  async open(path) {
    await this.page.goto(path);
    await this.title.waitFor();
    await this.connection('Live').waitFor();
  }
}
