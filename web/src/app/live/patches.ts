import { api, LIST } from '../api/api';
import { dropDetector, storeAnomaly, storeDetector, storeIncident } from '../api/caches';
import { anomaliesApi } from '../api/anomalies';
import { detectorsApi } from '../api/detectors';
import { sourcesApi } from '../api/sources';
import type { Anomaly, Detector, DetectorHealth, Incident, SystemHealth } from '../api/types';
import type { AppThunk } from '../store';
import type { LiveEvent } from './frames';

/** What a cached list may lack after an event, because filters and order decide about it. */
export type Stale = {
  type: 'Detector' | 'Anomaly' | 'Incident' | 'DetectorState' | 'Entity' | 'Result';
  id: string;
};

function healthChanged(data: Record<string, unknown>): AppThunk<void> {
  return (dispatch) => {
    const health = data.health as DetectorHealth | undefined;
    if (health === undefined) {
      return;
    }
    dispatch(
      detectorsApi.util.updateQueryData('fetchDetectorHealth', health.id, (draft) => {
        if ((health.checked_at ?? '') >= (draft.checked_at ?? '')) {
          Object.assign(draft, health);
        }
      }),
    );
  };
}

function sourceChanged(data: SystemHealth): AppThunk<void> {
  return (dispatch) => {
    if (data.component !== 'source') {
      return;
    }
    dispatch(
      sourcesApi.util.updateQueryData('fetchSources', undefined, (draft) => {
        const source = draft.sources.find((each) => each.name === data.name);
        if (source !== undefined) {
          source.reachable = data.state === 'up';
          source.last_error = data.state === 'up' ? null : data.message;
          source.checked_at = data.since;
        }
      }),
    );
  };
}

/** Whether a list may show an anomaly that is not suppressed any more, or the other way round. */
function showsOtherwise({ id, suppressed }: Anomaly): AppThunk<boolean> {
  return (_dispatch, getState) => {
    const lists = anomaliesApi.util.selectCachedArgsForQuery(getState(), 'fetchAnomalies');
    const known = lists.flatMap((args) => {
      const { data } = anomaliesApi.endpoints.fetchAnomalies.select(args)(getState());
      return data?.anomalies.filter((each) => each.id === id) ?? [];
    });
    return known.length === 0 || known.some((each) => each.suppressed !== suppressed);
  };
}

function anomalyChanged(type: string, data: Anomaly): AppThunk<Stale[]> {
  return (dispatch) => {
    const moved = dispatch(showsOtherwise(data));
    dispatch(storeAnomaly(data));
    // what happened to it belongs into the timeline of its incident
    const incident: Stale[] = data.incident_id === null ? [] : [{ type: 'Incident', id: data.incident_id }];
    if (type === 'anomaly_updated') {
      return moved ? [...incident, { type: 'Anomaly', id: LIST }] : incident;
    }
    return [
      ...incident,
      { type: 'Anomaly', id: LIST },
      { type: 'DetectorState', id: data.detector_id },
      // the point that did it belongs into the chart now, not with the next poll
      { type: 'Entity', id: data.detector_id },
      { type: 'Result', id: data.detector_id },
    ];
  };
}

function incidentChanged(data: Incident): AppThunk<Stale[]> {
  return (dispatch) => {
    dispatch(storeIncident(data));
    // its anomalies and its timeline do not come with the event
    return [
      { type: 'Incident', id: data.id },
      { type: 'Incident', id: LIST },
    ];
  };
}

/** Brings what is cached up to date with an event; returns what has to be fetched again for it. */
export function applyEvent(event: LiveEvent): AppThunk<Stale[]> {
  return (dispatch) => {
    const detector: Stale = { type: 'Detector', id: LIST };
    switch (event.type) {
      case 'detector_created':
        return [detector];
      case 'detector_updated':
      case 'detector_started':
      case 'detector_stopped': {
        const data = event.data as unknown as Detector;
        dispatch(storeDetector(data));
        // the whole of it again, for its tag
        return [detector, { type: 'Detector', id: data.id }, { type: 'DetectorState', id: data.id }];
      }
      case 'detector_deleted': {
        const id = typeof event.data.id === 'string' ? event.data.id : (event.detector_id ?? '');
        dispatch(dropDetector(id));
        return [detector, { type: 'Detector', id }, { type: 'Anomaly', id: LIST }];
      }
      case 'detector_health':
        dispatch(healthChanged(event.data));
        return [];
      case 'anomaly_detected':
      case 'anomaly_updated':
      case 'anomaly_resolved':
        return dispatch(anomalyChanged(event.type, event.data as unknown as Anomaly));
      case 'incident_opened':
      case 'incident_updated':
      case 'incident_resolved':
        return dispatch(incidentChanged(event.data as unknown as Incident));
      case 'system_health':
        dispatch(sourceChanged(event.data as unknown as SystemHealth));
        return [];
      default:
        return [];
    }
  };
}

/** All that the page shows may be old: fetch it again. */
export function refetchAll(): AppThunk<void> {
  return (dispatch) => {
    dispatch(
      api.util.invalidateTags([
        'Detector',
        'DetectorState',
        'DetectorHealth',
        'Entity',
        'Result',
        'Anomaly',
        'Incident',
        'Feedback',
        'Suppression',
        'Source',
        'Event',
      ]),
    );
  };
}
