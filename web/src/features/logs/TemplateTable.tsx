import { IconAlertTriangle, IconSparkles } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Detector, Template } from '../../app/api/types';
import { Badge } from '../../components/Badge';
import { SortHeader, Table, tableClasses } from '../../components/Table';
import { TimeAgo } from '../../components/TimeAgo';
import { count, NONE, number, score } from '../../lib/format';
import { matcherOf } from '../../lib/labels';
import { useNow } from '../../lib/useNow';
import classes from './logs.module.css';
import { isNew, newsSince } from './news';

function NewBadge() {
  return (
    <Badge tone="low" icon={IconSparkles}>
      new
    </Badge>
  );
}

function OpenAnomaly({ template }: { template: Template }) {
  return template.open_anomaly_id === null ? null : (
    <Link to={`/anomalies/${template.open_anomaly_id}`} className={tableClasses.link}>
      <IconAlertTriangle size={14} color="var(--high)" aria-hidden /> open
    </Link>
  );
}

function rate(template: Template): string {
  return template.rate_per_minute === null ? NONE : `${number(template.rate_per_minute)}/min`;
}

export interface TemplateTableProps {
  detector: Detector;
  templates: Template[];
  fetching: boolean;
  sort: string;
  onSort: (sort: string) => void;
}

/** Kinds of lines, each with how often it comes, since when, and whether something is odd about it. */
export function TemplateTable({ detector, templates, fetching, sort, onSort }: TemplateTableProps) {
  const since = newsSince(detector, useNow());
  return (
    <Table label="Log patterns" fetching={fetching}>
      <thead>
        <tr>
          <SortHeader field="template" sort={sort} onSort={onSort}>
            Pattern
          </SortHeader>
          <SortHeader field="count" sort={sort} onSort={onSort} first="descending" className={tableClasses.number}>
            Lines
          </SortHeader>
          <SortHeader field="rate" sort={sort} onSort={onSort} first="descending" className={`${tableClasses.number} ${tableClasses.middle}`}>
            Rate
          </SortHeader>
          <SortHeader field="score" sort={sort} onSort={onSort} first="descending" className={`${tableClasses.number} ${tableClasses.wide}`}>
            Score
          </SortHeader>
          <SortHeader field="first_seen_at" sort={sort} onSort={onSort} first="descending" className={tableClasses.wide}>
            First seen
          </SortHeader>
          <SortHeader field="last_seen_at" sort={sort} onSort={onSort} first="descending" className={tableClasses.middle}>
            Last seen
          </SortHeader>
          <th scope="col" className={tableClasses.middle}>
            Anomaly
          </th>
        </tr>
      </thead>
      <tbody>
        {templates.map((template) => (
          <tr key={template.id}>
            <td className={classes.pattern}>
              <Link
                to={`/detectors/${detector.id}?entity=${encodeURIComponent(matcherOf({ template_id: template.id }))}`}
                className={classes.template}
                data-row-link
              >
                {template.template}
              </Link>
              {template.example !== template.template && (
                <span className={`${tableClasses.sub} ${tableClasses.mono}`} title={template.example}>
                  {template.example}
                </span>
              )}
              {isNew(template, since) && <NewBadge />}
              <span className={tableClasses.onlyNarrow}>
                <span>{rate(template)}</span>
                <TimeAgo time={template.last_seen_at} />
                <OpenAnomaly template={template} />
              </span>
            </td>
            <td className={tableClasses.number}>{count(template.count)}</td>
            <td className={`${tableClasses.number} ${tableClasses.middle}`}>{rate(template)}</td>
            <td className={`${tableClasses.number} ${tableClasses.wide}`}>{score(template.score)}</td>
            <td className={`${tableClasses.wide} ${tableClasses.nowrap}`}>
              <TimeAgo time={template.first_seen_at} />
            </td>
            <td className={`${tableClasses.middle} ${tableClasses.nowrap}`}>
              <TimeAgo time={template.last_seen_at} />
            </td>
            <td className={`${tableClasses.middle} ${tableClasses.nowrap}`}>
              <OpenAnomaly template={template} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
