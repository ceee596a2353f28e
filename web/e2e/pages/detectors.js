import { Shell } from './shell.js';

/** The list of detectors. */
export class DetectorsPage extends Shell {
  get table() {
    return this.page.getByRole('table', { name: 'Detectors' });
  }

  get search() {
    return this.page.getByRole('searchbox', { name: 'Search detectors' });
  }

  get status() {
    return this.page.getByRole('combobox', { name: 'Status' });
  }

  get model() {
    return this.page.getByRole('combobox', { name: 'Model' });
  }

  row(name) {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  rowWith(name, text) {
    return this.row(name).filter({ hasText: text });
  }

  start(name) {
    return this.page.getByRole('button', { name: `Start ${name}`, exact: true });
  }

  stop(name) {
    return this.page.getByRole('button', { name: `Stop ${name}`, exact: true });
  }

  more(name) {
    return this.page.getByRole('button', { name: `More for ${name}`, exact: true });
  }

  /** Names of the rows, in order. */
  async names() {
    return this.table.getByRole('row').locator('[data-row-link]').allInnerTexts();
  }

  async delete(name) {
    await this.more(name).click();
    await this.page.getByRole('menuitem', { name: 'Delete' }).click();
    await this.dialog(`Delete ${name}?`).getByRole('button', { name: 'Delete' }).click();
  }
}
