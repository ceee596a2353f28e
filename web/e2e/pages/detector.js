import { Shell } from './shell.js';

/** The form of a new or changed detector. */
export class DetectorForm extends Shell {
  field(name) {
    return this.page.getByRole('textbox', { name });
  }

  get pushed() {
    return this.page.getByText('Pushed points', { exact: true });
  }

  get checked() {
    return this.page.getByText('Can be saved');
  }

  button(name) {
    return this.page.getByRole('button', { name });
  }

  async create(name) {
    await this.field('Name').fill(name);
    await this.pushed.click();
    await this.checked.waitFor();
    await this.button('Create detector').click();
    await this.page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  }
}

/** One detector. */
export class DetectorPage extends Shell {
  button(name) {
    return this.page.getByRole('main').getByRole('button', { name, exact: true });
  }

  get edit() {
    return this.page.getByRole('link', { name: 'Edit' });
  }

  /** The badge below the title. */
  status(word) {
    return this.page.getByRole('main').getByText(word, { exact: true }).first();
  }

  async tab(name) {
    await this.page.getByRole('tab', { name }).click();
    return this.page.getByRole('tabpanel', { name });
  }

  async train(values) {
    const panel = await this.tab('Train');
    await panel.getByRole('textbox', { name: 'Values' }).fill(values.join(', '));
    await panel.getByRole('button', { name: `Train on ${values.length} values` }).click();
    return panel.getByRole('status').filter({ hasText: 'Trained' });
  }

  async try(value) {
    const panel = await this.tab('Try a value');
    await panel.getByRole('textbox', { name: 'Value' }).fill(String(value));
    await panel.getByRole('button', { name: 'Detect' }).click();
    return panel.getByRole('status').filter({ hasText: `${value} ` });
  }

  async delete(name) {
    await this.button('More').click();
    await this.page.getByRole('menuitem', { name: 'Delete' }).click();
    await this.dialog(`Delete ${name}?`).getByRole('button', { name: 'Delete' }).click();
  }
}
