import { IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import { useFetchDetectorsQuery } from '../../app/api/detectors';
import { useFetchGatewayHealthQuery } from '../../app/api/health';
import { describe } from '../../app/api/problem';
import { useFetchSourcesQuery } from '../../app/api/sources';
import { useAppSelector } from '../../app/hooks';
import { Badge } from '../../components/Badge';
import { SECOND } from '../../lib/time';
import classes from './settings.module.css';

/** Services are asked again while the page is open, in milliseconds. */
const ASKED_EVERY = { pollingInterval: 15 * SECOND, skipPollingIfUnfocused: true, refetchOnMountOrArgChange: true };

interface Asked {
  data?: unknown;
  error?: unknown;
}

function Service({ name, does, query, down = null }: { name: string; does: string; query: Asked; down?: string | null }) {
  const why = query.error === undefined ? down : describe(query.error);
  const known = query.data !== undefined || query.error !== undefined;
  return (
    <li className={classes.service}>
      <span className={classes.serviceText}>
        {name}
        <span className={classes.note}>{why ?? does}</span>
      </span>
      {!known ? (
        <Badge tone="neutral" icon={IconCircleDashed}>
          asking
        </Badge>
      ) : why === null ? (
        <Badge tone="good" icon={IconCircleCheck}>
          answers
        </Badge>
      ) : (
        <Badge tone="critical" icon={IconCircleX}>
          does not
        </Badge>
      )}
    </li>
  );
}

/** The version, whether each service answers, and where the API is described. */
export function About() {
  const gateway = useFetchGatewayHealthQuery(undefined, ASKED_EVERY);
  const detector = useFetchDetectorsQuery({ page: 1, limit: 1 }, ASKED_EVERY);
  const ingest = useFetchSourcesQuery(undefined, ASKED_EVERY);
  const live = useAppSelector((state) => state.live.state);
  return (
    <div className={classes.stack}>
      <dl className={classes.facts}>
        <dt>Version</dt>
        <dd>{__APP_VERSION__}</dd>
        <dt>Live events</dt>
        <dd>{live}</dd>
      </dl>
      <ul className={classes.services} aria-label="Services">
        <Service
          name="gateway-service"
          does="the API, live events, this dashboard"
          query={gateway}
          down={gateway.data?.status === 'DOWN' ? 'It is not ready: no events come in.' : null}
        />
        <Service name="detector-service" does="detectors, models, anomalies" query={detector} />
        <Service name="ingest-service" does="pulls points from sources" query={ingest} />
      </ul>
      <p className={classes.links}>
        <a href="/q/swagger-ui">The API, to read and try</a>
        <a href="/q/openapi">OpenAPI document</a>
      </p>
    </div>
  );
}
