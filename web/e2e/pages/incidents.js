import { Shell } from './shell.js';

/** The list of incidents. */
export class IncidentsPage extends Shell {
  get table() {
    return this.page.getByRole('table', { name: 'Incidents', exact: true });
  }

  /** The row of the incident that has these words in its title. */
  row(words) {
    return this.table.getByRole('row').filter({ hasText: words });
  }

  link(words) {
    return this.row(words).locator('[data-row-link]');
  }

  badge(words, word) {
    return this.row(words).getByText(word, { exact: true }).filter({ visible: true });
  }
}

/** One incident. */
export class IncidentPage extends Shell {
  list(name) {
    return this.page.getByRole('list', { name }).locator('> li');
  }

  get members() {
    return this.list('Anomalies in order of onset');
  }

  get causes() {
    return this.list('Probable causes');
  }

  get course() {
    return this.list('What happened');
  }

  /** What the page says about the incident itself, beside a word of its facts. */
  fact(word) {
    return this.page.getByRole('main').locator(`dt:text-is("${word}") + dd`);
  }
}
