import { Shell } from './shell.js';

/** A page with a table of anomalies: the overview, or the list of all. */
export class AnomaliesPage extends Shell {
  constructor(page, table = 'Anomalies') {
    super(page);
    this.table = page.getByRole('table', { name: table, exact: true });
  }

  /** The row of the anomaly of a detector. */
  row(detector) {
    return this.table.getByRole('row').filter({ hasText: detector });
  }

  /** A badge in that row, in the column that the width of the screen gives it. */
  badge(detector, word) {
    return this.row(detector).getByText(word, { exact: true }).filter({ visible: true });
  }

  /** Recent activity on the overview. */
  activity(text) {
    return this.page.getByRole('region', { name: 'Recent activity' }).getByRole('listitem').filter({ hasText: text });
  }
}
