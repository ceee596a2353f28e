import { useState } from 'react';
import { number, score } from '../../lib/format';
import { dateTime, SECOND } from '../../lib/time';
import { Pager, Table, tableClasses } from '../Table';
import classes from './chart.module.css';
import { type Mark, markAt, type Plot } from './plot';

const ROWS = 50;

/** The same as the chart says, for those who read rather than look; newest first. */
export function PointTable({ plot, marks, label }: { plot: Plot; marks: Mark[]; label: string }) {
  const [page, setPage] = useState(1);
  const order = plot.times
    .map((_time, index) => index)
    .filter((index) => plot.values[index] !== null || plot.expected[index] !== null)
    .reverse();
  const pages = Math.max(1, Math.ceil(order.length / ROWS));
  const shown = Math.min(page, pages);
  return (
    <div className={classes.scrollTable}>
      <Table label={label} plain>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col" className={tableClasses.number}>
              Value
            </th>
            <th scope="col" className={tableClasses.number}>
              Expected
            </th>
            <th scope="col" className={`${tableClasses.number} ${tableClasses.middle}`}>
              Lower
            </th>
            <th scope="col" className={`${tableClasses.number} ${tableClasses.middle}`}>
              Upper
            </th>
            <th scope="col" className={tableClasses.number}>
              Score
            </th>
            <th scope="col">Anomaly</th>
          </tr>
        </thead>
        <tbody>
          {order.slice((shown - 1) * ROWS, shown * ROWS).map((index) => {
            const time = plot.times[index] ?? 0;
            return (
              <tr key={index}>
                <td className={tableClasses.nowrap}>{dateTime(time * SECOND)}</td>
                <td className={tableClasses.number}>{number(plot.values[index])}</td>
                <td className={tableClasses.number}>{number(plot.expected[index])}</td>
                <td className={`${tableClasses.number} ${tableClasses.middle}`}>{number(plot.lower[index])}</td>
                <td className={`${tableClasses.number} ${tableClasses.middle}`}>{number(plot.upper[index])}</td>
                <td className={tableClasses.number}>{score(plot.scores[index])}</td>
                <td>{markAt(marks, time)?.severity ?? ''}</td>
              </tr>
            );
          })}
        </tbody>
      </Table>
      <Pager
        pagination={{ page: shown, limit: ROWS, total: order.length, pages }}
        one="point"
        onPage={setPage}
      />
    </div>
  );
}
